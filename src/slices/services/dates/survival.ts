import type { DayRange, History, Landmark, PastCase, Stage } from './model.ts';

/**
 * Discrete-time survival in working days. A case that is still open tells that it has not ended so far, and nothing more
 * (Kaplan and Meier 1958); each day on which a case was open is a landmark from which the days that were left are counted
 * (van Houwelingen 2007). Thin cells lean on wider ones by as many pretended cases as `lean` says.
 */
export type Counts = { readonly ended: number[]; readonly left: number[] };

export const noCounts = (): Counts => ({ ended: [], left: [] });

export function count({ ended, left }: Counts, days: number, decided: boolean, weight = 1): void {
  const into = decided ? ended : left;
  into[days] = (into[days] ?? 0) + weight;
}

type Hazard = (day: number) => number;

/** The chance that a case which has come to a day ends on it; a wider cell's where few have come so far. */
export function hazardOf(counts: Counts, wider: Hazard, lean: number): Hazard {
  const atRisk = Array.from({ length: Math.max(counts.ended.length, counts.left.length) + 1 }, () => 0);
  for (let day = atRisk.length - 2; day >= 0; day -= 1) atRisk[day] = (atRisk[day + 1] ?? 0) + (counts.ended[day] ?? 0) + (counts.left[day] ?? 0);
  return (day) => ((counts.ended[day] ?? 0) + lean * wider(day)) / ((atRisk[day] ?? 0) + lean);
}

/** How services of one house go, in parts of their promise: for the service that has few cases itself. */
export type Pooled = { readonly at: readonly number[]; readonly hazard: readonly number[] };

/** How long a case has lasted, as a share of the promise, and whether it was decided then. */
export type Lasted = { readonly share: number; readonly decided: boolean };

export function lastedOf({ cases, promise }: History): readonly Lasted[] {
  return cases.map(({ days, decided }) => ({ share: days / promise, decided }));
}

/** The cumulated hazard (Nelson 1972, Aalen 1978) over the time that has passed as a share of the promise. */
export function pool(lasted: readonly Lasted[]): Pooled {
  const all = lasted.toSorted((a, b) => a.share - b.share || Number(b.decided) - Number(a.decided));
  const at: number[] = [];
  const hazard: number[] = [];
  let sum = 0;
  for (const [place, one] of all.entries()) {
    if (!one.decided) continue;
    sum += 1 / (all.length - place);
    at.push(one.share);
    hazard.push(sum);
  }
  return { at, hazard };
}

function cumulated({ at, hazard }: Pooled, share: number): number {
  let low = 0;
  let high = at.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? 0) <= share) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : (hazard[low - 1] ?? 0);
}

/** The pooled hazard of one day of a service; beyond what any has seen, as it was on the whole. */
export function pooledHazard(pooled: Pooled, promise: number): Hazard {
  const last = pooled.at.at(-1) ?? 0;
  const usual = last === 0 ? 0.1 : Math.min(0.5, Math.max(0.02, (pooled.hazard.at(-1) ?? 0) / (last * promise)));
  return (day) => {
    const end = (day + 0.5) / promise;
    if (end > last) return usual;
    return 1 - Math.exp(cumulated(pooled, (day - 0.5) / promise) - cumulated(pooled, end));
  };
}

/** The chance of each number of days, up to where next to nobody is left. */
export function chances(hazard: Hazard, most = 400): readonly number[] {
  const mass: number[] = [];
  let open = 1;
  for (let day = 0; day <= most && open > 0.002; day += 1) {
    const part = open * Math.min(1, Math.max(0, hazard(day)));
    mass.push(part);
    open -= part;
  }
  return mass;
}

// As close as this to the share that is wanted counts as equal: then the shorter range is told.
const asGood = 0.004;

/**
 * The range whose chance is nearest to the share. Days are whole, so few shares can be had exactly, and none is drawn by lot: of
 * ranges that are as good the shortest, and of those the one that fewer outlast, since to wait in vain is worse than to be early.
 */
export function nearestRange(mass: readonly number[], share: number): DayRange {
  const upTo: number[] = [0];
  for (const part of mass) upTo.push((upTo.at(-1) ?? 0) + part);
  const found: (DayRange & { readonly off: number; readonly over: number })[] = [];
  let most = 0;
  for (let least = 0; least < mass.length; least += 1) {
    const chance = (end: number) => (upTo[end + 1] ?? 1) - (upTo[least] ?? 0);
    most = Math.max(most, least);
    while (most < mass.length - 1 && chance(most) < share) most += 1;
    // The first that reaches the share, and the last that does not.
    for (const end of most > least ? [most, most - 1] : [most])
      found.push({ least, most: end, off: Math.abs(chance(end) - share), over: 1 - (upTo[end + 1] ?? 1) });
  }
  const best = Math.min(...found.map((one) => one.off));
  const [range] = found.filter((one) => one.off <= best + asGood).toSorted((a, b) => a.most - a.least - (b.most - b.least) || a.over - b.over);
  return range ? { least: range.least, most: range.most } : { least: 0, most: 0 };
}

export type Cell = { readonly stage: Stage; readonly spent: number; readonly band: number };

/** The counts of one service's landmarks, by stage, by days spent, and by load. */
export type Fit = {
  readonly base: Counts;
  readonly cells: ReadonlyMap<string, Counts>;
  /** From which load on a case is in the next band. */
  readonly cuts: readonly number[];
  /** Days spent from which on all are one cell. */
  readonly last: number;
  readonly decided: number;
};

export function bandOf(load: number, cuts: readonly number[]): number {
  return cuts.filter((cut) => load > cut).length;
}

export const keyOf = (stage: Stage, spent: number, band?: number): string => `${stage} ${spent} ${band ?? ''}`;

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

// A band is worth having only with enough cases to tell it from the others.
const casesOfBand = 60;
const mostBands = 8;

/** What is known on a working day: cases that came later are not there, and those that ended later are still open. */
export function known(cases: readonly PastCase[], on: number): readonly PastCase[] {
  return cases.flatMap((one) => {
    if ((one.landmarks[0]?.on ?? Infinity) > on) return [];
    if (one.until <= on) return [one];
    const landmarks = one.landmarks.filter((each) => each.on <= on);
    return [{ landmarks, days: landmarks.at(-1)?.spent ?? 0, decided: false, until: on }];
  });
}

/** Counts of what is known, the older the less: after `half` working days a case counts half. */
export function fit(cases: readonly PastCase[], on: number, half = 60): Fit {
  const decided = cases.filter((one) => one.decided);
  const lengths = decided.map((one) => one.days).toSorted((a, b) => a - b);
  const loads = cases.flatMap((one) => one.landmarks.map((each) => each.load)).toSorted((a, b) => a - b);
  const bands = Math.min(mostBands, Math.floor(decided.length / casesOfBand));
  const cuts = [...new Set(Array.from({ length: Math.max(0, bands - 1) }, (_none, at) => quantile(loads, (at + 1) / bands)))];
  const last = quantile(lengths, 0.98);
  const base = noCounts();
  const cells = new Map<string, Counts>();
  const put = (key: string, days: number, one: PastCase, weight: number) => {
    const counts = cells.get(key) ?? noCounts();
    cells.set(key, counts);
    count(counts, days, one.decided, weight);
  };
  for (const one of cases) {
    const weight = 2 ** ((one.until - on) / half);
    count(base, one.days, one.decided, weight);
    for (const { stage, spent, load } of one.landmarks) {
      const at = Math.min(spent, last);
      put(keyOf(stage, at), one.days - spent, one, weight);
      put(keyOf(stage, at, bandOf(load, cuts)), one.days - spent, one, weight);
    }
  }
  return { base, cells, cuts, last, decided: decided.length };
}

// As many pretended cases as a wider cell weighs.
const lean = { service: 8, stage: 15, band: 15 } as const;

/** How long is left for a case of this cell, as chances of working days. */
export function chancesLeft({ base, cells, last }: Fit, { stage, spent, band }: Cell, pooled: (day: number) => number): readonly number[] {
  const at = Math.min(spent, last);
  const service = hazardOf(base, pooled, lean.service);
  const ofStage = hazardOf(cells.get(keyOf(stage, at)) ?? noCounts(), (day) => service(at + day), lean.stage);
  return chances(hazardOf(cells.get(keyOf(stage, at, band)) ?? noCounts(), ofStage, lean.band));
}

export function cellOf({ stage, spent, load }: Landmark, { cuts, last }: Fit): Cell {
  return { stage, spent: Math.min(spent, last), band: bandOf(load, cuts) };
}
