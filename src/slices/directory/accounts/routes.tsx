import { z } from 'zod';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { newPassword } from '../model.ts';
import { accountRoutes } from './account-routes.tsx';
import { citizenRoutes } from './citizen-routes.tsx';
import { enter, formOf, next, originOf, withNext } from './entrance-routes.ts';
import type { IdentityProvider } from './oidc.ts';
import { oidcRoutes } from './oidc-routes.tsx';
import { askReset, recoverAccess } from './password-actions.ts';
import { AskResetPage, RecoverPage } from './pages/recover.tsx';
import { CodePage, StaffSignIn } from './pages/sign-in.tsx';
import { safeNext } from './rules.ts';
import { setUpRoutes } from './set-up-routes.tsx';
import { showSecondFactor, signInStaff } from './sign-in-actions.ts';
import { words } from './words.ts';

function staffPage(ctx: WebCtx, provider: IdentityProvider | undefined, form: FormState, to: string): Reply {
  return page({ title: words(ctx.lang).staffTitle, body: <StaffSignIn lang={ctx.lang} form={form} next={to} oidcName={provider?.name} /> });
}

const staffInput = z.object({
  username: z.string().trim().min(1, 'required').max(254, 'too-long'),
  password: z.string().min(1, 'required').max(200, 'too-long'),
  lanjut: next,
});

function staffRoutes(provider: IdentityProvider | undefined): readonly Route[] {
  return [
    route({ method: 'GET', path: '/masuk', allow: 'public', input: withNext, handle: (ctx, { lanjut }) => staffPage(ctx, provider, emptyForm, lanjut) }),
    route({
      method: 'POST',
      path: '/masuk',
      allow: 'public',
      perMinute: 120,
      input: staffInput,
      async handle(ctx, { username, password, lanjut }) {
        return enter(ctx, await signInStaff(ctx, { username, password, ...originOf(ctx) }), lanjut);
      },
      again: (ctx, raw, errors) => staffPage(ctx, provider, formOf(ctx, raw, errors), safeNext(raw['lanjut'])),
    }),
    route({
      method: 'GET',
      path: '/masuk/dua-langkah',
      allow: 'public',
      input: withNext,
      handle: (ctx, { lanjut }) => secondPage(ctx, emptyForm, lanjut),
    }),
    route({
      method: 'POST',
      path: '/masuk/dua-langkah',
      allow: 'public',
      perMinute: 60,
      input: z.object({ code: z.string().trim().min(1, 'required').max(60, 'too-long'), lanjut: next }),
      async handle(ctx, { code, lanjut }) {
        const session = await showSecondFactor(ctx, { token: ctx.cookie('langkah') ?? '', code, ...originOf(ctx) });
        return enter(ctx, { step: 'done', session }, lanjut);
      },
      again: (ctx, raw, errors) => secondPage(ctx, formOf(ctx, raw, errors), safeNext(raw['lanjut'])),
    }),
  ];
}

function secondPage(ctx: WebCtx, form: FormState, to: string): Reply {
  return page({ title: words(ctx.lang).secondTitle, body: <CodePage lang={ctx.lang} form={form} next={to} kind="second" /> });
}

function askPage(ctx: WebCtx, form: FormState): Reply {
  return page({ title: words(ctx.lang).recoverTitle, body: <AskResetPage lang={ctx.lang} form={form} /> });
}

function recoverPage(ctx: WebCtx, form: FormState): Reply {
  return page({ title: words(ctx.lang).newPasswordTitle, body: <RecoverPage lang={ctx.lang} form={form} /> });
}

const recoveryRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/masuk/pulihkan', allow: 'public', handle: (ctx) => askPage(ctx, emptyForm) }),
  route({
    method: 'POST',
    path: '/masuk/pulihkan',
    allow: 'public',
    perMinute: 20,
    input: z.object({ username: z.string().trim().min(1, 'required').max(254, 'too-long') }),
    async handle(ctx, { username }) {
      await askReset(ctx, { username, publicUrl: ctx.publicUrl, ...originOf(ctx) });
      return redirect('/masuk/pulihkan/kode', { kind: 'info', text: words(ctx.lang).resetSent });
    },
    again: (ctx, raw, errors) => askPage(ctx, formOf(ctx, raw, errors)),
  }),
  route({
    method: 'GET',
    path: '/masuk/pulihkan/kode',
    allow: 'public',
    input: z.object({ kode: z.string().max(60).catch('') }),
    handle: (ctx, { kode }) => recoverPage(ctx, { values: { code: kode }, errors: {} }),
  }),
  route({
    method: 'POST',
    path: '/masuk/pulihkan/kode',
    allow: 'public',
    perMinute: 20,
    input: z.object({ code: z.string().trim().min(1, 'required').max(60, 'too-long'), password: newPassword }),
    async handle(ctx, input) {
      await recoverAccess(ctx, input);
      return redirect('/masuk', { kind: 'good', text: words(ctx.lang).recovered });
    },
    again: (ctx, raw: RawInput, errors: FieldCodes) => recoverPage(ctx, { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) }),
  }),
];

type Setting = { readonly provider: IdentityProvider | undefined; isEmpty(): boolean; onSetUp(): Promise<void> };

/** Set-up, sign-in and the own account; with an identity provider when one is set. */
export function accountsRoutes(setting: Setting): readonly Route[] {
  const { provider } = setting;
  return [...setUpRoutes(setting), ...staffRoutes(provider), ...recoveryRoutes, ...(provider ? oidcRoutes(provider) : []), ...citizenRoutes, ...accountRoutes];
}
