import { type Outcome, ok, refuse } from '#platform/result';
import type { Instant } from '#platform/time';
import { levelsOf, mayOpen } from '../bank/rules.ts';
import { type BankItem, type CompetencyResult, type ExtraTimeState, grace_s, type ItemId, type LevelScore, retakeAfter_days, type Test } from '../model.ts';

/** Lower end of Wilson's score interval for k of n (E. B. Wilson, 1927); z = 1.645 is 95 % one-sided. */
export function wilsonLower(k: number, n: number, z = 1.645): number {
  if (n === 0) return 0;
  const share = k / n;
  const centre = share + (z * z) / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return Math.max(0, (centre - half) / (1 + (z * z) / n));
}

const enoughShare = 0.7;
const enoughLowerBound = 0.5;

/**
 * The interim rule, the product's own: the highest level whose items are ≥ 70 % right with a Wilson lower bound ≥ 50 %.
 * It says nothing of levels that had no items.
 */
export function levelShown(scores: readonly LevelScore[]): number {
  const shown = scores.filter((score) => score.items > 0 && score.right / score.items >= enoughShare && score.lowerBound >= enoughLowerBound);
  return Math.max(0, ...shown.map((score) => score.level));
}

type Marked = { readonly competency: string; readonly level: number; readonly right: boolean };

/** Results by competency, of every item that was served: what was left open counts as not right. */
export function resultOf(marked: readonly Marked[]): readonly CompetencyResult[] {
  const codes = Array.from(new Set(marked.map((item) => item.competency))).toSorted();
  return codes.map((code) => {
    const mine = marked.filter((item) => item.competency === code);
    const levels = Array.from(new Set(mine.map((item) => item.level))).toSorted((a, b) => a - b);
    const scores = levels.map((level) => {
      const items = mine.filter((item) => item.level === level);
      const right = items.filter((item) => item.right).length;
      return { level, right, items: items.length, lowerBound: wilsonLower(right, items.length) };
    });
    return {
      code,
      level: levelShown(scores),
      right: mine.filter((item) => item.right).length,
      items: mine.length,
      levels: scores,
      label: 'sementara' as const,
    };
  });
}

// A small generator with a seed of its own (mulberry32), so that an attempt's order can be made again.
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const copy = [...list];
  for (let at = copy.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const here = copy[at] as T;
    copy[at] = copy[other] as T;
    copy[other] = here;
  }
  return copy;
}

/** Draws the same number of items at each level of each competency, in a mixed order. */
export function drawItems(bank: readonly BankItem[], competencies: readonly string[], perLevel: number, seed: number): Outcome<readonly ItemId[]> {
  const open = mayOpen(bank, competencies, perLevel);
  if (!open.ok) return open;
  const random = generator(seed);
  const drawn = competencies.flatMap((competency) =>
    levelsOf(bank, competency).flatMap(({ level }) => {
      const pool = bank.filter((item) => item.competency === competency && item.level === level);
      return shuffled(pool, random).slice(0, perLevel);
    }),
  );
  return ok(shuffled(drawn, random).map((item) => item.id));
}

/** Attempts that ended before this take no more answers: by the server's clock alone, with a grace for what is on its way. */
export function firstEndStillOpen(now: Instant): Instant {
  return now.subtract({ seconds: grace_s });
}

export function isOver(attempt: { readonly ends_at: Instant }, now: Instant): boolean {
  return Temporal.Instant.compare(attempt.ends_at, firstEndStillOpen(now)) < 0;
}

export function secondsLeft(attempt: { readonly ends_at: Instant }, now: Instant): number {
  return Math.max(0, Math.floor((attempt.ends_at.epochMilliseconds - now.epochMilliseconds) / 1000));
}

/** From when the same test can be taken again. */
export function retakeFrom(lastFinishedAt: Instant): Instant {
  return lastFinishedAt.add({ hours: 24 * retakeAfter_days });
}

export function mayStart(lastFinishedAt: Instant | null | undefined, now: Instant): Outcome<true> {
  if (lastFinishedAt && Temporal.Instant.compare(now, retakeFrom(lastFinishedAt)) < 0) return refuse('too-soon');
  return ok(true);
}

type ExtraTimeFact = { readonly state: ExtraTimeState; readonly percent: number };

/** What was decided last holds, until something else is decided. */
export function extraPercent(newestFirst: readonly ExtraTimeFact[]): number {
  return newestFirst.find((one) => one.state !== 'asked')?.percent ?? 0;
}

export function lengthOf_minutes(test: Pick<Test, 'duration_minutes'>, percent: number): number {
  return Math.ceil((test.duration_minutes * (100 + percent)) / 100);
}

/** How many items a test serves from this bank. */
export function itemCount(bank: readonly BankItem[], test: Pick<Test, 'competencies' | 'itemsPerLevel'>): number {
  return test.competencies.reduce((sum, code) => sum + levelsOf(bank, code).length * test.itemsPerLevel, 0);
}
