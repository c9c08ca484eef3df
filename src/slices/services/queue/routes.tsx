import { type AgencyId, looksAt, peopleByIds, type PersonId } from '#slices/directory';
import { z } from 'zod';
import { scopeFor } from '#platform/access';
import { together } from '#platform/context';
import type { Tx } from '#platform/db';
import type { StagedFile } from '#platform/files';
import { type FieldCodes, page, type RawInput, redirect, redirectAway, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { todayIn } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { type ApplicationId, maxFile_bytes, outOfTurnReasons } from '../model.ts';
import { permissions } from '../permissions.ts';
import { faultOfFile, formOf } from '../applications/form-routes.tsx';
import { timelineOf } from '../applications/show-case.ts';
import { type ApplicationRow, applicationWithin, type FileRow, filesOf, stepsOf } from '../applications/store.ts';
import { words as counterWords } from '../counter/words.ts';
import { findWalkIn, type WalkIn } from '../counter/store.ts';
import { recusalOf } from '../fairness/kin-store.ts';
import { lotsOf } from '../fairness/show-lots.ts';
import { resultReply } from '../results/routes.tsx';
import { findSignedAct, resultsOf } from '../results/store.ts';
import { serviceNames, serviceVersion, type ServiceVersion } from '../standards/store.ts';
import { passOn } from '../workflow/actions.ts';
import { type Desk, deskFor, desksOf } from '../workflow/desks.ts';
import { workflowOf } from '../workflow/model.ts';
import { findStep } from '../workflow/rules.ts';
import { type TaskRow, tasksOf } from '../workflow/store.ts';
import { checklistOf, isLive, marksOf, mayDo } from '../workflow/tasks.ts';
import { words as flowWords } from '../workflow/words.ts';
import { words } from '../words.ts';
import { attachSignedAct, checkRequirements, decideApplication, returnForCorrection, takeApplication, takeOver } from './actions.ts';
import { filterOf, listFields, listInput, type ListInput, listRoutes, readList, staffOf } from './list-routes.tsx';
import { officerOf } from './locked.ts';
import type { Conflict } from './pages/case-papers.tsx';
import { OpenCase, type OpenCaseView } from './pages/open-case.tsx';
import { type Filter, workAddress } from './pages/filters.tsx';
import { WorklistPage } from './pages/worklist.tsx';
import { isBarred, isOwnCase } from './rules.ts';
import { type Check, checksOf, passedOver } from './store.ts';

const allow = permissions['services.work'];
const mostLooks = 500;

type Shown = { readonly filter: Filter; readonly form: FormState; readonly conflictWith: RawInput | undefined };

function fileView({ id, field, ...file }: FileRow, seen: boolean) {
  return { id, field, name: file.file_name, size_bytes: Number(file.size_bytes), isPicture: file.media_type.startsWith('image/'), seen };
}

function peopleIn(row: ApplicationRow, tasks: readonly TaskRow[], past: Awaited<ReturnType<typeof stepsOf>>): readonly PersonId[] {
  return [row.clerk_id, ...tasks.map((task) => task.officer_id), ...past.map((step) => step.person_id)].filter((one) => one !== null);
}

type ReadCase = Omit<OpenCaseView, 'lang' | 'filter' | 'form' | 'conflict' | 'name'> & { readonly row: ApplicationRow };

async function readCase(tx: Tx, ctx: WebCtx, id: ApplicationId): Promise<ReadCase> {
  const actor = staffOf(ctx);
  const asked = { agency_id: actor.agencyId as AgencyId, id };
  const [row, tasks, officer, files, past, paper, checked, walkIn, recusal, lots] = await together([
    applicationWithin(tx, id, scopeFor(actor, allow), false),
    tasksOf(tx, asked),
    officerOf(tx, ctx),
    filesOf(tx, id),
    stepsOf(tx, asked),
    paperOf(tx, asked),
    checksOf(tx, asked),
    findWalkIn(tx, id),
    recusalOf(tx, id, actor.personId),
    lotsOf(tx, ctx, id, { base: '/kerja', named: true }),
  ]);
  if (!row?.due_on || !row.submitted_at) throw problems.notFound();
  ctx.looked({ subjectKind: 'application', subjectId: row.id, ownerId: row.citizen_id, agencyId: row.agency_id });
  const desks = desksOf(actor);
  const shown = shownStep(tasks, desks, officer.personId);
  const [standard, earlier, people, looks] = await together([
    serviceVersion(tx, row.agency_id, row.service_id, row.service_version),
    shown?.state === 'open' && !shown.stopped ? passedOver(tx, shown, officer.personId) : [],
    peopleByIds(tx, peopleIn(row, tasks, past)),
    looksAt(
      tx,
      files.map((file) => file.id),
      mostLooks,
    ),
  ]);
  const { definition } = standard;
  const nameOf = (personId: string) => people.get(personId)?.name;
  const seen = new Set(looks.filter((look) => look.person_id === officer.personId).map((look) => look.subject_id));
  return {
    row,
    id,
    version: row.version,
    ticket: row.ticket ?? '',
    applicant: row.applicant_name ?? '',
    received: todayIn(row.submitted_at, ctx.zone),
    due: row.due_on,
    provisional: row.due_provisional,
    today: ctx.today,
    typedBy: walkIn && row.clerk_id ? typedBy(ctx, nameOf(row.clerk_id), walkIn.identity) : undefined,
    isOwn: isOwnCase(row, officer),
    earlier: earlier.filter((one) => !isBarred(one, officer)),
    recusal,
    lots,
    definition: definition.form,
    answers: row.answers,
    files: files.map((file) => fileView(file, seen.has(file.id))),
    steps: timelineOf(ctx, row, past, { workflow: definition.workflow, nameOf }),
    ...stepView(standard, { row, shown, tasks, desks, checked, personId: officer.personId, nameOf }),
    returnedFields: row.returned_fields,
    paper,
  };
}

async function paperOf(tx: Tx, asked: Pick<ApplicationRow, 'agency_id' | 'id'>): Promise<OpenCaseView['paper']> {
  const [[newest], scanned] = await together([resultsOf(tx, asked), findSignedAct(tx, asked)]);
  if (!newest) return undefined;
  const mayCorrect = newest.issued_at !== null && newest.reason === null;
  if (newest.reason) return { stage: 'revoked', mayCorrect };
  if (!newest.issued_at) return { stage: 'to-sign', mayCorrect };
  if (newest.electronic) return { stage: 'sealed', mayCorrect };
  return { stage: scanned && newest.edition === 1 ? 'scanned' : 'copy', mayCorrect };
}

/** The step that the reader holds, or else could take, or else the first that is under way. */
function shownStep(tasks: readonly TaskRow[], desks: readonly Desk[], personId: string): TaskRow | undefined {
  const live = tasks.filter(isLive);
  return (
    live.find((task) => task.officer_id === personId) ??
    live.find((task) => task.state === 'open' && deskFor(desks, task)) ??
    live.find((task) => deskFor(desks, task)) ??
    live[0]
  );
}

// Each step is waited for, worked on and stopped on its own.
function stageOf(row: ApplicationRow, task: TaskRow | undefined): ApplicationRow['state'] {
  if (!task) return row.state;
  return task.stopped ? 'returned' : task.state === 'open' ? 'submitted' : 'in-review';
}

function listOf(standard: ServiceVersion, key: string | undefined, checked: readonly Check[]): OpenCaseView['requirements'] {
  const places = new Set(checked.flatMap((one) => (one.step === key || key === undefined ? one.requirement : [])));
  const texts = checklistOf(standard, key ?? checked[0]?.step ?? '');
  return texts.map((text, at) => ({ text, checked: places.has(at + 1) }));
}

function typedBy(ctx: WebCtx, name: string | undefined, identity: WalkIn['identity']): string {
  const w = counterWords(ctx.lang);
  return w.typedBy(name ?? '', w.identities[identity]);
}

type StepShown = {
  readonly row: ApplicationRow;
  readonly checked: readonly Check[];
  readonly shown: TaskRow | undefined;
  readonly tasks: readonly TaskRow[];
  readonly desks: readonly Desk[];
  readonly personId: string;
  readonly nameOf: (personId: string) => string | undefined;
};

type StepView = Pick<OpenCaseView, 'state' | 'holder' | 'isMine' | 'requirements' | 'step' | 'notYours' | 'others' | 'workflow' | 'marks'>;

function stepView(standard: ServiceVersion, { row, shown, tasks, desks, checked, personId, nameOf }: StepShown): StepView {
  const workflow = workflowOf(standard);
  const desk = shown && deskFor(desks, shown);
  const placed = shown && findStep(workflow, shown.step);
  const mayNot = shown && desk && !mayDo(shown, tasks, personId, desk.grant.acting !== undefined).ok;
  const holderOf = (task: TaskRow | undefined) => (task?.officer_id ? nameOf(task.officer_id) : undefined);
  return {
    workflow,
    marks: marksOf(tasks),
    state: stageOf(row, shown),
    holder: holderOf(shown),
    isMine: shown?.officer_id === personId,
    requirements: listOf(standard, shown?.step, checked),
    step: shown &&
      placed && { key: shown.step, name: shown.name, role: shown.role, due: shown.due_on, letter: placed.step.letter, outcomes: placed.step.outcomes },
    notYours: shown && !desk ? 'role' : mayNot ? 'four-eyes' : undefined,
    others: tasks.filter((task) => isLive(task) && task !== shown).map((task) => ({ key: task.step, name: task.name, holder: holderOf(task) })),
  };
}

/** What is saved now, and what this officer wanted to save over it. */
function conflictOf(ctx: WebCtx, view: ReadCase, sent: RawInput): Conflict {
  const w = words(ctx.lang);
  const text = (name: string) => (typeof sent[name] === 'string' ? sent[name] : '');
  const other = sent['to'] === undefined ? w.askCorrection : flowWords(ctx.lang).outcomeNames[sent['to'] === '' ? 'next' : 'back'];
  const outcome = text('outcome') === 'granted' ? w.grant : text('outcome') === 'refused' ? w.refuse : other;
  const last = view.steps.findLast((step) => step.state !== 'next');
  const now = [w.stages[view.row.state], last?.when ?? '', view.row.reason ?? view.row.returned_note ?? ''];
  return { now: now.filter(Boolean), sent: [outcome, text('reason') || text('note') || text('finding')].filter(Boolean) };
}

async function openCase(ctx: WebCtx, idText: string, { filter, form, conflictWith }: Shown): Promise<Reply> {
  const id = findId<'application'>(idText);
  if (!id) throw problems.notFound();
  const { list, view, name } = await ctx.read(async (tx) => {
    const [opened, listed, services] = await together([readCase(tx, ctx, id), readList(tx, ctx, filter), serviceNames(tx, ctx.agency.id)]);
    return { list: listed, view: opened, name: services.find((service) => service.id === opened.row.service_id)?.name ?? { id: '' } };
  });
  const conflict = conflictWith && conflictOf(ctx, view, conflictWith);
  const body = (
    <WorklistPage lang={ctx.lang} today={ctx.today} filter={filter} openId={id} form={emptyForm} {...list}>
      <OpenCase lang={ctx.lang} filter={filter} name={name} form={form} conflict={conflict} {...view} />
    </WorklistPage>
  );
  return page({
    title: `${view.ticket} · ${words(ctx.lang).work}`,
    section: '/kerja',
    dense: true,
    islands: ['services/work-keys', 'services/case-checks'],
    status: conflict ? 409 : 200,
    body,
  });
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

/** A file of the case, on the second origin; that this officer has seen it is stored first. */
async function fileOf(ctx: WebCtx, idText: string, fileText: string): Promise<Reply> {
  const [id, fileId] = [findId<'application'>(idText), findId(fileText)];
  if (!id || !fileId) throw problems.notFound();
  const { row, files } = await ctx.read(async (tx) => {
    const [found, kept] = await together([applicationWithin(tx, id, scopeFor(ctx.actor, allow), false), filesOf(tx, id)]);
    return { row: found, files: kept };
  });
  if (!row || !files.some((file) => file.id === fileId)) throw problems.notFound();
  ctx.looked({ subjectKind: 'application-file', subjectId: fileId, ownerId: row.citizen_id, agencyId: row.agency_id });
  // On the tracking page too, which knows the case and not its owner's account.
  ctx.looked({ subjectKind: 'application', subjectId: row.id, agencyId: row.agency_id });
  return redirectAway(ctx.contentLink(`/berkas/permohonan/${fileId}`, 600));
}

function caseAddress(id: string, input: ListInput): string {
  return workAddress(`/kerja/${id}`, filterOf(input));
}

const step = z.string().max(40).optional();
const byId = { ...listFields, id: z.uuid().transform((id) => id as ApplicationId), step };
const version = z.coerce.number().int();
const note = z.string().trim().min(1, 'note-required');
const names = z.union([z.string(), z.array(z.string())], 'fields-required').transform((value) => (Array.isArray(value) ? value : [value]));
const act = { method: 'POST', allow, shows: 'applicant-data', again } as const;

export const queueRoutes: readonly Route[] = [
  ...listRoutes,
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
    method: 'GET',
    path: '/kerja/:id/berkas/:file',
    allow,
    shows: 'applicant-data',
    input: z.object({ id: z.string(), file: z.string() }),
    handle: (ctx, { id, file }) => fileOf(ctx, id, file),
  }),
  route({
    ...act,
    path: '/kerja/:id/centang',
    input: z.object({ ...byId, requirements: z.preprocess((value) => [value ?? []].flat(), z.array(z.coerce.number().int().min(1).max(100)).max(100)) }),
    async handle(ctx, { id, requirements, step: at, ...input }) {
      await checkRequirements(ctx, { id, requirements, step: at });
      return redirect(caseAddress(id, input), { kind: 'good', text: words(ctx.lang).checksSaved });
    },
  }),
  route({
    ...act,
    path: '/kerja/:id/ambil',
    input: z.object({ ...byId, because: z.enum(outOfTurnReasons).or(z.literal('')).optional() }),
    async handle(ctx, { id, because, step: at, ...input }) {
      await takeApplication(ctx, { id, because: because || undefined, step: at });
      return redirect(caseAddress(id, input), { kind: 'good', text: words(ctx.lang).taken });
    },
  }),
  route({
    ...act,
    path: '/kerja/:id/alihkan',
    input: z.object({ ...byId, note: note.max(500, 'too-long') }),
    async handle(ctx, { id, note: why, step: at, ...input }) {
      await takeOver(ctx, { id, note: why, step: at });
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
    path: '/kerja/:id/teruskan',
    input: z.object({ ...byId, version, to: step, finding: z.string().trim().max(2000, 'too-long').default('') }),
    async handle(ctx, { finding, to, ...input }) {
      await passOn(ctx, { ...input, backTo: to || undefined, note: finding });
      const w = flowWords(ctx.lang);
      return redirect(workAddress('/kerja', filterOf(input)), { kind: 'good', text: to ? w.sentBack : w.passedOn });
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
