import { getPublicKey, hashes, sign, verify } from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/* Signed notes and checkpoints of C2SP (signed-note, tlog-checkpoint), Ed25519. */

hashes.sha512 = (message: Uint8Array) => sha512(message);

/** What kind of signature a key makes: that of a log, or the timestamped one of a witness. */
export const keyTypes = { log: 0x01, witness: 0x04 } as const;
type KeyType = (typeof keyTypes)[keyof typeof keyTypes];

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** Undefined for what is not canonical base64. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const binary = atob(text);
  const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  return toBase64(bytes) === text ? bytes : undefined;
}

export function publicKeyOf(seed: Uint8Array): Uint8Array {
  return getPublicKey(seed);
}

export function signBytes(message: Uint8Array, seed: Uint8Array): Uint8Array {
  return sign(message, seed);
}

export function isSigned(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    return signature.length === 64 && verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

function keyId(name: string, publicKey: Uint8Array, type: KeyType): Uint8Array {
  return sha256(concatBytes(utf8ToBytes(`${name}\n`), Uint8Array.of(type), publicKey)).slice(0, 4);
}

/** `name+hex8(keyID)+base64(type ‖ public key)`. */
export function verifierKey(name: string, publicKey: Uint8Array, type: KeyType = keyTypes.log): string {
  return `${name}+${bytesToHex(keyId(name, publicKey, type))}+${toBase64(concatBytes(Uint8Array.of(type), publicKey))}`;
}

export type VerifierKey = { readonly name: string; readonly id: Uint8Array; readonly publicKey: Uint8Array };

export function readVerifierKey(text: string, type: KeyType = keyTypes.log): VerifierKey | undefined {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text);
  const key = match ? fromBase64(match[3] ?? '') : undefined;
  if (!match || key?.length !== 33 || key[0] !== type) return undefined;
  const name = match[1] ?? '';
  const publicKey = key.slice(1);
  const id = keyId(name, publicKey, type);
  return bytesToHex(id) === match[2] ? { name, id, publicKey } : undefined;
}

export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Uint8Array };

export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** What a key adds to a text: em dash, name, base64(key id ‖ signature). */
export function signatureLine(text: string, name: string, seed: Uint8Array): string {
  const signature = sign(utf8ToBytes(text), seed);
  return `\u2014 ${name} ${toBase64(concatBytes(keyId(name, publicKeyOf(seed), keyTypes.log), signature))}\n`;
}

/** The text with its signature. */
export function signNote(text: string, name: string, seed: Uint8Array): string {
  return `${text}\n${signatureLine(text, name, seed)}`;
}

export type NoteVerdict = 'ok' | 'bad-signature' | 'unknown-key' | 'malformed';
export type Note = {
  readonly text: string;
  readonly signatures: readonly { readonly name: string; readonly id: Uint8Array; readonly signature: Uint8Array }[];
};

export function readNote(note: string): Note | undefined {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) return undefined;
  const signatures: { name: string; id: Uint8Array; signature: Uint8Array }[] = [];
  for (const line of note.slice(end + 2, -1).split('\n')) {
    const match = /^\u2014 ([^\s+]+) (\S+)$/.exec(line);
    const bytes = match ? fromBase64(match[2] ?? '') : undefined;
    if (!match || !bytes || bytes.length < 5) return undefined;
    signatures.push({ name: match[1] ?? '', id: bytes.slice(0, 4), signature: bytes.slice(4) });
  }
  return signatures.length > 0 ? { text: note.slice(0, end + 1), signatures } : undefined;
}

/** The signatures of a note that say they are this key's. */
export function signaturesBy(note: Note, key: VerifierKey): readonly Uint8Array[] {
  return note.signatures.filter((one) => one.name === key.name && bytesToHex(one.id) === bytesToHex(key.id)).map((one) => one.signature);
}

/** Unknown keys are ignored; a known key that fails rejects; at least one known signature is needed. */
export function verifyNote(note: string, key: VerifierKey): NoteVerdict {
  const read = readNote(note);
  if (!read) return 'malformed';
  const known = signaturesBy(read, key);
  if (known.length === 0) return 'unknown-key';
  return known.every((signature) => isSigned(utf8ToBytes(read.text), signature, key.publicKey)) ? 'ok' : 'bad-signature';
}

/** By one of these keys, and wrongly by none of them. */
export function isSignedByAny(note: string, vkeys: readonly string[]): boolean {
  const verdicts = vkeys.map((vkey) => {
    const key = readVerifierKey(vkey);
    return key ? verifyNote(note, key) : 'malformed';
  });
  return verdicts.includes('ok') && verdicts.every((verdict) => verdict === 'ok' || verdict === 'unknown-key');
}

/** Of the signatures in the log's own name only this key's: a receipt names one key, and carries none that it does not name. */
export function onlySignedBy(note: string, vkey: string): string {
  const key = readVerifierKey(vkey);
  const end = note.lastIndexOf('\n\n') + 2;
  const lines = note.slice(end, -1).split('\n');
  const isOther = (line: string) => {
    const [, name, code = ''] = line.split(' ');
    return name === key?.name && bytesToHex(fromBase64(code)?.slice(0, 4) ?? new Uint8Array(0)) !== bytesToHex(key?.id ?? new Uint8Array(0));
  };
  return (
    note.slice(0, end) +
    lines
      .filter((line) => !isOther(line))
      .map((line) => `${line}\n`)
      .join('')
  );
}

/** Strict: three lines, a plain decimal size, a root of 32 bytes. */
export function readCheckpoint(note: string): Checkpoint | undefined {
  const text = readNote(note)?.text;
  const match = text === undefined ? null : /^([^\s+]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/=]+)\n$/.exec(text);
  const root = match ? fromBase64(match[3] ?? '') : undefined;
  if (!match || root?.length !== 32 || !Number.isSafeInteger(Number(match[2]))) return undefined;
  return { origin: match[1] ?? '', size: Number(match[2]), root };
}
