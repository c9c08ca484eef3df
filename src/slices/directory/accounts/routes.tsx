import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { problems } from '#platform/problem';
import { Refused } from '#platform/result';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { type CitizenId, newPassword, type PersonId } from '../model.ts';
import { findCitizenByEmail, looksAt } from '../people/store.ts';
import {
  beginSecondFactor,
  changePassword,
  confirmSecondFactor,
  endSecondFactor,
  endSession,
  giveCitizenPassword,
  recoverAccess,
  sendCitizenCode,
  showSecondFactor,
  signInByClaim,
  signInCitizen,
  signInCitizenByPassword,
  signInStaff,
} from './actions.ts';
import type { IdentityProvider, RoundTrip } from './oidc.ts';
import { AccountPage, RecoveryCodes, SecondFactorSetUp } from './pages/account.tsx';
import { CitizenSignIn, CodePage, RecoverPage, StaffSignIn } from './pages/sign-in.tsx';
import { totpAddress } from './secrets.ts';
import { findCredentialOf, sessionsOf, unusedRecoveryCodes } from './store.ts';
import { words } from './words.ts';

function formOf(ctx: Ctx, raw: RawInput, errors: FieldCodes): FormState {
  return { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) };
}

/** Only a path of ours: `//host` and `https:` would send people elsewhere after signing in. */
export function safeNext(text: unknown): string {
  return typeof text === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(text) ? text : '';
}

const home = '/beranda';
const next = z.string().optional().transform(safeNext);
const withNext = z.object({ lanjut: next });

function enter(ctx: WebCtx, session: { readonly token: string; readonly seconds: number }, to: string): Reply {
  ctx.setCookie('sesi', session.token, session.seconds);
  return redirect(to || home);
}

function staffPage(ctx: WebCtx, provider: IdentityProvider | undefined, form: FormState, to: string): Reply {
  const w = words(ctx.lang);
  return page({ title: w.staffTitle, body: <StaffSignIn lang={ctx.lang} form={form} next={to} oidcName={provider?.name} demo={null} /> });
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
      perMinute: 30,
      input: staffInput,
      async handle(ctx, { username, password, lanjut }) {
        const outcome = await signInStaff(ctx, { username, password, userAgent: ctx.userAgent });
        if (outcome.step === 'done') return enter(ctx, outcome.session, outcome.mustChange ? '/akun#sandi' : lanjut);
        ctx.setCookie('langkah', outcome.token, 600);
        return redirect(`/masuk/dua-langkah${lanjut ? `?lanjut=${encodeURIComponent(lanjut)}` : ''}`);
      },
      again: (ctx, raw, errors) => staffPage(ctx, provider, formOf(ctx, raw, errors), safeNext(raw['lanjut'])),
    }),
    route({
      method: 'GET',
      path: '/masuk/dua-langkah',
      allow: 'public',
      input: withNext,
      handle: (ctx, { lanjut }) => codePage(ctx, 'second', emptyForm, lanjut),
    }),
    route({
      method: 'POST',
      path: '/masuk/dua-langkah',
      allow: 'public',
      perMinute: 20,
      input: codeInput,
      async handle(ctx, { code, lanjut }) {
        const session = await showSecondFactor(ctx, { token: ctx.cookie('langkah') ?? '', code, userAgent: ctx.userAgent });
        return enter(ctx, session, lanjut);
      },
      again: (ctx, raw, errors) => codePage(ctx, 'second', formOf(ctx, raw, errors), safeNext(raw['lanjut'])),
    }),
    route({
      method: 'GET',
      path: '/masuk/pulihkan',
      allow: 'public',
      handle: (ctx) => page({ title: words(ctx.lang).recoverTitle, body: <RecoverPage lang={ctx.lang} form={emptyForm} /> }),
    }),
    route({
      method: 'POST',
      path: '/masuk/pulihkan',
      allow: 'public',
      perMinute: 10,
      input: z.object({
        nip: z.string().trim().min(1, 'required').max(30, 'too-long'),
        code: z.string().trim().min(1, 'required').max(60, 'too-long'),
        password: newPassword,
      }),
      async handle(ctx, input) {
        await recoverAccess(ctx, input);
        return redirect('/masuk', { kind: 'good', text: words(ctx.lang).recovered });
      },
      again: (ctx, raw, errors) => page({ title: words(ctx.lang).recoverTitle, body: <RecoverPage lang={ctx.lang} form={formOf(ctx, raw, errors)} /> }),
    }),
  ];
}

const codeInput = z.object({ code: z.string().trim().min(1, 'required').max(60, 'too-long'), lanjut: next });

function codePage(ctx: WebCtx, kind: 'citizen' | 'second', form: FormState, to: string): Reply {
  const w = words(ctx.lang);
  return page({ title: kind === 'citizen' ? w.codeTitle : w.secondTitle, body: <CodePage lang={ctx.lang} form={form} next={to} kind={kind} /> });
}

function oidcRoutes(provider: IdentityProvider): readonly Route[] {
  const callback = (ctx: WebCtx) => `${ctx.publicUrl}/masuk/oidc/kembali`;
  return [
    route({
      // A link, not a form: a form may lead to our own origin only (form-action), also by redirect.
      method: 'GET',
      path: '/masuk/oidc',
      allow: 'public',
      perMinute: 30,
      input: withNext,
      async handle(ctx, { lanjut }) {
        const { address, trip } = await provider.begin(callback(ctx));
        ctx.setCookie('oidc', JSON.stringify({ ...trip, lanjut }), 600);
        return { type: 'redirect', to: address };
      },
    }),
    route({
      method: 'GET',
      path: '/masuk/oidc/kembali',
      allow: 'public',
      perMinute: 30,
      async handle(ctx) {
        try {
          const trip = z
            .object({ state: z.string(), nonce: z.string(), verifier: z.string(), lanjut: next })
            .parse(JSON.parse(ctx.cookie('oidc') ?? '{}')) satisfies RoundTrip;
          const claim = await provider.finish(new URL(ctx.path, ctx.publicUrl), trip);
          return enter(ctx, await signInByClaim(ctx, claim, { userAgent: ctx.userAgent }), trip.lanjut);
        } catch (error) {
          const code = error instanceof Refused ? error.refusal.code : 'oidc-failed';
          return staffPage(ctx, provider, formOf(ctx, {}, { form: code }), '');
        }
      },
    }),
  ];
}

const emailField = z.email('not-email').max(254, 'too-long');

function citizenPage(ctx: WebCtx, byPassword: boolean, form: FormState, to: string): Reply {
  return page({ title: words(ctx.lang).citizenTitle, body: <CitizenSignIn lang={ctx.lang} form={form} next={to} byPassword={byPassword} /> });
}

const citizenRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/masuk/warga', allow: 'public', input: withNext, handle: (ctx, { lanjut }) => citizenPage(ctx, false, emptyForm, lanjut) }),
  route({
    method: 'POST',
    path: '/masuk/warga',
    allow: 'public',
    perMinute: 20,
    input: z.object({ email: emailField, lanjut: next }),
    async handle(ctx, { email, lanjut }) {
      ctx.setCookie('langkah', await sendCitizenCode(ctx, email), 900);
      return redirect(`/masuk/warga/kode${lanjut ? `?lanjut=${encodeURIComponent(lanjut)}` : ''}`);
    },
    again: (ctx, raw, errors) => citizenPage(ctx, false, formOf(ctx, raw, errors), safeNext(raw['lanjut'])),
  }),
  route({
    method: 'GET',
    path: '/masuk/warga/kode',
    allow: 'public',
    input: withNext,
    handle: (ctx, { lanjut }) => codePage(ctx, 'citizen', emptyForm, lanjut),
  }),
  route({
    method: 'POST',
    path: '/masuk/warga/kode',
    allow: 'public',
    perMinute: 20,
    input: codeInput,
    async handle(ctx, { code, lanjut }) {
      return enter(ctx, await signInCitizen(ctx, { token: ctx.cookie('langkah') ?? '', code, userAgent: ctx.userAgent }), lanjut);
    },
    again: (ctx, raw, errors) => codePage(ctx, 'citizen', formOf(ctx, raw, errors), safeNext(raw['lanjut'])),
  }),
  route({
    method: 'GET',
    path: '/masuk/warga/sandi',
    allow: 'public',
    input: withNext,
    handle: (ctx, { lanjut }) => citizenPage(ctx, true, emptyForm, lanjut),
  }),
  route({
    method: 'POST',
    path: '/masuk/warga/sandi',
    allow: 'public',
    perMinute: 20,
    input: z.object({ email: emailField, password: z.string().min(1, 'required').max(200, 'too-long'), lanjut: next }),
    async handle(ctx, { email, password, lanjut }) {
      return enter(ctx, await signInCitizenByPassword(ctx, { email, password, userAgent: ctx.userAgent }), lanjut);
    },
    again: (ctx, raw, errors) => citizenPage(ctx, true, formOf(ctx, raw, errors), safeNext(raw['lanjut'])),
  }),
];

type Owner = { readonly personId?: PersonId; readonly citizenId?: CitizenId };

function ownerOf(ctx: Ctx): Owner {
  if (ctx.actor.kind === 'staff') return { personId: ctx.actor.personId as PersonId };
  if (ctx.actor.kind === 'citizen') return { citizenId: ctx.actor.citizenId as CitizenId };
  throw problems.signIn();
}

function deviceOf(userAgent: string): string {
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\/[\d.]+/.exec(userAgent)?.[1] ?? 'Peramban';
  const system = /(Android|iPhone|iPad|Windows|Mac OS X|Linux)/.exec(userAgent)?.[1] ?? '';
  return [browser.replace('Edg', 'Edge').replace('OPR', 'Opera'), system].filter(Boolean).join(', ');
}

async function accountPage(ctx: WebCtx, form: FormState): Promise<Reply> {
  const owner = ownerOf(ctx);
  const { actor } = ctx;
  const body = await ctx.read(async (tx) => {
    const sessions = await sessionsOf(tx, owner, ctx.now);
    const credential = owner.personId ? await findCredentialOf(tx, owner.personId) : undefined;
    const citizen = actor.kind === 'citizen' ? await findCitizenByEmail(tx, actor.email) : undefined;
    const secondFactor = owner.personId
      ? { on: credential?.totp_confirmed_at !== null && credential !== undefined, codesLeft: await unusedRecoveryCodes(tx, owner.personId) }
      : undefined;
    const looks = await looksAt(tx, owner.personId ?? owner.citizenId ?? '');
    return (
      <AccountPage
        lang={ctx.lang}
        zone={ctx.zone}
        kind={actor.kind === 'staff' ? 'staff' : 'citizen'}
        name={actor.kind === 'staff' || actor.kind === 'citizen' ? actor.name : ''}
        detail={actor.kind === 'citizen' ? actor.email : actor.kind === 'staff' ? (actor.positionName ?? '') : ''}
        sessions={sessions.map((row) => ({
          id: row.id,
          device: deviceOf(row.user_agent),
          madeAt: row.made_at,
          seenAt: row.seen_at,
          current: row.id === ctx.session?.id,
        }))}
        secondFactor={secondFactor}
        hasPassword={credential !== undefined || Boolean(citizen?.password_hash)}
        mustChange={credential?.must_change ?? false}
        looks={looks}
        form={form}
      />
    );
  });
  return page({ title: words(ctx.lang).account, body });
}

async function setUpPage(ctx: WebCtx, form: FormState): Promise<Reply> {
  if (ctx.actor.kind !== 'staff') throw problems.notFound();
  const secret = await beginSecondFactor(ctx, ctx.actor.personId as PersonId);
  const { uri, typed } = totpAddress(secret, ctx.actor.name);
  return page({ title: words(ctx.lang).setUpTitle, body: <SecondFactorSetUp lang={ctx.lang} form={form} uri={uri} typed={typed} /> });
}

const accountRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/akun', allow: 'signed-in', handle: (ctx) => accountPage(ctx, emptyForm) }),
  route({
    method: 'POST',
    path: '/akun/sandi',
    allow: 'signed-in',
    perMinute: 10,
    input: z.object({ old: z.string().max(200, 'too-long').optional(), password_new: newPassword }),
    async handle(ctx, { old, password_new: fresh }) {
      const owner = ownerOf(ctx);
      if (owner.personId) await changePassword(ctx, { personId: owner.personId, old: old ?? '', fresh, sessionId: ctx.session?.id });
      else if (owner.citizenId) await giveCitizenPassword(ctx, owner.citizenId, fresh);
      return redirect('/akun', { kind: 'good', text: words(ctx.lang).saved });
    },
    again: (ctx, raw, errors) => accountPage(ctx, formOf(ctx, raw, errors)),
  }),
  route({ method: 'GET', path: '/akun/dua-langkah', allow: 'signed-in', handle: (ctx) => setUpPage(ctx, emptyForm) }),
  route({
    method: 'POST',
    path: '/akun/dua-langkah',
    allow: 'signed-in',
    perMinute: 10,
    input: z.object({ code: z.string().trim().min(1, 'required').max(20, 'too-long') }),
    async handle(ctx, { code }) {
      if (ctx.actor.kind !== 'staff') throw problems.notFound();
      const codes = await confirmSecondFactor(ctx, ctx.actor.personId as PersonId, code);
      return page({ title: words(ctx.lang).codesTitle, body: <RecoveryCodes lang={ctx.lang} codes={codes} /> });
    },
    again: (ctx, raw, errors) => setUpPage(ctx, formOf(ctx, raw, errors)),
  }),
  route({
    method: 'POST',
    path: '/akun/dua-langkah/batal',
    allow: 'signed-in',
    perMinute: 10,
    input: z.object({ password: z.string().min(1, 'required').max(200, 'too-long') }),
    async handle(ctx, { password }) {
      if (ctx.actor.kind !== 'staff') throw problems.notFound();
      await endSecondFactor(ctx, ctx.actor.personId as PersonId, password);
      return redirect('/akun', { kind: 'good', text: words(ctx.lang).saved });
    },
    again: (ctx, raw, errors) => accountPage(ctx, formOf(ctx, raw, errors)),
  }),
  route({
    method: 'POST',
    path: '/akun/sesi/:id/akhiri',
    allow: 'signed-in',
    input: z.object({ id: z.uuid() }),
    async handle(ctx, { id }) {
      await endSession(ctx, id, ownerOf(ctx));
      return redirect('/akun', { kind: 'good', text: words(ctx.lang).sessionEnded });
    },
  }),
  route({
    method: 'POST',
    path: '/keluar',
    allow: 'signed-in',
    async handle(ctx) {
      if (ctx.session) await endSession(ctx, ctx.session.id, ownerOf(ctx));
      ctx.setCookie('sesi', '', 0);
      // On a shared computer nobody finds what the one before was filling in.
      ctx.setCookie('kasus', '', 0);
      return redirect('/', { kind: 'info', text: words(ctx.lang).signedOut });
    },
  }),
];

/** Sign-in and the own account; with an identity provider when one is set. */
export function accountsRoutes(provider: IdentityProvider | undefined): readonly Route[] {
  return [...staffRoutes(provider), ...(provider ? oidcRoutes(provider) : []), ...citizenRoutes, ...accountRoutes];
}
