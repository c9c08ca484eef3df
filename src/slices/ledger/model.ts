import { z } from 'zod';

/** Settings of the log that a process signs with; fixed at the first start. */
export type LogKey = { readonly origin: string; readonly vkey: string; readonly seed: Uint8Array };

export type CheckpointRow = { readonly size: number; readonly root: Uint8Array; readonly note: string };

export const receiptFile = z.object({ receipt: z.string().max(1_000_000) });

/** Seconds within which a promised event stands in the log. */
export const mergeWithin_s = 10;
