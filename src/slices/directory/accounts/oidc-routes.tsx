import { z } from 'zod';
import { page, redirectAway, type Reply, route, type Route, type WebCtx } from '#platform/http';
import { Refused } from '#platform/result';
import type { FormState } from '#platform/ui';
import { href } from '#platform/words';
import { enter, formOf, next, originOf, withNext } from './entrance-routes.ts';
import type { IdentityProvider, RoundTrip } from './oidc.ts';
import { StaffSignIn } from './pages/sign-in.tsx';
import { signInByClaim } from './sign-in-actions.ts';
import { words } from './words.ts';

const callback = (ctx: WebCtx) => `${ctx.publicUrl}/masuk/oidc/kembali`;
const tripOf = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), lang: z.enum(['id', 'en']), lanjut: next });

function failed(ctx: WebCtx, provider: IdentityProvider, form: FormState): Reply {
  return page({ title: words(ctx.lang).staffTitle, status: 422, body: <StaffSignIn lang={ctx.lang} form={form} next="" oidcName={provider.name} /> });
}

/** Out to the agency's identity provider and back: state, nonce and PKCE stay in this browser for ten minutes and count once. */
export function oidcRoutes(provider: IdentityProvider): readonly Route[] {
  return [
    route({
      // A link, not a form: a form may lead to our own origin only (form-action), also by redirect.
      method: 'GET',
      path: '/masuk/oidc',
      allow: 'public',
      perMinute: 60,
      input: withNext,
      async handle(ctx, { lanjut }) {
        try {
          const { address, trip } = await provider.begin(callback(ctx));
          ctx.setCookie('oidc', JSON.stringify({ ...trip, lang: ctx.lang, lanjut }), 600);
          return redirectAway(address);
        } catch {
          return failed(ctx, provider, formOf(ctx, {}, { form: 'oidc-failed' }));
        }
      },
    }),
    route({
      method: 'GET',
      path: '/masuk/oidc/kembali',
      allow: 'public',
      perMinute: 60,
      async handle(ctx) {
        const cookie = ctx.cookie('oidc');
        ctx.setCookie('oidc', '', 0);
        try {
          const { lang, lanjut, ...trip } = tripOf.parse(JSON.parse(cookie ?? '{}')) satisfies RoundTrip & object;
          const claim = await provider.finish(new URL(ctx.path, ctx.publicUrl), trip);
          return enter(ctx, await signInByClaim(ctx, claim, originOf(ctx)), href(lang, lanjut || '/beranda'));
        } catch (error) {
          return failed(ctx, provider, formOf(ctx, {}, { form: error instanceof Refused ? error.refusal.code : 'oidc-failed' }));
        }
      },
    }),
  ];
}
