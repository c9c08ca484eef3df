import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync, type Zippable } from 'fflate';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSheet, refusalOf } from './open-sheet.ts';
import { type Sheet, sheetLimits, UnreadableFile } from './sheet.ts';
import { staffTemplate } from './template.ts';
import { separatorOf } from './text-sheet.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sheets-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let serial = 0;
async function file(bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, String((serial += 1)));
  await writeFile(path, bytes);
  return path;
}

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
async function openFile(bytes: Uint8Array | string, mediaType: string): Promise<Sheet> {
  return openSheet(await file(bytes), { mediaType, fileName: 'daftar' });
}

async function rowsOf(bytes: Uint8Array | string, mediaType = 'text/csv'): Promise<{ readonly rows: readonly string[]; readonly notes: readonly string[] }> {
  const sheet = await openFile(bytes, mediaType);
  const rows: string[] = [];
  for await (const line of sheet.lines()) rows.push(`${line.number}: ${line.cells.join('|')}`);
  return { rows, notes: sheet.notes };
}

async function failure(bytes: Uint8Array | string, mediaType = 'text/csv'): Promise<string> {
  try {
    await rowsOf(bytes, mediaType);
  } catch (error) {
    if (error instanceof UnreadableFile) return `${error.code}:${error.detail}`;
    throw error;
  }
  return 'read';
}

describe('F7: a CSV', () => {
  const text = 'NIP;Nama\r\n1;Zoë Ñandú\r\n';
  test.each([
    ['UTF-8', Buffer.from(text), ['delimiter:semicolon']],
    ['UTF-8 with BOM', Buffer.from(`\uFEFF${text}`), ['delimiter:semicolon']],
    ['Windows-1252', iconv.encode(text, 'windows-1252'), ['delimiter:semicolon', 'encoding:windows-1252']],
    ['UTF-16LE with BOM', iconv.encode(text, 'utf16le', { addBOM: true }), ['delimiter:semicolon', 'encoding:UTF-16LE']],
    ['UTF-16BE with BOM', iconv.encode(text, 'utf16be', { addBOM: true }), ['delimiter:semicolon', 'encoding:UTF-16BE']],
    ['UTF-16LE without', iconv.encode(text, 'utf16le', { addBOM: false }), ['delimiter:semicolon', 'encoding:UTF-16LE']],
  ])('in %s is read with its accents', async (_name, bytes, notes) => {
    expect(await rowsOf(bytes)).toEqual({ rows: ['1: NIP|Nama', '2: 1|Zoë Ñandú'], notes });
  });

  test.each([
    ['a,b\n1,2', ','],
    ['a;b\n"1,5";2', ';'],
    ['a\tb\n1\t2', '\t'],
    ['a|b\n1|2', '|'],
    ['sep=;\na;b,c,d', ';'],
    ['satu kolom saja', ','],
    ['"a;b;c;d",x\n"e;f;g;h",y', ','],
  ])('%j is separated by %j', (start, separator) => {
    expect(separatorOf(start)).toBe(separator);
  });

  test('with lines that end in any way, empty ones, and sep= on top, keeps the numbers of its lines', async () => {
    expect((await rowsOf('sep=,\na,b\r\n1,2\n\r\n3,4\r5,6')).rows).toEqual(['2: a|b', '3: 1|2', '5: 3|4', '6: 5|6']);
  });

  test('with a line break inside quotes goes on at the right number', async () => {
    expect((await rowsOf('a,b\n1,"x\ny"\n3,4')).rows).toEqual(['1: a|b', '2: 1|x\ny', '4: 3|4']);
  });

  test.each([
    ['a NUL', 'a,b\n1,2\n3,\u0000\n', 'file-nul:3'],
    ['a quote that is never closed', 'a,b\n1,2\n"3,4\n5,6\n', 'file-quotes:'],
    ['nothing', '', 'file-empty:'],
    ['a line without end', `a,b\n${'x'.repeat(sheetLimits.line_characters + 10)}`, 'file-long-line:'],
    ['four hundred columns', `${Array.from({ length: 400 }, (_none, at) => `k${at}`).join(',')}\n`, 'file-too-wide:1'],
  ])('with %s is explained', async (_what, bytes, code) => {
    expect(await failure(bytes)).toMatch(code);
  });

  test('of forty megabytes in one line is given up early', async () => {
    expect(await failure(Buffer.alloc(40_000_000, 'x'))).toMatch('file-long-line:');
  });

  test('that is a picture, a program or a PDF is refused by what it is', async () => {
    expect(await failure('x', 'image/png')).toBe('file-type:');
    expect(await failure('x', 'application/pdf')).toBe('file-type:');
    expect(await failure(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2]), 'application/octet-stream')).toMatch('file-nul:1');
  });
});

test.each([
  ['application/x-cfb', 'daftar.xls', 'file-xls'],
  ['application/x-cfb', 'daftar.xlsx', 'file-encrypted'],
  ['application/vnd.ms-excel.sheet.macroenabled.12', 'daftar.xlsm', 'file-macros'],
  ['application/vnd.oasis.opendocument.spreadsheet', 'daftar.ods', 'file-ods'],
  [xlsx, 'daftar.xlsx', undefined],
  ['text/csv', 'daftar.csv', undefined],
])('a file of type %s named %s is refused as %s', (mediaType, name, code) => {
  expect(refusalOf(mediaType, name)).toBe(code);
});

type Parts = { sheet?: string; strings?: string; styles?: string; workbook?: string; rels?: string; more?: Zippable };

function workbook({ sheet = '', strings = '', styles = '<styleSheet/>', workbook: book, rels, more = {} }: Parts): Uint8Array {
  return zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'xl/workbook.xml': strToU8(book ?? '<workbook xmlns:r="r"><sheets><sheet name="Pegawai" sheetId="1" r:id="rId1"/></sheets></workbook>'),
    'xl/_rels/workbook.xml.rels': strToU8(rels ?? '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'),
    'xl/worksheets/sheet1.xml': strToU8(`<?xml version="1.0"?><worksheet><sheetData>${sheet}</sheetData></worksheet>`),
    'xl/sharedStrings.xml': strToU8(`<sst>${strings}</sst>`),
    'xl/styles.xml': strToU8(styles),
    ...more,
  });
}

describe('F4: an XLSX', () => {
  test('gives texts, shared and inline, numbers, dates by their format, gaps and the numbers of its rows', async () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>';
    const strings = '<si><t>Siti</t></si><si><r><t>Ami</t></r><r><t>nah &amp; Co</t></r><rPh><t>bunyi</t></rPh></si>';
    const sheet = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>
      <row r="4"><c r="A4" s="1"><v>31048</v></c><c r="B4" s="2"><v>45323.5</v></c><c r="C4"><v>12</v></c><c r="D4" t="inlineStr"><is><t>198501012010011023</t></is></c><c r="E4" t="b"><v>1</v></c><c r="F4" t="e"><v>#REF!</v></c></row>`;
    expect(await rowsOf(workbook({ sheet, strings, styles }), xlsx)).toEqual({
      rows: ['1: Siti||Aminah & Co', '4: 1985-01-01|2024-02-01|12|198501012010011023|1|'],
      notes: [],
    });
  });

  test('F7: shows a NIP that became a number as what became of it', async () => {
    for (const value of ['198501012010011008', '1.9850101201001101E+17', '1.98501012010011E17']) {
      expect((await rowsOf(workbook({ sheet: `<row r="1"><c r="A1"><v>${value}</v></c></row>` }), xlsx)).rows).toEqual(['1: 1.98501E+17']);
    }
  });

  test('takes the value that was saved with a formula, and says so', async () => {
    const sheet = '<row r="1"><c r="A1" t="str"><f>HYPERLINK("http://evil.example","Siti")</f><v>Siti</v></c></row>';
    expect(await rowsOf(workbook({ sheet }), xlsx)).toEqual({ rows: ['1: Siti'], notes: ['formulas'] });
  });

  test('of several sheets reads the first that can be seen, and says which', async () => {
    const book =
      '<workbook xmlns:r="r"><sheets><sheet name="Sembunyi" state="hidden" r:id="rId9"/><sheet name="Data" r:id="rId1"/><sheet name="Lain" r:id="rId2"/></sheets></workbook>';
    expect(await rowsOf(workbook({ workbook: book, sheet: '<row r="1"><c t="inlineStr"><is><t>a</t></is></c></row>' }), xlsx)).toEqual({
      rows: ['1: a'],
      notes: ['sheet:Data'],
    });
  });

  test.each([
    ['macros', workbook({ more: { 'xl/vbaProject.bin': strToU8('x') } }), 'file-macros:'],
    ['F3: a document type with entities', workbook({ strings: '' }).length > 0 ? bomb3() : new Uint8Array(), 'file-doctype:'],
    [
      'a link to another file for a sheet',
      workbook({ rels: '<Relationships><Relationship Id="rId1" TargetMode="External" Target="http://evil.example/s.xml"/></Relationships>' }),
      'file-unreadable:',
    ],
    [
      'a way out of the package',
      workbook({ rels: '<Relationships><Relationship Id="rId1" Target="../../../etc/passwd"/></Relationships>' }),
      'file-unreadable:',
    ],
    ['a row far below', workbook({ sheet: '<row r="1048576"><c r="A1048576"><v>1</v></c></row>' }), 'file-too-long:'],
    ['a column far to the right', workbook({ sheet: '<row r="1"><c r="XFD1"><v>1</v></c></row>' }), 'file-too-wide:'],
    ['one cell of a million signs', workbook({ sheet: `<row r="1"><c t="inlineStr"><is><t>${'x'.repeat(1_000_000)}</t></is></c></row>` }), 'file-bomb:'],
    ['F3: elements a thousand deep', workbook({ sheet: '<a>'.repeat(1000) }), 'file-bomb:'],
    ['broken XML', workbook({ sheet: '<row><c></row>' }), 'file-unreadable:'],
    ['broken letters', workbook({ more: { 'xl/worksheets/sheet1.xml': new Uint8Array([0x3c, 0xc0, 0xaf, 0x3e]) } }), 'file-unreadable:'],
    ['no sheet', zipSync({ 'a.txt': strToU8('x') }), 'file-unreadable:'],
    ['half of it missing', workbook({ sheet: '<row r="1"><c><v>1</v></c></row>' }).slice(0, 300), 'file-unreadable:'],
    ['nothing', new Uint8Array(), 'file-unreadable:'],
  ])('with %s is refused', async (_what, bytes, code) => {
    expect(await failure(bytes, xlsx)).toBe(code);
  });

  test('F2: that swells a thousandfold is given up while it swells', async () => {
    const swollen = strToU8(`<?xml version="1.0"?><worksheet><sheetData>${'<row/>'.repeat(10)}${' '.repeat(60_000_000)}</sheetData></worksheet>`);
    const bytes = zipSync({ ...parts(), 'xl/worksheets/sheet1.xml': [swollen, { level: 9 }] });
    expect(bytes.length).toBeLessThan(200_000);
    expect(await failure(bytes, xlsx)).toBe('file-bomb:');
  });

  test('F2: with two parts of one name, or more parts than any list has, is refused', async () => {
    const twice = Buffer.from(zipSync({ ...parts(), 'xl/worksheets/sheet2.xml': strToU8('<worksheet/>') }));
    for (let at = twice.indexOf('sheet2.xml'); at >= 0; at = twice.indexOf('sheet2.xml', at + 1)) twice.write('sheet1.xml', at);
    expect(await failure(twice, xlsx)).toBe('file-unreadable:');
    const many = Object.fromEntries(Array.from({ length: 2100 }, (_none, at) => [`f${at}`, new Uint8Array()]));
    expect(await failure(zipSync(many), xlsx)).toBe('file-bomb:');
  });

  test('as our own template is read back, heading and example', async () => {
    const { rows } = await rowsOf(staffTemplate(), xlsx);
    expect(rows[0]).toMatch(/^1: NIP BARU\|NAMA\|/);
    expect(rows[1]).toMatch(/^2: 198501012010011001\|/);
  });
});

function parts(): Zippable {
  return {
    'xl/workbook.xml': strToU8('<workbook xmlns:r="r"><sheets><sheet name="Pegawai" r:id="rId1"/></sheets></workbook>'),
    'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'),
    'xl/worksheets/sheet1.xml': strToU8('<worksheet/>'),
  };
}

function bomb3(): Uint8Array {
  const entities = '<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>';
  return zipSync({ ...parts(), 'xl/sharedStrings.xml': strToU8(`${entities}<sst><si><t>&b;&x;</t></si></sst>`) });
}
