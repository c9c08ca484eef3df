import { z } from 'zod';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { problems } from '#platform/problem';
import { formatInstant } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { type ApplicationId, kinRelations } from '../model.ts';
import { permissions } from '../permissions.ts';
import { answerKin, declareKin, endKin } from './kin-actions.ts';
import { kinOf } from './kin-store.ts';
import { KinPage } from './pages/kin.tsx';
import { words } from './words.ts';

const allow = permissions['services.work'];
const place = '/kerja/keluarga';

async function kinPage(ctx: WebCtx, form: FormState): Promise<Reply> {
  const { actor } = ctx;
  if (actor.kind !== 'staff') throw problems.forbidden();
  const kin = await ctx.read((tx) => kinOf(tx, actor.agencyId, actor.personId));
  const shown = kin.map(({ declaredAt, ...one }) => ({ ...one, since: formatInstant(declaredAt, ctx.zone, ctx.lang, 'day') }));
  const status = Object.keys(form.errors).length > 0 ? 422 : 200;
  return page({ title: words(ctx.lang).kin, section: '/kerja', dense: true, status, body: <KinPage lang={ctx.lang} form={form} kin={shown} /> });
}

const again = (ctx: WebCtx, raw: RawInput, errors: FieldCodes) =>
  kinPage(ctx, { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) });

export const kinRoutes: readonly Route[] = [
  route({ method: 'GET', path: place, allow, handle: (ctx) => kinPage(ctx, emptyForm) }),
  route({
    method: 'POST',
    path: place,
    allow,
    again,
    input: z.object({
      relation: z.enum(kinRelations, 'relation-required'),
      name: z.string().trim().min(1, 'required').max(100, 'too-long'),
      nik: z
        .string()
        .trim()
        .regex(/^(\d{16})?$/, 'not-nik')
        .default(''),
    }),
    async handle(ctx, input) {
      await declareKin(ctx, input);
      return redirect(place, { kind: 'good', text: words(ctx.lang).kinSaved });
    },
  }),
  route({
    method: 'POST',
    path: '/kerja/keluarga/:id/akhiri',
    allow,
    input: z.object({ id: z.uuid() }),
    async handle(ctx, { id }) {
      await endKin(ctx, id);
      return redirect(place, { kind: 'good', text: words(ctx.lang).kinEnded });
    },
  }),
  route({
    method: 'POST',
    path: '/kerja/:id/keluarga',
    allow,
    input: z.object({ id: z.uuid().transform((id) => id as ApplicationId), kin: z.enum(['bukan', 'keluarga'], 'answer-required') }),
    async handle(ctx, { id, kin }) {
      await answerKin(ctx, { id, isKin: kin === 'keluarga' });
      return redirect(`/kerja/${id}`, { kind: 'good', text: words(ctx.lang).kinAnswered });
    },
  }),
];
