import { describe, expect, test } from 'vitest';
import { show } from '#test/page';
import type { UnitId } from '../../model.ts';
import type { Branch } from '../../structure/rules.ts';
import { PersonPage, type PersonView, ResetCodePage, ResetPage } from './person.tsx';
import { DetailsPage, GrantPage, LeavePage, NewStaffPage, TransferPage } from './person-forms.tsx';
import { StaffPage } from './staff.tsx';

const empty = { values: {}, errors: {} };
const day = (text: string) => Temporal.PlainDate.from(text);
const units: readonly Branch[] = [
  { id: 'u1' as UnitId, parentId: null, code: 'SETDA', name: 'Sekretariat Daerah', shortName: 'Setda', kind: 'opd', depth: 0 },
  { id: 'u2' as UnitId, parentId: 'u1' as UnitId, code: 'DINKES', name: 'Dinas Kesehatan', shortName: 'Dinkes', kind: 'opd', depth: 1 },
];
const person: PersonView = {
  lang: 'id',
  id: 'p1',
  name: '<script>alert(1)</script> Siti',
  nip: '198501012010011023',
  status: 'PNS',
  birthOn: day('1985-01-01'),
  email: null,
  education: 'S-1',
  posts: [
    {
      unitId: 'u2',
      unit: 'Dinas Kesehatan',
      position: 'Kepala Dinas Kesehatan',
      level: 'JPT Pratama',
      golongan: 'IV/c',
      heads: true,
      starts: day('2027-01-01'),
      ends: null,
      when: 'planned',
    },
    {
      unitId: 'u1',
      unit: 'Sekretariat Daerah',
      position: 'Asisten',
      level: 'JPT Pratama',
      golongan: 'IV/b',
      heads: false,
      starts: day('2024-02-01'),
      ends: day('2026-12-31'),
      when: 'now',
    },
  ],
  grants: [
    {
      id: 'g1',
      role: 'unit-head',
      capacity: 'plh',
      unit: 'Dinas Kesehatan',
      starts: day('2026-11-01'),
      ends: day('2026-11-30'),
      reason: 'SP 12',
      isOpen: true,
    },
    { id: 'g2', role: 'officer', capacity: 'definitif', unit: undefined, starts: day('2025-01-01'), ends: day('2025-12-31'), reason: 'SP 11', isOpen: false },
  ],
  mayManage: true,
  mayGrant: true,
  form: empty,
};

describe('the page of a person', () => {
  test('shows dated posts, roles as what they are held, and what may be done; nothing typed runs (F15)', async () => {
    const page = show(<PersonPage {...person} />);
    expect(page.body.querySelector('script')).toBeNull();
    expect(page.text).toContain('Asisten, Sekretariat Daerah');
    expect(page.getByText('akan datang')).toBeTruthy();
    expect(page.getByText('Plh. Kepala unit')).toBeTruthy();
    expect(page.getAllByRole('button', { name: /^Akhiri/ })).toHaveLength(1);
    expect(page.getByRole('link', { name: 'Pindahkan ke jabatan baru' }).getAttribute('href')).toBe('/kelola/pegawai/p1/pindah');
    expect(await page.faults()).toEqual([]);
  });

  test('offers an inspector nothing to change', async () => {
    const page = show(<PersonPage {...person} mayManage={false} mayGrant={false} lang="en" />, 'en');
    expect(page.queryByRole('button')).toBeNull();
    expect(page.queryByRole('link', { name: /Move|Give|Reset|End/ })).toBeNull();
    expect(await page.faults()).toEqual([]);
  });

  test('of somebody who has left offers a new post, and neither roles nor access', () => {
    const page = show(<PersonPage {...person} posts={[{ ...person.posts[1]!, when: 'past', ends: day('2026-01-01') }]} />);
    expect(page.text).toContain('Tidak sedang bertugas.');
    expect(page.queryByRole('link', { name: 'Atur ulang akses' })).toBeNull();
    expect(page.getByRole('link', { name: 'Pindahkan ke jabatan baru' })).toBeTruthy();
  });
});

const shared = {
  lang: 'id',
  form: { values: {}, errors: { starts: 'Keliru.' } },
  back: { href: '/x', label: 'Siti' },
  action: '/x',
  today: day('2026-11-23'),
  units,
} as const;
test.each([
  ['a new person', <NewStaffPage key="a" {...shared} />],
  ['a transfer', <TransferPage key="b" {...shared} />],
  ['details', <DetailsPage key="c" {...shared} />],
  ['leaving', <LeavePage key="d" {...shared} />],
  ['a grant', <GrantPage key="e" {...shared} />],
  ['a reset', <ResetPage key="f" {...shared} />],
  ['a reset code', <ResetCodePage key="g" lang="id" name="Siti" code="7H3K-92QD" address="http://x" back={shared.back} />],
])('the form of %s has labels and nothing that axe finds wrong', async (_which, page) => {
  const shown = show(page);
  expect(shown.getAllByRole('heading', { level: 1 })).toHaveLength(1);
  expect(await shown.faults()).toEqual([]);
});

describe('the list of staff', () => {
  const list = {
    lang: 'id',
    places: { here: 'people', mayImport: true },
    query: '',
    unit: '',
    units,
    rows: [],
    total: 0,
    cutAt: undefined,
    page: 1,
    pages: 0,
    mayManage: true,
  } as const;
  test('that is empty says how to begin; a search that finds nobody says what to try', async () => {
    const page = show(<StaffPage {...list} />);
    expect(page.text).toContain('Belum ada pegawai');
    expect(await page.faults()).toEqual([]);
    expect(show(<StaffPage {...list} query="zzz" />).text).toContain('Tidak ada pegawai yang cocok');
  });
  test('keeps the unit when it is turned over, and the search in its field', () => {
    const rows = [{ id: 'p', name: 'Siti', nip: '1', position: 'Arsiparis', unitId: 'u2' }];
    const page = show(<StaffPage {...list} rows={rows} unit="u2" total={120} page={2} pages={3} />);
    expect(page.getByRole('link', { name: 'Berikutnya' }).getAttribute('href')).toBe('/kelola/pegawai?unit=u2&halaman=3');
    expect(page.getByRole('link', { name: 'Dinkes' })).toBeTruthy();
  });
});
