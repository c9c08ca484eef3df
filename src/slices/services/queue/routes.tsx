import { peopleByIds, unitsByIds } from '#slices/directory';
import { z } from 'zod';
import { scopeFor, type Staff } from '#platform/access';
import { together } from '#platform/context';
import type { Tx } from '#platform/db';
import type { StagedFile } from '#platform/files';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId, findTicket } from '#platform/ids';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { formatInstant, todayIn } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { type ApplicationId, maxFile_bytes, outOfTurnReasons } from '../model.ts';
import { permissions } from '../permissions.ts';
import { faultOfFile, formOf } from '../applications/form-routes.tsx';
import { showFiles } from '../applications/own-case.ts';
import { timelineOf } from '../applications/show-case.ts';
import { type ApplicationRow, applicationWithin, filesOf, stepsOf } from '../applications/store.ts';
import { resultReply } from '../results/routes.tsx';
import { findSignedAct } from '../results/store.ts';
import { servicesOf, serviceVersion } from '../standards/store.ts';
import { words } from '../words.ts';
import { attachSignedAct, decideApplication, officerOf, returnForCorrection, takeApplication, takeNext, takeOver } from './actions.ts';
import { type Conflict, OpenCase, type OpenCaseView } from './pages/open-case.tsx';
import { type Filter, queueViews, workAddress, WorklistPage, type WorklistView } from './pages/worklist.tsx';
import { isOwnCase } from './rules.ts';
import { passedOver, queueCounts, queueList, type QueueRow } from './store.ts';

const pageSize = 50;
const allow = permissions['services.work'];

const listFields = {
  tampilan: z.enum(queueViews).catch('open'),
  layanan: z.union([z.literal(''), z.uuid()]).catch(''),
  cari: z.string().trim().max(100).catch(''),
  hal: z.coerce.number().int().min(1).max(200).catch(1),
};
const listInput = z.object(listFields);
type ListInput = z.infer<typeof listInput>;

function filterOf({ tampilan, layanan, cari, hal }: ListInput): Filter {
  return { view: tampilan, service: layanan, search: cari, page: hal };
}

function staffOf(ctx: WebCtx): Staff {
  if (ctx.actor.kind !== 'staff') throw problems.forbidden();
  return ctx.actor;
}

type List = Omit<WorklistView, 'lang' | 'today' | 'filter' | 'openId'>;

/** The page of the list with its counts: what is independent goes to the database together. */
async function readList(tx: Tx, ctx: WebCtx, filter: Filter): Promise<List & { readonly services: Awaited<ReturnType<typeof servicesOf>> }> {
  const { personId, unitId } = staffOf(ctx);
  const scope = scopeFor(ctx.actor, allow);
  const offset = (filter.page - 1) * pageSize;
  const search = findTicket(filter.search) ?? filter.search;
  const asked = { scope, view: filter.view, personId, today: ctx.today, serviceId: filter.service, search, limit: pageSize + 1, offset };
  const [rows, counts, services, units] = await together([
    queueList(tx, asked),
    queueCounts(tx, scope, personId, ctx.today),
    servicesOf(tx, ctx.agency.id),
    unitsByIds(tx, unitId ? [unitId] : []),
  ]);
  const shown = rows.slice(0, pageSize);
  const people = await peopleByIds(tx, Array.from(new Set(shown.flatMap((row) => row.officer_id ?? []))));
  for (const row of shown) ctx.looked({ subjectKind: 'application', subjectId: row.id, ownerId: row.citizen_id, agencyId: ctx.agency.id });
  const names = new Map(services.map((service) => [service.id, service.name]));
  const own = scope.reach === 'unit' ? services.filter((service) => scope.unitIds.includes(service.unitId)) : services;
  return {
    unitName: (scope.reach === 'unit' && unitId ? units.get(unitId)?.name : undefined) ?? ctx.agency.name,
    counts,
    services: own,
    hasMore: rows.length > pageSize,
    rows: shown.map((row, at) => ({
      ...shownRow(ctx, row),
      place: offset + at + 1,
      service: names.get(row.service_id) ?? { id: '' },
      holder: row.officer_id ? people.get(row.officer_id)?.name : undefined,
    })),
  };
}

function shownRow(ctx: WebCtx, row: QueueRow) {
  return {
    id: row.id,
    ticket: row.ticket,
    applicant: row.applicant_name ?? '',
    state: row.state,
    received: todayIn(row.submitted_at, ctx.zone),
    due: row.due_on,
    decided: row.decided_at ? formatInstant(row.decided_at, ctx.zone, ctx.lang, 'short') : undefined,
  };
}

async function worklist(ctx: WebCtx, input: ListInput): Promise<Reply> {
  const filter = filterOf(input);
  const list = await ctx.read((tx) => readList(tx, ctx, filter));
  // A list that is empty has shown nobody's data.
  ctx.looked({ own: true, subjectKind: 'worklist', subjectId: ctx.agency.id, agencyId: ctx.agency.id });
  const body = <WorklistPage lang={ctx.lang} today={ctx.today} filter={filter} openId={undefined} {...list} />;
  return page({ title: words(ctx.lang).work, section: '/kerja', dense: true, body });
}

type Shown = { readonly filter: Filter; readonly form: FormState; readonly conflictWith: RawInput | undefined };

async function readCase(
  tx: Tx,
  ctx: WebCtx,
  id: ApplicationId,
): Promise<Omit<OpenCaseView, 'lang' | 'filter' | 'form' | 'conflict' | 'name'> & { readonly row: ApplicationRow }> {
  const actor = staffOf(ctx);
  const [row, officer] = await together([applicationWithin(tx, id, scopeFor(actor, allow), false), officerOf(tx, ctx)]);
  if (!row?.due_on || !row.submitted_at) throw problems.notFound();
  ctx.looked({ subjectKind: 'application', subjectId: row.id, ownerId: row.citizen_id, agencyId: row.agency_id });
  const [{ definition }, files, past, earlier, signed] = await together([
    serviceVersion(tx, row.agency_id, row.service_id, row.service_version),
    filesOf(tx, row.id),
    stepsOf(tx, row),
    row.state === 'submitted' ? passedOver(tx, row) : [],
    findSignedAct(tx, row),
  ]);
  const people = await peopleByIds(
    tx,
    [row.officer_id, ...past.map((step) => step.person_id)].filter((one) => one !== null),
  );
  return {
    row,
    id,
    version: row.version,
    ticket: row.ticket ?? '',
    applicant: row.applicant_name ?? '',
    state: row.state,
    received: todayIn(row.submitted_at, ctx.zone),
    due: row.due_on,
    provisional: row.due_provisional,
    today: ctx.today,
    holder: row.officer_id ? people.get(row.officer_id)?.name : undefined,
    isMine: row.officer_id === officer.personId,
    isOwn: isOwnCase(row, officer),
    earlier: earlier.filter((one) => !isOwnCase(one, officer)),
    definition: definition.form,
    answers: row.answers,
    files: showFiles(ctx, files),
    steps: timelineOf(ctx, row, past, (personId) => people.get(personId)?.name),
    returnedFields: row.returned_fields,
    signed: signed !== undefined,
  };
}

/** What is saved now, and what this officer wanted to save over it. */
function conflictOf(ctx: WebCtx, view: Awaited<ReturnType<typeof readCase>>, sent: RawInput): Conflict {
  const w = words(ctx.lang);
  const text = (name: string) => (typeof sent[name] === 'string' ? sent[name] : '');
  const outcome = text('outcome') === 'granted' ? w.grant : text('outcome') === 'refused' ? w.refuse : w.askCorrection;
  const last = view.steps.findLast((step) => step.state !== 'next');
  const now = [w.stages[view.state], last?.when ?? '', view.row.reason ?? view.row.returned_note ?? ''];
  return { now: now.filter(Boolean), sent: [outcome, text('reason') || text('note')].filter(Boolean) };
}

async function openCase(ctx: WebCtx, idText: string, { filter, form, conflictWith }: Shown): Promise<Reply> {
  const id = findId<'application'>(idText);
  if (!id) throw problems.notFound();
  const { list, view, name } = await ctx.read(async (tx) => {
    const [opened, listed, services] = await together([readCase(tx, ctx, id), readList(tx, ctx, filter), servicesOf(tx, ctx.agency.id)]);
    return { list: listed, view: opened, name: services.find((service) => service.id === opened.row.service_id)?.name ?? { id: '' } };
  });
  const conflict = conflictWith && conflictOf(ctx, view, conflictWith);
  const body = (
    <WorklistPage lang={ctx.lang} today={ctx.today} filter={filter} openId={id} {...list}>
      <OpenCase lang={ctx.lang} filter={filter} name={name} form={form} conflict={conflict} {...view} />
    </WorklistPage>
  );
  return page({ title: `${view.ticket} · ${words(ctx.lang).work}`, section: '/kerja', dense: true, status: conflict ? 409 : 200, body });
}

function again(ctx: WebCtx, raw: RawInput, errors: FieldCodes): Promise<Reply> {
  const filter = filterOf(listInput.parse(raw));
  const isStale = errors['form'] === 'application-changed';
  return openCase(ctx, String(raw['id']), {
    filter,
    form: isStale ? { ...emptyForm, values: raw } : formOf(ctx, raw, errors),
    conflictWith: isStale ? raw : undefined,
  });
}

function signedFile(ctx: WebCtx): StagedFile | undefined {
  const [file] = ctx.files['signed'] ?? [];
  const fault = file && faultOfFile(file, ['application/pdf']);
  if (fault) orRefuse(refuse(fault, { fields: { signed: fault } }));
  return file;
}

async function resultOf(ctx: WebCtx, idText: string): Promise<Reply> {
  const id = findId<'application'>(idText);
  const row = id && (await ctx.read((tx) => applicationWithin(tx, id, scopeFor(ctx.actor, allow), false)));
  if (!row) throw problems.notFound();
  ctx.looked({ subjectKind: 'application', subjectId: row.id, ownerId: row.citizen_id, agencyId: row.agency_id });
  return resultReply(ctx, row);
}

function caseAddress(id: string, input: ListInput): string {
  return workAddress(`/kerja/${id}`, filterOf(input));
}

const byId = { ...listFields, id: z.uuid().transform((id) => id as ApplicationId) };
const version = z.coerce.number().int();
const note = z.string().trim().min(1, 'note-required');
const names = z.union([z.string(), z.array(z.string())], 'fields-required').transform((value) => (Array.isArray(value) ? value : [value]));
const act = { method: 'POST', allow, shows: 'applicant-data', again } as const;

export const queueRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/kerja', allow, shows: 'applicant-data', input: listInput, handle: worklist }),
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
    method: 'GET',
    path: '/kerja/:id',
    allow,
    shows: 'applicant-data',
    input: z.object({ ...listFields, id: z.string() }),
    handle: (ctx, { id, ...input }) => openCase(ctx, id, { filter: filterOf(input), form: emptyForm, conflictWith: undefined }),
  }),
  route({
    method: 'GET',
    path: '/kerja/:id/hasil.pdf',
    allow,
    shows: 'applicant-data',
    input: z.object({ id: z.string() }),
    handle: (ctx, { id }) => resultOf(ctx, id),
  }),
  route({
    ...act,
    path: '/kerja/:id/ambil',
    input: z.object({ ...byId, because: z.enum(outOfTurnReasons).or(z.literal('')).optional() }),
    async handle(ctx, { id, because, ...input }) {
      await takeApplication(ctx, { id, because: because || undefined });
      return redirect(caseAddress(id, input), { kind: 'good', text: words(ctx.lang).taken });
    },
  }),
  route({
    ...act,
    path: '/kerja/:id/alihkan',
    input: z.object({ ...byId, note: note.max(500, 'too-long') }),
    async handle(ctx, { id, note: why, ...input }) {
      await takeOver(ctx, { id, note: why });
      return redirect(caseAddress(id, input), { kind: 'good', text: words(ctx.lang).taken });
    },
  }),
  route({
    ...act,
    path: '/kerja/:id/perbaikan',
    input: z.object({ ...byId, version, fields: names, note: note.max(2000, 'too-long') }),
    async handle(ctx, input) {
      await returnForCorrection(ctx, input);
      return redirect(caseAddress(input.id, input), { kind: 'good', text: words(ctx.lang).returned });
    },
  }),
  route({
    ...act,
    path: '/kerja/:id/putuskan',
    maxFile_bytes,
    input: z.object({
      ...byId,
      version,
      outcome: z.enum(['granted', 'refused'], 'outcome-required'),
      reason: z.string().trim().max(2000, 'too-long').default(''),
    }),
    async handle(ctx, input) {
      const file = signedFile(ctx);
      await decideApplication(ctx, { ...input, signed: file && { file, store: ctx.store } });
      return redirect(workAddress('/kerja', filterOf(input)), { kind: 'good', text: words(ctx.lang).done });
    },
  }),
  route({
    ...act,
    path: '/kerja/:id/naskah',
    maxFile_bytes,
    input: z.object(byId),
    async handle(ctx, { id, ...input }) {
      const file = signedFile(ctx) ?? orRefuse(refuse('file-required', { fields: { signed: 'file-required' } }));
      await attachSignedAct(ctx, { id, file, store: ctx.store });
      return redirect(caseAddress(id, input), { kind: 'good', text: words(ctx.lang).signedKept });
    },
  }),
];
