import { createHash } from 'node:crypto';
import * as asn1js from 'asn1js';
import {
  AlgorithmIdentifier,
  Attribute,
  type Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';
import { stampOf } from './timestamp.ts';

const oid = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
  data: '1.2.840.113549.1.7.1',
} as const;

export type Key = {
  readonly privateKey: CryptoKey;
  /** The signer's first, then those that lead to its root. */
  readonly chain: readonly Certificate[];
};

export function sha256(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}

export function bytesOf(part: { toBER(): ArrayBuffer }): Uint8Array<ArrayBuffer> {
  return new Uint8Array(part.toBER());
}

// DER wants the parts of a SET in the order of their bytes.
function inOrder(attributes: readonly Attribute[]): Attribute[] {
  return attributes.toSorted((a, b) => Buffer.compare(bytesOf(a.toSchema()), bytesOf(b.toSchema())));
}

/**
 * What a signature of PAdES baseline B signs beside the document's hash (ETSI EN 319 142-1, 6.3): the kind of content and the
 * certificate itself, so that no other can be put in its place. The moment stands in the document's own dictionary, never here.
 */
function signedAttributes(digest: Uint8Array<ArrayBuffer>, certificate: Certificate): SignedAndUnsignedAttributes {
  const certificateHash = new asn1js.OctetString({ valueHex: sha256(bytesOf(certificate.toSchema())) });
  const essCertId = new asn1js.Sequence({ value: [certificateHash] });
  return new SignedAndUnsignedAttributes({
    type: 0,
    attributes: inOrder([
      new Attribute({ type: oid.contentType, values: [new asn1js.ObjectIdentifier({ value: oid.data })] }),
      new Attribute({ type: oid.messageDigest, values: [new asn1js.OctetString({ valueHex: digest })] }),
      new Attribute({ type: oid.signingCertificateV2, values: [new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [essCertId] })] })] }),
    ]),
  });
}

/** A detached CMS signature over these bytes; with a time stamp of the authority at `stampUrl`, if there is one: then it is baseline T. */
export async function signDetached(covered: Uint8Array, { privateKey, chain }: Key, stampUrl: string): Promise<Uint8Array> {
  const [certificate] = chain;
  if (!certificate) throw new Error('a key without its certificate');
  const signerInfo = new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
    digestAlgorithm: new AlgorithmIdentifier(),
  });
  signerInfo.signedAttrs = signedAttributes(sha256(covered), certificate);
  const signed = new SignedData({
    version: 1,
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: oid.data }),
    signerInfos: [signerInfo],
    certificates: [...chain],
  });
  await signed.sign(privateKey, 0, 'SHA-256');
  if (stampUrl !== '') {
    const token = await stampOf(sha256(new Uint8Array(signerInfo.signature.valueBlock.valueHexView)), stampUrl);
    signerInfo.unsignedAttrs = new SignedAndUnsignedAttributes({ type: 1, attributes: [new Attribute({ type: oid.timeStampToken, values: [token] })] });
  }
  return bytesOf(new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: signed.toSchema(true) }).toSchema());
}

/** Whether the signature fits these bytes: their hash, and its own. Whom its certificate names, and who vouches for it, is not judged. */
export async function fits(covered: Uint8Array, cms: Uint8Array): Promise<boolean> {
  try {
    const { result } = asn1js.fromBER(new Uint8Array(cms));
    const signed = new SignedData({ schema: new ContentInfo({ schema: result }).content });
    return await signed.verify({ signer: 0, data: new Uint8Array(covered).buffer, checkChain: false });
  } catch {
    return false;
  }
}
