import { beforeAll, describe, expect, test } from 'vitest';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { testAgency, testDatabase } from '#test/db';
import { type Actor, anonymous } from '#platform/access';
import { type Ctx, ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import type { AgencyId } from '#slices/directory';
import { setCounter } from '../counter/number-actions.ts';
import { findNumber } from '../counter/store.ts';
import type { AppointmentId, PlanId } from '../model.ts';
import { type ServiceCard, servicesByIds } from '../standards/store.ts';
import { make } from '../testing.ts';
import { addPlan, arrive, bookAppointment, cancelAppointment, closePast, moveAppointment, remindOfTomorrow, stopPlan } from './actions.ts';
import { findAppointment, saveClosure, slotKey } from './store.ts';

const database = testDatabase();
/** Nine on a Tuesday morning at the agency. */
const nine = Temporal.Instant.from('2026-11-24T01:00:00Z');
const live = (minutes = 0, actor: Actor = anonymous): Ctx =>
  ctxOn(database.app, 'all', { actor, now: nine.add({ minutes }), lang: 'id', agency: testAgency, requestId: 'test' });
const agencyId = testAgency.id as AgencyId;

beforeAll(async () => {
  await directory.home(live());
});

type Place = { readonly service: ServiceCard; readonly plan: PlanId; readonly clerk: MadeStaff };

/** A unit of its own: Wednesdays from nine to eleven, by the hour, so many places. */
async function unitWithSlots(capacity: number): Promise<Place> {
  const ctx = live();
  const unit = await directory.unit(ctx);
  const made = await make.service(ctx, { unitId: unit.id });
  await setCounter(ctx, agencyId, { unitId: unit.id, name: 'Loket 1', opens_minute: 480, closes_minute: 960, serviceIds: [made.id], inUse: true });
  const plan = await addPlan(ctx, agencyId, {
    unit_id: unit.id,
    service_id: null,
    weekday: 3,
    starts_minute: 540,
    ends_minute: 660,
    slot_minutes: 60,
    capacity,
    from_on: ctx.today,
  });
  const service = (await ctx.read((tx) => servicesByIds(tx, [made.id]))).get(made.id)!;
  return { service, plan, clerk: await directory.staff(ctx, { unitId: unit.id, roles: ['officer'] }) };
}

/** Tomorrow at nine, or so many hours later. */
const slot = ({ plan }: Place, hours = 0) => slotKey(plan, nine.add({ hours: 24 + hours }));
const book = (place: Place, hours = 0, email = '', minutes = 0) =>
  bookAppointment(live(minutes), { service: place.service, slot: slot(place, hours), name: 'Siti Rahma', email, applicationId: undefined });

/** Who is asked to come again in a moment, since all lines are taken, does so. */
async function untilAnswered<T>(act: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if ((error as { status?: number }).status !== 503) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function counts({ plan }: Place): Promise<Readonly<Record<string, { readonly taken: number; readonly booked: number }>>> {
  const { rows } = await live().read((tx) =>
    sql<{ starts_at: Temporal.Instant; taken: number; booked: number }>`select s.starts_at, s.taken,
      (select count(*)::int from services.appointments a where a.plan_id = s.plan_id and a.starts_at = s.starts_at and a.state <> 'cancelled') as booked
      from services.slots s where s.plan_id = ${plan} order by 1`.execute(tx),
  );
  return Object.fromEntries(rows.map(({ starts_at, taken, booked }) => [starts_at.toString(), { taken, booked }]));
}

const codes = (results: readonly PromiseSettledResult<unknown>[]) =>
  results.map((one) => (one.status === 'fulfilled' ? 'done' : String((one.reason as { refusal?: { code: string } }).refusal?.code)));

describe('places', () => {
  test('C2: of 500 who book 30 places at the same moment exactly 30 have one, and the others are told that it is full', async () => {
    const place = await unitWithSlots(30);
    const results = codes(await Promise.allSettled(Array.from({ length: 500 }, () => untilAnswered(() => book(place)))));
    expect(results.filter((one) => one === 'done')).toHaveLength(30);
    expect(results.filter((one) => one === 'slot-full')).toHaveLength(470);
    expect(await counts(place)).toEqual({ '2026-11-25T01:00:00Z': { taken: 30, booked: 30 } });
  });

  test('C3: booking, moving and cancelling at once never takes more than there are, and lets none be lost', async () => {
    const place = await unitWithSlots(5);
    const first = await Promise.all(Array.from({ length: 5 }, () => book(place, 0)));
    const second = await Promise.all(Array.from({ length: 4 }, () => book(place, 1)));
    const acts = [
      ...first.slice(0, 3).map((id) => () => moveAppointment(live(1), id, slot(place, 1))),
      ...second.slice(0, 3).map((id) => () => moveAppointment(live(1), id, slot(place, 0))),
      ...[first[3]!, second[3]!].map((id) => () => cancelAppointment(live(1), id)),
      ...Array.from({ length: 6 }, (_none, at) => () => book(place, at % 2)),
    ];
    const results = codes(await Promise.allSettled(acts.map((act) => act())));
    expect(new Set(results)).toEqual(new Set(['done', 'slot-full']));
    for (const { taken, booked } of Object.values(await counts(place))) {
      expect(taken).toBe(booked);
      expect(taken).toBeLessThanOrEqual(5);
    }
  });

  test('cannot be booked on a closed day, in the past, after the pattern has ended, or in a slot that somebody made up', async () => {
    const place = await unitWithSlots(1);
    const refused = { refusal: { fields: { slot: 'no-such-slot' } } };
    await expect(book(place, 2)).rejects.toMatchObject(refused);
    await expect(book(place, -7 * 24)).rejects.toMatchObject(refused);
    await live().transact((tx) =>
      saveClosure(tx, { agency_id: agencyId, unit_id: place.service.unitId, day_on: Temporal.PlainDate.from('2026-11-25'), reason: 'Rapat' }),
    );
    await expect(book(place)).rejects.toMatchObject(refused);
    await book(place, 7 * 24);
    await stopPlan(live(), agencyId, place.plan, live().today);
    await expect(book(place, 14 * 24)).rejects.toMatchObject(refused);
  });

  test('C9: what is cancelled or moved away cannot be cancelled again to free a second place', async () => {
    const place = await unitWithSlots(2);
    const id = await book(place);
    await cancelAppointment(live(1), id);
    await expect(cancelAppointment(live(2), id)).rejects.toMatchObject({ refusal: { code: 'appointment-over' } });
    expect(await counts(place)).toEqual({ '2026-11-25T01:00:00Z': { taken: 0, booked: 0 } });
  });
});

describe('who comes', () => {
  const row = async (id: AppointmentId) => (await live().read((tx) => findAppointment(tx, id)))!;

  test('gets a number that stands from the hour of the appointment, once', async () => {
    const place = await unitWithSlots(2);
    const id = await book(place);
    const early = 24 * 60 - 20;
    const { token } = await arrive(live(early, place.clerk.actor), id);
    const number = (await live().read((tx) => findNumber(tx, token)))!;
    expect(number).toMatchObject({ lane: 'appointment', number: 1, state: 'waiting' });
    expect(number.stands_at.toString()).toBe('2026-11-25T01:00:00Z');
    expect(await row(id)).toMatchObject({ state: 'arrived', number_id: number.id });
    await expect(arrive(live(early + 1, place.clerk.actor), id)).rejects.toMatchObject({ refusal: { code: 'appointment-over' } });
  });

  test('A1: a clerk of another unit finds no such appointment', async () => {
    const [place, far] = [await unitWithSlots(1), await unitWithSlots(1)];
    const id = await book(place);
    await expect(arrive(live(24 * 60, far.clerk.actor), id)).rejects.toMatchObject({ status: 404 });
    await expect(arrive(live(24 * 60), id)).rejects.toMatchObject({ status: 401 });
  });

  test('too late has missed it; the day after it is closed, and after ninety days the name goes', async () => {
    const place = await unitWithSlots(1);
    const id = await book(place);
    await expect(arrive(live(25 * 60, place.clerk.actor), id)).rejects.toMatchObject({ refusal: { code: 'too-late' } });
    await closePast(live(25 * 60));
    expect((await row(id)).state).toBe('booked');
    await closePast(live(48 * 60));
    expect((await row(id)).state).toBe('missed');
    await closePast(live(90 * 24 * 60));
    expect((await row(id)).name).toBe('Siti Rahma');
    await closePast(live(92 * 24 * 60));
    expect(await row(id)).toMatchObject({ name: '', email: null });
  });
});

test('R14: two processes that remind at once write one letter to each, the day before, to who left an address', async () => {
  const place = await unitWithSlots(9);
  for (const email of ['satu@contoh.id', 'dua@contoh.id', '']) await book(place, 0, email);
  await book(place, 7 * 24, 'pekan.depan@contoh.id');
  const all = await Promise.all([remindOfTomorrow(live()), remindOfTomorrow(live())]);
  await remindOfTomorrow(live(60));
  expect(all.reduce((sum, n) => sum + n, 0)).toBeGreaterThanOrEqual(2);
  const { rows } = await live().read((tx) =>
    sql<{
      recipient: string;
      body: string;
    }>`select recipient, body from mail.messages where subject like 'Besok%' and recipient like any(array['satu@%', 'dua@%', 'pekan%']) order by 1`.execute(tx),
  );
  expect(rows.map((one) => one.recipient)).toEqual(['dua@contoh.id', 'satu@contoh.id']);
  expect(rows[0]?.body).toContain('Rabu, 25 November 2026 pukul 09.00 WITA');
});
