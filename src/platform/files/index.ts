export { cleanFileName, discard, stage, type StagedFile } from './staged.ts';
export { diskStore, type FileStore, openFileStore, s3Store } from './store.ts';
export { findMediaType, keepFile, recordContent } from './keep.ts';
