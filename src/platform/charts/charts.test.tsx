import type { VNode } from 'preact';
import { describe, expect, it } from 'vitest';
import { show } from '#test/page';
import { BarRows, SegmentRows } from './bars.tsx';
import { LevelScale } from './levels.tsx';
import { Histogram } from './histogram.tsx';
import { IntervalRows } from './intervals.tsx';
import { SlopeChart, spread } from './slope.tsx';
import { TrendLine } from './trend.tsx';

const two = (value: number) => value.toFixed(2);
const rows = [
  { label: 'DPMPTSP', note: 'n 41', value: 3.4 },
  { label: 'Dinas Lingkungan Hidup dan Kehutanan Provinsi Nusa Tenggara Barat', value: 2.9, tone: 'miss' as const },
  { label: 'DLHK', value: undefined },
];
const bars = (
  <BarRows
    lang="id"
    title="Satu dari dua unit di bawah batas"
    note="Dari 41 jawaban"
    columns={['Unit', 'Nilai']}
    min={1}
    max={4}
    norm={3.06}
    format={two}
    rows={rows}
  />
);
const intervals = (
  <IntervalRows
    lang="id"
    title="DLHK kemungkinan besar di bawah batas"
    columns={['Unit', 'SKM', 'Selang', 'n']}
    min={60}
    max={100}
    marks={[{ value: 76.61, label: '76,61 B' }]}
    none="di bawah ambang"
    format={two}
    rows={[
      { label: 'DPMPTSP', note: '301', value: 88.9, low: 87, high: 90.8 },
      { label: 'DLHK', note: '36', value: 74.6, low: 70, high: 76, tone: 'miss' },
      { label: 'DKP', value: undefined },
    ]}
  />
);
const segments = (
  <SegmentRows lang="id" title="Keamanan menahan kenaikan" columns={['Aspek', 'Tingkat']} steps={5} format={two} rows={[{ label: 'Keamanan', value: 1.73 }]} />
);
const slope = (
  <SlopeChart
    lang="id"
    title="Indonesia naik"
    sides={['2018', '2024']}
    column="Negara"
    format={two}
    rows={[
      { label: 'Singapura', from: 0.88, to: 0.97 },
      { label: 'Indonesia', from: 0.53, to: 0.8, strong: true },
      { label: 'Laos', from: undefined, to: 0.5 },
    ]}
  />
);
const trend = (
  <TrendLine
    lang="id"
    title="SKM bergerak dari 80 ke 84"
    columns={['Bulan', 'SKM']}
    min={70}
    max={90}
    format={two}
    points={[
      { label: 'Jan', value: 80 },
      { label: 'Feb', value: undefined },
      { label: 'Mar', value: 84 },
    ]}
  />
);
const histogram = (
  <Histogram
    lang="id"
    title="86 dari 100 tepat waktu"
    binsLabel="hari kerja"
    promiseAt={1}
    promiseLabel="janji: 1 hari"
    bins={[12, 8, 2, 0].map((count, at) => ({ label: String(at), count }))}
  />
);
const levels = (
  <LevelScale
    lang="id"
    title="Satu tingkat kurang"
    columns={['Kompetensi', 'Ada', 'Diminta']}
    levels={['Paham', 'Dasar', 'Menengah', 'Mumpuni', 'Ahli']}
    legend={{ held: 'terbukti', below: 'di bawah syarat', unknown: 'belum cukup bukti', required: 'disyaratkan' }}
    rows={[
      { label: 'Pelayanan Publik', held: 2, required: 3, said: '2 dari 3' },
      { label: 'Komunikasi', held: undefined, required: 2, said: 'belum cukup bukti' },
    ]}
  />
);

describe.each([
  ['bars', bars],
  ['intervals', intervals],
  ['segments', segments],
  ['slope', slope],
  ['trend', trend],
  ['histogram', histogram],
  ['levels', levels],
] as const)('every chart: %s', (_name, chart: VNode) => {
  it('has its finding as its name, and its numbers as a table', async () => {
    const shown = show(chart);
    const title = shown.getByRole('img').getAttribute('aria-label') ?? '';
    expect(title.length).toBeGreaterThan(8);
    expect(shown.getByRole('table', { name: title, hidden: true })).toBeTruthy();
    expect(shown.getAllByText(title).length).toBeGreaterThan(0);
    expect(await shown.faults()).toEqual([]);
  });
});

const cells = (chart: VNode) =>
  Array.from(show(chart).body.querySelectorAll('tbody tr'), (row) => Array.from(row.querySelectorAll('th, td'), (cell) => cell.textContent));

describe('what is unknown', () => {
  it('is said to be so, and draws nothing', () => {
    expect(cells(bars)).toContainEqual(['DLHK', 'belum ada data']);
    expect(cells(intervals)).toContainEqual(['DKP', 'di bawah ambang', '–', '–']);
    expect(cells(slope)).toContainEqual(['Laos', 'belum ada data', '0.50']);
    expect(cells(levels)).toContainEqual(['Komunikasi', 'belum ada data', '2']);
    expect(show(intervals).body.querySelectorAll('circle')).toHaveLength(2);
    expect(show(slope).body.querySelectorAll('.slope')).toHaveLength(2);
    expect(show(trend).body.querySelectorAll('line.line')).toHaveLength(0);
  });
});

describe('places', () => {
  it('of bars and bands are shares of the scale', () => {
    const [first] = show(intervals).body.querySelectorAll('circle');
    expect(first?.getAttribute('cx')).toBe('72.25%');
    expect(show(bars).body.querySelector('rect.bar')?.getAttribute('width')).toBe('80.00%');
  });

  it('of segments fill step by step', () => {
    const widths = Array.from(show(segments).body.querySelectorAll('rect.bar'), (rect) => Number.parseFloat(rect.getAttribute('width') ?? ''));
    expect(widths).toEqual([19.4, 14.16]);
  });

  it('of bins beyond the promise are marked as missed', () => {
    expect(show(histogram).body.querySelectorAll('rect.bar')).toHaveLength(2);
    expect(cells(histogram)).toEqual([
      ['0', '12', '54,5%'],
      ['1', '8', '36,4%'],
      ['2', '2', '9,1%'],
    ]);
  });

  it('of labels on a slope never cover each other', () => {
    const places = spread([100, 102, 101, 300]);
    const sorted = places.toSorted((a, b) => a - b);
    for (let at = 1; at < sorted.length; at += 1) expect((sorted[at] ?? 0) - (sorted[at - 1] ?? 0)).toBeGreaterThanOrEqual(15);
    expect(places[0]).toBe(100);
    expect(places[3]).toBe(300);
  });
});
