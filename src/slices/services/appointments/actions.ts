import type { AgencyId, CitizenId, UnitId } from '#slices/directory';
import { calendarFor, workingDaysBetween } from '#slices/standards';
import { scopeFor } from '#platform/access';
import { type Ctx, together } from '#platform/context';
import type { Tx } from '#platform/db';
import { hashCode, newId } from '#platform/ids';
import { queueMail, wholeAddress } from '#platform/mail';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { formatInstant, instantAt, type PlainDate } from '#platform/time';
import { href, textIn } from '#platform/words';
import { giveNumber } from '../counter/number-actions.ts';
import { appointmentBooked, appointmentCancelled, appointmentKept, appointmentMoved, slotDaySet, slotPlanSet } from '../events.ts';
import type { ApplicationId, AppointmentId, PlanId } from '../model.ts';
import { permissions } from '../permissions.ts';
import { type ServiceCard, servicesByIds } from '../standards/store.ts';
import { appointmentCode } from './code.ts';
import { bookableSlots, mayArrive, mayChange, type OpenDays, type Slot } from './rules.ts';
import {
  appointmentForUpdate,
  type AppointmentRow,
  closuresOf,
  deleteClosure,
  endPlan,
  forgetNames,
  freePlace,
  insertAppointment,
  insertPlan,
  lockSlots,
  markMissed,
  type PlanRow,
  planWithin,
  plansOf,
  saveClosure,
  slotKey,
  takePlace,
  toRemind,
  updateAppointment,
} from './store.ts';
import { words } from './words.ts';

/** Working days of the calendar without those that the unit has closed. */
export async function openDays(tx: Tx, ctx: Ctx, unitId: UnitId): Promise<OpenDays> {
  const [calendar, closures] = await together([calendarFor(tx, ctx.agency.id), closuresOf(tx, unitId, ctx.today)]);
  const closed = new Set(closures.map((one) => one.day_on.toString()));
  return {
    isWorkingDay: (day) => workingDaysBetween(day.subtract({ days: 1 }), day, calendar) === 1,
    isClosed: (day) => closed.has(day.toString()),
  };
}

/** The slots of a service that can be booked now, full or not. */
export async function slotsFor(tx: Tx, ctx: Ctx, service: Pick<ServiceCard, 'id' | 'unitId'>): Promise<readonly Slot<PlanRow>[]> {
  const [plans, days] = await together([plansOf(tx, service.unitId, ctx.today, service.id), openDays(tx, ctx, service.unitId)]);
  return bookableSlots(plans, ctx.now, days, ctx.zone);
}

async function chosenSlot(tx: Tx, ctx: Ctx, service: Pick<ServiceCard, 'id' | 'unitId'>, key: string): Promise<Slot<PlanRow>> {
  const slot = (await slotsFor(tx, ctx, service)).find((one) => slotKey(one.plan.id, one.starts_at) === key);
  return slot ?? orRefuse(refuse('no-such-slot', { fields: { slot: 'no-such-slot' } }));
}

const full = () => orRefuse(refuse('slot-full', { fields: { slot: 'slot-full' } }));

const factOf = (row: AppointmentRow) => ({ appointmentId: row.id, serviceId: row.service_id, unitId: row.unit_id });
const recordOf = (row: AppointmentRow, ctx: Ctx) => ({ ...factOf(row), startsAt: row.starts_at.toString(), state: row.state, at: ctx.now.toString() });

type Booking = {
  readonly service: ServiceCard;
  /** Plan and start, as the page names a slot. */
  readonly slot: string;
  readonly name: string;
  readonly email: string;
  readonly applicationId: ApplicationId | undefined;
};

/** Books a place in a slot while there is one. */
export async function bookAppointment(ctx: Ctx, { service, slot: key, name, email, applicationId }: Booking): Promise<AppointmentId> {
  return ctx.transact(async (tx) => {
    const slot = await chosenSlot(tx, ctx, service, key);
    const { plan, starts_at, ends_at } = slot;
    if (!(await takePlace(tx, { agency_id: plan.agency_id, plan_id: plan.id, starts_at }, plan.capacity))) full();
    const id = newId<'appointment'>(ctx.now.epochMilliseconds);
    const row: AppointmentRow = {
      agency_id: plan.agency_id,
      id,
      unit_id: service.unitId,
      service_id: service.id,
      plan_id: plan.id,
      starts_at,
      ends_at,
      state: 'booked',
      citizen_id: ctx.actor.kind === 'citizen' ? (ctx.actor.citizenId as CitizenId) : null,
      application_id: applicationId ?? null,
      code_hash: hashCode(await appointmentCode(tx, id)),
      name,
      email: email || null,
      lang: ctx.lang,
      moves: 0,
      number_id: null,
      booked_at: ctx.now,
      reminded_at: null,
    };
    await insertAppointment(tx, row);
    await together([emit(tx, ctx, appointmentBooked, factOf(row), { agencyId: row.agency_id, record: recordOf(row, ctx) }), tell(tx, ctx, row, 'booked')]);
    return row.id;
  });
}

async function tell(tx: Tx, ctx: Ctx, row: AppointmentRow, what: 'booked' | 'moved' | 'cancelled' | 'reminder'): Promise<void> {
  if (!row.email) return;
  const [services, code] = await together([servicesByIds(tx, [row.service_id]), appointmentCode(tx, row.id)]);
  const service = services.get(row.service_id);
  const letter = words(row.lang).mail[what]({
    service: service ? textIn(service.name, row.lang) : '',
    unit: service?.unitName ?? '',
    when: formatInstant(row.starts_at, ctx.zone, row.lang),
    code,
    open: wholeAddress(href(row.lang, '/janji')),
  });
  await queueMail(tx, ctx, { to: row.email, lang: row.lang, ...letter });
}

async function held(tx: Tx, ctx: Ctx, id: AppointmentId): Promise<AppointmentRow> {
  const row = await appointmentForUpdate(tx, id);
  if (!row) throw problems.notFound();
  orRefuse(mayChange(row, ctx.now));
  return row;
}

/** Moves it to another slot: the new place is taken and the old one let go in one act. */
export async function moveAppointment(ctx: Ctx, id: AppointmentId, key: string): Promise<void> {
  await ctx.transact(async (tx) => {
    const row = await held(tx, ctx, id);
    const { plan, starts_at, ends_at } = await chosenSlot(tx, ctx, { id: row.service_id, unitId: row.unit_id }, key);
    if (plan.id === row.plan_id && starts_at.equals(row.starts_at)) return;
    const next = { agency_id: plan.agency_id, plan_id: plan.id, starts_at };
    await lockSlots(tx, [row, next]);
    if (!(await takePlace(tx, next, plan.capacity))) full();
    const moved = { ...row, plan_id: plan.id, starts_at, ends_at, moves: row.moves + 1 };
    await together([
      freePlace(tx, row),
      updateAppointment(tx, row, { plan_id: plan.id, starts_at, ends_at, moves: moved.moves, reminded_at: null }),
      emit(tx, ctx, appointmentMoved, factOf(row), { agencyId: row.agency_id, record: recordOf(moved, ctx) }),
      tell(tx, ctx, moved, 'moved'),
    ]);
  });
}

export async function cancelAppointment(ctx: Ctx, id: AppointmentId): Promise<void> {
  await ctx.transact(async (tx) => {
    const row = await held(tx, ctx, id);
    const gone = { ...row, state: 'cancelled' as const, moves: row.moves + 1 };
    await together([
      freePlace(tx, row),
      updateAppointment(tx, row, { state: 'cancelled', moves: gone.moves }),
      emit(tx, ctx, appointmentCancelled, factOf(row), { agencyId: row.agency_id, record: recordOf(gone, ctx) }),
      tell(tx, ctx, gone, 'cancelled'),
    ]);
  });
}

/** Who has come gets a number that stands from the hour of the appointment. */
export async function arrive(ctx: Ctx, id: AppointmentId): Promise<{ readonly token: string }> {
  const scope = scopeFor(ctx.actor, permissions['services.work']);
  return ctx.transact(async (tx) => {
    const row = await appointmentForUpdate(tx, id);
    if (!row || (scope.reach === 'unit' ? !scope.unitIds.includes(row.unit_id) : row.agency_id !== scope.agencyId)) throw problems.notFound();
    orRefuse(mayArrive(row, ctx.now, ctx.zone));
    const number = await giveNumber(tx, ctx, {
      unitId: row.unit_id,
      serviceId: row.service_id,
      lane: 'appointment',
      ground: null,
      standsAt: row.starts_at,
      applicationId: row.application_id,
    });
    await updateAppointment(tx, row, { state: 'arrived', number_id: number.id });
    const record = { ...recordOf({ ...row, state: 'arrived' }, ctx), queueToken: number.token };
    await emit(tx, ctx, appointmentKept, factOf(row), { agencyId: row.agency_id, record });
    return { token: number.token };
  });
}

const atOnce = 200;

/** The day before, once: who has an appointment tomorrow is written to. */
export async function remindOfTomorrow(ctx: Ctx): Promise<number> {
  const tomorrow = ctx.today.add({ days: 1 });
  const [from, until] = [instantAt(tomorrow, ctx.zone), instantAt(tomorrow.add({ days: 1 }), ctx.zone)];
  for (let reminded = 0; ; ) {
    const some = await ctx.transact(async (tx) => {
      const rows = await toRemind(tx, from, until, atOnce);
      for (const row of rows) await together([updateAppointment(tx, row, { reminded_at: ctx.now }), tell(tx, ctx, row, 'reminder')]);
      return rows.length;
    });
    reminded += some;
    if (some < atOnce) return reminded;
  }
}

/** Names and addresses of appointments stay so many days after them. */
const namesLife_days = 90;

/** Slots of before today that nobody came for are missed; names of long ago go. */
export async function closePast(ctx: Ctx): Promise<void> {
  await ctx.transact((tx) => together([markMissed(tx, instantAt(ctx.today, ctx.zone)), forgetNames(tx, ctx.now.subtract({ hours: 24 * namesLife_days }))]));
}

export type PlanInput = Omit<PlanRow, 'agency_id' | 'id' | 'until_on'>;

/** Adds a line to the weekly pattern of a unit. */
export async function addPlan(ctx: Ctx, agencyId: AgencyId, input: PlanInput): Promise<PlanId> {
  if (input.starts_minute + input.slot_minutes > input.ends_minute) orRefuse(refuse('no-slot-fits', { fields: { ends: 'no-slot-fits' } }));
  return ctx.transact(async (tx) => {
    const id = newId<'slot-plan'>(ctx.now.epochMilliseconds);
    const row = { ...input, agency_id: agencyId, id, until_on: null };
    await insertPlan(tx, row);
    await tellPlan(tx, ctx, row);
    return id;
  });
}

async function tellPlan(tx: Tx, ctx: Ctx, row: PlanRow): Promise<void> {
  const payload = { plan: row.id, unit: row.unit_id, weekday: row.weekday, capacity: row.capacity, until: row.until_on?.toString() ?? null };
  await emit(tx, ctx, slotPlanSet, payload, { agencyId: row.agency_id });
}

/** Ends a line of the pattern: nothing new is booked after that day; what was booked stays. */
export async function stopPlan(ctx: Ctx, agencyId: AgencyId, id: PlanId, until: PlainDate): Promise<UnitId> {
  return ctx.transact(async (tx) => {
    const row = await planWithin(tx, id, agencyId);
    if (!row) throw problems.notFound();
    const until_on = Temporal.PlainDate.compare(until, row.from_on) < 0 ? row.from_on : until;
    await endPlan(tx, row, until_on);
    await tellPlan(tx, ctx, { ...row, until_on });
    return row.unit_id;
  });
}

type Closing = { readonly unitId: UnitId; readonly on: PlainDate; readonly reason: string };

/** On that day nothing can be booked any more. */
export async function closeDay(ctx: Ctx, agencyId: AgencyId, { unitId, on, reason }: Closing): Promise<void> {
  await ctx.transact(async (tx) => {
    await saveClosure(tx, { agency_id: agencyId, unit_id: unitId, day_on: on, reason });
    await emit(tx, ctx, slotDaySet, { unit: unitId, day: on.toString(), closed: true }, { agencyId });
  });
}

export async function reopenDay(ctx: Ctx, unitId: UnitId, on: PlainDate): Promise<void> {
  await ctx.transact(async (tx) => {
    await deleteClosure(tx, unitId, on);
    await emit(tx, ctx, slotDaySet, { unit: unitId, day: on.toString(), closed: false }, { agencyId: ctx.agency.id });
  });
}
