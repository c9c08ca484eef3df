import { describe, expect, test } from 'vitest';
import { involvedIn, isTakenAsGranted, isUsedUp, mayAnswer, nextStage } from './rules.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const at = Temporal.Instant.from('2026-11-23T02:00:00Z');
const terms = { objection: { workingDays: 21 }, appeal: { workingDays: 10 } };
const filed = (stage: 'objection' | 'appeal', outcome: 'upheld' | 'dismissed' | null) => ({
  stage,
  due_on: day('2026-12-01'),
  decided_at: outcome ? at : null,
  decidedOn: outcome ? day('2026-11-23') : undefined,
  outcome,
});
const contested = { state: 'refused' as const, announcedOn: day('2026-11-02'), filed: [], terms, passed: () => 5 };

describe('what can be filed', () => {
  test.each([
    ['first the objection', contested, 'objection'],
    ['also against a grant', { ...contested, state: 'granted' as const }, 'objection'],
    ['the last day still counts', { ...contested, passed: () => 21 }, 'objection'],
    ['then it is late', { ...contested, passed: () => 22 }, 'objection-late'],
    ['nothing before a decision', { ...contested, state: 'in-review' as const }, 'objection-nothing'],
    ['nothing while the paper is being signed', { ...contested, announcedOn: undefined }, 'objection-nothing'],
    ['nothing while it is open', { ...contested, filed: [filed('objection', null)] }, 'objection-open'],
    ['nothing after it was upheld', { ...contested, filed: [filed('objection', 'upheld')] }, 'objection-open'],
    ['the appeal against its dismissal', { ...contested, filed: [filed('objection', 'dismissed')] }, 'appeal'],
    ['within ten days', { ...contested, filed: [filed('objection', 'dismissed')], passed: () => 11 }, 'objection-late'],
    ['each once', { ...contested, filed: [filed('objection', 'dismissed'), filed('appeal', null)] }, 'objection-all'],
  ])('%s', (_name, input, expected) => {
    const outcome = nextStage(input);
    expect(outcome.ok ? outcome.value : outcome.refusal.code).toBe(expected);
  });

  test('the ways are used up once the appeal is dismissed', () => {
    expect(isUsedUp([filed('objection', 'dismissed'), filed('appeal', 'dismissed')])).toBe(true);
    for (const open of [[], [filed('objection', 'dismissed')], [filed('objection', 'dismissed'), filed('appeal', null)]]) expect(isUsedUp(open)).toBe(false);
  });

  test('unanswered after its last day, the law takes it as granted', () => {
    expect(isTakenAsGranted(filed('objection', null), day('2026-12-01'))).toBe(false);
    expect(isTakenAsGranted(filed('objection', null), day('2026-12-02'))).toBe(true);
    expect(isTakenAsGranted(filed('objection', 'dismissed'), day('2026-12-02'))).toBe(false);
  });
});

describe('who answers', () => {
  const open = { stage: 'objection' as const, decided_at: null, involved: ['decider', 'signer'], isAbove: false };
  test.each([
    [open, 'other', true],
    [open, 'decider', 'objection-own'],
    [open, 'signer', 'objection-own'],
    [{ ...open, decided_at: at }, 'other', 'objection-answered'],
    [{ ...open, stage: 'appeal' as const }, 'other', 'objection-above'],
    [{ ...open, stage: 'appeal' as const, isAbove: true }, 'other', true],
  ])('%#', (input, who, expected) => {
    const outcome = mayAnswer(input, who);
    expect(outcome.ok ? outcome.value : outcome.refusal.code).toBe(expected);
  });

  test('everybody who had a hand in it is known: who decided, made or signed a paper, or answered before', () => {
    expect(
      involvedIn(
        'b',
        'd',
        [{ made_by: 'm', signed_by: 's' }],
        [
          { id: 'a', decided_by: 'x' },
          { id: 'b', decided_by: 'self' },
        ],
      ),
    ).toEqual(['d', 'm', 's', 'x']);
  });
});
