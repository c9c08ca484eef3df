import type { Ctx } from '#platform/context';
import { type Tx, violates } from '#platform/db';
import { newId } from '#platform/ids';
import { queueMail } from '#platform/mail';
import { emit } from '#platform/outbox';
import { orRefuse, refuse } from '#platform/result';
import { findCitizen, setCitizenEmail } from '../citizens/store.ts';
import { emailChanged, sessionEnded } from '../events.ts';
import { plainAddress } from '../model.ts';
import { findPerson, setEmail } from '../people/store.ts';
import { noticeByMail } from './letters.ts';
import { maxCodeTries } from './rules.ts';
import { hashToken, isPassword, newMailCode, newToken } from './secrets.ts';
import { refuseStale } from './sessions.ts';
import { countTry, deleteSession, deleteSignIn, deleteSignInsOf, endSessionsOf, findCredentialOf, insertSignIn, type Owner, signInForUpdate } from './store.ts';
import { giveBack, letterCounters, type Origin, passwordCounters, takeOrWait } from './tries.ts';
import { words } from './words.ts';

/** Ends one session; at the next request its holder is a stranger. */
export async function endSession(ctx: Ctx, id: string, owner: Owner): Promise<void> {
  await ctx.transact(async (tx) => {
    if (await deleteSession(tx, id, owner)) await emit(tx, ctx, sessionEnded, { sessionId: id }, { agencyId: ctx.agency.id });
  });
}

/** Everywhere else: what one does after losing a phone. */
export async function endOtherSessions(ctx: Ctx, owner: Owner, sessionId: string | undefined): Promise<void> {
  await ctx.transact(async (tx) => {
    await endSessionsOf(tx, owner, sessionId);
    await emit(tx, ctx, sessionEnded, { sessionId: 'others' }, { agencyId: ctx.agency.id });
  });
}

const change_min = 30;

type Proof = { readonly password: string; readonly sessionId: string | undefined };

// Whoever sits at an open session may not be its owner: where there is a password, it is asked, else a sign-in of just now.
async function proveOwner(ctx: Ctx, owner: Owner, { password, sessionId }: Proof): Promise<void> {
  const stored = await ctx.read(async (tx) =>
    owner.personId ? (await findCredentialOf(tx, owner.personId))?.password_hash : owner.citizenId && (await findCitizen(tx, owner.citizenId))?.password_hash,
  );
  if (!stored) return refuseStale(ctx, sessionId);
  const counters = passwordCounters(owner.personId ?? owner.citizenId ?? '', { ip: '', device: 'own' }, true);
  await takeOrWait(ctx, counters);
  if (!(await isPassword(stored, password))) orRefuse(refuse('wrong-password', { fields: { password: 'wrong-password' } }));
  await giveBack(ctx, counters);
}

/** A new e-mail address counts once the code that went there has come back. The token stays in the browser that asked. */
export async function askEmailChange(ctx: Ctx, owner: Owner, input: Origin & Proof & { readonly email: string }): Promise<string> {
  await proveOwner(ctx, owner, input);
  const address = plainAddress(input.email);
  await takeOrWait(ctx, letterCounters(`change ${owner.personId ?? owner.citizenId}`, input, false));
  const token = newToken();
  const code = newMailCode();
  await ctx.transact(async (tx) => {
    await deleteSignInsOf(tx, owner, ['email-change']);
    await insertSignIn(tx, {
      id: newId(),
      kind: 'email-change',
      secret_hash: hashToken(token),
      ...(owner.personId ? { person_id: owner.personId } : { citizen_id: owner.citizenId ?? null }),
      email: address,
      code_hash: hashToken(`${token} ${code}`),
      made_at: ctx.now,
      expires_at: ctx.now.add({ minutes: change_min }),
    });
    await queueMail(tx, ctx, { to: address, lang: ctx.lang, ...words(ctx.lang).changeMail(code, ctx.agency.shortName) });
  });
  return token;
}

async function emailOf(tx: Tx, owner: Owner): Promise<string | null | undefined> {
  if (owner.personId) return (await findPerson(tx, owner.personId))?.email;
  return owner.citizenId && (await findCitizen(tx, owner.citizenId))?.email;
}

/** The old address is told, so that a thief cannot move the account away in silence. */
export async function confirmEmailChange(ctx: Ctx, owner: Owner, input: { readonly token: string; readonly code: string }): Promise<void> {
  try {
    const done = await ctx.transact(async (tx) => {
      const begun = await signInForUpdate(tx, ['email-change'], hashToken(input.token), ctx.now);
      const isOwn = begun && (owner.personId ? begun.person_id === owner.personId : begun.citizen_id === owner.citizenId);
      if (!isOwn || !begun.email || !begun.code_hash || begun.tries >= maxCodeTries) return false;
      if (!Buffer.from(begun.code_hash).equals(hashToken(`${input.token} ${input.code.replace(/\D/g, '')}`))) {
        await countTry(tx, begun.id);
        return false;
      }
      await noticeByMail(tx, ctx, await emailOf(tx, owner), 'email');
      if (owner.personId) await setEmail(tx, owner.personId, begun.email);
      else if (owner.citizenId) await setCitizenEmail(tx, owner.citizenId, begun.email);
      await deleteSignIn(tx, begun.id);
      await deleteSignInsOf(tx, owner, ['reset-mail']);
      await emit(tx, ctx, emailChanged, { who: owner.personId ?? owner.citizenId ?? '' }, { agencyId: ctx.agency.id });
      return true;
    });
    if (!done) orRefuse(refuse('wrong-code', { fields: { code: 'wrong-code' } }));
  } catch (error) {
    if (violates(error, 'people_email_key') || violates(error, 'citizens_email_key')) orRefuse(refuse('email-taken', { fields: { code: 'email-taken' } }));
    throw error;
  }
}
