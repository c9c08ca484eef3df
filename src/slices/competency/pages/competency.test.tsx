import { describe, expect, it } from 'vitest';
import { show } from '#test/page';
import { emptyForm } from '#platform/ui';
import type { EvidenceId, PersonEvidence } from '../model.ts';
import { profileLine } from '../rules.ts';
import { EvidencePage } from './evidence.tsx';
import { ProfilePage, type ProfileView } from './profile.tsx';
import { UnitsPage } from './units.tsx';

const test = {
  id: 'e1' as EvidenceId,
  competency: 'M.05',
  level: 1,
  source: 'test',
  sourceId: 'a1',
  observedOn: '2026-03-02',
  right: 20,
  items: 30,
  testedUpTo: 3,
} as const;
const named = (code: string, name: string, evidence: readonly PersonEvidence[]) => ({
  ...profileLine(code, 2, evidence),
  name,
  requiredVerified: code !== 'T.01',
});
const profile: ProfileView = {
  lang: 'id',
  name: 'Baiq Rina Kusumawati',
  position: 'Analis Kebijakan Ahli Pertama',
  unitName: 'Dinas Lingkungan Hidup dan Kehutanan',
  lines: [named('M.05', 'Pelayanan Publik', [test]), named('T.01', 'Kerja Digital', [])],
  tested: new Set(['M.05', 'T.01']),
  unit: [{ unsur: 'U7', n: 41, mean: 2.9, low: 2.6, high: 3.2 }],
  levels: ['Paham', 'Dasar', 'Menengah', 'Mumpuni', 'Ahli'],
  suggestion: { title: 'Melayani dengan Empati', reason: 'Tes menunjukkan tingkat 1.', state: 'Disarankan', href: '/rencana/rantai/x' },
  looks: [{ who: 'Sri Wahyuni Yusuf, DLHK', when: '23 Nov 2026' }],
  on: undefined,
  form: emptyForm,
};
const evidence = <EvidencePage lang="id" evidence={test} name="Pelayanan Publik" levelName="Paham" course={undefined} leaf={4812} />;
const gap = {
  id: 'g1',
  unit: 'DLHK',
  unsur: 'U6',
  competency: 'Kerja Digital',
  foundOn: '2026-02-09',
  foundMean: 2.6,
  foundN: 10,
  mean: 2.87,
  n: 69,
  closedOn: undefined,
  closedBecause: undefined,
  trend: [2.6, undefined, 2.9],
  answer: { href: '/rencana/usulan/p1', label: 'Usulan menunggu kepala unit' },
};
const units = (
  <UnitsPage
    lang="id"
    norm={3.0644}
    unsur={['U6']}
    units={[
      { unitId: 'u1', name: 'DLHK', ratings: [{ unsur: 'U6', n: 69, mean: 2.87, low: 2.7, high: 3 }] },
      { unitId: 'u2', name: 'DIKBUD', ratings: [] },
    ]}
    open={[gap]}
    closed={[]}
  />
);

describe('the profile', () => {
  it('says what is shown below and what has not enough evidence, and never takes one for the other', () => {
    const shown = show(<ProfilePage {...profile} />);
    expect(shown.getByRole('heading', { name: '1 kompetensi di bawah syarat jabatan; 1 belum cukup bukti' })).toBeDefined();
    expect(shown.text).toContain('1 tingkat');
    expect(shown.text).toContain('Pelayanan Publik: tingkat 1 dari 2 yang disyaratkan.');
  });

  it('calls nobody below what a test did not ask of', () => {
    const lines = [{ ...named('M.05', 'Pelayanan Publik', []), ...profileLine('M.05', 4, [{ ...test, level: 3, testedUpTo: 3 }]) }];
    const shown = show(<ProfilePage {...profile} lines={lines} />);
    expect(shown.getByRole('heading', { name: 'Tidak ada kompetensi yang terbukti di bawah syarat; 1 belum cukup bukti' })).toBeDefined();
    expect(shown.text).toContain('3 atau lebih, dari 4');
    expect([shown.body.querySelectorAll('.bar-miss').length, shown.body.querySelectorAll('.step-open').length]).toEqual([0, 2]);
  });

  it('begins with what misses the post, and ends with what nothing shows yet', () => {
    const met = named('M.01', 'Integritas', [{ ...test, id: 'e2' as EvidenceId, competency: 'M.01', level: 3 }]);
    const [below, unknown] = profile.lines;
    const shown = show(<ProfilePage {...profile} lines={[unknown!, met, below!]} />);
    const labels = Array.from(shown.body.querySelectorAll('.chart-data th[scope=row]'), (one) => one.textContent);
    expect(labels).toEqual(['Pelayanan Publik', 'Integritas', 'Kerja Digital']);
  });

  it('opens every piece of evidence, and marks which decides and that the method is interim', () => {
    const shown = show(<ProfilePage {...profile} />);
    expect(shown.getByRole('link', { name: 'Tes: Pelayanan Publik' }).getAttribute('href')).toBe('/kompetensi/bukti/e1');
    expect(shown.text).toContain('menentukan tingkat');
    expect(shown.text).toContain('sementara, metode produk');
  });

  it('shows the unit’s rating as context that does not count', () => {
    expect(show(<ProfilePage {...profile} />).text).toContain('Nilai unit Perilaku Pelaksana (U7) 2,90 dari 41 jawaban tidak dihitung.');
  });

  it('leads to a test for what is not known, and names only what a test can show', () => {
    const lines = [...profile.lines, named('M.01', 'Integritas', [])];
    expect(show(<ProfilePage {...profile} lines={lines} />).text).toContain('Tes memberi bukti untuk Kerja Digital.');
    expect(show(<ProfilePage {...profile} lines={lines} tested={new Set()} />).queryByRole('link', { name: 'Ikuti tes' })).toBeNull();
  });

  it('marks a required level that is not verified', () => {
    expect(show(<ProfilePage {...profile} />).text).toContain('Kerja Digital: angka yang disyaratkan belum terverifikasi.');
  });

  it('of a person without a post or evidence says so', async () => {
    const shown = show(<ProfilePage {...profile} position="" lines={[]} unit={[]} suggestion={undefined} looks={[]} />);
    expect(shown.text).toContain('belum tercatat dalam jabatan');
    expect(await shown.faults()).toEqual([]);
  });
});

it('a piece of evidence leads to its test and to its place in the public ledger', () => {
  const shown = show(evidence);
  expect(shown.getByRole('link', { name: 'Buka hasil tes' }).getAttribute('href')).toBe('/asesmen/hasil/a1');
  expect(shown.text).toContain('catatan ke 4.812');
});

it('the units’ page leads from a gap to what is done about it, and suppresses few answers', () => {
  const shown = show(units);
  expect(shown.getByRole('link', { name: 'Usulan menunggu kepala unit' })).toBeDefined();
  expect(shown.text).toContain('Kompetensi Pelaksana (U6): 1 unit di bawah batas Baik');
  expect(shown.text).toContain('kurang dari 5 jawaban');
});

it.each([
  ['profile', <ProfilePage key="p" {...profile} />],
  ['in English, as of a past day', <ProfilePage key="e" {...profile} lang="en" on={Temporal.PlainDate.from('2026-03-01')} />],
  ['evidence', evidence],
  ['units', units],
] as const)('has no fault that axe finds: %s', async (_name, page) => {
  expect(await show(page).faults()).toEqual([]);
});
