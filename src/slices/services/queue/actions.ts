import { holdersOf, type PersonId } from '#slices/directory';
import { calendarFor, workingDaysBetween } from '#slices/standards';
import { findScope, scopeFor } from '#platform/access';
import { type Ctx, together } from '#platform/context';
import type { Tx } from '#platform/db';
import { type FileStore, keepFile, type StagedFile } from '#platform/files';
import { newId } from '#platform/ids';
import { wholeAddress } from '#platform/mail';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { ok, orRefuse, type Outcome, refuse } from '#platform/result';
import type { Lang } from '#platform/words';
import { applicationDecided, applicationReturned, applicationTaken, resultSigned } from '../events.ts';
import type { ApplicationId, OutOfTurnReason, QueueReason } from '../model.ts';
import { permissions } from '../permissions.ts';
import { factOf, submittedOn, tellQueue, writeStep, writeTo } from '../applications/news.ts';
import { move } from '../applications/rules.ts';
import { type ApplicationRow, openPause, pausesOf, updateApplication } from '../applications/store.ts';
import { recusalOf } from '../fairness/kin-store.ts';
import { letterText } from '../results/letters.ts';
import { isElectronic, layResult } from '../results/actions.ts';
import { insertSignedAct, resultsOf } from '../results/store.ts';
import { returnable } from '../forms/rules.ts';
import { servicesByIds, serviceVersion } from '../standards/store.ts';
import { slots } from '../slots.ts';
import { deskFor, desksOf } from '../workflow/desks.ts';
import { cancelTasks, stopClocks, type TaskId, type TaskRow, updateTask } from '../workflow/store.ts';
import { checklistOf, mayDo } from '../workflow/tasks.ts';
import { words } from '../words.ts';
import { asHolder, heldStep, inStead, lockedCase, type Locked, officerBy, officerOf } from './locked.ts';
import { assignmentOf, countedDays, isBarred, isOwnCase, turnOf } from './rules.ts';
import { addDuration, casesForUpdate, checksOf, nextInLine, passedOver, replaceChecks, tasksByCases } from './store.ts';

/** Takes the step whose case came first of those that are not the officer's own. Undefined when nothing waits. */
export async function takeNext(ctx: Ctx): Promise<ApplicationId | undefined> {
  return ctx.transact(async (tx) => {
    scopeFor(ctx.actor, permissions['services.work']);
    const next = await nextInLine(tx, desksOf(ctx.actor), await officerOf(tx, ctx));
    if (!next) return undefined;
    const { current, tasks, officer } = await lockedCase(tx, ctx, next.application_id);
    const task = tasks.find((one) => one.id === next.id)!;
    const own = (await passedOver(tx, task, officer.personId)).filter((one) => isBarred(one, officer));
    await take(tx, ctx, { current, task, officer }, orRefuse(turnOf(own, officer, undefined)));
    return current.id;
  });
}

type Taking = { readonly id: ApplicationId; readonly because: OutOfTurnReason | undefined; readonly step?: string | undefined };

/** Takes a certain case's step; out of turn only with a reason, which stands in the public log. */
export async function takeApplication(ctx: Ctx, { id, because, step }: Taking): Promise<void> {
  await ctx.transact(async (tx) => {
    const { current, tasks, officer } = await lockedCase(tx, ctx, id);
    const task = orRefuse(takeable(tasks, ctx, step));
    orRefuse(mayDo(task, tasks, officer.personId, isInStead(ctx, task)));
    await take(tx, ctx, { current, task, officer }, orRefuse(turnOf(await passedOver(tx, task, officer.personId), officer, because)));
  });
}

function isInStead(ctx: Ctx, task: TaskRow): boolean {
  return deskFor(desksOf(ctx.actor), task)?.grant.acting !== undefined;
}

/** The open step that the officer's roles can do, the named one if one is named. */
function takeable(tasks: readonly TaskRow[], ctx: Ctx, step: string | undefined): Outcome<TaskRow> {
  const open = tasks.filter((one) => one.state === 'open' && !one.stopped && (step === undefined || one.step === step));
  const [first] = open.filter((one) => deskFor(desksOf(ctx.actor), one));
  return first ? ok(first) : refuse(open.length > 0 ? 'not-your-step' : 'application-state');
}

type Turn = { readonly lane: ApplicationRow['lane']; readonly reason: QueueReason | null };
type Given = Pick<Locked, 'current' | 'officer'> & { readonly task: TaskRow };

async function take(tx: Tx, ctx: Ctx, { current, task, officer }: Given, { lane, reason }: Turn): Promise<void> {
  const isFirst = current.state === 'submitted';
  // Who is put first at the first step stays so at those that follow.
  const change = isFirst ? { state: orRefuse(move(current.state, 'in-review')), lane } : {};
  const desk = officer.personId === personOf(ctx) ? deskFor(desksOf(ctx.actor), task) : undefined;
  const as = inStead(ctx, desk);
  await together([
    updateTask(tx, task, { state: 'taken', officer_id: officer.personId, taken_at: ctx.now, acting: desk?.grant.acting?.capacity ?? null }),
    updateApplication(tx, current, { ...change, officer_id: officer.personId, taken_at: ctx.now }),
    writeStep(tx, ctx, current, { kind: 'taken', step: task.step, by: officer.personId }),
    emit(tx, as, applicationTaken, factOf(current), {
      agencyId: current.agency_id,
      record: { ticket: current.ticket, step: task.step, at: ctx.now.toString(), outOfTurn: reason },
    }),
    tellQueue(tx, as, isFirst ? { ...current, lane } : current, 'taken', reason, isFirst ? undefined : task.step),
  ]);
}

function personOf(ctx: Ctx): string | undefined {
  return ctx.actor.kind === 'staff' ? ctx.actor.personId : undefined;
}

type TakingOver = { readonly id: ApplicationId; readonly note: string; readonly step?: string | undefined };

/** A colleague who is away cannot hold a step for ever: who steps in says why. */
export async function takeOver(ctx: Ctx, { id, note, step }: TakingOver): Promise<void> {
  await ctx.transact(async (tx) => {
    const { current, tasks, officer } = await lockedCase(tx, ctx, id);
    const held = tasks.filter((one) => one.state === 'taken' && one.officer_id !== officer.personId && (step === undefined || one.step === step));
    const task = held.find((one) => deskFor(desksOf(ctx.actor), one));
    if (!task) return orRefuse(refuse(held.length > 0 ? 'not-your-step' : 'application-state'));
    orRefuse(mayDo(task, tasks, officer.personId, isInStead(ctx, task)));
    await handOver(tx, ctx, { current, task, officer }, note);
  });
}

async function handOver(tx: Tx, ctx: Ctx, { current, task, officer }: Given, note: string): Promise<void> {
  const desk = officer.personId === personOf(ctx) ? deskFor(desksOf(ctx.actor), task) : undefined;
  const as = inStead(ctx, desk);
  await together([
    updateTask(tx, task, { officer_id: officer.personId, taken_at: ctx.now, acting: desk?.grant.acting?.capacity ?? null }),
    updateApplication(tx, current, { officer_id: officer.personId, taken_at: ctx.now }),
    writeStep(tx, ctx, current, { kind: 'taken', note, step: task.step, by: officer.personId }),
    emit(tx, as, applicationTaken, factOf(current), {
      agencyId: current.agency_id,
      record: { ticket: current.ticket, step: task.step, at: ctx.now.toString(), takenOver: note },
    }),
    tellQueue(tx, as, current, 'taken', 'pengganti'),
  ]);
}

type Assigning = {
  readonly ids: readonly TaskId[];
  /** Undefined: to oneself. */
  readonly to: PersonId | undefined;
  readonly because: OutOfTurnReason | undefined;
  /** Why cases that somebody holds change hands. */
  readonly note: string;
};

/** Several steps to one officer, in order of arrival, each with an event of its own; all of them or none. Returns how many changed hands. */
export async function assignApplications(ctx: Ctx, { ids, to, because, note }: Assigning): Promise<number> {
  return ctx.transact(async (tx) => {
    const scope = scopeFor(ctx.actor, permissions['services.work']);
    const [rows, me] = await together([casesForUpdate(tx, ids, scope), officerOf(tx, ctx)]);
    const tasks = await tasksByCases(tx, rows);
    const chosen = rows.flatMap((current) =>
      tasks.filter((task) => task.application_id === current.id && ids.includes(task.id)).map((task) => ({ current, task })),
    );
    if (chosen.length < new Set(ids).size) throw problems.notFound();
    const officer = to && to !== me.personId ? await assignee(tx, ctx, to, chosen) : me;
    const versions = new Map(rows.map((row) => [row.id, row.version]));
    let changed = 0;
    for (const { current: row, task } of chosen) {
      // Two steps of one case: the second comes after the first.
      const current = { ...row, version: versions.get(row.id) ?? row.version };
      if (isOwnCase(current, me) || isOwnCase(current, officer)) orRefuse(refuse('own-case', { fields: { cases: 'own-case' } }));
      const recusal = await recusalOf(tx, current.id, officer.personId);
      // Whose name a case has is asked of the officer, before they do anything with it.
      if (recusal && (recusal !== 'kin-name' || officer === me)) orRefuse(refuse(recusal, { fields: { cases: recusal } }));
      const own = officer === me ? deskFor(desksOf(ctx.actor), task) : undefined;
      if (officer === me && !own) orRefuse(refuse('not-your-step', { fields: { cases: 'not-your-step' } }));
      const what = orRefuse(assignmentOf(task, officer.personId, note));
      if (what === 'keep') continue;
      orRefuse(
        mayDo(
          task,
          tasks.filter((one) => one.application_id === row.id),
          officer.personId,
          own?.grant.acting !== undefined,
          'cases',
        ),
      );
      // Those of the same act that came earlier are taken by now: only others can be passed over.
      if (what === 'take') await take(tx, ctx, { current, task, officer }, orRefuse(turnOf(await passedOver(tx, task, officer.personId), officer, because)));
      else await handOver(tx, ctx, { current, task, officer }, note);
      versions.set(row.id, current.version + 1);
      changed += 1;
    }
    return changed;
  });
}

/** A colleague is given only what their own role reaches. */
async function assignee(tx: Tx, ctx: Ctx, to: PersonId, chosen: readonly { readonly task: TaskRow }[]): Promise<Locked['officer']> {
  if (!findScope(ctx.actor, permissions['services.assign'])) throw problems.forbidden();
  const places = new Map(chosen.map(({ task }) => [`${task.unit_id} ${task.role}`, task]));
  for (const { agency_id, unit_id, role } of places.values()) {
    const holders = await holdersOf(tx, agency_id, role, ctx.today, unit_id);
    if (!holders.includes(to)) orRefuse(refuse('no-such-officer', { fields: { to: 'no-such-officer' } }));
  }
  return officerBy(tx, to);
}

type Checking = { readonly id: ApplicationId; readonly requirements: readonly number[]; readonly step?: string | undefined };

/** Notes what of a step's list the holder has found fulfilled, by its place: like a draft, until what comes of the step records it. */
export async function checkRequirements(ctx: Ctx, { id, requirements, step }: Checking): Promise<void> {
  await ctx.transact(async (tx) => {
    const { current, tasks, officer } = await lockedCase(tx, ctx, id);
    if (current.state !== 'in-review') orRefuse(refuse('application-state'));
    const task = tasks.find((one) => one.state === 'taken' && one.officer_id === officer.personId && (step === undefined || one.step === step));
    if (!task) return orRefuse(refuse('not-holder'));
    const standard = await serviceVersion(tx, current.agency_id, current.service_id, current.service_version);
    const known = requirements.filter((place) => place <= checklistOf(standard, task.step).length);
    await replaceChecks(tx, current, { step: task.step, requirements: known, by: officer.personId, at: ctx.now });
  });
}

type Returning = {
  readonly id: ApplicationId;
  readonly version: number;
  readonly fields: readonly string[];
  readonly note: string;
  readonly step?: string | undefined;
};

/** Asks the applicant to mend named fields. From today the clock stands still. */
export async function returnForCorrection(ctx: Ctx, { id, version, fields, note, step }: Returning): Promise<void> {
  await ctx.transact(async (tx) => {
    const { current, task, standard, opening } = await heldStep(tx, ctx, { id, version, step, outcome: 'applicant' });
    const state = orRefuse(move(current.state, 'returned'));
    const returned_fields = returnable(standard.definition.form, current.answers).filter((path) => fields.includes(path));
    if (returned_fields.length === 0) orRefuse(refuse('fields-required', { fields: { fields: 'fields-required' } }));
    const service = (await servicesByIds(tx, [current.service_id])).get(current.service_id)?.name ?? { id: '' };
    const asked = (lang: Lang) =>
      letterText('returned', lang, { definition: standard.definition, row: current, service, agency: ctx.agency.name, on: ctx.today, note });
    await together([
      updateApplication(tx, current, { state, returned_fields, returned_note: note }),
      openPause(tx, current, ctx.today, ctx.now),
      stopClocks(tx, current),
      writeStep(tx, ctx, current, { kind: 'returned', note, step: task.step }),
      emit(tx, asHolder(ctx, task), applicationReturned, factOf(current), {
        agencyId: current.agency_id,
        record: { ticket: current.ticket, fields: returned_fields, note, at: ctx.now.toString() },
      }),
      tellQueue(tx, ctx, current, 'paused', 'berkas'),
      writeTo(tx, ctx, current, (lang, track) => words(lang).mail.returned(current.ticket ?? '', opening, `${asked(lang)}\n\n${note}`, track)),
    ]);
  });
}

type Scan = { readonly file: StagedFile; readonly store: FileStore };
type Deciding = {
  readonly id: ApplicationId;
  readonly version: number;
  readonly outcome: 'granted' | 'refused';
  readonly reason: string;
  readonly step?: string | undefined;
  /** The act as signed on paper; without it the result is a copy that says so. */
  readonly signed?: Scan | undefined;
};

type Told = { readonly row: ApplicationRow; readonly opening: string; readonly outcome: 'granted' | 'refused'; readonly electronic: boolean };

// The letter carries the way to rate as well: who has no account needs nothing else.
async function tellDecision(tx: Tx, ctx: Ctx, { row, opening, outcome, electronic }: Told): Promise<void> {
  if (!row.applicant_email) return;
  const rate = await slots.afterDecision(tx, row.id, row.lang, ctx.today);
  await writeTo(tx, ctx, row, (lang, track) =>
    words(lang).mail.decided(row.ticket ?? '', opening, outcome, { track, rate: rate && wholeAddress(rate.href), electronic }),
  );
}

/** Decides, with reasons, at a step that may. The paper that tells it has a number and a code that its QR carries; an official signs it, or it is signed by hand. */
export async function decideApplication(ctx: Ctx, { id, version, outcome, reason, step, signed }: Deciding): Promise<void> {
  if (signed) await keepFile(ctx, signed.store, signed.file);
  await ctx.transact(async (tx) => {
    const kind = outcome === 'granted' ? 'grant' : 'refuse';
    const { current, task, officer, opening } = await heldStep(tx, ctx, { id, version, step, outcome: kind });
    const state = orRefuse(move(current.state, outcome));
    if (outcome === 'refused' && reason.trim() === '') orRefuse(refuse('reason-required', { fields: { reason: 'reason-required' } }));
    const electronic = isElectronic(signed);
    const laid = await layResult(tx, ctx, { row: current, outcome, by: officer.personId, edition: 1, electronic });
    const eventId = newId<'event'>(ctx.now.epochMilliseconds);
    const checked = (await checksOf(tx, current)).flatMap((one) => (one.step === task.step ? one.requirement : []));
    const as = asHolder(ctx, task);
    await updateTask(tx, task, { state: 'done', done_at: ctx.now, outcome: kind, note: reason || null });
    await together([
      cancelTasks(tx, current, ctx.now),
      emit(
        tx,
        as,
        applicationDecided,
        { ...factOf(current), outcome },
        {
          agencyId: current.agency_id,
          record: {
            ticket: current.ticket,
            outcome,
            reason,
            checked,
            resultNumber: laid.number,
            decidedAt: ctx.now.toString(),
            dueOn: current.due_on?.toString() ?? null,
          },
          eventId,
        },
      ),
      updateApplication(tx, current, {
        state,
        decided_at: ctx.now,
        decided_by: officer.personId,
        decision_event: eventId,
        reason: reason || null,
      }),
      writeStep(tx, ctx, current, { kind: outcome, note: reason || null, step: task.step }),
      tellQueue(tx, ctx, current, 'decided'),
      measure(tx, ctx, current),
      tellDecision(tx, ctx, { row: current, opening, outcome, electronic }),
    ]);
    if (signed && outcome === 'granted') await keepSignedAct(tx, ctx, current, officer.personId, signed.file);
  });
}

/** The signed act can also come later, once: from then on it is what the applicant gets. */
export async function attachSignedAct(ctx: Ctx, { id, file, store }: Scan & { readonly id: ApplicationId }): Promise<void> {
  await keepFile(ctx, store, file);
  await ctx.transact(async (tx) => {
    const { current, officer, opening } = await lockedCase(tx, ctx, id);
    const [newest] = current.state === 'granted' ? await resultsOf(tx, current) : [];
    if (!newest || newest.electronic || newest.edition > 1) orRefuse(refuse('application-state'));
    await keepSignedAct(tx, ctx, current, officer.personId, file);
    await writeTo(tx, ctx, current, (lang, track) => words(lang).mail.signed(current.ticket ?? '', opening, track));
  });
}

async function keepSignedAct(tx: Tx, ctx: Ctx, row: ApplicationRow, by: PersonId, file: StagedFile): Promise<void> {
  const kept = await insertSignedAct(tx, {
    agency_id: row.agency_id,
    application_id: row.id,
    sha256: file.sha256,
    file_name: file.fileName,
    media_type: file.mediaType,
    size_bytes: BigInt(file.size_bytes),
    added_by: by,
    added_at: ctx.now,
  });
  if (!kept) orRefuse(refuse('already-signed'));
  const record = { ticket: row.ticket, sha256: Buffer.from(file.sha256).toString('hex'), at: ctx.now.toString() };
  await emit(tx, ctx, resultSigned, factOf(row), { agencyId: row.agency_id, record });
}

// The running totals from which medians and shares are read. Late is measured against what was promised, whatever calendar came since.
async function measure(tx: Tx, ctx: Ctx, row: ApplicationRow): Promise<void> {
  const [calendar, pauses] = await together([calendarFor(tx, row.agency_id), pausesOf(tx, row)]);
  const from = submittedOn(ctx, row);
  const workingDays = countedDays(from, ctx.today, pauses, (start, end) => workingDaysBetween(start, end, calendar));
  const late = row.due_on !== null && Temporal.PlainDate.compare(ctx.today, row.due_on) > 0;
  await addDuration(tx, { agencyId: row.agency_id, serviceId: row.service_id, unitId: row.unit_id, month: ctx.today.with({ day: 1 }), workingDays, late });
}
