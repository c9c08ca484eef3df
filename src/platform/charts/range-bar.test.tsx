import { describe, expect, it } from 'vitest';
import { show } from '#test/page';
import { RangeBar, RangeLegend } from './range-bar.tsx';

const days = (value: number) => `${value} hari`;
const bar = (promise: number, half?: number, nineTenths?: number) =>
  show(<RangeBar lang="id" label="Legalisasi ijazah" promise={promise} half={half} nineTenths={nineTenths} format={days} />);
const widthsOf = (shown: ReturnType<typeof bar>) =>
  Object.fromEntries(Array.from(shown.body.querySelectorAll('rect'), (rect) => [rect.getAttribute('class'), rect.getAttribute('width')]));

describe('a promise against what happened', () => {
  it('says all three numbers to who cannot see it', async () => {
    const shown = bar(3, 2, 4);
    expect(shown.getByRole('img', { name: 'Legalisasi ijazah: dijanjikan 3 hari; separuh selesai dalam 2 hari, 9 dari 10 dalam 4 hari.' })).toBeTruthy();
    expect(shown.text).toContain('Separuh: 2 hari');
    expect(shown.text).toContain('Janji: 3 hari');
    expect(await shown.faults()).toEqual([]);
  });

  it('marks only what goes beyond the promise as missed', () => {
    expect(widthsOf(bar(3, 2, 3))).toEqual({ track: '100%', 'bar-2': '86.96%', bar: '57.97%' });
    expect(widthsOf(bar(3, 2, 4))).toEqual({ track: '100%', 'bar-miss': '86.96%', 'bar-2': '65.22%', bar: '43.48%' });
    expect(widthsOf(bar(2, 4, 8))).toEqual({ track: '100%', 'bar-miss': '86.96%', 'bar-2': '21.74%', bar: '21.74%' });
  });

  it('shows the promise alone while too few are known', () => {
    const shown = bar(5);
    expect(widthsOf(shown)).toEqual({ track: '100%' });
    expect(shown.getByRole('img', { name: 'Legalisasi ijazah: dijanjikan 5 hari; belum ada data.' })).toBeTruthy();
    expect(shown.text).not.toContain('Separuh');
  });

  it('explains its colours in words', () => {
    expect(
      show(<RangeLegend lang="en" />, 'en')
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual(['half are done', '9 of 10 are done', 'beyond the promise', 'what is promised']);
  });
});
