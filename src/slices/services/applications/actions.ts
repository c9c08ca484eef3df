import { createHash } from 'node:crypto';
import type { CitizenId } from '#slices/directory';
import { calendarFor, deadlineOf } from '#slices/standards';
import type { Ctx } from '#platform/context';
import { nextSerial, once, secretOf, type Tx } from '#platform/db';
import { type FileStore, keepFile, recordContent, type StagedFile } from '#platform/files';
import { newCode, newId, ticket } from '#platform/ids';
import { queueMail } from '#platform/mail';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { applicationCorrected, applicationSubmitted, applicationWithdrawn, queueMoved } from '../events.ts';
import type { Answers, ApplicationId } from '../model.ts';
import { faultsOf, fieldsOf, firstIncompleteStep, pickAnswers } from '../standards/rules.ts';
import { type Service, serviceVersion } from '../standards/store.ts';
import { words } from '../words.ts';
import { caseCode } from './case-code.ts';
import { move } from './rules.ts';
import {
  applicationForUpdate,
  type ApplicationRow,
  closePause,
  deleteFile,
  deleteOldDrafts,
  filesOf,
  insertDraft,
  insertFile,
  insertStep,
  pausesOf,
  saveDraft,
  type StepRow,
  updateApplication,
} from './store.ts';

/** A draft is kept from the first moment; the case that it becomes has the same id. */
export async function startDraft(ctx: Ctx, service: Service): Promise<ApplicationId> {
  return ctx.transact(async (tx) => {
    const id = newId<'application'>(ctx.now.epochMilliseconds);
    const citizenId = ctx.actor.kind === 'citizen' ? (ctx.actor.citizenId as CitizenId) : null;
    await insertDraft(tx, {
      agency_id: service.agencyId,
      id,
      service_id: service.id,
      service_version: service.version,
      unit_id: service.unitId,
      citizen_id: citizenId,
      answers: known(ctx, service),
      now: ctx.now,
    });
    return id;
  });
}

// What the account already knows is offered, not asked again.
function known(ctx: Ctx, service: Service): Answers {
  if (ctx.actor.kind !== 'citizen') return {};
  const { name, email } = ctx.actor;
  const answers: Record<string, string> = {};
  for (const field of fieldsOf(service.definition.form)) {
    if (field.type === 'email') answers[field.key] = email;
    if (field.key === 'nama' && name !== email.split('@')[0]) answers[field.key] = name;
  }
  return answers;
}

type Attaching = {
  readonly application: ApplicationRow;
  readonly answers: Answers;
  readonly files: readonly { readonly field: string; readonly file: StagedFile }[];
  readonly store: FileStore;
};

/** Saves one step as it is, right or not: nothing that was typed is lost. */
export async function saveStep(ctx: Ctx, { application, answers, files, store }: Attaching): Promise<void> {
  for (const { file } of files) await keepFile(store, file);
  await ctx.transact(async (tx) => {
    if (!(await saveDraft(tx, application.id, answers, ctx.now))) orRefuse(refuse('already-submitted'));
    await attach(tx, ctx, application, files);
  });
}

async function attach(tx: Tx, ctx: Ctx, application: ApplicationRow, files: Attaching['files']): Promise<void> {
  for (const { field, file } of files) {
    await recordContent(tx, file, ctx.now);
    await insertFile(tx, {
      agency_id: application.agency_id,
      id: newId(),
      application_id: application.id,
      field,
      sha256: file.sha256,
      file_name: file.fileName,
      media_type: file.mediaType,
      size_bytes: BigInt(file.size_bytes),
      added_at: ctx.now,
    });
  }
}

export async function removeFile(ctx: Ctx, application: ApplicationRow, fileId: string): Promise<void> {
  await ctx.transact((tx) => deleteFile(tx, application.id, fileId));
}

export function countFiles(files: readonly { readonly field: string }[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const file of files) counts[file.field] = (counts[file.field] ?? 0) + 1;
  return counts;
}

export function step(
  ctx: Ctx,
  application: Pick<ApplicationRow, 'agency_id' | 'id'>,
  kind: StepRow['kind'],
  note: string | null,
): Parameters<typeof insertStep>[1] {
  return {
    agency_id: application.agency_id,
    id: newId(ctx.now.epochMilliseconds),
    application_id: application.id,
    kind,
    note,
    person_id: ctx.actor.kind === 'staff' ? (ctx.actor.personId as NonNullable<StepRow['person_id']>) : null,
    happened_at: ctx.now,
  };
}

type QueueFact = 'arrived' | 'taken' | 'paused' | 'resumed' | 'decided' | 'withdrawn';

export async function tellQueue(tx: Tx, ctx: Ctx, application: ApplicationRow, token: string | null, fact: QueueFact): Promise<void> {
  if (!token) return;
  const at = ctx.now.toString({ smallestUnit: 'second' });
  await emit(tx, ctx, queueMoved, { token, service: application.service_id, fact, at }, { agencyId: application.agency_id });
}

type Fact = { readonly applicationId: string; readonly serviceId: string; readonly unitId: string };
export function factOf(row: ApplicationRow): Fact {
  return { applicationId: row.id, serviceId: row.service_id, unitId: row.unit_id };
}

/** Hands the case in: complete, with a ticket, a deadline and an event in the ledger. A second press gives the same case. */
export async function submitApplication(ctx: Ctx, id: ApplicationId): Promise<{ readonly ticket: string }> {
  return ctx.transact((tx) => once(tx, { actor: `application:${id}`, key: 'submit', action: 'services.submit', now: ctx.now }, () => submitted(tx, ctx, id)));
}

async function submitted(tx: Tx, ctx: Ctx, id: ApplicationId): Promise<{ readonly ticket: string }> {
  const draft = await applicationForUpdate(tx, id);
  if (!draft) throw problems.notFound();
  orRefuse(move(draft.state, 'submitted'));
  const standard = await serviceVersion(tx, draft.agency_id, draft.service_id, draft.service_version);
  const files = await filesOf(tx, id);
  const missing = firstIncompleteStep(standard.definition.form, draft.answers, countFiles(files));
  if (missing !== undefined) orRefuse(refuse('incomplete', { params: { step: missing } }));
  const due = deadlineOf({ submittedOn: ctx.today, workingDays: standard.workingDays, pauses: [], calendar: await calendarFor(tx) });
  const number = ticket('LYN', ctx.agency.code, ctx.today.year, await nextSerial(tx, 'LYN'));
  const queueToken = newCode(100);
  const record = {
    ticket: number,
    service: draft.service_id,
    serviceVersion: draft.service_version,
    submittedAt: ctx.now.toString(),
    dueOn: due.on.toString(),
    queueToken,
    answers: draft.answers,
    files: files.map((file) => ({ field: file.field, name: file.file_name, sha256: Buffer.from(file.sha256).toString('hex') })),
  };
  const { eventId } = await emit(tx, ctx, applicationSubmitted, factOf(draft), { agencyId: draft.agency_id, record });
  const email = emailOf(ctx, draft, standard.definition.form);
  await updateApplication(tx, draft, {
    state: 'submitted',
    ticket: number,
    queue_token: queueToken,
    applicant_name: draft.answers['nama'] ?? (ctx.actor.kind === 'citizen' ? ctx.actor.name : ''),
    applicant_email: email,
    submitted_at: ctx.now,
    submitted_event: eventId,
    due_on: due.on,
    due_provisional: due.provisional,
  });
  await insertStep(tx, step(ctx, draft, 'submitted', null));
  await tellQueue(tx, ctx, draft, queueToken, 'arrived');
  if (email)
    await queueMail(tx, ctx, { to: email, lang: ctx.lang, ...words(ctx.lang).mail.received(number, caseCode(await secretOf(tx, 'applications'), id), due.on) });
  return { ticket: number };
}

function emailOf(ctx: Ctx, draft: ApplicationRow, form: Parameters<typeof fieldsOf>[0]): string | null {
  const field = fieldsOf(form).find((one) => one.type === 'email');
  const typed = field ? draft.answers[field.key] : undefined;
  return typed || (ctx.actor.kind === 'citizen' ? ctx.actor.email : null);
}

type Correcting = {
  readonly id: ApplicationId;
  readonly raw: Readonly<Record<string, unknown>>;
  readonly files: Attaching['files'];
  readonly store: FileStore;
};

/** The applicant mends only what was named; the clock goes on. */
export async function correctApplication(ctx: Ctx, { id, raw, files, store }: Correcting): Promise<void> {
  for (const { file } of files) await keepFile(store, file);
  await ctx.transact(async (tx) => {
    const current = await applicationForUpdate(tx, id);
    if (!current) throw problems.notFound();
    const state = orRefuse(move(current.state, 'in-review'));
    if (current.state !== 'returned') orRefuse(refuse('application-state'));
    const standard = await serviceVersion(tx, current.agency_id, current.service_id, current.service_version);
    const open = fieldsOf(standard.definition.form).filter((field) => current.returned_fields.includes(field.key));
    await attach(
      tx,
      ctx,
      current,
      files.filter(({ field }) => current.returned_fields.includes(field)),
    );
    const answers = { ...current.answers, ...pickAnswers(open, raw) };
    const faults = faultsOf(open, answers, countFiles(await filesOf(tx, id)));
    if (Object.keys(faults).length > 0) orRefuse(refuse('invalid', { fields: faults }));
    await closePause(tx, current, ctx.today);
    const due = deadlineOf({
      submittedOn: submittedOn(ctx, current),
      workingDays: standard.workingDays,
      pauses: await pausesOf(tx, current),
      calendar: await calendarFor(tx),
    });
    await updateApplication(tx, current, { state, answers, due_on: due.on, due_provisional: due.provisional, returned_fields: [], returned_note: null });
    await insertStep(tx, step(ctx, current, 'corrected', null));
    const changed = createHash('sha256').update(JSON.stringify(answers)).digest('hex');
    await emit(tx, ctx, applicationCorrected, factOf(current), {
      agencyId: current.agency_id,
      record: { ticket: current.ticket, answersSha256: changed, dueOn: due.on.toString() },
    });
    await tellQueue(tx, ctx, current, current.queue_token, 'resumed');
  });
}

export function submittedOn(ctx: Ctx, row: Pick<ApplicationRow, 'submitted_at'>): Ctx['today'] {
  return (row.submitted_at ?? ctx.now).toZonedDateTimeISO(ctx.zone).toPlainDate();
}

export async function withdrawApplication(ctx: Ctx, id: ApplicationId): Promise<void> {
  await ctx.transact(async (tx) => {
    const current = await applicationForUpdate(tx, id);
    if (!current) throw problems.notFound();
    const state = orRefuse(move(current.state, 'withdrawn'));
    await closePause(tx, current, ctx.today);
    await updateApplication(tx, current, { state });
    await insertStep(tx, step(ctx, current, 'withdrawn', null));
    await emit(tx, ctx, applicationWithdrawn, factOf(current), { agencyId: current.agency_id, record: { ticket: current.ticket, at: ctx.now.toString() } });
    await tellQueue(tx, ctx, current, current.queue_token, 'withdrawn');
  });
}

/** Drafts that nobody came back to are data that nobody needs. */
export async function clearOldDrafts(ctx: Ctx, life_days: number): Promise<number> {
  return ctx.transact((tx) => deleteOldDrafts(tx, ctx.now.subtract({ hours: 24 * life_days })));
}
