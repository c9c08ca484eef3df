import { findDate, type PlainDate } from '#platform/time';
import type { PositionKind, PositionLevel, StaffRow } from '../model.ts';
import { readNip } from '../people/nip.ts';

export type ColumnKey = 'nip' | 'name' | 'birth' | 'golongan' | 'started' | 'position' | 'kind' | 'unit' | 'education';
export type Fault = { readonly line: number; readonly column: ColumnKey | 'row'; readonly code: string; readonly content: string };

/** Names that exports of SIASN and lists made by hand give these columns. */
const headings: Readonly<Record<ColumnKey, readonly string[]>> = {
  nip: ['nip', 'nip baru', 'nipbaru', 'nip pns', 'nomor induk pegawai'],
  name: ['nama', 'nama pegawai', 'nama lengkap'],
  birth: ['tanggal lahir', 'tgl lahir', 'tgl. lahir', 'tanggallahir'],
  golongan: ['golongan', 'gol', 'gol akhir nama', 'gol. ruang', 'golongan ruang', 'pangkat/golongan'],
  started: ['tmt', 'tmt jabatan', 'tmtjabatan', 'tmt jabatan terakhir'],
  position: ['jabatan', 'jabatan nama', 'nama jabatan', 'namajabatan'],
  kind: ['jenis jabatan', 'jenis jabatan nama', 'jenisjabatan'],
  unit: ['unit', 'unit kerja', 'unor', 'unor nama', 'unit organisasi', 'opd'],
  education: ['pendidikan', 'tingkat pendidikan', 'tingkat pendidikan nama', 'pendidikan nama'],
};
const needed: readonly ColumnKey[] = ['nip', 'name', 'position', 'unit'];

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[_\s]+/g, ' ')
    .trim();

/** Which column holds what; undefined when the needed ones are not there. */
export function readHeader(header: readonly string[]): ReadonlyMap<ColumnKey, number> | undefined {
  const found = new Map<ColumnKey, number>();
  header.forEach((cell, at) => {
    const key = (Object.keys(headings) as ColumnKey[]).find((one) => headings[one].includes(plain(cell)));
    if (key && !found.has(key)) found.set(key, at);
  });
  return needed.every((key) => found.has(key)) ? found : undefined;
}

/** `31-12-1985`, `31/12/1985` or `1985-12-31`. */
export function readDate(text: string): PlainDate | undefined {
  const match = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(text.trim());
  return findDate(match ? `${match[3]}-${match[2]?.padStart(2, '0')}-${match[1]?.padStart(2, '0')}` : text.trim().slice(0, 10));
}

function kindOf(text: string): PositionKind | undefined {
  const word = plain(text);
  if (word === '' || /pelaksana|umum/.test(word)) return 'pelaksana';
  if (/struktural|manajerial|pimpinan|administrat|pengawas/.test(word)) return 'struktural';
  return /fungsional|jf/.test(word) ? 'fungsional' : undefined;
}

/** The level of a post read from its name, for the required levels of competence; the plainest when nothing says more. */
export function levelOf(name: string, kind: PositionKind): PositionLevel {
  const word = plain(name);
  if (kind === 'struktural') {
    if (/^(sekretaris daerah|asisten)/.test(word)) return 'JPT Madya';
    if (/^(kepala (dinas|badan|biro)|inspektur|direktur|staf ahli)/.test(word)) return 'JPT Pratama';
    return /^(sekretaris|kepala bidang|kepala bagian|camat)/.test(word) ? 'Administrator' : 'Pengawas';
  }
  if (kind === 'fungsional') {
    const steps: readonly (readonly [RegExp, PositionLevel])[] = [
      [/ahli utama/, 'JF Ahli Utama'],
      [/ahli madya/, 'JF Ahli Madya'],
      [/ahli muda/, 'JF Ahli Muda'],
      [/ahli pertama/, 'JF Ahli Pertama'],
      [/penyelia/, 'JF Penyelia'],
      [/mahir/, 'JF Mahir'],
      [/terampil/, 'JF Terampil'],
    ];
    return steps.find(([pattern]) => pattern.test(word))?.[1] ?? 'JF Ahli Pertama';
  }
  return 'Pelaksana';
}

type Reading = { readonly rows: readonly StaffRow[]; readonly faults: readonly Fault[] };
type Known = { readonly units: ReadonlySet<string>; readonly today: PlainDate };

/** Reads a whole list: rows that can be imported, and what is wrong with the others, by line and column. */
export function readStaffList(sheet: readonly (readonly string[])[], columns: ReadonlyMap<ColumnKey, number>, known: Known): Reading {
  const rows: StaffRow[] = [];
  const faults: Fault[] = [];
  const seen = new Set<string>();
  const width = sheet[0]?.length ?? 0;
  sheet.slice(1).forEach((cells, at) => {
    const line = at + 2;
    const outcome =
      cells.length > width || cells.length < Math.max(...columns.values()) + 1
        ? [fault(line, 'row', 'columns-differ', '')]
        : readRow(line, cells, columns, known, seen);
    if (Array.isArray(outcome)) faults.push(...outcome);
    else rows.push(outcome as StaffRow);
  });
  return { rows, faults };
}

function fault(line: number, column: Fault['column'], code: string, content: string): Fault {
  return { line, column, code, content: content.slice(0, 60) };
}

function readRow(
  line: number,
  cells: readonly string[],
  columns: ReadonlyMap<ColumnKey, number>,
  known: Known,
  seen: Set<string>,
): StaffRow | readonly Fault[] {
  const at = (key: ColumnKey) => (cells[columns.get(key) ?? -1] ?? '').trim();
  const faults: Fault[] = [];
  const wrong = (column: ColumnKey, code: string) => faults.push(fault(line, column, code, at(column)));
  const nip = readNip(at('nip'));
  if (!nip.ok) wrong('nip', nip.fault);
  else if (seen.has(nip.nip)) wrong('nip', 'nip-twice');
  for (const key of ['name', 'position', 'unit'] as const) {
    if (at(key) === '') wrong(key, 'required');
    else if (at(key).length > 200) wrong(key, 'too-long');
  }
  const birth = at('birth') === '' ? undefined : readDate(at('birth'));
  if (at('birth') !== '' && !birth) wrong('birth', 'not-a-date');
  if (nip.ok && birth && !birth.equals(nip.birthOn)) wrong('birth', 'birth-differs');
  const started = at('started') === '' ? known.today : readDate(at('started'));
  if (!started) wrong('started', 'not-a-date');
  const kind = kindOf(at('kind'));
  if (!kind) wrong('kind', 'position-kind');
  if (at('unit') !== '' && !known.units.has(plain(at('unit')))) wrong('unit', 'unit-unknown');
  if (faults.length > 0 || !nip.ok || !started || !kind) return faults;
  seen.add(nip.nip);
  return {
    line,
    nip: nip.nip,
    name: at('name'),
    birthOn: nip.birthOn,
    status: nip.status,
    golongan: at('golongan') || null,
    startedOn: started,
    positionName: at('position'),
    positionKind: kind,
    positionLevel: levelOf(at('position'), kind),
    unitName: plain(at('unit')),
    education: at('education') || null,
  };
}

export function unitKey(name: string): string {
  return plain(name);
}
