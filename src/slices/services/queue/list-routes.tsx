import { type AgencyId, holdersOf, peopleByIds, type PersonId, unitsByIds } from '#slices/directory';
import { calendarFor, workingDaysBetween } from '#slices/standards';
import { z } from 'zod';
import { findScope, scopeFor, type Staff } from '#platform/access';
import { together } from '#platform/context';
import type { Tx } from '#platform/db';
import { csvReply, type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findTicket } from '#platform/ids';
import { problems } from '#platform/problem';
import { formatInstant, instantAt, type PlainDate, todayIn } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { formatNumber, textIn } from '#platform/words';
import { applicationStates, outOfTurnReasons } from '../model.ts';
import { permissions } from '../permissions.ts';
import { formOf } from '../applications/form-routes.tsx';
import { serviceNames } from '../standards/store.ts';
import { desksOf } from '../workflow/desks.ts';
import { plainStep } from '../workflow/model.ts';
import type { TaskId } from '../workflow/store.ts';
import { words as flowWords } from '../workflow/words.ts';
import { words } from '../words.ts';
import { assignApplications, takeNext } from './actions.ts';
import { type Filter, queueViews, stagesOf, workAddress } from './pages/filters.tsx';
import { WorklistPage, type WorklistView } from './pages/worklist.tsx';
import { countedDays } from './rules.ts';
import { type Asked, decidedSince, doneCount, queueCounts, queueList, type QueueRow, queueTotal } from './store.ts';

const pageSize = 50;
const shownDone = 6;
const mostListed = 20_000;
const allow = permissions['services.work'];

export const listFields = {
  tampilan: z.enum(queueViews).catch('open'),
  layanan: z.union([z.literal(''), z.uuid()]).catch(''),
  tahap: z.enum(applicationStates).or(z.literal('')).catch(''),
  pemegang: z.union([z.literal(['', 'bebas']), z.uuid()]).catch(''),
  cari: z.string().trim().max(100).catch(''),
  hal: z.coerce.number().int().min(1).max(200).catch(1),
};
export const listInput = z.object(listFields);
export type ListInput = z.infer<typeof listInput>;

export function filterOf({ tampilan, layanan, tahap, pemegang, cari, hal }: ListInput): Filter {
  const stage = tahap && stagesOf[tampilan].includes(tahap) ? tahap : '';
  return { view: tampilan, service: layanan, stage, holder: tampilan === 'mine' ? '' : pemegang, search: cari, page: hal };
}

export function staffOf(ctx: WebCtx): Staff {
  if (ctx.actor.kind !== 'staff') throw problems.forbidden();
  return ctx.actor;
}

function askedOf(ctx: WebCtx, filter: Filter, limit: number): Asked {
  return {
    scope: scopeFor(ctx.actor, allow),
    desks: desksOf(ctx.actor),
    view: filter.view,
    personId: staffOf(ctx).personId,
    today: ctx.today,
    serviceId: filter.service,
    stage: filter.stage || undefined,
    holder: filter.holder === 'bebas' ? 'nobody' : (filter.holder as PersonId) || undefined,
    search: findTicket(filter.search) ?? filter.search,
    limit,
    offset: (filter.page - 1) * pageSize,
  };
}

export type List = Omit<WorklistView, 'lang' | 'today' | 'filter' | 'openId' | 'form'>;

/** The page of the list with its counts: what is independent goes to the database together. */
export async function readList(tx: Tx, ctx: WebCtx, filter: Filter): Promise<List> {
  const { personId, unitId } = staffOf(ctx);
  const asked = askedOf(ctx, filter, pageSize + 1);
  const { scope } = asked;
  const agencyId = ctx.agency.id as AgencyId;
  const isNarrowed = Boolean(filter.service || filter.stage || filter.holder || filter.search);
  const [rows, open, done, narrowed, services, units, officers, decided] = await together([
    queueList(tx, asked),
    queueCounts(tx, asked.desks, personId, ctx.today),
    doneCount(tx, scope),
    isNarrowed ? queueTotal(tx, asked) : undefined,
    serviceNames(tx, ctx.agency.id),
    unitsByIds(tx, unitId ? [unitId] : []),
    findScope(ctx.actor, permissions['services.assign']) ? holdersOf(tx, agencyId, 'officer', ctx.today) : [],
    filter.view === 'done' || filter.page > 1 || isNarrowed ? [] : decidedSince(tx, scope, instantAt(ctx.today.subtract({ days: 7 }), ctx.zone), shownDone),
  ]);
  const counts = { ...open, done };
  const total = isNarrowed ? narrowed : counts[filter.view];
  const shown = rows.slice(0, pageSize);
  const [people, calendar] = await together([
    peopleByIds(tx, Array.from(new Set([...shown.flatMap((row) => row.officer_id ?? []), ...open.holders, ...officers]))),
    decided.length > 0 ? calendarFor(tx, ctx.agency.id) : undefined,
  ]);
  const workingDays = (from: PlainDate, until: PlainDate) => (calendar ? workingDaysBetween(from, until, calendar) : 0);
  for (const row of [...shown, ...decided]) ctx.looked({ subjectKind: 'application', subjectId: row.id, ownerId: row.citizen_id, agencyId: ctx.agency.id });
  const named = (ids: readonly string[]) =>
    ids.map((id) => ({ id, name: people.get(id)?.name ?? '' })).toSorted((one, other) => one.name.localeCompare(other.name, ctx.lang));
  const names = new Map(services.map((service) => [service.id, service.name]));
  const serviceName = (row: QueueRow) => names.get(row.service_id) ?? { id: '' };
  return {
    unitName: (scope.reach === 'unit' && unitId ? units.get(unitId)?.name : undefined) ?? ctx.agency.name,
    counts,
    services: scope.reach === 'unit' ? services.filter((service) => scope.unitIds.includes(service.unitId)) : services,
    holders: named(open.holders),
    colleagues: named(officers.filter((id) => id !== personId)),
    total,
    pages: total === undefined ? filter.page + (rows.length > pageSize ? 1 : 0) : Math.ceil(total / pageSize),
    rows: shown.map((row, at) => ({
      ...shownRow(ctx, row),
      place: asked.offset + at + 1,
      service: serviceName(row),
      holder: row.officer_id ? people.get(row.officer_id)?.name : undefined,
    })),
    doneThisWeek: decided.map((row) => {
      const on = todayIn(row.decided_at ?? ctx.now, ctx.zone);
      return {
        ...shownRow(ctx, row),
        service: serviceName(row),
        granted: row.state === 'granted',
        late: Temporal.PlainDate.compare(on, row.due_on) > 0,
        workingDays: countedDays(todayIn(row.submitted_at, ctx.zone), on, row.pauses, workingDays),
        decided: formatInstant(row.decided_at ?? ctx.now, ctx.zone, ctx.lang, 'day'),
      };
    }),
  };
}

function shownRow(ctx: WebCtx, row: QueueRow) {
  return {
    id: row.id,
    key: row.task_id ?? row.id,
    step: row.step === plainStep ? undefined : (row.step_name ?? undefined),
    isEscalated: row.escalated,
    ticket: row.ticket,
    applicant: row.applicant_name ?? '',
    state: row.state,
    received: todayIn(row.submitted_at, ctx.zone),
    due: row.due_on,
    decided: row.decided_at ? formatInstant(row.decided_at, ctx.zone, ctx.lang, 'short') : undefined,
  };
}

async function worklist(ctx: WebCtx, filter: Filter, form: FormState): Promise<Reply> {
  const list = await ctx.read((tx) => readList(tx, ctx, filter));
  // A list that is empty has shown nobody's data.
  ctx.looked({ own: true, subjectKind: 'worklist', subjectId: ctx.agency.id, agencyId: ctx.agency.id });
  const body = <WorklistPage lang={ctx.lang} today={ctx.today} filter={filter} openId={undefined} form={form} {...list} />;
  return page({ title: words(ctx.lang).work, section: '/kerja', dense: true, islands: ['services/work-keys'], body });
}

/** The whole list with its filter, for a spreadsheet: days as machines read them. */
async function worklistCsv(ctx: WebCtx, filter: Filter): Promise<Reply> {
  const w = words(ctx.lang);
  const { rows, services, people } = await ctx.read(async (tx) => {
    const [found, all] = await together([queueList(tx, askedOf(ctx, { ...filter, page: 1 }, mostListed)), serviceNames(tx, ctx.agency.id)]);
    const holders = await peopleByIds(tx, Array.from(new Set(found.flatMap((row) => row.officer_id ?? []))));
    return { rows: found, services: new Map(all.map((one) => [one.id, textIn(one.name, ctx.lang)])), people: holders };
  });
  ctx.looked({ own: true, subjectKind: 'worklist', subjectId: ctx.agency.id, agencyId: ctx.agency.id });
  for (const row of rows) ctx.looked({ subjectKind: 'application', subjectId: row.id, ownerId: row.citizen_id, agencyId: ctx.agency.id });
  return csvReply(
    `${w.work.toLowerCase()}-${ctx.today.toString()}.csv`,
    [w.order, w.ticket, w.applicant, w.service, flowWords(ctx.lang).step, w.stage, w.receivedOn, w.deadline, w.holder, w.decidedAt],
    rows.map((row, at) => [
      at + 1,
      row.ticket,
      row.applicant_name,
      services.get(row.service_id),
      row.step_name ? textIn(row.step_name, ctx.lang) : '',
      w.stages[row.state],
      todayIn(row.submitted_at, ctx.zone).toString(),
      row.due_on.toString(),
      row.officer_id ? people.get(row.officer_id)?.name : '',
      row.decided_at ? todayIn(row.decided_at, ctx.zone).toString() : '',
    ]),
  );
}

async function assign(ctx: WebCtx, { cases, to, because, handOver, ...input }: AssignInput): Promise<Reply> {
  const n = formatNumber(
    await assignApplications(ctx, { ids: cases, to: (to || undefined) as PersonId | undefined, because: because || undefined, note: handOver }),
    ctx.lang,
  );
  const name = to ? (await ctx.read((tx) => peopleByIds(tx, [to]))).get(to)?.name : undefined;
  const w = words(ctx.lang);
  return redirect(workAddress('/kerja', filterOf(input)), { kind: 'good', text: name ? w.assigned(n, name) : w.assignedMe(n) });
}

const taskId = z.uuid('cases-required').transform((id) => id as TaskId);
const assignInput = z.object({
  ...listFields,
  cases: z.union([taskId.transform((id) => [id]), z.array(taskId).min(1).max(pageSize)], 'cases-required'),
  to: z.union([z.literal(''), z.uuid()], 'no-such-officer').default(''),
  because: z.enum(outOfTurnReasons).or(z.literal('')).default(''),
  handOver: z.string().trim().max(500, 'too-long').default(''),
});
type AssignInput = z.infer<typeof assignInput>;

export const listRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/kerja',
    allow,
    shows: 'applicant-data',
    input: listInput,
    handle: (ctx, input) => worklist(ctx, filterOf(input), emptyForm),
  }),
  route({
    method: 'GET',
    path: '/kerja/daftar.csv',
    allow,
    shows: 'applicant-data',
    perMinute: 20,
    input: listInput,
    handle: (ctx, input) => worklistCsv(ctx, filterOf(input)),
  }),
  route({
    method: 'POST',
    path: '/kerja/ambil',
    allow,
    async handle(ctx) {
      const id = await takeNext(ctx);
      const w = words(ctx.lang);
      return id ? redirect(`/kerja/${id}`, { kind: 'good', text: w.taken }) : redirect('/kerja', { kind: 'info', text: w.nothingWaits });
    },
  }),
  route({
    method: 'POST',
    path: '/kerja/tugaskan',
    allow,
    shows: 'applicant-data',
    input: assignInput,
    handle: assign,
    again: (ctx: WebCtx, raw: RawInput, errors: FieldCodes) => worklist(ctx, filterOf(listInput.parse(raw)), formOf(ctx, raw, errors)),
  }),
];
