import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { femaleNames, maleNames } from '../../database/seed/names.ts';
import { type Random, random } from '../../database/seed/random.ts';

/** A staff list as SIASN exports it: the columns that it has, in its order, in its spelling. */
const headings = [
  'PNS ID',
  'NIP BARU',
  'NIP LAMA',
  'NAMA',
  'GELAR DEPAN',
  'GELAR BELAKANG',
  'TANGGAL LAHIR',
  'JENIS PEGAWAI',
  'GOL AKHIR NAMA',
  'TMT GOLONGAN',
  'JENIS JABATAN NAMA',
  'JABATAN NAMA',
  'TMT JABATAN',
  'TINGKAT PENDIDIKAN NAMA',
  'UNOR NAMA',
  'EMAIL GOV',
] as const;
type Heading = (typeof headings)[number];
export type Line = Readonly<Record<Heading, string>>;

export const units = [
  'Dinas Pendidikan dan Kebudayaan',
  'Dinas Kesehatan',
  'Dinas Sosial',
  'Dinas Perhubungan',
  'Dinas Kelautan dan Perikanan',
  'Dinas Lingkungan Hidup dan Kehutanan',
  'Dinas Penanaman Modal dan PTSP',
  'Dinas Komunikasi, Informatika, dan Statistik',
  'Badan Kepegawaian Daerah',
  'Badan Perencanaan Pembangunan Daerah',
  'Badan Pendapatan Daerah',
  'Satuan Polisi Pamong Praja',
] as const;

const posts = [
  ['Analis Kebijakan Ahli Muda', 'Jabatan Fungsional', 'III/d'],
  ['Arsiparis Terampil', 'Jabatan Fungsional', 'II/c'],
  ['Perencana Ahli Pertama', 'Jabatan Fungsional', 'III/b'],
  ['Pengelola Layanan Operasional', 'Jabatan Pelaksana', 'II/d'],
  ['Penelaah Teknis Kebijakan', 'Jabatan Pelaksana', 'III/a'],
] as const;

const families = ['Saputra', 'Lestari', 'Wirawan', 'Ramdhani', 'Kusuma', 'Hidayat', 'Pratama', 'Anggraini', 'Fadli', 'Mulyani', "Ma'arif", 'Sulaiman'] as const;

const dmy = (date: Temporal.PlainDate) => date.toString().split('-').toReversed().join('-');

/** People whom nobody else in the list is: no NIP twice, and no two of one name born on one day. */
export function staffList(seed: number, size: number): readonly Line[] {
  const dice = random(seed);
  const taken = new Set<string>();
  const unique = (make: () => string): string => {
    for (;;) {
      const made = make();
      if (taken.has(made)) continue;
      taken.add(made);
      return made;
    }
  };
  return Array.from({ length: size }, () => lineOf(dice, unique));
}

function lineOf(dice: Random, unique: (make: () => string) => string): Line {
  const birth = Temporal.PlainDate.from('1968-01-01').add({ days: dice.whole(0, 11_000) });
  const isWoman = dice.chance(0.5);
  const entered = `${dice.whole(birth.year + 22, birth.year + 25)}${String(dice.whole(1, 12)).padStart(2, '0')}`;
  const [position, kind, grade] = dice.pick(posts);
  const nip = unique(() => `${birth.toString().replaceAll('-', '')}${entered}${isWoman ? 2 : 1}${String(dice.whole(1, 999)).padStart(3, '0')}`);
  const name = unique(() => `${dice.pick(isWoman ? femaleNames : maleNames)} ${dice.pick(families)} ${birth.toString()}`).replace(/ \S+$/, '');
  return {
    'PNS ID': `A${nip}`,
    'NIP BARU': nip,
    'NIP LAMA': '',
    NAMA: name.toUpperCase(),
    'GELAR DEPAN': '',
    'GELAR BELAKANG': dice.chance(0.4) ? dice.pick(['S.E.', 'S.Kom., M.T.', 'S.Pd.', 'S.H.']) : '',
    'TANGGAL LAHIR': dmy(birth),
    'JENIS PEGAWAI': 'PNS',
    'GOL AKHIR NAMA': grade,
    'TMT GOLONGAN': '01-04-2024',
    'JENIS JABATAN NAMA': kind,
    'JABATAN NAMA': position,
    'TMT JABATAN': `01-0${dice.whole(1, 9)}-202${dice.whole(3, 5)}`,
    'TINGKAT PENDIDIKAN NAMA': dice.pick(['S-1/Sarjana', 'S-2', 'Diploma III', 'SLTA']),
    'UNOR NAMA': dice.pick(units),
    'EMAIL GOV': '',
  };
}

/** The same list with other words in some cells; lines by their number in the file, the headings being line 1. */
export function withCells(list: readonly Line[], changes: readonly (readonly [line: number, heading: Heading, text: string])[]): readonly Line[] {
  const spoilt = [...list];
  for (const [number, heading, text] of changes) spoilt[number - 2] = { ...(spoilt[number - 2] as Line), [heading]: text };
  return spoilt;
}

const quoted = (text: string) => (/[;"\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** As a spreadsheet in Indonesia saves it: semicolons, and a mark of its encoding. */
export function asCsv(list: readonly Line[]): Buffer {
  const rows = [headings, ...list.map((line) => headings.map((heading) => line[heading]))];
  return Buffer.from(`\uFEFF${rows.map((row) => row.map(quoted).join(';')).join('\r\n')}\r\n`);
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The template as somebody fills it in: its example gives way to these people. */
export function fillTemplate(template: Uint8Array, list: readonly Line[]): Buffer {
  const parts = unzipSync(template);
  const name = 'xl/worksheets/sheet1.xml';
  const sheet = strFromU8(parts[name] ?? new Uint8Array());
  const asked = Array.from((/<row r="1">.*?<\/row>/.exec(sheet)?.[0] ?? '').matchAll(/<t>([^<]*)<\/t>/g), (match) => match[1] as Heading);
  const rows = list.map((line, at) => {
    const cells = asked.map(
      (heading, column) => `<c r="${String.fromCharCode(65 + column)}${at + 2}" t="inlineStr"><is><t>${escaped(line[heading])}</t></is></c>`,
    );
    return `<row r="${at + 2}">${cells.join('')}</row>`;
  });
  return Buffer.from(zipSync({ ...parts, [name]: strToU8(sheet.replace(/<row r="2">.*?<\/row>/, rows.join(''))) }));
}
