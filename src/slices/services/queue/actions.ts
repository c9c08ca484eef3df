import { peopleByIds, type PersonId } from '#slices/directory';
import { calendarFor, deadlineOf, workingDaysBetween } from '#slices/standards';
import { scopeFor } from '#platform/access';
import type { Ctx } from '#platform/context';
import { secretOf, type Tx } from '#platform/db';
import { hashCode } from '#platform/ids';
import { queueMail } from '#platform/mail';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { applicationDecided, applicationReturned, applicationTaken } from '../events.ts';
import type { ApplicationId } from '../model.ts';
import { permissions } from '../permissions.ts';
import { factOf, step, submittedOn, tellQueue } from '../applications/actions.ts';
import { caseCode, resultCode } from '../applications/case-code.ts';
import { move, sameVersion } from '../applications/rules.ts';
import { type ApplicationRow, applicationWithin, insertStep, openPause, pausesOf, updateApplication } from '../applications/store.ts';
import { serviceVersion } from '../standards/store.ts';
import { words } from '../words.ts';
import { addDuration, nextInLine, passedOver } from './store.ts';

function officer(ctx: Ctx): PersonId {
  if (ctx.actor.kind !== 'staff') throw problems.forbidden();
  return ctx.actor.personId as PersonId;
}

async function lockedCase(tx: Tx, ctx: Ctx, id: ApplicationId): Promise<ApplicationRow> {
  const found = await applicationWithin(tx, id, scopeFor(ctx.actor, permissions['services.work']), true);
  if (!found) throw problems.notFound();
  if (ctx.actor.kind === 'staff' && found.applicant_email !== null && (await isOwn(tx, ctx, found))) orRefuse(refuse('own-case'));
  return found;
}

// Nobody handles an application of their own.
async function isOwn(tx: Tx, ctx: Ctx, row: ApplicationRow): Promise<boolean> {
  const person = (await peopleByIds(tx, [officer(ctx)])).get(officer(ctx));
  return person?.email !== null && person?.email === row.applicant_email;
}

/** Takes the case that came first. Undefined when nothing waits. */
export async function takeNext(ctx: Ctx): Promise<ApplicationId | undefined> {
  return ctx.transact(async (tx) => {
    const id = await nextInLine(tx, scopeFor(ctx.actor, permissions['services.work']));
    if (!id) return undefined;
    await take(tx, ctx, await lockedCase(tx, ctx, id), undefined);
    return id;
  });
}

/** Takes a certain case; out of turn only with a reason, which the ledger keeps. */
export async function takeApplication(ctx: Ctx, input: { readonly id: ApplicationId; readonly because: string | undefined }): Promise<void> {
  await ctx.transact(async (tx) => {
    const current = await lockedCase(tx, ctx, input.id);
    const passed = await passedOver(tx, current);
    if (passed.length > 0 && !input.because) orRefuse(refuse('out-of-turn', { fields: { because: 'out-of-turn' } }));
    await take(tx, ctx, current, passed.length > 0 ? input.because : undefined);
  });
}

async function take(tx: Tx, ctx: Ctx, current: ApplicationRow, because: string | undefined): Promise<void> {
  const state = orRefuse(move(current.state, 'in-review'));
  await updateApplication(tx, current, { state, officer_id: officer(ctx), taken_at: ctx.now });
  await insertStep(tx, step(ctx, current, 'taken', because ?? null));
  await emit(tx, ctx, applicationTaken, factOf(current), {
    agencyId: current.agency_id,
    record: { ticket: current.ticket, at: ctx.now.toString(), outOfTurn: because ?? null },
  });
  await tellQueue(tx, ctx, current, current.queue_token, 'taken');
}

type Returning = { readonly id: ApplicationId; readonly version: number; readonly fields: readonly string[]; readonly note: string };

/** Asks the applicant to mend named fields. From today the clock stands still. */
export async function returnForCorrection(ctx: Ctx, { id, version, fields, note }: Returning): Promise<void> {
  await ctx.transact(async (tx) => {
    const current = await lockedCase(tx, ctx, id);
    orRefuse(sameVersion(version, current.version));
    const state = orRefuse(move(current.state, 'returned'));
    await updateApplication(tx, current, { state, returned_fields: fields, returned_note: note });
    await openPause(tx, current, ctx.today, ctx.now);
    await insertStep(tx, step(ctx, current, 'returned', note));
    await emit(tx, ctx, applicationReturned, factOf(current), {
      agencyId: current.agency_id,
      record: { ticket: current.ticket, fields, note, at: ctx.now.toString() },
    });
    await tellQueue(tx, ctx, current, current.queue_token, 'paused');
    await write(tx, ctx, current, (code) => words('id').mail.returned(current.ticket ?? '', code, note));
  });
}

async function write(tx: Tx, ctx: Ctx, row: ApplicationRow, letter: (code: string) => { readonly subject: string; readonly body: string }): Promise<void> {
  if (!row.applicant_email) return;
  await queueMail(tx, ctx, { to: row.applicant_email, lang: 'id', ...letter(caseCode(await secretOf(tx, 'applications'), row.id)) });
}

type Deciding = { readonly id: ApplicationId; readonly version: number; readonly outcome: 'granted' | 'refused'; readonly reason: string };

/** Decides, with reasons. A grant has a number and a code that its QR carries. */
export async function decideApplication(ctx: Ctx, { id, version, outcome, reason }: Deciding): Promise<void> {
  await ctx.transact(async (tx) => {
    const current = await lockedCase(tx, ctx, id);
    orRefuse(sameVersion(version, current.version));
    const state = orRefuse(move(current.state, outcome));
    if (outcome === 'refused' && reason.trim() === '') orRefuse(refuse('reason-required', { fields: { reason: 'reason-required' } }));
    const standard = await serviceVersion(tx, current.agency_id, current.service_id, current.service_version);
    const code = resultCode(await secretOf(tx, 'applications'), id);
    const resultNumber = outcome === 'granted' ? `${current.ticket}/H` : null;
    const record = { ticket: current.ticket, outcome, reason, resultNumber, decidedAt: ctx.now.toString(), dueOn: current.due_on?.toString() ?? null };
    const { eventId } = await emit(tx, ctx, applicationDecided, { ...factOf(current), outcome }, { agencyId: current.agency_id, record });
    await updateApplication(tx, current, {
      state,
      decided_at: ctx.now,
      decided_by: officer(ctx),
      decision_event: eventId,
      reason: reason || null,
      result_number: resultNumber,
      ...(outcome === 'granted' ? { result_code_hash: hashCode(code) } : {}),
    });
    await insertStep(tx, step(ctx, current, outcome, reason || null));
    await tellQueue(tx, ctx, current, current.queue_token, 'decided');
    await measure(tx, ctx, current, standard.workingDays);
    await write(tx, ctx, current, (opening) => words('id').mail.decided(current.ticket ?? '', opening, outcome));
  });
}

// The days that count: from the day after submission to today, without those on which the applicant had to act.
async function measure(tx: Tx, ctx: Ctx, row: ApplicationRow, promised: number): Promise<void> {
  const calendar = await calendarFor(tx);
  const from = submittedOn(ctx, row);
  const pauses = await pausesOf(tx, row);
  const paused = pauses.reduce((sum, pause) => sum + workingDaysBetween(pause.from, pause.until ?? ctx.today, calendar), 0);
  const days = Math.max(0, workingDaysBetween(from, ctx.today, calendar) - paused);
  const due = deadlineOf({ submittedOn: from, workingDays: promised, pauses, calendar });
  const late = Temporal.PlainDate.compare(ctx.today, due.on) > 0;
  await addDuration(tx, { agencyId: row.agency_id, serviceId: row.service_id, month: ctx.today.with({ day: 1 }), workingDays: days, late });
}
