import type { FileStore } from '#platform/files';
import { on } from '#platform/outbox';
import { mailReset } from './accounts/password-actions.ts';
import { resetAsked } from './events.ts';
import { useFiles } from './imports/stages.ts';

export function registerJobs(files: FileStore): void {
  useFiles(files);
  on(resetAsked, 'directory.mail-reset', (ctx, event) => mailReset(ctx, event.payload.askId));
}
