import { describe, expect, test } from 'vitest';
import { show } from '#test/page';
import { CharterPage, type Promised } from './charter.tsx';

const day = (text: string) => Temporal.PlainDate.from(text);
const promised = (n: number): Promised => ({
  slug: 'mutasi-siswa',
  name: { id: 'Mutasi Siswa' },
  workingDays: 5,
  fee: 0n,
  time: { serviceId: 's' as never, n, median_days: 3, p90_days: 6, onTime: 0.876 },
  satisfaction: n < 10 ? undefined : { index: 82.39, grade: 'B', n },
});
const view = { lang: 'id', today: day('2026-11-23'), from: day('2025-11-01'), by: 'Dinas Pendidikan', isUnit: true, units: [] } as const;

describe('the charter', () => {
  test('has the promise beside what was measured', async () => {
    const shown = show(<CharterPage {...view} services={[promised(412)]} />);
    expect(shown.getByRole('row', { name: 'Mutasi Siswa 5 Gratis 88% 3 6 412 82,39 (B)' })).toBeTruthy();
    expect(shown.text).toContain('sanggup menyelenggarakan pelayanan');
    expect(await shown.faults()).toEqual([]);
  });

  test('A12: shows no figure of fewer than ten', () => {
    const shown = show(<CharterPage {...view} services={[promised(9)]} />);
    expect(shown.getByRole('row', { name: /^Mutasi Siswa 5 Gratis (?:belum cukup ?){5}$/ })).toBeTruthy();
    expect(shown.text).not.toContain('88%');
  });

  test('of the whole agency leads to those of its units, in English too', async () => {
    const units = [{ code: 'DIKBUD', name: 'Dinas Pendidikan', services: 2 }];
    const shown = show(<CharterPage {...view} lang="en" isUnit={false} by="Provinsi" services={[]} units={units} />, 'en');
    expect(shown.getByRole('link', { name: 'Dinas Pendidikan' }).getAttribute('href')).toBe('/en/charter/DIKBUD');
    expect(await shown.faults()).toEqual([]);
  });
});
