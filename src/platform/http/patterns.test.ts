import { expect, test } from 'vitest';
import { findTicket, normalCode } from '#platform/ids';
import { findDate } from '#platform/time';
import { readPath } from '#platform/words';
import { acceptedEncoding, isFresh } from './negotiation.ts';
import { senderOf } from './limits.ts';

test('H21: what reads typed text takes 100 KB of anything in its stride', () => {
  const hostile = ['a', '1', ' ', '-', '%', '"', '/', ',', ';q=', '\\', '=', '.'].map((piece) => piece.repeat(Math.ceil(100_000 / piece.length)));
  const readers: readonly ((text: string) => unknown)[] = [
    findTicket,
    normalCode,
    findDate,
    readPath,
    acceptedEncoding,
    (text) => isFresh(text, '"x"'),
    senderOf,
  ];
  for (const read of readers) {
    const began = performance.now();
    for (const text of hostile) read(text);
    // Twelve readings of 100 KB: far from any limit when linear, hours when not.
    expect(performance.now() - began).toBeLessThan(2000);
  }
});

test.each([
  ['br, gzip', 'br'],
  ['gzip, br;q=0', 'gzip'],
  ['br;q=0, gzip;q=0', 'identity'],
  ['gzip;q=1.0, br;q=0.2', 'gzip'],
  ['*', 'br'],
  ['*;q=0', 'identity'],
  ['*, br;q=0', 'gzip'],
  ['BR', 'br'],
  ['xbr, gzipx', 'identity'],
  ['br;q=x', 'identity'],
  ['', 'identity'],
  [undefined, 'identity'],
])('Accept-Encoding %j gets %s', (header, encoding) => {
  expect(acceptedEncoding(header)).toBe(encoding);
});

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '::ffff:203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s takes of the share of %s', (ip, share) => {
  expect(senderOf(ip)).toBe(share);
});
