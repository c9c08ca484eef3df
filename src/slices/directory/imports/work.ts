import type { Ctx } from '#platform/context';
import type { FileStore } from '#platform/files';

/** What work in the background is given: who it is, where the files lie, and whether the process is about to end. */
export type Work = { readonly ctx: Ctx; readonly store: FileStore; readonly stop: AbortSignal };

/** Rows in one transaction: small enough that progress shows and a crash costs little. */
export const rowsAtOnce = 500;

/** Between two steps: what has been stored stays, and whoever takes the work up again goes on from there. */
export function goOn({ stop }: Work): void {
  if (stop.aborted) throw new Error('the process ends; the work goes on in another');
}
