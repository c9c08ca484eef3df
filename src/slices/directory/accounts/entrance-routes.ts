import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { type FieldCodes, type RawInput, redirect, type Reply, type WebCtx } from '#platform/http';
import type { FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { safeNext } from './rules.ts';
import type { Opened } from './sessions.ts';
import { words } from './words.ts';

/** What every way in has in common: where it comes from, where it leads, and what it leaves in the browser. */

const home = '/beranda';
const device_s = 365 * 24 * 3600;

export const next = z.string().optional().transform(safeNext);
export const withNext = z.object({ lanjut: next });

export function formOf(ctx: Ctx, raw: RawInput, errors: FieldCodes): FormState {
  return { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) };
}

export function originOf(ctx: WebCtx): { readonly ip: string; readonly device: string | undefined; readonly userAgent: string } {
  return { ip: ctx.ip, device: ctx.cookie('perangkat'), userAgent: ctx.userAgent };
}

type SignedIn = { readonly step: 'done'; readonly session: Opened } | { readonly step: 'second-factor'; readonly token: string };

export function enter(ctx: WebCtx, signedIn: SignedIn, to: string): Reply {
  if (signedIn.step === 'second-factor') {
    ctx.setCookie('langkah', signedIn.token, 600);
    return redirect(`/masuk/dua-langkah${to ? `?lanjut=${encodeURIComponent(to)}` : ''}`);
  }
  const { session } = signedIn;
  ctx.setCookie('sesi', session.token, session.seconds);
  ctx.setCookie('perangkat', session.device, device_s);
  ctx.setCookie('langkah', '', 0);
  return redirect(to || home);
}
