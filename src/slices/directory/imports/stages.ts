import { z } from 'zod';
import type { FileStore } from '#platform/files';
import { defineJob } from '#platform/jobs';
import type { ImportId } from '../model.ts';
import { checkImport } from './check-actions.ts';
import { writeImport } from './write-actions.ts';

const input = z.object({ importId: z.string().transform((id) => id as ImportId) });
const plugged: { files?: FileStore } = {};

function files(): FileStore {
  if (!plugged.files) throw new Error('the file store is plugged in at the start');
  return plugged.files;
}

/** Where the lists lie that were sent; app/ decides. */
export function useFiles(store: FileStore): void {
  plugged.files = store;
}

/** The two stages of an import, each a piece of background work. */
export const checking = defineJob('directory.check-staff-list', input, (ctx, { importId }, stop) => checkImport({ ctx, store: files(), stop }, importId));
export const writing = defineJob('directory.write-staff-list', input, (ctx, { importId }, stop) => writeImport({ ctx, store: files(), stop }, importId));
