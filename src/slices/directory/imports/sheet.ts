/** A sheet as it streams by, whatever file it came from: text, line by line. */
export type Line = { readonly number: number; readonly cells: readonly string[]; readonly hasBreak: boolean };

/** What was recognised in a file, said to the person: a code and, after a colon, a particular. */
export type Note = string;

/** Why a whole file cannot be read: a code that the words explain, with a particular (a line, a name). */
export class UnreadableFile extends Error {
  readonly code: string;
  readonly detail: string;
  constructor(code: string, detail = '') {
    super(code);
    this.name = 'UnreadableFile';
    this.code = code;
    this.detail = detail;
  }
}

/** Beyond these a staff list is no staff list. */
export const sheetLimits = { lines: 300_000, columns: 300, cell_characters: 32_767, line_characters: 200_000 } as const;

export type Sheet = {
  readonly notes: Note[];
  /** Bytes of the file that were read so far, for the progress. */
  readBytes(): number;
  lines(): AsyncIterable<Line>;
};
