import type { QueueFact } from '../model.ts';
import { type AlarmKind, alarmsOf, monthsOf } from './detector.ts';
import { casesOf, monthOf, type PublicFact, startOfMonth } from './rules.ts';

/*
 * Queues as they could be, for judging the detector: honest ones that differ from each other, and some in which officers put
 * favourites first. The same seed gives the same house.
 */

export type Scheme = 'priority' | 'urgent' | 'parking' | 'holding';
export const schemes: readonly Scheme[] = ['priority', 'urgent', 'parking', 'holding'];
/** By which kind of alarm a scheme is to be found. */
export const betrays: Readonly<Record<Scheme, AlarmKind>> = { priority: 'priority', urgent: 'urgent', parking: 'parked', holding: 'held' };

export type House = {
  readonly facts: readonly PublicFact[];
  /** Where favourites were served, by queue and month; with the tokens of the cases that were jumped, parked or held for them. */
  readonly planted: ReadonlyMap<string, { readonly scheme: Scheme; readonly tokens: ReadonlySet<string> }>;
  readonly queueMonths: number;
};

export type Setting = {
  readonly seed: number;
  readonly queues: number;
  readonly months: number;
  readonly aMonth: number;
  readonly corrupt: number;
  readonly favoured: number;
};

const hour = 3_600_000;
const day = 24 * hour;
const month = 30 * day;
const start = Date.parse('2025-12-31T17:00:00Z');

class Chance {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
  below(share: number): boolean {
    return this.next() < share;
  }
  wait(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }
  /** Around 1, with the spread of honest queues: between a half and twice, mostly. */
  around(spread = 0.35): number {
    return Math.exp(spread * Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next()));
  }
}

type Arriving = { readonly token: string; readonly at: number; readonly first: string | null; readonly favourite: boolean };
type Nature = { readonly priority: number; readonly urgent: number; readonly paused: number; readonly slow: number };

type Desk = {
  readonly chance: Chance;
  /** As it is in this month: seasons differ too. */
  readonly natureAt: (at: number) => Nature;
  readonly name: string;
  readonly aMonth: number;
  readonly end: number;
  readonly favoured: number;
  readonly schemeAt: (at: number) => Scheme | undefined;
  readonly tell: (token: string, fact: QueueFact, at: number, reason?: string | null) => void;
  /** That a case was jumped with, parked or held for a favourite. */
  readonly touch: (at: number, token: string) => void;
};

function arrivals({ chance, natureAt, schemeAt, name, aMonth, end, favoured }: Desk): readonly Arriving[] {
  const all: Arriving[] = [];
  for (let at = start + chance.wait(month / aMonth), n = 0; at < end; at += chance.wait(month / aMonth), n += 1) {
    const scheme = schemeAt(at);
    const favourite = scheme !== undefined && chance.below(favoured);
    const urgent = chance.below(0.7) ? 'hukum' : 'pengadilan';
    const nature = natureAt(at);
    const honest = chance.below(nature.priority) ? 'prioritas' : chance.below(nature.urgent) ? urgent : null;
    const bought = scheme === 'priority' ? 'prioritas' : scheme === 'urgent' ? urgent : null;
    all.push({ token: `${name}-${n}`, at, first: favourite && bought ? bought : honest, favourite });
  }
  return all;
}

/** Decided an hour after it was taken, or after a while that it lies aside, or once its file is complete. */
function finish({ chance, natureAt, tell }: Desk, { token }: Arriving, taken: number): void {
  const nature = natureAt(taken);
  const rest = hour + (chance.below(0.12) ? chance.wait(nature.slow) : 0);
  if (!chance.below(nature.paused)) return tell(token, 'decided', taken + rest);
  const back = taken + hour + day + chance.wait(2 * day);
  tell(token, 'paused', taken + hour, 'berkas');
  tell(token, 'resumed', back);
  tell(token, 'decided', back + rest);
}

/** Taken and sent back for nothing, so that the one behind is next in its turn. */
function park({ chance, tell, touch }: Desk, { token }: Arriving, at: number): void {
  const back = at + 2 * day + chance.wait(day);
  tell(token, 'taken', at);
  tell(token, 'paused', at + hour / 4, 'berkas');
  tell(token, 'resumed', back);
  tell(token, 'decided', back + hour);
  touch(at, token);
}

const parkedFor = 3;
const heldFor = 2;

/** The next is taken when the last has been read; who has a reason to be first is. */
function serve(desk: Desk): void {
  const { chance, tell, touch, schemeAt, aMonth } = desk;
  const coming = arrivals(desk);
  for (const one of coming) tell(one.token, 'arrived', one.at);
  const line: Arriving[] = [];
  let [next, free, toHold] = [0, start, 0];
  while (next < coming.length || line.length > 0) {
    if (line.length === 0) free = Math.max(free, coming[next]!.at);
    for (; next < coming.length && coming[next]!.at <= free; next += 1) line.push(coming[next]!);
    const scheme = schemeAt(free);
    const favourite = line.findIndex((one) => one.favourite);
    if (scheme === 'parking' && favourite > 0) for (const one of line.splice(0, Math.min(favourite, parkedFor))) park(desk, one, free);
    const jumps = line.findIndex((one) => one.first !== null);
    const [one] = line.splice(Math.max(0, jumps), 1) as [Arriving];
    tell(one.token, 'taken', free, jumps > 0 ? one.first : null);
    if (one.favourite && jumps > 0 && (scheme === 'priority' || scheme === 'urgent')) touch(free, one.token);
    if (one.favourite && scheme === 'holding') toHold += heldFor;
    if (!one.favourite && scheme === 'holding' && toHold > 0) {
      toHold -= 1;
      touch(free, one.token);
      tell(one.token, 'decided', free + 8 * day + chance.wait(2 * day));
    } else finish(desk, one, free);
    free += chance.wait((0.85 * month) / aMonth);
  }
}

export function simulatedHouse({ seed, queues, months, aMonth, corrupt, favoured }: Setting): House {
  const chance = new Chance(seed);
  const facts: PublicFact[] = [];
  const planted = new Map<string, { scheme: Scheme; tokens: Set<string> }>();
  const names = Array.from({ length: months + 1 }, (_none, at) => new Date(Date.UTC(2026, at, 1)).toISOString().slice(0, 7));
  for (let at = 0; at < queues; at += 1) {
    const name = `q${at}`;
    const plan = new Map(
      names.slice(0, months).flatMap((one) => (chance.below(corrupt) ? [[one, schemes[Math.floor(chance.next() * schemes.length)]!] as const] : [])),
    );
    const nature = { priority: 0.025 * chance.around(), urgent: 0.008 * chance.around(), paused: 0.07 * chance.around(), slow: 1.5 * day * chance.around() };
    const season = (share: number) => share * chance.around(0.15);
    const natures = new Map(
      names.map((one) => [one, { priority: season(nature.priority), urgent: season(nature.urgent), paused: season(nature.paused), slow: season(nature.slow) }]),
    );
    serve({
      chance,
      name,
      natureAt: (moment) => natures.get(monthOf(moment)) ?? nature,
      aMonth: Math.round(aMonth * chance.around()),
      end: startOfMonth(names[months]!),
      favoured,
      schemeAt: (moment) => plan.get(monthOf(moment)),
      tell: (token, fact, moment, reason = null) => facts.push({ token, service: name, unit: 'u', fact, reason, at: new Date(moment).toISOString() }),
      touch(moment, token) {
        const scheme = plan.get(monthOf(moment));
        const key = `${name} ${monthOf(moment)}`;
        const held = planted.get(key) ?? { scheme: scheme!, tokens: new Set<string>() };
        if (scheme) planted.set(key, { ...held, tokens: held.tokens.add(token) });
      },
    });
  }
  return { facts: facts.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)), planted, queueMonths: queues * months };
}

export type Judged = {
  /** Planted cases, and how many of them an alarm of the right kind names. */
  readonly planted: number;
  readonly found: number;
  /** Queues and months in which something was planted; and those with an alarm. */
  readonly guilty: number;
  readonly caught: number;
  /** Queues and months in which all was honest; and those with an alarm all the same. */
  readonly honest: number;
  readonly accused: number;
  /** Honest cases, and how many of them an alarm names. */
  readonly others: number;
  readonly named: number;
};

/**
 * What counts as planted: a queue and month in which at least a tenth of the cases, and twelve, were jumped with, parked or held
 * for somebody. What lies below is not judged here; the decision record says what the detector cannot see.
 */
const isPlanted = (touched: number, taken: number) => touched >= 12 && touched >= taken / 10;

/** What the detector makes of a house, from its facts alone. */
export function judged(house: House): Judged {
  const cases = casesOf(house.facts);
  const last = Date.parse(house.facts.at(-1)!.at);
  const months = Array.from(Map.groupBy(cases.values(), (one) => one.service).values()).flatMap((own) => monthsOf(own, last));
  const alarms = Map.groupBy(alarmsOf(months), (one) => `${one.service} ${one.month}`);
  const sum = { planted: 0, found: 0, guilty: 0, caught: 0, honest: 0, accused: 0, others: 0, named: 0 };
  for (const { service, month: name, taken } of months) {
    const key = `${service} ${name}`;
    const guilt = house.planted.get(key);
    const own = alarms.get(key) ?? [];
    const tokens = new Set(own.flatMap((one) => one.tokens));
    if (guilt && isPlanted(guilt.tokens.size, taken)) {
      const right = new Set(own.filter((one) => one.kind === betrays[guilt.scheme]).flatMap((one) => one.tokens));
      sum.guilty += 1;
      sum.caught += right.size > 0 ? 1 : 0;
      sum.planted += guilt.tokens.size;
      sum.found += Array.from(guilt.tokens).filter((token) => right.has(token)).length;
    } else if (!guilt) {
      sum.honest += 1;
      sum.accused += own.length > 0 ? 1 : 0;
    }
    sum.others += taken - (guilt?.tokens.size ?? 0);
    sum.named += Array.from(tokens).filter((token) => !guilt?.tokens.has(token)).length;
  }
  return sum;
}
