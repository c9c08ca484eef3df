import { describe, expect, it } from 'vitest';
import { emptyForm } from '#platform/ui';
import { show } from '#test/page';
import { CalendarPage } from './calendar.tsx';
import { StandardsPage } from './standards.tsx';

const years = [
  { year: 2026, decree: 'SKB Tiga Menteri', provisional: false, count: 25 },
  { year: 2027, decree: '', provisional: true, count: 5 },
];

describe('the public list of yardsticks', () => {
  it.each(['id', 'en'] as const)('leads by anchors that exist to each one, with its mark and worked example: %s', async (lang) => {
    const shown = show(<StandardsPage lang={lang} years={years} />, lang);
    const links = shown.getAllByRole('link').flatMap((link) => link.getAttribute('href') ?? []);
    const anchors = links.filter((link) => link.startsWith('#'));
    expect(anchors).toHaveLength(9);
    for (const anchor of anchors) expect(shown.body.querySelector(anchor), anchor).toBeTruthy();
    expect(shown.getAllByText(lang === 'id' ? 'Contoh hitungan' : 'Worked example').length).toBeGreaterThanOrEqual(6);
    expect(shown.text).not.toMatch(/NaN|undefined|\bnull\b/);
    expect(await shown.faults()).toEqual([]);
  });

  it('computes the examples before the reader’s eyes', () => {
    const { text } = show(<StandardsPage lang="id" years={years} />);
    expect(text).toContain('91,48, mutu A');
    expect(text).toContain('Semua jawaban 3: 75,00, mutu C');
    expect(text).toContain('PPPK dengan 30 JP: terhitung 24 JP');
    expect(text).toContain('Diajukan Rabu, 30 Desember 2026, 2 hari kerja: paling lambat Senin, 4 Januari 2027 (sementara)');
    expect(text).toContain('3,05, Baik');
    expect(text).toContain('belum terverifikasi');
    expect(text).toContain('Tidak ada cara ukur resmi');
  });
});

describe('loading a decree', () => {
  it('shows what is loaded, what is provisional, and what was typed wrong', async () => {
    const form = { values: { year: '2027', decree: 'SKB', days: '2026-01-01' }, errors: { days: 'Ada baris yang tidak dimulai dengan tanggal tahun itu.' } };
    const shown = show(<CalendarPage lang="id" form={form} years={years} />);
    expect(shown.text).toContain('sementara: keputusannya belum dimuat');
    expect(shown.getByRole('alert').querySelector('a')?.getAttribute('href')).toBe('#f-days');
    expect(await shown.faults()).toEqual([]);
    expect(await show(<CalendarPage lang="en" form={emptyForm} years={years} />, 'en').faults()).toEqual([]);
  });
});
