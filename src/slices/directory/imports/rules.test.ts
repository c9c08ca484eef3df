import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moveFor, readDate, readHeader, readRow, unitCode, unitKey } from './rules.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const today = day('2026-11-23');

describe('the headings', () => {
  test.each([
    [['NIP', 'Nama', 'Jabatan', 'Unit']],
    [['NIP BARU', 'NAMA', 'JABATAN NAMA', 'UNOR NAMA']],
    [['\uFEFFnip', ' Nama_Pegawai ', 'Nama  Jabatan', 'Unit Kerja*']],
    [
      [
        'PNS ID',
        'NIP BARU',
        'NIP LAMA',
        'NAMA',
        'GELAR DEPAN',
        'TINGKAT PENDIDIKAN NAMA',
        'PENDIDIKAN NAMA',
        'TMT GOLONGAN',
        'TMT JABATAN',
        'JABATAN NAMA',
        'UNOR NAMA',
      ],
    ],
  ])('as SIASN or a hand writes them are known: %j', (cells) => {
    expect(readHeader(cells).kind).toBe('header');
  });

  test('of two that mean nearly the same, the better one counts', () => {
    const reading = readHeader(['NIP LAMA', 'NIP', 'NIP BARU', 'NAMA', 'JABATAN', 'UNIT', 'TMT', 'TMT JABATAN']);
    expect(reading.kind === 'header' && [reading.header.columns.get('nip'), reading.header.columns.get('started')]).toEqual([2, 7]);
  });

  test('F7: the same twice leaves open which is meant', () => {
    expect(readHeader(['NIP', 'Nama', 'Jabatan', 'Unit', 'nip'])).toEqual({ kind: 'twice', name: 'NIP' });
  });

  test('that lack what is needed say what', () => {
    expect(readHeader(['NIP', 'Alamat'])).toEqual({ kind: 'none', missing: ['name', 'position', 'unit'] });
  });

  test('H8: named like parts of an object are columns like any other', () => {
    expect(readHeader(['__proto__', 'constructor', 'toString', 'NIP', 'Nama', 'Jabatan', 'Unit']).kind).toBe('header');
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

test.each([
  ['31-12-1985', '1985-12-31'],
  ['1/2/1985', '1985-02-01'],
  ['31 Desember 1985', '1985-12-31'],
  ['7 Agt 1985', '1985-08-07'],
  ['1985-12-31', '1985-12-31'],
  ['1985-12-31 00:00:00', '1985-12-31'],
  ['1985-12-31T00:00:00.000Z', '1985-12-31'],
  ['30-02-1985', undefined],
  ['12-31-1985', undefined],
  ['1 Foo 1985', undefined],
  ['31128', undefined],
])('the date %s is %s', (text, date) => {
  expect(readDate(text)?.toString()).toBe(date);
});

const heading = readHeader(['NIP', 'Nama', 'Tanggal Lahir', 'Golongan', 'TMT', 'Jabatan', 'Jenis Jabatan', 'Unit', 'Pendidikan', 'Email', 'Jenis Pegawai']);
const header = heading.kind === 'header' ? heading.header : undefined;
const good = [
  '198501012010011023',
  'Siti Aminah',
  '01-01-1985',
  'III/c',
  '01-02-2024',
  'Analis Kebijakan Ahli Muda',
  'Fungsional',
  'Dinas Kesehatan',
  'S-1',
  'siti@contoh.id',
  'PNS',
];

function read(changes: Readonly<Record<number, string>>, seen = new Map<string, number>(), hasBreak = false) {
  const cells = good.map((cell, at) => changes[at] ?? cell);
  return readRow({ number: 7, cells, hasBreak }, header!, { today, seen });
}
const codes = (changes: Readonly<Record<number, string>>) => {
  const checked = read(changes);
  return 'faults' in checked ? checked.faults.map((fault) => `${fault.line} ${fault.column} ${fault.code}`) : [];
};

describe('a line', () => {
  test('that is right becomes a row', () => {
    expect(read({})).toEqual({
      row: {
        line: 7,
        nip: '198501012010011023',
        name: 'Siti Aminah',
        birthOn: day('1985-01-01'),
        status: 'PNS',
        email: 'siti@contoh.id',
        golongan: 'III/c',
        startedOn: day('2024-02-01'),
        positionName: 'Analis Kebijakan Ahli Muda',
        positionKind: 'fungsional',
        unitName: 'Dinas Kesehatan',
        education: 'S-1',
      },
    });
  });

  test.each([
    [{ 0: '1.98501E+17' }, '7 nip nip-scientific'],
    [{ 0: '198501012010011000' }, '7 nip nip-rounded'],
    [{ 0: '' }, '7 nip required'],
    [{ 1: '' }, '7 name required'],
    [{ 2: '02-01-1985' }, '7 birth birth-differs'],
    [{ 2: 'kemarin' }, '7 birth not-a-date'],
    [{ 3: 'III/z' }, '7 golongan golongan'],
    [{ 4: '31-31-2024' }, '7 started not-a-date'],
    [{ 4: '01-01-1985' }, '7 started started-too-young'],
    [{ 5: '' }, '7 position required'],
    [{ 6: 'entah' }, '7 kind position-kind'],
    [{ 7: '' }, '7 unit required'],
    [{ 7: 'x'.repeat(201) }, '7 unit too-long'],
    [{ 9: 'bukan surel' }, '7 email not-email'],
  ])('with %j is named by line, column and code: %s', (changes, fault) => {
    expect(codes(changes)).toEqual([fault]);
  });

  test('with several faults names them all', () => {
    expect(codes({ 0: 'abc', 1: '', 4: 'x' })).toEqual(['7 nip nip-length', '7 name required', '7 started not-a-date']);
  });

  test('F7: with a NIP that stood above says where', () => {
    const seen = new Map([['198501012010011023', 3]]);
    expect(read({}, seen)).toMatchObject({ faults: [{ column: 'nip', code: 'nip-twice:3' }] });
  });

  test('F7: that is shorter than the headings, or broken over lines, is named as a whole', () => {
    expect(readRow({ number: 9, cells: ['198501012010011023', 'Siti'], hasBreak: false }, header!, { today, seen: new Map() })).toMatchObject({
      faults: [{ column: 'row', code: 'columns-differ' }],
    });
    expect(read({ 1: 'Siti\n198501012010011024,Budi' }, new Map(), true)).toMatchObject({ faults: [{ column: 'row', code: 'quotes' }] });
  });

  test('of a PPPK keeps its own ladder of grades, and the list’s own column wins over the number', () => {
    expect(read({ 0: '198501012022211023', 3: 'IX', 10: '' })).toMatchObject({ row: { status: 'PPPK', golongan: 'IX' } });
    expect(read({ 3: 'IX', 10: 'PPPK' })).toMatchObject({ row: { status: 'PPPK', golongan: 'IX' } });
    expect(read({ 0: '198501012022211023', 10: 'Pegawai Negeri Sipil' })).toMatchObject({ row: { status: 'PNS', golongan: 'III/c' } });
  });

  test('F5: takes off what an export put before a formula, and nothing else', () => {
    expect(read({ 1: "'=cmd|calc" })).toMatchObject({ row: { name: '=cmd|calc' } });
    expect(read({ 1: "Siti;'=1+1" })).toMatchObject({ row: { name: 'Siti;=1+1' } });
    expect(read({ 1: "'Aisyah" })).toMatchObject({ row: { name: "'Aisyah" } });
  });

  test('never makes the reader stumble, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 15 }), fc.boolean(), (cells, hasBreak) => {
        const checked = readRow({ number: 2, cells, hasBreak }, header!, { today, seen: new Map() });
        return 'row' in checked || checked.faults.length > 0;
      }),
      { verbose: 1 },
    );
  });
});

describe('what a line means for somebody who is known', () => {
  const present = { unit_id: 'a', position_name: 'Arsiparis', golongan: 'III/a', started_on: day('2024-01-01'), ended_on: null };
  const wanted = { unitId: 'a', positionName: 'Arsiparis', golongan: 'III/a', startedOn: day('2024-01-01') };
  test.each([
    ['the same again', present, wanted, { kind: 'none' }],
    ['the same in other letters', present, { ...wanted, positionName: 'ARSIPARIS ' }, { kind: 'none' }],
    ['another grade', present, { ...wanted, golongan: 'III/b' }, { kind: 'grade' }],
    ['another unit since a later day', present, { ...wanted, unitId: 'b', startedOn: day('2026-03-01') }, { kind: 'open', startsOn: day('2026-03-01') }],
    ['another unit with the old day', present, { ...wanted, unitId: 'b' }, { kind: 'open', startsOn: today }],
    ['another unit with a day to come', present, { ...wanted, unitId: 'b', startedOn: day('2027-01-01') }, { kind: 'open', startsOn: today }],
    [
      'another unit, in office since today',
      { ...present, started_on: today },
      { ...wanted, unitId: 'b', startedOn: day('2020-01-01') },
      { kind: 'correct', startsOn: day('2020-01-01') },
    ],
    ['nothing held here', undefined, wanted, { kind: 'open', startsOn: day('2024-01-01') }],
    ['left last year', { ...present, ended_on: day('2025-12-31') }, wanted, { kind: 'open', startsOn: today }],
  ])('%s', (_what, held, line, move) => {
    expect(moveFor(held, line, today)).toEqual(move);
  });
});

test('a unit is found whatever its spelling, and gets a short code of its own', () => {
  expect(unitKey('DINAS  Kesehatan.')).toBe(unitKey('Dinas Kesehatan'));
  expect(unitCode('Dinas Pendidikan dan Kebudayaan', new Set())).toBe('DPK');
  expect(unitCode('Dinas Pendidikan dan Kebudayaan', new Set(['DPK', 'DPK-2']))).toBe('DPK-3');
  expect(unitCode('Inspektorat', new Set())).toBe('INSPEKTO');
  expect(unitCode('???', new Set())).toBe('UNIT');
});
