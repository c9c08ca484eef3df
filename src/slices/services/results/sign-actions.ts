import { peopleByIds, type PersonId, unitsByIds } from '#slices/directory';
import { scopeFor, type Staff } from '#platform/access';
import { type Ctx, together } from '#platform/context';
import type { Tx } from '#platform/db';
import { type FileStore, keepBytes } from '#platform/files';
import { wholeAddress } from '#platform/mail';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { findSigner, type Signer, SigningFault } from '#platform/sign';
import { textIn } from '#platform/words';
import { resultSealed, signatureUndone } from '../events.ts';
import type { ResultId } from '../model.ts';
import { permissions } from '../permissions.ts';
import { recusalOf } from '../fairness/kin-store.ts';
import { isOwnCase } from '../queue/rules.ts';
import { resultCodeOf } from '../applications/case-code.ts';
import { servicesByIds, serviceVersion } from '../standards/store.ts';
import { caseOf, issue, resultFactOf } from './actions.ts';
import { letterOf } from './letters.ts';
import { type PaperFacts, resultPdf, type Sealing } from './result-pdf.ts';
import { maySign, mostAtOnce, signingTakes_s, stageOf, undoWithin_s } from './rules.ts';
import { deleteSignature, findResult, insertSignature, resultForUpdate, type ResultRow, updateResult } from './store.ts';

/** All that the paper of a result is made from. */
export async function paperFactsOf(tx: Tx, ctx: Ctx, result: ResultRow): Promise<PaperFacts> {
  const row = await caseOf(tx, result);
  const [{ definition }, units, code, services] = await together([
    serviceVersion(tx, row.agency_id, row.service_id, row.service_version),
    unitsByIds(tx, [row.unit_id]),
    resultCodeOf(tx, row.id, result.edition),
    servicesByIds(tx, [row.service_id]),
  ]);
  return {
    agency: ctx.agency,
    row,
    result,
    definition,
    service: textIn(services.get(row.service_id)?.name ?? { id: '' }, 'id'),
    unit: units.get(row.unit_id)?.name ?? '',
    checkUrl: wholeAddress(`/verifikasi/hasil/${code}`),
  };
}

type Signing = { readonly ids: readonly ResultId[]; readonly nik: string; readonly passphrase: string };

/** `done` ends when all are signed, or the first was refused: nobody waits for it but tests. */
export type Begun = { readonly count: number; readonly done: Promise<void> };

function officialOf(ctx: Ctx): Staff {
  if (ctx.actor.kind !== 'staff') throw problems.forbidden();
  return ctx.actor;
}

/**
 * An official signs. The papers are marked as being signed, and signed after this has returned, one by one: the page does not wait.
 * What was typed goes along in memory only; a process that dies over it leaves papers that wait again.
 */
export async function signResults(ctx: Ctx, { ids, nik, passphrase }: Signing, store: FileStore): Promise<Begun> {
  const signer = findSigner();
  const official = officialOf(ctx);
  if (!signer) return orRefuse(refuse('no-signer'));
  if (signer.asksPassphrase && !/^\d{16}$/.test(nik)) orRefuse(refuse('not-nik', { fields: { nik: 'not-nik' } }));
  if (signer.asksPassphrase && passphrase === '') orRefuse(refuse('required', { fields: { passphrase: 'required' } }));
  if (ids.length === 0 || ids.length > mostAtOnce) orRefuse(refuse('results-required', { fields: { results: 'results-required' } }));
  const until = ctx.now.add({ seconds: signingTakes_s });
  const results = await ctx.transact(async (tx) => {
    const scope = scopeFor(ctx.actor, permissions['services.sign']);
    const email = (await peopleByIds(tx, [official.personId])).get(official.personId)?.email ?? null;
    const marked: ResultRow[] = [];
    // In one order whoever asks, so that two officials never wait for each other.
    for (const id of Array.from(new Set(ids)).toSorted()) {
      const result = await resultForUpdate(tx, id, scope);
      if (!result) throw problems.notFound();
      orRefuse(maySign(result, official.personId, ctx.now));
      const recusal = isOwnCase(await caseOf(tx, result), { personId: official.personId, email })
        ? 'own-case'
        : await recusalOf(tx, result.application_id, official.personId as PersonId);
      if (recusal) orRefuse(refuse(recusal, { fields: { results: recusal } }));
      await updateResult(tx, result, { signing_until: until, fault: null });
      marked.push(result);
    }
    return marked;
  });
  return { count: results.length, done: signAll({ ctx, signer, store, official, nik, passphrase }, results) };
}

type Act = {
  readonly ctx: Ctx;
  readonly signer: Signer;
  readonly store: FileStore;
  readonly official: Staff;
  readonly nik: string;
  readonly passphrase: string;
};

async function signAll(act: Act, results: readonly ResultRow[]): Promise<void> {
  for (const [at, result] of results.entries()) {
    const fault = await signOne(act, result).then(
      () => undefined,
      (error: unknown) => (error instanceof SigningFault ? error.code : 'broken-off'),
    );
    if (fault === undefined) continue;
    // A passphrase that is wrong is not tried again on the others: the service would lock the official out.
    const left = results.slice(at);
    await act.ctx.transact((tx) => together(left.map((one) => updateResult(tx, one, { signing_until: null, fault }))));
    return;
  }
}

async function signOne({ ctx, signer, store, official, nik, passphrase }: Act, result: ResultRow): Promise<void> {
  const facts = await ctx.read((tx) => paperFactsOf(tx, ctx, result));
  const by: Sealing = {
    name: official.name,
    post: letterOf(facts.definition, result.outcome).signer ?? official.positionName ?? '',
    at: ctx.now,
    isDemo: signer.isDemo,
  };
  const paper = await resultPdf(facts, { as: 'sealed', by });
  const signed = await signer.sign(paper, { name: by.name, nik, passphrase, at: ctx.now.toString() });
  const sha256 = await keepBytes(ctx, store, signed, 'application/pdf');
  await ctx.transact(async (tx) => {
    const current = await resultForUpdate(tx, result.id, scopeFor(ctx.actor, permissions['services.sign']));
    if (!current || stageOf(current, ctx.now) !== 'signing') throw new SigningFault('broken-off');
    await together([
      insertSignature(tx, {
        agency_id: result.agency_id,
        result_id: result.id,
        person_id: official.personId as PersonId,
        signer_name: by.name,
        signer_post: by.post,
        sha256,
        size_bytes: BigInt(signed.length),
        is_demo: signer.isDemo,
        signed_at: ctx.now,
        goes_out_at: ctx.now.add({ seconds: undoWithin_s }),
      }),
      updateResult(tx, result, { signing_until: null, fault: null }),
      emit(tx, ctx, resultSealed, resultFactOf(facts.row, result), {
        agencyId: result.agency_id,
        record: { ticket: facts.row.ticket, number: result.number, sha256: Buffer.from(sha256).toString('hex'), post: by.post, at: ctx.now.toString() },
      }),
    ]);
  });
}

async function signedForUpdate(tx: Tx, ctx: Ctx, id: ResultId): Promise<ResultRow> {
  const result = await resultForUpdate(tx, id, scopeFor(ctx.actor, permissions['services.sign']));
  if (!result) throw problems.notFound();
  if (stageOf(result, ctx.now) !== 'signed') orRefuse(refuse('result-state'));
  return result;
}

/** Before it went out nobody has seen the signature: it is taken back whole, and the paper waits again. */
export async function undoSignature(ctx: Ctx, id: ResultId): Promise<void> {
  await ctx.transact(async (tx) => {
    const result = await signedForUpdate(tx, ctx, id);
    const row = await caseOf(tx, result);
    await deleteSignature(tx, result);
    await emit(tx, ctx, signatureUndone, resultFactOf(row, result), {
      agencyId: result.agency_id,
      record: { ticket: row.ticket, number: result.number, at: ctx.now.toString() },
    });
  });
}

/** Who has looked again need not wait. */
export async function issueNow(ctx: Ctx, id: ResultId): Promise<void> {
  await ctx.transact(async (tx) => {
    const result = await signedForUpdate(tx, ctx, id);
    await issue(tx, ctx, { result, sha256: result.sha256 ?? undefined });
  });
}

/** The paper as it will be signed, for who is to sign it. */
export async function previewOf(ctx: Ctx, id: ResultId): Promise<{ readonly facts: PaperFacts; readonly pdf: Uint8Array }> {
  const facts = await ctx.read(async (tx) => {
    const result = await findResult(tx, id, scopeFor(ctx.actor, permissions['services.sign']));
    if (!result) throw problems.notFound();
    return paperFactsOf(tx, ctx, result);
  });
  return { facts, pdf: await resultPdf(facts, { as: 'preview' }) };
}
