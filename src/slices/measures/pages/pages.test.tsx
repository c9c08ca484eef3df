import { describe, expect, it } from 'vitest';
import { egdiOf, egdiSurvey, egdiYears, evaluate, gci2018, levelInstrument } from '#slices/standards';
import { emptyForm } from '#platform/ui';
import { show } from '#test/page';
import type { SkmFigures, TimeRow } from '../figures.ts';
import type { Loop, Worse } from '../worse.ts';
import { AgencyPage, type AgencyView } from './agency.tsx';
import type { IndexView, Instrument } from './cards.tsx';
import { CountriesPage } from './countries.tsx';
import { EnterPage, IndicesPage } from './indices.tsx';
import { onTimeOf, PerformancePage } from './performance.tsx';

const skmAt = (score: number, n: number) => evaluate('skm-2017', { n, sums: Array.from({ length: 9 }, () => score * n) });
const longName = 'Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu Provinsi Nusa Tenggara Barat';
const skm: SkmFigures = {
  n: 200,
  whole: skmAt(3.4, 200),
  interval: { low: 84, high: 86 },
  byService: [
    { id: 'a', name: { id: 'Legalisasi Ijazah', en: 'Legalised diploma' }, n: 120, skm: skmAt(3.5, 120), interval: { low: 86.1, high: 88.9 } },
    { id: 'b', name: { id: 'Uji Laboratorium' }, n: 60, skm: skmAt(3, 60), interval: { low: 72, high: 76.2 } },
    { id: 'c', name: { id: 'Izin Lapangan' }, n: undefined, skm: undefined, interval: undefined },
  ],
  byUnit: [{ id: 'u', name: { id: longName }, n: 200, skm: skmAt(3.4, 200), interval: { low: 84, high: 86 } }],
  byMonth: [
    { month: '2026-09-01', n: 60, skm: skmAt(3.2, 60) },
    { month: '2026-10-01', n: undefined, skm: undefined },
    { month: '2026-11-01', n: 90, skm: skmAt(3.5, 90) },
  ],
};
const empty: SkmFigures = { n: 0, whole: undefined, interval: undefined, byService: [], byUnit: [], byMonth: [] };
const times: readonly TimeRow[] = [
  { name: { id: 'Legalisasi Ijazah' }, unitName: 'Dikbud', slug: 'legalisasi', promise: 3, n: 100, median: 1, p90: 2, onTime: 0.98 },
  { name: { id: 'Uji Laboratorium' }, unitName: 'DLHK', slug: 'uji', promise: 10, n: 60, median: 8, p90: 11, onTime: 0.88 },
  { name: { id: 'Izin Lapangan' }, unitName: 'Dispora', slug: 'izin', promise: 4, n: 6, median: undefined, p90: undefined, onTime: undefined },
];
const indexOf = (code: Instrument, level: number | undefined): IndexView => {
  const levels = new Map(level === undefined ? [] : levelInstrument(code).indicators.map((one) => [one.no, one.no === 4 ? 1 : level] as const));
  return { code, year: 2026, levels, result: evaluate(code, levels) };
};
const slope = { from: egdiOf(2018), to: egdiOf(2024) };
const common = { times, complaints: { open: 7, late: 2 }, months: [], pemdi: indexOf('pemdi-2026', 3), slope } as const;

describe('the public page', () => {
  it.each(['id', 'en'] as const)('shows every promise beside what happened, and hides what is too few: %s', async (lang) => {
    const shown = show(<PerformancePage lang={lang} skm={skm} {...common} />, lang);
    expect(shown.getByRole('heading', { level: 1 })).toBeTruthy();
    expect(shown.getAllByText(lang === 'id' ? 'di bawah ambang' : 'below the threshold').length).toBeGreaterThan(1);
    expect(shown.text).not.toMatch(/NaN|undefined|null/);
    expect(await shown.faults()).toEqual([]);
  });

  it('says no more than the interval allows', () => {
    const { text } = show(<PerformancePage lang="id" skm={skm} {...common} />);
    expect(text).toContain('Uji Laboratorium kemungkinan besar di bawah batas Baik');
    const unsure = skm.byService.map((one) => (one.id === 'b' ? { ...one, interval: { low: 72, high: 78 } } : one));
    expect(show(<PerformancePage lang="id" skm={{ ...skm, byService: unsure }} {...common} />).text).toContain(
      'Tertinggi Legalisasi Ijazah; terendah Uji Laboratorium',
    );
  });

  it('counts a hidden service on neither side of what was on time', () => {
    expect(onTimeOf(times)?.n).toBe(160);
    expect(onTimeOf(times)?.share).toBeCloseTo((98 + 52.8) / 160);
    expect(onTimeOf([])).toBeUndefined();
  });

  it('stands with nothing rated and nothing entered', async () => {
    const shown = show(<PerformancePage lang="id" skm={empty} {...common} times={[]} pemdi={indexOf('pemdi-2026', undefined)} />);
    expect(shown.text).toContain('20 dari 20 indikator belum diisi');
    expect(await shown.faults()).toEqual([]);
  });
});

const gap: Worse = {
  kind: 'gap',
  gapId: 'g',
  name: { id: longName },
  unsur: 'U7',
  competency: 'M.05',
  now: 2.9,
  norm: 3.0644,
  n: 41,
  who: 'Baiq Hartini',
  training: { named: 5, completed: 2 },
};
const loop: Loop = {
  unit: longName,
  unsur: 'U7',
  competency: 'M.05',
  mean: 2.9,
  n: 41,
  norm: 3.0644,
  months: [
    { month: '2026-10-01', mean: 3.1 },
    { month: '2026-11-01', mean: 2.9 },
  ],
  training: { named: 5, completed: 2 },
  since: { before: 2.8, after: 3.04, n: 30 },
};
const agency: Omit<AgencyView, 'lang'> = {
  agency: 'Pemerintah Provinsi NTB',
  until: 'Senin, 23 November 2026',
  daysLeft: 38,
  skm,
  ...common,
  worse: [
    { kind: 'late', name: { id: 'Uji Laboratorium' }, unit: 'DLHK', now: 0.86, before: 0.91, n: 60, who: undefined },
    gap,
    { kind: 'skm', name: { id: 'DLHK' }, now: 74.6, before: 80.2, n: 36, who: 'Sri Wahyuni' },
    { kind: 'complaints', late: 4, open: 9 },
  ],
  loop,
  jp: [
    { unitId: 'a', name: longName, pns: 34, reached: 19, mean: 12.5 },
    { unitId: 'b', name: 'Biro Umum', pns: undefined, reached: undefined, mean: undefined },
  ],
  answers: new Map([['g', { href: '/rencana/usulan/p', label: 'Usulan menunggu kepala unit' }]]),
  mayOpen: () => true,
};

describe('the head’s page', () => {
  it.each(['id', 'en'] as const)('begins with what got worse, why and who acts: %s', async (lang) => {
    const shown = show(<AgencyPage lang={lang} {...agency} />, lang);
    expect(shown.getByRole('heading', { level: 1 }).textContent).toBe(
      lang === 'id' ? 'Empat hal perlu perhatian, satu sudah ditangani' : 'Four things need attention, one already acted on',
    );
    expect(shown.text).toContain('Baiq Hartini');
    expect(shown.text).not.toMatch(/NaN|undefined|null/);
    expect(await shown.faults()).toEqual([]);
  });

  it('shows the loop of one unit without claiming a cause', () => {
    const { text } = show(<AgencyPage lang="id" {...agency} />);
    expect(text).toContain('2 dari 5');
    expect(text).toContain('+0,24');
    expect(text).toContain('bukan bahwa pelatihan penyebabnya');
  });

  it('leads only where the reader may go', () => {
    const shown = show(<AgencyPage lang="id" {...agency} mayOpen={(permission) => permission === 'planning.overview'} />);
    expect(shown.getAllByRole('link', { name: /Lihat rencana unit/ })).toHaveLength(1);
    expect(shown.queryByRole('link', { name: /Buka aduan/ })).toBeNull();
  });

  it('names the act where the reader may act, and where not, what is being done', () => {
    const open = { ...gap, training: undefined };
    const acts = (worse: AgencyView['worse'], mayOpen: AgencyView['mayOpen']) =>
      show(<AgencyPage lang="id" {...agency} worse={worse} mayOpen={mayOpen} />)
        .getAllByRole('listitem')[0]
        ?.querySelector('.act')
        ?.textContent?.trim();
    expect(acts([open], () => true)).toBe('Pilih siapa yang dilatih');
    expect(acts([gap], () => true)).toBe('Usulan menunggu kepala unit');
    expect(acts([open], (permission) => permission === 'planning.proposals')).toBe('Usulan menunggu kepala unit');
    expect(acts([open], () => false)).toBe('');
    expect(acts([{ kind: 'complaints', late: 4, open: 9 }], (permission) => permission === 'participation.answer')).toBe('Buka aduan');
  });

  it('shows the units furthest from 20 JP first, those too few last', () => {
    const shown = show(<AgencyPage lang="id" {...agency} jp={[{ unitId: 'c', name: 'Dinas Jauh', pns: 20, reached: 2, mean: 8 }, ...agency.jp]} />);
    const units = Array.from(shown.body.querySelectorAll('.compact dt'), (one) => one.textContent);
    expect(units).toEqual(['Dinas Jauh', longName, 'Biro Umum']);
    expect(shown.text).toContain('21 dari 54 PNS sudah mencapai 20 JP');
  });

  it('says so when nothing got worse', async () => {
    const shown = show(<AgencyPage lang="id" {...agency} worse={[]} loop={undefined} jp={[]} skm={empty} />);
    expect(shown.getByRole('heading', { level: 1 }).textContent).toBe('Tidak ada yang memburuk secara berarti bulan ini');
    expect(await shown.faults()).toEqual([]);
  });
});

describe('the indices', () => {
  it('are shown by aspect with each indicator, as the agency’s own, never as official', async () => {
    const shown = show(<IndicesPage lang="id" mayEnter indices={[indexOf('pemdi-2026', 3), indexOf('spbe-2020', 3)]} />);
    expect(shown.text).toContain('bukan hasil evaluasi resmi');
    expect(shown.text).toContain('belum terverifikasi pada naskahnya');
    expect(shown.text).toContain('Edisi ini sudah dicabut');
    expect(shown.text).toContain('Penyelenggara menahan kenaikan');
    expect(shown.getAllByRole('table', { hidden: true }).length).toBeGreaterThan(3);
    expect(await shown.faults()).toEqual([]);
  });

  it('are typed by aspect; what is wrong comes back at its field with all that was typed', async () => {
    const form = { values: { i1: '3,5', i2: '9' }, errors: { i2: 'Tulis angka 1 sampai 5, paling banyak dua desimal.' } };
    const shown = show(<EnterPage lang="id" code="pemdi-2026" year={2026} form={form} />);
    expect(shown.getAllByRole('group')).toHaveLength(7);
    expect(shown.getByLabelText(/^1\. /).getAttribute('value')).toBe('3,5');
    expect(shown.getByRole('alert').querySelector('a')?.getAttribute('href')).toBe('#f-i2');
    expect(await shown.faults()).toEqual([]);
    expect(show(<EnterPage lang="en" code="spbe-2020" year={2025} form={emptyForm} />, 'en').getAllByRole('textbox')).toHaveLength(47);
  });
});

describe('the countries', () => {
  const page = (lang: 'id' | 'en', year: number) =>
    show(
      <CountriesPage
        lang={lang}
        year={year}
        years={egdiYears()}
        rows={egdiOf(year)}
        survey={egdiSurvey(year)}
        indonesia={egdiYears().flatMap((one) => egdiOf(one).filter((row) => row.iso3 === 'IDN'))}
        slope={slope}
        gci={gci2018()}
      />,
      lang,
    );

  it('rebuild the essay’s lost table for 2018, ranks beside scores', async () => {
    const shown = page('id', 2018);
    const row = shown.getAllByRole('row').find((one) => one.textContent?.startsWith('Indonesia') && one.textContent.includes('107'));
    expect(Array.from(row?.querySelectorAll('td') ?? [], (cell) => cell.textContent?.trim())).toEqual([
      'Indonesia',
      '107',
      '0,5258',
      '0,5694',
      '0,3222',
      '0,6857',
      '0,6180',
    ]);
    expect(shown.text).toContain('Tabel 2 dalam esai');
    expect(await shown.faults()).toEqual([]);
  });

  it('leave unknown what is unknown, and mark what is not verified', async () => {
    const shown = page('en', 2020);
    expect(shown.getAllByText('unknown').length).toBeGreaterThan(20);
    expect(shown.text).toContain('The data of this year are incomplete');
    expect(shown.getAllByText('not verified').length).toBeGreaterThan(4);
    expect(await shown.faults()).toEqual([]);
  });
});
