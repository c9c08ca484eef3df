import { expect, test } from 'vitest';
import type { FormDefinition } from '../model.ts';
import { shownAnswers } from './answers.ts';

const said = (id: string, en: string) => ({ id, en });
const form: FormDefinition = {
  steps: [
    {
      key: 'a',
      title: said('A', 'A'),
      fields: [
        { key: 'nama', type: 'text', label: said('Nama', 'Name'), required: true },
        { key: 'mulai', type: 'date', label: said('Mulai', 'Begins'), required: true },
        { key: 'cara', type: 'choice', label: said('Cara', 'Way'), required: true, options: [{ value: 'loket', label: said('Di loket', 'At the counter') }] },
        { key: 'benar', type: 'declaration', label: said('Benar', 'True'), required: true },
      ],
    },
  ],
};

test('answers are shown as people read them, in letters and on pages alike', () => {
  const answers = { nama: 'Siti', mulai: '2026-12-01', cara: 'loket', benar: 'ya' };
  expect(shownAnswers(form, answers, 'id')).toEqual({ nama: 'Siti', mulai: 'Selasa, 1 Desember 2026', cara: 'Di loket', benar: 'Ya' });
  expect(shownAnswers(form, answers, 'en')).toEqual({ nama: 'Siti', mulai: 'Tuesday, 1 December 2026', cara: 'At the counter', benar: 'Yes' });
});

test('what is no date and no option is shown as it was typed, what was left open as nothing', () => {
  expect(shownAnswers(form, { mulai: 'besok', cara: 'lain' }, 'id')).toEqual({ nama: '', mulai: 'besok', cara: 'lain', benar: '' });
});
