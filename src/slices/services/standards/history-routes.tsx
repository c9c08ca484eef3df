import { peopleByIds } from '#slices/directory';
import { z } from 'zod';
import { together } from '#platform/context';
import { bytesReply, type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { problems } from '#platform/problem';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences, textIn } from '#platform/words';
import type { DraftContent } from '../model.ts';
import { permissions } from '../permissions.ts';
import { reopenService, retireService } from './actions.ts';
import { differences } from './difference.ts';
import { agencyOf, begun, draftOr404 } from './draft-routes.tsx';
import { ComparePage, HistoryPage } from './pages/history.tsx';
import { findInput, findService, versionsOf } from './store.ts';
import { words } from './words.ts';

const allow = permissions['services.publish'];
const section = '/kelola/layanan';
const at = `${section}/terbit/:slug`;

async function historyPage(ctx: WebCtx, slug: string, form: FormState): Promise<Reply> {
  const agencyId = agencyOf(ctx);
  const { service, versions, people } = await ctx.read(async (tx) => {
    const [found, past] = await together([findService(tx, agencyId, slug), versionsOf(tx, agencyId, slug)]);
    if (!found) throw problems.notFound();
    const ids = past.flatMap((one) => [...one.writtenBy, ...(one.publishedBy ? [one.publishedBy] : [])]);
    return { service: found, versions: past, people: await peopleByIds(tx, Array.from(new Set(ids))) };
  });
  const nameOf = (id: string) => people.get(id)?.name ?? '';
  const rows = versions.map((one) => ({ ...one, writtenBy: one.writtenBy.map(nameOf), publishedBy: one.publishedBy ? nameOf(one.publishedBy) : undefined }));
  const body = <HistoryPage lang={ctx.lang} zone={ctx.zone} slug={slug} name={service.name} retiredAt={service.retiredAt} versions={rows} form={form} />;
  return page({ title: textIn(service.name, ctx.lang), section, dense: true, body });
}

async function comparePage(ctx: WebCtx, slug: string, from: number, to: number): Promise<Reply> {
  const agencyId = agencyOf(ctx);
  const [before, after] = await ctx.read((tx) => together([findInput(tx, agencyId, slug, from), findInput(tx, agencyId, slug, to)]));
  if (!before || !after) throw problems.notFound();
  const body = <ComparePage lang={ctx.lang} slug={slug} name={after.name} from={from} to={to} differences={differences(before, after)} />;
  return page({ title: textIn(after.name, ctx.lang), section, dense: true, body });
}

/** One file that holds all of it, readable by people; it comes in again as it went out. */
function fileOf(content: DraftContent, name: string): Reply {
  return bytesReply(new TextEncoder().encode(`${JSON.stringify(content, undefined, 2)}\n`), {
    mediaType: 'application/json; charset=utf-8',
    fileName: `${name}.json`,
  });
}

const bySlug = z.object({ slug: z.string().max(100) });
const version = z.coerce.number().int().positive();
const again = (ctx: WebCtx, raw: RawInput, errors: FieldCodes) =>
  historyPage(ctx, String(raw['slug']), { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) });

export const historyRoutes: readonly Route[] = [
  route({ method: 'GET', path: at, allow, input: bySlug, handle: (ctx, { slug }) => historyPage(ctx, slug, emptyForm) }),
  route({
    method: 'POST',
    path: `${at}/ubah`,
    allow,
    input: bySlug,
    async handle(ctx, { slug }) {
      const input = await ctx.read((tx) => findInput(tx, agencyOf(ctx), slug));
      if (!input) throw problems.notFound();
      return begun(ctx, input);
    },
    again,
  }),
  route({
    method: 'GET',
    path: `${at}/banding`,
    allow,
    input: bySlug.extend({ dari: version, ke: version }),
    handle: (ctx, { slug, dari, ke }) => comparePage(ctx, slug, dari, ke),
  }),
  route({
    method: 'GET',
    path: `${at}/unduh`,
    allow,
    input: bySlug.extend({ versi: version.optional() }),
    async handle(ctx, { slug, versi }) {
      const input = await ctx.read((tx) => findInput(tx, agencyOf(ctx), slug, versi));
      if (!input) throw problems.notFound();
      return fileOf(input, versi === undefined ? slug : `${slug}-${versi}`);
    },
  }),
  route({
    method: 'GET',
    path: `${section}/:draft/unduh`,
    allow,
    input: z.object({ draft: z.string() }),
    async handle(ctx, { draft }) {
      const { content } = await ctx.read((tx) => draftOr404(tx, ctx, draft));
      return fileOf(content, `draf-${content.slug ?? 'layanan'}`);
    },
  }),
  route({
    method: 'POST',
    path: `${at}/hentikan`,
    allow,
    input: bySlug.extend({ reason: z.string().trim().min(1, 'required').max(500, 'too-long') }),
    async handle(ctx, { slug, reason }) {
      await retireService(ctx, agencyOf(ctx), { slug, reason });
      return redirect(`${section}/terbit/${slug}`, { kind: 'good', text: words(ctx.lang).retired });
    },
    again,
  }),
  route({
    method: 'POST',
    path: `${at}/buka`,
    allow,
    input: bySlug,
    async handle(ctx, { slug }) {
      await reopenService(ctx, agencyOf(ctx), slug);
      return redirect(`${section}/terbit/${slug}`, { kind: 'good', text: words(ctx.lang).reopened });
    },
    again,
  }),
];
