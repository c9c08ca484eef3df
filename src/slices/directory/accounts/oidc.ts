import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type Configuration,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { Claim } from './sign-in-actions.ts';

export type OidcSetting = { readonly issuer: string; readonly clientId: string; readonly clientSecret: string; readonly name: string };

/** What is kept in the browser's own sign-in between going out and coming back. */
export type RoundTrip = { readonly state: string; readonly nonce: string; readonly verifier: string };

export type IdentityProvider = {
  readonly name: string;
  begin(callback: string): Promise<{ readonly address: string; readonly trip: RoundTrip }>;
  finish(callback: URL, trip: RoundTrip): Promise<Claim>;
};

/** The agency's identity provider, by OpenID Connect: code flow with PKCE. Discovered at the first use. */
export function identityProvider(setting: OidcSetting): IdentityProvider {
  const known: { config?: Promise<Configuration> } = {};
  const configuration = () => {
    // Signatures are checked although the token comes from the provider itself (OpenID Connect Core, 3.1.3.7 would let them be): what
    // stands between us and it may lie. A provider on plain http is a test's or a laptop's; the library refuses it unless told.
    const execute = [enableNonRepudiationChecks, ...(setting.issuer.startsWith('http:') ? [allowInsecureRequests] : [])];
    known.config ??= discovery(new URL(setting.issuer), setting.clientId, setting.clientSecret, undefined, { execute }).catch((error: unknown) => {
      delete known.config;
      throw error;
    });
    return known.config;
  };
  return {
    name: setting.name,
    async begin(callback) {
      const config = await configuration();
      const trip = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
      const address = buildAuthorizationUrl(config, {
        redirect_uri: callback,
        scope: 'openid email profile',
        code_challenge: await calculatePKCECodeChallenge(trip.verifier),
        code_challenge_method: 'S256',
        state: trip.state,
        nonce: trip.nonce,
        // How the person was made sure of is said only when asked, by providers that can be asked (OpenID Connect Core, 5.5).
        ...(config.serverMetadata().claims_parameter_supported ? { claims: JSON.stringify({ id_token: { amr: null } }) } : {}),
      });
      return { address: address.href, trip };
    },
    async finish(callback, trip) {
      const config = await configuration();
      const tokens = await authorizationCodeGrant(config, callback, {
        pkceCodeVerifier: trip.verifier,
        expectedState: trip.state,
        expectedNonce: trip.nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new Error('the provider sent no identity');
      const nip = typeof claims['nip'] === 'string' ? claims['nip'] : undefined;
      // An address that the provider has not verified could be anybody's.
      const email = claims['email_verified'] === true && typeof claims['email'] === 'string' ? claims['email'] : undefined;
      const methods: unknown = claims['amr'];
      return { issuer: claims.iss, subject: claims.sub, nip, email, secondFactor: Array.isArray(methods) && methods.includes('mfa') };
    },
  };
}
