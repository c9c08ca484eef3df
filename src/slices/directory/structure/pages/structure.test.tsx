import { describe, expect, test } from 'vitest';
import { show } from '#test/page';
import type { Agency, AgencyId, PositionId, UnitId } from '../../model.ts';
import { AgenciesPage } from './agencies.tsx';
import { PositionPage, PositionsPage } from './positions.tsx';
import { UnitFormPage, UnitPage, UnitsPage } from './units.tsx';

const empty = { values: {}, errors: {} };
const places = { here: 'units', mayImport: true } as const;
const unit = {
  id: 'u1' as UnitId,
  parentId: null,
  code: 'SETDA',
  name: 'Sekretariat Daerah',
  shortName: 'Setda',
  kind: 'opd',
  depth: 0,
  staff: 3,
  head: 'Siti',
} as const;
const child = { ...unit, id: 'u2' as UnitId, parentId: unit.id, code: 'DINKES', name: 'Dinas Kesehatan', depth: 1, head: null, staff: 0 } as const;
const agency: Agency = {
  id: 'a' as AgencyId,
  code: '52',
  name: 'Pemerintah Provinsi NTB',
  shortName: 'Provinsi NTB',
  kind: 'provinsi',
  zone: 'Asia/Makassar',
  isHome: true,
  isDemo: false,
};
const position = { id: 'p' as PositionId, name: 'Arsiparis Terampil', kind: 'fungsional', level: 'JF Terampil', isConfirmed: false, holders: 4 } as const;

test.each([
  ['agencies', <AgenciesPage key="a" lang="id" places={places} agencies={[agency]} missing={10} mayManage form={empty} />],
  ['units', <UnitsPage key="b" lang="id" places={places} units={[unit, child]} mayManage />],
  ['no units', <UnitsPage key="c" lang="en" places={places} units={[]} mayManage={false} />],
  ['a unit', <UnitPage key="d" lang="id" unit={unit} parent={undefined} children={[child]} staff={[]} total={0} head={null} page={1} pages={0} mayManage />],
  [
    'the form of a unit',
    <UnitFormPage key="e" lang="id" form={{ values: {}, errors: { form: 'Unit ini punya pegawai.' } }} units={[unit, child]} unit={unit} />,
  ],
  ['positions', <PositionsPage key="f" lang="id" places={places} positions={[position]} mayManage />],
  ['a position', <PositionPage key="g" lang="id" form={empty} position={position} />],
])('the page of %s has one heading and nothing that axe finds wrong', async (_which, page) => {
  const shown = show(page);
  expect(shown.getAllByRole('heading', { level: 1 })).toHaveLength(1);
  expect(await shown.faults()).toEqual([]);
});

describe('what waits for an administrator', () => {
  test('is offered: the regencies that are missing, the levels that were only read from names', () => {
    expect(
      show(<AgenciesPage lang="id" places={places} agencies={[agency]} missing={10} mayManage form={empty} />).getByRole('button', {
        name: 'Tambahkan semuanya',
      }),
    ).toBeTruthy();
    expect(show(<PositionsPage lang="id" places={places} positions={[position]} mayManage />).text).toContain('1 jabatan menunggu');
  });
  test('is not offered to who may only look', () => {
    expect(show(<AgenciesPage lang="id" places={places} agencies={[agency]} missing={10} mayManage={false} form={empty} />).queryByRole('button')).toBeNull();
    expect(show(<PositionsPage lang="id" places={places} positions={[position]} mayManage={false} />).queryByRole('link', { name: position.name })).toBeNull();
  });
  test('a unit cannot be chosen as its own parent', () => {
    const page = show(<UnitFormPage lang="id" form={empty} units={[unit, child]} unit={unit} />);
    expect(page.queryByRole('option', { name: 'Sekretariat Daerah' })).toBeNull();
  });
});
