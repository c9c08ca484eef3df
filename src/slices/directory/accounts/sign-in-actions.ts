import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { hashCode, newId } from '#platform/ids';
import { orRefuse, refuse } from '#platform/result';
import { type PersonId, plainAddress } from '../model.ts';
import { noticeByMail } from './letters.ts';
import { maxCodeTries } from './rules.ts';
import { hashToken, isPassword, newToken, totpStep } from './secrets.ts';
import { type Opened, openSession, type Visitor } from './sessions.ts';
import {
  countTry,
  credentialForUpdate,
  type CredentialRow,
  deleteSignIn,
  findCredential,
  findCredentialOf,
  findPersonByClaim,
  findPersonByIdentity,
  insertSignIn,
  isKnownDevice,
  linkIdentity,
  saveCredential,
  signInForUpdate,
  useRecoveryCode,
} from './store.ts';
import { giveBack, type Origin, passwordCounters, secondStepCounters, takeOrWait } from './tries.ts';

export type StaffSignIn = { readonly step: 'done'; readonly session: Opened } | { readonly step: 'second-factor'; readonly token: string };

type PasswordInput = Visitor & Origin & { readonly username: string; readonly password: string };

/**
 * Staff: NIP or e-mail address with the password; then, where it is set up, the second factor. An account that does not exist
 * costs the same statements and the same hash as one that does, and the answer is the same.
 */
export async function signInStaff(ctx: Ctx, input: PasswordInput): Promise<StaffSignIn> {
  const username = plainAddress(input.username);
  const { found, known } = await ctx.read(async (tx) => {
    const credential = await findCredential(tx, username, ctx.today);
    return { found: credential, known: await isKnownDevice(tx, hashToken(input.device ?? ''), credential?.person_id ?? null) };
  });
  const counters = passwordCounters(username, input, known);
  await takeOrWait(ctx, counters);
  if (!(await isPassword(found?.password_hash, input.password)) || !found) return orRefuse(refuse('wrong-sign-in'));
  await giveBack(ctx, counters);
  return ctx.transact((tx) => afterFirstStep(tx, ctx, found, input, 'password'));
}

async function afterFirstStep(tx: Tx, ctx: Ctx, credential: CredentialRow, visitor: Visitor, how: 'password' | 'oidc'): Promise<StaffSignIn> {
  if (credential.totp_confirmed_at) return { step: 'second-factor', token: await awaitSecondFactor(tx, ctx, credential.person_id) };
  return { step: 'done', session: await openSession(tx, ctx, { visitor, personId: credential.person_id, secondFactor: false, how }) };
}

async function awaitSecondFactor(tx: Tx, ctx: Ctx, personId: PersonId): Promise<string> {
  const token = newToken();
  await insertSignIn(tx, {
    id: newId(),
    kind: 'second-factor',
    secret_hash: hashToken(token),
    person_id: personId,
    made_at: ctx.now,
    expires_at: ctx.now.add({ minutes: 10 }),
  });
  return token;
}

/** A code of the authenticator, good once, or a recovery code. */
export async function showSecondFactor(ctx: Ctx, input: Visitor & { readonly token: string; readonly code: string }): Promise<Opened> {
  const begun = await ctx.transact((tx) => signInForUpdate(tx, ['second-factor'], hashToken(input.token), ctx.now));
  if (!begun?.person_id) return orRefuse(refuse('sign-in-over', { fields: { code: 'sign-in-over' } }));
  const counters = secondStepCounters(begun.person_id);
  await takeOrWait(ctx, counters);
  const outcome = await ctx.transact(async (tx) => {
    const current = await signInForUpdate(tx, ['second-factor'], hashToken(input.token), ctx.now);
    const credential = current?.person_id ? await credentialForUpdate(tx, current.person_id) : undefined;
    if (!current || !credential || credential.disabled_at || current.tries >= maxCodeTries) return undefined;
    const how = await secondFactorOf(tx, ctx, credential, input.code);
    if (!how) {
      await countTry(tx, current.id);
      return undefined;
    }
    await deleteSignIn(tx, current.id);
    if (how === 'recovery') await noticeByMail(tx, ctx, credential.email, 'recoveryCode');
    return openSession(tx, ctx, { visitor: input, personId: credential.person_id, secondFactor: true, how });
  });
  if (!outcome) return orRefuse(refuse('wrong-code', { fields: { code: 'wrong-code' } }));
  await giveBack(ctx, counters);
  return outcome;
}

/** Which of the two it was; a code counts once, whoever saw it typed. */
export async function secondFactorOf(tx: Tx, ctx: Ctx, credential: CredentialRow, code: string): Promise<'password' | 'recovery' | undefined> {
  const step = credential.totp_secret ? totpStep(credential.totp_secret, code) : undefined;
  if (step !== undefined && BigInt(step) > (credential.totp_last_step ?? 0n)) {
    await saveCredential(tx, credential.person_id, { totp_last_step: BigInt(step) }, ctx.now);
    return 'password';
  }
  return (await useRecoveryCode(tx, credential.person_id, hashCode(code), ctx.now)) ? 'recovery' : undefined;
}

export type Claim = {
  readonly issuer: string;
  readonly subject: string;
  readonly nip?: string | undefined;
  readonly email?: string | undefined;
  /** Whether the provider says that more than a password was shown (RFC 8176, amr `mfa`). */
  readonly secondFactor: boolean;
};

/**
 * Who comes back from the identity provider. Nobody gets an account by it: the person must be posted here. A second factor
 * that the person has set up here is asked unless the provider has asked for one.
 */
export async function signInByClaim(ctx: Ctx, claim: Claim, visitor: Visitor): Promise<StaffSignIn> {
  const outcome = await ctx.transact(async (tx): Promise<StaffSignIn | undefined> => {
    const email = claim.email === undefined ? undefined : plainAddress(claim.email);
    const personId =
      (await findPersonByIdentity(tx, claim.issuer, claim.subject, ctx.today)) ?? (await findPersonByClaim(tx, { nip: claim.nip, email }, ctx.today));
    const credential = personId && (await findCredentialOf(tx, personId));
    if (!personId || credential?.disabled_at) return undefined;
    await linkIdentity(tx, claim.issuer, claim.subject, personId, ctx.now);
    if (credential && !claim.secondFactor) return afterFirstStep(tx, ctx, credential, visitor, 'oidc');
    return { step: 'done', session: await openSession(tx, ctx, { visitor, personId, secondFactor: claim.secondFactor, how: 'oidc' }) };
  });
  return outcome ?? orRefuse(refuse('not-staff'));
}
