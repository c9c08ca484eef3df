import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { analyse } from 'chardet';
import { parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { type Line, type Sheet, sheetLimits, UnreadableFile } from './sheet.ts';

/*
 * CSV as spreadsheets here write it: comma, semicolon, tab or bar; UTF-8, UTF-16 or Windows-1252; with a BOM or none; with
 * lines that end in any way, also mixed.
 */

const sample_bytes = 64_000;

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sample_bytes), 0, sample_bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(path)) decoder.decode(chunk as Buffer, { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** The encoding by its mark, by where its zeros stand, by whether it is UTF-8 at all, else by its letters. */
async function encodingOf(path: string, head: Buffer): Promise<string> {
  if (head[0] === 0xff && head[1] === 0xfe) return 'UTF-16LE';
  if (head[0] === 0xfe && head[1] === 0xff) return 'UTF-16BE';
  const zeros = [0, 1].map((parity) => head.subarray(0, 2000).filter((byte, at) => byte === 0 && at % 2 === parity).length);
  const half = Math.min(head.length, 2000) / 2;
  if ((zeros[1] ?? 0) > half * 0.7 && (zeros[0] ?? 0) < half * 0.1) return 'UTF-16LE';
  if ((zeros[0] ?? 0) > half * 0.7 && (zeros[1] ?? 0) < half * 0.1) return 'UTF-16BE';
  if (await isUtf8(path)) return 'UTF-8';
  const western = new Set(['ISO-8859-1', 'ISO-8859-15', 'ISO-8859-2', 'windows-1250']);
  const guess = analyse(head)[0]?.name ?? 'windows-1252';
  // Lists from here are Windows-1252 unless they are clearly something else: a guess among cousins is no better.
  return western.has(guess) || guess === 'UTF-8' || !iconv.encodingExists(guess) ? 'windows-1252' : guess;
}

const separators = [',', ';', '\t', '|'] as const;

/** The separator that stands most often in the first lines, outside quotes. `sep=;` on top (Excel) settles it. */
export function separatorOf(text: string): (typeof separators)[number] {
  const said = /^\uFEFF?sep=(.)\r?\n/i.exec(text)?.[1];
  const known = separators.find((sign) => sign === said);
  if (known) return known;
  const bare = text
    .split(/\r\n|\n|\r/, 12)
    .join('\n')
    .replace(/"(?:[^"]|"")*"/g, '');
  const counts = separators.map((sign) => ({ sign, n: bare.split(sign).length - 1 }));
  return counts.toSorted((a, b) => b.n - a.n)[0]?.sign ?? ',';
}

const names: Readonly<Record<string, string>> = { ';': 'semicolon', '\t': 'tab', '|': 'bar' };

type Parsed = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

function faultOf(error: unknown): UnreadableFile {
  if (error instanceof UnreadableFile) return error;
  const { code, lines } = error as { code?: unknown; lines?: unknown };
  const line = typeof lines === 'number' ? String(lines) : '';
  if (code === 'CSV_QUOTE_NOT_CLOSED') return new UnreadableFile('file-quotes', line);
  if (code === 'CSV_MAX_RECORD_SIZE') return new UnreadableFile('file-long-line', line);
  return new UnreadableFile('file-unreadable', line);
}

export async function openText(path: string): Promise<Sheet> {
  const head = await headOf(path);
  if (head.length === 0) throw new UnreadableFile('file-empty');
  const encoding = await encodingOf(path, head);
  const start = iconv.decode(head, encoding);
  const delimiter = separatorOf(start);
  const skipsFirst = /^\uFEFF?sep=/i.test(start);
  const notes = [...(delimiter === ',' ? [] : [`delimiter:${names[delimiter]}`]), ...(encoding === 'UTF-8' ? [] : [`encoding:${encoding}`])];
  const source = createReadStream(path);
  return {
    notes,
    readBytes: () => source.bytesRead,
    async *lines() {
      const parser = parse({
        delimiter,
        bom: true,
        record_delimiter: ['\r\n', '\n', '\r'],
        relax_column_count: true,
        relax_quotes: true,
        info: true,
        max_record_size: sheetLimits.line_characters,
      });
      const decoded = source.pipe(iconv.decodeStream(encoding));
      source.on('error', (error) => parser.destroy(error));
      decoded.on('error', (error: Error) => parser.destroy(error));
      decoded.pipe(parser);
      let before = 0;
      try {
        for await (const one of parser as AsyncIterable<Parsed>) {
          const number = before + 1;
          before = one.info.lines;
          if (number > sheetLimits.lines) throw new UnreadableFile('file-too-long');
          if (one.record.length > sheetLimits.columns) throw new UnreadableFile('file-too-wide', String(number));
          if (one.record.some((cell) => cell.includes('\u0000'))) throw new UnreadableFile('file-nul', String(number));
          const isEmpty = one.record.every((cell) => cell.trim() === '');
          if (!isEmpty && !(skipsFirst && number === 1))
            yield { number, cells: one.record, hasBreak: one.record.some((cell) => /[\r\n]/.test(cell)) } satisfies Line;
        }
      } catch (error) {
        throw faultOf(error);
      } finally {
        source.destroy();
        parser.destroy();
      }
    },
  };
}
