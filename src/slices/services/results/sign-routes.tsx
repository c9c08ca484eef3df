import { z } from 'zod';
import { scopeFor } from '#platform/access';
import { together } from '#platform/context';
import type { Tx } from '#platform/db';
import { bytesReply, type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { findSigner } from '#platform/sign';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences, formatNumber } from '#platform/words';
import { type ResultId, revocationReasons } from '../model.ts';
import { permissions } from '../permissions.ts';
import { servicesByIds } from '../standards/store.ts';
import { words as sliceWords } from '../words.ts';
import { caseOf, revokeResult } from './actions.ts';
import type { PaperLine, SignerKind } from './pages/signing.tsx';
import { SigningPage } from './pages/signing.tsx';
import { type SignedPaper, SignedPaperPage } from './pages/signed-paper.tsx';
import { mostAtOnce, stageOf, standingOf } from './rules.ts';
import { issueNow, previewOf, signResults, undoSignature } from './sign-actions.ts';
import { type DeskRow, findResult, type ResultRow, resultsIssued, resultsToSign } from './store.ts';
import { words } from './words.ts';

const allow = permissions['services.sign'];
const mostWaiting = 200;
const mostIssued = 20;

function formWith(ctx: WebCtx, raw: RawInput, codes: FieldCodes): FormState {
  return { values: raw, errors: errorSentences(ctx.lang, codes, { ...sliceWords(ctx.lang).errors, ...words(ctx.lang).errors }) };
}

function signerKind(): SignerKind | undefined {
  const signer = findSigner();
  return signer && { kind: signer.kind, isDemo: signer.isDemo, asksPassphrase: signer.asksPassphrase };
}

function faultOf(ctx: WebCtx, row: ResultRow): string | undefined {
  const stopped = row.signing_until && Temporal.Instant.compare(row.signing_until, ctx.now) <= 0;
  return row.fault ?? (stopped ? 'broken-off' : undefined);
}

function lineOf(ctx: WebCtx, row: ResultRow, shown: Pick<PaperLine, 'service' | 'applicant'>): PaperLine {
  return {
    id: row.id,
    number: row.number,
    ...shown,
    outcome: row.outcome,
    edition: row.edition,
    stage: stageOf(row, ctx.now),
    standing: standingOf(row, undefined),
    fault: faultOf(ctx, row),
    isOwn: ctx.actor.kind === 'staff' && row.made_by === ctx.actor.personId,
    madeAt: row.made_at,
    goesOutAt: row.goes_out_at,
    issuedAt: row.issued_at,
  };
}

async function readDesk(tx: Tx, ctx: WebCtx) {
  const scope = scopeFor(ctx.actor, allow);
  const [open, issued] = await together([resultsToSign(tx, scope, mostWaiting), resultsIssued(tx, scope, mostIssued)]);
  const services = await servicesByIds(tx, Array.from(new Set([...open, ...issued].map((row) => row.service_id))));
  const shown = (row: DeskRow) => {
    ctx.looked({ subjectKind: 'application', subjectId: row.application_id, ownerId: row.citizen_id, agencyId: row.agency_id });
    return lineOf(ctx, row, { service: services.get(row.service_id)?.name ?? { id: '' }, applicant: row.applicant_name ?? '' });
  };
  const lines = open.map(shown);
  return {
    waiting: lines.filter((one) => one.stage === 'waiting' || one.stage === 'signing'),
    signed: lines.filter((one) => one.stage === 'signed'),
    issued: issued.map(shown),
  };
}

async function desk(ctx: WebCtx, form: FormState): Promise<Reply> {
  const lines = await ctx.read((tx) => readDesk(tx, ctx));
  // A list that is empty has shown nobody's data.
  ctx.looked({ own: true, subjectKind: 'worklist', subjectId: ctx.agency.id, agencyId: ctx.agency.id });
  const body = <SigningPage lang={ctx.lang} zone={ctx.zone} signer={signerKind()} form={form} {...lines} />;
  return page({
    title: words(ctx.lang).signing,
    section: '/kerja/tanda-tangan',
    dense: true,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    body,
  });
}

async function paper(ctx: WebCtx, idText: string, form: FormState): Promise<Reply> {
  const id = findId<'result'>(idText);
  if (!id) throw problems.notFound();
  const shown = await ctx.read(async (tx): Promise<SignedPaper> => {
    const row = await findResult(tx, id, scopeFor(ctx.actor, allow));
    if (!row) throw problems.notFound();
    const one = await caseOf(tx, row);
    ctx.looked({ subjectKind: 'application', subjectId: one.id, ownerId: one.citizen_id, agencyId: one.agency_id });
    const services = await servicesByIds(tx, [one.service_id]);
    return {
      ...lineOf(ctx, row, { service: services.get(one.service_id)?.name ?? { id: '' }, applicant: one.applicant_name ?? '' }),
      signerName: row.signer_name,
      signerPost: row.signer_post,
      signedAt: row.signed_at,
      because: row.because,
      sha256: row.sha256 ? Buffer.from(row.sha256).toString('hex') : undefined,
      isDemo: row.is_demo,
    };
  });
  const body = <SignedPaperPage lang={ctx.lang} zone={ctx.zone} paper={shown} form={form} />;
  return page({ title: shown.number, section: '/kerja/tanda-tangan', dense: true, status: Object.keys(form.errors).length > 0 ? 422 : 200, body });
}

async function preview(ctx: WebCtx, idText: string): Promise<Reply> {
  const id = findId<'result'>(idText);
  if (!id) throw problems.notFound();
  const { facts, pdf } = await previewOf(ctx, id);
  ctx.looked({ subjectKind: 'application', subjectId: facts.row.id, ownerId: facts.row.citizen_id, agencyId: facts.row.agency_id });
  return bytesReply(pdf, { mediaType: 'application/pdf', fileName: 'pratinjau.pdf' });
}

const resultId = z.uuid('results-required').transform((id) => id as ResultId);
const byId = z.object({ id: resultId });
const act = { method: 'POST', allow, shows: 'applicant-data' } as const;
const back = '/kerja/tanda-tangan';

export const signRoutes: readonly Route[] = [
  route({ method: 'GET', path: back, allow, shows: 'applicant-data', handle: (ctx) => desk(ctx, emptyForm) }),
  route({
    ...act,
    path: back,
    perMinute: 20,
    input: z.object({
      results: z.union([resultId.transform((id) => [id]), z.array(resultId).max(mostAtOnce)], 'results-required'),
      nik: z.string().trim().max(16).default(''),
      passphrase: z.string().max(200).default(''),
    }),
    async handle(ctx, { results, nik, passphrase }) {
      const { count, done } = await signResults(ctx, { ids: results, nik, passphrase }, ctx.store);
      // What fails stands on the page beside its paper; nobody waits here.
      done.catch(() => undefined);
      return redirect(back, { kind: 'info', text: words(ctx.lang).begun(formatNumber(count, ctx.lang)) });
    },
    again: (ctx, raw, codes) => desk(ctx, formWith(ctx, raw, codes)),
  }),
  route({
    method: 'GET',
    path: '/kerja/tanda-tangan/:id',
    allow,
    shows: 'applicant-data',
    input: z.object({ id: z.string() }),
    handle: (ctx, { id }) => paper(ctx, id, emptyForm),
  }),
  route({
    method: 'GET',
    path: '/kerja/tanda-tangan/:id/pratinjau.pdf',
    allow,
    shows: 'applicant-data',
    input: z.object({ id: z.string() }),
    handle: (ctx, { id }) => preview(ctx, id),
  }),
  route({
    ...act,
    path: '/kerja/tanda-tangan/:id/batal',
    input: byId,
    async handle(ctx, { id }) {
      await undoSignature(ctx, id);
      return redirect(back, { kind: 'good', text: words(ctx.lang).undone });
    },
    again: (ctx, raw, codes) => desk(ctx, formWith(ctx, raw, codes)),
  }),
  route({
    ...act,
    path: '/kerja/tanda-tangan/:id/terbitkan',
    input: byId,
    async handle(ctx, { id }) {
      await issueNow(ctx, id);
      return redirect(back, { kind: 'good', text: words(ctx.lang).sent });
    },
    again: (ctx, raw, codes) => desk(ctx, formWith(ctx, raw, codes)),
  }),
  route({
    ...act,
    path: '/kerja/tanda-tangan/:id/cabut',
    input: z.object({
      id: resultId,
      reason: z.enum(revocationReasons, 'reason-required'),
      note: z.string().trim().min(1, 'note-required').max(2000, 'too-long'),
    }),
    async handle(ctx, input) {
      await revokeResult(ctx, input);
      return redirect(`/kerja/tanda-tangan/${input.id}`, { kind: 'good', text: words(ctx.lang).revoked });
    },
    again: (ctx, raw, codes) => paper(ctx, String(raw['id']), formWith(ctx, raw, codes)),
  }),
];
