import type { Ctx } from '#platform/context';
import { newId } from '#platform/ids';
import { queueMail } from '#platform/mail';
import { emit } from '#platform/outbox';
import { orRefuse, refuse } from '#platform/result';
import { findOrAddCitizen } from '../citizens/actions.ts';
import { findCitizen, findCitizenByEmail, setCitizenPassword } from '../citizens/store.ts';
import { passwordChanged } from '../events.ts';
import { type CitizenId, plainAddress } from '../model.ts';
import { noticeByMail } from './letters.ts';
import { refuseCommon } from './password-actions.ts';
import { maxCodeTries } from './rules.ts';
import { hashPassword, hashToken, isPassword, newMailCode, newToken } from './secrets.ts';
import { type Opened, openSession, refuseStale, renewSession, type Renewed, type Visitor } from './sessions.ts';
import { countTry, deleteSignIn, endSessionsOf, insertSignIn, isKnownDevice, signInForUpdate } from './store.ts';
import { giveBack, letterCounters, type Origin, passwordCounters, takeOrWait } from './tries.ts';
import { words } from './words.ts';

const code_min = 15;

/** A citizen gives an address; a code goes there, whoever they are. The token stays in the browser that asked. */
export async function sendCitizenCode(ctx: Ctx, input: Origin & { readonly email: string }): Promise<string> {
  const address = plainAddress(input.email);
  const known = await ctx.read(async (tx) => isKnownDevice(tx, hashToken(input.device ?? ''), (await findCitizenByEmail(tx, address))?.id ?? null));
  await takeOrWait(ctx, letterCounters(address, input, known));
  const token = newToken();
  const code = newMailCode();
  await ctx.transact(async (tx) => {
    await insertSignIn(tx, {
      id: newId(),
      kind: 'citizen-code',
      secret_hash: hashToken(token),
      email: address,
      code_hash: hashToken(`${token} ${code}`),
      made_at: ctx.now,
      expires_at: ctx.now.add({ minutes: code_min }),
    });
    await queueMail(tx, ctx, { to: address, lang: ctx.lang, ...words(ctx.lang).codeMail(code, ctx.agency.shortName) });
  });
  return token;
}

/** The code from the letter; five tries. Who comes for the first time gets an account with nothing but the address. */
export async function signInCitizen(ctx: Ctx, input: Visitor & { readonly token: string; readonly code: string }): Promise<Opened> {
  const outcome = await ctx.transact(async (tx) => {
    const begun = await signInForUpdate(tx, ['citizen-code'], hashToken(input.token), ctx.now);
    if (!begun?.email || !begun.code_hash || begun.tries >= maxCodeTries) return undefined;
    if (!Buffer.from(begun.code_hash).equals(hashToken(`${input.token} ${input.code.replace(/\D/g, '')}`))) {
      await countTry(tx, begun.id);
      return undefined;
    }
    await deleteSignIn(tx, begun.id);
    const citizenId = await findOrAddCitizen(tx, ctx, { name: begun.email.split('@')[0] ?? begun.email, email: begun.email });
    return openSession(tx, ctx, { visitor: input, citizenId, secondFactor: false, how: 'code' });
  });
  return outcome ?? orRefuse(refuse('wrong-code', { fields: { code: 'wrong-code' } }));
}

/** For citizens who set a password; an address that nobody has costs the same. */
export async function signInCitizenByPassword(ctx: Ctx, input: Visitor & Origin & { readonly email: string; readonly password: string }): Promise<Opened> {
  const address = plainAddress(input.email);
  const { found, known } = await ctx.read(async (tx) => {
    const citizen = await findCitizenByEmail(tx, address);
    return { found: citizen, known: await isKnownDevice(tx, hashToken(input.device ?? ''), citizen?.id ?? null) };
  });
  const counters = passwordCounters(address, input, known);
  await takeOrWait(ctx, counters);
  if (!(await isPassword(found?.password_hash, input.password)) || !found) return orRefuse(refuse('wrong-sign-in'));
  await giveBack(ctx, counters);
  return ctx.transact((tx) => openSession(tx, ctx, { visitor: input, citizenId: found.id, secondFactor: false, how: 'password' }));
}

/** A password of the citizen's own choice; whatever else was signed in ends. */
export async function giveCitizenPassword(
  ctx: Ctx,
  input: { readonly citizenId: CitizenId; readonly password: string; readonly sessionId: string | undefined },
): Promise<Renewed | undefined> {
  await refuseStale(ctx, input.sessionId);
  const citizen = await ctx.read((tx) => findCitizen(tx, input.citizenId));
  refuseCommon(input.password, [citizen?.email ?? '', citizen?.name ?? ''], 'password_new');
  const hashed = await hashPassword(input.password);
  return ctx.transact(async (tx) => {
    await setCitizenPassword(tx, input.citizenId, hashed);
    await endSessionsOf(tx, input, input.sessionId);
    await noticeByMail(tx, ctx, citizen?.email, 'password');
    await emit(tx, ctx, passwordChanged, { who: input.citizenId, how: 'own' }, { agencyId: ctx.agency.id });
    return input.sessionId ? renewSession(tx, ctx, input.sessionId) : undefined;
  });
}
