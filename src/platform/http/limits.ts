import { isIPv6 } from 'node:net';
import { problems } from '#platform/problem';

/** Whose share a request takes: an IPv6 customer has a whole /64, so the rest of the address says nothing. */
export function senderOf(ip: string): string {
  if (!isIPv6(ip) || ip.startsWith('::ffff:')) return ip;
  const [head = '', tail] = ip.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0');
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}

/**
 * A proxy on this machine that TRUST_PROXY_HOPS does not name would make all citizens one sender; a bound on it would shut
 * everybody out. Only the bounds of single routes hold for it.
 */
export function isOwnMachine(ip: string): boolean {
  return ip === '127.0.0.1' || ip === '::1' || ip === '::ffff:127.0.0.1';
}

type Bucket = { tokens: number; at_ms: number };

export type RateLimit = {
  /** Takes one token, or as many as are asked for, or throws 429 with the seconds to wait. A pause saves up `most`: a minute's, unless more. */
  take(key: string, perMinute: number, asked?: { readonly amount: number; readonly most: number }): void;
};

const maxBuckets = 50_000;

/** Token buckets in memory: a fair share for each address on this process. Accounts are guarded in the database besides. */
export function rateLimit(clock_ms: () => number = () => performance.now()): RateLimit {
  const buckets = new Map<string, Bucket>();
  return {
    take(key, perMinute, { amount, most } = { amount: 1, most: perMinute }) {
      const now = clock_ms();
      const bucket = buckets.get(key) ?? { tokens: most, at_ms: now };
      bucket.tokens = Math.min(most, bucket.tokens + ((now - bucket.at_ms) / 60_000) * perMinute);
      bucket.at_ms = now;
      buckets.delete(key);
      buckets.set(key, bucket);
      if (buckets.size > maxBuckets) {
        const oldest = buckets.keys().next().value;
        if (oldest !== undefined) buckets.delete(oldest);
      }
      if (bucket.tokens < amount) throw problems.tooMany(Math.ceil(((amount - bucket.tokens) / perMinute) * 60));
      bucket.tokens -= amount;
    },
  };
}
