import { monthOf, overtakenIn, type QueueCase } from './rules.ts';

/*
 * Where a queue departs from its peers, from the public facts alone. One jump with a plausible reason is like any other; many in
 * one queue and month are not. Each queue and month is counted in four ways and each count held against what the same count is
 * elsewhere (beta-binomial: queues honestly differ); of all these tests only as many are alarms as keep false ones rare
 * (Benjamini and Hochberg, 1995).
 */

export const alarmKinds = ['priority', 'urgent', 'parked', 'held'] as const;
export type AlarmKind = (typeof alarmKinds)[number];

/** A queue in a month: how many were taken, and which of them show what each kind looks for. */
export type QueueMonth = {
  readonly unit: string | null;
  readonly service: string;
  readonly month: string;
  readonly taken: number;
  readonly tokens: Readonly<Record<AlarmKind, readonly string[]>>;
};

export type Alarm = {
  readonly unit: string | null;
  readonly service: string;
  readonly month: string;
  readonly kind: AlarmKind;
  readonly taken: number;
  /** How many its peers would have of so many taken. */
  readonly expected: number;
  /** How likely so many or more are in an honest queue. */
  readonly p: number;
  readonly tokens: readonly string[];
};

const day_ms = 86_400_000;
/** A case is held if it took this many times what is usual in its queue, and this many days more. */
const heldTimes = 3;
const heldDays = 2;
/** And later ones were decided meanwhile. */
const heldBehind = 3;

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Working on a case, without the time for which the applicant had to act. */
function workedOn(one: QueueCase, now: number): number | undefined {
  if (one.taken === null || one.pausedSince !== null) return undefined;
  return (one.ended ?? now) - one.taken - one.paused;
}

/** Cases that lay undecided while later ones of the same queue were decided. */
function heldIn(cases: readonly QueueCase[], now: number): ReadonlySet<string> {
  const usual = medianOf(cases.flatMap((one) => (one.ended === null ? [] : (workedOn(one, now) ?? []))));
  const long = usual * heldTimes + heldDays * day_ms;
  const byEnd = cases.filter((one) => one.ended !== null && one.taken !== null).toSorted((a, b) => a.ended! - b.ended!);
  const held = new Set<string>();
  for (const one of cases) {
    if (one.taken === null || (workedOn(one, now) ?? 0) <= long) continue;
    const until = one.ended ?? now;
    const behind = byEnd.filter((other) => other.ended! > one.taken! && other.ended! < until && other.arrived > one.arrived).length;
    if (behind >= heldBehind) held.add(one.token);
  }
  return held;
}

/** Who clears the line for somebody does it at once. */
const cleared_ms = 30 * 60_000;

/** Cases that were taken, sent back, and left behind at once for the next. */
function parkedIn(cases: readonly QueueCase[]): ReadonlySet<string> {
  const taken = cases.filter((one) => one.taken !== null).toSorted((a, b) => a.taken! - b.taken! || a.arrived - b.arrived);
  const parked = taken.filter((one, at) => one.pauses > 0 && (taken[at + 1]?.taken ?? Number.POSITIVE_INFINITY) - one.taken! <= cleared_ms);
  return new Set(parked.map((one) => one.token));
}

/** One queue, month by month of taking. */
export function monthsOf(cases: readonly QueueCase[], now: number): readonly QueueMonth[] {
  const { over } = overtakenIn(cases);
  const held = heldIn(cases, now);
  const parked = parkedIn(cases);
  const shows: Readonly<Record<AlarmKind, (one: QueueCase) => boolean>> = {
    priority: (one) => (over.get(one.token) ?? 0) > 0 && one.reason === 'prioritas',
    urgent: (one) => (over.get(one.token) ?? 0) > 0 && one.reason !== 'prioritas' && one.reason !== 'kasus-sendiri',
    parked: (one) => parked.has(one.token),
    held: (one) => held.has(one.token),
  };
  const taken = cases.filter((one) => one.taken !== null);
  return Array.from(
    Map.groupBy(taken, (one) => monthOf(one.taken!)),
    ([month, own]): QueueMonth => {
      const { unit, service } = own[0]!;
      const tokensOf = (kind: AlarmKind) => own.filter(shows[kind]).map((one) => one.token);
      const tokens = { priority: tokensOf('priority'), urgent: tokensOf('urgent'), parked: tokensOf('parked'), held: tokensOf('held') };
      return { unit, service, month, taken: own.length, tokens };
    },
  );
}

// Lanczos, 1964; good to 13 digits.
const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
];

function logGamma(x: number): number {
  const base = x - 1;
  let sum = 0.99999999999980993;
  for (const [at, coefficient] of lanczos.entries()) sum += coefficient / (base + at + 1);
  const t = base + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (base + 0.5) * Math.log(t) - t + Math.log(sum);
}

const logBeta = (a: number, b: number) => logGamma(a) + logGamma(b) - logGamma(a + b);

/** How a count is spread over honest queues: its share, and how much queues differ (0: not at all). */
export type Baseline = { readonly share: number; readonly spread: number };

/** The chance of at least `x` among `n`. */
export function upperTail(x: number, n: number, { share, spread }: Baseline): number {
  if (x <= 0) return 1;
  if (share <= 0) return 0;
  const sum = 1 / Math.max(spread, 1e-6) - 1;
  const [a, b] = [share * sum, (1 - share) * sum];
  const whole = logBeta(a, b) - logGamma(n + 1);
  let tail = 0;
  for (let k = x; k <= n; k += 1) {
    const term = Math.exp(logBeta(k + a, n - k + b) - logGamma(k + 1) - logGamma(n - k + 1) - whole);
    tail += term;
    if (term < tail * 1e-12) break;
  }
  return Math.min(1, tail);
}

type Count = { readonly n: number; readonly x: number };

/** Share and spread by moments (Kleinman, 1973). */
function moments(counts: readonly Count[]): Baseline {
  const n = counts.reduce((sum, one) => sum + one.n, 0);
  // Half of one where nothing was ever seen: the first of its kind is no proof.
  const share = (counts.reduce((sum, one) => sum + one.x, 0) + 0.5) / (n + 1);
  const between = counts.reduce((sum, one) => sum + one.n * (one.x / one.n - share) ** 2, 0) / (share * (1 - share));
  const squares = counts.reduce((sum, one) => sum + one.n ** 2, 0) / n;
  const freedom = counts.length - 1;
  return { share, spread: Math.min(0.2, Math.max(0, (between - freedom) / Math.max(1, n - squares - freedom))) };
}

const rounds = 4;
const apart = 0.002;

/** What is usual, without those that stand apart from the rest: who jumps the queue must not set the measure. */
export function baselineOf(counts: readonly Count[]): Baseline {
  // To begin with without the highest tenth: else those who stand apart widen the measure until they fit it.
  const rates = counts.map((one) => one.x / one.n).toSorted((a, b) => a - b);
  const high = rates[Math.floor(rates.length * 0.9)] ?? 1;
  let kept = counts.filter((one) => one.x / one.n <= high);
  let baseline = moments(kept);
  for (let round = 0; round < rounds; round += 1) {
    const fit = baseline;
    kept = counts.filter((one) => upperTail(one.x, one.n, fit) >= apart);
    baseline = moments(kept);
  }
  return baseline;
}

/** As if at most so many cases had been seen of a queue: months honestly differ too. */
const mostKnown = 1000;
const unlikeItself = 0.005;

/** What a queue's own other months say, on top of what is usual elsewhere (empirical Bayes). */
function learned({ share, spread }: Baseline, own: readonly Count[]): Baseline {
  const before = Math.min(mostKnown, 1 / Math.max(spread, 1e-6) - 1);
  const n = own.reduce((sum, one) => sum + one.n, 0);
  const x = own.reduce((sum, one) => sum + one.x, 0);
  const weight = n === 0 ? 0 : Math.min(1, (mostKnown - before) / n);
  const known = before + weight * n;
  return { share: (share * before + weight * x) / known, spread: 1 / (known + 1) };
}

/** For each month of one queue the chance of so many or more, by its peers or by its own other months, whichever is smaller. */
function chancesOf(own: readonly Count[], peers: Baseline): readonly number[] {
  const others = (at: number, among: readonly boolean[]) => own.filter((_one, other) => other !== at && among[other]);
  const chance = (one: Count, at: number, among: readonly boolean[]) => upperTail(one.x, one.n, learned(peers, others(at, among)));
  // Months that stand out themselves are no measure for the others.
  const plain = own.map(
    (one, at) =>
      chance(
        one,
        at,
        own.map(() => true),
      ) >= unlikeItself,
  );
  return own.map((one, at) => Math.min(1, 2 * Math.min(upperTail(one.x, one.n, peers), chance(one, at, plain))));
}

/** Fewer queues and months are no peers to compare with. */
const fewestPeers = 24;
/** Smaller counts, and smaller departures, are nobody's business to be suspected for. */
const fewestCases = 5;
const leastTimes = 2;
/** Of the alarms at most this share is false, in the long run. */
const falseShare = 0.03;

/** The alarms among these queues and months, the least likely first. */
export function alarmsOf(months: readonly QueueMonth[]): readonly Alarm[] {
  const counted = months.filter((one) => one.taken > 0);
  if (counted.length < fewestPeers) return [];
  const queues = Array.from(Map.groupBy(counted, (one) => `${one.unit ?? ''} ${one.service}`).values());
  const tests = alarmKinds.flatMap((kind) => {
    const countOf = (one: QueueMonth): Count => ({ n: one.taken, x: one.tokens[kind].length });
    const peers = baselineOf(counted.map(countOf));
    return queues.flatMap((own) => {
      const chances = chancesOf(own.map(countOf), peers);
      return own.map(
        ({ unit, service, month, taken, tokens }, at): Alarm => ({
          unit,
          service,
          month,
          kind,
          taken,
          expected: peers.share * taken,
          p: chances[at]!,
          tokens: tokens[kind],
        }),
      );
    });
  });
  const sorted = tests.toSorted((a, b) => a.p - b.p);
  const last = sorted.findLastIndex((one, at) => one.p <= (falseShare * (at + 1)) / sorted.length);
  return sorted.slice(0, last + 1).filter((one) => one.tokens.length >= fewestCases && one.tokens.length >= leastTimes * one.expected);
}
