import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** What the provider says of somebody; `amr` are the ways in which it made sure (RFC 8176). */
export type Claims = Readonly<Record<string, unknown>> & { readonly amr?: readonly string[] };

export type IdentityProvider = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** By the login that is typed there. */
  readonly people: Map<string, Claims>;
  /** Follows a browser there, in through the login and back; the path and query that come back to us. */
  signInThere(address: string, login: string): Promise<string>;
  stop(): Promise<void>;
};

/** A real OpenID provider in this process, on a free port, with one client. */
export async function startIdentityProvider(redirectUri: string): Promise<IdentityProvider> {
  const people = new Map<string, Claims>();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { clientId: 'smart-asn', clientSecret: 'rahasia-klien' };
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.clientId, client_secret: client.clientSecret, redirect_uris: [redirectUri] }],
    claims: { amr: null, openid: ['sub', 'nip'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_request: unknown, id: string) => ({ accountId: id, claims: async () => ({ ...people.get(id), sub: id }) }),
    cookies: { keys: ['satu', 'dua'] },
    features: { devInteractions: { enabled: false }, claimsParameter: { enabled: true } },
    interactions: { url: (_request: unknown, interaction: { readonly uid: string }) => `/interaksi/${interaction.uid}` },
    ttl: { Session: 600, Interaction: 600, Grant: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaksi/')) void interact(provider, people, request, response);
    else answer(request, response);
  });
  return {
    issuer,
    ...client,
    people,
    signInThere: (address, login) => follow(address, login, redirectUri),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The login is said by the script that plays the browser; consent is given to whatever is asked. */
async function interact(provider: Provider, people: ReadonlyMap<string, Claims>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  if (prompt.name === 'login') {
    const accountId = String(request.headers['x-login']);
    const amr = people.get(accountId)?.amr ?? ['pwd'];
    await provider.interactionFinished(request, response, { login: { accountId, amr } }, { mergeWithLastSubmission: false });
    return;
  }
  const grant = new provider.Grant({ accountId: session?.accountId ?? '', clientId: String(params['client_id']) });
  grant.addOIDCScope(String(params['scope']));
  await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
}

async function follow(address: string, login: string, redirectUri: string): Promise<string> {
  const home = new URL(redirectUri).origin;
  const cookies = new Map<string, string>();
  let url = new URL(address);
  for (let step = 0; step < 12; step += 1) {
    const cookie = Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie, 'x-login': login } });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const next = answer.headers.get('location');
    if (!next) throw new Error(`the provider answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
    url = new URL(next, url);
    if (url.origin === home) return `${url.pathname}${url.search}`;
  }
  throw new Error('the provider goes round in circles');
}
