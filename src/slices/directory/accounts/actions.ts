import type { Ctx } from '#platform/context';
import { type Tx, violates } from '#platform/db';
import { hashCode, newCode, newId } from '#platform/ids';
import { queueMail } from '#platform/mail';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { passwordChanged, secondFactorChanged, sessionEnded, signedIn } from '../events.ts';
import type { CitizenId, PersonId } from '../model.ts';
import { findCitizenByEmail, setCitizenPassword, setEmail } from '../people/store.ts';
import { findOrAddCitizen } from '../people/actions.ts';
import { hashPassword, hashToken, isPassword, isTooCommon, newMailCode, newToken, newTotpSecret, totpStep } from './secrets.ts';
import {
  countTry,
  credentialForUpdate,
  type CredentialRow,
  deleteReset,
  deleteSession,
  deleteSignIn,
  endSessionsOf,
  findCredential,
  findCredentialOf,
  findIdentity,
  findPersonByClaim,
  insertSession,
  insertSignIn,
  linkIdentity,
  recentCodes,
  replaceRecoveryCodes,
  saveCredential,
  signInForUpdate,
  useRecoveryCode,
} from './store.ts';
import { words } from './words.ts';

const staffSession_h = 12;
const citizenSession_h = 24 * 14;
const maxFailures = 5;
const lock_min = 15;

type Device = { readonly userAgent: string };
type Opened = { readonly token: string; readonly seconds: number };

type Opening = Device & {
  readonly personId?: PersonId;
  readonly citizenId?: CitizenId;
  readonly secondFactor: boolean;
  readonly how: 'password' | 'recovery' | 'oidc' | 'code';
};

// A fresh token at every sign-in, so that one planted beforehand is worth nothing.
async function openSession(tx: Tx, ctx: Ctx, { userAgent, personId, citizenId, secondFactor, how }: Opening): Promise<Opened> {
  const token = newToken();
  const id = newId<'session'>(ctx.now.epochMilliseconds);
  const hours = personId ? staffSession_h : citizenSession_h;
  await insertSession(tx, {
    id,
    token_hash: hashToken(token),
    person_id: personId ?? null,
    citizen_id: citizenId ?? null,
    user_agent: userAgent,
    second_factor_at: secondFactor ? ctx.now : null,
    made_at: ctx.now,
    seen_at: ctx.now,
    expires_at: ctx.now.add({ hours }),
  });
  await emit(tx, ctx, signedIn, { sessionId: id, how }, { agencyId: ctx.agency.id });
  return { token, seconds: hours * 3600 };
}

export type StaffSignIn =
  | { readonly step: 'done'; readonly session: Opened; readonly mustChange: boolean }
  | { readonly step: 'second-factor'; readonly token: string };

/** Staff: NIP or e-mail address with the password; then, where it is set up, the second factor. */
export async function signInStaff(ctx: Ctx, input: Device & { readonly username: string; readonly password: string }): Promise<StaffSignIn> {
  const found = await ctx.read((tx) => findCredential(tx, input.username.trim()));
  const isLocked = found?.locked_until ? Temporal.Instant.compare(found.locked_until, ctx.now) > 0 : false;
  const good = (await isPassword(found?.password_hash, input.password)) && found !== undefined && found.disabled_at === null && !isLocked;
  if (!good) {
    if (found && !isLocked) await ctx.transact((tx) => noteFailure(tx, ctx, found.person_id));
    return orRefuse(refuse(isLocked ? 'locked' : 'wrong-sign-in'));
  }
  return ctx.transact(async (tx) => {
    await saveCredential(tx, found.person_id, { failures: 0, locked_until: null }, ctx.now);
    if (found.totp_confirmed_at) return { step: 'second-factor', token: await awaitSecondFactor(tx, ctx, found.person_id) };
    const session = await openSession(tx, ctx, { userAgent: input.userAgent, personId: found.person_id, secondFactor: false, how: 'password' });
    return { step: 'done', session, mustChange: found.must_change };
  });
}

async function noteFailure(tx: Tx, ctx: Ctx, personId: PersonId): Promise<void> {
  const current = await credentialForUpdate(tx, personId);
  const failures = (current?.failures ?? 0) + 1;
  const locks = failures >= maxFailures;
  await saveCredential(tx, personId, { failures: locks ? 0 : failures, locked_until: locks ? ctx.now.add({ minutes: lock_min }) : null }, ctx.now);
}

async function awaitSecondFactor(tx: Tx, ctx: Ctx, personId: PersonId): Promise<string> {
  const token = newToken();
  await insertSignIn(tx, {
    id: newId(),
    kind: 'second-factor',
    secret_hash: hashToken(token),
    person_id: personId,
    email: null,
    code_hash: null,
    details: {},
    made_at: ctx.now,
    expires_at: ctx.now.add({ minutes: 10 }),
  });
  return token;
}

/** A code of the authenticator, good once, or a recovery code. */
export async function showSecondFactor(ctx: Ctx, input: Device & { readonly token: string; readonly code: string }): Promise<Opened> {
  const outcome = await ctx.transact(async (tx) => {
    const begun = await signInForUpdate(tx, 'second-factor', hashToken(input.token), ctx.now);
    const credential = begun?.person_id ? await credentialForUpdate(tx, begun.person_id) : undefined;
    if (!begun || !credential || begun.tries >= maxFailures) return undefined;
    const how = await secondFactorOf(tx, ctx, credential, input.code);
    if (!how) {
      await countTry(tx, begun.id);
      return undefined;
    }
    await deleteSignIn(tx, begun.id);
    return openSession(tx, ctx, { userAgent: input.userAgent, personId: credential.person_id, secondFactor: true, how });
  });
  return outcome ?? orRefuse(refuse('wrong-code', { fields: { code: 'wrong-code' } }));
}

async function secondFactorOf(tx: Tx, ctx: Ctx, credential: CredentialRow, code: string): Promise<'password' | 'recovery' | undefined> {
  const step = credential.totp_secret ? totpStep(credential.totp_secret, code) : undefined;
  if (step !== undefined && BigInt(step) > (credential.totp_last_step ?? 0n)) {
    await saveCredential(tx, credential.person_id, { totp_last_step: BigInt(step) }, ctx.now);
    return 'password';
  }
  return (await useRecoveryCode(tx, credential.person_id, hashCode(code), ctx.now)) ? 'recovery' : undefined;
}

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

/** Ten recovery codes are shown once. */
export async function confirmSecondFactor(ctx: Ctx, personId: PersonId, code: string): Promise<readonly string[]> {
  return ctx.transact(async (tx) => {
    const current = await credentialForUpdate(tx, personId);
    const step = current?.totp_secret ? totpStep(current.totp_secret, code) : undefined;
    if (!current || step === undefined) return orRefuse(refuse('wrong-code', { fields: { code: 'wrong-code' } }));
    await saveCredential(tx, personId, { totp_confirmed_at: ctx.now, totp_last_step: BigInt(step) }, ctx.now);
    const codes = Array.from({ length: 10 }, () => newCode(80));
    await replaceRecoveryCodes(tx, personId, codes.map(hashCode));
    await emit(tx, ctx, secondFactorChanged, { personId, on: true }, { agencyId: ctx.agency.id });
    return codes;
  });
}

export async function endSecondFactor(ctx: Ctx, personId: PersonId, password: string): Promise<void> {
  const current = await ctx.read((tx) => findCredentialOf(tx, personId));
  if (!(await isPassword(current?.password_hash, password))) orRefuse(refuse('wrong-password', { fields: { password: 'wrong-password' } }));
  await ctx.transact(async (tx) => {
    await saveCredential(tx, personId, { totp_secret: null, totp_confirmed_at: null }, ctx.now);
    await replaceRecoveryCodes(tx, personId, []);
    await emit(tx, ctx, secondFactorChanged, { personId, on: false }, { agencyId: ctx.agency.id });
  });
}

/** The own password, changed by who knows the old one. Other sessions end. */
export async function changePassword(
  ctx: Ctx,
  input: { readonly personId: PersonId; readonly old: string; readonly fresh: string; readonly sessionId: string | undefined },
): Promise<void> {
  const current = await ctx.read((tx) => findCredentialOf(tx, input.personId));
  if (!current || !(await isPassword(current.password_hash, input.old))) orRefuse(refuse('wrong-password', { fields: { old: 'wrong-password' } }));
  refuseCommon(input.fresh, [current?.nip ?? '', current?.name ?? '']);
  const password_hash = await hashPassword(input.fresh);
  await ctx.transact(async (tx) => {
    await saveCredential(tx, input.personId, { password_hash, must_change: false }, ctx.now);
    await endSessionsOf(tx, input.personId, input.sessionId);
    await emit(tx, ctx, passwordChanged, { who: input.personId, how: 'own' }, { agencyId: ctx.agency.id });
  });
}

function refuseCommon(password: string, own: readonly string[]): void {
  if (isTooCommon(password, own)) orRefuse(refuse('password-common', { fields: { password: 'password-common' } }));
}

/** First password of an account, set by the product: set-up page and demo. */
export async function givePassword(ctx: Ctx, personId: PersonId, passwordHash: string, totpSecret?: Uint8Array): Promise<void> {
  await ctx.transact(async (tx) => {
    const second = totpSecret ? { totp_secret: totpSecret, totp_confirmed_at: ctx.now } : {};
    await saveCredential(tx, personId, { password_hash: passwordHash, failures: 0, locked_until: null, ...second }, ctx.now);
    await emit(tx, ctx, passwordChanged, { who: personId, how: 'reset' }, { agencyId: ctx.agency.id });
  });
}

const reset_h = 8;

/** An administrator hands over a code, good for eight hours: the way back for who has no e-mail. */
export async function resetAccess(ctx: Ctx, personId: PersonId): Promise<string> {
  if (ctx.actor.kind === 'staff' && ctx.actor.personId === personId) orRefuse(refuse('own-reset'));
  const code = newCode();
  await ctx.transact(async (tx) => {
    await deleteReset(tx, personId);
    await saveCredential(tx, personId, { disabled_at: null, failures: 0, locked_until: null, must_change: true }, ctx.now);
    await insertSignIn(tx, {
      id: newId(),
      kind: 'reset',
      secret_hash: hashCode(code),
      person_id: personId,
      email: null,
      code_hash: null,
      details: {},
      made_at: ctx.now,
      expires_at: ctx.now.add({ hours: reset_h }),
    });
    await endSessionsOf(tx, personId);
    await emit(tx, ctx, passwordChanged, { who: personId, how: 'reset' }, { agencyId: ctx.agency.id });
  });
  return code;
}

/** The code of the administrator becomes a new password; a second factor that was lost ends with it. */
export async function recoverAccess(ctx: Ctx, input: { readonly nip: string; readonly code: string; readonly password: string }): Promise<void> {
  refuseCommon(input.password, [input.nip]);
  const password_hash = await hashPassword(input.password);
  const done = await ctx.transact(async (tx) => {
    const begun = await signInForUpdate(tx, 'reset', hashCode(input.code), ctx.now);
    const credential = begun?.person_id ? await credentialForUpdate(tx, begun.person_id) : undefined;
    if (!begun || !credential || credential.nip !== input.nip.trim()) return false;
    await deleteSignIn(tx, begun.id);
    await saveCredential(tx, credential.person_id, { password_hash, must_change: false, totp_secret: null, totp_confirmed_at: null }, ctx.now);
    await emit(tx, ctx, passwordChanged, { who: credential.person_id, how: 'reset' }, { agencyId: ctx.agency.id });
    return true;
  });
  if (!done) orRefuse(refuse('wrong-code', { fields: { code: 'wrong-code' } }));
}

/** A citizen gives an address; a code goes there, whoever they are. The token stays in the browser that asked. */
export async function sendCitizenCode(ctx: Ctx, email: string): Promise<string> {
  const token = newToken();
  const code = newMailCode();
  const address = email.toLowerCase();
  await ctx.transact(async (tx) => {
    if ((await recentCodes(tx, address, ctx.now.subtract({ minutes: 15 }))) >= 5) throw problems.tooMany(900);
    await insertSignIn(tx, {
      id: newId(),
      kind: 'citizen-code',
      secret_hash: hashToken(token),
      person_id: null,
      email: address,
      code_hash: hashToken(`${token} ${code}`),
      details: {},
      made_at: ctx.now,
      expires_at: ctx.now.add({ minutes: 15 }),
    });
    await queueMail(tx, ctx, { to: address, lang: ctx.lang, ...words(ctx.lang).codeMail(code, ctx.agency.shortName) });
  });
  return token;
}

/** The code from the letter; five tries. Who comes for the first time gets an account with nothing but the address. */
export async function signInCitizen(ctx: Ctx, input: Device & { readonly token: string; readonly code: string }): Promise<Opened> {
  const outcome = await ctx.transact(async (tx) => {
    const begun = await signInForUpdate(tx, 'citizen-code', hashToken(input.token), ctx.now);
    if (!begun?.email || !begun.code_hash || begun.tries >= maxFailures) return undefined;
    if (!Buffer.from(begun.code_hash).equals(hashToken(`${input.token} ${input.code.replace(/\D/g, '')}`))) {
      await countTry(tx, begun.id);
      return undefined;
    }
    await deleteSignIn(tx, begun.id);
    const citizenId = await findOrAddCitizen(tx, ctx, { name: begun.email.split('@')[0] ?? begun.email, email: begun.email });
    return openSession(tx, ctx, { userAgent: input.userAgent, citizenId, secondFactor: false, how: 'code' });
  });
  return outcome ?? orRefuse(refuse('wrong-code', { fields: { code: 'wrong-code' } }));
}

/** For citizens who set a password. */
export async function signInCitizenByPassword(ctx: Ctx, input: Device & { readonly email: string; readonly password: string }): Promise<Opened> {
  const citizen = await ctx.read((tx) => findCitizenByEmail(tx, input.email));
  if (!(await isPassword(citizen?.password_hash, input.password)) || !citizen) return orRefuse(refuse('wrong-sign-in'));
  return ctx.transact((tx) => openSession(tx, ctx, { userAgent: input.userAgent, citizenId: citizen.id, secondFactor: false, how: 'password' }));
}

export async function giveCitizenPassword(ctx: Ctx, citizenId: CitizenId, password: string): Promise<void> {
  refuseCommon(password, []);
  const hashed = await hashPassword(password);
  await ctx.transact(async (tx) => {
    await setCitizenPassword(tx, citizenId, hashed);
    await emit(tx, ctx, passwordChanged, { who: citizenId, how: 'own' }, { agencyId: ctx.agency.id });
  });
}

type Owner = { readonly personId?: PersonId | undefined; readonly citizenId?: CitizenId | undefined };

/** Ends one session; at the next request its holder is a stranger. */
export async function endSession(ctx: Ctx, id: string, owner: Owner): Promise<void> {
  await ctx.transact(async (tx) => {
    if (await deleteSession(tx, id, owner)) await emit(tx, ctx, sessionEnded, { sessionId: id }, { agencyId: ctx.agency.id });
  });
}

export type Claim = { readonly issuer: string; readonly subject: string; readonly nip?: string | undefined; readonly email?: string | undefined };

/** Who comes back from the identity provider. Nobody gets an account by it: the person must be posted here. */
export async function signInByClaim(ctx: Ctx, claim: Claim, device: Device): Promise<Opened> {
  const opened = await ctx.transact(async (tx) => {
    const known = await findIdentity(tx, claim.issuer, claim.subject);
    const personId = (known && (await findPersonByLink(tx, known))) ?? (await findPersonByClaim(tx, claim, ctx.today));
    if (!personId) return undefined;
    await linkIdentity(tx, claim.issuer, claim.subject, personId, ctx.now);
    return openSession(tx, ctx, { ...device, personId, secondFactor: true, how: 'oidc' });
  });
  return opened ?? orRefuse(refuse('not-staff'));
}

// A linked person who has left is not let in: the credential was disabled with the last post.
async function findPersonByLink(tx: Tx, personId: PersonId): Promise<PersonId | undefined> {
  const credential = await findCredentialOf(tx, personId);
  return credential?.disabled_at ? undefined : personId;
}

export async function changeEmail(ctx: Ctx, personId: PersonId, email: string): Promise<void> {
  try {
    await ctx.transact((tx) => setEmail(tx, personId, email.toLowerCase()));
  } catch (error) {
    if (violates(error, 'people_email_key')) orRefuse(refuse('email-taken', { fields: { email: 'email-taken' } }));
    throw error;
  }
}
