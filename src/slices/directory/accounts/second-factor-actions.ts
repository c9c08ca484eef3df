import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { hashCode, newCode } from '#platform/ids';
import { emit } from '#platform/outbox';
import { orRefuse, refuse } from '#platform/result';
import { secondFactorChanged } from '../events.ts';
import type { PersonId } from '../model.ts';
import { noticeByMail } from './letters.ts';
import { newTotpSecret, totpStep } from './secrets.ts';
import { refuseStale, renewSession, type Renewed } from './sessions.ts';
import { secondFactorOf } from './sign-in-actions.ts';
import { credentialForUpdate, type CredentialRow, endSessionsOf, replaceRecoveryCodes, saveCredential } from './store.ts';
import { giveBack, secondStepCounters, takeOrWait } from './tries.ts';

/** A new secret for the authenticator; it counts once a first code has been shown. */
export async function beginSecondFactor(ctx: Ctx, personId: PersonId): Promise<Uint8Array> {
  return ctx.transact(async (tx) => {
    const current = await credentialForUpdate(tx, personId);
    if (current?.totp_confirmed_at) orRefuse(refuse('second-factor-on'));
    const secret = current?.totp_secret ?? newTotpSecret();
    await saveCredential(tx, personId, { totp_secret: secret }, ctx.now);
    return secret;
  });
}

async function newRecoveryCodes(tx: Tx, personId: PersonId): Promise<readonly string[]> {
  const codes = Array.from({ length: 10 }, () => newCode(80));
  await replaceRecoveryCodes(tx, personId, codes.map(hashCode));
  return codes;
}

type Own = { readonly personId: PersonId; readonly sessionId: string | undefined; readonly code: string };
const wrongCode = () => orRefuse(refuse('wrong-code', { fields: { code: 'wrong-code' } }));

/** Ten recovery codes are shown once. The session, which now stands for two factors, goes on under a new token; others end. */
export async function confirmSecondFactor(ctx: Ctx, own: Own): Promise<{ readonly codes: readonly string[]; readonly session: Renewed | undefined }> {
  await refuseStale(ctx, own.sessionId);
  return ctx.transact(async (tx) => {
    const current = await credentialForUpdate(tx, own.personId);
    if (current?.totp_confirmed_at) orRefuse(refuse('second-factor-on'));
    const step = current?.totp_secret ? totpStep(current.totp_secret, own.code) : undefined;
    if (!current || step === undefined) return wrongCode();
    await saveCredential(tx, own.personId, { totp_confirmed_at: ctx.now, totp_last_step: BigInt(step) }, ctx.now);
    await endSessionsOf(tx, own, own.sessionId);
    await noticeByMail(tx, ctx, current.email, 'secondOn');
    await emit(tx, ctx, secondFactorChanged, { personId: own.personId, on: true }, { agencyId: ctx.agency.id });
    return { codes: await newRecoveryCodes(tx, own.personId), session: own.sessionId ? await renewSession(tx, ctx, own.sessionId, true) : undefined };
  });
}

// Whoever sits at an open session does not hold the authenticator: a code is asked before anything about it changes.
async function withCode<T>(ctx: Ctx, own: Own, work: (tx: Tx, credential: CredentialRow) => Promise<T>): Promise<T> {
  const counters = secondStepCounters(own.personId);
  await takeOrWait(ctx, counters);
  const done = await ctx.transact(async (tx) => {
    const current = await credentialForUpdate(tx, own.personId);
    if (!current?.totp_confirmed_at || !(await secondFactorOf(tx, ctx, current, own.code))) return wrongCode();
    return work(tx, current);
  });
  await giveBack(ctx, counters);
  return done;
}

/** Ten new codes; those of before are void. */
export async function renewRecoveryCodes(ctx: Ctx, own: Own): Promise<readonly string[]> {
  return withCode(ctx, own, (tx) => newRecoveryCodes(tx, own.personId));
}

export async function endSecondFactor(ctx: Ctx, own: Own): Promise<Renewed | undefined> {
  return withCode(ctx, own, async (tx, current) => {
    await saveCredential(tx, own.personId, { totp_secret: null, totp_confirmed_at: null }, ctx.now);
    await replaceRecoveryCodes(tx, own.personId, []);
    await endSessionsOf(tx, own, own.sessionId);
    await noticeByMail(tx, ctx, current.email, 'secondOff');
    await emit(tx, ctx, secondFactorChanged, { personId: own.personId, on: false }, { agencyId: ctx.agency.id });
    return own.sessionId ? renewSession(tx, ctx, own.sessionId) : undefined;
  });
}
