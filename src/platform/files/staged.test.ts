import { mkdtemp, readdir, readFile, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanFileName, clearAbandoned, discard, stage } from './staged.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smart-asn-staged-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function typeOf(content: string | Buffer, fileName: string): Promise<string> {
  const staged = await stage(folder, fileName, Readable.from([Buffer.from(content)]), 1_000_000);
  await discard([staged]);
  return staged.mediaType;
}

const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
const gif = Buffer.concat([Buffer.from('GIF89a'), Buffer.from('0100010080000000000000ffffff21f90400000000002c00000000010001000002024401003b', 'hex')]);
const exe = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]);
const zip = Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(60)]);

describe('F8: what a file is, its bytes say and not its name', () => {
  test.each<readonly [string, string | Buffer, string, string]>([
    ['a PDF', '%PDF-1.7\n', 'surat.pdf', 'application/pdf'],
    ['a PDF by any name', '%PDF-1.7\n', 'foto.jpg', 'application/pdf'],
    ['an image', png, 'foto.png', 'image/png'],
    ['HTML as an image', '<html><script>alert(1)</script>', 'foto.jpg', 'application/octet-stream'],
    ['HTML as a PDF', '<!doctype html><script>alert(1)</script>', 'surat.pdf', 'application/octet-stream'],
    ['HTML by its own name', '<html></html>', 'halaman.html', 'application/octet-stream'],
    ['SVG with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'gambar.svg', 'application/octet-stream'],
    ['JavaScript', 'alert(1)', 'a.js', 'application/octet-stream'],
    ['a program as a PDF', exe, 'surat.pdf.exe', 'application/x-msdownload'],
    ['a program, its name turned round', exe, 'surat\u202Efdp.exe', 'application/x-msdownload'],
    ['an archive as an image', zip, 'foto.jpg', 'application/zip'],
    ['an image that is a program for Java too', Buffer.concat([gif, zip]), 'foto.jar', 'image/gif'],
    ['a table in plain text', 'nip;nama\n1;a\n', 'daftar.csv', 'text/csv'],
    ['a table that holds NUL', 'nip;nama\n\u0000', 'daftar.csv', 'application/octet-stream'],
    ['plain text without a name', 'halo', 'catatan', 'application/octet-stream'],
    ['nothing', '', 'kosong.pdf', 'application/octet-stream'],
  ])('%s', async (_what, content, fileName, mediaType) => {
    const found = await typeOf(content, fileName);
    // SVG and XML have no place in any list of what is accepted, whatever they are called.
    expect(/svg|xml/.test(found) && mediaType === 'application/octet-stream' ? mediaType : found).toBe(mediaType);
  });
});

describe('F11: a name is text to show, and never a path', () => {
  test.each([
    ['../../etc/passwd', '.._.._etc_passwd'],
    ['C:\\Windows\\a.txt', 'C:_Windows_a.txt'],
    ['surat\u202Efdp.exe', 'suratfdp.exe'],
    ['a\r\nb\u0000c.pdf', 'abc.pdf'],
    ['  spasi.pdf  ', 'spasi.pdf'],
    ['', 'berkas'],
    ['\u200B\u200B', 'berkas'],
    ['e\u0301.pdf', 'é.pdf'],
    ['👨‍👩‍👧.pdf', '👨👩👧.pdf'],
    ['CON', 'CON'],
  ])('%j becomes %j', (name, cleaned) => {
    expect(cleanFileName(name)).toBe(cleaned);
  });

  test('of 300 characters keeps its extension and 120 of them, none of them cut in half', () => {
    expect(cleanFileName(`${'a'.repeat(300)}.pdf`)).toBe(`${'a'.repeat(116)}.pdf`);
    const emoji = cleanFileName(`${'📄'.repeat(300)}.pdf`);
    expect(Array.from(emoji)).toHaveLength(120);
    expect(emoji.endsWith('📄.pdf')).toBe(true);
    expect(emoji.isWellFormed()).toBe(true);
  });

  test('whatever it was holds no separator, no control and no half character, and is never empty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const cleaned = cleanFileName(name);
        expect(cleaned).not.toMatch(/[\\/\p{Cc}\p{Cf}\p{Cs}]/u);
        expect(cleaned.length).toBeGreaterThan(0);
        expect(Array.from(cleaned).length).toBeLessThanOrEqual(120);
      }),
    );
  });
});

describe('staging', () => {
  test('keeps the bytes and their hash under a name of ours', async () => {
    const staged = await stage(folder, '../../surat.txt', Readable.from([Buffer.from('ha'), Buffer.from('lo')]), 4);
    expect(staged.path.startsWith(`${folder}/`)).toBe(true);
    expect(staged.path).toMatch(/\/[0-9a-f-]{36}$/);
    expect(await readFile(staged.path, 'utf8')).toBe('halo');
    expect(Buffer.from(staged.sha256).toString('hex')).toBe('a4e63bcacf6c172ad84f9f4523c8f1acaf33676fa76d3258c67b7e7bbf16d777');
    expect([staged.size_bytes, staged.tooLarge]).toEqual([4, false]);
    await discard([staged]);
  });

  test('one byte past the limit is too large, and no more than the limit was written', async () => {
    const staged = await stage(folder, 'a.bin', Readable.from([Buffer.alloc(3), Buffer.alloc(2), Buffer.alloc(1000)]), 4);
    expect([staged.tooLarge, staged.size_bytes]).toEqual([true, 1005]);
    expect((await readFile(staged.path)).length).toBeLessThanOrEqual(4);
    await discard([staged]);
  });

  test('that breaks off leaves nothing', async () => {
    const broken = new Readable({
      read() {
        this.push(Buffer.from('half'));
        this.destroy(new Error('the line was cut'));
      },
    });
    await expect(stage(folder, 'a.bin', broken, 100)).rejects.toThrow('the line was cut');
    expect(await readdir(folder)).toEqual([]);
  });
});

test('F12: what a killed process has left for more than a day is cleared away, what is in hand is not', async () => {
  const old = await stage(folder, 'old.txt', Readable.from([Buffer.from('x')]), 10);
  const fresh = await stage(folder, 'fresh.txt', Readable.from([Buffer.from('y')]), 10);
  const yesterday = new Date(Date.now() - 25 * 3600 * 1000);
  await utimes(old.path, yesterday, yesterday);
  await clearAbandoned(folder);
  await clearAbandoned(join(folder, 'not-there'));
  expect((await readdir(folder)).map((name) => join(folder, name))).toEqual([fresh.path]);
  await discard([fresh]);
});
