import { type AgencyId, type UnitId, unitsByIds, unitsOf } from '#slices/directory';
import { z } from 'zod';
import { scopeFor } from '#platform/access';
import { together } from '#platform/context';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { findDate, formatDate, formatTime, instantAt } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { applicationsByIds } from '../applications/store.ts';
import { minuteInput } from '../counter/manage-routes.tsx';
import { clockText } from '../counter/show-queue.ts';
import type { AppointmentId, ServiceId } from '../model.ts';
import { permissions } from '../permissions.ts';
import { serviceNames } from '../standards/store.ts';
import { addPlan, arrive, closeDay, reopenDay, stopPlan } from './actions.ts';
import { DayList } from './pages/day-list.tsx';
import { SchedulePage } from './pages/schedule.tsx';
import { mayArrive } from './rules.ts';
import { appointmentsBetween, closuresOf, plansOf } from './store.ts';
import { words } from './words.ts';

const work = permissions['services.work'];
const allow = permissions['services.counters'];
const section = '/kelola/janji';

async function dayPage(ctx: WebCtx, dayText: string | undefined, error?: string): Promise<Reply> {
  const day = findDate(dayText ?? '') ?? ctx.today;
  const { rows, names, units, cases } = await ctx.read(async (tx) => {
    const [found, services] = await together([
      appointmentsBetween(tx, scopeFor(ctx.actor, work), instantAt(day, ctx.zone), instantAt(day.add({ days: 1 }), ctx.zone)),
      serviceNames(tx, ctx.agency.id),
    ]);
    const [places, about] = await together([
      unitsByIds(
        tx,
        found.map((row) => row.unit_id),
      ),
      applicationsByIds(
        tx,
        found.flatMap((row) => row.application_id ?? []),
      ),
    ]);
    return { rows: found, names: new Map(services.map((one) => [one.id, one.name])), units: places, cases: new Map(about.map((one) => [one.id, one.ticket])) };
  });
  // An empty day has shown nobody's data.
  ctx.looked({ own: true, subjectKind: 'worklist', subjectId: ctx.agency.id, agencyId: ctx.agency.id });
  for (const row of rows) ctx.looked({ subjectKind: 'appointment', subjectId: row.id, ownerId: row.citizen_id, agencyId: row.agency_id });
  const shown = Array.from(
    Map.groupBy(rows, (row) => row.unit_id),
    ([unitId, own]) => ({
      name: units.get(unitId)?.name ?? '',
      rows: own.map((row) => ({
        id: row.id,
        at: formatTime(row.starts_at, ctx.zone, ctx.lang),
        name: row.name,
        service: names.get(row.service_id) ?? { id: '' },
        state: row.state,
        ticket: (row.application_id && cases.get(row.application_id)) || undefined,
        mayArrive: mayArrive(row, ctx.now, ctx.zone).ok,
      })),
    }),
  );
  const title = words(ctx.lang).listOf(formatDate(day, ctx.lang));
  return page({
    title,
    section: '/kerja/janji',
    dense: true,
    status: error ? 422 : 200,
    body: <DayList lang={ctx.lang} on={day.toString()} title={title} error={error} units={shown} />,
  });
}

async function schedulePage(ctx: WebCtx, unitText: string | undefined, form: FormState): Promise<Reply> {
  const view = await ctx.read(async (tx) => {
    const [all, names] = await together([unitsOf(tx, ctx.agency.id as AgencyId), serviceNames(tx, ctx.agency.id)]);
    const units = all.filter((unit) => names.some((name) => name.unitId === unit.id)).map(({ id, name }) => ({ id, name }));
    const unit = units.find((one) => one.id === unitText) ?? units[0];
    if (!unit) return { units, unit, plans: [], closures: [], services: [] };
    const [plans, closures] = await together([plansOf(tx, unit.id, ctx.today), closuresOf(tx, unit.id, ctx.today)]);
    return {
      units,
      unit,
      services: names.filter((name) => name.unitId === unit.id),
      plans: plans.map((plan) => ({
        id: plan.id,
        weekday: plan.weekday,
        hours: `${clockText(plan.starts_minute, ctx.lang)} – ${clockText(plan.ends_minute, ctx.lang)}`,
        service: names.find((name) => name.id === plan.service_id)?.name,
        minutes: plan.slot_minutes,
        capacity: plan.capacity,
        until: plan.until_on ? formatDate(plan.until_on, ctx.lang, 'short') : undefined,
      })),
      closures: closures.map((one) => ({ on: one.day_on.toString(), day: formatDate(one.day_on, ctx.lang), reason: one.reason })),
    };
  });
  return page({ title: words(ctx.lang).managing, section, dense: true, body: <SchedulePage lang={ctx.lang} form={form} {...view} /> });
}

function again(ctx: WebCtx, raw: RawInput, errors: FieldCodes): Promise<Reply> {
  return schedulePage(ctx, String(raw['unit']), { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) });
}

const whole = (min: number, max: number) => z.coerce.number('not-a-number').int('not-a-number').min(min, 'too-small').max(max, 'too-big');
const unit = z.uuid().transform((id) => id as UnitId);
const planInput = z.object({
  unit,
  weekday: whole(1, 7),
  service: z.union([z.literal(''), z.uuid()]).transform((id) => (id || null) as ServiceId | null),
  starts: minuteInput,
  ends: minuteInput,
  minutes: whole(5, 240),
  capacity: whole(1, 500),
});
const day = z.string().transform((text, context) => {
  const date = findDate(text);
  if (date) return date;
  context.addIssue('not-a-date');
  return z.NEVER;
});

const toUnit = (id: string) => `${section}?unit=${id}`;
const agencyOf = (ctx: WebCtx) => ctx.agency.id as AgencyId;

export const manageRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/kerja/janji',
    allow: work,
    shows: 'applicant-data',
    input: z.object({ hari: z.string().max(10).optional().catch(undefined) }),
    handle: (ctx, { hari }) => dayPage(ctx, hari),
  }),
  route({
    method: 'POST',
    path: '/kerja/janji/:id/datang',
    allow: work,
    shows: 'applicant-data',
    input: z.object({ id: z.uuid().transform((id) => id as AppointmentId) }),
    async handle(ctx, { id }) {
      const { token } = await arrive(ctx, id);
      return redirect(`/loket/nomor/${token}`);
    },
    again: (ctx, _raw, errors) => dayPage(ctx, undefined, Object.values(errorSentences(ctx.lang, errors, words(ctx.lang).errors))[0]),
  }),
  route({
    method: 'GET',
    path: section,
    allow,
    input: z.object({ unit: z.string().max(40).optional().catch(undefined) }),
    handle: (ctx, query) => schedulePage(ctx, query.unit, emptyForm),
  }),
  route({
    method: 'POST',
    path: section,
    allow,
    input: planInput,
    async handle(ctx, { unit: unit_id, service: service_id, weekday, starts, ends, minutes, capacity }) {
      const pattern = { weekday, starts_minute: starts, ends_minute: ends, slot_minutes: minutes, capacity, from_on: ctx.today };
      await addPlan(ctx, agencyOf(ctx), { unit_id, service_id, ...pattern });
      return redirect(toUnit(unit_id), { kind: 'good', text: words(ctx.lang).planSaved });
    },
    again,
  }),
  route({
    method: 'POST',
    path: '/kelola/janji/:id/hentikan',
    allow,
    input: z.object({ id: z.string() }),
    async handle(ctx, { id: idText }) {
      const id = findId<'slot-plan'>(idText);
      if (!id) throw problems.notFound();
      return redirect(toUnit(await stopPlan(ctx, agencyOf(ctx), id, ctx.today)), { kind: 'info', text: words(ctx.lang).stopped });
    },
  }),
  route({
    method: 'POST',
    path: '/kelola/janji/tutup',
    allow,
    input: z.object({ unit, day, reason: z.string().trim().min(1, 'required').max(200, 'too-long') }),
    async handle(ctx, input) {
      await closeDay(ctx, agencyOf(ctx), { unitId: input.unit, on: input.day, reason: input.reason });
      return redirect(toUnit(input.unit), { kind: 'info', text: words(ctx.lang).closed });
    },
    again,
  }),
  route({
    method: 'POST',
    path: '/kelola/janji/buka',
    allow,
    input: z.object({ unit, day }),
    async handle(ctx, input) {
      await reopenDay(ctx, input.unit, input.day);
      return redirect(toUnit(input.unit));
    },
    again,
  }),
];
