import { expect, test } from 'vitest';
import { show } from '#test/page';
import { ExtraTimePage } from '../../exam/pages/extra-time.tsx';
import type { FullItem, ItemId, TestId } from '../../model.ts';
import { BankPage } from './bank.tsx';
import { NewItemPage } from './new-item.tsx';

const item = (code: string, level: number): FullItem => ({
  id: code as ItemId,
  code,
  competency: 'M.05',
  level,
  stem: `Pertanyaan ${code}?`,
  options: (['A', 'B', 'C'] as const).map((key) => ({ key, text: `Pilihan ${key}` })),
  answer: 'B',
  rationale: 'Karena begitu adanya.',
});
const nothing = { values: {}, errors: {} };
const test1 = {
  id: 't' as TestId,
  slug: 'tes',
  title: { id: 'Orientasi' },
  summary: { id: 'x' },
  competencies: ['M.05'],
  duration_minutes: 60,
  itemsPerLevel: 10,
};
const base = { lang: 'id' as const, items: [item('M05-1', 1), item('M05-2', 2)], tests: [test1], inBank: [{ value: 'M.05', label: 'M.05 Pelayanan' }] };

test('the bank shows keys and reasons, counts by level, and how items fare from five on', async () => {
  const use = new Map([
    ['M05-1', { served: 40, right: 30 }],
    ['M05-2', { served: 4, right: 4 }],
  ]);
  const shown = show(<BankPage {...base} use={use} competency={undefined} level={undefined} form={nothing} />);
  expect(shown.text).toContain('30 benar dari 40 kali disajikan (75%)');
  expect(shown.text).toContain('Belum cukup disajikan untuk dinilai');
  expect(shown.text).not.toContain('4 benar dari 4');
  expect(shown.getByRole('button', { name: 'Tutup tes Orientasi' })).toBeTruthy();
  expect(await shown.faults()).toEqual([]);
});

test('the filter leaves only what was asked for', () => {
  const shown = show(<BankPage {...base} use={new Map()} competency="M.05" level={2} form={nothing} />);
  expect(shown.queryByText('Pertanyaan M05-1?')).toBeNull();
  expect(shown.getByText('Pertanyaan M05-2?')).toBeTruthy();
});

test('an empty bank says how to fill it', async () => {
  const shown = show(<BankPage {...base} items={[]} use={new Map()} competency={undefined} level={undefined} form={nothing} />);
  expect(shown.getByRole('link', { name: 'Tambah soal' }).getAttribute('href')).toBe('/kelola/soal/baru');
  expect(await shown.faults()).toEqual([]);
});

test('a wrong item comes back as typed', async () => {
  const form = { values: { stem: 'Pendek', code: 'm05' }, errors: { stem: 'Tulis lebih lengkap.' } };
  const shown = show(<NewItemPage lang="id" competencies={[{ value: 'M.05', label: 'M.05' }]} form={form} />);
  expect((shown.getByRole('textbox', { name: 'Pertanyaan' }) as HTMLTextAreaElement).value).toBe('Pendek');
  expect(await shown.faults()).toEqual([]);
});

test('requests for extra time are decided with one press, and never ask why', async () => {
  const line = { nip: '199001152015011001', name: 'Salmah Yusuf', when: '2 Mar 2026', percent: 0 };
  const shown = show(<ExtraTimePage lang="id" waiting={[line]} given={[{ ...line, nip: '2', percent: 50 }]} form={nothing} />);
  const buttons = ['25%', '50%', '100%', 'Tidak ada'].map((name) => shown.getByRole('button', { name }).getAttribute('value'));
  expect(buttons).toEqual(['25', '50', '100', '0']);
  expect(shown.queryByRole('textbox', { name: /alasan/i })).toBeNull();
  expect(await shown.faults()).toEqual([]);
});
