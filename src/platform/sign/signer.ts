/** Who signs, as far as the signature itself needs it. None of it is kept: it lives as long as the signing takes. */
export type Signatory = {
  /** As it stands in the signature beside its certificate. */
  readonly name: string;
  /** What the national service knows the official by; a certificate file needs neither. */
  readonly nik: string;
  readonly passphrase: string;
  readonly at: string;
};

/** Why a signature did not come about, as codes that pages have words for. */
export type SigningFaultCode = 'wrong-passphrase' | 'unknown-signer' | 'certificate-expired' | 'unreachable' | 'slow' | 'garbled' | 'not-signed' | 'broken-off';

/** Carries the code alone: what the service said may quote what was typed. */
export class SigningFault extends Error {
  readonly code: SigningFaultCode;
  constructor(code: SigningFaultCode) {
    super(code);
    this.name = 'SigningFault';
    this.code = code;
  }
}

/** One way to sign, whoever holds the key: a file of the house, or the national service (BSrE). */
export type Signer = {
  readonly kind: 'certificate' | 'bsre';
  /** Made by the product to be tried out: each paper and page that shows it says so. */
  readonly isDemo: boolean;
  /** The key is the official's own, and opened by what they type each time. */
  readonly asksPassphrase: boolean;
  /** The whole document, signed. Throws a `SigningFault`. */
  sign(pdf: Uint8Array, by: Signatory): Promise<Uint8Array>;
};

const held: { signer?: Signer | undefined } = {};

/** Set once, by who starts the house; undefined where acts are signed on paper. */
export function holdSigner(signer: Signer | undefined): void {
  held.signer = signer;
}

export function findSigner(): Signer | undefined {
  return held.signer;
}
