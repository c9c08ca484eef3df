import { type Outcome, ok, refuse } from '#platform/result';
import type { Instant } from '#platform/time';
import { type BankItem, type CompetencyResult, grace_s, type ItemId, type LevelScore } from './model.ts';

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
  const random = generator(seed);
  const drawn: BankItem[] = [];
  for (const competency of competencies) {
    const levels = Array.from(new Set(bank.filter((item) => item.competency === competency).map((item) => item.level))).toSorted((a, b) => a - b);
    if (levels.length === 0) return refuse('bank-empty', { params: { competency } });
    for (const level of levels) {
      const pool = bank.filter((item) => item.competency === competency && item.level === level);
      if (pool.length < perLevel) return refuse('bank-short', { params: { competency, level, has: pool.length, needs: perLevel } });
      drawn.push(...shuffled(pool, random).slice(0, perLevel));
    }
  }
  return ok(shuffled(drawn, random).map((item) => item.id));
}

type Running = { readonly item_ids: readonly ItemId[]; readonly ends_at: Instant; readonly finished_at: Instant | null };

/** By the server's clock alone: the client's says nothing here. */
export function mayAnswer(attempt: Running, itemId: ItemId, now: Instant): Outcome<'counted' | 'late'> {
  if (!attempt.item_ids.includes(itemId)) return refuse('item-not-served');
  if (attempt.finished_at !== null) return ok('late');
  return Temporal.Instant.compare(now, attempt.ends_at.add({ seconds: grace_s })) > 0 ? ok('late') : ok('counted');
}

export function secondsLeft(attempt: Pick<Running, 'ends_at'>, now: Instant): number {
  return Math.max(0, Math.floor((attempt.ends_at.epochMilliseconds - now.epochMilliseconds) / 1000));
}
