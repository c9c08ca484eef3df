import { describe, expect, test } from 'vitest';
import { nameParty, nikParty, normalName, partiesOf } from './kin.ts';

const secret = new Uint8Array(32).fill(3);

describe('a name as it is compared', () => {
  test.each([
    ['Dr. H. Lalu Hamdan Saputra, S.Pd., M.M.', 'hamdan saputra'],
    ['HAMDAN  SAPUTRA', 'hamdan saputra'],
    ['Hámdan\u200b Saputrá', 'hamdan saputra'],
    ["Siti Nur'aini", 'siti nur aini'],
    // H14: decomposed letters are the composed ones.
    ['Ame\u0301lia', 'amelia'],
    ['Baiq', 'baiq'],
    ['  ', ''],
  ])('%s', (name, normal) => {
    expect(normalName(name)).toBe(normal);
  });
});

test('whom a case is about: the applicant by name, and each NIK wherever it stands, once', () => {
  const parties = partiesOf(secret, { nik: '5271015704890002', anak: [{ nik: '5271015704890003' }, { nik: '5271015704890002' }], nisn: '0098124537' }, 'Siti');
  expect(parties).toEqual([nameParty(secret, 'siti'), nikParty(secret, '5271015704890002'), nikParty(secret, '5271015704890003')]);
  expect(partiesOf(secret, {}, null)).toEqual([]);
});

test('hashes of a name and of an NIK, or under another key, are never the same', () => {
  const hashes = [nameParty(secret, '5271015704890002'), nikParty(secret, '5271015704890002'), nikParty(new Uint8Array(32), '5271015704890002')];
  expect(new Set(hashes.map((one) => Buffer.from(one.hash).toString('hex'))).size).toBe(3);
});
