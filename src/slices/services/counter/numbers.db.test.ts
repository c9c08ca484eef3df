import { beforeAll, describe, expect, test } from 'vitest';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { testAgency, testDatabase } from '#test/db';
import { type Actor, anonymous } from '#platform/access';
import { type Ctx, ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { newCode } from '#platform/ids';
import type { AgencyId, UnitId } from '#slices/directory';
import type { CounterId, NumberFact, NumberLane, PriorityGround, ServiceId } from '../model.ts';
import type { Service } from '../standards/store.ts';
import { make } from '../testing.ts';
import { callAgain, callNext, finishNumber, passOn, setCounter, takeNumber } from './number-actions.ts';
import { callsInARow, nextNumber, numberLabel, waitsFor } from './rules.ts';
import { findNumber, lastCalls, numbersOf } from './store.ts';

const database = testDatabase();
/** Nine in the morning at the agency. */
const nine = Temporal.Instant.from('2026-11-24T01:00:00Z');
const live = (minutes = 0, actor: Actor = anonymous): Ctx =>
  ctxOn(database.app, 'all', { actor, now: nine.add({ minutes }), lang: 'id', agency: testAgency, requestId: 'test' });
const agencyId = testAgency.id as AgencyId;

type Place = { readonly unitId: UnitId; readonly services: readonly Service[]; readonly counters: readonly CounterId[]; readonly clerks: readonly MadeStaff[] };
const stranger: { one?: MadeStaff } = {};

/** A unit of its own for each test: two counters, the second of which serves the second service only. */
async function unitWithCounters(): Promise<Place> {
  const ctx = live();
  const unit = await directory.unit(ctx);
  const services = [await make.service(ctx, { unitId: unit.id }), await make.service(ctx, { unitId: unit.id })];
  const set = (name: string, serviceIds: readonly ServiceId[]) =>
    setCounter(ctx, agencyId, { unitId: unit.id, name, opens_minute: 8 * 60, closes_minute: 16 * 60, serviceIds, inUse: true });
  const ids = services.map((one) => one.id);
  const counters = [await set('Loket 1', ids), await set('Loket 2', ids.slice(1))];
  const staff = () => directory.staff(ctx, { unitId: unit.id, roles: ['officer'] });
  return { unitId: unit.id, services, counters, clerks: [await staff(), await staff()] };
}

beforeAll(async () => {
  const ctx = live();
  await directory.home(ctx);
  stranger.one = await directory.staff(ctx, { unitId: (await directory.unit(ctx)).id, roles: ['officer'] });
});

async function take(place: Place, minutes: number, options: { service?: number; ground?: PriorityGround; key?: string } = {}) {
  const { service = 0, ground = null, key = newCode() } = options;
  const { token } = await takeNumber(live(minutes), { unitId: place.unitId, serviceId: place.services[service]!.id, ground, ticket: undefined, key });
  return (await live().read((tx) => findNumber(tx, token)))!;
}

const as = (place: Place, minutes: number, clerk = 0) => live(minutes, place.clerks[clerk]!.actor);

/** Calls, serves and calls again: the labels in the order in which they were called. */
async function callAll(place: Place, from: number, counter = 0): Promise<readonly string[]> {
  const labels: string[] = [];
  for (let minute = from; ; minute += 2) {
    const id = await callNext(as(place, minute), place.counters[counter]!);
    if (!id) return labels;
    const row = (await live().read((tx) => numbersOf(tx, { agency_id: agencyId, unit_id: place.unitId, day_on: live(minute).today }))).find(
      (one) => one.id === id,
    );
    labels.push(numberLabel(row!));
    await finishNumber(as(place, minute + 1), { counterId: place.counters[counter]!, numberId: id, outcome: 'served' });
  }
}

type Fact = {
  readonly token: string;
  readonly number: number;
  readonly lane: NumberLane;
  readonly service: string | null;
  readonly standsAt: string;
  readonly fact: NumberFact;
  readonly step: number;
  readonly counter: string | null;
  readonly at: string;
};

/** From the public log alone: each call that the rule would not have made at that moment. */
async function calledOutOfTurn(unitId: string): Promise<{ readonly calls: number; readonly wrong: readonly Fact[] }> {
  const { sets, facts } = await live().read(async (tx) => ({
    sets: (
      await sql<{ payload: { counter: string; services: string[] } }>`select payload from outbox.events
      where kind = 'services.counter-set' and ledger = 'public' and payload->>'unit' = ${unitId} order by occurred_at, id`.execute(tx)
    ).rows,
    facts: (
      await sql<{ payload: Fact }>`select payload from outbox.events
      where kind = 'services.number-moved' and ledger = 'public' and payload->>'unit' = ${unitId} order by payload->>'day', (payload->>'step')::int`.execute(tx)
    ).rows,
  }));
  const counters = new Map(sets.map(({ payload }) => [payload.counter, payload.services]));
  const numbers = new Map<
    string,
    {
      number: number;
      lane: NumberLane;
      stands_at: Temporal.Instant;
      state: 'waiting' | 'called' | 'served' | 'no-show';
      counter_id: string | null;
      service_id: string | null;
    }
  >();
  const lanes = new Map<string, NumberLane[]>();
  const wrong: Fact[] = [];
  let calls = 0;
  expect(facts.map(({ payload }) => payload.step)).toEqual(facts.map((_fact, at) => at + 1));
  for (const { payload: fact } of facts) {
    const known = numbers.get(fact.token) ?? {
      number: fact.number,
      lane: fact.lane,
      stands_at: Temporal.Instant.from(fact.standsAt),
      state: 'waiting' as const,
      counter_id: null,
      service_id: fact.service,
    };
    if (fact.fact === 'called' && fact.counter) {
      calls += 1;
      const counter = { id: fact.counter, service_ids: counters.get(fact.counter) ?? [] };
      const called = lanes.get(fact.counter) ?? [];
      const due = nextNumber(
        [...numbers.values()].filter((one) => waitsFor(one, counter)),
        callsInARow(called),
        Temporal.Instant.from(fact.at),
      );
      if (due?.number !== fact.number) wrong.push(fact);
      lanes.set(fact.counter, [fact.lane, ...called]);
    }
    const state = fact.fact === 'called' || fact.fact === 'recalled' ? 'called' : fact.fact === 'passed-on' || fact.fact === 'issued' ? 'waiting' : fact.fact;
    numbers.set(fact.token, { ...known, state, counter_id: fact.fact === 'issued' ? null : fact.counter });
  }
  return { calls, wrong };
}

describe('numbers of a day', () => {
  test('begin at one each day in the zone of the agency, at each unit', async () => {
    const [here, there] = [await unitWithCounters(), await unitWithCounters()];
    const late = { minutes: 0 };
    const label = async (place: Place, minutes: number) => numberLabel(await take(place, minutes + late.minutes));
    expect([await label(here, 0), await label(here, 1), await label(there, 1)]).toEqual(['A-001', 'A-002', 'A-001']);
    // Eight in the morning of the next day is midnight in Greenwich; seven hours before, it is still the day before there.
    expect(await label(here, 24 * 60 - 30)).toBe('A-001');
  });

  test('C8: a hundred that are taken at once are a hundred numbers without a gap', async () => {
    const place = await unitWithCounters();
    const taken = await Promise.all(Array.from({ length: 100 }, () => take(place, 0)));
    expect(taken.map((one) => one.number).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_none, at) => at + 1));
  });

  test('C1: a second press on the kiosk gives the number of the first', async () => {
    const place = await unitWithCounters();
    const pressed = await Promise.all([take(place, 0, { key: 'once' }), take(place, 0, { key: 'once' }), take(place, 1, { key: 'once' })]);
    expect(new Set(pressed.map((one) => one.token)).size).toBe(1);
    expect((await take(place, 2)).number).toBe(2);
  });

  test('are not given while no counter for the service is open', async () => {
    const place = await unitWithCounters();
    await expect(take(place, -120)).rejects.toMatchObject({ refusal: { fields: { service: 'counters-closed' } } });
    await expect(take(place, 7 * 60)).rejects.toMatchObject({ refusal: { code: 'counters-closed' } });
    await setCounter(
      live(),
      agencyId,
      { unitId: place.unitId, name: 'Loket 1', opens_minute: 480, closes_minute: 960, serviceIds: [place.services[0]!.id], inUse: false },
      place.counters[0],
    );
    await expect(take(place, 0)).rejects.toMatchObject({ refusal: { code: 'counters-closed' } });
    expect((await take(place, 0, { service: 1 })).number).toBe(1);
  });
});

describe('calling', () => {
  test('goes by arrival, one of the priority lane between two regular ones, so that neither waits for ever', async () => {
    const place = await unitWithCounters();
    for (const [minute, ground] of [[0], [1], [2, 'lansia'], [3, 'hamil'], [4], [5, 'difabel']] as const) await take(place, minute, ground ? { ground } : {});
    expect(await callAll(place, 10)).toEqual(['P-003', 'A-001', 'P-004', 'A-002', 'P-006', 'A-005']);
    expect(await calledOutOfTurn(place.unitId)).toEqual({ calls: 6, wrong: [] });
  });

  test('at a counter takes only what it serves', async () => {
    const place = await unitWithCounters();
    await take(place, 0, { service: 0 });
    const second = await take(place, 1, { service: 1 });
    expect(await callNext(as(place, 2, 1), place.counters[1]!)).toBe(second.id);
    expect(await callNext(as(place, 3), place.counters[0]!)).toBeDefined();
  });

  test('C8: two clerks who call at once never get the same number, and all are called', async () => {
    const place = await unitWithCounters();
    for (let one = 0; one < 12; one += 1) await take(place, one, { service: 1 });
    const called: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      const ids = await Promise.all([0, 1].map((at) => callNext(as(place, 20 + round, at), place.counters[at]!)));
      expect(new Set(ids).size).toBe(2);
      called.push(...ids.map(String));
      await Promise.all(
        ids.map((numberId, at) => finishNumber(as(place, 20 + round, at), { counterId: place.counters[at]!, numberId: numberId!, outcome: 'served' })),
      );
    }
    expect(new Set(called).size).toBe(12);
    expect((await calledOutOfTurn(place.unitId)).wrong).toEqual([]);
  });

  test('C1: a second press while somebody stands at the counter calls nobody', async () => {
    const place = await unitWithCounters();
    await take(place, 0);
    await take(place, 1);
    const pressed = await Promise.allSettled([callNext(as(place, 2), place.counters[0]!), callNext(as(place, 2), place.counters[0]!)]);
    expect(pressed.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(pressed.find((one) => one.status === 'rejected')).toMatchObject({ reason: { refusal: { code: 'number-open' } } });
  });

  test('who does not come is called again before the number is closed', async () => {
    const place = await unitWithCounters();
    const one = await take(place, 0);
    const act = { counterId: place.counters[0]!, numberId: one.id };
    await callNext(as(place, 1), act.counterId);
    await expect(finishNumber(as(place, 2), { ...act, outcome: 'no-show' })).rejects.toMatchObject({ refusal: { code: 'call-again-first' } });
    await callAgain(as(place, 3), act);
    await finishNumber(as(place, 4), { ...act, outcome: 'no-show' });
    await expect(finishNumber(as(place, 5), { ...act, outcome: 'served' })).rejects.toMatchObject({ refusal: { code: 'number-state' } });
    const [shown] = await live().read((tx) => lastCalls(tx, { agency_id: agencyId, unit_id: place.unitId, day_on: live().today }, 5));
    expect(shown).toMatchObject({ number: 1, counter: 'Loket 1', state: 'no-show' });
  });

  test('who is passed on keeps the place at the other counter', async () => {
    const place = await unitWithCounters();
    const first = await take(place, 0);
    await take(place, 1, { service: 1 });
    await callNext(as(place, 2), place.counters[0]!);
    const act = { counterId: place.counters[0]!, numberId: first.id };
    await expect(passOn(as(place, 3), { ...act, to: place.counters[0]! })).rejects.toMatchObject({ refusal: { code: 'no-such-counter' } });
    await passOn(as(place, 3), { ...act, to: place.counters[1]! });
    expect(await callNext(as(place, 4, 1), place.counters[1]!)).toBe(first.id);
    expect(await calledOutOfTurn(place.unitId)).toEqual({ calls: 2, wrong: [] });
  });

  test('A1: a counter of another unit does not exist for a clerk', async () => {
    const place = await unitWithCounters();
    const one = await take(place, 0);
    const far = live(1, stranger.one!.actor);
    const act = { counterId: place.counters[0]!, numberId: one.id };
    await callNext(as(place, 1), act.counterId);
    for (const acting of [
      () => callNext(far, act.counterId),
      () => callAgain(far, act),
      () => finishNumber(far, { ...act, outcome: 'served' }),
      () => passOn(far, { ...act, to: place.counters[1]! }),
    ])
      await expect(acting()).rejects.toMatchObject({ status: 404 });
    await expect(callNext(live(1), act.counterId)).rejects.toMatchObject({ status: 403 });
  });
});
