import { randomBytes } from 'node:crypto';
import * as asn1js from 'asn1js';
import {
  AttributeTypeAndValue,
  AuthenticatedSafe,
  CertBag,
  Certificate,
  Extension,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  SafeBag,
  SafeContents,
} from 'pkijs';
import type { Key } from './cms.ts';

const bag = { key: '1.2.840.113549.1.12.10.1.1', shroudedKey: '1.2.840.113549.1.12.10.1.2', certificate: '1.2.840.113549.1.12.10.1.3' } as const;
const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;
const curves: Readonly<Record<string, string>> = { '1.2.840.10045.3.1.7': 'P-256', '1.3.132.0.34': 'P-384', '1.3.132.0.35': 'P-521' };

/** A file that is no PKCS#12, or does not open with this passphrase, or is sealed in a way that is not safe any more. */
export class UnreadableKey extends Error {
  override readonly name = 'UnreadableKey';
}

function passwordBytes(passphrase: string): ArrayBuffer {
  return new TextEncoder().encode(passphrase).buffer;
}

function importKey(info: PrivateKeyInfo): Promise<CryptoKey> {
  const { algorithmId, algorithmParams } = info.privateKeyAlgorithm;
  const curve = algorithmId === '1.2.840.10045.2.1' ? curves[String((algorithmParams as asn1js.ObjectIdentifier).valueBlock)] : undefined;
  const algorithm = curve === undefined ? rsa : { name: 'ECDSA', namedCurve: curve };
  return crypto.subtle.importKey('pkcs8', info.toSchema().toBER(), algorithm, false, ['sign']);
}

// The file holds them in any order: each is followed by who issued it.
function inChain(certificates: readonly Certificate[], own: Certificate): readonly Certificate[] {
  const chain = [own];
  for (let last = own; chain.length <= certificates.length; ) {
    const issuer = certificates.find((one) => one.subject.isEqual(last.issuer) && !chain.includes(one));
    if (!issuer) break;
    chain.push(issuer);
    last = issuer;
  }
  return chain;
}

async function bagsOf(file: Uint8Array, passphrase: string): Promise<readonly SafeBag[]> {
  const pfx = PFX.fromBER(new Uint8Array(file));
  const password = passwordBytes(passphrase);
  await pfx.parseInternalValues({ password, checkIntegrity: true });
  const safe = pfx.parsedValue?.authenticatedSafe;
  if (!safe) throw new UnreadableKey('no safe');
  await safe.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password })) });
  const contents = (safe.parsedValue as { safeContents: readonly { value: SafeContents }[] }).safeContents;
  return contents.flatMap(({ value }) => value.safeBags);
}

/** Key and certificates of a PKCS#12 file as OpenSSL 3 and later write it (PBES2; not the older 3DES and RC2, which nothing opens safely). */
export async function openPkcs12(file: Uint8Array, passphrase: string): Promise<Key> {
  try {
    const bags = await bagsOf(file, passphrase);
    const certificates = bags.flatMap((one) => (one.bagId === bag.certificate ? [(one.bagValue as CertBag).parsedValue as Certificate] : []));
    const holder = bags.find((one) => one.bagId === bag.shroudedKey || one.bagId === bag.key);
    const info = holder?.bagId === bag.shroudedKey ? await unwrapped(holder.bagValue as PKCS8ShroudedKeyBag, passphrase) : (holder?.bagValue as PrivateKeyInfo);
    if (!info) throw new UnreadableKey('no key');
    const own = await certificateOf(info, certificates);
    return { privateKey: await importKey(info), chain: inChain(certificates, own) };
  } catch {
    throw new UnreadableKey('the file does not open');
  }
}

async function unwrapped(shrouded: PKCS8ShroudedKeyBag, passphrase: string): Promise<PrivateKeyInfo> {
  await (shrouded as unknown as { parseInternalValues(by: { password: ArrayBuffer }): Promise<void> }).parseInternalValues({
    password: passwordBytes(passphrase),
  });
  if (!shrouded.parsedValue) throw new UnreadableKey('no key');
  return shrouded.parsedValue;
}

/** The certificate whose key this is: what the one signs the other verifies. */
async function certificateOf(info: PrivateKeyInfo, certificates: readonly Certificate[]): Promise<Certificate> {
  const key = await importKey(info);
  const probe = new Uint8Array(randomBytes(32));
  const algorithm = key.algorithm.name === 'ECDSA' ? { name: 'ECDSA', hash: 'SHA-256' } : rsa;
  const signature = await crypto.subtle.sign(algorithm, key, probe);
  for (const one of certificates) {
    const isOwn = await one
      .getPublicKey()
      .then((publicKey) => crypto.subtle.verify(algorithm, publicKey, signature, probe))
      .catch(() => false);
    if (isOwn) return one;
  }
  throw new UnreadableKey('no certificate of the key');
}

function named(name: string): AttributeTypeAndValue {
  return new AttributeTypeAndValue({ type: '2.5.4.3', value: new asn1js.Utf8String({ value: name }) });
}

const signsOnly = new Uint8Array([0b1100_0000]);

type Made = { readonly name: string; readonly from: Date; readonly until: Date };

/** A key with a certificate that vouches for itself: for trying out, never for use. */
export async function makeKey({ name, from, until }: Made): Promise<Key> {
  const pair = await crypto.subtle.generateKey({ ...rsa, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) }, true, ['sign', 'verify']);
  const certificate = new Certificate();
  certificate.version = 2;
  certificate.serialNumber = new asn1js.Integer({ valueHex: new Uint8Array([0x01, ...randomBytes(15)]) });
  certificate.issuer.typesAndValues.push(named(name));
  certificate.subject.typesAndValues.push(named(name));
  certificate.notBefore.value = from;
  certificate.notAfter.value = until;
  certificate.extensions = [
    new Extension({ extnID: '2.5.29.15', critical: true, extnValue: new asn1js.BitString({ valueHex: signsOnly, unusedBits: 6 }).toBER() }),
  ];
  await certificate.subjectPublicKeyInfo.importKey(pair.publicKey);
  await certificate.sign(pair.privateKey, 'SHA-256');
  return { privateKey: pair.privateKey, chain: [certificate] };
}

/** The key sealed in a PKCS#12 file by a passphrase. */
export async function sealPkcs12({ privateKey, chain }: Key, passphrase: string): Promise<Uint8Array> {
  const password = passwordBytes(passphrase);
  const sealing = { password, contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256 }, hmacHashAlgorithm: 'SHA-256', iterationCount: 100_000 };
  const shrouded = new PKCS8ShroudedKeyBag({ parsedValue: PrivateKeyInfo.fromBER(await crypto.subtle.exportKey('pkcs8', privateKey)) });
  await shrouded.makeInternalValues(sealing as Parameters<PKCS8ShroudedKeyBag['makeInternalValues']>[0]);
  const bags = [
    new SafeBag({ bagId: bag.shroudedKey, bagValue: shrouded }),
    ...chain.map((one) => new SafeBag({ bagId: bag.certificate, bagValue: new CertBag({ parsedValue: one }) })),
  ];
  const safe = new AuthenticatedSafe({ parsedValue: { safeContents: [{ privacyMode: 0, value: new SafeContents({ safeBags: bags }) }] } });
  await safe.makeInternalValues({ safeContents: [{}] });
  const pfx = new PFX({ parsedValue: { integrityMode: 0, authenticatedSafe: safe } });
  await pfx.makeInternalValues({ password, iterations: 100_000, pbkdf2HashAlgorithm: 'SHA-256', hmacHashAlgorithm: 'SHA-256' });
  return new Uint8Array(pfx.toSchema().toBER());
}
