import { utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson, commitmentEntry, commitmentOf, publicEntry } from '#platform/commitment';
import { isIncluded, leafHash } from './merkle.ts';
import { fromBase64, isSigned, readCheckpoint, readVerifierKey, signBytes, toBase64, type VerifierKey, verifyNote } from './note.ts';

/*
 * What somebody holds of an event: at first a signed promise that it will be in the log, then the receipt with its proof.
 * Both verify offline. Runs in the browser too.
 */

type Opened = {
  readonly kind: string;
  readonly version: number;
  readonly record: unknown;
  /** Base64; absent for a public record, which stands in the log in clear. */
  readonly salt?: string;
  readonly log: { readonly origin: string; readonly vkey: string };
};

export type PromiseNote = Opened & {
  readonly format: 'smart-asn/promise/v1';
  readonly merge_by: string;
  readonly event_id: string;
  readonly signature: string;
};
export type Receipt = Opened & {
  readonly format: 'smart-asn/receipt/v1';
  readonly leaf_index: number;
  readonly proof: readonly string[];
  readonly checkpoint: string;
};

const promiseDomain = 'smart-asn/promise/v1\n';

function promiseBytes(body: Omit<PromiseNote, 'signature'>): Uint8Array {
  return utf8ToBytes(promiseDomain + canonicalJson(body));
}

export function makePromise(body: Omit<PromiseNote, 'signature'>, seed: Uint8Array): PromiseNote {
  return { ...body, signature: toBase64(signBytes(promiseBytes(body), seed)) };
}

export type Verdict =
  | {
      readonly ok: true;
      readonly what: 'promise' | 'receipt';
      readonly kind: string;
      readonly record: unknown;
      readonly origin: string;
      readonly index: number | undefined;
      readonly mergeBy: string | undefined;
      /** The tree that a receipt was proved against. */
      readonly tree: { readonly size: number; readonly root: string; readonly proofHashes: number } | undefined;
    }
  | { readonly ok: false; readonly why: 'malformed' | 'altered' | 'foreign-key' | 'bad-signature' | 'bad-proof' };

const opened = ['format', 'kind', 'version', 'record', 'salt', 'log'];
/** A member that nobody signed would be read as if somebody had. */
const membersOf: Readonly<Record<string, readonly string[]>> = {
  'smart-asn/promise/v1': [...opened, 'merge_by', 'event_id', 'signature'],
  'smart-asn/receipt/v1': [...opened, 'leaf_index', 'proof', 'checkpoint'],
};
const hasOnly = (value: object, members: readonly string[]) => Object.keys(value).every((name) => members.includes(name));

/** Deeper than any record of ours: written out again with its indents, a small file would become a huge one. */
const maxDepth = 32;
function isWithin(value: unknown, depth: number): boolean {
  return typeof value !== 'object' || value === null || (depth > 0 && Object.values(value).every((part) => isWithin(part, depth - 1)));
}

const bad = (why: Extract<Verdict, { ok: false }>['why']): Verdict => ({ ok: false, why });

function isOpened(value: unknown): value is Opened & { readonly format?: unknown } {
  if (typeof value !== 'object' || value === null) return false;
  const one = value as Partial<Opened>;
  return (
    typeof one.kind === 'string' &&
    /^[a-z-]+\.[a-z-]+$/.test(one.kind) &&
    Number.isSafeInteger(one.version) &&
    'record' in one &&
    typeof one.log?.vkey === 'string' &&
    typeof one.log.origin === 'string' &&
    hasOnly(one.log, ['origin', 'vkey'])
  );
}

function entryOf(one: Opened): Uint8Array | undefined {
  if (one.salt === undefined) return publicEntry(one.kind, one.version, one.record);
  const salt = fromBase64(one.salt);
  return salt?.length === 32 ? commitmentEntry(one.kind, one.version, commitmentOf(one.record, salt)) : undefined;
}

/** Checks a receipt's file byte for byte: also a changed space, or a second member of one name, is a change. */
export function verifyReceiptText(text: string, trustedKey?: string): Verdict {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return bad('malformed');
  }
  if (!isWithin(value, maxDepth)) return bad('malformed');
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  if (body !== JSON.stringify(value, null, 2) && body !== JSON.stringify(value)) return bad('altered');
  return verifyReceipt(value, trustedKey);
}

/** Checks a promise or a receipt as read from JSON. With `trustedKey`, only of that log. */
export function verifyReceipt(value: unknown, trustedKey?: string): Verdict {
  if (!isOpened(value) || !hasOnly(value, membersOf[String(value.format)] ?? [])) return bad('malformed');
  if (trustedKey !== undefined && value.log.vkey !== trustedKey.trim()) return bad('foreign-key');
  const key = readVerifierKey(value.log.vkey);
  // A key speaks for the log that it is named after, and for no other.
  if (!key || key.name !== value.log.origin) return bad('malformed');
  try {
    if (value.format === 'smart-asn/promise/v1') return verifyPromise(value as PromiseNote, key);
    return value.format === 'smart-asn/receipt/v1' ? verifyInclusion(value as Receipt, key) : bad('malformed');
  } catch {
    return bad('malformed');
  }
}

function verifyPromise(value: PromiseNote, key: VerifierKey): Verdict {
  const { signature, ...body } = value;
  const bytes = fromBase64(signature);
  if (!bytes) return bad('malformed');
  if (!isSigned(promiseBytes(body), bytes, key.publicKey)) return bad('bad-signature');
  return {
    ok: true,
    what: 'promise',
    kind: value.kind,
    record: value.record,
    origin: value.log.origin,
    index: undefined,
    mergeBy: value.merge_by,
    tree: undefined,
  };
}

function verifyInclusion(value: Receipt, key: VerifierKey): Verdict {
  const checkpoint = readCheckpoint(value.checkpoint);
  const entry = entryOf(value);
  const proof = value.proof.map(fromBase64);
  if (!checkpoint || !entry || proof.some((hash) => hash?.length !== 32)) return bad('malformed');
  if (verifyNote(value.checkpoint, key) !== 'ok' || checkpoint.origin !== value.log.origin) return bad('bad-signature');
  const good = isIncluded({ leaf: leafHash(entry), index: value.leaf_index, size: checkpoint.size, proof: proof as Uint8Array[], root: checkpoint.root });
  if (!good) return bad('bad-proof');
  const tree = { size: checkpoint.size, root: toBase64(checkpoint.root), proofHashes: proof.length };
  return { ok: true, what: 'receipt', kind: value.kind, record: value.record, origin: value.log.origin, index: value.leaf_index, mergeBy: undefined, tree };
}
