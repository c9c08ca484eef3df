import { unitsByIds } from '#slices/directory';
import { caseByCode, servicesByIds } from '#slices/services';
import { skmQuestions } from '#slices/standards';
import { z } from 'zod';
import { scopeFor } from '#platform/access';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findTicket, hashCode } from '#platform/ids';
import { orRefuse, refuse } from '#platform/result';
import { shownFrom } from '#platform/suppression';
import { monthName } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences, textIn } from '#platform/words';
import { ratingInput } from '../model.ts';
import { permissions } from '../permissions.ts';
import { words } from '../words.ts';
import { rate } from './actions.ts';
import { findSurveyLink } from './link.ts';
import { CommentsPage } from './pages/comments.tsx';
import { SurveyClosed, SurveyFind, SurveyPage, SurveyThanks } from './pages/survey.tsx';
import { mayAnswer } from './rules.ts';
import { commentsOf, findSurvey } from './store.ts';

async function surveyPage(ctx: WebCtx, token: string, form: FormState): Promise<Reply> {
  const w = words(ctx.lang);
  const service = await ctx.read(async (tx) => {
    const survey = await findSurvey(tx, hashCode(token));
    if (!survey || !mayAnswer(survey, ctx.today).ok) return undefined;
    const found = (await servicesByIds(tx, [survey.service_id])).get(survey.service_id);
    return found && textIn(found.name, ctx.lang);
  });
  if (service === undefined) return page({ title: w.survey, status: 410, body: <SurveyClosed lang={ctx.lang} /> });
  const body = <SurveyPage lang={ctx.lang} form={form} token={token} service={service} questions={skmQuestions(ctx.lang)} />;
  return page({ title: w.survey, section: '/permohonan', body });
}

function findPage(ctx: WebCtx, form: FormState): Reply {
  return page({ title: words(ctx.lang).surveyFind, section: '/permohonan', body: <SurveyFind lang={ctx.lang} form={form} /> });
}

function formOf(ctx: WebCtx, raw: RawInput, errors: FieldCodes): FormState {
  return { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) };
}

const pageSize = 50;

async function commentsPage(ctx: WebCtx, at: number): Promise<Reply> {
  const scope = scopeFor(ctx.actor, permissions['participation.comments']);
  const body = await ctx.read(async (tx) => {
    const { rows, total } = await commentsOf(tx, { scope, threshold: shownFrom.staff, limit: pageSize, offset: (at - 1) * pageSize });
    const units = await unitsByIds(
      tx,
      rows.map((row) => row.unit_id),
    );
    const services = await servicesByIds(
      tx,
      rows.map((row) => row.service_id),
    );
    const shown = rows.map((row) => {
      const name = services.get(row.service_id)?.name;
      return {
        id: row.id,
        text: row.comment,
        unit: units.get(row.unit_id)?.shortName ?? '',
        service: name ? textIn(name, ctx.lang) : '',
        month: row.month_on ? `${monthName(row.month_on.month, ctx.lang)} ${row.month_on.year}` : undefined,
      };
    });
    return <CommentsPage lang={ctx.lang} rows={shown} threshold={shownFrom.staff} page={at} pages={Math.ceil(total / pageSize)} />;
  });
  return page({ title: words(ctx.lang).comments, section: '/kerja/saran', dense: true, body });
}

export const satisfactionRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/survei', allow: 'public', handle: (ctx) => findPage(ctx, emptyForm) }),
  route({
    method: 'POST',
    path: '/survei',
    allow: 'public',
    perMinute: 20,
    input: z.object({ ticket: z.string().min(1, 'required').max(60, 'too-long'), code: z.string().min(1, 'required').max(60, 'too-long') }),
    async handle(ctx, { ticket, code }) {
      const to = await ctx.read(async (tx) => {
        const found = (await caseByCode(tx, findTicket(ticket), code)) ?? orRefuse(refuse('no-such-case'));
        if (found.state !== 'granted' && found.state !== 'refused') return orRefuse(refuse('not-decided'));
        return orRefuse(await findSurveyLink(tx, found.id, 'id', ctx.today));
      });
      return redirect(to.href);
    },
    again: (ctx, raw, errors) => findPage(ctx, formOf(ctx, raw, errors)),
  }),
  route({
    method: 'GET',
    path: '/survei/:token',
    allow: 'public',
    perMinute: 60,
    input: z.object({ token: z.string().max(60) }),
    handle: (ctx, { token }) => surveyPage(ctx, token, emptyForm),
  }),
  route({
    method: 'POST',
    path: '/survei/:token',
    allow: 'public',
    perMinute: 30,
    input: ratingInput.extend({ token: z.string().max(60) }),
    async handle(ctx, { token, ...input }) {
      await rate(ctx, token, input);
      return redirect('/survei/terima-kasih');
    },
    again: (ctx, raw, errors) => surveyPage(ctx, String(raw['token']), formOf(ctx, raw, errors)),
  }),
  route({
    method: 'GET',
    path: '/survei/terima-kasih',
    allow: 'public',
    handle: (ctx) => page({ title: words(ctx.lang).thanks, body: <SurveyThanks lang={ctx.lang} /> }),
  }),
  route({
    method: 'GET',
    path: '/kerja/saran',
    allow: permissions['participation.comments'],
    input: z.object({ hal: z.coerce.number().int().min(1).max(10_000).catch(1) }),
    handle: (ctx, { hal }) => commentsPage(ctx, hal),
  }),
];
