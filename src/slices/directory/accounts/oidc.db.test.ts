import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ctx, ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { todayIn } from '#platform/time';
import { testAgency, testDatabase, testNow } from '#test/db';
import { type IdentityProvider, startIdentityProvider } from '#test/identity-provider';
import { openSite, type Site, type Visitor } from '#test/site';
import type { AgencyId, UnitId } from '../model.ts';
import { endService } from '../people/actions.ts';
import { directoryRoutes } from '../routes.ts';
import { make } from '../testing.ts';
import { identityProvider } from './oidc.ts';
import { beginSecondFactor } from './second-factor-actions.ts';
import { saveCredential } from './store.ts';

const database = testDatabase();
const system = (): Ctx =>
  ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });
const publicUrl = 'http://localhost:3000';

let provider: IdentityProvider;
let site: Site;
let unitId: UnitId;
const people = { set: (login: string, claims: Readonly<Record<string, unknown>>) => provider.people.set(login, claims) };

const siteWith = (setting: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string }) =>
  openSite(
    database.app,
    ({ known }) =>
      directoryRoutes({ provider: identityProvider({ ...setting, name: 'SSO NTB' }), isEmpty: () => known.isEmpty(), onSetUp: () => known.reload() }),
    publicUrl,
  );

beforeAll(async () => {
  await make.home(system());
  unitId = (await make.unit(system())).id;
  provider = await startIdentityProvider(`${publicUrl}/masuk/oidc/kembali`);
  site = await siteWith(provider);
});
afterAll(async () => {
  await site.server.close();
  await provider.stop();
});

async function signIn(login: string, visitor: Visitor = site.visitor(), from = '/masuk/oidc?lanjut=%2Fakun') {
  const out = await visitor.get(from);
  const back = await provider.signInThere(out.location, login);
  return { visitor, out, back, answer: await visitor.get(back) };
}

const signedInAs = async (visitor: Visitor) => /<p class="lead">([^<]+)<\/p>/.exec((await visitor.get('/akun')).text)?.[1];

describe('sign-in by the agency’s identity provider', () => {
  test('lets in who is posted here, by NIP, and leads where they wanted to go', async () => {
    const who = await make.staff(system(), { unitId });
    people.set('siti', { nip: who.nip });
    const { visitor, out, answer } = await signIn('siti');
    const asked = new URL(out.location);
    expect([asked.origin, asked.searchParams.get('code_challenge_method'), asked.searchParams.get('response_type')]).toEqual([provider.issuer, 'S256', 'code']);
    for (const part of ['state', 'nonce', 'code_challenge']) expect(asked.searchParams.get(part)?.length).toBeGreaterThan(30);
    expect([answer.status, answer.location]).toEqual([303, '/akun']);
    expect(await signedInAs(visitor)).toBe(who.name);
  });

  test('keeps the language in which it began', async () => {
    const who = await make.staff(system(), { unitId });
    people.set('made', { nip: who.nip });
    const { answer } = await signIn('made', site.visitor(), '/en/sign-in/oidc');
    expect(answer.location).toBe('/en/home');
  });

  test('knows the person again by the provider’s own name for them, whatever else it says by then', async () => {
    const who = await make.staff(system(), { unitId });
    people.set('lalu', { nip: who.nip });
    await signIn('lalu');
    people.set('lalu', {});
    expect(await signedInAs((await signIn('lalu')).visitor)).toBe(who.name);
  });

  test('goes by an e-mail address only if the provider has verified it', async () => {
    const [sure, unsure] = [await make.staff(system(), { unitId, email: 'pasti@contoh.id' }), await make.staff(system(), { unitId, email: 'ragu@contoh.id' })];
    people.set('pasti', { email: 'Pasti@Contoh.id', email_verified: true });
    people.set('ragu', { email: 'ragu@contoh.id', email_verified: false });
    expect(await signedInAs((await signIn('pasti')).visitor)).toBe(sure.name);
    const refused = await signIn('ragu');
    expect([refused.answer.status, await signedInAs(refused.visitor)]).toEqual([422, undefined]);
    expect(unsure.name).toBeTruthy();
  });

  test('refuses whom nobody here knows, with advice, and makes no account', async () => {
    people.set('asing', { nip: '199901012024011999', email: 'asing@contoh.id', email_verified: true });
    const { answer, visitor } = await signIn('asing');
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('tidak dikenal sebagai pegawai');
    expect(answer.text).toContain('masuk dengan kata sandi');
    expect(visitor.cookies.has('sesi')).toBe(false);
  });

  test('A5: refuses who has left, also when the provider still knows them', async () => {
    const who = await make.staff(system(), { unitId });
    people.set('pergi', { nip: who.nip });
    const { visitor } = await signIn('pergi');
    await endService(system(), testAgency.id as AgencyId, who.personId, todayIn(testNow, testAgency.zone).subtract({ days: 1 }));
    expect(await signedInAs(visitor)).toBeUndefined();
    expect((await signIn('pergi')).answer.status).toBe(422);
  });

  test('asks for the second factor that was set up here, unless the provider says that it asked for one', async () => {
    const who = await make.staff(system(), { unitId });
    people.set('dua', { nip: who.nip });
    const secret = await beginSecondFactor(system(), who.personId);
    await database.app.transact('all', (tx) => saveCredential(tx, who.personId, { totp_secret: secret, totp_confirmed_at: testNow }, testNow));
    expect((await signIn('dua')).answer.location).toMatch(/^\/masuk\/dua-langkah/);
    people.set('dua', { nip: who.nip, amr: ['pwd', 'mfa'] });
    expect(await signedInAs((await signIn('dua')).visitor)).toBe(who.name);
  });
});

describe('an answer of the provider', () => {
  test('C9: counts once', async () => {
    const who = await make.staff(system(), { unitId });
    people.set('sekali', { nip: who.nip });
    const { visitor, back } = await signIn('sekali');
    expect((await visitor.get(back)).status).toBe(422);
  });

  test('in a browser that did not ask is refused: a sign-in cannot be planted', async () => {
    const who = await make.staff(system(), { unitId });
    people.set('titip', { nip: who.nip });
    const [asker, victim] = [site.visitor(), site.visitor()];
    const back = await provider.signInThere((await asker.get('/masuk/oidc')).location, 'titip');
    const answer = await victim.get(back);
    expect([answer.status, victim.cookies.has('sesi')]).toEqual([422, false]);
  });

  test.each([['state', 'verifier', 'nonce']])('with another %s, or exchanged with another %s or %s, is refused', async (...parts) => {
    const who = await make.staff(system(), { unitId });
    people.set('ubah', { nip: who.nip });
    for (const part of parts) {
      const visitor = site.visitor();
      const back = await provider.signInThere((await visitor.get('/masuk/oidc')).location, 'ubah');
      const trip = JSON.parse(decodeURIComponent(visitor.cookies.get('oidc') ?? '{}')) as Record<string, string>;
      visitor.cookies.set('oidc', encodeURIComponent(JSON.stringify({ ...trip, [part]: 'x'.repeat(43) })));
      const answer = await visitor.get(back);
      expect([part, answer.status, visitor.cookies.has('sesi')]).toEqual([part, 422, false]);
    }
  });

  test('that says no, or is no answer at all, leads back to the form with advice', async () => {
    const visitor = site.visitor();
    await visitor.get('/masuk/oidc');
    expect((await visitor.get('/masuk/oidc/kembali?error=access_denied')).text).toContain('tidak menjawab sebagaimana mestinya');
    expect((await site.visitor().get('/masuk/oidc/kembali?code=x&state=y')).status).toBe(422);
    expect((await site.visitor().get('/masuk/oidc/kembali')).status).toBe(422);
  });

  test('A13: never leads away from here', async () => {
    const who = await make.staff(system(), { unitId });
    people.set('jauh', { nip: who.nip });
    const { answer } = await signIn('jauh', site.visitor(), '/masuk/oidc?lanjut=%2F%2Fevil.example');
    expect(answer.location).toBe('/beranda');
  });
});

test('a provider that is away leaves the other door open', async () => {
  const away = await siteWith({ issuer: 'http://127.0.0.1:9', clientId: 'x', clientSecret: 'y' });
  const answer = await away.visitor().get('/masuk/oidc');
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('masuk dengan kata sandi');
  await away.server.close();
});

test('what the provider was asked and said is kept nowhere but in the browser, for one use', async () => {
  const { rows } = await database.owner.transact('all', (tx) => sql`select 1 from directory.sign_ins where details::text like '%verifier%'`.execute(tx));
  expect(rows).toHaveLength(0);
});
