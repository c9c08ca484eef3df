import { type AgencyId, findOrAddCitizen, type UnitId } from '#slices/directory';
import { calendarFor, deadlineOf } from '#slices/standards';
import { scopeFor } from '#platform/access';
import type { Ctx } from '#platform/context';
import { nextSerial, once, type Tx } from '#platform/db';
import { type FileStore, keepFile, recordContent, type StagedFile } from '#platform/files';
import { hashCode, newCode, newId, ticket } from '#platform/ids';
import { queueMail } from '#platform/mail';
import { orRefuse } from '#platform/result';
import { complaintAnswered, complaintAssigned, complaintClosed, complaintReceived } from '../events.ts';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import type { ComplaintId, ComplaintInput } from '../model.ts';
import { permissions } from '../permissions.ts';
import { words } from '../words.ts';
import { answerWithin_days, move, sameVersion, verifyWithin_days } from './rules.ts';
import { type ComplaintRow, complaintForUpdate, insertComplaint, insertFile, insertStep, type NewStep, updateComplaint } from './store.ts';

export type ComplaintReceipt = { readonly complaintId: ComplaintId; readonly ticket: string; readonly code: string; readonly eventId: string };

type Submission = { readonly input: ComplaintInput; readonly files: readonly StagedFile[]; readonly store: FileStore; readonly key: string };

/** A complaint, aspiration or question comes in. The code is shown once; who has it can follow the case without an account. */
export async function submitComplaint(ctx: Ctx, { input, files, store, key }: Submission): Promise<ComplaintReceipt> {
  for (const file of files) await keepFile(store, file);
  return ctx.transact((tx) =>
    once(tx, { actor: `complaint:${key}`, key, action: 'participation.submit-complaint', now: ctx.now }, () => received(tx, ctx, input, files)),
  );
}

async function received(tx: Tx, ctx: Ctx, input: ComplaintInput, files: readonly StagedFile[]): Promise<ComplaintReceipt> {
  const id = newId<'complaint'>(ctx.now.epochMilliseconds);
  const agencyId = ctx.agency.id as AgencyId;
  const code = newCode();
  const number = ticket('ADU', ctx.agency.code, ctx.today.year, await nextSerial(tx, 'ADU'));
  const due = deadlineOf({ submittedOn: ctx.today, workingDays: verifyWithin_days, pauses: [], calendar: await calendarFor(tx) });
  const citizenId =
    ctx.actor.kind === 'citizen'
      ? ctx.actor.citizenId
      : input.email
        ? await findOrAddCitizen(tx, ctx, { name: input.name ?? input.email, email: input.email })
        : null;
  await insertComplaint(tx, {
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
    citizen_id: citizenId,
    reporter_name: input.name ?? (ctx.actor.kind === 'citizen' ? ctx.actor.name : null),
    reporter_email: input.email ?? (ctx.actor.kind === 'citizen' ? ctx.actor.email : null),
    state: 'received',
    verify_due_on: due.on,
    due_provisional: due.provisional,
    submitted_at: ctx.now,
  });
  for (const file of files) {
    await recordContent(tx, file, ctx.now);
    await insertFile(tx, {
      agency_id: agencyId,
      id: newId(),
      complaint_id: id,
      sha256: file.sha256,
      file_name: file.fileName,
      media_type: file.mediaType,
      size_bytes: BigInt(file.size_bytes),
    });
  }
  await insertStep(tx, step(ctx, { agency_id: agencyId, id }, { kind: 'received', note: null, unit_id: null }));
  const { eventId } = await emit(
    tx,
    ctx,
    complaintReceived,
    { complaintId: id, class: input.class },
    {
      agencyId,
      record: { ticket: number, class: input.class, category: input.category, title: input.title, body: input.body, submittedAt: ctx.now.toString() },
    },
  );
  return { complaintId: id, ticket: number, code, eventId };
}

function step(ctx: Ctx, complaint: Pick<ComplaintRow, 'agency_id' | 'id'>, what: Pick<NewStep, 'kind' | 'note' | 'unit_id'>): NewStep {
  return {
    ...what,
    agency_id: complaint.agency_id,
    id: newId(ctx.now.epochMilliseconds),
    complaint_id: complaint.id,
    person_id: ctx.actor.kind === 'staff' ? ctx.actor.personId : null,
    happened_at: ctx.now,
  };
}

type Seen = { readonly complaintId: ComplaintId; readonly version: number };

async function lockedComplaint(tx: Tx, ctx: Ctx, seen: Seen, permission: string): Promise<ComplaintRow> {
  const complaint = await complaintForUpdate(tx, seen.complaintId, scopeFor(ctx.actor, permission));
  if (!complaint) throw problems.notFound();
  orRefuse(sameVersion(seen.version, complaint.version));
  return complaint;
}

/** The disposition (Perpres 76/2013, penyaluran): which unit answers, by when. */
export async function assignComplaint(ctx: Ctx, input: Seen & { readonly unitId: UnitId; readonly oversight: boolean }): Promise<void> {
  await ctx.transact(async (tx) => {
    const complaint = await lockedComplaint(tx, ctx, input, permissions['participation.assign']);
    const state = orRefuse(move(complaint.state, 'assigned'));
    const workingDays = answerWithin_days({ class: complaint.class, oversight: input.oversight });
    const due = deadlineOf({ submittedOn: ctx.today, workingDays, pauses: [], calendar: await calendarFor(tx) });
    await updateComplaint(tx, complaint, {
      state,
      unit_id: input.unitId,
      oversight: input.oversight,
      answer_due_on: due.on,
      due_provisional: due.provisional,
      assigned_at: ctx.now,
    });
    await insertStep(tx, step(ctx, complaint, { kind: 'assigned', note: null, unit_id: input.unitId }));
    await emit(
      tx,
      ctx,
      complaintAssigned,
      { complaintId: complaint.id, unitId: input.unitId },
      { agencyId: complaint.agency_id, record: { ticket: complaint.ticket, unitId: input.unitId, dueOn: due.on.toString() } },
    );
  });
}

/** The documented answer. */
export async function answerComplaint(ctx: Ctx, input: Seen & { readonly answer: string }): Promise<void> {
  await ctx.transact(async (tx) => {
    const complaint = await lockedComplaint(tx, ctx, input, permissions['participation.answer']);
    const state = orRefuse(move(complaint.state, 'answered'));
    const unitId = complaint.unit_id;
    if (!unitId) throw problems.conflict();
    await updateComplaint(tx, complaint, { state, answered_at: ctx.now });
    await insertStep(tx, step(ctx, complaint, { kind: 'answered', note: input.answer, unit_id: unitId }));
    await emit(
      tx,
      ctx,
      complaintAnswered,
      { complaintId: complaint.id, unitId },
      { agencyId: complaint.agency_id, record: { ticket: complaint.ticket, answer: input.answer, answeredAt: ctx.now.toString() } },
    );
    if (complaint.reporter_email) await queueMail(tx, ctx, { to: complaint.reporter_email, lang: 'id', ...words('id').mail.answered(complaint.ticket) });
  });
}

/** Not this agency's matter: said with the reason and, in it, where to go instead. */
export async function turnAway(ctx: Ctx, input: Seen & { readonly reason: string }): Promise<void> {
  await ctx.transact(async (tx) => {
    const complaint = await lockedComplaint(tx, ctx, input, permissions['participation.assign']);
    const state = orRefuse(move(complaint.state, 'not-ours'));
    await updateComplaint(tx, complaint, { state, closed_at: ctx.now });
    await insertStep(tx, step(ctx, complaint, { kind: 'not-ours', note: input.reason, unit_id: complaint.unit_id }));
    await emit(
      tx,
      ctx,
      complaintClosed,
      { complaintId: complaint.id, how: 'not-ours' },
      { agencyId: complaint.agency_id, record: { ticket: complaint.ticket, reason: input.reason } },
    );
  });
}

/** The reporter's word on the answer: content with it, or not yet (then the unit answers again). */
export async function giveFeedback(ctx: Ctx, complaint: ComplaintRow, input: { readonly content: boolean; readonly note: string | undefined }): Promise<void> {
  await ctx.transact(async (tx) => {
    const current = await complaintForUpdate(tx, complaint.id, { reach: 'nation', unitIds: [] });
    if (!current) throw problems.notFound();
    const state = orRefuse(move(current.state, input.content ? 'closed' : 'assigned'));
    await updateComplaint(tx, current, input.content ? { state, closed_at: ctx.now } : { state });
    await insertStep(tx, step(ctx, current, { kind: input.content ? 'closed' : 'replied', note: input.note ?? null, unit_id: current.unit_id }));
    await emit(
      tx,
      ctx,
      complaintClosed,
      { complaintId: current.id, how: input.content ? 'closed' : 'reopened' },
      { agencyId: current.agency_id, record: { ticket: current.ticket, content: input.content, note: input.note ?? null } },
    );
  });
}
