import { readFile } from 'node:fs/promises';
import { unitsByIds } from '#slices/directory';
import { receiptOf } from '#slices/ledger';
import { z } from 'zod';
import { together } from '#platform/context';
import type { Tx } from '#platform/db';
import { bytesReply, type FieldCodes, page, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { hashCode } from '#platform/ids';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { todayIn } from '#platform/time';
import { emptyForm } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { maxFile_bytes } from '../model.ts';
import { initials } from '../applications/rules.ts';
import type { ApplicationRow } from '../applications/store.ts';
import { servicesByIds } from '../standards/store.ts';
import { words as sliceWords } from '../words.ts';
import { caseOf } from './actions.ts';
import { CheckPage, CheckResultPage, type ResultFacts } from './pages/check-result.tsx';
import { RevocationsPage } from './pages/revocations.tsx';
import { resultPdf } from './result-pdf.ts';
import { codeInPaper, standingOf } from './rules.ts';
import { paperFactsOf } from './sign-actions.ts';
import { correctRoutes } from './correct-routes.tsx';
import { letterRoutes } from './letter-routes.tsx';
import { signRoutes } from './sign-routes.tsx';
import { findResultByCode, findResultByFile, findSignedAct, type ResultRow, resultsOf, revocationsOf } from './store.ts';
import { words } from './words.ts';

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** What the holder of a decided case gets: the document as signed, else the scan of the signed act, else the copy that says that it is one. */
export async function resultReply(ctx: WebCtx, row: ApplicationRow): Promise<Reply> {
  const { result, facts, scanned } = await ctx.read(async (tx) => {
    const [all, signed] = await together([resultsOf(tx, row), findSignedAct(tx, row)]);
    const newest = all.find((one) => one.issued_at);
    return { result: newest, facts: newest && (await paperFactsOf(tx, ctx, newest)), scanned: signed };
  });
  if (!result || !facts || result.reason) throw problems.notFound();
  const fileName = `${row.ticket}-hasil.pdf`;
  const kept = result.electronic ? result.sha256 : result.edition === 1 ? scanned?.sha256 : undefined;
  if (kept) {
    const bytes = await ctx.store.read(kept);
    if (!bytes) throw problems.notFound();
    return bytesReply(bytes, { mediaType: 'application/pdf', fileName });
  }
  return bytesReply(await resultPdf(facts, { as: 'copy' }), { mediaType: 'application/pdf', fileName });
}

/** A stranger's file, and the code of ours in it. */
type Shown = { readonly sha256: Uint8Array; readonly code: string | undefined };

// A copy is made again and compared; what was signed is compared with what is kept.
async function isSame(tx: Tx, ctx: WebCtx, result: ResultRow, file: Shown, scan: Uint8Array | undefined): Promise<boolean> {
  const kept = result.sha256 ?? (result.edition === 1 ? scan : undefined);
  if (kept) return Buffer.from(kept).equals(Buffer.from(file.sha256));
  const copy = await resultPdf(await paperFactsOf(tx, ctx, result), { as: 'copy' });
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(copy)));
  return Buffer.from(hash).equals(Buffer.from(file.sha256));
}

/** What who holds the paper may know, and no more: a code that is not ours opens nothing, a file of ours that was changed is not ours. */
async function factsOf(tx: Tx, ctx: WebCtx, result: ResultRow | undefined, file: Shown | undefined): Promise<ResultFacts | undefined> {
  if (!result?.issued_at) return undefined;
  const row = await caseOf(tx, result);
  const [services, units, signed, all] = await together([
    servicesByIds(tx, [row.service_id]),
    unitsByIds(tx, [row.unit_id]),
    findSignedAct(tx, row),
    resultsOf(tx, row),
  ]);
  const sha256 = result.sha256 ?? (result.edition === 1 ? signed?.sha256 : undefined);
  const same = file && (await isSame(tx, ctx, result, file, signed?.sha256));
  const successor = all.find((one) => one.edition === result.edition + 1 && one.issued_at)?.number;
  return {
    number: result.number,
    service: services.get(row.service_id)?.name ?? { id: '' },
    unitName: units.get(row.unit_id)?.name ?? '',
    agency: ctx.agency.name,
    decidedAt: row.decided_at ?? result.made_at,
    initials: initials(row.applicant_name ?? ''),
    standing: standingOf(result, same),
    sha256: sha256 && hexOf(sha256),
    signer: result.signer_name ? [result.signer_name, result.signer_post].filter(Boolean).join(', ') : undefined,
    signedAt: result.signed_at,
    isDemo: result.is_demo,
    revoked: result.reason && result.revoked_at ? { reason: result.reason, at: result.revoked_at, successor } : undefined,
  };
}

function verdict(ctx: WebCtx, facts: ResultFacts | undefined, uploaded: Uint8Array | undefined): Reply {
  const body = <CheckResultPage lang={ctx.lang} zone={ctx.zone} form={emptyForm} facts={facts} uploaded={uploaded && hexOf(uploaded)} />;
  return page({ title: sliceWords(ctx.lang).checkResult, section: '/transparansi', status: facts ? 200 : 404, body });
}

async function checkCode(ctx: WebCtx, code: string): Promise<Reply> {
  const facts = await ctx.read(async (tx) => factsOf(tx, ctx, await findResultByCode(tx, hashCode(code)), undefined));
  return verdict(ctx, facts, undefined);
}

/** F10: by its hash, never by its looks; what was added at its end, or one flipped bit, makes it another file. */
async function checkFile(ctx: WebCtx): Promise<Reply> {
  const file = ctx.files['file']?.[0] ?? orRefuse(refuse('file-required', { fields: { file: 'file-required' } }));
  if (file.tooLarge) orRefuse(refuse('file-too-large', { fields: { file: 'file-too-large' } }));
  const bytes = await readFile(file.path);
  if (!bytes.subarray(0, 1024).includes('%PDF-')) orRefuse(refuse('file-not-pdf', { fields: { file: 'file-not-pdf' } }));
  const shown: Shown = { sha256: file.sha256, code: codeInPaper(bytes.toString('latin1')) };
  const facts = await ctx.read(async (tx) => {
    const result = (await findResultByFile(tx, shown.sha256)) ?? (shown.code ? await findResultByCode(tx, hashCode(shown.code)) : undefined);
    return factsOf(tx, ctx, result, shown);
  });
  return verdict(ctx, facts, shown.sha256);
}

function checkPage(ctx: WebCtx, codes: FieldCodes): Reply {
  const errors = errorSentences(ctx.lang, codes, { ...sliceWords(ctx.lang).errors, ...words(ctx.lang).errors });
  const body = <CheckPage lang={ctx.lang} form={{ values: {}, errors }} />;
  return page({ title: sliceWords(ctx.lang).checkResult, section: '/transparansi', status: Object.keys(errors).length > 0 ? 422 : 200, body });
}

const mostRevoked = 1000;
const mostProved = 200;

async function revocations(ctx: WebCtx): Promise<Reply> {
  const rows = await ctx.read((tx) => revocationsOf(tx, ctx.agency.id, mostRevoked));
  const lines = rows.map((row) => ({ number: row.number, reason: row.reason, on: todayIn(row.revoked_at, ctx.zone) }));
  return page({ title: words(ctx.lang).revocations, section: '/transparansi', body: <RevocationsPage lang={ctx.lang} rows={lines} /> });
}

/** Each line with its proof in the log and the log's signed checkpoint: whoever has the file needs us no more. */
async function revocationsFile(ctx: WebCtx): Promise<Reply> {
  const list = await ctx.read(async (tx) => {
    const rows = await revocationsOf(tx, ctx.agency.id, mostProved);
    return together(rows.map((row) => receiptOf(tx, row.event_id)));
  });
  const value = { format: 'smart-asn/revocations/v1', agency: ctx.agency.name, agency_code: ctx.agency.code, as_of: ctx.now.toString(), revoked: list };
  return bytesReply(new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`), { mediaType: 'application/json', fileName: 'hasil-dicabut.json' });
}

const checkRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/verifikasi/hasil',
    allow: 'public',
    perMinute: 60,
    input: z.object({ kode: z.string().trim().max(60).catch('') }),
    handle: (ctx, { kode }) => (kode ? redirect(`/verifikasi/hasil/${encodeURIComponent(kode)}`) : checkPage(ctx, {})),
  }),
  route({
    method: 'POST',
    path: '/verifikasi/hasil',
    allow: 'public',
    perMinute: 20,
    maxFile_bytes,
    handle: (ctx) => checkFile(ctx),
    again: (ctx, _raw, codes) => checkPage(ctx, codes),
  }),
  route({
    method: 'GET',
    path: '/verifikasi/hasil/:code',
    allow: 'public',
    perMinute: 60,
    input: z.object({ code: z.string().max(60) }),
    handle: (ctx, { code }) => checkCode(ctx, code),
  }),
  route({ method: 'GET', path: '/verifikasi/dicabut', allow: 'public', handle: (ctx) => revocations(ctx) }),
  route({ method: 'GET', path: '/verifikasi/dicabut.json', allow: 'public', perMinute: 20, handle: (ctx) => revocationsFile(ctx) }),
];

export const resultsRoutes: readonly Route[] = [...checkRoutes, ...signRoutes, ...correctRoutes, ...letterRoutes];
