import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identityProvider } from './oidc.ts';

/*
 * A8: what a provider, or who stands between, could put into an identity token. The provider here is an http server that hands out
 * whatever token a case makes; everything else of it is as it should be.
 */
type Token = {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly seal: (input: string) => Buffer;
};

const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });
const rs256 = (key: KeyObject) => (input: string) => sign('sha256', Buffer.from(input), key);
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const encoded = ({ header, claims, seal }: Token) => {
  const input = `${part(header)}.${part(claims)}`;
  return `${input}.${seal(input).toString('base64url')}`;
};

const told = { token: '' };
const server = createServer((request, response) => {
  const issuer = address();
  const answers: Readonly<Record<string, unknown>> = {
    '/.well-known/openid-configuration': {
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    },
    '/jwks': { keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'satu', alg: 'RS256', use: 'sig' }] },
    '/token': { access_token: 'a', token_type: 'Bearer', expires_in: 60, id_token: told.token },
  };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answers[request.url ?? '']));
});
const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** What comes of a sign-in whose token is as it should be but for one change. */
async function finished(change: (good: Token) => Token) {
  const provider = identityProvider({ issuer: address(), clientId: 'smart-asn', clientSecret: 'rahasia', name: 'SSO' });
  const { trip } = await provider.begin('http://localhost/kembali');
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: address(), sub: 'siti', aud: 'smart-asn', nonce: trip.nonce, iat: now, exp: now + 60, nip: '199901012024011001' };
  told.token = encoded(change({ header: { alg: 'RS256', kid: 'satu', typ: 'JWT' }, claims, seal: rs256(own.privateKey) }));
  return provider.finish(new URL(`http://localhost/kembali?code=x&state=${trip.state}`), trip);
}

describe('A8: an identity token', () => {
  test('as it should be says who signed in', async () => {
    expect(await finished((good) => good)).toMatchObject({ issuer: address(), subject: 'siti', nip: '199901012024011001' });
  });

  const publicPem = own.publicKey.export({ format: 'pem', type: 'spki' });
  test.each<[string, (good: Token) => Token]>([
    ['without a signature (alg none)', (good) => ({ ...good, header: { alg: 'none' }, seal: () => Buffer.alloc(0) })],
    [
      'signed with the public key as a shared secret',
      (good) => ({ ...good, header: { ...good.header, alg: 'HS256' }, seal: (input) => createHmac('sha256', publicPem).update(input).digest() }),
    ],
    [
      'signed with the client’s secret',
      (good) => ({ ...good, header: { ...good.header, alg: 'HS256' }, seal: (input) => createHmac('sha256', 'rahasia').update(input).digest() }),
    ],
    ['signed by a foreign key under the known name', (good) => ({ ...good, seal: rs256(foreign.privateKey) })],
    ['whose key is named by a path', (good) => ({ ...good, header: { ...good.header, kid: '../../dev/null' }, seal: () => createHmac('sha256', '').digest() })],
    [
      'that brings its own key',
      (good) => ({ ...good, header: { ...good.header, kid: undefined, jwk: foreign.publicKey.export({ format: 'jwk' }) }, seal: rs256(foreign.privateKey) }),
    ],
    ['that has expired', (good) => ({ ...good, claims: { ...good.claims, iat: 1_700_000_000, exp: 1_700_000_060 } })],
    ['for another client', (good) => ({ ...good, claims: { ...good.claims, aud: 'lain' } })],
    ['of another issuer', (good) => ({ ...good, claims: { ...good.claims, iss: 'https://lain.example' } })],
    ['for another sign-in', (good) => ({ ...good, claims: { ...good.claims, nonce: 'x'.repeat(43) } })],
  ])('%s is refused', async (_what, change) => {
    await expect(finished(change)).rejects.toThrow();
  });
});
