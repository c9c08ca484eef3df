import { expect, test } from 'vitest';
import { show } from '#test/page';
import type { ItemId, ShownItem } from '../../model.ts';
import { FinishPage } from './finish.tsx';
import { ItemPage } from './item.tsx';
import { ResultPage } from './result.tsx';
import { TestsPage } from './tests.tsx';

const item: ShownItem = {
  id: 'x' as ItemId,
  stem: 'Seorang warga menanyakan biaya layanan. Apa jawaban Anda?',
  options: ['A', 'B', 'C', 'D'].map((key) => ({ key, text: `Jawaban ${key}` })),
};
const view = {
  attemptId: 'a1',
  at: 2,
  answered: [true, false, false],
  item,
  chosen: undefined,
  secondsLeft: 3541,
  endsAt: '10.00 WITA',
  now_ms: 1,
  errors: {},
};

test('an item is a group of choices named by its question, with time and place in words', async () => {
  const shown = show(<ItemPage lang="id" {...view} />);
  const group = shown.getByRole('group', { name: item.stem });
  expect(group.querySelectorAll('input[type=radio]')).toHaveLength(4);
  expect(shown.getByRole('heading', { level: 1 }).textContent).toBe('Soal 2 dari 3');
  expect(shown.text).toContain('Sisa waktu 60 menit, sampai pukul');
  expect(shown.getByRole('link', { name: 'Soal 1, terjawab' })).toBeTruthy();
  expect(shown.getByRole('link', { name: 'Soal 2, belum terjawab' }).getAttribute('aria-current')).toBe('page');
  expect(await shown.faults()).toEqual([]);
});

test('works without a script: a form that posts to the item’s own address', () => {
  const shown = show(<ItemPage lang="id" {...view} />);
  const form = shown.getByRole('button', { name: 'Simpan dan lanjut' }).closest('form');
  expect(form?.getAttribute('action')).toBe('/asesmen/tes/a1/soal/2');
  expect(form?.getAttribute('method')).toBe('post');
});

test('X4: no key leaves with an item', () => {
  const whole = { ...item, answer: 'KUNCI', rationale: 'ALASAN' };
  const shown = show(<ItemPage lang="id" {...view} item={whole} />);
  expect(shown.body.innerHTML).not.toMatch(/KUNCI|ALASAN/);
});

test('in English the item stays marked as Indonesian', async () => {
  const shown = show(<ItemPage lang="en" {...view} chosen="C" />, 'en');
  expect(shown.getByRole('group', { name: item.stem }).closest('[lang]')?.getAttribute('lang')).toBe('id');
  expect((shown.getByRole('radio', { name: 'Jawaban C' }) as HTMLInputElement).checked).toBe(true);
  expect(shown.text).toContain('Saved');
  expect(await shown.faults()).toEqual([]);
});

test('an empty answer comes back with a summary that leads to the choices', async () => {
  const shown = show(<ItemPage lang="id" {...view} errors={{ choice: 'Pilih satu jawaban.' }} />);
  expect(shown.getByRole('alert').querySelector('a')?.getAttribute('href')).toBe('#f-choice');
  expect(shown.body.querySelector('#f-choice')).toBeTruthy();
  expect(await shown.faults()).toEqual([]);
});

test('before handing in, what is open is named', async () => {
  const shown = show(<FinishPage lang="id" attemptId="a1" all={30} open={[4, 7]} endsAt="10.00 WITA" />);
  expect(shown.text).toContain('28 dari 30 soal terjawab');
  expect(shown.getByRole('link', { name: 'Soal 7, belum terjawab' }).getAttribute('href')).toBe('/asesmen/tes/a1/soal/7');
  expect(await shown.faults()).toEqual([]);
});

test('a result names the level, says that the rule is provisional, and gives its numbers as a table', async () => {
  const results = [
    {
      code: 'M.05',
      name: 'Pelayanan Publik',
      level: 2,
      right: 21,
      items: 30,
      label: 'sementara' as const,
      levels: [
        { level: 1, right: 9, items: 10, lowerBound: 0.65 },
        { level: 2, right: 8, items: 10, lowerBound: 0.54 },
        { level: 3, right: 4, items: 10, lowerBound: 0.2 },
      ],
    },
  ];
  const shown = show(<ResultPage lang="id" title={{ id: 'Orientasi pelayanan' }} when="2 Maret 2026" again="16 Maret 2026" late={2} results={results} />);
  expect(shown.getByRole('heading', { name: 'Pelayanan Publik: tingkat 2' })).toBeTruthy();
  expect(shown.text).toContain('Sementara, metode produk');
  expect(shown.text).toContain('2 jawaban datang setelah waktu habis');
  expect(shown.getByRole('cell', { name: '80%, batas bawah 54%' })).toBeTruthy();
  expect(await shown.faults()).toEqual([]);
});

const card = { slug: 'tes', title: { id: 'Tes' }, summary: { id: 'Ringkas.' }, items: 30, minutes: 90, running: false, waitsUntil: undefined };
const nothing = { values: {}, errors: {} };

test('a test that waits has no button but a date; extra time stands beside its length', async () => {
  const waits = { ...card, slug: 'lain', waitsUntil: 'Senin, 7 Desember 2026' };
  const shown = show(<TestsPage lang="id" tests={[card, waits]} history={[]} extra={{ percent: 50, asked: false }} form={nothing} />);
  expect(shown.getAllByRole('button', { name: 'Mulai tes' })).toHaveLength(1);
  expect(shown.text).toContain('Dapat diulang mulai Senin, 7 Desember 2026');
  expect(shown.text).toContain('30 soal, 90 menit (termasuk waktu tambahan 50%)');
  expect(await shown.faults()).toEqual([]);
});

test('who has asked for extra time is told so and cannot ask twice', () => {
  const shown = show(<TestsPage lang="id" tests={[]} history={[]} extra={{ percent: 0, asked: true }} form={nothing} />);
  expect(shown.text).toContain('Permintaan Anda sedang menunggu keputusan');
  expect(shown.queryByRole('button', { name: 'Minta waktu tambahan' })).toBeNull();
  expect(shown.text).toContain('Belum ada tes yang dibuka');
});
