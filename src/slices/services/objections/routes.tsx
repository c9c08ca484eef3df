import { objectionTerms } from '#slices/standards';
import { z } from 'zod';
import { scopeFor } from '#platform/access';
import { together } from '#platform/context';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import type { ObjectionId } from '../model.ts';
import { permissions } from '../permissions.ts';
import { noteLook, ownCase } from '../applications/own-case.ts';
import { caseOf } from '../results/actions.ts';
import { resultsOf } from '../results/store.ts';
import { words as sliceWords } from '../words.ts';
import { answerObjection, fileObjection, stageNow } from './actions.ts';
import { changeContact } from './contact-actions.ts';
import { ObjectionPage, ObjectionsPage } from './pages/desk.tsx';
import { FileObjectionPage } from './pages/file-objection.tsx';
import { involvedIn, mayAnswer } from './rules.ts';
import { findObjection, objectionsOf, objectionsWithin } from './store.ts';
import { words } from './words.ts';

const allow = permissions['services.objections'];
const most = 100;

function formWith(ctx: WebCtx, raw: RawInput, codes: FieldCodes): FormState {
  return { values: raw, errors: errorSentences(ctx.lang, codes, { ...sliceWords(ctx.lang).errors, ...words(ctx.lang).errors }) };
}

const statusOf = (form: FormState) => (Object.keys(form.errors).length > 0 ? 422 : 200);

async function filePage(ctx: WebCtx, idText: string, form: FormState): Promise<Reply> {
  const { row, stage } = await ctx.read(async (tx) => {
    const own = await ownCase(tx, ctx, idText);
    noteLook(ctx, own.row);
    return { row: own.row, stage: await stageNow(tx, ctx, own.row) };
  });
  if (!stage.ok) return redirect(`/permohonan/${row.id}`, { kind: 'warn', text: words(ctx.lang).errors[stage.refusal.code] ?? '' });
  const terms = { law: objectionTerms().law, ...objectionTerms()[stage.value] };
  const body = <FileObjectionPage lang={ctx.lang} id={row.id} ticket={row.ticket ?? ''} stage={stage.value} terms={terms} form={form} />;
  return page({ title: words(ctx.lang).file[stage.value], section: '/permohonan', status: statusOf(form), body });
}

async function desk(ctx: WebCtx): Promise<Reply> {
  const rows = await ctx.read((tx) => objectionsWithin(tx, scopeFor(ctx.actor, allow), most));
  ctx.looked({ own: true, subjectKind: 'worklist', subjectId: ctx.agency.id, agencyId: ctx.agency.id });
  for (const row of rows) ctx.looked({ subjectKind: 'application', subjectId: row.application_id, ownerId: row.citizen_id, agencyId: row.agency_id });
  const lines = rows.map((row) => ({ ...row, due: row.due_on, applicant: row.applicant_name ?? '' }));
  const body = <ObjectionsPage lang={ctx.lang} today={ctx.today} rows={lines} />;
  return page({ title: words(ctx.lang).deskTitle, section: '/kerja/keberatan', dense: true, body });
}

async function onePage(ctx: WebCtx, idText: string, form: FormState): Promise<Reply> {
  const id = findId<'objection'>(idText);
  if (!id || ctx.actor.kind !== 'staff') throw problems.notFound();
  const scope = scopeFor(ctx.actor, allow);
  const { one, row, results, filed } = await ctx.read(async (tx) => {
    const found = await findObjection(tx, id, scope, false);
    if (!found) throw problems.notFound();
    const contested = await caseOf(tx, found);
    const [papers, others] = await together([resultsOf(tx, contested), objectionsOf(tx, contested)]);
    return { one: found, row: contested, results: papers, filed: others };
  });
  ctx.looked({ subjectKind: 'application', subjectId: row.id, ownerId: row.citizen_id, agencyId: row.agency_id });
  const involved = involvedIn(id, row.officer_id, results, filed);
  const may = mayAnswer({ stage: one.stage, decided_at: one.decided_at, involved, isAbove: scope.reach !== 'unit' }, ctx.actor.personId);
  const w = words(ctx.lang);
  const body = (
    <ObjectionPage
      lang={ctx.lang}
      zone={ctx.zone}
      one={{ ...one, ticket: row.ticket ?? '', applicant: row.applicant_name ?? '', due: one.due_on, filedAt: one.filed_at }}
      decision={{ outcome: sliceWords(ctx.lang).states[row.state], reason: row.reason }}
      barred={may.ok || one.decided_at ? undefined : w.errors[may.refusal.code]}
      form={form}
    />
  );
  return page({ title: `${w.stages[one.stage]} ${row.ticket ?? ''}`, section: '/kerja/keberatan', dense: true, status: statusOf(form), body });
}

const byId = z.object({ id: z.string() });

export const objectionsRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/permohonan/:id/keberatan',
    allow: 'public',
    shows: 'applicant-data',
    input: byId,
    handle: (ctx, { id }) => filePage(ctx, id, emptyForm),
  }),
  route({
    method: 'POST',
    path: '/permohonan/:id/keberatan',
    allow: 'public',
    perMinute: 20,
    input: z.object({ id: z.string(), grounds: z.string().trim().min(1, 'grounds-required').max(5000, 'too-long') }),
    async handle(ctx, { id, grounds }) {
      const { row } = await ctx.read((tx) => ownCase(tx, ctx, id));
      await fileObjection(ctx, { id: row.id, grounds });
      return redirect(`/permohonan/${row.id}`, { kind: 'good', text: words(ctx.lang).filed });
    },
    again: (ctx, raw, codes) => filePage(ctx, String(raw['id']), formWith(ctx, raw, codes)),
  }),
  route({
    method: 'POST',
    path: '/permohonan/:id/kontak',
    allow: 'public',
    perMinute: 20,
    input: z.object({ id: z.string(), email: z.union([z.literal(''), z.email('not-email').max(200, 'too-long')], 'not-email').default('') }),
    async handle(ctx, { id, email }) {
      const { row } = await ctx.read((tx) => ownCase(tx, ctx, id));
      await changeContact(ctx, { id: row.id, email });
      return redirect(`/permohonan/${row.id}`, { kind: 'good', text: words(ctx.lang).contactChanged });
    },
    again: (ctx, raw, codes) =>
      redirect(`/permohonan/${String(raw['id'])}`, { kind: 'bad', text: errorSentences(ctx.lang, codes, words(ctx.lang).errors)['email'] ?? '' }),
  }),
  route({ method: 'GET', path: '/kerja/keberatan', allow, shows: 'applicant-data', handle: (ctx) => desk(ctx) }),
  route({
    method: 'GET',
    path: '/kerja/keberatan/:id',
    allow,
    shows: 'applicant-data',
    input: byId,
    handle: (ctx, { id }) => onePage(ctx, id, emptyForm),
  }),
  route({
    method: 'POST',
    path: '/kerja/keberatan/:id',
    allow,
    shows: 'applicant-data',
    input: z.object({
      id: z.uuid().transform((id) => id as ObjectionId),
      outcome: z.enum(['upheld', 'dismissed'], 'outcome-required'),
      reason: z.string().trim().min(1, 'reason-required').max(5000, 'too-long'),
    }),
    async handle(ctx, input) {
      await answerObjection(ctx, input);
      return redirect(`/kerja/keberatan/${input.id}`, { kind: 'good', text: words(ctx.lang).done });
    },
    again: (ctx, raw, codes) => onePage(ctx, String(raw['id']), formWith(ctx, raw, codes)),
  }),
];
