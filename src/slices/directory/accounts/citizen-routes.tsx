import { z } from 'zod';
import { page, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { emptyForm, type FormState } from '#platform/ui';
import { sendCitizenCode, signInCitizen, signInCitizenByPassword } from './citizen-actions.ts';
import { enter, formOf, next, originOf, withNext } from './entrance-routes.ts';
import { CitizenSignIn, CodePage } from './pages/sign-in.tsx';
import { safeNext } from './rules.ts';
import { words } from './words.ts';

const email = z.email('not-email').max(254, 'too-long');

function signInPage(ctx: WebCtx, byPassword: boolean, form: FormState, to: string): Reply {
  return page({ title: words(ctx.lang).citizenTitle, body: <CitizenSignIn lang={ctx.lang} form={form} next={to} byPassword={byPassword} /> });
}

function codePage(ctx: WebCtx, form: FormState, to: string): Reply {
  return page({ title: words(ctx.lang).codeTitle, body: <CodePage lang={ctx.lang} form={form} next={to} kind="citizen" /> });
}

export const citizenRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/masuk/warga', allow: 'public', input: withNext, handle: (ctx, { lanjut }) => signInPage(ctx, false, emptyForm, lanjut) }),
  route({
    method: 'POST',
    path: '/masuk/warga',
    allow: 'public',
    perMinute: 60,
    input: z.object({ email, lanjut: next }),
    async handle(ctx, input) {
      ctx.setCookie('langkah', await sendCitizenCode(ctx, { email: input.email, ...originOf(ctx) }), 900);
      return redirect(`/masuk/warga/kode${input.lanjut ? `?lanjut=${encodeURIComponent(input.lanjut)}` : ''}`);
    },
    again: (ctx, raw, errors) => signInPage(ctx, false, formOf(ctx, raw, errors), safeNext(raw['lanjut'])),
  }),
  route({
    method: 'GET',
    path: '/masuk/warga/kode',
    allow: 'public',
    input: withNext,
    handle: (ctx, { lanjut }) => codePage(ctx, emptyForm, lanjut),
  }),
  route({
    method: 'POST',
    path: '/masuk/warga/kode',
    allow: 'public',
    perMinute: 60,
    input: z.object({ code: z.string().trim().min(1, 'required').max(60, 'too-long'), lanjut: next }),
    async handle(ctx, { code, lanjut }) {
      return enter(ctx, { step: 'done', session: await signInCitizen(ctx, { token: ctx.cookie('langkah') ?? '', code, ...originOf(ctx) }) }, lanjut);
    },
    again: (ctx, raw, errors) => codePage(ctx, formOf(ctx, raw, errors), safeNext(raw['lanjut'])),
  }),
  route({
    method: 'GET',
    path: '/masuk/warga/sandi',
    allow: 'public',
    input: withNext,
    handle: (ctx, { lanjut }) => signInPage(ctx, true, emptyForm, lanjut),
  }),
  route({
    method: 'POST',
    path: '/masuk/warga/sandi',
    allow: 'public',
    perMinute: 60,
    input: z.object({ email, password: z.string().min(1, 'required').max(200, 'too-long'), lanjut: next }),
    async handle(ctx, input) {
      const session = await signInCitizenByPassword(ctx, { email: input.email, password: input.password, ...originOf(ctx) });
      return enter(ctx, { step: 'done', session }, input.lanjut);
    },
    again: (ctx, raw, errors) => signInPage(ctx, true, formOf(ctx, raw, errors), safeNext(raw['lanjut'])),
  }),
];
