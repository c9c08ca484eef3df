import type { AgencyId, UnitId } from '#slices/directory';
import type { servicesOf } from '#slices/services';
import { describe, expect, it } from 'vitest';
import { newId } from '#platform/ids';
import { show } from '#test/page';
import { FrontPage } from './front.tsx';

type Services = Awaited<ReturnType<typeof servicesOf>>;

const now_ms = Temporal.Instant.from('2026-11-23T01:00:00Z').epochMilliseconds;
const common = {
  skm: { whole: undefined, interval: undefined, n: 0, byService: [], byUnit: [], byMonth: [] },
  complaints: { open: 0, late: 0 },
  ledger: { size: 0, at: '–', root: undefined },
};
const service = (slug: string, name: string, lifeEvent: string): Services[number] => ({
  agencyId: newId<'agency'>(now_ms) as AgencyId,
  id: newId<'service'>(now_ms),
  slug,
  unitId: newId<'unit'>(now_ms) as UnitId,
  unitCode: 'U',
  retiredAt: undefined,
  unitName: 'Dinas Pendidikan',
  lifeEvent,
  name: { id: name },
  summary: { id: name },
  workingDays: 3,
  fee: 0n,
  feeBasis: '',
  accountNeeded: false,
  version: 1,
});
const time = (slug: string, name: string, n: number) => ({
  slug,
  name: { id: name },
  unitName: 'Dinas Pendidikan',
  promise: 3,
  n,
  median: undefined,
  p90: undefined,
  onTime: undefined,
});

function waysTo(links: readonly HTMLElement[], place: string): readonly (string | null)[] {
  return links.map((link) => link.getAttribute('href')).filter((href) => href?.includes(place));
}

describe('the front page', () => {
  it.each(['id', 'en'] as const)('of an agency without services leads to none: %s', async (lang) => {
    const shown = show(<FrontPage lang={lang} {...common} services={[]} times={[]} />, lang);
    expect(waysTo(shown.getAllByRole('link'), '/layanan')).toEqual([]);
    expect(shown.text).not.toContain(lang === 'id' ? 'Mulai dari keadaan Anda' : 'Begin with your situation');
    expect(await shown.faults()).toEqual([]);
  });

  it('begins with the services of the catalogue by what happens in a life, the largest group first', async () => {
    const services = [
      service('uji', 'Uji Laboratorium', 'lingkungan'),
      service('ijazah', 'Legalisasi Ijazah', 'pendidikan'),
      service('mutasi', 'Mutasi Siswa', 'pendidikan'),
    ];
    const shown = show(<FrontPage lang="id" {...common} services={services} times={[time('uji', 'Uji Laboratorium', 0), time('mutasi', 'Mutasi Siswa', 4)]} />);
    const life = shown.getByRole('heading', { name: 'Mulai dari keadaan Anda' }).closest('section');
    expect(Array.from(life?.querySelectorAll('a') ?? [], (link) => link.getAttribute('href'))).toEqual([
      '/layanan#pendidikan',
      '/layanan/ijazah',
      '/layanan/mutasi',
      '/layanan#lingkungan',
      '/layanan/uji',
      '/aduan',
    ]);
    expect(await shown.faults()).toEqual([]);
  });

  it('names as most applied for only what somebody applied for', () => {
    const shown = show(<FrontPage lang="id" {...common} services={[]} times={[time('uji', 'Uji Laboratorium', 0), time('mutasi', 'Mutasi Siswa', 4)]} />);
    const line = shown.getByText('Paling banyak diajukan:').parentElement;
    expect(Array.from(line?.querySelectorAll('a') ?? [], (link) => link.getAttribute('href'))).toEqual(['/layanan/mutasi', '/lacak']);
  });
});
