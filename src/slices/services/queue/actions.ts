import { holdersOf, peopleByIds, type PersonId } from '#slices/directory';
import { calendarFor, workingDaysBetween } from '#slices/standards';
import { findScope, scopeFor } from '#platform/access';
import { type Ctx, together } from '#platform/context';
import type { Tx } from '#platform/db';
import { type FileStore, keepFile, type StagedFile } from '#platform/files';
import { newId } from '#platform/ids';
import { wholeAddress } from '#platform/mail';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import type { Lang } from '#platform/words';
import { applicationDecided, applicationReturned, applicationTaken, resultSigned } from '../events.ts';
import type { ApplicationId, OutOfTurnReason } from '../model.ts';
import { permissions } from '../permissions.ts';
import { codeOf } from '../applications/case-code.ts';
import { factOf, submittedOn, tellQueue, writeStep, writeTo } from '../applications/news.ts';
import { move, sameVersion } from '../applications/rules.ts';
import { type ApplicationRow, applicationWithin, openPause, pausesOf, updateApplication } from '../applications/store.ts';
import { recusalOf } from '../fairness/kin-store.ts';
import { letterText } from '../results/letters.ts';
import { isElectronic, layResult } from '../results/actions.ts';
import { insertSignedAct, resultsOf } from '../results/store.ts';
import { returnable } from '../forms/rules.ts';
import { servicesByIds, serviceVersion } from '../standards/store.ts';
import { slots } from '../slots.ts';
import { words } from '../words.ts';
import { assignmentOf, countedDays, isBarred, isHolder, isOwnCase, type Officer, turnOf } from './rules.ts';
import { addDuration, casesForUpdate, checksOf, nextInLine, passedOver, replaceChecks } from './store.ts';

/** Who acts, with the address by which an application of their own would be known. */
export async function officerOf(tx: Tx, ctx: Ctx): Promise<Officer & { readonly personId: PersonId }> {
  return officerBy(tx, personIdOf(ctx));
}

function personIdOf(ctx: Ctx): PersonId {
  if (ctx.actor.kind !== 'staff') throw problems.forbidden();
  return ctx.actor.personId as PersonId;
}

async function officerBy(tx: Tx, personId: PersonId): Promise<Officer & { readonly personId: PersonId }> {
  return { personId, email: (await peopleByIds(tx, [personId])).get(personId)?.email ?? null };
}

/** The case, locked, with who acts and the code that letters about it carry. */
type Locked = {
  readonly current: ApplicationRow;
  readonly officer: Officer & { readonly personId: PersonId };
  readonly opening: string;
};

async function lockedCase(tx: Tx, ctx: Ctx, id: ApplicationId): Promise<Locked> {
  const scope = scopeFor(ctx.actor, permissions['services.work']);
  const [current, officer, opening, recusal] = await together([
    applicationWithin(tx, id, scope, true),
    officerOf(tx, ctx),
    codeOf(tx, id),
    recusalOf(tx, id, personIdOf(ctx)),
  ]);
  if (!current) throw problems.notFound();
  if (isOwnCase(current, officer)) orRefuse(refuse('own-case'));
  if (recusal) orRefuse(refuse(recusal));
  return { current, officer, opening };
}

/** Takes the case that came first of those that are not the officer's own. Undefined when nothing waits. */
export async function takeNext(ctx: Ctx): Promise<ApplicationId | undefined> {
  return ctx.transact(async (tx) => {
    const scope = scopeFor(ctx.actor, permissions['services.work']);
    const id = await nextInLine(tx, scope, await officerOf(tx, ctx));
    if (!id) return undefined;
    const { current, officer } = await lockedCase(tx, ctx, id);
    const own = (await passedOver(tx, current, officer.personId)).filter((one) => isBarred(one, officer));
    await take(tx, ctx, { current, officer }, orRefuse(turnOf(own, officer, undefined)));
    return id;
  });
}

/** Takes a certain case; out of turn only with a reason, which stands in the public log. */
export async function takeApplication(ctx: Ctx, input: { readonly id: ApplicationId; readonly because: OutOfTurnReason | undefined }): Promise<void> {
  await ctx.transact(async (tx) => {
    const { current, officer } = await lockedCase(tx, ctx, input.id);
    await take(tx, ctx, { current, officer }, orRefuse(turnOf(await passedOver(tx, current, officer.personId), officer, input.because)));
  });
}

type Turn = { readonly lane: ApplicationRow['lane']; readonly reason: Parameters<typeof tellQueue>[4] };

async function take(tx: Tx, ctx: Ctx, { current, officer }: Pick<Locked, 'current' | 'officer'>, { lane, reason = null }: Turn): Promise<void> {
  const state = orRefuse(move(current.state, 'in-review'));
  if (current.state !== 'submitted') orRefuse(refuse('application-state'));
  await together([
    updateApplication(tx, current, { state, lane, officer_id: officer.personId, taken_at: ctx.now }),
    writeStep(tx, ctx, current, 'taken', null, officer.personId),
    emit(tx, ctx, applicationTaken, factOf(current), {
      agencyId: current.agency_id,
      record: { ticket: current.ticket, at: ctx.now.toString(), outOfTurn: reason },
    }),
    tellQueue(tx, ctx, { ...current, lane }, 'taken', reason),
  ]);
}

/** A colleague who is away cannot hold a case for ever: who steps in says why. */
export async function takeOver(ctx: Ctx, { id, note }: { readonly id: ApplicationId; readonly note: string }): Promise<void> {
  await ctx.transact(async (tx) => {
    const { current, officer } = await lockedCase(tx, ctx, id);
    if ((current.state !== 'in-review' && current.state !== 'returned') || current.officer_id === officer.personId) orRefuse(refuse('application-state'));
    await handOver(tx, ctx, { current, officer }, note);
  });
}

async function handOver(tx: Tx, ctx: Ctx, { current, officer }: Pick<Locked, 'current' | 'officer'>, note: string): Promise<void> {
  await together([
    updateApplication(tx, current, { officer_id: officer.personId, taken_at: ctx.now }),
    writeStep(tx, ctx, current, 'taken', note, officer.personId),
    emit(tx, ctx, applicationTaken, factOf(current), {
      agencyId: current.agency_id,
      record: { ticket: current.ticket, at: ctx.now.toString(), takenOver: note },
    }),
    tellQueue(tx, ctx, current, 'taken', 'pengganti'),
  ]);
}

type Assigning = {
  readonly ids: readonly ApplicationId[];
  /** Undefined: to oneself. */
  readonly to: PersonId | undefined;
  readonly because: OutOfTurnReason | undefined;
  /** Why cases that somebody holds change hands. */
  readonly note: string;
};

/** Several cases to one officer, in order of arrival, each with an event of its own; all of them or none. Returns how many changed hands. */
export async function assignApplications(ctx: Ctx, { ids, to, because, note }: Assigning): Promise<number> {
  return ctx.transact(async (tx) => {
    const scope = scopeFor(ctx.actor, permissions['services.work']);
    const [rows, me] = await together([casesForUpdate(tx, ids, scope), officerOf(tx, ctx)]);
    if (rows.length < new Set(ids).size) throw problems.notFound();
    const officer = to && to !== me.personId ? await assignee(tx, ctx, to, rows) : me;
    let changed = 0;
    for (const current of rows) {
      if (isOwnCase(current, me) || isOwnCase(current, officer)) orRefuse(refuse('own-case', { fields: { cases: 'own-case' } }));
      const recusal = await recusalOf(tx, current.id, officer.personId);
      // Whose name a case has is asked of the officer, before they do anything with it.
      if (recusal && (recusal !== 'kin-name' || officer === me)) orRefuse(refuse(recusal, { fields: { cases: recusal } }));
      const what = orRefuse(assignmentOf(current, officer.personId, note));
      // Those of the same act that came earlier are taken by now: only others can be passed over.
      if (what === 'take') await take(tx, ctx, { current, officer }, orRefuse(turnOf(await passedOver(tx, current, officer.personId), officer, because)));
      if (what === 'hand-over') await handOver(tx, ctx, { current, officer }, note);
      if (what !== 'keep') changed += 1;
    }
    return changed;
  });
}

/** A colleague is given only what their own role reaches. */
async function assignee(tx: Tx, ctx: Ctx, to: PersonId, rows: readonly ApplicationRow[]): Promise<Locked['officer']> {
  if (!findScope(ctx.actor, permissions['services.assign'])) throw problems.forbidden();
  for (const unitId of new Set(rows.map((row) => row.unit_id))) {
    const officers = await holdersOf(tx, rows[0]!.agency_id, 'officer', ctx.today, unitId);
    if (!officers.includes(to)) orRefuse(refuse('no-such-officer', { fields: { to: 'no-such-officer' } }));
  }
  return officerBy(tx, to);
}

type Checking = { readonly id: ApplicationId; readonly requirements: readonly number[] };

/** Notes which requirements the holder has found fulfilled, by their place in the standard: like a draft, until the decision records them. */
export async function checkRequirements(ctx: Ctx, { id, requirements }: Checking): Promise<void> {
  await ctx.transact(async (tx) => {
    const { current, officer } = await lockedCase(tx, ctx, id);
    orRefuse(isHolder(current.officer_id, officer.personId));
    if (current.state !== 'in-review') orRefuse(refuse('application-state'));
    const { definition } = await serviceVersion(tx, current.agency_id, current.service_id, current.service_version);
    const known = requirements.filter((place) => place <= definition.components.requirements.length);
    await replaceChecks(tx, current, { requirements: known, by: officer.personId, at: ctx.now });
  });
}

type Returning = { readonly id: ApplicationId; readonly version: number; readonly fields: readonly string[]; readonly note: string };

/** Asks the applicant to mend named fields. From today the clock stands still. */
export async function returnForCorrection(ctx: Ctx, { id, version, fields, note }: Returning): Promise<void> {
  await ctx.transact(async (tx) => {
    const { current, officer, opening } = await lockedCase(tx, ctx, id);
    orRefuse(sameVersion(version, current.version));
    orRefuse(isHolder(current.officer_id, officer.personId));
    const state = orRefuse(move(current.state, 'returned'));
    const standard = await serviceVersion(tx, current.agency_id, current.service_id, current.service_version);
    const returned_fields = returnable(standard.definition.form, current.answers).filter((path) => fields.includes(path));
    if (returned_fields.length === 0) orRefuse(refuse('fields-required', { fields: { fields: 'fields-required' } }));
    const service = (await servicesByIds(tx, [current.service_id])).get(current.service_id)?.name ?? { id: '' };
    const asked = (lang: Lang) =>
      letterText('returned', lang, { definition: standard.definition, row: current, service, agency: ctx.agency.name, on: ctx.today, note });
    await together([
      updateApplication(tx, current, { state, returned_fields, returned_note: note }),
      openPause(tx, current, ctx.today, ctx.now),
      writeStep(tx, ctx, current, 'returned', note),
      emit(tx, ctx, applicationReturned, factOf(current), {
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

/** Decides, with reasons. The paper that tells it has a number and a code that its QR carries; an official signs it, or it is signed by hand. */
export async function decideApplication(ctx: Ctx, { id, version, outcome, reason, signed }: Deciding): Promise<void> {
  if (signed) await keepFile(ctx, signed.store, signed.file);
  await ctx.transact(async (tx) => {
    const { current, officer, opening } = await lockedCase(tx, ctx, id);
    orRefuse(sameVersion(version, current.version));
    orRefuse(isHolder(current.officer_id, officer.personId));
    const state = orRefuse(move(current.state, outcome));
    if (outcome === 'refused' && reason.trim() === '') orRefuse(refuse('reason-required', { fields: { reason: 'reason-required' } }));
    const electronic = isElectronic(signed);
    const laid = await layResult(tx, ctx, { row: current, outcome, by: officer.personId, edition: 1, electronic });
    const eventId = newId<'event'>(ctx.now.epochMilliseconds);
    const checked = await checksOf(tx, current);
    await together([
      emit(
        tx,
        ctx,
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
      writeStep(tx, ctx, current, outcome, reason || null),
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
