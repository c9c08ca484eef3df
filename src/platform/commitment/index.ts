import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';

/*
 * What an event leaves in the public log. Runs in the browser too, where receipts are verified.
 *
 * A commitment's entry is canonical JSON {"commitment": hex, "kind", "version"}; the commitment is
 * SHA-256("smart-asn/commitment/v1" LF ‖ salt[32] ‖ canonical JSON of the record). Without the salt a guess at the
 * record cannot be checked against the log, and with the salt erased nobody can ever check one.
 * A public entry is canonical JSON {"kind", "record", "version"}.
 */

const domain = utf8ToBytes('smart-asn/commitment/v1\n');

/** RFC 8785. Bigints become strings first: JSON numbers end at 2^53. */
export function canonicalJson(value: unknown): string {
  const plain: unknown = JSON.parse(JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? part.toString() : part)));
  const text = canonicalize(plain);
  if (text === undefined) throw new Error('a record must be a JSON value');
  return text;
}

export function commitmentOf(record: unknown, salt: Uint8Array): Uint8Array {
  if (salt.length !== 32) throw new Error('a salt has 32 bytes');
  return sha256(concatBytes(domain, salt, utf8ToBytes(canonicalJson(record))));
}

export function commitmentEntry(kind: string, version: number, commitment: Uint8Array): Uint8Array {
  return utf8ToBytes(canonicalJson({ commitment: bytesToHex(commitment), kind, version }));
}

export function publicEntry(kind: string, version: number, record: unknown): Uint8Array {
  return utf8ToBytes(canonicalJson({ kind, record, version }));
}
