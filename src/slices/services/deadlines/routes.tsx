import { z } from 'zod';
import { page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences, formatNumber } from '#platform/words';
import { permissions } from '../permissions.ts';
import { confirmDeadlines, dismissDeadlines } from './actions.ts';
import { ChangePage, ChangesPage } from './pages/changes.tsx';
import { type ChangeId, changesOf, findChange, movesOf } from './store.ts';
import { words } from './words.ts';

const allow = permissions['services.deadlines'];
const section = '/kelola/tenggat';
const mostShown = 50;

async function changesPage(ctx: WebCtx): Promise<Reply> {
  const changes = await ctx.read((tx) => changesOf(tx, ctx.agency.id, mostShown));
  return page({ title: words(ctx.lang).title, section, dense: true, body: <ChangesPage lang={ctx.lang} zone={ctx.zone} changes={changes} /> });
}

function idOf(text: string): ChangeId {
  const id = findId<'deadline-change'>(text);
  if (!id) throw problems.notFound();
  return id;
}

async function changePage(ctx: WebCtx, idText: string, form: FormState): Promise<Reply> {
  const id = idOf(idText);
  const shown = await ctx.read(async (tx) => {
    const change = await findChange(tx, ctx.agency.id, id);
    if (!change) throw problems.notFound();
    return { change, moves: await movesOf(tx, ctx.agency.id, id) };
  });
  const status = Object.keys(form.errors).length > 0 ? 422 : 200;
  return page({ title: words(ctx.lang).title, section, dense: true, status, body: <ChangePage lang={ctx.lang} zone={ctx.zone} form={form} {...shown} /> });
}

const again = (ctx: WebCtx, raw: RawInput, errors: Readonly<Record<string, string>>) =>
  changePage(ctx, String(raw['id'] ?? ''), { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) });

const byId = z.object({ id: z.string() });

export const deadlinesRoutes: readonly Route[] = [
  route({ method: 'GET', path: section, allow, handle: changesPage }),
  route({ method: 'GET', path: `${section}/:id`, allow, input: byId, handle: (ctx, { id }) => changePage(ctx, id, emptyForm) }),
  route({
    method: 'POST',
    path: `${section}/:id/konfirmasi`,
    allow,
    input: byId,
    async handle(ctx, { id }) {
      const moved = await confirmDeadlines(ctx, idOf(id));
      return redirect(section, { kind: 'good', text: words(ctx.lang).confirmed(formatNumber(moved, ctx.lang)) });
    },
    again,
  }),
  route({
    method: 'POST',
    path: `${section}/:id/tolak`,
    allow,
    input: byId.extend({ note: z.string().trim().min(1, 'required').max(1000, 'too-long') }),
    async handle(ctx, { id, note }) {
      await dismissDeadlines(ctx, { id: idOf(id), note });
      return redirect(section, { kind: 'info', text: words(ctx.lang).dismissed });
    },
    again,
  }),
];
