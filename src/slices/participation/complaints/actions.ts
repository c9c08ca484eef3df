import { type AgencyId, findOrAddCitizen, unitsByIds, type UnitId } from '#slices/directory';
import { calendarFor, complaintTerms, deadlineOf, workingDaysBetween } from '#slices/standards';
import { scopeFor } from '#platform/access';
import type { Ctx } from '#platform/context';
import { nextSerial, once, secretOf, type Tx } from '#platform/db';
import { type FileStore, keepFile, type StagedFile, stripPhoto } from '#platform/files';
import { derivedCode, hashCode, newId, ticket } from '#platform/ids';
import { queueMail, wholeAddress } from '#platform/mail';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { todayIn } from '#platform/time';
import { href, type Lang } from '#platform/words';
import { complaintAnswered, complaintAssigned, complaintClosed, complaintReceived } from '../events.ts';
import type { ComplaintId, ComplaintInput } from '../model.ts';
import { permissions } from '../permissions.ts';
import { words } from '../words.ts';
import { answerTerm, disposition, mayHandle, move, type Order, runningTerm, sameVersion } from './rules.ts';
import {
  addToTotals,
  type ComplaintRow,
  complaintForUpdate,
  insertComplaint,
  insertFile,
  insertStep,
  type NewStep,
  provisionalComplaints,
  updateComplaint,
} from './store.ts';

export type ComplaintReceipt = { readonly complaintId: ComplaintId; readonly ticket: string; readonly code: string; readonly eventId: string };

type Submission = {
  readonly input: ComplaintInput;
  /** Whom it is about: the unit named by the citizen, else the one that gives the service named. */
  readonly aboutUnit: UnitId | undefined;
  readonly files: readonly StagedFile[];
  readonly store: FileStore;
  readonly key: string;
};

/** A complaint, aspiration or question comes in. Who has number and code can follow the case without an account. */
export async function submitComplaint(ctx: Ctx, { store, key, ...submission }: Submission): Promise<ComplaintReceipt> {
  const files = await Promise.all(submission.files.map(withoutMetadata));
  for (const file of files) await keepFile(ctx, store, file);
  return ctx.transact(async (tx) => {
    const secret = await secretOf(tx, 'complaints');
    const sameKey = { actor: `complaint:${key}`, key, action: 'participation.submit-complaint', now: ctx.now };
    const made = await once(tx, sameKey, () => received(tx, ctx, { ...submission, files, secret }));
    return { ...made, code: codeOf(secret, made.complaintId) };
  });
}

// Made again from the secret, so that who sends twice gets it twice and it stands nowhere.
function codeOf(secret: Uint8Array, id: ComplaintId): string {
  return derivedCode(secret, `complaint ${id}`);
}

// A photo tells no more than what is in the picture: not where and when it was taken, nor with whose telephone.
async function withoutMetadata(file: StagedFile): Promise<StagedFile> {
  return (await stripPhoto(file)) ?? orRefuse(refuse('file-broken', { fields: { files: 'file-broken' } }));
}

type Received = Omit<Submission, 'store' | 'key'> & { readonly secret: Uint8Array };

async function received(tx: Tx, ctx: Ctx, { input, aboutUnit, files, secret }: Received): Promise<Omit<ComplaintReceipt, 'code'>> {
  const id = newId<'complaint'>(ctx.now.epochMilliseconds);
  const agencyId = ctx.agency.id as AgencyId;
  const code = codeOf(secret, id);
  const number = ticket('ADU', ctx.agency.code, ctx.today.year, await nextSerial(tx, 'ADU'));
  const due = deadlineOf({ submittedOn: ctx.today, workingDays: complaintTerms().verify, pauses: [], calendar: await calendarFor(tx, ctx.agency.id) });
  const reporter = await reporterOf(tx, ctx, input);
  const { eventId } = await emit(
    tx,
    asReporter(ctx),
    complaintReceived,
    { complaintId: id, class: input.class },
    {
      agencyId,
      record: { ticket: number, class: input.class, category: input.category, title: input.title, body: input.body, submittedAt: ctx.now.toString() },
    },
  );
  await insertComplaint(tx, {
    ...reporter,
    id,
    agency_id: agencyId,
    ticket: number,
    code_hash: hashCode(code),
    class: input.class,
    category: input.category,
    title: input.title,
    body: input.body,
    place: input.place ?? null,
    service_id: input.service ?? null,
    lang: ctx.lang,
    confidential: input.confidential,
    named_unit_id: aboutUnit ?? null,
    independent: input.independent,
    state: 'received',
    verify_due_on: due.on,
    due_provisional: due.provisional,
    submitted_at: ctx.now,
    received_event: eventId,
  });
  await attach(tx, ctx, { agency_id: agencyId, id }, files);
  await insertStep(tx, step(asReporter(ctx), { agency_id: agencyId, id, version: 0 }, { kind: 'received', note: null, unit_id: null }));
  const cell = { agency_id: agencyId, class: input.class, category: input.category, month_on: ctx.today.with({ day: 1 }) };
  await addToTotals(tx, cell, { answered: false, inTime: false, days: 0 });
  await tell(tx, ctx, { ...reporter, ticket: number, lang: ctx.lang }, (lang, track) => words(lang).mail.received(number, code, due.on, track));
  return { complaintId: id, ticket: number, eventId };
}

// Who complains does so as anybody: neither event nor timeline says whose account it was, nor that one of the staff wrote it.
function asReporter(ctx: Ctx): Ctx {
  return { ...ctx, actor: { kind: 'anonymous' } };
}

async function reporterOf(tx: Tx, ctx: Ctx, input: ComplaintInput): Promise<Pick<ComplaintRow, 'citizen_id' | 'reporter_name' | 'reporter_email'>> {
  if (ctx.actor.kind === 'citizen') {
    const { citizenId, name, email } = ctx.actor;
    return { citizen_id: citizenId as ComplaintRow['citizen_id'], reporter_name: input.name ?? name, reporter_email: input.email ?? email };
  }
  const citizen_id = input.email ? await findOrAddCitizen(tx, asReporter(ctx), { name: input.name ?? input.email, email: input.email }) : null;
  return { citizen_id, reporter_name: input.name ?? null, reporter_email: input.email ?? null };
}

async function attach(tx: Tx, ctx: Ctx, complaint: Pick<ComplaintRow, 'agency_id' | 'id'>, files: readonly StagedFile[]): Promise<void> {
  for (const file of files) {
    await insertFile(tx, {
      agency_id: complaint.agency_id,
      id: newId(),
      complaint_id: complaint.id,
      sha256: file.sha256,
      file_name: file.fileName,
      media_type: file.mediaType,
      size_bytes: BigInt(file.size_bytes),
    });
  }
}

function step(ctx: Ctx, complaint: Pick<ComplaintRow, 'agency_id' | 'id' | 'version'>, what: Pick<NewStep, 'kind' | 'note' | 'unit_id'>): NewStep {
  return {
    ...what,
    agency_id: complaint.agency_id,
    id: newId(ctx.now.epochMilliseconds),
    complaint_id: complaint.id,
    person_id: ctx.actor.kind === 'staff' ? ctx.actor.personId : null,
    happened_at: ctx.now,
    version: complaint.version + 1,
  };
}

type Letter = { readonly subject: string; readonly body: string };

type Told = Pick<ComplaintRow, 'reporter_email' | 'lang' | 'ticket'>;

/** To the reporter, if they left an address, with the way to the case; their code opens it. */
async function tell(tx: Tx, ctx: Ctx, { reporter_email: to, lang, ticket: number }: Told, letter: (lang: Lang, track: string) => Letter): Promise<void> {
  if (to) await queueMail(tx, ctx, { to, lang, ...letter(lang, wholeAddress(`${href(lang, '/aduan/lacak')}?nomor=${number}`)) });
}

type Seen = { readonly complaintId: ComplaintId; readonly version: number };

async function lockedComplaint(tx: Tx, ctx: Ctx, seen: Seen, permission: string): Promise<ComplaintRow> {
  const complaint = await complaintForUpdate(tx, seen.complaintId, scopeFor(ctx.actor, permission));
  if (!complaint) throw problems.notFound();
  orRefuse(sameVersion(seen.version, complaint.version));
  return complaint;
}

const ownUnits = (ctx: Ctx) => (ctx.actor.kind === 'staff' ? ctx.actor.unitIds : []);

/** The disposition (Perpres 76/2013, penyaluran): which unit answers, by when. */
export async function assignComplaint(ctx: Ctx, input: Seen & Order): Promise<void> {
  await ctx.transact(async (tx) => {
    const complaint = await lockedComplaint(tx, ctx, input, permissions['participation.assign']);
    const { change, workingDays } = orRefuse(disposition(complaint, input, { terms: complaintTerms(), today: ctx.today }));
    const due = deadlineOf({ submittedOn: change.term_from_on, workingDays, pauses: [], calendar: await calendarFor(tx, ctx.agency.id) });
    await updateComplaint(tx, complaint, { ...change, answer_due_on: due.on, due_provisional: due.provisional });
    await insertStep(tx, step(ctx, complaint, { kind: 'assigned', note: null, unit_id: input.unitId }));
    await emit(
      tx,
      ctx,
      complaintAssigned,
      { complaintId: complaint.id, unitId: input.unitId },
      { agencyId: complaint.agency_id, record: { ticket: complaint.ticket, unitId: input.unitId, oversight: change.oversight, dueOn: due.on.toString() } },
    );
    const unit = (await unitsByIds(tx, [input.unitId])).get(input.unitId);
    if (!unit) throw problems.notFound();
    await tell(tx, ctx, complaint, (lang, track) => words(lang).mail.assigned(complaint.ticket, unit.name, due.on, track));
  });
}

/** The documented answer. The reporter has their say on it; silent for ten working days, the case closes. */
export async function answerComplaint(ctx: Ctx, input: Seen & { readonly answer: string }): Promise<void> {
  await ctx.transact(async (tx) => {
    const complaint = await lockedComplaint(tx, ctx, input, permissions['participation.answer']);
    orRefuse(mayHandle(complaint, ownUnits(ctx)));
    const state = orRefuse(move(complaint.state, 'answered'));
    const unitId = complaint.unit_id;
    if (!unitId) throw problems.conflict();
    const calendar = await calendarFor(tx, ctx.agency.id);
    const feedback = deadlineOf({ submittedOn: ctx.today, workingDays: complaintTerms().feedback, pauses: [], calendar });
    await updateComplaint(tx, complaint, { state, answered_at: ctx.now, feedback_due_on: feedback.on, due_provisional: feedback.provisional });
    await insertStep(tx, step(ctx, complaint, { kind: 'answered', note: input.answer, unit_id: unitId }));
    if (complaint.answered_at === null) {
      const receivedOn = todayIn(complaint.submitted_at, ctx.zone);
      const inTime = complaint.answer_due_on !== null && Temporal.PlainDate.compare(ctx.today, complaint.answer_due_on) <= 0;
      const days = workingDaysBetween(receivedOn, ctx.today, calendar);
      await addToTotals(tx, { ...complaint, month_on: receivedOn.with({ day: 1 }) }, { answered: true, inTime, days });
    }
    await emit(
      tx,
      ctx,
      complaintAnswered,
      { complaintId: complaint.id, unitId },
      { agencyId: complaint.agency_id, record: { ticket: complaint.ticket, answer: input.answer, answeredAt: ctx.now.toString() } },
    );
    await tell(tx, ctx, complaint, (lang, track) => words(lang).mail.answered(complaint.ticket, feedback.on, track));
  });
}

/** Not this agency's matter: said with the reason and, in it, where to go instead. */
export async function turnAway(ctx: Ctx, input: Seen & { readonly reason: string }): Promise<void> {
  await ctx.transact(async (tx) => {
    const complaint = await lockedComplaint(tx, ctx, input, permissions['participation.assign']);
    orRefuse(mayHandle(complaint, ownUnits(ctx)));
    const state = orRefuse(move(complaint.state, 'not-ours'));
    await updateComplaint(tx, complaint, { state, closed_at: ctx.now });
    await insertStep(tx, step(ctx, complaint, { kind: 'not-ours', note: input.reason, unit_id: complaint.unit_id }));
    await emitClosed(tx, ctx, complaint, 'not-ours', { reason: input.reason });
    await tell(tx, ctx, complaint, (lang, track) => words(lang).mail.notOurs(complaint.ticket, input.reason, track));
  });
}

type How = 'closed' | 'not-ours' | 'reopened' | 'silent';

async function emitClosed(tx: Tx, ctx: Ctx, complaint: ComplaintRow, how: How, record: Readonly<Record<string, unknown>>): Promise<void> {
  const fact = { complaintId: complaint.id, how };
  await emit(tx, ctx, complaintClosed, fact, { agencyId: complaint.agency_id, record: { ticket: complaint.ticket, how, ...record } });
}

type Feedback = { readonly content: boolean; readonly note: string | undefined };

/** The reporter's word on the answer: content with it, or not yet; then the unit answers again, within a new term. */
export async function giveFeedback(ctx: Ctx, complaint: Pick<ComplaintRow, 'id'>, input: Feedback): Promise<void> {
  await ctx.transact(async (tx) => {
    const current = await complaintForUpdate(tx, complaint.id, { reach: 'nation', unitIds: [] });
    if (!current) throw problems.notFound();
    const state = orRefuse(move(current.state, input.content ? 'closed' : 'assigned'));
    const workingDays = answerTerm(complaintTerms(), { class: current.class, oversight: current.oversight === true });
    const due = deadlineOf({ submittedOn: ctx.today, workingDays, pauses: [], calendar: await calendarFor(tx, ctx.agency.id) });
    const reopened = { state, term_from_on: ctx.today, answer_due_on: due.on, due_provisional: due.provisional, feedback_due_on: null };
    await updateComplaint(tx, current, input.content ? { state, closed_at: ctx.now, feedback_due_on: null } : reopened);
    const what = { kind: input.content ? ('closed' as const) : ('replied' as const), note: input.note ?? null, unit_id: null };
    await insertStep(tx, step(asReporter(ctx), current, what));
    await emitClosed(tx, asReporter(ctx), current, input.content ? 'closed' : 'reopened', { content: input.content, note: input.note ?? null });
  });
}

/** An answer that nobody has said anything to closes its case when the term for that has passed. False when it has moved on. */
export async function closeSilent(ctx: Ctx, id: ComplaintId): Promise<boolean> {
  return ctx.transact(async (tx) => {
    const current = await complaintForUpdate(tx, id, { reach: 'nation', unitIds: [] });
    if (current?.state !== 'answered' || !current.feedback_due_on || Temporal.PlainDate.compare(ctx.today, current.feedback_due_on) <= 0) return false;
    await updateComplaint(tx, current, { state: 'closed', closed_at: ctx.now, feedback_due_on: null });
    await insertStep(tx, step(ctx, current, { kind: 'closed', note: words(current.lang).closedSilent, unit_id: null }));
    await emitClosed(tx, ctx, current, 'silent', {});
    return true;
  });
}

/** Once a year's decree is loaded, deadlines that were provisional are counted again. */
export async function settleDeadlines(ctx: Ctx): Promise<void> {
  await ctx.transact(async (tx) => {
    const calendar = await calendarFor(tx, ctx.agency.id);
    const dayOf = (at: ComplaintRow['submitted_at']) => todayIn(at, ctx.zone);
    for (const row of await provisionalComplaints(tx)) {
      const answeredOn = row.answered_at && dayOf(row.answered_at);
      const term = runningTerm(complaintTerms(), { ...row, receivedOn: dayOf(row.submitted_at), answeredOn });
      if (!term) continue;
      const due = deadlineOf({ submittedOn: term.from, workingDays: term.workingDays, pauses: [], calendar });
      if (due.provisional && row[term.column]?.equals(due.on)) continue;
      await updateComplaint(tx, row, { [term.column]: due.on, due_provisional: due.provisional });
    }
  });
}
