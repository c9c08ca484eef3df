import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { type Line, type Note, type Sheet, sheetLimits, UnreadableFile } from './sheet.ts';
import { openZip, type Zip } from './zip.ts';

/*
 * The first visible sheet of an XLSX, row by row: values only. Formulas count by the value that was saved with them, links to
 * other files are not followed, a file with macros is refused, and so is any document type declaration.
 */

type Attributes = Readonly<Record<string, string>>;
type Handlers = {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
};

const most = { sharedCharacters: 60_000_000, depth: 100 } as const;

function parserFor(handlers: Handlers): SaxesParser {
  const parser = new SaxesParser({ xmlns: false });
  let depth = 0;
  parser.on('doctype', () => {
    throw new UnreadableFile('file-doctype');
  });
  parser.on('error', () => {
    throw new UnreadableFile('file-unreadable');
  });
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > most.depth) throw new UnreadableFile('file-bomb');
    handlers.open?.(local(tag.name), tag.attributes as Attributes);
  });
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('closetag', (tag) => {
    depth -= 1;
    handlers.close?.(local(tag.name));
  });
  return parser;
}

/** Reads a part to its end; `between` hands out what has gathered after each chunk, so that nothing piles up. */
async function* parsed<T>(stream: Readable, handlers: Handlers, between: () => readonly T[]): AsyncGenerator<T> {
  const parser = parserFor(handlers);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of stream) {
      parser.write(decoder.decode(chunk as Buffer, { stream: true }));
      yield* between();
    }
    parser.write(decoder.decode()).close();
    yield* between();
  } catch (error) {
    throw error instanceof UnreadableFile ? error : new UnreadableFile('file-unreadable');
  } finally {
    stream.destroy();
  }
}

async function readPart(zip: Zip, name: string, handlers: Handlers): Promise<void> {
  const stream = zip.open(name);
  if (!stream) return;
  for await (const nothing of parsed<never>(stream, handlers, () => [])) void nothing;
}

async function firstSheet(zip: Zip): Promise<{ readonly path: string; readonly name: string; readonly count: number; readonly is1904: boolean }> {
  const sheets: { readonly id: string; readonly name: string }[] = [];
  let is1904 = false;
  await readPart(zip, 'xl/workbook.xml', {
    open(name, attributes) {
      if (name === 'workbookPr') is1904 = attributes['date1904'] === '1' || attributes['date1904'] === 'true';
      const relation = attributes['r:id'] ?? Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
      if (name === 'sheet' && relation && (attributes['state'] ?? 'visible') === 'visible') sheets.push({ id: relation, name: attributes['name'] ?? '' });
    },
  });
  const targets = new Map<string, string>();
  await readPart(zip, 'xl/_rels/workbook.xml.rels', {
    open(name, attributes) {
      if (name === 'Relationship' && attributes['TargetMode'] !== 'External') targets.set(attributes['Id'] ?? '', attributes['Target'] ?? '');
    },
  });
  const [first] = sheets;
  const target = first && targets.get(first.id);
  const path = target?.startsWith('/') ? target.slice(1) : `xl/${target ?? ''}`;
  if (!first || !zip.names.has(path)) throw new UnreadableFile('file-unreadable');
  return { path, name: first.name, count: sheets.length, is1904 };
}

async function sharedStrings(zip: Zip): Promise<readonly string[]> {
  const strings: string[] = [];
  let current = '';
  let reading = false;
  let phonetic = false;
  let total = 0;
  await readPart(zip, 'xl/sharedStrings.xml', {
    open(name) {
      if (name === 'si') current = '';
      if (name === 'rPh') phonetic = true;
      reading = name === 't' && !phonetic;
    },
    text(text) {
      if (!reading) return;
      total += text.length;
      if (total > most.sharedCharacters || current.length + text.length > sheetLimits.cell_characters) throw new UnreadableFile('file-bomb');
      current += text;
    },
    close(name) {
      reading = false;
      if (name === 'rPh') phonetic = false;
      if (name === 'si') strings.push(current);
    },
  });
  return strings;
}

// ECMA-376, 18.8.30: these built-in formats show dates; a format of one's own does when it names years or days.
const dateFormats = new Set([14, 15, 16, 17, 22, 27, 30, 36, 45, 46, 47, 50, 57]);

async function dateStyles(zip: Zip): Promise<ReadonlySet<number>> {
  const own = new Set<number>();
  const styles = new Set<number>();
  let inCells = false;
  let at = 0;
  await readPart(zip, 'xl/styles.xml', {
    open(name, attributes) {
      if (name === 'numFmt' && /[yd]/i.test((attributes['formatCode'] ?? '').replace(/"[^"]*"|\[[^\]]*\]/g, ''))) own.add(Number(attributes['numFmtId']));
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) {
        const format = Number(attributes['numFmtId'] ?? 0);
        if (dateFormats.has(format) || own.has(format)) styles.add(at);
        at += 1;
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

/** `BC12` → 54; undefined when it names no column. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  if (!letters) return undefined;
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

type Book = { readonly strings: readonly string[]; readonly dates: ReadonlySet<number>; readonly is1904: boolean };
type Cell = { readonly type: string; readonly style: number; value: string };

/** A cell as the person saw it: dates as dates; a number too long for a spreadsheet's number as what became of it. */
export function cellText(cell: Cell, book: Book): string {
  if (cell.type === 's') return book.strings[Number(cell.value)] ?? '';
  if (cell.type === 'str' || cell.type === 'inlineStr' || cell.type === 'd') return cell.value;
  if (cell.type === 'e' || cell.value === '') return '';
  const number = Number(cell.value);
  if (cell.type !== 'n' || !Number.isFinite(number)) return cell.value;
  if (book.dates.has(cell.style) && number >= 1 && number < 2_958_466) return dateOf(Math.floor(number), book.is1904);
  return Math.abs(number) >= 1e15 ? number.toExponential(5).replace('e+', 'E+') : cell.value;
}

// Day 60 is 29 February 1900, which never was (a fault of Lotus 1-2-3 that Excel keeps).
function dateOf(serial: number, is1904: boolean): string {
  const start = is1904 ? Temporal.PlainDate.from('1904-01-01') : Temporal.PlainDate.from(serial < 60 ? '1899-12-31' : '1899-12-30');
  return start.add({ days: serial }).toString();
}

function sheetHandlers(book: Book, notes: Note[], gathered: Line[]): Handlers {
  let cells: string[] = [];
  let number = 0;
  let column = 0;
  let cell: Cell | undefined;
  let reading = false;
  const formulas = new Set<string>();
  return {
    open(name, attributes) {
      if (name === 'row') {
        cells = [];
        column = 0;
        number = Number(attributes['r'] ?? number + 1);
        if (!(number <= sheetLimits.lines)) throw new UnreadableFile('file-too-long');
      } else if (name === 'c') {
        column = columnOf(attributes['r']) ?? column;
        if (column >= sheetLimits.columns) throw new UnreadableFile('file-too-wide');
        cell = { type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), value: '' };
      } else if (name === 'f' && formulas.size === 0) {
        formulas.add('seen');
        notes.push('formulas');
      }
      reading = name === 'v' || name === 't';
    },
    text(text) {
      if (!reading || !cell) return;
      if (cell.value.length + text.length > sheetLimits.cell_characters) throw new UnreadableFile('file-bomb');
      cell.value += text;
    },
    close(name) {
      reading = false;
      if (name === 'c' && cell) {
        while (cells.length < column) cells.push('');
        cells[column] = cellText(cell, book);
        column += 1;
        cell = undefined;
      }
      if (name === 'row') gathered.push({ number, cells, hasBreak: false });
    },
  };
}

export async function openWorkbook(path: string): Promise<Sheet> {
  const zip = await openZip(path);
  const notes: Note[] = [];
  if (zip.names.has('xl/vbaProject.bin')) {
    await zip.close();
    throw new UnreadableFile('file-macros');
  }
  return {
    notes,
    readBytes: () => zip.readBytes(),
    async *lines() {
      try {
        const sheet = await firstSheet(zip);
        if (sheet.count > 1) notes.push(`sheet:${sheet.name}`);
        const book: Book = { strings: await sharedStrings(zip), dates: await dateStyles(zip), is1904: sheet.is1904 };
        const stream = zip.open(sheet.path);
        const gathered: Line[] = [];
        if (stream) yield* parsed(stream, sheetHandlers(book, notes, gathered), () => gathered.splice(0));
      } finally {
        await zip.close();
      }
    },
  };
}
