import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { show } from '#test/page';
import type { Definition } from '../../model.ts';
import { follow, readAnswers } from '../pre-check.ts';
import { PreCheckPage } from './pre-check.tsx';

const check: NonNullable<Definition['preCheck']> = {
  questions: [
    {
      question: { id: 'Apakah Anda orang tua atau wali?', en: 'Are you parent or guardian?' },
      answers: [
        { label: { id: 'Ya' }, leads: 'on' },
        { label: { id: 'Bukan' }, leads: 'no', reason: { id: 'Hanya wali.' }, where: { id: 'Hubungi sekolah' }, href: '/layanan' },
      ],
    },
    {
      question: { id: 'Kelas berapa?' },
      hint: { id: 'Kelas sekarang.' },
      answers: [
        { label: { id: 'X atau XI' }, leads: 'on' },
        { label: { id: 'XII' }, leads: 'maybe', reason: { id: 'Tergantung semester.' } },
      ],
    },
  ],
};
const page = (answers: readonly number[], lang: 'id' | 'en' = 'id') =>
  show(<PreCheckPage lang={lang} slug="mutasi" name={{ id: 'Mutasi Siswa' }} questions={check.questions} reached={follow(check, answers)} />, lang);

describe('the pre-check', () => {
  test.each([
    [[], 'question', undefined],
    [[0], 'question', undefined],
    [[1], 'end', 'no'],
    [[0, 0], 'end', 'yes'],
    [[0, 1], 'end', 'maybe'],
    [[0, 7], 'question', undefined],
    [[9, 9, 9], 'question', undefined],
  ] as const)('after %j is at a %s: %s', (answers, kind, outcome) => {
    const reached = follow(check, answers);
    expect(reached.kind).toBe(kind);
    expect(reached.kind === 'end' ? reached.outcome : undefined).toBe(outcome);
  });

  test('always ends, whatever stands in the address', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.nat({ max: 12 })).map((all) => all.join('.')),
        ),
        (text) => {
          expect(['question', 'end']).toContain(follow(check, readAnswers(text)).kind);
        },
      ),
    );
  });

  test('asks one question a page, each answer a link', async () => {
    const shown = page([0]);
    expect(shown.getByRole('heading', { level: 1 }).textContent).toBe('Kelas berapa?');
    expect(shown.getByRole('link', { name: 'XII' }).getAttribute('href')).toBe('/layanan/mutasi/cek?jawab=0.1');
    expect(shown.getByRole('link', { name: 'Ubah jawaban 1' }).getAttribute('href')).toBe('/layanan/mutasi/cek');
    expect(await shown.faults()).toEqual([]);
  });

  test('ends with no, why, and where to go; then there is nothing to apply for', async () => {
    const shown = page([1]);
    for (const said of ['Tidak, Anda belum dapat mengajukan', 'Hanya wali.']) expect(shown.text).toContain(said);
    expect(shown.getByRole('link', { name: 'Hubungi sekolah' }).getAttribute('href')).toBe('/layanan');
    expect(shown.queryByRole('button', { name: 'Ajukan sekarang' })).toBeNull();
    expect(await shown.faults()).toEqual([]);
  });

  test('ends with yes or maybe, and the way to apply; in English too', async () => {
    expect(page([0, 1]).getByRole('button', { name: 'Ajukan sekarang' })).toBeTruthy();
    const shown = page([0, 0], 'en');
    expect(shown.getByRole('button', { name: 'Apply now' })).toBeTruthy();
    expect(await shown.faults()).toEqual([]);
  });
});
