import type { CsvRow } from '#platform/http';
import type { ListedPerson } from './store.ts';

/** Headings that our own import knows again. */
export const staffListHeader = [
  'NIP',
  'Nama',
  'Tanggal Lahir',
  'Jenis Pegawai',
  'Golongan',
  'TMT Jabatan',
  'Jabatan',
  'Jenis Jabatan',
  'Unit Kerja',
  'Pendidikan',
  'Email',
];

/** A NIP behind an apostrophe is a text to a spreadsheet, which would otherwise round it away. */
export function staffListRow(person: ListedPerson): CsvRow {
  return [
    `'${person.nip}`,
    person.name,
    person.birth_on.toString(),
    person.status,
    person.golongan,
    person.started_on.toString(),
    person.position_name,
    person.position_kind,
    person.unit_name,
    person.education,
    person.email,
  ];
}
