import { type AgencyId, peopleByIds, unitsOf } from '#slices/directory';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { scopeFor } from '#platform/access';
import { together } from '#platform/context';
import type { Tx } from '#platform/db';
import { type FieldCodes, page, parseInput, type RawInput, readJsonFile, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { Problem, problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences, formatNumber, textIn } from '#platform/words';
import { type DraftContent, draftContent, type DraftId, serviceInput, withLetters } from '../model.ts';
import { permissions } from '../permissions.ts';
import { beginDraft, discardDraft, publishDraft, returnDraft, sendDraft } from './actions.ts';
import { completenessOf } from './completeness.ts';
import { asInput, mayPublish } from './draft-rules.ts';
import { differences } from './difference.ts';
import { DraftPage } from './pages/draft.tsx';
import { ManageServicesPage } from './pages/manage-services.tsx';
import { serviceFaults } from './rules.ts';
import { type Draft, draftOf, draftSteps, findInput, openDrafts, servicesOf } from './store.ts';
import { words } from './words.ts';

const allow = permissions['services.publish'];
const section = '/kelola/layanan';
const maxService_bytes = 500_000;

export function agencyOf(ctx: WebCtx): AgencyId {
  const { agencyId } = scopeFor(ctx.actor, allow);
  if (!agencyId) throw problems.forbidden();
  return agencyId as AgencyId;
}

/** The draft of this address, for every page of the editor. */
export async function draftOr404(tx: Tx, ctx: WebCtx, idText: string): Promise<Draft> {
  const id = findId<'service-draft'>(idText);
  const draft = id && (await draftOf(tx, agencyOf(ctx), id));
  if (!draft) throw problems.notFound();
  return draft;
}

function formOf(ctx: WebCtx, raw: RawInput, errors: FieldCodes): FormState {
  return { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) };
}

/** What a draft still lacks before it could be published, place by place. */
async function faultsOf(tx: Tx, draft: Draft): Promise<FieldCodes> {
  const read = parseInput(serviceInput, asInput(draft.content));
  if (!read.ok) return read.errors;
  return serviceFaults(read.value, new Set((await unitsOf(tx, draft.agencyId)).map((unit) => unit.code)));
}

async function managePage(ctx: WebCtx, form: FormState, faults: FieldCodes = {}): Promise<Reply> {
  const agencyId = agencyOf(ctx);
  const w = words(ctx.lang);
  const [services, drafts] = await ctx.read((tx) => together([servicesOf(tx, agencyId), openDrafts(tx, agencyId)]));
  const sentences = Object.entries(errorSentences(ctx.lang, faults, w.errors));
  const body = <ManageServicesPage lang={ctx.lang} zone={ctx.zone} services={services} drafts={drafts} form={form} faults={sentences} />;
  return page({ title: w.manage, section, dense: true, body });
}

async function draftPage(ctx: WebCtx, idText: string, { form, conflict }: { readonly form: FormState; readonly conflict?: boolean }): Promise<Reply> {
  const view = await ctx.read(async (tx) => {
    const draft = await draftOr404(tx, ctx, idText);
    const [steps, faults, before] = await together([
      draftSteps(tx, draft.agencyId, draft.id),
      faultsOf(tx, draft),
      draft.published && draft.state === 'in-review' ? findInput(tx, draft.agencyId, draft.published.slug) : undefined,
    ]);
    const people = await peopleByIds(
      tx,
      steps.flatMap(({ personId }) => personId ?? []),
    );
    return { draft, steps: steps.map((step) => ({ ...step, by: (step.personId && people.get(step.personId)?.name) ?? undefined })), faults, before };
  });
  const w = words(ctx.lang);
  const personId = ctx.actor.kind === 'staff' ? ctx.actor.personId : undefined;
  const faults = Object.entries(errorSentences(ctx.lang, view.faults, w.errors));
  const title = textIn(view.draft.content.name ?? { id: '' }, ctx.lang) || w.unnamed;
  const body = (
    <DraftPage
      lang={ctx.lang}
      zone={ctx.zone}
      draft={view.draft}
      steps={view.steps}
      faults={faults}
      differences={view.draft.state === 'in-review' ? differences(view.before ?? {}, view.draft.content) : []}
      score={completenessOf(view.draft.content).score}
      mayPublish={mayPublish(personId, view.draft.writtenBy).ok}
      form={form}
    />
  );
  return page({ title, section, dense: true, status: conflict ? 409 : 200, body });
}

const notAFile = (code: string, faults: FieldCodes = {}) => orRefuse(refuse(code, { fields: { file: code, ...faults } }));

async function uploaded(ctx: WebCtx): Promise<DraftContent> {
  const file = ctx.files['file']?.[0];
  if (!file) return notAFile('file-required');
  if (file.tooLarge) return notAFile('file-too-large');
  let raw: unknown;
  try {
    raw = readJsonFile(await readFile(file.path));
  } catch (error) {
    if (error instanceof Problem) return notAFile('not-json');
    throw error;
  }
  const read = parseInput(draftContent, withLetters(raw));
  return read.ok ? read.value : notAFile('file-format', read.errors);
}

/** Begins a draft with this content and leads to it. */
export async function begun(ctx: WebCtx, content: DraftContent): Promise<Reply> {
  const id = await beginDraft(ctx, agencyOf(ctx), content);
  return redirect(`${section}/${id}`, { kind: 'good', text: words(ctx.lang).begun });
}

const byDraft = { draft: z.uuid().transform((id) => id as DraftId) };
const seen = z.object({ ...byDraft, version: z.coerce.number().int() });
const again = (ctx: WebCtx, raw: RawInput, errors: FieldCodes) =>
  draftPage(ctx, String(raw['draft']), { form: formOf(ctx, raw, errors), conflict: errors['form'] === 'draft-changed' });

export const draftRoutes: readonly Route[] = [
  route({ method: 'GET', path: section, allow, handle: (ctx) => managePage(ctx, emptyForm) }),
  route({
    method: 'POST',
    path: section,
    allow,
    input: z.object({ name: z.string().trim().min(1, 'required').max(150, 'too-long') }),
    handle: (ctx, { name }) => begun(ctx, { name: { id: name } }),
    again: (ctx, raw, errors) => managePage(ctx, formOf(ctx, raw, errors)),
  }),
  route({
    method: 'POST',
    path: `${section}/impor`,
    allow,
    maxFile_bytes: maxService_bytes,
    handle: async (ctx) => begun(ctx, await uploaded(ctx)),
    again: (ctx, _raw, { file, ...faults }) => managePage(ctx, formOf(ctx, {}, file === undefined ? faults : { file }), file === undefined ? {} : faults),
  }),
  route({
    method: 'GET',
    path: `${section}/:draft`,
    allow,
    input: z.object({ draft: z.string() }),
    handle: (ctx, { draft }) => draftPage(ctx, draft, { form: emptyForm }),
  }),
  route({
    method: 'POST',
    path: `${section}/:draft/kirim`,
    allow,
    input: seen,
    async handle(ctx, { draft, version }) {
      await sendDraft(ctx, { agencyId: agencyOf(ctx), id: draft, version });
      return redirect(`${section}/${draft}`, { kind: 'good', text: words(ctx.lang).sent });
    },
    again,
  }),
  route({
    method: 'POST',
    path: `${section}/:draft/terbitkan`,
    allow,
    input: seen,
    async handle(ctx, { draft, version }) {
      const published = await publishDraft(ctx, { agencyId: agencyOf(ctx), id: draft, version });
      return redirect(section, { kind: 'good', text: words(ctx.lang).published(textIn(published.name, ctx.lang), formatNumber(published.version, ctx.lang)) });
    },
    again,
  }),
  route({
    method: 'POST',
    path: `${section}/:draft/kembalikan`,
    allow,
    input: seen.extend({ note: z.string().trim().min(1, 'note-required').max(2000, 'too-long') }),
    async handle(ctx, { draft, version, note }) {
      await returnDraft(ctx, { agencyId: agencyOf(ctx), id: draft, version, note });
      return redirect(`${section}/${draft}`, { kind: 'good', text: words(ctx.lang).sentBack });
    },
    again,
  }),
  route({
    method: 'POST',
    path: `${section}/:draft/buang`,
    allow,
    input: seen,
    async handle(ctx, { draft, version }) {
      await discardDraft(ctx, { agencyId: agencyOf(ctx), id: draft, version });
      return redirect(section, { kind: 'good', text: words(ctx.lang).discarded });
    },
    again,
  }),
];
