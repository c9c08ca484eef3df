export { findSigner, holdSigner, type Signer, SigningFault } from './signer.ts';
export { bsreSigner } from './bsre.ts';
export { certificateSigner, signerFromFile } from './certificate-signer.ts';
export { makeKey, openPkcs12, sealPkcs12, UnreadableKey } from './pkcs12.ts';
