import type { StagedFile } from '#platform/files';
import { type Sheet, UnreadableFile } from './sheet.ts';
import { openText } from './text-sheet.ts';
import { openWorkbook } from './workbook.ts';

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What a file is not, by what it is: said before anything is read. */
export function refusalOf(mediaType: string, fileName: string): string | undefined {
  if (/macroenabled/.test(mediaType)) return 'file-macros';
  // A CFB is an old .xls, or an .xlsx with a password on it.
  if (mediaType === 'application/x-cfb') return /\.xls$/i.test(fileName) ? 'file-xls' : 'file-encrypted';
  if (/opendocument/.test(mediaType)) return 'file-ods';
  if (mediaType === workbook || mediaType.startsWith('text/') || mediaType === 'application/octet-stream' || mediaType === 'application/zip') return undefined;
  return 'file-type';
}

/** A staff list, to be read once, line by line. Throws UnreadableFile. */
export async function openSheet(path: string, file: Pick<StagedFile, 'mediaType' | 'fileName'>): Promise<Sheet> {
  const refusal = refusalOf(file.mediaType, file.fileName);
  if (refusal) throw new UnreadableFile(refusal);
  return file.mediaType === workbook || file.mediaType === 'application/zip' ? openWorkbook(path) : openText(path);
}
