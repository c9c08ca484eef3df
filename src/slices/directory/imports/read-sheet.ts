import { readFile } from 'node:fs/promises';
import { analyse } from 'chardet';
import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { readSheet } from 'read-excel-file/node';
import { type Outcome, ok, refuse } from '#platform/result';

/** A sheet as text, line by line; what was recognised is said to the person. */
export type Sheet = { readonly rows: readonly (readonly string[])[]; readonly delimiter: ',' | ';' | '\t' | undefined; readonly encoding: string };

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  // A number of 18 digits does not fit into a spreadsheet's number: show it as the sheet would have, so that it is refused.
  if (typeof value === 'number') return value >= 1e15 ? value.toExponential(5).replace('e+', 'E+') : String(value);
  return typeof value === 'boolean' || typeof value === 'bigint' || typeof value === 'string' ? String(value) : '';
}

function decode(bytes: Buffer): { readonly text: string; readonly encoding: string } {
  if (bytes.length >= 2 && bytes[0] === 0xff && bytes[1] === 0xfe) return { text: iconv.decode(bytes, 'utf16le'), encoding: 'UTF-16' };
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  try {
    return { text: utf8.decode(bytes), encoding: 'UTF-8' };
  } catch {
    const guess = analyse(bytes.subarray(0, 20_000))[0]?.name ?? 'windows-1252';
    const name = iconv.encodingExists(guess) && guess !== 'UTF-8' ? guess : 'windows-1252';
    return { text: iconv.decode(bytes, name), encoding: name };
  }
}

function delimiterOf(text: string): ',' | ';' | '\t' {
  const first = text.split(/\r?\n/, 1)[0] ?? '';
  const counts = ([',', ';', '\t'] as const).map((sign) => ({ sign, n: first.split(sign).length }));
  return counts.toSorted((a, b) => b.n - a.n)[0]?.sign ?? ',';
}

async function readCsv(path: string): Promise<Outcome<Sheet>> {
  const { text, encoding } = decode(await readFile(path));
  if (text.includes('\u0000')) return refuse('file-unreadable', { fields: { file: 'file-unreadable' } });
  const delimiter = delimiterOf(text);
  try {
    const rows = parse(text, {
      delimiter,
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: 100_000,
    }) as string[][];
    return ok({ rows, delimiter, encoding });
  } catch {
    return refuse('file-unreadable', { fields: { file: 'file-unreadable' } });
  }
}

/** CSV in the encodings and with the separators that spreadsheets here write, or the first sheet of an XLSX. */
export async function readStaffSheet(path: string, mediaType: string): Promise<Outcome<Sheet>> {
  if (!mediaType.includes('spreadsheetml')) return readCsv(path);
  try {
    const rows = (await readSheet(path)) as readonly (readonly unknown[])[];
    return ok({ rows: rows.map((row) => row.map(cellText)), delimiter: undefined, encoding: 'XLSX' });
  } catch {
    return refuse('file-unreadable', { fields: { file: 'file-unreadable' } });
  }
}
