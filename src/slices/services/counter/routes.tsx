import { peopleByIds, unitsByIds } from '#slices/directory';
import { z } from 'zod';
import { scopeFor } from '#platform/access';
import { together } from '#platform/context';
import type { Tx } from '#platform/db';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId, findTicket, newCode } from '#platform/ids';
import { problems } from '#platform/problem';
import { formatDate, formatInstant, todayIn } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { codeOf } from '../applications/case-code.ts';
import { trackAddress } from '../applications/news.ts';
import { applicationWithin } from '../applications/store.ts';
import { type CounterId, identityKinds, type NumberId } from '../model.ts';
import { permissions } from '../permissions.ts';
import { officerOf } from '../queue/locked.ts';
import { queueCounts } from '../queue/store.ts';
import { servicesByIds, servicesOf, serviceVersion } from '../standards/store.ts';
import { unitDesk } from '../workflow/desks.ts';
import { beginAtCounter, reaches } from './actions.ts';
import { labelRoutes } from './label-routes.tsx';
import { manageRoutes } from './manage-routes.tsx';
import { callAgain, callNext, finishNumber, passOn, takeNumber } from './number-actions.ts';
import { ClerkCounters, ClerkPage, type ClerkView, type WaitingNumber } from './pages/clerk.tsx';
import { type SlipView, WalkInSlip } from './pages/walk-in.tsx';
import { numberInput, publicRoutes } from './public-routes.tsx';
import { callsInARow, inOrder, numberLabel, waitsFor } from './rules.ts';
import { clockText, sinceText, slugOf } from './show-queue.ts';
import { countersOf, countersWithin, counterWithin, findWalkIn, lanesCalled, type NumberRow, numbersOf } from './store.ts';
import { words } from './words.ts';

const allow = permissions['services.work'];
const section = '/kerja/loket';

function formOf(ctx: WebCtx, values: RawInput, errors: FieldCodes): FormState {
  return { values, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) };
}

async function countersPage(ctx: WebCtx, form: FormState): Promise<Reply> {
  const w = words(ctx.lang);
  const scope = scopeFor(ctx.actor, allow);
  const { counters, services, units } = await ctx.read(async (tx) => {
    const [rows, all] = await together([countersWithin(tx, scope), servicesOf(tx, ctx.agency.id)]);
    const used = rows.filter((row) => row.in_use);
    return {
      counters: used,
      services: all.filter((service) => reaches(scope, service.unitId)),
      units: await unitsByIds(
        tx,
        used.map((row) => row.unit_id),
      ),
    };
  });
  const shown = counters.map((row) => ({
    id: row.id,
    name: row.name,
    unit: units.get(row.unit_id)?.name ?? '',
    note: w.hours(clockText(row.opens_minute, ctx.lang), clockText(row.closes_minute, ctx.lang)),
  }));
  const body = <ClerkCounters lang={ctx.lang} counters={shown} services={services} form={form} />;
  return page({ title: w.counters, section, dense: true, body });
}

async function readDesk(tx: Tx, ctx: WebCtx, idText: string): Promise<Omit<ClerkView, 'lang' | 'formKey' | 'form'>> {
  const id = findId<'counter'>(idText);
  const scope = scopeFor(ctx.actor, allow);
  const counter = id && (await counterWithin(tx, id, scope));
  if (!counter) throw problems.notFound();
  const day = { ...counter, day_on: ctx.today };
  const [numbers, lanes, others, services, units, counts] = await together([
    numbersOf(tx, day),
    lanesCalled(tx, counter, ctx.today),
    countersOf(tx, counter.agency_id, counter.unit_id),
    servicesOf(tx, ctx.agency.id),
    unitsByIds(tx, [counter.unit_id]),
    queueCounts(tx, [unitDesk(counter.agency_id, counter.unit_id)], '', ctx.today),
  ]);
  const current = numbers.find((one) => one.state === 'called' && one.counter_id === counter.id);
  const case_ = current?.application_id ? await applicationWithin(tx, current.application_id, scope, false) : undefined;
  if (case_) ctx.looked({ subjectKind: 'application', subjectId: case_.id, ownerId: case_.citizen_id, agencyId: case_.agency_id });
  const unit = units.get(counter.unit_id);
  const own = services.filter((service) => service.unitId === counter.unit_id);
  const shown = (row: NumberRow): WaitingNumber => ({
    id: row.id,
    number: row.number,
    lane: row.lane,
    service: own.find((service) => service.id === row.service_id)?.name,
    since: sinceText(ctx, row),
    about: case_ && row === current ? { id: case_.id, ticket: case_.ticket ?? '' } : undefined,
  });
  return {
    id: counter.id,
    name: counter.name,
    unit: { slug: unit ? slugOf(unit) : '', name: unit?.name ?? '' },
    current: current && shown(current),
    waiting: inOrder(
      numbers.filter((one) => waitsFor(one, counter)),
      callsInARow(lanes),
      ctx.now,
    ).map(shown),
    online: counts.open,
    others: others.filter((one) => one.id !== counter.id),
    services: own,
    choices: own.filter((service) => others.some((one) => one.service_ids.includes(service.id))),
  };
}

async function deskPage(ctx: WebCtx, idText: string, form: FormState): Promise<Reply> {
  const desk = await ctx.read((tx) => readDesk(tx, ctx, idText));
  // A desk at which nobody with a case stands has shown nobody's data.
  ctx.looked({ own: true, subjectKind: 'counter', subjectId: desk.id, agencyId: ctx.agency.id });
  const body = <ClerkPage lang={ctx.lang} {...desk} formKey={newCode()} form={form} />;
  return page({ title: desk.name, section, dense: true, islands: ['services/live-region'], body });
}

/** The code opens the case: only who has just typed it prints it, on the same day. */
async function slipOf(ctx: WebCtx, idText: string): Promise<SlipView> {
  const id = findId<'application'>(idText);
  if (!id) throw problems.notFound();
  return ctx.read(async (tx) => {
    const [row, clerk, walkIn, code] = await together([
      applicationWithin(tx, id, scopeFor(ctx.actor, allow), false),
      officerOf(tx, ctx),
      findWalkIn(tx, id),
      codeOf(tx, id),
    ]);
    if (!row?.submitted_at || !row.due_on || !walkIn || row.clerk_id !== clerk.personId) throw problems.notFound();
    if (!todayIn(row.submitted_at, ctx.zone).equals(ctx.today)) throw problems.notFound();
    ctx.looked({ subjectKind: 'application', subjectId: row.id, ownerId: row.citizen_id, agencyId: row.agency_id });
    const [services, standard, units, people] = await together([
      servicesByIds(tx, [row.service_id]),
      serviceVersion(tx, row.agency_id, row.service_id, row.service_version),
      unitsByIds(tx, [row.unit_id]),
      peopleByIds(tx, [clerk.personId]),
    ]);
    return {
      lang: ctx.lang,
      agency: ctx.agency.name,
      unit: units.get(row.unit_id)?.name ?? '',
      service: services.get(row.service_id)?.name ?? { id: '' },
      ticket: row.ticket ?? '',
      code,
      trackUrl: trackAddress(ctx.lang, row.ticket ?? ''),
      queueToken: row.queue_token ?? '',
      applicant: row.applicant_name ?? '',
      clerk: people.get(clerk.personId)?.name ?? '',
      receivedAt: formatInstant(row.submitted_at, ctx.zone, ctx.lang),
      receivedOn: formatDate(todayIn(row.submitted_at, ctx.zone), ctx.lang),
      due: formatDate(row.due_on, ctx.lang),
      identity: walkIn.identity,
      attorney: walkIn.attorney_name,
      definition: standard.definition.form,
      answers: row.answers,
    };
  });
}

const beginInput = z.object({
  service: z.string().min(1, 'service-required').max(100, 'service-required'),
  identity: z.enum(identityKinds, 'identity-required'),
  attorney: z.string().trim().max(100, 'too-long').default(''),
  number: z.uuid().optional().catch(undefined),
});

async function call(ctx: WebCtx, id: CounterId): Promise<Reply> {
  const called = await callNext(ctx, id);
  if (!called) return redirect(`${section}/${id}`, { kind: 'info', text: words(ctx.lang).noneWaits });
  const { current } = await ctx.read((tx) => readDesk(tx, ctx, id));
  return redirect(`${section}/${id}`, { kind: 'good', text: words(ctx.lang).called(current ? numberLabel(current) : '') });
}

const counterId = z.uuid().transform((id) => id as CounterId);
const deskInput = z.object({ id: counterId, number: z.uuid().transform((id) => id as NumberId) });

const desk = {
  method: 'POST',
  allow,
  shows: 'applicant-data',
  again: (ctx: WebCtx, raw: RawInput, errors: FieldCodes) => deskPage(ctx, String(raw['id']), formOf(ctx, raw, errors)),
} as const;

async function close(ctx: WebCtx, { id, number }: z.infer<typeof deskInput>, outcome: 'served' | 'no-show'): Promise<Reply> {
  await finishNumber(ctx, { counterId: id, numberId: number, outcome });
  return redirect(`${section}/${id}`, { kind: 'good', text: words(ctx.lang).numberStates[outcome] });
}

const deskRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/kerja/loket/:id',
    allow,
    shows: 'applicant-data',
    input: z.object({ id: z.string() }),
    handle: (ctx, { id }) => deskPage(ctx, id, emptyForm),
  }),
  route({ ...desk, path: '/kerja/loket/:id/panggil', input: z.object({ id: counterId }), handle: (ctx, { id }) => call(ctx, id) }),
  route({
    ...desk,
    path: '/kerja/loket/:id/selesai',
    input: deskInput.extend({ next: z.string().optional() }),
    async handle(ctx, { next, ...input }) {
      const closed = await close(ctx, input, 'served');
      return next === undefined ? closed : call(ctx, input.id);
    },
  }),
  route({ ...desk, path: '/kerja/loket/:id/tidak-hadir', input: deskInput, handle: (ctx, input) => close(ctx, input, 'no-show') }),
  route({
    ...desk,
    path: '/kerja/loket/:id/panggil-ulang',
    input: deskInput,
    async handle(ctx, { id, number }) {
      await callAgain(ctx, { counterId: id, numberId: number });
      return redirect(`${section}/${id}`);
    },
  }),
  route({
    ...desk,
    path: '/kerja/loket/:id/oper',
    input: deskInput.extend({ to: z.uuid('no-such-counter').transform((id) => id as CounterId) }),
    async handle(ctx, { id, number, to }) {
      await passOn(ctx, { counterId: id, numberId: number, to });
      return redirect(`${section}/${id}`, { kind: 'good', text: words(ctx.lang).passedOn });
    },
  }),
  route({
    ...desk,
    path: '/kerja/loket/:id/beri',
    input: z.object({ id: counterId, ...numberInput }),
    async handle(ctx, { id, service, ground, ticket, key }) {
      const counter = await ctx.read((tx) => counterWithin(tx, id, scopeFor(ctx.actor, allow)));
      if (!counter) throw problems.notFound();
      const { token } = await takeNumber(ctx, { unitId: counter.unit_id, serviceId: service, ground: ground || null, ticket: findTicket(ticket), key });
      return redirect(`/loket/nomor/${token}`);
    },
  }),
];

export const counterRoutes: readonly Route[] = [
  ...publicRoutes,
  ...manageRoutes,
  ...labelRoutes,
  route({ method: 'GET', path: section, allow, handle: (ctx) => countersPage(ctx, emptyForm) }),
  route({
    method: 'POST',
    path: '/kerja/loket/permohonan',
    allow,
    input: beginInput,
    async handle(ctx, { service, number, ...input }) {
      const id = await beginAtCounter(ctx, { slug: service, numberId: number as NumberId | undefined, ...input });
      return redirect(`/permohonan/${id}/langkah/1`);
    },
    again: (ctx, raw, errors) => countersPage(ctx, formOf(ctx, raw, errors)),
  }),
  route({
    method: 'GET',
    path: '/kerja/loket/tanda-terima/:id',
    allow,
    shows: 'applicant-data',
    input: z.object({ id: z.string() }),
    async handle(ctx, { id }) {
      const slip = await slipOf(ctx, id);
      return page({ title: slip.ticket, section, body: <WalkInSlip {...slip} /> });
    },
  }),
  ...deskRoutes,
];
