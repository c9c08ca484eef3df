import { problems } from '#platform/problem';

export type Origins = { readonly publicUrl: string; readonly contentUrl: string };

/** Set on every answer. No nonce anywhere: pages are cached, so nothing inline is ever allowed. */
export function securityHeaders({ publicUrl, contentUrl }: Origins): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: blob: ${contentUrl}`,
    "font-src 'self'",
    "connect-src 'self'",
    `media-src 'self' ${contentUrl}`,
    `frame-src ${contentUrl}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(self), microphone=(), geolocation=(self), payment=()',
    ...(publicUrl.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}

/** Content made by others: it may be shown, framed by our own pages, and do nothing else. */
export function contentHeaders({ publicUrl }: Origins): Readonly<Record<string, string>> {
  return {
    'content-security-policy': `default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; frame-ancestors ${new URL(publicUrl).origin}; sandbox`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'cross-origin',
    'access-control-allow-origin': new URL(publicUrl).origin,
  };
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * CSRF without tokens, so that pages can be cached: the browser itself says where a request comes from.
 * Sec-Fetch-Site cannot be set by a site; browsers without it send Origin with every POST.
 */
export function refuseCrossSite(headers: Headers, publicUrl: string): void {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return;
    throw problems.crossSite();
  }
  const origin = headers['origin'];
  if (origin === new URL(publicUrl).origin) return;
  throw problems.crossSite();
}
