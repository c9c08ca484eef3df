import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { discard, stage } from './staged.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smart-asn-picture-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function typeOf(bytes: Buffer): Promise<string> {
  const staged = await stage(folder, 'foto.jpg', Readable.from([bytes]), 1_000_000);
  await discard([staged]);
  return staged.mediaType;
}

const number = (value: number, length: number, little = false) => {
  const bytes = Buffer.alloc(length);
  if (little) bytes.writeUIntLE(value, 0, length);
  else bytes.writeUIntBE(value, 0, length);
  return bytes;
};
const text = (value: string) => Buffer.from(value, 'latin1');
const bytes = (...values: readonly number[]) => Buffer.from(values);

/** The head of a picture of this size, as far as any reader goes before it decodes. */
const made = {
  png: (width: number, height: number) =>
    Buffer.concat([
      bytes(0x89),
      text('PNG\r\n\x1a\n'),
      number(13, 4),
      text('IHDR'),
      number(width, 4),
      number(height, 4),
      bytes(8, 6, 0, 0, 0),
      number(0, 4),
      number(0, 4),
      text('IDAT'),
      Buffer.alloc(20),
    ]),
  gif: (width: number, height: number) => Buffer.concat([text('GIF89a'), number(width, 2, true), number(height, 2, true), Buffer.alloc(30)]),
  jpeg: (width: number, height: number) =>
    Buffer.concat([
      bytes(0xff, 0xd8),
      bytes(0xff, 0xe1),
      number(40_002, 2),
      Buffer.alloc(40_000, 0xc0),
      bytes(0xff, 0xff, 0xc4),
      number(4, 2),
      bytes(0, 0),
      bytes(0xff, 0xc2),
      number(11, 2),
      bytes(8),
      number(height, 2),
      number(width, 2),
      Buffer.alloc(40),
    ]),
  webpExtended: (width: number, height: number) =>
    Buffer.concat([
      text('RIFF'),
      number(100, 4, true),
      text('WEBPVP8X'),
      number(10, 4, true),
      bytes(0, 0, 0, 0),
      number(width - 1, 3, true),
      number(height - 1, 3, true),
      Buffer.alloc(30),
    ]),
  webpLossless: (width: number, height: number) =>
    Buffer.concat([
      text('RIFF'),
      number(100, 4, true),
      text('WEBPVP8L'),
      number(20, 4, true),
      bytes(0x2f),
      number((width - 1) | ((height - 1) << 14), 4, true),
      Buffer.alloc(30),
    ]),
  webpLossy: (width: number, height: number) =>
    Buffer.concat([
      text('RIFF'),
      number(100, 4, true),
      text('WEBPVP8 '),
      number(20, 4, true),
      bytes(0, 0, 0, 0x9d, 0x01, 0x2a),
      number(width, 2, true),
      number(height, 2, true),
      Buffer.alloc(30),
    ]),
} as const;

describe('F9: a picture that would fill the memory of who opens it', () => {
  test.each([
    ['png', 'image/png', 60_000, 60_000],
    ['png', 'image/png', 2_147_483_647, 1],
    ['jpeg', 'image/jpeg', 60_000, 60_000],
    ['gif', 'image/gif', 65_535, 65_535],
    ['webpExtended', 'image/webp', 16_000_000, 16_000],
    ['webpLossless', 'image/webp', 16_384, 8_000],
    ['webpLossy', 'image/webp', 16_383, 16_383],
  ] as const)('%s (%s) of %i × %i is none, one of 12,000 × 9,000 is', async (kind, mediaType, width, height) => {
    expect(await typeOf(made[kind](width, height))).toBe('application/octet-stream');
    expect(await typeOf(made[kind](12_000, 9_000))).toBe(mediaType);
  });

  test('or that has no size, no frame, or ends before it says, is none', async () => {
    for (const broken of [
      made.png(0, 10),
      made.gif(10, 0),
      made.jpeg(10, 10).subarray(0, 30_000),
      Buffer.concat([made.jpeg(9, 9).subarray(0, 40_006), text('x'.repeat(80))]),
    ])
      expect(await typeOf(broken)).toBe('application/octet-stream');
  });

  test('of ten thousand segments before its frame costs no more than two thousand looks', async () => {
    const segment = Buffer.concat([bytes(0xff, 0xe0), number(2, 2)]);
    const long = Buffer.concat([bytes(0xff, 0xd8), ...Array.from({ length: 10_000 }, () => segment), made.jpeg(10, 10).subarray(2)]);
    expect(await typeOf(long)).toBe('application/octet-stream');
  });
});
