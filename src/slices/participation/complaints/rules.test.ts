import { describe, expect, it } from 'vitest';
import { complaintTerms } from '#slices/standards';
import { complaintMoves, complaintStates } from '../model.ts';
import { addUp, categoriesOf, groupsOf } from './figures.ts';
import { answerTerm, mayHandle, mayPassTo, move } from './rules.ts';
import type { ComplaintTotals } from './store.ts';

describe('the term of an answer', () => {
  it.each([
    ['permintaan-informasi', false, 5],
    ['permintaan-informasi', true, 5],
    ['pengaduan', false, 14],
    ['pengaduan', true, 60],
    ['aspirasi', false, 14],
  ] as const)('of %s with oversight %s is %d working days by the edition', (kind, oversight, days) => {
    expect(answerTerm(complaintTerms(), { class: kind, oversight })).toBe(days);
  });

  it('of an aspiration follows the edition once it has one', () => {
    expect(answerTerm({ ...complaintTerms(), aspiration: 20 }, { class: 'aspirasi', oversight: false })).toBe(20);
  });

  it('begins with three working days to verify, and ends with ten for the reporter', () => {
    expect(complaintTerms()).toMatchObject({ verify: 3, feedback: 10 });
  });
});

describe('the states of a complaint', () => {
  it('move as the table says and in no other way', () => {
    for (const from of complaintStates)
      for (const to of complaintStates) expect(move(from, to).ok).toBe((complaintMoves[from] as readonly string[]).includes(to));
  });

  it.each(['closed', 'not-ours'] as const)('%s is the end', (state) => {
    expect(complaintStates.some((to) => move(state, to).ok)).toBe(false);
  });
});

describe('who is complained about', () => {
  const about = { independent: true, aboutUnit: 'u1' };

  it('gets no such complaint passed on, where the reporter or the officer said so', () => {
    expect(mayPassTo(about, 'u1')).toMatchObject({ ok: false, refusal: { code: 'about-that-unit' } });
    expect(mayPassTo(about, 'u2').ok).toBe(true);
    expect(mayPassTo({ ...about, independent: false }, 'u1').ok).toBe(true);
  });

  it('neither answers it nor turns it away', () => {
    expect(mayHandle(about, ['u1', 'u3'])).toMatchObject({ ok: false, refusal: { code: 'about-your-unit' } });
    expect(mayHandle(about, ['u2']).ok).toBe(true);
    expect(mayHandle({ independent: true, aboutUnit: null }, ['u1']).ok).toBe(true);
  });
});

describe('public figures', () => {
  const row = (category: string, received: number, answered = 0, in_time = 0): ComplaintTotals => ({
    month_on: Temporal.PlainDate.from('2026-03-01'),
    class: 'pengaduan',
    category,
    received,
    answered,
    in_time,
    days: answered * 3,
  });

  it('A12: put categories below ten together, and take the smallest of the rest along while they stay below', () => {
    const groups = categoriesOf([row('jalan', 40), row('pelayanan', 12), row('pungutan', 3)], 10);
    expect(groups.map((group) => [group.key, group.received])).toEqual([
      ['jalan', 40],
      ['other', 15],
    ]);
  });

  it('A12: say nothing of a whole that is below ten', () => {
    expect(categoriesOf([row('jalan', 4), row('pungutan', 3)], 10)).toEqual([{ key: 'other', received: undefined, answered: undefined, inTime: undefined }]);
  });

  it('give a share only from ten answers on', () => {
    const [few] = groupsOf([row('jalan', 20, 9, 9)], (one) => one.category, 10);
    const [enough] = groupsOf([row('jalan', 20, 10, 9)], (one) => one.category, 10);
    expect(few).toMatchObject({ received: 20, inTime: undefined });
    expect(enough).toMatchObject({ inTime: 0.9 });
  });

  it('add up', () => {
    expect(addUp([row('jalan', 2, 1, 1), row('jalan', 3, 2, 0)])).toEqual({ received: 5, answered: 3, inTime: 1, days: 9 });
  });
});
