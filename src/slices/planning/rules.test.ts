import { describe, expect, it } from 'vitest';
import { proposalMoves, proposalStates, recommendationMoves, recommendationStates } from './model.ts';
import { bestCourse, mayDecide, move, moveProposal, nominable, personalReason } from './rules.ts';

const line = { competency: 'M.05', required: 2, held: undefined, standing: 'unknown' as const, counted: undefined };

describe('a reason to recommend a course to a person', () => {
  it('is the own test below what the post requires, with its numbers', () => {
    const counted = { source: 'test' as const, right: 12, items: 30 };
    expect(personalReason({ ...line, held: 1, standing: 'below', counted }, 'Analis')).toEqual({
      kind: 'own-test',
      competency: 'M.05',
      required: 2,
      held: 1,
      right: 12,
      items: 30,
    });
  });

  it('is the own course when that is what counts: no items are claimed', () => {
    const counted = { source: 'course' as const, right: undefined, items: undefined };
    expect(personalReason({ ...line, required: 3, held: 2, standing: 'below', counted }, 'Analis')).toEqual({
      kind: 'own-course',
      competency: 'M.05',
      required: 3,
      held: 2,
    });
  });

  it('is the post where nothing is known and it requires more than the lowest level', () => {
    expect(personalReason(line, 'Analis')).toMatchObject({ kind: 'post', positionName: 'Analis' });
    expect(personalReason({ ...line, required: 1 }, 'Pelaksana')).toBeUndefined();
  });

  it('is none where a test reached the highest level that it asked of, and the post requires more', () => {
    const counted = { source: 'test' as const, right: 28, items: 30 };
    expect(personalReason({ ...line, required: 4, held: 3, standing: 'unknown', counted }, 'Administrator')).toBeUndefined();
  });

  it('is gone once the evidence meets the post', () => {
    expect(personalReason({ ...line, held: 2, standing: 'meets' }, 'Analis')).toBeUndefined();
  });
});

describe('the course to propose', () => {
  const course = (id: string, jp: number, level: number, competency = 'M.05') => ({ id, jp, trains: [{ competency, level }] });

  it.each([
    ['the shortest that reaches the level', [course('a', 12, 2), course('b', 10, 2)], 2, 'b'],
    ['of equals the one that does not overshoot', [course('a', 10, 3), course('b', 10, 2)], 2, 'b'],
    ['the highest when none reaches the level', [course('a', 4, 1), course('b', 10, 2)], 4, 'b'],
    ['none that trains something else', [course('a', 4, 5, 'T.01')], 1, undefined],
  ] as const)('is %s', (_name, courses, level, id) => {
    expect(bestCourse(courses, 'M.05', level)?.id).toBe(id);
  });
});

describe('states', () => {
  it('of plans and proposals move as their tables say and in no other way', () => {
    for (const from of recommendationStates)
      for (const to of recommendationStates) expect(move(from, to).ok).toBe((recommendationMoves[from] as readonly string[]).includes(to));
    for (const from of proposalStates)
      for (const to of proposalStates) expect(moveProposal(from, to).ok).toBe((proposalMoves[from] as readonly string[]).includes(to));
  });

  it('a decided request cannot be decided again', () => {
    expect(move('approved', 'rejected')).toMatchObject({ ok: false, refusal: { code: 'recommendation-state' } });
    expect(moveProposal('dismissed', 'nominated')).toMatchObject({ ok: false, refusal: { code: 'proposal-closed' } });
  });
});

it('C10: nobody decides a request of their own', () => {
  expect(mayDecide('a', 'a')).toMatchObject({ ok: false, refusal: { code: 'own-request' } });
  expect(mayDecide('a', 'b').ok).toBe(true);
});

it('a head nominates people of the unit who have neither done the course nor a plan for it, and not the head', () => {
  const posts = ['head', 'plh', 'anna', 'budi', 'citra']
    .map((personId) => ({ personId, unitId: 'u1', headsUnit: personId === 'head' }))
    .concat({ personId: 'dewi', unitId: 'u2', headsUnit: false });
  const allowed = (nominator: string) => nominable(posts, { unitId: 'u1', nominator, placed: new Set(['budi']) }).map((post) => post.personId);
  expect(allowed('head')).toEqual(['plh', 'anna', 'citra']);
  expect(allowed('plh')).toEqual(['anna', 'citra']);
});
