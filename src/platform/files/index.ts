export { damagedContents } from './check.ts';
export { clearAbandoned, discard, stage, type StagedFile } from './staged.ts';
export { type FileStore, openFileStore } from './store.ts';
export { keepBytes, keepFile } from './keep.ts';
export { type ByteRange, readRange } from './range.ts';
export { sweepContents } from './sweep.ts';
export { clamd, type Scan } from './scan.ts';
export { stripPhoto } from './strip.ts';
