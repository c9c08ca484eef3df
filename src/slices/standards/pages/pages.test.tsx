import { describe, expect, it } from 'vitest';
import { emptyForm } from '#platform/ui';
import { show } from '#test/page';
import { CalendarPage } from './calendar.tsx';
import { ChangePage } from './change.tsx';
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

const day = (text: string) => Temporal.PlainDate.from(text);
const own = {
  agency: 'Pemprov NTB',
  weeks: [{ from: day('2027-01-01'), days: 6 as const, basis: 'Pergub 1 Tahun 2026' }],
  days: [{ on: day('2026-12-17'), works: false, basis: 'Hari jadi provinsi' }],
};

describe('a change of the calendar', () => {
  const change = { kind: 'decree', year: 2027, decree: 'SKB Tiga Menteri 1/2026', days: ['2027-01-01', '2027-02-05'] } as const;
  const moved = [
    { ticket: 'LYN-52-2026-0000123-7', what: { id: 'Legalisasi Ijazah' }, from: day('2027-01-04'), to: day('2027-01-06'), wasProvisional: true },
    { ticket: 'LYN-52-2026-0000124-5', what: { id: 'Legalisasi Ijazah' }, from: day('2027-01-08'), to: day('2027-01-07'), wasProvisional: false },
  ];

  it('shows its days and which deadlines it would move by how much, and sends the same again when it is sure', async () => {
    const shown = show(<ChangePage lang="id" path="/kelola/kalender" change={change} moved={moved} />);
    for (const text of ['2 tenggat akan diusulkan bergeser', '5 Feb 2027', '2 hari lebih lambat', '1 hari lebih awal', 'sementara'])
      expect(shown.text).toContain(text);
    const sent = Object.fromEntries(
      Array.from(shown.body.querySelectorAll('form input'), (input) => [input.getAttribute('name'), input.getAttribute('value')]),
    );
    expect(sent).toEqual({ year: '2027', decree: change.decree, days: '2027-01-01\n2027-02-05', sure: 'ya' });
    expect(await shown.faults()).toEqual([]);
    expect(show(<ChangePage lang="en" path="/kelola/kalender" change={change} moved={[]} />, 'en').text).toContain('No deadline moves');
  });
});

describe('loading a decree', () => {
  it('shows what is loaded, what is provisional, and what was typed wrong', async () => {
    const form = { values: { year: '2027', decree: 'SKB', days: '2026-01-01' }, errors: { days: 'Ada baris yang tidak dimulai dengan tanggal tahun itu.' } };
    const shown = show(<CalendarPage lang="id" form={form} years={years} {...own} />);
    expect(shown.text).toContain('sementara: keputusannya belum dimuat');
    expect(shown.getByRole('alert').querySelector('a')?.getAttribute('href')).toBe('#f-days');
    expect(await shown.faults()).toEqual([]);
    expect(await show(<CalendarPage lang="en" form={emptyForm} years={years} {...own} />, 'en').faults()).toEqual([]);
  });
});
