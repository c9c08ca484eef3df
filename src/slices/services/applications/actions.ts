import { createHash } from 'node:crypto';
import type { CitizenId, PersonId } from '#slices/directory';
import { calendarFor, deadlineOf } from '#slices/standards';
import { type Ctx, together } from '#platform/context';
import { nextSerial, secretOf, type Tx } from '#platform/db';
import { type FileStore, keepFile, type StagedFile } from '#platform/files';
import { hashCode, newCode, newId, ticket } from '#platform/ids';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { applicationCorrected, applicationSubmitted, applicationWithdrawn } from '../events.ts';
import { type Answers, type ApplicationId, type Definition, maxFilesOfField } from '../model.ts';
import { type Party, partiesOf } from '../fairness/kin.ts';
import { noteFormerHandlers, saveParties } from '../fairness/kin-store.ts';
import { formFor } from '../counter/rules.ts';
import { findWalkIn, type WalkIn } from '../counter/store.ts';
import { firstOpenPage, judgeAnswers, judgeCorrection } from '../forms/check.ts';
import { countFiles, fieldsOf, settled, textOf } from '../forms/rules.ts';
import { type Service, serviceVersion } from '../standards/store.ts';
import { cancelTasks } from '../workflow/store.ts';
import { type Workflow, workflowOf } from '../workflow/model.ts';
import { entering } from '../workflow/rules.ts';
import { beginSteps, type Calendar, goOn } from '../workflow/tasks.ts';
import { words } from '../words.ts';
import { codeOf } from './case-code.ts';
import { dueAfter, factOf, tellQueue, writeStep, writeTo } from './news.ts';
import { move } from './rules.ts';
import {
  applicationForUpdate,
  type ApplicationRow,
  closePause,
  deleteFile,
  deleteFilesOf,
  deleteOldDrafts,
  type FileRow,
  filesOf,
  insertDraft,
  insertFile,
  pausesOf,
  saveDraft,
  updateApplication,
} from './store.ts';

/** A draft is kept from the first moment; the case that it becomes has the same id. A clerk types for who came to the counter. */
export async function startDraft(ctx: Ctx, service: Service, clerk?: PersonId): Promise<ApplicationId> {
  if (service.retiredAt) orRefuse(refuse('service-retired'));
  return ctx.transact(async (tx) => {
    const id = newId<'application'>(ctx.now.epochMilliseconds);
    await insertDraft(tx, {
      agency_id: service.agencyId,
      id,
      service_id: service.id,
      service_version: service.version,
      unit_id: service.unitId,
      citizen_id: accountOf(ctx),
      clerk_id: clerk ?? null,
      answers: known(ctx, service),
      resume_hash: hashCode(await codeOf(tx, id)),
      now: ctx.now,
    });
    return id;
  });
}

function accountOf(ctx: Ctx): CitizenId | null {
  return ctx.actor.kind === 'citizen' ? (ctx.actor.citizenId as CitizenId) : null;
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

export type Attached = readonly { readonly field: string; readonly file: StagedFile }[];

type Attaching = {
  readonly application: ApplicationRow;
  readonly answers: Answers;
  readonly files: Attached;
  readonly store: FileStore;
};

/** Saves one step as it is, right or not: nothing that was typed is lost. */
export async function saveStep(ctx: Ctx, { application, answers, files, store }: Attaching): Promise<void> {
  for (const { file } of files) await keepFile(ctx, store, file);
  await ctx.transact(async (tx) => {
    if (!(await saveDraft(tx, application.id, answers, ctx.now))) orRefuse(refuse('already-submitted'));
    await attach(tx, ctx, application, files);
  });
}

// Counted here, where the case is locked: of many that come in at once, each sees those before it.
async function attach(tx: Tx, ctx: Ctx, application: ApplicationRow, files: Attached): Promise<void> {
  const counts = files.length > 0 ? countFiles([...(await filesOf(tx, application.id)), ...files]) : {};
  const full = files.find(({ field }) => (counts[field] ?? 0) > maxFilesOfField);
  if (full) orRefuse(refuse('too-many-files', { fields: { [full.field]: 'too-many-files' } }));
  for (const { field, file } of files) {
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

/** Takes a file away again: from a draft, or from a field that was sent back. What an officer has read stays. */
export async function removeFile(ctx: Ctx, id: ApplicationId, fileId: string): Promise<void> {
  await ctx.transact(async (tx) => {
    const current = await applicationForUpdate(tx, id);
    if (current?.state === 'draft') await deleteFile(tx, id, fileId);
    else if (current?.state === 'returned') await deleteFile(tx, id, fileId, current.returned_fields);
    else orRefuse(refuse('application-state'));
  });
}

/** Hands the case in: complete, with a ticket, a deadline and an event in the ledger. A second press gives the same case. */
export async function submitApplication(ctx: Ctx, id: ApplicationId): Promise<{ readonly ticket: string }> {
  return ctx.transact(async (tx) => {
    // One batch to the database; the row is locked first, so that the second of two presses sees what the first has done.
    const [draft, files, home, serial, code, walkIn, kinSecret] = await together([
      applicationForUpdate(tx, id),
      filesOf(tx, id),
      calendarFor(tx, ctx.agency.id),
      nextSerial(tx, 'LYN'),
      codeOf(tx, id),
      findWalkIn(tx, id),
      secretOf(tx, 'kin'),
    ]);
    if (!draft) throw problems.notFound();
    if (draft.ticket) return { ticket: draft.ticket };
    orRefuse(move(draft.state, 'submitted'));
    const standard = await serviceVersion(tx, draft.agency_id, draft.service_id, draft.service_version);
    const form = formFor(draft, standard.definition.form);
    const { faults, shown } = judgeAnswers(form, draft.answers, countFiles(files));
    const missing = firstOpenPage(form, faults);
    if (missing !== undefined) orRefuse(refuse('incomplete', { params: { step: missing } }));
    const calendar = draft.agency_id === ctx.agency.id ? home : await calendarFor(tx, draft.agency_id);
    const due = deadlineOf({ submittedOn: ctx.today, workingDays: standard.workingDays, pauses: [], calendar });
    const answers = settled(form, draft.answers, countFiles(files));
    const submitted = {
      ...draft,
      ...applicantOf(ctx, { ...draft, answers }, form),
      answers,
      ticket: ticket('LYN', ctx.agency.code, ctx.today.year, serial),
      queue_token: newCode(100),
      submitted_at: ctx.now,
      submitted_event: newId<'event'>(ctx.now.epochMilliseconds),
      due_on: due.on,
      due_provisional: due.provisional,
    };
    const parties = partiesOf(kinSecret, submitted.answers, submitted.applicant_name);
    const given = {
      files: files.filter((file) => shown.has(file.field)),
      unasked: unaskedFiles(form, shown),
      code,
      walkIn,
      parties,
      workflow: workflowOf(standard),
      calendar,
    };
    await writeSubmission(tx, ctx, submitted, given);
    return { ticket: submitted.ticket };
  });
}

type Submitted = ApplicationRow & {
  readonly ticket: string;
  readonly queue_token: string;
  readonly submitted_event: ReturnType<typeof newId<'event'>>;
  readonly due_on: Ctx['today'];
};

// What was attached before another answer made the question fall away.
function unaskedFiles(form: Definition['form'], shown: ReadonlySet<string>): readonly string[] {
  return fieldsOf(form).flatMap((field) => (field.type === 'file' && !shown.has(field.key) ? [field.key] : []));
}

type Given = {
  readonly files: readonly FileRow[];
  readonly unasked: readonly string[];
  readonly code: string;
  readonly walkIn: WalkIn | undefined;
  readonly parties: readonly Party[];
  readonly workflow: Workflow;
  readonly calendar: Calendar;
};

async function writeSubmission(tx: Tx, ctx: Ctx, row: Submitted, { files, unasked, code, walkIn, parties, workflow, calendar }: Given): Promise<void> {
  const record = {
    ticket: row.ticket,
    service: row.service_id,
    serviceVersion: row.service_version,
    submittedAt: ctx.now.toString(),
    dueOn: row.due_on.toString(),
    queueToken: row.queue_token,
    answers: row.answers,
    ...(walkIn ? { atCounter: { clerk: row.clerk_id, applicantPresent: walkIn.identity === 'ktp', identity: walkIn.identity } } : {}),
    files: files.map((file) => ({ field: file.field, name: file.file_name, sha256: Buffer.from(file.sha256).toString('hex') })),
  };
  const { ticket: number, queue_token, citizen_id, lang, applicant_name, applicant_email, account_email, applicant_person_id } = row;
  const { submitted_at, submitted_event, due_on, due_provisional } = row;
  await together([
    ...(unasked.length > 0 ? [deleteFilesOf(tx, row.id, unasked)] : []),
    emit(tx, ctx, applicationSubmitted, factOf(row), { agencyId: row.agency_id, record, eventId: row.submitted_event }),
    updateApplication(tx, row, {
      state: 'submitted',
      answers: row.answers,
      ticket: number,
      queue_token,
      citizen_id,
      lang,
      applicant_name,
      applicant_email,
      account_email,
      applicant_person_id,
      submitted_at,
      submitted_event,
      due_on,
      due_provisional,
    }),
    writeStep(tx, ctx, row, { kind: 'submitted' }),
    beginSteps(tx, ctx, row, { workflow, steps: entering(workflow, row.answers, 0), calendar }),
    tellQueue(tx, ctx, row, 'arrived'),
    saveParties(tx, row, parties),
    noteFormerHandlers(tx, row, parties),
    writeTo(tx, ctx, row, (inLang, track) => words(inLang).mail.received(number, code, due_on, track)),
  ]);
}

type Applicant = Pick<ApplicationRow, 'citizen_id' | 'lang' | 'applicant_name' | 'applicant_email' | 'account_email' | 'applicant_person_id'>;

// Who begins without an account and signs in before sending has the case under the account.
function applicantOf({ actor, lang, ...ctx }: Ctx, draft: ApplicationRow, form: Definition['form']): Applicant {
  const field = fieldsOf(form).find((one) => one.type === 'email');
  const typed = field && textOf(draft.answers[field.key]);
  const account = actor.kind === 'citizen' ? actor : undefined;
  return {
    citizen_id: draft.citizen_id ?? accountOf({ ...ctx, actor, lang }),
    lang,
    applicant_name: textOf(draft.answers['nama']) || (account?.name ?? ''),
    applicant_email: typed || (account?.email ?? null),
    account_email: account?.email ?? null,
    applicant_person_id: actor.kind === 'staff' && !draft.clerk_id ? (actor.personId as PersonId) : null,
  };
}

type Correcting = {
  readonly id: ApplicationId;
  readonly raw: Readonly<Record<string, unknown>>;
  readonly files: Attached;
  readonly store: FileStore;
};

/** The applicant mends only what was named; the clock goes on. */
export async function correctApplication(ctx: Ctx, { id, raw, files, store }: Correcting): Promise<void> {
  for (const { file } of files) await keepFile(ctx, store, file);
  await ctx.transact(async (tx) => {
    const [current, before, kinSecret] = await together([applicationForUpdate(tx, id), filesOf(tx, id), secretOf(tx, 'kin')]);
    if (!current) throw problems.notFound();
    if (current.state !== 'returned') orRefuse(refuse('application-state'));
    const state = orRefuse(move(current.state, 'in-review'));
    const standard = await serviceVersion(tx, current.agency_id, current.service_id, current.service_version);
    const form = formFor(current, standard.definition.form);
    const sent = { answers: current.answers, returned: current.returned_fields, raw };
    const { open } = judgeCorrection(form, sent, countFiles(before));
    const added = files.filter(({ field }) => open.includes(field));
    await attach(tx, ctx, current, added);
    const counts = countFiles([...before, ...added]);
    const mended = judgeCorrection(form, sent, counts);
    if (Object.keys(mended.faults).length > 0) orRefuse(refuse('invalid', { fields: mended.faults }));
    const answers = settled(form, mended.answers, counts);
    const unasked = unaskedFiles(form, mended.shown);
    if (unasked.length > 0) await deleteFilesOf(tx, id, unasked);
    await closePause(tx, current, ctx.today);
    const [pauses, calendar] = await together([pausesOf(tx, current), calendarFor(tx, current.agency_id)]);
    const due = dueAfter(ctx, current, { workingDays: standard.workingDays, pauses, calendar });
    const changed = createHash('sha256').update(JSON.stringify(answers)).digest('hex');
    await together([
      updateApplication(tx, current, { state, answers, ...due, returned_fields: [], returned_note: null }),
      saveParties(tx, current, partiesOf(kinSecret, answers, current.applicant_name)),
      writeStep(tx, ctx, current, { kind: 'corrected' }),
      goOn(tx, ctx, current, { workflow: workflowOf(standard), pauses, calendar }),
      emit(tx, ctx, applicationCorrected, factOf(current), {
        agencyId: current.agency_id,
        record: { ticket: current.ticket, answersSha256: changed, dueOn: due.due_on.toString() },
      }),
      tellQueue(tx, ctx, current, 'resumed'),
    ]);
  });
}

export async function withdrawApplication(ctx: Ctx, id: ApplicationId): Promise<void> {
  await ctx.transact(async (tx) => {
    const current = await applicationForUpdate(tx, id);
    if (!current) throw problems.notFound();
    const state = orRefuse(move(current.state, 'withdrawn'));
    await together([
      closePause(tx, current, ctx.today),
      updateApplication(tx, current, { state, returned_fields: [], returned_note: null }),
      writeStep(tx, ctx, current, { kind: 'withdrawn' }),
      cancelTasks(tx, current, ctx.now),
      emit(tx, ctx, applicationWithdrawn, factOf(current), { agencyId: current.agency_id, record: { ticket: current.ticket, at: ctx.now.toString() } }),
      tellQueue(tx, ctx, current, 'withdrawn'),
    ]);
  });
}

/** Drafts that nobody came back to are data that nobody needs. */
export async function clearOldDrafts(ctx: Ctx, life_days: number): Promise<number> {
  return ctx.transact((tx) => deleteOldDrafts(tx, ctx.now.subtract({ hours: 24 * life_days })));
}
