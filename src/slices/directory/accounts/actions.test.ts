import { TOTP } from 'otpauth';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#platform/access';
import { type Ctx, ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { dispatch } from '#platform/outbox';
import { Problem } from '#platform/problem';
import { Refused } from '#platform/result';
import { todayIn, wallClock } from '#platform/time';
import { testAgency, testDatabase, testNow } from '#test/db';
import { registerJobs } from '../jobs.ts';
import type { CitizenId, PersonId } from '../model.ts';
import { endService } from '../people/actions.ts';
import { make, type MadeStaff } from '../testing.ts';
import { askEmailChange, confirmEmailChange, endOtherSessions, endSession } from './account-actions.ts';
import { giveCitizenPassword, sendCitizenCode, signInCitizen, signInCitizenByPassword } from './citizen-actions.ts';
import { identify } from './identify.ts';
import { askReset, changePassword, givePassword, recoverAccess, resetAccess } from './password-actions.ts';
import { maxCodeTries, tryLimits } from './rules.ts';
import { beginSecondFactor, confirmSecondFactor, endSecondFactor, renewRecoveryCodes } from './second-factor-actions.ts';
import { hashPassword, hashToken, isPassword, newMailCode, totpAddress } from './secrets.ts';
import { showSecondFactor, signInStaff } from './sign-in-actions.ts';
import { sessionsOf, takeTries } from './store.ts';

const database = testDatabase();
const password = 'sepeda biru di rinjani';
const here = { ip: '192.0.2.7', device: undefined, userAgent: 'Firefox/140.0 (Linux)' };

function at(now = testNow, actor: Actor = { kind: 'anonymous' }): Ctx {
  return ctxOn(database.app, 'all', { actor, now, lang: 'id', agency: testAgency, requestId: 'test' });
}
const system = () => at(testNow, { kind: 'system', name: 'test' });
const later = (minutes: number) => testNow.add({ minutes });

let unitId: Awaited<ReturnType<typeof make.unit>>['id'];
let hash: string;

beforeAll(async () => {
  await make.home(system());
  unitId = (await make.unit(system())).id;
  hash = await hashPassword(password);
  registerJobs({ put: async () => undefined, read: async () => undefined, remove: async () => undefined });
});

async function staff(): Promise<MadeStaff> {
  const made = await make.staff(system(), { unitId });
  await givePassword(system(), made.personId, hash);
  return made;
}

async function signIn(who: MadeStaff, more: { now?: Temporal.Instant; device?: string; ip?: string; password?: string } = {}) {
  const outcome = await signInStaff(at(more.now), {
    ...here,
    username: who.nip,
    password: more.password ?? password,
    ...(more.device ? { device: more.device } : {}),
    ...(more.ip ? { ip: more.ip } : {}),
  });
  if (outcome.step !== 'done') throw new Error('a second factor was asked');
  return outcome.session;
}

async function whoHas(token: string, now = testNow): Promise<Actor | undefined> {
  return database.app.transact('all', async (tx) => (await identify(tx, token, now, todayIn(now, testAgency.zone)))?.actor);
}

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return 'done';
}

async function lettersTo(address: string): Promise<readonly { readonly subject: string; readonly body: string }[]> {
  const { rows } = await database.owner.transact('all', (tx) =>
    sql<{ subject: string; body: string }>`select subject, body from mail.messages where recipient = ${address} order by ctid`.execute(tx),
  );
  return rows;
}

const codeOf = (secret: Uint8Array, steps = 0) =>
  new TOTP({ secret: totpAddress(secret, '').typed.replaceAll(' ', '') }).generate({ timestamp: wallClock().epochMilliseconds + steps * 30_000 });

describe('a member of staff', () => {
  test('signs in by NIP or by e-mail address in any case, and nobody else does', async () => {
    const who = await staff();
    const session = await signIn(who);
    expect(await whoHas(session.token)).toMatchObject({ kind: 'staff', personId: who.personId, unitId });
    const byMail = await signInStaff(at(), { ...here, username: `  Pegawai.${who.name.split(' ')[1]}@CONTOH.id `, password });
    expect(byMail.step).toBe('done');
    expect(await refusal(signIn(who, { password: 'bukan sandinya' }))).toBe('wrong-sign-in');
  });

  test('A4: gets a fresh session at each sign-in; what lies in the cookie beforehand is worth nothing', async () => {
    const who = await staff();
    const [first, second] = [await signIn(who), await signIn(who)];
    expect(first.token).not.toBe(second.token);
    expect(await whoHas('planted-by-somebody-else')).toBeUndefined();
  });

  test('A4: goes on under a new token once the second factor is on, and the old token is dead', async () => {
    const who = await staff();
    const session = await signIn(who);
    const sessionId = await sessionIdOf(session.token);
    const secret = await beginSecondFactor(at(), who.personId);
    const { session: renewed, codes } = await confirmSecondFactor(at(), { personId: who.personId, sessionId, code: codeOf(secret) });
    expect(codes).toHaveLength(10);
    expect(await whoHas(session.token)).toBeUndefined();
    expect(await whoHas(renewed?.token ?? '')).toMatchObject({ personId: who.personId, secondFactor: true });
  });

  test('A5: is out everywhere else at once after a change of password, and goes on here under a new token', async () => {
    const who = await staff();
    const [one, other] = [await signIn(who), await signIn(who)];
    const sessionId = await sessionIdOf(one.token);
    const renewed = await changePassword(at(), { personId: who.personId, old: password, fresh: 'kuda poni makan apel', sessionId });
    expect(await whoHas(one.token)).toBeUndefined();
    expect(await whoHas(other.token)).toBeUndefined();
    expect(await whoHas(renewed?.token ?? '')).toMatchObject({ personId: who.personId });
    expect(await refusal(signIn(who))).toBe('wrong-sign-in');
    expect((await signIn(who, { password: 'kuda poni makan apel' })).token).toBeTruthy();
  });

  test('A5: is out at once after sign-out, after one session is ended and after all others are', async () => {
    const who = await staff();
    const [one, two, three] = [await signIn(who), await signIn(who), await signIn(who)];
    const owner = { personId: who.personId };
    await endSession(at(), await sessionIdOf(one.token), owner);
    expect(await whoHas(one.token)).toBeUndefined();
    await endOtherSessions(at(), owner, await sessionIdOf(two.token));
    expect([await whoHas(two.token), await whoHas(three.token)]).toMatchObject([{ personId: who.personId }, undefined]);
    expect(await database.app.transact('all', (tx) => sessionsOf(tx, owner, testNow))).toHaveLength(1);
  });

  test('A4: that began long ago sets no password, second factor or address: who sits at it may not be its owner', async () => {
    const who = await staff();
    const sessionId = await sessionIdOf((await signIn(who)).token);
    const stale = at(later(16), { kind: 'system', name: 'test' });
    const secret = await beginSecondFactor(stale, who.personId);
    expect(await refusal(confirmSecondFactor(stale, { personId: who.personId, sessionId, code: codeOf(secret) }))).toBe('sign-in-anew');
    const made = await make.citizen(system());
    const citizen = await citizenSession(made.email);
    const change = { citizenId: made.citizenId, password: 'nelayan pulang pagi', sessionId: citizen };
    expect(await refusal(giveCitizenPassword(stale, change))).toBe('sign-in-anew');
    const elsewhere = { ...here, email: 'pencuri@contoh.id', password: '', sessionId: citizen };
    expect(await refusal(askEmailChange(stale, { citizenId: made.citizenId }, elsewhere))).toBe('sign-in-anew');
    expect(await refusal(giveCitizenPassword(at(later(14)), change))).toBe('done');
  });

  test('cannot end the session of somebody else', async () => {
    const [mine, theirs] = [await staff(), await staff()];
    const session = await signIn(theirs);
    await endSession(at(), await sessionIdOf(session.token), { personId: mine.personId });
    expect(await whoHas(session.token)).toMatchObject({ personId: theirs.personId });
  });

  test('A5: off-boarding ends posts, grants, sessions, password, second factor and known browsers', async () => {
    const who = await staff();
    const session = await signIn(who);
    await endService(system(), testAgency.id as never, who.personId, todayIn(testNow, testAgency.zone).subtract({ days: 1 }));
    expect(await whoHas(session.token)).toBeUndefined();
    expect(await refusal(signIn(who))).toBe('wrong-sign-in');
    expect(await refusal(signIn(who, { device: session.device }))).toBe('wrong-sign-in');
    const { rows } = await database.owner.transact('all', (tx) =>
      sql<{
        hash: string | null;
        devices: bigint;
      }>`select password_hash as hash, (select count(*) from directory.devices where owner_id = ${who.personId}) as devices
        from directory.credentials where person_id = ${who.personId}`.execute(tx),
    );
    expect(rows).toEqual([{ hash: null, devices: 0n }]);
  });
});

let serial = 0;
const codeIn = async (email: string) => /\d{8}/.exec((await lettersTo(email)).at(-1)?.body ?? '')?.[0] ?? '';

async function citizenSession(email: string): Promise<string> {
  const token = await sendCitizenCode(at(), { ...here, ip: `198.51.100.${(serial += 1)}`, email });
  return sessionIdOf((await signInCitizen(at(), { ...here, token, code: await codeIn(email) })).token);
}

async function sessionIdOf(token: string): Promise<string> {
  const found = await database.app.transact('all', (tx) => identify(tx, token, testNow, todayIn(testNow, testAgency.zone)));
  return found?.session.id ?? '';
}

describe('A6: an account that does not exist', () => {
  /** What an attempt costs the database and the hash, counted rather than timed. */
  async function costOf(username: string): Promise<readonly string[]> {
    const steps: string[] = [];
    const ctx = at();
    const counting: Ctx = {
      ...ctx,
      transact: (work) => ctx.transact((tx) => (steps.push('transact'), work(tx))),
      read: (work) => ctx.read((tx) => (steps.push('read'), work(tx))),
    };
    steps.push(await refusal(signInStaff(counting, { ...here, ip: `198.51.100.${username.length}`, username, password: 'bukan sandinya' })));
    return steps;
  }

  test('costs the same steps as a wrong password, and gets the same answer', async () => {
    const who = await staff();
    const without = await make.staff(system(), { unitId });
    const unknown = await costOf('199901012024011999');
    expect(unknown).toEqual(['read', 'transact', 'wrong-sign-in']);
    expect(await costOf(who.nip)).toEqual(unknown);
    expect(await costOf(without.nip)).toEqual(unknown);
  });

  test('is checked against a decoy hash, and never matches', async () => {
    expect(await isPassword(undefined, 'apa pun')).toBe(false);
    expect(await isPassword(null, '')).toBe(false);
  });

  test('gets the same answer and the same two statements when a reset is asked, and no letter', async () => {
    const who = await staff();
    const before = (await lettersTo(`pegawai.${who.name.split(' ')[1]}@contoh.id`)).length;
    await askReset(at(), { ...here, username: '199901012024011998', publicUrl: 'http://localhost' });
    await askReset(at(), { ...here, username: who.nip, publicUrl: 'http://localhost' });
    const { rows } = await database.owner.transact('all', (tx) =>
      sql<{ kinds: bigint }>`select count(*) as kinds from directory.sign_ins where kind = 'reset-asked' and person_id is null`.execute(tx),
    );
    expect(Number(rows[0]?.kinds)).toBeGreaterThanOrEqual(2);
    await deliver();
    expect(await lettersTo('199901012024011998')).toHaveLength(0);
    expect(await lettersTo(`pegawai.${who.name.split(' ')[1]}@contoh.id`)).toHaveLength(before + 1);
  });
});

async function deliver(): Promise<void> {
  await dispatch({
    db: database.app,
    now: () => testNow,
    ctxFor: async () => ({ actor: { kind: 'system', name: 'outbox' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' }),
    onFailure: ({ error }) => {
      throw error instanceof Error ? error : new Error('a reaction failed');
    },
  });
}

describe('A7: trying passwords', () => {
  test('one account from one address: five wrong ones, then even the right one waits, and fifteen minutes later it counts again', async () => {
    const who = await staff();
    const ip = '203.0.113.1';
    for (let n = 0; n < tryLimits.pair.most; n += 1) expect(await refusal(signIn(who, { ip, password: 'bukan sandinya' }))).toBe('wrong-sign-in');
    expect(await refusal(signIn(who, { ip }))).toBe('platform.tooMany');
    expect(await refusal(signIn(who, { ip, now: later(16) }))).toBe('done');
  });

  test('an account that does not exist is limited just the same', async () => {
    const nobody = { nip: '199901012024011777', name: '', personId: '' as PersonId, actor: {} as never };
    for (let n = 0; n < tryLimits.pair.most; n += 1) expect(await refusal(signIn(nobody, { ip: '203.0.113.2' }))).toBe('wrong-sign-in');
    expect(await refusal(signIn(nobody, { ip: '203.0.113.2' }))).toBe('platform.tooMany');
  });

  test('is no weapon: however much strangers try, the owner gets in from a browser that is known', async () => {
    const who = await staff();
    const { device } = await signIn(who, { ip: '203.0.113.3' });
    for (let n = 0; n < 40; n += 1) await refusal(signIn(who, { ip: `203.0.113.${100 + n}`, password: 'tebakan orang lain' }));
    expect(await refusal(signIn(who, { ip: '203.0.113.99' }))).toBe('platform.tooMany');
    expect(await refusal(signIn(who, { ip: '203.0.113.99', device }))).toBe('done');
  });

  test('a browser known to one account is unknown to another', async () => {
    const [mine, victim] = [await staff(), await staff()];
    const { device } = await signIn(mine, { ip: '203.0.113.4' });
    for (let n = 0; n < tryLimits.pair.most; n += 1) await refusal(signIn(victim, { ip: '203.0.113.4', device, password: 'tebakan' }));
    expect(await refusal(signIn(victim, { ip: '203.0.113.4', device }))).toBe('platform.tooMany');
  });

  test('one password on many accounts from one address stops at the limit of the address', async () => {
    const ip = '203.0.113.5';
    let answered = 0;
    for (let n = 0; n < tryLimits.address.most + 5; n += 1) {
      const outcome = await refusal(signInStaff(at(), { ...here, ip, username: `19850101201001${String(1000 + n)}`, password: 'Indonesia123' }));
      if (outcome === 'wrong-sign-in') answered += 1;
    }
    expect(answered).toBe(tryLimits.address.most);
  }, 60_000);

  test('is no weapon against everybody: tries that are refused use up neither the bound of the account nor that of all', async () => {
    const [who, other] = [await staff(), await staff()];
    const ip = '203.0.113.7';
    for (let n = 0; n < tryLimits.account.most + 5; n += 1) await refusal(signIn(who, { ip, password: 'tebakan orang lain' }));
    expect(await refusal(signIn(who, { ip: '203.0.113.20' }))).toBe('done');
    const all = () => database.app.transact('all', (tx) => takeTries(tx, [{ key: hashToken('all '), minutes: tryLimits.all.minutes }], testNow));
    const [before = 0] = await all();
    for (let n = 0; n < tryLimits.pair.most + 20; n += 1) await refusal(signIn(other, { ip, password: 'tebakan orang lain' }));
    expect(await all()).toEqual([before + tryLimits.pair.most + 1]);
  });

  test('of twenty tries at the same moment no more than the limit is answered', async () => {
    const who = await staff();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => refusal(signIn(who, { ip: '203.0.113.6', password: 'tebakan serentak' }))));
    expect(outcomes.filter((one) => one === 'wrong-sign-in')).toHaveLength(tryLimits.pair.most);
  });

  test('right passwords are not counted', async () => {
    const who = await staff();
    for (let n = 0; n < tryLimits.pair.most + 3; n += 1) expect(await refusal(signIn(who, { ip: '203.0.113.8' }))).toBe('done');
  });
});

test('C12: of a storm of hashes a bounded number waits, the rest is asked to come back, and no session is touched', async () => {
  const who = await staff();
  const session = await signIn(who, { ip: '203.0.113.9' });
  const outcomes = await Promise.all(Array.from({ length: 400 }, () => refusal(isPassword(hash, 'tebakan'))));
  expect(outcomes.filter((one) => one === 'platform.unavailable').length).toBeGreaterThan(100);
  expect(outcomes.filter((one) => one === 'done').length).toBeGreaterThan(100);
  expect(await whoHas(session.token)).toMatchObject({ personId: who.personId });
}, 60_000);

describe('the second factor', () => {
  async function withSecondFactor() {
    const who = await staff();
    const secret = await beginSecondFactor(at(), who.personId);
    const sessionId = await sessionIdOf((await signIn(who)).token);
    const { codes } = await confirmSecondFactor(at(), { personId: who.personId, sessionId, code: codeOf(secret, -1) });
    return { who, secret, codes };
  }
  async function firstStep(who: MadeStaff): Promise<string> {
    const outcome = await signInStaff(at(), { ...here, username: who.nip, password });
    if (outcome.step !== 'second-factor') throw new Error('no second factor was asked');
    return outcome.token;
  }

  test('is asked after the password, and C9: a code counts once', async () => {
    const { who, secret } = await withSecondFactor();
    const code = codeOf(secret);
    const opened = await showSecondFactor(at(), { ...here, token: await firstStep(who), code });
    expect(await whoHas(opened.token)).toMatchObject({ personId: who.personId, secondFactor: true });
    expect(await refusal(showSecondFactor(at(), { ...here, token: await firstStep(who), code }))).toBe('wrong-code');
  });

  test('C9: a recovery code counts once, the owner is told, and new ones make the old void', async () => {
    const { who, codes, secret } = await withSecondFactor();
    const [first = '', second = ''] = codes;
    await showSecondFactor(at(), { ...here, token: await firstStep(who), code: first.toLowerCase().replaceAll('-', ' ') });
    expect(await refusal(showSecondFactor(at(), { ...here, token: await firstStep(who), code: first }))).toBe('wrong-code');
    const letters = await lettersTo(`pegawai.${who.name.split(' ')[1]}@contoh.id`);
    expect(letters.at(-1)?.body).toContain('kode pemulihan');
    const fresh = await renewRecoveryCodes(at(), { personId: who.personId, sessionId: undefined, code: codeOf(secret) });
    expect(fresh).toHaveLength(10);
    expect(await refusal(showSecondFactor(at(), { ...here, token: await firstStep(who), code: second }))).toBe('wrong-code');
  });

  test('C9: one recovery code shown twice at the same moment opens one session', async () => {
    const { who, codes } = await withSecondFactor();
    const tokens = [await firstStep(who), await firstStep(who)];
    const outcomes = await Promise.all(tokens.map((token) => refusal(showSecondFactor(at(), { ...here, token, code: codes[0] ?? '' }))));
    expect(outcomes.toSorted()).toEqual(['done', 'wrong-code']);
  });

  test('five wrong codes void the attempt, and ten within the hour stop the account, however often the password is shown', async () => {
    const { who, secret } = await withSecondFactor();
    const wrong = async (token: string) => refusal(showSecondFactor(at(), { ...here, token, code: '000000' }));
    const token = await firstStep(who);
    for (let n = 0; n < 5; n += 1) expect(await wrong(token)).toBe('wrong-code');
    expect(await refusal(showSecondFactor(at(), { ...here, token, code: codeOf(secret) }))).toBe('wrong-code');
    const again = await firstStep(who);
    for (let n = 0; n < 4; n += 1) await wrong(again);
    expect(await wrong(again)).toBe('platform.tooMany');
  });

  test('ends by a code, not by who sits at an open session', async () => {
    const { who, secret } = await withSecondFactor();
    expect(await refusal(endSecondFactor(at(), { personId: who.personId, sessionId: undefined, code: '123456' }))).toBe('wrong-code');
    await endSecondFactor(at(), { personId: who.personId, sessionId: undefined, code: codeOf(secret) });
    expect((await signInStaff(at(), { ...here, username: who.nip, password })).step).toBe('done');
  });

  test('C9: the password step is good for ten minutes', async () => {
    const { who, secret } = await withSecondFactor();
    const token = await firstStep(who);
    expect(await refusal(showSecondFactor(at(later(11)), { ...here, token, code: codeOf(secret) }))).toBe('sign-in-over');
  });
});

describe('a reset', () => {
  const fresh = 'gunung tambora meletus';

  test('by an administrator: the old password is void at once, the code counts once and for eight hours, a lost second factor ends', async () => {
    const who = await staff();
    const secret = await beginSecondFactor(at(), who.personId);
    await confirmSecondFactor(at(), { personId: who.personId, sessionId: await sessionIdOf((await signIn(who)).token), code: codeOf(secret) });
    const admin = await make.staff(system(), { unitId });
    const code = await resetAccess(at(testNow, admin.actor), who.personId);
    expect(await refusal(signIn(who))).toBe('wrong-sign-in');
    expect(await refusal(recoverAccess(at(later(8 * 60 + 1)), { code, password: fresh }))).toBe('wrong-code');
    await recoverAccess(at(), { code: code.toLowerCase(), password: fresh });
    expect(await refusal(recoverAccess(at(), { code, password: fresh }))).toBe('wrong-code');
    expect((await signIn(who, { password: fresh })).token).toBeTruthy();
  });

  test('of the own access, or of somebody who is not in office, is refused', async () => {
    const admin = await make.staff(system(), { unitId });
    expect(await refusal(resetAccess(at(testNow, admin.actor), admin.personId))).toBe('own-reset');
    const gone = await staff();
    await endService(system(), testAgency.id as never, gone.personId, todayIn(testNow, testAgency.zone).subtract({ days: 1 }));
    expect(await refusal(resetAccess(at(testNow, admin.actor), gone.personId))).toBe('not-posted');
  });

  test('by e-mail: the letter holds a code that counts once, and the second factor stays', async () => {
    const who = await staff();
    const secret = await beginSecondFactor(at(), who.personId);
    await confirmSecondFactor(at(), { personId: who.personId, sessionId: await sessionIdOf((await signIn(who)).token), code: codeOf(secret) });
    await askReset(at(), { ...here, username: who.nip, publicUrl: 'https://asn.contoh.id' });
    await deliver();
    const letter = (await lettersTo(`pegawai.${who.name.split(' ')[1]}@contoh.id`)).at(-1);
    const code = /kode=([0-9A-Z-]+)/.exec(letter?.body ?? '')?.[1] ?? '';
    expect(letter?.body).toContain('https://asn.contoh.id/masuk/pulihkan/kode?kode=');
    expect(letter?.subject).not.toContain(who.name);
    await recoverAccess(at(), { code, password: fresh });
    expect(await refusal(recoverAccess(at(), { code, password: fresh }))).toBe('wrong-code');
    expect((await signInStaff(at(), { ...here, username: who.nip, password: fresh })).step).toBe('second-factor');
  });

  test('C9: of one code used twice at the same moment one use counts', async () => {
    const who = await staff();
    const admin = await make.staff(system(), { unitId });
    const code = await resetAccess(at(testNow, admin.actor), who.personId);
    const outcomes = await Promise.all([1, 2].map(() => refusal(recoverAccess(at(), { code, password: fresh }))));
    expect(outcomes.toSorted()).toEqual(['done', 'wrong-code']);
  });

  test('does not take a password made of the own NIP, and leaves the code usable', async () => {
    const who = await staff();
    const admin = await make.staff(system(), { unitId });
    const code = await resetAccess(at(testNow, admin.actor), who.personId);
    expect(await refusal(recoverAccess(at(), { code, password: `${who.nip}ab` }))).toBe('password-common');
    expect(await refusal(recoverAccess(at(), { code, password: fresh }))).toBe('done');
  });
});

describe('a citizen', () => {
  const address = () => `warga.${(serial += 1)}@contoh.id`;

  test('signs in by the code from the letter, once, in the browser that asked; the first time makes the account', async () => {
    const email = address();
    const token = await sendCitizenCode(at(), { ...here, email: email.toUpperCase() });
    const code = await codeIn(email);
    expect(await refusal(signInCitizen(at(), { ...here, token: 'elsewhere', code }))).toBe('wrong-code');
    const opened = await signInCitizen(at(), { ...here, token, code: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect(await whoHas(opened.token)).toMatchObject({ kind: 'citizen', email });
    expect(await refusal(signInCitizen(at(), { ...here, token, code }))).toBe('wrong-code');
  });

  test('has five tries and fifteen minutes', async () => {
    const email = address();
    const token = await sendCitizenCode(at(), { ...here, email });
    const code = await codeIn(email);
    const other = code === '11111111' ? '22222222' : '11111111';
    expect(await refusal(signInCitizen(at(later(16)), { ...here, token, code }))).toBe('wrong-code');
    for (let n = 0; n < 5; n += 1) await refusal(signInCitizen(at(), { ...here, token, code: other }));
    expect(await refusal(signInCitizen(at(), { ...here, token, code }))).toBe('wrong-code');
  });

  test('gets five letters in a quarter of an hour from one place, and no more', async () => {
    const email = address();
    for (let n = 0; n < 5; n += 1) await sendCitizenCode(at(), { ...here, email });
    expect(await refusal(sendCitizenCode(at(), { ...here, email }))).toBe('platform.tooMany');
    expect(await lettersTo(email)).toHaveLength(5);
    expect(await refusal(sendCitizenCode(at(), { ...here, ip: '198.51.100.77', email }))).toBe('done');
  });

  test('A7: strangers who ask for letters to an address, from wherever, keep none from who has signed in from this browser before', async () => {
    const email = address();
    const first = await sendCitizenCode(at(), { ...here, email });
    const { device } = await signInCitizen(at(), { ...here, token: first, code: await codeIn(email) });
    const asked: string[] = [];
    for (let n = 0; n < 40; n += 1) asked.push(await refusal(sendCitizenCode(at(), { ...here, ip: `198.51.100.${n}`, email })));
    expect(asked.filter((one) => one === 'done').length).toBeLessThan(tryLimits.letters.most + 1);
    expect(await refusal(sendCitizenCode(at(), { ...here, ip: '203.0.113.200', email }))).toBe('platform.tooMany');
    const own = () => refusal(sendCitizenCode(at(), { ...here, ip: '203.0.113.200', device, email }));
    for (let n = 0; n < tryLimits.lettersPair.most; n += 1) expect(await own()).toBe('done');
    expect(await own()).toBe('platform.tooMany');
  });

  test('A7: every try at every letter that may be asked for in a year opens the account in one case of a hundred at most', () => {
    const triesAYear = tryLimits.letters.most * (60 / tryLimits.letters.minutes) * 24 * 365 * maxCodeTries;
    expect(triesAYear / 10 ** newMailCode().length).toBeLessThan(0.01);
  });

  test('A7: from one place letters go to a hundred addresses in a quarter of an hour, and to no more', async () => {
    const sent = await Promise.all(Array.from({ length: 104 }, () => refusal(sendCitizenCode(at(), { ...here, ip: '198.51.100.200', email: address() }))));
    expect(sent.filter((one) => one === 'done')).toHaveLength(tryLimits.lettersPlace.most);
  });

  test('may set a password: other sessions end at once, the letter tells of it, and it opens the account', async () => {
    const made = await make.citizen(system());
    const open = async () => {
      const token = await sendCitizenCode(at(), { ...here, ip: `198.51.100.${(serial += 1)}`, email: made.email });
      return signInCitizen(at(), { ...here, token, code: await codeIn(made.email) });
    };
    const [one, other] = [await open(), await open()];
    const renewed = await giveCitizenPassword(at(), { citizenId: made.citizenId, password: 'nelayan pulang pagi', sessionId: await sessionIdOf(one.token) });
    expect([await whoHas(one.token), await whoHas(other.token)]).toEqual([undefined, undefined]);
    expect(await whoHas(renewed?.token ?? '')).toMatchObject({ citizenId: made.citizenId });
    expect((await lettersTo(made.email)).at(-1)?.body).toContain('Kata sandi');
    expect((await signInCitizenByPassword(at(), { ...here, email: made.email, password: 'nelayan pulang pagi' })).token).toBeTruthy();
    expect(await refusal(signInCitizenByPassword(at(), { ...here, email: made.email, password: 'salah' }))).toBe('wrong-sign-in');
  });

  test('moves to another address by the code that went there; the old one is told, and a taken one is refused', async () => {
    const made = await make.citizen(system());
    const [fresh, taken] = [address(), (await make.citizen(system())).email];
    const owner = { citizenId: made.citizenId };
    const own = { ...here, password: '', sessionId: await citizenSession(made.email) };
    const token = await askEmailChange(at(), owner, { ...own, email: fresh });
    expect(await refusal(confirmEmailChange(at(), { citizenId: 'somebody-else' as CitizenId }, { token, code: await codeIn(fresh) }))).toBe('wrong-code');
    await confirmEmailChange(at(), owner, { token, code: await codeIn(fresh) });
    expect((await lettersTo(made.email)).at(-1)?.body).toContain('diganti');
    const again = await askEmailChange(at(), owner, { ...own, email: taken });
    expect(await refusal(confirmEmailChange(at(), owner, { token: again, code: await codeIn(taken) }))).toBe('email-taken');
  });
});
