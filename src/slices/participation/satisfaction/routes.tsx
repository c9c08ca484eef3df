import { servicesByIds } from '#slices/services';
import { z } from 'zod';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { hashCode } from '#platform/ids';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { ratingInput } from '../model.ts';
import { words } from '../words.ts';
import { rate } from './actions.ts';
import { SurveyClosed, SurveyPage, SurveyThanks } from './pages/survey.tsx';
import { mayAnswer } from './rules.ts';
import { findSurvey } from './store.ts';

async function surveyPage(ctx: WebCtx, token: string, form: FormState): Promise<Reply> {
  const w = words(ctx.lang);
  const found = await ctx.read(async (tx) => {
    const survey = await findSurvey(tx, hashCode(token));
    if (!survey || !mayAnswer(survey, ctx.today).ok) return undefined;
    const service = (await servicesByIds(tx, [survey.service_id])).get(survey.service_id);
    return ctx.lang === 'en' ? (service?.name.en ?? service?.name.id) : service?.name.id;
  });
  if (found === undefined) return page({ title: w.survey, status: 410, body: <SurveyClosed lang={ctx.lang} /> });
  return page({ title: w.survey, section: '/permohonan', body: <SurveyPage lang={ctx.lang} form={form} token={token} service={found} /> });
}

function formOf(ctx: WebCtx, raw: RawInput, errors: FieldCodes): FormState {
  return { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) };
}

export const satisfactionRoutes: readonly Route[] = [
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
];
