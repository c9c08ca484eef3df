import { type AgencyId, type UnitId, unitsOf } from '#slices/directory';
import { type Ctx, together } from '#platform/context';
import type { Tx } from '#platform/db';
import { problems } from '#platform/problem';
import { formatTime } from '#platform/time';
import type { Lang, Text } from '#platform/words';
import type { ServiceId } from '../model.ts';
import { type ServiceName, serviceNames } from '../standards/store.ts';
import { inOrder, isOpenAt, minuteOf, numberLabel, waitRange, type WaitRange, waitsFor } from './rules.ts';
import { type CounterRow, countersOf, lastCalls, type NumberRow, numbersOf } from './store.ts';

/** The name of a unit as it stands in addresses. */
export function slugOf(unit: { readonly code: string }): string {
  return unit.code.toLowerCase();
}

/** `08.00`, or `08:00`. */
export function clockText(minute: number, lang: Lang): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}${lang === 'id' ? '.' : ':'}${two(minute % 60)}`;
}

export function counterFacts(ctx: Ctx, counter: CounterRow, names: readonly ServiceName[]) {
  return {
    id: counter.id,
    name: counter.name,
    hours: [clockText(counter.opens_minute, ctx.lang), clockText(counter.closes_minute, ctx.lang)] as const,
    services: names.filter((one) => counter.service_ids.includes(one.id)).map((one) => one.name),
    isOpen: isOpenAt(counter, minuteOf(ctx.now, ctx.zone)),
    inUse: counter.in_use,
  };
}

export type OpenUnit = {
  readonly id: UnitId;
  readonly slug: string;
  readonly name: string;
  readonly rows: readonly CounterRow[];
  readonly services: readonly { readonly id: ServiceId; readonly name: Text }[];
  readonly counters: readonly ReturnType<typeof counterFacts>[];
};

/** Units that have counters in use, by name. */
export async function unitsWithCounters(tx: Tx, ctx: Ctx): Promise<readonly OpenUnit[]> {
  const [units, counters, names] = await together([unitsOf(tx, ctx.agency.id as AgencyId), countersOf(tx, ctx.agency.id), serviceNames(tx, ctx.agency.id)]);
  return units.flatMap((unit) => {
    const own = counters.filter((counter) => counter.unit_id === unit.id);
    if (own.length === 0) return [];
    return {
      id: unit.id,
      slug: slugOf(unit),
      name: unit.name,
      rows: own,
      services: names.filter((name) => own.some((counter) => counter.service_ids.includes(name.id))),
      counters: own.map((counter) => counterFacts(ctx, counter, names)),
    };
  });
}

export async function unitBySlug(tx: Tx, ctx: Ctx, slug: string): Promise<OpenUnit> {
  const unit = (await unitsWithCounters(tx, ctx)).find((one) => one.slug === slug);
  if (!unit) throw problems.notFound();
  return unit;
}

const shownCalls = 6;

/** What a waiting room needs to know: the numbers called last, and how many wait. */
export async function boardOf(tx: Tx, ctx: Ctx, unit: OpenUnit) {
  const day = { agency_id: ctx.agency.id as AgencyId, unit_id: unit.id, day_on: ctx.today };
  const [calls, numbers] = await together([lastCalls(tx, day, shownCalls), numbersOf(tx, day)]);
  return {
    unit,
    calls: calls.map((call) => ({ label: numberLabel(call), counter: call.counter, state: call.state })),
    waiting: numbers.filter((one) => one.state === 'waiting').length,
  };
}

export type Wait = { readonly ahead: number; readonly range: WaitRange | undefined; readonly served: number };

/** How many come before a number at the counters that can call it, and how long that takes. */
export function waitOf(ctx: Ctx, mine: NumberRow, numbers: readonly NumberRow[], counters: readonly CounterRow[]): Wait {
  const calling = counters.filter((counter) => waitsFor(mine, counter));
  const waiting = numbers.filter((one) => calling.some((counter) => waitsFor(one, counter)));
  const here = numbers.filter((one) => calling.some((counter) => counter.id === one.counter_id));
  const times = here.flatMap((one) => (one.state === 'served' && one.called_at && one.done_at ? one.called_at.until(one.done_at).total('seconds') : []));
  const active = calling.filter((counter) => here.some((one) => one.counter_id === counter.id && one.called_at !== null));
  const ahead = Math.max(
    0,
    inOrder(waiting, 0, ctx.now).findIndex((one) => one.id === mine.id),
  );
  const inService = here.filter((one) => one.state === 'called').length;
  return { ahead, range: waitRange(times, { ahead, inService, counters: active.length }), served: times.length };
}

export function sinceText(ctx: Ctx, row: NumberRow): string {
  return formatTime(row.stands_at, ctx.zone, ctx.lang);
}
