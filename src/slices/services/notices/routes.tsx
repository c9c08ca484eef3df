import { page, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { ErrorSummary, PageHead } from '#platform/ui';
import { errorSentences, href } from '#platform/words';
import { maskedMail, ownCase } from '../applications/own-case.ts';
import { chooseNotices } from './actions.ts';
import { choiceInput } from './model.ts';
import { ChoiceForm } from './pages/notices.tsx';
import { words } from './words.ts';

type Typed = Readonly<Record<string, string | readonly string[]>>;

/** The form again, with what was typed. */
async function formPage(ctx: WebCtx, values: Typed, errors: Readonly<Record<string, string>>): Promise<Reply> {
  const w = words(ctx.lang);
  const { row } = await ctx.read((tx) => ownCase(tx, ctx, String(values['id'] ?? '')));
  const form = { values, errors: errorSentences(ctx.lang, errors, w.errors) };
  const body = (
    <>
      <PageHead title={w.choose} back={{ href: href(ctx.lang, `/permohonan/${row.id}`), label: row.ticket ?? '' }} />
      <ErrorSummary lang={ctx.lang} form={form} />
      <ChoiceForm lang={ctx.lang} id={row.id} mailedTo={maskedMail(row.applicant_email)} form={form} />
    </>
  );
  return page({ title: w.choose, section: '/permohonan', status: 422, body });
}

export const noticesRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/permohonan/:id/kabar',
    allow: 'public',
    perMinute: 20,
    input: choiceInput,
    async handle(ctx, { id, ...choice }) {
      const { row } = await ctx.read((tx) => ownCase(tx, ctx, id));
      await chooseNotices(ctx, { id: row.id, ...choice });
      return redirect(`/permohonan/${row.id}`, { kind: 'good', text: words(ctx.lang).saved });
    },
    again: (ctx, raw, errors) => formPage(ctx, raw, errors),
  }),
];
