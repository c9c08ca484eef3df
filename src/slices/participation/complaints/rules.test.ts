import { describe, expect, it } from 'vitest';
import type { UnitId } from '#slices/directory';
import { complaintTerms } from '#slices/standards';
import { complaintMoves, complaintStates } from '../model.ts';
import { addUp, categoriesOf, groupsOf } from './figures.ts';
import { answerTerm, disposition, mayHandle, move, type Order } from './rules.ts';
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

describe('a disposition', () => {
  const day = (text: string) => Temporal.PlainDate.from(text);
  const unit = (id: string) => id as UnitId;
  const at = { terms: complaintTerms(), today: day('2026-11-23') };
  const fresh = {
    state: 'received',
    class: 'pengaduan',
    independent: true,
    named_unit_id: unit('named'),
    about_unit_id: null,
    about_person_id: null,
    term_from_on: null,
  } as const;
  const order = (unitId: string, more: Partial<Order> = {}): Order => ({ unitId: unit(unitId), oversight: false, ...more });
  const refused = { ok: false, refusal: { code: 'about-that-unit' } };

  it('gives no unit a case about itself, whether the reporter named it or an officer reads it so', () => {
    expect(disposition(fresh, order('named'), at)).toMatchObject(refused);
    expect(disposition(fresh, order('named', { aboutUnit: unit('read') }), at)).toMatchObject(refused);
    expect(disposition(fresh, order('read', { aboutUnit: unit('read') }), at)).toMatchObject(refused);
    expect(disposition({ ...fresh, about_unit_id: unit('read') }, order('named'), at)).toMatchObject(refused);
    expect(disposition(fresh, order('other'), at)).toMatchObject({ ok: true, value: { change: { oversight: true }, workingDays: 60 } });
    expect(disposition({ ...fresh, independent: false }, order('named'), at)).toMatchObject({ ok: true, value: { workingDays: 14 } });
  });

  it('lets an officer ask for others, and never lets one take that back', () => {
    const own = disposition({ ...fresh, independent: false }, order('other', { independent: true }), at);
    expect(own).toMatchObject({ value: { change: { independent: true, oversight: true } } });
    expect(disposition(fresh, order('other', { independent: false }), at)).toMatchObject({ value: { change: { independent: true } } });
  });

  it('counts from the first one; oversight changes the term, not the day from which it counts', () => {
    const passed = { ...fresh, state: 'assigned', independent: false, term_from_on: day('2026-11-02') } as const;
    const from = (more: Partial<Order>) => {
      const made = disposition(passed, order('other', more), at);
      return made.ok ? [String(made.value.change.term_from_on), made.value.workingDays] : [];
    };
    expect(from({})).toEqual(['2026-11-02', 14]);
    expect(from({ oversight: true })).toEqual(['2026-11-02', 60]);
    expect(disposition(fresh, order('other'), at)).toMatchObject({ value: { change: { term_from_on: at.today } } });
  });

  it('is for open cases: an answered one is opened again by its reporter only', () => {
    expect(complaintStates.filter((state) => disposition({ ...fresh, state }, order('other'), at).ok)).toEqual(['received', 'assigned']);
  });
});

describe('who is complained about', () => {
  const about = { independent: true, named_unit_id: 'u1', about_unit_id: 'u4' };

  it('neither answers the case nor turns it away', () => {
    for (const own of ['u1', 'u4']) expect(mayHandle(about, [own, 'u3'])).toMatchObject({ ok: false, refusal: { code: 'about-your-unit' } });
    expect(mayHandle(about, ['u2']).ok).toBe(true);
    expect(mayHandle({ ...about, independent: false }, ['u1']).ok).toBe(true);
    expect(mayHandle({ independent: true, named_unit_id: null, about_unit_id: null }, ['u1']).ok).toBe(true);
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
    expect(categoriesOf([row('jalan', 4), row('pungutan', 3)], 10)).toEqual([{ key: 'other', received: undefined }]);
  });

  it('A12: of classes and quarters, tell no small one by what is left of the whole', () => {
    const groups = groupsOf([row('jalan', 40, 30), row('pelayanan', 12, 11), row('pungutan', 3, 2)], (one) => one.category, 10);
    expect(groups.map((group) => [group.key, group.received, group.answered, group.inTime])).toEqual([
      ['jalan', 40, 30, 0],
      ['pelayanan', undefined, undefined, undefined],
      ['pungutan', undefined, undefined, undefined],
    ]);
  });

  it('A12: nor the share of few answers by what is left of the whole’s', () => {
    const groups = groupsOf([row('jalan', 40, 30, 20), row('pelayanan', 20, 12, 9), row('pungutan', 15, 4, 1)], (one) => one.category, 10);
    expect(groups.map((group) => [group.received, group.inTime])).toEqual([
      [40, 20 / 30],
      [20, undefined],
      [15, undefined],
    ]);
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
