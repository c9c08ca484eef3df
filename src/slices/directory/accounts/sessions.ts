import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { orRefuse, refuse } from '#platform/result';
import { secondsBetween } from '#platform/time';
import { signedIn } from '../events.ts';
import type { CitizenId, PersonId } from '../model.ts';
import { freshSignIn_min } from './rules.ts';
import { hashToken, newToken } from './secrets.ts';
import { insertSession, rememberDevice, renewToken, sessionBegan } from './store.ts';

const staffSession_h = 12;
const citizenSession_h = 24 * 14;

/** What a sign-in leaves in the browser: the session's token, and one by which the browser is known the next time. */
export type Opened = { readonly token: string; readonly seconds: number; readonly device: string };

export type Visitor = { readonly userAgent: string; readonly device: string | undefined };

type Opening = {
  readonly visitor: Visitor;
  readonly personId?: PersonId;
  readonly citizenId?: CitizenId;
  readonly secondFactor: boolean;
  readonly how: 'password' | 'recovery' | 'oidc' | 'code';
};

/** A fresh token at every sign-in, so that one planted beforehand is worth nothing. */
export async function openSession(tx: Tx, ctx: Ctx, { visitor, personId, citizenId, secondFactor, how }: Opening): Promise<Opened> {
  const token = newToken();
  const id = newId<'session'>(ctx.now.epochMilliseconds);
  const hours = personId ? staffSession_h : citizenSession_h;
  await insertSession(tx, {
    id,
    token_hash: hashToken(token),
    person_id: personId ?? null,
    citizen_id: citizenId ?? null,
    user_agent: visitor.userAgent,
    second_factor_at: secondFactor ? ctx.now : null,
    made_at: ctx.now,
    seen_at: ctx.now,
    expires_at: ctx.now.add({ hours }),
  });
  const device = visitor.device ?? newToken();
  await rememberDevice(tx, hashToken(device), personId ?? citizenId ?? '', ctx.now);
  await emit(tx, ctx, signedIn, { sessionId: id, how }, { agencyId: ctx.agency.id });
  return { token, seconds: hours * 3600, device };
}

export async function isFresh(ctx: Ctx, sessionId: string | undefined): Promise<boolean> {
  const began = sessionId && (await ctx.read((tx) => sessionBegan(tx, sessionId)));
  return began !== undefined && began !== '' && secondsBetween(began, ctx.now) <= freshSignIn_min * 60;
}

/** Whoever sits at an open session may not be its owner: what opens the account changes only soon after a sign-in. */
export async function refuseStale(ctx: Ctx, sessionId: string | undefined): Promise<void> {
  if (!(await isFresh(ctx, sessionId))) orRefuse(refuse('sign-in-anew'));
}

export type Renewed = { readonly token: string; readonly seconds: number };

/** The same session under a new token, whenever it comes to mean more than before. */
export async function renewSession(tx: Tx, ctx: Ctx, sessionId: string, secondFactor = false): Promise<Renewed | undefined> {
  const token = newToken();
  const renewed = await renewToken(tx, { id: sessionId, tokenHash: hashToken(token), secondFactorAt: secondFactor ? ctx.now : undefined });
  return renewed && { token, seconds: Math.max(1, secondsBetween(ctx.now, renewed.expires_at)) };
}
