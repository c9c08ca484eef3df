import { readFile } from 'node:fs/promises';
import { bytesOf, fits, type Key, signDetached } from './cms.ts';
import { prepareSignature, wholeSignatureOf } from './pdf-update.ts';
import { openPkcs12 } from './pkcs12.ts';
import { type Signer, SigningFault } from './signer.ts';

type Setting = { readonly key: Key; readonly stampUrl: string; readonly isDemo: boolean };

/** What a signature takes beside its certificates, and a time stamp with those of its authority. */
const bare_bytes = 2500;
const stamp_bytes = 12_000;

/** Signs with a key of the house (PAdES baseline B; T with a time-stamp authority). */
export function certificateSigner({ key, stampUrl, isDemo }: Setting): Signer {
  const chain_bytes = key.chain.reduce((sum, one) => sum + bytesOf(one.toSchema()).length, 0);
  const room_bytes = bare_bytes + chain_bytes + (stampUrl === '' ? 0 : stamp_bytes);
  return {
    kind: 'certificate',
    isDemo,
    asksPassphrase: false,
    async sign(pdf, { name, at }) {
      const [certificate] = key.chain;
      const moment = Temporal.Instant.from(at).epochMilliseconds;
      if (!certificate || moment > certificate.notAfter.value.getTime() || moment < certificate.notBefore.value.getTime())
        throw new SigningFault('certificate-expired');
      const prepared = prepareSignature(pdf, { name, at, room_bytes });
      return prepared.fill(await signDetached(prepared.covered, key, stampUrl));
    },
  };
}

export async function signerFromFile(path: string, passphrase: string, stampUrl: string): Promise<Signer> {
  return certificateSigner({ key: await openPkcs12(new Uint8Array(await readFile(path)), passphrase), stampUrl, isDemo: false });
}

/** Whether a document carries a signature over the whole of it that fits. */
export async function isSignedWhole(pdf: Uint8Array): Promise<boolean> {
  const found = wholeSignatureOf(pdf);
  return found !== undefined && (await fits(found.covered, found.cms));
}
