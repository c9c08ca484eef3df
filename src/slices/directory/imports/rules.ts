import { findDate, type PlainDate } from '#platform/time';
import type { AsnStatus, PositionKind, StaffRow } from '../model.ts';
import { readNip } from '../people/nip.ts';
import { readGrade } from '../people/rules.ts';

export type ColumnKey = 'nip' | 'name' | 'front' | 'back' | 'birth' | 'status' | 'golongan' | 'started' | 'position' | 'kind' | 'unit' | 'education' | 'email';
export type Fault = { readonly line: number; readonly column: ColumnKey | 'row'; readonly code: string; readonly content: string };

/** Names that exports of SIASN and lists made by hand give these columns; of several in one list the first here wins. */
const headings: Readonly<Record<ColumnKey, readonly string[]>> = {
  nip: ['nip baru', 'nip', 'nipbaru', 'nip pns', 'nip asn', 'nomor induk pegawai', 'nip/ni pppk', 'ni pppk'],
  name: ['nama', 'nama pegawai', 'nama lengkap', 'nama pns', 'nama asn'],
  front: ['gelar depan', 'gelardepan'],
  back: ['gelar belakang', 'gelarbelakang'],
  birth: ['tanggal lahir', 'tgl lahir', 'tgl. lahir', 'tanggallahir', 'tgllahir'],
  status: ['status kepegawaian', 'jenis pegawai', 'status pegawai', 'status asn'],
  golongan: [
    'golongan',
    'gol akhir nama',
    'gol',
    'gol.',
    'gol. ruang',
    'gol ruang',
    'gol/ruang',
    'golongan ruang',
    'golongan/ruang',
    'pangkat/golongan',
    'golonganakhir',
  ],
  started: ['tmt jabatan', 'tmt', 'tmtjabatan', 'tmt jabatan terakhir'],
  position: ['jabatan nama', 'jabatan', 'nama jabatan', 'namajabatan', 'jabatan terakhir'],
  kind: ['jenis jabatan nama', 'jenis jabatan', 'jenisjabatan', 'tipe jabatan'],
  unit: ['unor nama', 'unit', 'unit kerja', 'unor', 'unit organisasi', 'nama unor', 'unitkerja', 'opd', 'perangkat daerah', 'satuan kerja'],
  education: ['tingkat pendidikan nama', 'pendidikan', 'tingkat pendidikan', 'pendidikan terakhir', 'pendidikan nama'],
  email: ['email gov', 'email dinas', 'surel', 'email'],
};
const needed: readonly ColumnKey[] = ['nip', 'name', 'position', 'unit'];

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Cf}*]/gu, '')
    .replace(/[_\s]+/g, ' ')
    .trim();

/** How a unit is found again whatever its spelling: case, spaces, dots and dashes do not matter. */
export function unitKey(name: string): string {
  return plain(name)
    .replace(/[.,–—-]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

export type Header = { readonly columns: ReadonlyMap<ColumnKey, number>; readonly width: number };
export type HeaderReading =
  | { readonly kind: 'header'; readonly header: Header }
  | { readonly kind: 'twice'; readonly name: string }
  | { readonly kind: 'none'; readonly missing: readonly ColumnKey[] };

/** Which column holds what. The same heading twice leaves open which of the two is meant. */
export function readHeader(cells: readonly string[]): HeaderReading {
  const words = cells.map(plain);
  const columns = new Map<ColumnKey, number>();
  for (const key of Object.keys(headings) as ColumnKey[]) {
    const word = headings[key].find((one) => words.includes(one));
    if (word === undefined) continue;
    if (words.indexOf(word) !== words.lastIndexOf(word)) return { kind: 'twice', name: (cells[words.indexOf(word)] ?? '').trim() };
    columns.set(key, words.indexOf(word));
  }
  const missing = needed.filter((key) => !columns.has(key));
  return missing.length > 0 ? { kind: 'none', missing } : { kind: 'header', header: { columns, width: Math.max(...columns.values()) + 1 } };
}

const months = ['jan', 'feb', 'mar', 'apr', 'mei', 'jun', 'jul', 'agu', 'sep', 'okt', 'nov', 'des'];
const otherMonths: Readonly<Record<string, string>> = { may: 'mei', aug: 'agu', agt: 'agu', ags: 'agu', oct: 'okt', dec: 'des', nop: 'nov', peb: 'feb' };

/** `31-12-1985`, `31/12/1985`, `31 Desember 1985` or `1985-12-31`, with a time behind it or not. */
export function readDate(text: string): PlainDate | undefined {
  const word = text.trim().replace(/[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/, '');
  const named = /^(\d{1,2})[-/. ]([a-z]{3})[a-z]*[-/. ](\d{4})$/i.exec(word);
  if (named) {
    const short = (named[2] ?? '').toLowerCase();
    const month = months.indexOf(otherMonths[short] ?? short) + 1;
    return findDate(`${named[3]}-${String(month).padStart(2, '0')}-${named[1]?.padStart(2, '0')}`);
  }
  const match = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(word);
  return findDate(match ? `${match[3]}-${match[2]?.padStart(2, '0')}-${match[1]?.padStart(2, '0')}` : word.replaceAll('/', '-'));
}

function kindOf(text: string): PositionKind | undefined {
  const word = plain(text);
  if (word === '' || /pelaksana|umum/.test(word)) return 'pelaksana';
  if (/struktural|manajerial|pimpinan|administrat|pengawas/.test(word)) return 'struktural';
  return /fungsional|jf/.test(word) ? 'fungsional' : undefined;
}

function statusOf(text: string): AsnStatus | undefined {
  const word = plain(text);
  if (/pppk|p3k|perjanjian kerja/.test(word)) return 'PPPK';
  return /pns|pegawai negeri/.test(word) ? 'PNS' : undefined;
}

/** What a program wrote so that a spreadsheet takes a text for text (OWASP, CSV injection) is no part of the text. */
function bare(cell: string): string {
  return cell.replace(/(^|[;\t\r\n])'(?=\s*[=+\-@\t\r])/g, '$1').trim();
}

export type Checked = { readonly row: StaffRow } | { readonly faults: readonly Fault[] };

/** One line: a row that can be brought in, or everything that is wrong with it. `seen` is NIP → line, of the lines before. */
export function readRow(
  line: { readonly number: number; readonly cells: readonly string[]; readonly hasBreak: boolean },
  header: Header,
  known: { readonly today: PlainDate; readonly seen: Map<string, number> },
): Checked {
  const { number, cells } = line;
  if (cells.length < header.width) {
    const code = line.hasBreak ? 'quotes' : 'columns-differ';
    return { faults: [{ line: number, column: 'row', code, content: cells.join(' | ').slice(0, 60) }] };
  }
  const at = (key: ColumnKey) => bare(cells[header.columns.get(key) ?? -1] ?? '');
  const faults: Fault[] = [];
  const wrong = (column: ColumnKey, code: string) => faults.push({ line: number, column, code, content: at(column).slice(0, 60) });
  if (line.hasBreak && ['nip', 'name', 'unit', 'position'].some((key) => /[\r\n]/.test(at(key as ColumnKey)))) {
    return { faults: [{ line: number, column: 'row', code: 'quotes', content: cells.join(' | ').slice(0, 60) }] };
  }
  const nip = readNip(at('nip'));
  if (at('nip') === '') wrong('nip', 'required');
  else if (!nip.ok) wrong('nip', nip.fault);
  else if (known.seen.has(nip.nip)) wrong('nip', `nip-twice:${known.seen.get(nip.nip)}`);
  for (const key of ['name', 'position', 'unit'] as const) {
    if (at(key) === '') wrong(key, 'required');
    else if (at(key).length > 200) wrong(key, 'too-long');
  }
  const birth = at('birth') === '' ? undefined : readDate(at('birth'));
  if (at('birth') !== '' && !birth) wrong('birth', 'not-a-date');
  else if (nip.ok && birth && !birth.equals(nip.birthOn)) wrong('birth', 'birth-differs');
  const started = at('started') === '' ? known.today : readDate(at('started'));
  if (!started) wrong('started', 'not-a-date');
  else if (nip.ok && started.year - nip.birthOn.year < 15) wrong('started', 'started-too-young');
  const kind = kindOf(at('kind'));
  if (!kind) wrong('kind', 'position-kind');
  const status = statusOf(at('status')) ?? (nip.ok ? nip.status : 'PNS');
  const golongan = at('golongan') === '' ? null : (readGrade(at('golongan'), status) ?? readGrade(at('golongan'), status === 'PNS' ? 'PPPK' : 'PNS'));
  if (golongan === undefined) wrong('golongan', 'golongan');
  if (at('email') !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(at('email'))) wrong('email', 'not-email');
  if (faults.length > 0 || !nip.ok || !started || !kind || golongan === undefined) return { faults };
  known.seen.set(nip.nip, number);
  return {
    row: {
      line: number,
      nip: nip.nip,
      name: [at('front'), at('name')].filter(Boolean).join(' ') + (at('back') ? `, ${at('back')}` : ''),
      birthOn: nip.birthOn,
      // PPPK's ladder has no rooms: a grade like III/a belongs to a PNS whatever the number looks like.
      status: golongan?.includes('/') ? 'PNS' : golongan !== null ? 'PPPK' : status,
      email: at('email').toLowerCase() || null,
      golongan,
      startedOn: started,
      positionName: at('position'),
      positionKind: kind,
      unitName: at('unit'),
      education: at('education') || null,
    },
  };
}

export type Present = {
  readonly unit_id: string;
  readonly position_name: string;
  readonly golongan: string | null;
  readonly started_on: PlainDate;
  readonly ended_on: PlainDate | null;
};
export type Move =
  | { readonly kind: 'none' }
  | { readonly kind: 'grade' }
  | { readonly kind: 'correct'; readonly startsOn: PlainDate }
  | { readonly kind: 'open'; readonly startsOn: PlainDate };

type Wanted = { readonly unitId: string; readonly positionName: string; readonly golongan: string | null; readonly startedOn: PlainDate };

const samePlace = (present: Present, wanted: Wanted) => present.unit_id === wanted.unitId && plain(present.position_name) === plain(wanted.positionName);
const later = (a: PlainDate, b: PlainDate) => Temporal.PlainDate.compare(a, b) > 0;

/**
 * What a line means for somebody who is known, from the latest post held here. The same list again means nothing. Another place
 * is a new post from its TMT, or from today when the list says no later one; a post that began today is corrected.
 */
export function moveFor(present: Present | undefined, wanted: Wanted, today: PlainDate): Move {
  if (!present) return { kind: 'open', startsOn: wanted.startedOn };
  const isOver = present.ended_on !== null && later(today, present.ended_on);
  if (!isOver && samePlace(present, wanted)) return present.golongan === wanted.golongan ? { kind: 'none' } : { kind: 'grade' };
  const from = isOver && present.ended_on ? present.ended_on : present.started_on;
  if (later(wanted.startedOn, from) && !later(wanted.startedOn, today)) return { kind: 'open', startsOn: wanted.startedOn };
  return later(today, from) ? { kind: 'open', startsOn: today } : { kind: 'correct', startsOn: wanted.startedOn };
}

const small = new Set(['dan', 'di', 'ke', 'dari', 'untuk', 'pada', 'provinsi', 'kabupaten', 'kota', 'daerah']);

/** A short code for a unit that has only a name: its initials, made unique by a number. */
export function unitCode(name: string, taken: ReadonlySet<string>): string {
  const words = unitKey(name)
    .split(' ')
    .filter((word) => /^[a-z0-9]/.test(word) && !small.has(word));
  const initials =
    (words.length === 1
      ? (words[0] ?? '').slice(0, 8)
      : words
          .map((word) => word[0])
          .join('')
          .slice(0, 8)
    ).toUpperCase() || 'UNIT';
  if (!taken.has(initials)) return initials;
  for (let number = 2; ; number += 1) if (!taken.has(`${initials}-${number}`)) return `${initials}-${number}`;
}
