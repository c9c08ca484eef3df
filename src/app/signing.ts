import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotStart } from '#platform/problem';
import { bsreSigner, certificateSigner, makeKey, openPkcs12, sealPkcs12, type Signer, signerFromFile, UnreadableKey } from '#platform/sign';
import type { Config } from './config.ts';

const demoName = 'Sertifikat Peragaan Smart ASN (tanpa kekuatan hukum)';
const demoPassphrase = 'peragaan';
const demoLife = { from: new Date('2026-01-01T00:00:00Z'), until: new Date('2036-01-01T00:00:00Z') } as const;

async function demoFile(dataDir: string): Promise<Uint8Array> {
  const path = join(dataDir, 'demo-signing.p12');
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
  }
  await writeFile(`${path}.new`, await sealPkcs12(await makeKey({ name: demoName, ...demoLife }), demoPassphrase), { mode: 0o600 });
  await rename(`${path}.new`, path);
  return new Uint8Array(await readFile(path));
}

/** How this house signs: by the national service, by a certificate of its own, in the demo by one that says so, or by hand. */
export async function openSigner(config: Config, isDemo: boolean): Promise<Signer | undefined> {
  if (config.bsreUrl !== '') return bsreSigner(config.bsreUrl);
  try {
    if (config.signCertificate !== '') return await signerFromFile(config.signCertificate, config.signPassphrase, config.signTsaUrl);
    if (!isDemo) return undefined;
    return certificateSigner({ key: await openPkcs12(await demoFile(config.dataDir), demoPassphrase), stampUrl: config.signTsaUrl, isDemo: true });
  } catch (error) {
    if (error instanceof UnreadableKey || (error as { code?: unknown }).code === 'ENOENT')
      throw new CannotStart(
        'Sertifikat tanda tangan tidak dapat dibuka. Periksa SIGN_CERTIFICATE dan SIGN_PASSPHRASE; berkas PKCS#12 lama (3DES, RC2) disegel ulang dengan openssl pkcs12 -legacy lalu openssl pkcs12 -export.',
      );
    throw error;
  }
}
