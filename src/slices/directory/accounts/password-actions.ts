import type { Ctx } from '#platform/context';
import { hashCode, newCode, newId } from '#platform/ids';
import { queueMail } from '#platform/mail';
import { emit } from '#platform/outbox';
import { orRefuse, refuse } from '#platform/result';
import { href } from '#platform/words';
import { passwordChanged, resetAsked } from '../events.ts';
import { type AgencyId, type PersonId, plainAddress } from '../model.ts';
import { belongsTo } from '../people/store.ts';
import { noticeByMail } from './letters.ts';
import { isTooCommon } from './rules.ts';
import { hashPassword, hashToken, isPassword, newToken } from './secrets.ts';
import { renewSession, type Renewed } from './sessions.ts';
import {
  credentialForUpdate,
  deleteSignIn,
  deleteSignInsOf,
  endSessionsOf,
  findCredential,
  findCredentialOf,
  findReachable,
  insertSignIn,
  isKnownDevice,
  isSignInOpen,
  replaceRecoveryCodes,
  saveCredential,
  signInById,
  signInForUpdate,
} from './store.ts';
import { giveBack, letterCounters, type Origin, passwordCounters, takeOrWait } from './tries.ts';
import { words } from './words.ts';

export function refuseCommon(password: string, own: readonly string[], field: 'password' | 'password_new'): void {
  if (isTooCommon(password, own)) orRefuse(refuse('password-common', { fields: { [field]: 'password-common' } }));
}

type Change = { readonly personId: PersonId; readonly old: string; readonly fresh: string; readonly sessionId: string | undefined };

/** The own password, changed by who knows the old one. Other sessions end at once; this one goes on under a new token. */
export async function changePassword(ctx: Ctx, input: Change): Promise<Renewed | undefined> {
  const current = await ctx.read((tx) => findCredentialOf(tx, input.personId));
  const counters = passwordCounters(input.personId, { ip: '', device: input.personId }, true);
  await takeOrWait(ctx, counters);
  if (!(await isPassword(current?.password_hash, input.old)) || !current) return orRefuse(refuse('wrong-password', { fields: { old: 'wrong-password' } }));
  await giveBack(ctx, counters);
  refuseCommon(input.fresh, [current.nip, current.name, current.email ?? ''], 'password_new');
  const password_hash = await hashPassword(input.fresh);
  return ctx.transact(async (tx) => {
    await saveCredential(tx, input.personId, { password_hash }, ctx.now);
    await endSessionsOf(tx, input, input.sessionId);
    await deleteSignInsOf(tx, input, ['second-factor', 'reset-mail', 'reset']);
    await noticeByMail(tx, ctx, current.email, 'password');
    await emit(tx, ctx, passwordChanged, { who: input.personId, how: 'own' }, { agencyId: ctx.agency.id });
    return input.sessionId ? renewSession(tx, ctx, input.sessionId) : undefined;
  });
}

/** First password of an account, set by the product: set-up page and demo. */
export async function givePassword(ctx: Ctx, personId: PersonId, passwordHash: string, totpSecret?: Uint8Array): Promise<void> {
  await ctx.transact(async (tx) => {
    const second = totpSecret ? { totp_secret: totpSecret, totp_confirmed_at: ctx.now } : {};
    await saveCredential(tx, personId, { password_hash: passwordHash, ...second }, ctx.now);
    await emit(tx, ctx, passwordChanged, { who: personId, how: 'first' }, { agencyId: ctx.agency.id });
  });
}

const reset_h = 8;
const resetByMail_min = 30;

/**
 * An administrator hands over a code, good for eight hours: the first way in, and the way back for who has no e-mail. The old
 * password opens nothing from this moment.
 */
export async function resetAccess(ctx: Ctx, personId: PersonId): Promise<string> {
  if (ctx.actor.kind === 'staff' && ctx.actor.personId === personId) orRefuse(refuse('own-reset'));
  const code = newCode();
  await ctx.transact(async (tx) => {
    if (!(await belongsTo(tx, ctx.agency.id as AgencyId, personId, ctx.today))) orRefuse(refuse('not-posted'));
    await deleteSignInsOf(tx, { personId }, ['reset', 'reset-mail', 'second-factor', 'email-change']);
    await saveCredential(tx, personId, { disabled_at: null, password_hash: null }, ctx.now);
    await insertSignIn(tx, {
      id: newId(),
      kind: 'reset',
      secret_hash: hashCode(code),
      person_id: personId,
      made_at: ctx.now,
      expires_at: ctx.now.add({ hours: reset_h }),
    });
    await endSessionsOf(tx, { personId });
    await emit(tx, ctx, passwordChanged, { who: personId, how: 'reset' }, { agencyId: ctx.agency.id });
  });
  return code;
}

/** Somebody forgot a password. Whether there is such an account shows nowhere: it is looked up later, when nobody waits. */
export async function askReset(ctx: Ctx, input: Origin & { readonly username: string; readonly publicUrl: string }): Promise<void> {
  const username = plainAddress(input.username);
  const known = await ctx.read(async (tx) =>
    isKnownDevice(tx, hashToken(input.device ?? ''), (await findCredential(tx, username, ctx.today))?.person_id ?? null),
  );
  await takeOrWait(ctx, letterCounters(`reset ${username}`, input, known));
  await ctx.transact(async (tx) => {
    const askId = newId<'sign-in'>(ctx.now.epochMilliseconds);
    await insertSignIn(tx, {
      id: askId,
      kind: 'reset-asked',
      secret_hash: hashToken(newToken()),
      email: username,
      details: { lang: ctx.lang, publicUrl: input.publicUrl },
      made_at: ctx.now,
      expires_at: ctx.now.add({ minutes: resetByMail_min }),
    });
    await emit(tx, ctx, resetAsked, { askId }, { agencyId: ctx.agency.id });
  });
}

/** Sends the code to who has an address; for others nothing happens. */
export async function mailReset(ctx: Ctx, askId: string): Promise<void> {
  await ctx.transact(async (tx) => {
    const asked = await signInById(tx, askId);
    if (!asked?.email) return;
    await deleteSignIn(tx, asked.id);
    const person = await findReachable(tx, asked.email, ctx.today);
    if (!person) return;
    const code = newCode();
    await deleteSignInsOf(tx, { personId: person.id }, ['reset-mail']);
    await insertSignIn(tx, {
      id: newId(),
      kind: 'reset-mail',
      secret_hash: hashCode(code),
      person_id: person.id,
      made_at: ctx.now,
      expires_at: ctx.now.add({ minutes: resetByMail_min }),
    });
    const lang = asked.details['lang'] === 'en' ? 'en' : 'id';
    const link = `${asked.details['publicUrl'] ?? ''}${href(lang, '/masuk/pulihkan/kode')}?kode=${code}`;
    await queueMail(tx, ctx, { to: person.email, lang, ...words(lang).resetMail(link, code, ctx.agency.shortName) });
  });
}

/**
 * A code, from the letter or from the administrator, becomes a new password. The administrator's, handed over in person, also
 * ends a second factor that was lost; a letter never does.
 */
export async function recoverAccess(ctx: Ctx, input: { readonly code: string; readonly password: string }): Promise<void> {
  refuseCommon(input.password, [], 'password');
  // Looked up before the hash, which takes a core: guesses cost little. What counts is read again under the lock.
  const isCode = await ctx.read((tx) => isSignInOpen(tx, hashCode(input.code), ctx.now));
  if (!isCode) orRefuse(refuse('wrong-code', { fields: { code: 'wrong-code' } }));
  const password_hash = await hashPassword(input.password);
  const done = await ctx.transact(async (tx) => {
    const begun = await signInForUpdate(tx, ['reset', 'reset-mail'], hashCode(input.code), ctx.now);
    if (!begun?.person_id) return false;
    const personId = begun.person_id;
    const current = await credentialForUpdate(tx, personId);
    if (current?.disabled_at) return false;
    refuseCommon(input.password, [current?.nip ?? '', current?.name ?? '', current?.email ?? ''], 'password');
    await deleteSignInsOf(tx, { personId }, ['reset', 'reset-mail', 'second-factor', 'email-change']);
    const lost = begun.kind === 'reset' ? { totp_secret: null, totp_confirmed_at: null } : {};
    await saveCredential(tx, personId, { password_hash, ...lost }, ctx.now);
    if (begun.kind === 'reset') await replaceRecoveryCodes(tx, personId, []);
    await endSessionsOf(tx, { personId });
    await noticeByMail(tx, ctx, current?.email, 'password');
    await emit(tx, ctx, passwordChanged, { who: personId, how: 'reset' }, { agencyId: ctx.agency.id });
    return true;
  });
  if (!done) orRefuse(refuse('wrong-code', { fields: { code: 'wrong-code' } }));
}
