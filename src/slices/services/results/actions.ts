import { createHash } from 'node:crypto';
import { type PersonId, unitsByIds } from '#slices/directory';
import { scopeFor } from '#platform/access';
import { type Ctx, together } from '#platform/context';
import type { Tx } from '#platform/db';
import type { FileStore } from '#platform/files';
import { hashCode, newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { findSigner } from '#platform/sign';
import { resultCorrected, resultIssued, resultRevoked } from '../events.ts';
import type { Answers, ApplicationId, ResultId, RevocationReason } from '../model.ts';
import { permissions } from '../permissions.ts';
import { codeOf, resultCodeOf } from '../applications/case-code.ts';
import { factOf, writeStep, writeTo } from '../applications/news.ts';
import { applicationForUpdate, type ApplicationRow, applicationWithin, findApplication, updateApplication } from '../applications/store.ts';
import { judgeCorrection } from '../forms/check.ts';
import { settled } from '../forms/rules.ts';
import { serviceVersion } from '../standards/store.ts';
import { letterOf, mergedFields } from './letters.ts';
import { letterNumber } from './rules.ts';
import {
  insertResult,
  insertRevocation,
  markChecked,
  nextLetterSerial,
  resultForUpdate,
  type ResultRow,
  resultsDue,
  resultsOf,
  resultsToCheck,
  updateResult,
} from './store.ts';
import { words } from './words.ts';

type Laying = {
  readonly row: ApplicationRow;
  readonly outcome: 'granted' | 'refused';
  readonly by: PersonId;
  readonly edition: number;
  readonly electronic: boolean;
  readonly answers?: Answers;
  readonly because?: string;
};

type Laid = { readonly id: ResultId; readonly number: string };

export function resultFactOf(row: ApplicationRow, result: Pick<ResultRow, 'id' | 'edition'>) {
  return { ...factOf(row), resultId: result.id, edition: result.edition };
}

/** Puts down the paper that tells a decision: with its number, to be signed, or as the copy of what is signed by hand. */
export async function layResult(tx: Tx, ctx: Ctx, { row, outcome, by, edition, electronic, answers, because }: Laying): Promise<Laid> {
  const [{ definition }, code] = await together([serviceVersion(tx, row.agency_id, row.service_id, row.service_version), resultCodeOf(tx, row.id, edition)]);
  const number = await numberOf(tx, ctx, row, letterOf(definition, outcome).number, edition);
  const id = newId<'result'>(ctx.now.epochMilliseconds);
  await insertResult(tx, {
    agency_id: row.agency_id,
    id,
    application_id: row.id,
    edition,
    outcome,
    number,
    code_hash: hashCode(code),
    answers: answers ?? null,
    because: because ?? null,
    made_by: by,
    made_at: ctx.now,
    electronic,
    issued_at: electronic ? null : ctx.now,
  });
  return { id, number };
}

async function numberOf(tx: Tx, ctx: Ctx, row: ApplicationRow, format: string, edition: number): Promise<string> {
  const [units, serial] = await together([
    format.includes('{unit}') ? unitsByIds(tx, [row.unit_id]) : undefined,
    format.includes('{urut}') ? nextLetterSerial(tx, row.agency_id, row.unit_id, ctx.today) : 0,
  ]);
  return letterNumber(format, { ticket: row.ticket ?? '', unit: units?.get(row.unit_id)?.code ?? '', serial, on: ctx.today, edition });
}

/** Whether decisions of this house are signed electronically: a scan of what was signed by hand takes its place. */
export function isElectronic(scan: unknown): boolean {
  return scan === undefined && findSigner() !== undefined;
}

type Issuing = { readonly result: ResultRow; readonly sha256: Uint8Array | undefined };

/** The paper goes out: from now on it verifies, its holder is told, and the one that it corrects is replaced. */
export async function issue(tx: Tx, ctx: Ctx, { result, sha256 }: Issuing): Promise<void> {
  const [row, before] = await together([
    applicationForUpdate(tx, result.application_id),
    resultsOf(tx, { agency_id: result.agency_id, id: result.application_id }),
  ]);
  if (!row) throw new Error('a result without its case');
  const replaced = before.find((one) => one.edition === result.edition - 1);
  const opening = await codeOf(tx, row.id);
  await together([
    updateResult(tx, result, { issued_at: ctx.now, signing_until: null, fault: null }),
    updateApplication(tx, row, {}),
    writeStep(tx, ctx, row, { kind: 'issued', note: result.number }),
    emit(tx, ctx, resultIssued, resultFactOf(row, result), {
      agencyId: row.agency_id,
      record: {
        ticket: row.ticket,
        number: result.number,
        sha256: sha256 ? Buffer.from(sha256).toString('hex') : null,
        replaces: replaced?.number ?? null,
        at: ctx.now.toString(),
      },
    }),
    ...(replaced ? [strike(tx, ctx, replaced, { reason: 'diganti', note: result.because ?? '', by: result.made_by })] : []),
    writeTo(tx, ctx, row, (lang, track) =>
      replaced
        ? words(lang).mail.replaced(row.ticket ?? '', opening, { was: replaced.number, is: result.number, because: result.because ?? '' }, track)
        : words(lang).mail.issued(row.ticket ?? '', opening, track),
    ),
  ]);
}

type Striking = { readonly reason: RevocationReason; readonly note: string; readonly by: PersonId | null };

async function strike(tx: Tx, ctx: Ctx, result: Pick<ResultRow, 'agency_id' | 'id' | 'number'>, { reason, note, by }: Striking): Promise<void> {
  const { eventId } = await emit(tx, ctx, resultRevoked, { number: result.number, reason, on: ctx.today.toString() }, { agencyId: result.agency_id });
  const isFirst = await insertRevocation(tx, {
    agency_id: result.agency_id,
    result_id: result.id,
    reason,
    note,
    person_id: by,
    revoked_at: ctx.now,
    event_id: eventId,
  });
  if (!isFirst) orRefuse(refuse('result-state'));
}

/** What can be taken back no more goes out. Returns how many did. */
export async function issueDue(ctx: Ctx): Promise<number> {
  return ctx.transact(async (tx) => {
    const due = await resultsDue(tx, ctx.now);
    for (const result of due) await issue(tx, ctx, { result, sha256: result.sha256 ?? undefined });
    return due.length;
  });
}

type Revoking = { readonly id: ResultId; readonly reason: Exclude<RevocationReason, 'diganti'>; readonly note: string };

/** A result that went out does not hold any more: in public by its number, day and reason; to the applicant with what is behind it. */
export async function revokeResult(ctx: Ctx, { id, reason, note }: Revoking): Promise<void> {
  await ctx.transact(async (tx) => {
    const result = await resultForUpdate(tx, id, scopeFor(ctx.actor, permissions['services.sign']));
    if (!result) throw problems.notFound();
    if (!result.issued_at || result.reason) orRefuse(refuse('result-state'));
    const row = await applicationForUpdate(tx, result.application_id);
    if (!row) throw problems.notFound();
    const opening = await codeOf(tx, row.id);
    const by = ctx.actor.kind === 'staff' ? (ctx.actor.personId as PersonId) : null;
    await together([
      strike(tx, ctx, result, { reason, note, by }),
      updateApplication(tx, row, {}),
      writeStep(tx, ctx, row, { kind: 'result-revoked', note }),
      writeTo(tx, ctx, row, (lang, track) => words(lang).mail.revoked(row.ticket ?? '', opening, { number: result.number, note }, track)),
    ]);
  });
}

type Correcting = { readonly id: ApplicationId; readonly raw: Readonly<Record<string, unknown>>; readonly because: string };

/** Another paper in place of one that went out: the same decision with what was wrong in it put right. */
export async function correctResult(ctx: Ctx, { id, raw, because }: Correcting): Promise<void> {
  await ctx.transact(async (tx) => {
    const row = await applicationWithin(tx, id, scopeFor(ctx.actor, permissions['services.work']), true);
    if (!row || ctx.actor.kind !== 'staff') throw problems.notFound();
    const [last] = await resultsOf(tx, row);
    if (!last?.issued_at || last.reason) return orRefuse(refuse('result-state'));
    const { definition } = await serviceVersion(tx, row.agency_id, row.service_id, row.service_version);
    const fields = mergedFields(definition, last.outcome);
    const before = last.answers ?? row.answers;
    const { answers: mended, faults } = judgeCorrection(definition.form, { answers: before, returned: fields.map((field) => field.key), raw }, {});
    if (Object.keys(faults).length > 0) orRefuse(refuse('invalid', { fields: faults }));
    const answers = settled(definition.form, mended, {});
    if (fields.every((field) => JSON.stringify(before[field.key]) === JSON.stringify(answers[field.key])))
      orRefuse(refuse('nothing-corrected', { fields: { because: 'nothing-corrected' } }));
    const by = ctx.actor.personId as PersonId;
    const laid = await layResult(tx, ctx, { row, outcome: last.outcome, by, edition: last.edition + 1, electronic: isElectronic(undefined), answers, because });
    await together([
      updateApplication(tx, row, {}),
      writeStep(tx, ctx, row, { kind: 'result-corrected', note: because }),
      emit(
        tx,
        ctx,
        resultCorrected,
        { ...factOf(row), resultId: laid.id, edition: last.edition + 1 },
        {
          agencyId: row.agency_id,
          record: { ticket: row.ticket, was: last.number, is: laid.number, because, at: ctx.now.toString() },
        },
      ),
    ]);
    if (isElectronic(undefined)) return;
    const [made] = await resultsOf(tx, row);
    if (made) await issue(tx, ctx, { result: made, sha256: undefined });
  });
}

const checkedADay = 2000;

/** Compares papers that went out with the hashes under which they did. Answers the number of the first that does not fit. */
export async function checkResults(ctx: Ctx, store: FileStore): Promise<string | undefined> {
  const rows = await ctx.read((tx) => resultsToCheck(tx, checkedADay));
  let wrong: string | undefined;
  for (const row of rows) {
    const bytes = await store.read(row.sha256);
    const hash = createHash('sha256');
    for await (const chunk of bytes ?? []) hash.update(chunk as Buffer);
    if (!bytes || !hash.digest().equals(Buffer.from(row.sha256))) wrong ??= row.number;
  }
  await ctx.transact((tx) => markChecked(tx, rows, ctx.now));
  return wrong;
}

/** The case as it stands, for who shows its papers. */
export async function caseOf(tx: Tx, result: Pick<ResultRow, 'application_id'>): Promise<ApplicationRow> {
  const row = await findApplication(tx, result.application_id);
  if (!row) throw new Error('a result without its case');
  return row;
}
