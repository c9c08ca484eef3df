import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePdf } from '#platform/pdf';
import { certificateSigner, isSignedWhole, signerFromFile } from './certificate-signer.ts';
import type { Key } from './cms.ts';
import { wholeSignatureOf } from './pdf-update.ts';
import { makeKey, openPkcs12, sealPkcs12, UnreadableKey } from './pkcs12.ts';
import { type Signer, SigningFault } from './signer.ts';

const run = promisify(execFile);
const life = { from: new Date('2026-01-01'), until: new Date('2036-01-01') };
const by = { name: 'Dr. Baiq Nurhayati, M.Si.', nik: '', passphrase: '', at: '2026-11-23T02:00:00Z' };
const paper = () =>
  makePdf({
    lang: 'id',
    layout: 'letter',
    title: 'Surat Keterangan Penelitian',
    about: 'https://situs.contoh.id/verifikasi/hasil/AAAA-BBBB-CCCC-DDDD',
    agency: { name: 'Pemerintah Provinsi', unit: 'Badan' },
    blocks: [{ kind: 'paragraph', text: 'Diterangkan bahwa …' }],
    qr: { text: 'https://situs.contoh.id/verifikasi/hasil/AAAA-BBBB-CCCC-DDDD', caption: 'Periksa' },
    madeAt: by.at,
  });

const house: { folder: string; key: Key; signer: Signer } = {} as never;

beforeAll(async () => {
  house.folder = await mkdtemp(join(tmpdir(), 'sign-'));
  house.key = await makeKey({ name: 'Kepala Badan', ...life });
  house.signer = certificateSigner({ key: house.key, stampUrl: '', isDemo: false });
});
afterAll(() => rm(house.folder, { recursive: true, force: true }));

async function kept(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(house.folder, name);
  await writeFile(path, bytes);
  return path;
}

/** What Poppler's own verifier says (Debian: apt install poppler-utils). */
async function judged(bytes: Uint8Array): Promise<string> {
  try {
    return (await run('pdfsig', [await kept('judged.pdf', bytes)])).stdout;
  } catch (error) {
    const failed = error as { code?: unknown; stdout?: string };
    if (failed.code === 'ENOENT') throw new Error('pdfsig is not installed: apt install poppler-utils', { cause: error });
    return failed.stdout ?? '';
  }
}

describe('a signature by a certificate file', () => {
  test('is valid and covers the whole document, says pdfsig', async () => {
    const said = await judged(await house.signer.sign(await paper(), by));
    expect(said).toContain('Signature is Valid');
    expect(said).toContain('Total document signed');
    expect(said).toContain('ETSI.CAdES.detached');
    expect(said).toContain('Kepala Badan');
  });

  test('leaves the paper itself as it was, byte for byte', async () => {
    const before = await paper();
    const after = await house.signer.sign(before, by);
    expect(Buffer.from(after.subarray(0, before.length)).equals(Buffer.from(before))).toBe(true);
  });

  test('R17: one flipped bit anywhere outside the signature makes it invalid, for pdfsig and for us', async () => {
    const signed = await house.signer.sign(await paper(), by);
    for (const at of [200, Math.floor(signed.length / 8), signed.length - 30]) {
      const flipped = new Uint8Array(signed);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      expect(await isSignedWhole(flipped), `byte ${at}`).toBe(false);
      expect(await judged(flipped), `byte ${at}`).not.toContain('Signature is Valid');
    }
    expect(await isSignedWhole(signed)).toBe(true);
  });

  test('F10: what is added after it is seen: it covers the whole document no more', async () => {
    const signed = Buffer.from(await house.signer.sign(await paper(), by));
    const forged = new Uint8Array(Buffer.concat([signed, Buffer.from('\n9 0 obj\n<< /Forged true >>\nendobj\nstartxref\n0\n%%EOF\n')]));
    expect(await isSignedWhole(forged)).toBe(false);
    expect(wholeSignatureOf(forged)).toBeUndefined();
  });

  test('carries the attribute that binds the certificate, and no moment of its own (PAdES baseline B), says OpenSSL', async () => {
    const found = wholeSignatureOf(await house.signer.sign(await paper(), by));
    if (!found) throw new Error('no signature');
    const [cms, covered] = [await kept('a.der', found.cms), await kept('covered', found.covered)];
    const root = await kept(
      'root.pem',
      Buffer.from(`-----BEGIN CERTIFICATE-----\n${house.key.chain[0]?.toString('base64') ?? ''}\n-----END CERTIFICATE-----\n`),
    );
    const trusted = ['-CAfile', root, '-purpose', 'any', '-binary', '-inform', 'DER', '-in', cms, '-content', covered, '-out', '/dev/null'];
    expect((await run('openssl', ['cms', '-verify', '-cades', ...trusted])).stderr).toMatch(/CAdES Verification successful/i);
    const printed = (await run('openssl', ['cms', '-cmsout', '-print', '-noout', '-inform', 'DER', '-in', cms])).stdout;
    expect(printed).toContain('id-smime-aa-signingCertificateV2');
    expect(printed).not.toContain('signingTime');
  });

  test('is refused outside the life of its certificate', async () => {
    for (const at of ['2025-12-31T00:00:00Z', '2036-02-01T00:00:00Z'])
      await expect(house.signer.sign(await paper(), { ...by, at })).rejects.toMatchObject({ code: 'certificate-expired' });
  });

  test('a name with parentheses, backslashes or other scripts breaks no document', async () => {
    const said = await judged(await house.signer.sign(await paper(), { ...by, name: ') >> /JS (x) \\ endobj 見 👩' }));
    expect(said).toContain('Signature is Valid');
    expect(said).toContain('Total document signed');
  });
});

describe('a file of a key', () => {
  test('opens with its passphrase only, ours and that of OpenSSL, by RSA and by elliptic curves', async () => {
    const sealed = await sealPkcs12(house.key, 'kata sandi');
    expect((await openPkcs12(sealed, 'kata sandi')).chain).toHaveLength(1);
    for (const wrong of ['', 'kata', 'KATA SANDI']) await expect(openPkcs12(sealed, wrong)).rejects.toBeInstanceOf(UnreadableKey);
    for (const newkey of [['rsa:2048'], ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256']]) {
      const [pem, certificate, p12] = ['k.pem', 'c.pem', 'k.p12'].map((name) => join(house.folder, name)) as [string, string, string];
      await run('openssl', ['req', '-x509', '-newkey', ...newkey, '-nodes', '-keyout', pem, '-out', certificate, '-days', '3650', '-subj', '/CN=Dari OpenSSL']);
      await run('openssl', ['pkcs12', '-export', '-inkey', pem, '-in', certificate, '-out', p12, '-passout', 'pass:rahasia']);
      const signer = await signerFromFile(p12, 'rahasia', '');
      const said = await judged(await signer.sign(await paper(), { ...by, at: new Date(Date.now() + 60_000).toISOString().replace(/\.\d+/, '') }));
      expect(said).toContain('Signature is Valid');
      expect(said).toContain('Dari OpenSSL');
    }
  });

  test('that is none is refused, whatever it holds', async () => {
    for (const bytes of [new Uint8Array(), new Uint8Array([0x30, 0x80]), new Uint8Array(Buffer.from('bukan sertifikat')), new Uint8Array(5000)])
      await expect(openPkcs12(bytes, 'x')).rejects.toBeInstanceOf(UnreadableKey);
  });
});

describe('a time stamp', () => {
  const servers: Server[] = [];
  afterAll(() => servers.forEach((server) => server.close()));

  async function authority(answer: (query: Buffer) => Promise<Buffer> | Buffer): Promise<string> {
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => void Promise.resolve(answer(Buffer.concat(parts))).then((bytes) => response.end(bytes)));
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await new Promise((resolve) => server.once('listening', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async function openssl(query: Buffer): Promise<Buffer> {
    const f = (name: string) => join(house.folder, name);
    await writeFile(
      f('tsa.cnf'),
      '[req]\ndistinguished_name=d\n[d]\n[ts]\nextendedKeyUsage=critical,timeStamping\n[tsa]\ndefault_tsa=t\n[t]\nserial=' +
        f('serial') +
        '\ndefault_policy=1.2.3.4\nsigner_digest=sha256\ndigests=sha256\n',
    );
    await run('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      f('t.key'),
      '-out',
      f('t.pem'),
      '-subj',
      '/CN=Otoritas Waktu',
      '-config',
      f('tsa.cnf'),
      '-extensions',
      'ts',
    ]);
    await writeFile(f('q.tsq'), query);
    await run('openssl', [
      'ts',
      '-reply',
      '-queryfile',
      f('q.tsq'),
      '-signer',
      f('t.pem'),
      '-inkey',
      f('t.key'),
      '-config',
      f('tsa.cnf'),
      '-section',
      't',
      '-out',
      f('r.tsr'),
    ]);
    return readFile(f('r.tsr'));
  }

  test('of an authority stands in the signature (baseline T), which stays valid', async () => {
    const signer = certificateSigner({ key: house.key, stampUrl: await authority(openssl), isDemo: false });
    const signed = await signer.sign(await paper(), by);
    expect(await judged(signed)).toContain('Signature is Valid');
    const cms = await kept('stamped.der', wholeSignatureOf(signed)?.cms ?? new Uint8Array());
    expect((await run('openssl', ['cms', '-cmsout', '-print', '-noout', '-inform', 'DER', '-in', cms])).stdout).toContain('id-smime-aa-timeStampToken');
  });

  test('that is not for our hash, or is garbage, or does not come, leaves the paper unsigned', async () => {
    const other = Buffer.from('3039020101303130', 'hex');
    for (const [answer, code] of [
      [() => Buffer.from('<html>'), 'garbled'],
      [() => other, 'garbled'],
    ] as const) {
      const signer = certificateSigner({ key: house.key, stampUrl: await authority(answer), isDemo: false });
      await expect(signer.sign(await paper(), by)).rejects.toMatchObject({ name: 'SigningFault', code });
    }
    const away = certificateSigner({ key: house.key, stampUrl: 'http://127.0.0.1:9', isDemo: false });
    await expect(away.sign(await paper(), by)).rejects.toEqual(new SigningFault('unreachable'));
  });
});
