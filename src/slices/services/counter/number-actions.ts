import type { AgencyId, PersonId, UnitId } from '#slices/directory';
import { scopeFor } from '#platform/access';
import { type Ctx, together } from '#platform/context';
import { once, type Tx } from '#platform/db';
import { newCode, newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import type { Instant } from '#platform/time';
import { findApplicationByTicket } from '../applications/store.ts';
import { counterSet, numberMoved } from '../events.ts';
import type { ApplicationId, CounterId, NumberFact, NumberId, NumberLane, PriorityGround, ServiceId } from '../model.ts';
import { permissions } from '../permissions.ts';
import { servicesByIds } from '../standards/store.ts';
import { callsInARow, isOpenAt, mayBeAbsent, minuteOf, moveNumber, nextNumber, waitsFor } from './rules.ts';
import {
  countCalls,
  type CounterRow,
  countersOf,
  counterWithin,
  insertCall,
  insertNumber,
  lanesCalled,
  lockDay,
  nextOfDay,
  nextStep,
  numberOf,
  type NumberRow,
  numbersOf,
  saveCounter,
  updateNumber,
} from './store.ts';

export type CounterInput = {
  readonly unitId: UnitId;
  readonly name: string;
  readonly opens_minute: number;
  readonly closes_minute: number;
  readonly serviceIds: readonly ServiceId[];
  readonly inUse: boolean;
};

/** Sets up a counter, or changes one. Which services it serves stands in the public log. */
export async function setCounter(ctx: Ctx, agencyId: AgencyId, input: CounterInput, known?: CounterId): Promise<CounterId> {
  if (input.opens_minute >= input.closes_minute) orRefuse(refuse('closes-before', { fields: { closes: 'closes-before' } }));
  return ctx.transact(async (tx) => {
    const services = await servicesByIds(tx, input.serviceIds);
    const own = input.serviceIds.filter((id) => services.get(id)?.unitId === input.unitId);
    if (own.length === 0) orRefuse(refuse('services-required', { fields: { services: 'services-required' } }));
    const id = known ?? newId<'counter'>(ctx.now.epochMilliseconds);
    const { name, opens_minute, closes_minute, inUse } = input;
    await saveCounter(tx, { agency_id: agencyId, id, unit_id: input.unitId, name, opens_minute, closes_minute, service_ids: own, in_use: inUse });
    await emit(tx, ctx, counterSet, { counter: id, unit: input.unitId, services: own, inUse }, { agencyId });
    return id;
  });
}

async function tell(tx: Tx, ctx: Ctx, row: NumberRow, fact: NumberFact, counter: CounterId | null): Promise<void> {
  const payload = {
    token: row.token,
    unit: row.unit_id,
    day: row.day_on.toString(),
    number: row.number,
    lane: row.lane,
    service: row.service_id,
    standsAt: row.stands_at.toString(),
    fact,
    step: await nextStep(tx, row),
    counter,
    at: ctx.now.toString({ smallestUnit: 'millisecond' }),
  };
  await emit(tx, ctx, numberMoved, payload, { agencyId: row.agency_id });
}

export type Issuing = {
  readonly unitId: UnitId;
  /** None: information. */
  readonly serviceId: ServiceId | null;
  readonly lane: NumberLane;
  readonly ground: PriorityGround | null;
  /** The hour of an appointment. */
  readonly standsAt?: Instant | undefined;
  /** The case about which somebody comes. */
  readonly applicationId: ApplicationId | null;
};

/** Gives the next number of the day. The unit's day is held until it is written: no number twice, none left out. */
export async function giveNumber(tx: Tx, ctx: Ctx, input: Issuing): Promise<NumberRow> {
  const agency_id = ctx.agency.id as AgencyId;
  const counters = (await countersOf(tx, agency_id, input.unitId)).filter((one) => isOpenAt(one, minuteOf(ctx.now, ctx.zone)));
  if (!counters.some((one) => input.serviceId === null || one.service_ids.includes(input.serviceId)))
    orRefuse(refuse('counters-closed', { fields: { service: 'counters-closed' } }));
  const next = await nextOfDay(tx, { agency_id, unit_id: input.unitId, day_on: ctx.today }, ctx.now);
  const row: NumberRow = {
    agency_id,
    id: newId<'queue-number'>(ctx.now.epochMilliseconds),
    unit_id: input.unitId,
    day_on: ctx.today,
    number: next.number,
    lane: input.lane,
    ground: input.ground,
    service_id: input.serviceId,
    application_id: input.applicationId,
    token: newCode(100),
    issued_at: ctx.now,
    stands_at: input.standsAt ?? next.at,
    state: 'waiting',
    counter_id: null,
    called_at: null,
    done_at: null,
  };
  await insertNumber(tx, row);
  await tell(tx, ctx, row, 'issued', null);
  return row;
}

// Whether such a case exists is told to nobody: the clerk sees it, who takes the number does not.
async function caseOf(tx: Tx, { ticket, unitId, serviceId }: Taking): Promise<ApplicationId | null> {
  const row = ticket ? await findApplicationByTicket(tx, ticket) : undefined;
  return row && row.unit_id === unitId && row.service_id === serviceId ? row.id : null;
}

type Taking = Pick<Issuing, 'unitId' | 'serviceId' | 'ground'> & {
  /** The number of the case about which somebody comes. */
  readonly ticket: string | undefined;
  /** Of the form: a second press gives the same number. */
  readonly key: string;
};

/** Who comes takes a number: in the priority lane with its ground, else in the regular one. */
export async function takeNumber(ctx: Ctx, { key, ...input }: Taking): Promise<{ readonly token: string }> {
  return ctx.transact((tx) =>
    once(tx, { actor: `kiosk:${input.unitId}`, key, action: 'services.take-number', now: ctx.now }, async () => {
      const { unitId, serviceId, ground } = input;
      const applicationId = await caseOf(tx, { ...input, key });
      const { token } = await giveNumber(tx, ctx, { unitId, serviceId, ground, lane: ground ? 'priority' : 'regular', applicationId });
      return { token };
    }),
  );
}

type AtCounter = { readonly counter: CounterRow; readonly personId: PersonId };

/** The counter of who acts, with the unit's day held: two who call at once wait for each other. */
async function atCounter(tx: Tx, ctx: Ctx, id: CounterId): Promise<AtCounter> {
  if (ctx.actor.kind !== 'staff') throw problems.forbidden();
  const counter = await counterWithin(tx, id, scopeFor(ctx.actor, permissions['services.work']));
  if (!counter) throw problems.notFound();
  await lockDay(tx, { ...counter, day_on: ctx.today });
  return { counter, personId: ctx.actor.personId as PersonId };
}

/** Calls the number whose turn it is; undefined when none waits. Which one is nobody's choice. */
export async function callNext(ctx: Ctx, counterId: CounterId): Promise<NumberId | undefined> {
  return ctx.transact(async (tx) => {
    const { counter, personId } = await atCounter(tx, ctx, counterId);
    const [numbers, lanes] = await together([numbersOf(tx, { ...counter, day_on: ctx.today }), lanesCalled(tx, counter, ctx.today)]);
    if (numbers.some((one) => one.state === 'called' && one.counter_id === counter.id)) orRefuse(refuse('number-open'));
    const waiting = numbers.filter((one) => waitsFor(one, counter));
    const next = nextNumber(waiting, callsInARow(lanes), ctx.now);
    if (!next) return undefined;
    await together([
      updateNumber(tx, next, { state: orRefuse(moveNumber(next.state, 'called')), counter_id: counter.id, called_at: ctx.now }),
      insertCall(tx, next, { at: ctx.now, counter_id: counter.id, person_id: personId, is_recall: false }),
      tell(tx, ctx, next, 'called', counter.id),
    ]);
    return next.id;
  });
}

type Act = { readonly counterId: CounterId; readonly numberId: NumberId };

/** The number that stands at this counter, held. */
async function standing(tx: Tx, ctx: Ctx, { counterId, numberId }: Act): Promise<AtCounter & { readonly row: NumberRow }> {
  const at = await atCounter(tx, ctx, counterId);
  const row = await numberOf(tx, { ...at.counter, day_on: ctx.today }, numberId);
  if (!row) throw problems.notFound();
  if (row.state !== 'called' || row.counter_id !== counterId) orRefuse(refuse('number-state'));
  return { ...at, row };
}

export async function callAgain(ctx: Ctx, act: Act): Promise<void> {
  await ctx.transact(async (tx) => {
    const { counter, personId, row } = await standing(tx, ctx, act);
    await together([
      insertCall(tx, row, { at: ctx.now, counter_id: counter.id, person_id: personId, is_recall: true }),
      tell(tx, ctx, row, 'recalled', counter.id),
    ]);
  });
}

/** Closes a number: its owner was served, or did not come though called twice. */
export async function finishNumber(ctx: Ctx, { outcome, ...act }: Act & { readonly outcome: 'served' | 'no-show' }): Promise<void> {
  await ctx.transact(async (tx) => {
    const { counter, row } = await standing(tx, ctx, act);
    if (outcome === 'no-show') orRefuse(mayBeAbsent(await countCalls(tx, row)));
    await together([updateNumber(tx, row, { state: orRefuse(moveNumber(row.state, outcome)), done_at: ctx.now }), tell(tx, ctx, row, outcome, counter.id)]);
  });
}

/** Sends who stands here to another counter of the unit; there the number keeps its place. */
export async function passOn(ctx: Ctx, { to, ...act }: Act & { readonly to: CounterId }): Promise<void> {
  await ctx.transact(async (tx) => {
    const { counter, row } = await standing(tx, ctx, act);
    const other = (await countersOf(tx, counter.agency_id, counter.unit_id)).find((one) => one.id === to && one.id !== counter.id);
    if (!other) return orRefuse(refuse('no-such-counter', { fields: { to: 'no-such-counter' } }));
    await together([
      updateNumber(tx, row, { state: orRefuse(moveNumber(row.state, 'waiting')), counter_id: other.id, called_at: null }),
      tell(tx, ctx, row, 'passed-on', other.id),
    ]);
  });
}
