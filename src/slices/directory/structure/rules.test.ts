import { describe, expect, test } from 'vitest';
import type { Unit, UnitId } from '../model.ts';
import { headsByName, levelOf, moveUnder, treeOf } from './rules.ts';

const unit = (id: string, parentId: string | null): Unit => ({
  id: id as UnitId,
  parentId: parentId as UnitId | null,
  code: id,
  name: id,
  shortName: id,
  kind: 'opd',
});
const units = [unit('c', 'b'), unit('b', 'a'), unit('a', null), unit('d', null)];

describe('the tree of units', () => {
  test('draws each under its parent, and one whose parent is out of sight at the top', () => {
    expect(treeOf([...units, unit('e', 'gone')]).map((one) => `${one.depth}${one.id}`)).toEqual(['0a', '1b', '2c', '0d', '0e']);
  });
  test.each([
    ['a', 'a'],
    ['a', 'c'],
    ['b', 'c'],
  ])('refuses %s under %s: nothing stands under itself', (id, parent) => {
    expect(moveUnder(units, id as UnitId, parent as UnitId)).toMatchObject({ ok: false, refusal: { code: 'unit-under-itself' } });
  });
  test('lets a unit move anywhere else', () => {
    expect([moveUnder(units, 'c' as UnitId, 'd' as UnitId).ok, moveUnder(units, 'b' as UnitId, null).ok]).toEqual([true, true]);
  });
});

test.each([
  ['Sekretaris Daerah', 'struktural', 'JPT Madya'],
  ['Kepala Dinas Kesehatan', 'struktural', 'JPT Pratama'],
  ['Inspektur', 'struktural', 'JPT Pratama'],
  ['Inspektur Pembantu Wilayah I', 'struktural', 'Administrator'],
  ['Kepala Bidang Anggaran', 'struktural', 'Administrator'],
  ['Sekretaris', 'struktural', 'Administrator'],
  ['Kepala Subbagian Umum', 'struktural', 'Pengawas'],
  ['Analis Kebijakan Ahli Madya', 'fungsional', 'JF Ahli Madya'],
  ['Dokter Ahli Utama', 'fungsional', 'JF Ahli Utama'],
  ['Arsiparis Pelaksana Lanjutan', 'fungsional', 'JF Mahir'],
  ['Perawat Pemula', 'fungsional', 'JF Pemula'],
  ['Pengadministrasi Perkantoran', 'pelaksana', 'Pelaksana'],
] as const)('the level of %s (%s) is read as %s', (name, kind, level) => {
  expect(levelOf(name, kind)).toBe(level);
});

test.each([
  ['Kepala Dinas Kesehatan', 'Dinas Kesehatan', true],
  ['Kepala Bidang Anggaran', 'Bidang Anggaran', true],
  ['Kepala Bidang Anggaran', 'Badan Pengelolaan Keuangan', false],
  ['Inspektur', 'Inspektorat', true],
  ['Inspektur Pembantu Wilayah I', 'Inspektorat', false],
  ['Camat', 'Kecamatan Praya', true],
  ['Sekretaris', 'Dinas Kesehatan', false],
])('%s in %s heads it: %s', (name, unitName, heads) => {
  expect(headsByName(name, 'struktural', unitName)).toBe(heads);
});
