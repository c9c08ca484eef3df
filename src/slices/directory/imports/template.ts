import { strToU8, zipSync } from 'fflate';

/** Headings as SIASN writes them, with one line that shows how each is filled; all cells are text, so that a NIP stays whole. */
const columns: readonly (readonly [heading: string, example: string])[] = [
  ['NIP BARU', '198501012010011001'],
  ['NAMA', 'Contoh Nama (hapus baris ini)'],
  ['GELAR DEPAN', ''],
  ['GELAR BELAKANG', 'S.E.'],
  ['TANGGAL LAHIR', '01-01-1985'],
  ['JENIS PEGAWAI', 'PNS'],
  ['GOL AKHIR NAMA', 'III/c'],
  ['TMT JABATAN', '01-02-2024'],
  ['JABATAN NAMA', 'Analis Kebijakan Ahli Muda'],
  ['JENIS JABATAN NAMA', 'Fungsional'],
  ['UNOR NAMA', 'Dinas Contoh'],
  ['TINGKAT PENDIDIKAN NAMA', 'S-1'],
  ['EMAIL GOV', ''],
];

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const letter = (at: number) => String.fromCharCode(65 + at);

function row(number: number, cells: readonly string[], style: number): string {
  const filled = cells.map((text, at) => `<c r="${letter(at)}${number}" s="${style}" t="inlineStr"><is><t>${text}</t></is></c>`);
  return `<row r="${number}">${filled.join('')}</row>`;
}

/** An empty staff list as a spreadsheet opens it. Number format 49 is text (ECMA-376, 18.8.30). */
export function staffTemplate(): Uint8Array {
  const widths = columns.map(([heading], at) => `<col min="${at + 1}" max="${at + 1}" width="${Math.max(14, heading.length + 4)}" style="1" customWidth="1"/>`);
  const headings = row(
    1,
    columns.map(([heading]) => heading),
    2,
  );
  const example = row(
    2,
    columns.map(([, text]) => text),
    1,
  );
  const parts = {
    '[Content_Types].xml': `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Pegawai" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${head}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>${headings}${example}</sheetData></worksheet>`,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}
