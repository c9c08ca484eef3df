import jsQR from 'jsqr';
import { TOTP, URI } from 'otpauth';
import { expect, test } from 'vitest';
import { show } from '#test/page';
import { totpAddress, totpStep } from '../secrets.ts';
import { SecondFactorSetUp } from './second-factor.tsx';

/** Paints an SVG of squares as a camera would see it: what an authenticator scans. */
function pixelsOf(svg: SVGElement, scale = 6): { readonly data: Uint8ClampedArray; readonly size: number } {
  const [, , width = 0] = (svg.getAttribute('viewBox') ?? '').split(' ').map(Number);
  const size = (width + 8) * scale;
  const data = new Uint8ClampedArray(size * size * 4).fill(255);
  const path = svg.querySelector('path')?.getAttribute('d') ?? '';
  const dark = (x: number, y: number) => {
    for (let dy = 0; dy < scale; dy += 1) for (let dx = 0; dx < scale; dx += 1) data.set([0, 0, 0], (((y + 4) * scale + dy) * size + (x + 4) * scale + dx) * 4);
  };
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)/g)) dark(Number(x), Number(y));
  return { data, size };
}

test('the QR code holds an address from which an authenticator makes codes that are taken', () => {
  const secret = new Uint8Array(20).map((_byte, at) => at * 11);
  const { uri, typed } = totpAddress(secret, 'Siti Aminah');
  const page = show(<SecondFactorSetUp lang="id" form={{ values: {}, errors: {} }} uri={uri} typed={typed} />);
  const svg = page.body.querySelector('svg.qr');
  if (!svg) throw new Error('there is no QR code');
  const { data, size } = pixelsOf(svg as SVGElement);
  const read = jsQR(data, size, size)?.data ?? '';
  const scanned = URI.parse(read);
  expect(scanned).toBeInstanceOf(TOTP);
  expect([scanned.issuer, scanned.label]).toEqual(['Smart ASN', 'Siti Aminah']);
  expect(totpStep(secret, scanned.generate())).toBeDefined();
});
