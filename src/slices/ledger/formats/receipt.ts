import { utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson, commitmentEntry, commitmentOf, publicEntry } from '#platform/commitment';
import { noPolicy, type Policy, readPolicy, type Stamp, stampsOf } from './cosignature.ts';
import { isIncluded, leafHash } from './merkle.ts';
import { fromBase64, isSigned, readCheckpoint, readNote, readVerifierKey, signaturesBy, signBytes, toBase64, type VerifierKey, verifyNote } from './note.ts';

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
  /** How many of which witnesses the log asks for, signed by the log; absent while it asks for none. */
  readonly policy?: string;
};

/** What a reader knows from elsewhere: the log's keys, and how many of which witnesses they want. Else the file is asked. */
export type Trust = { readonly keys?: readonly string[]; readonly policy?: Policy };

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
      /** Which of the witnesses have signed that tree, and how many must; undefined where nobody asks for any. */
      readonly witnessed: { readonly k: number; readonly n: number; readonly by: readonly Stamp[] } | undefined;
    }
  | { readonly ok: false; readonly why: 'malformed' | 'altered' | 'foreign-key' | 'bad-signature' | 'bad-proof' };

const opened = ['format', 'kind', 'version', 'record', 'salt', 'log'];
/** A member that nobody signed would be read as if somebody had. */
const membersOf: Readonly<Record<string, readonly string[]>> = {
  'smart-asn/promise/v1': [...opened, 'merge_by', 'event_id', 'signature'],
  'smart-asn/receipt/v1': [...opened, 'leaf_index', 'proof', 'checkpoint', 'policy'],
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
export function verifyReceiptText(text: string, trust: Trust = {}): Verdict {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return bad('malformed');
  }
  if (!isWithin(value, maxDepth)) return bad('malformed');
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  if (body !== JSON.stringify(value, null, 2) && body !== JSON.stringify(value)) return bad('altered');
  return verifyReceipt(value, trust);
}

/** Checks a promise or a receipt as read from JSON. With keys that are trusted, only of that log. */
export function verifyReceipt(value: unknown, trust: Trust = {}): Verdict {
  if (!isOpened(value) || !hasOnly(value, membersOf[String(value.format)] ?? [])) return bad('malformed');
  if (trust.keys && !trust.keys.includes(value.log.vkey)) return bad('foreign-key');
  const key = readVerifierKey(value.log.vkey);
  // A key speaks for the log that it is named after, and for no other.
  if (!key || key.name !== value.log.origin) return bad('malformed');
  try {
    if (value.format === 'smart-asn/promise/v1') return verifyPromise(value as PromiseNote, key);
    return value.format === 'smart-asn/receipt/v1' ? verifyInclusion(value as Receipt, key, trust.policy) : bad('malformed');
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
    witnessed: undefined,
  };
}

/** What the log itself says that it asks for; undefined when the file holds something else in its place. */
function ownPolicy({ policy, log }: Receipt, key: VerifierKey): Policy | undefined {
  if (policy === undefined) return noPolicy;
  const file = verifyNote(policy, key) === 'ok' ? readPolicy(readNote(policy)?.text ?? '') : undefined;
  return file?.logs.includes(log.vkey) ? file.policy : undefined;
}

/** Each signature in a receipt is the log's or one of its witnesses': another would be a changed letter that nobody noticed. */
function isAllKnown(checkpoint: string, key: VerifierKey, stamps: readonly Stamp[]): boolean {
  const read = readNote(checkpoint);
  return read !== undefined && read.signatures.length === signaturesBy(read, key).length + stamps.length;
}

function verifyInclusion(value: Receipt, key: VerifierKey, wanted: Policy | undefined): Verdict {
  const checkpoint = readCheckpoint(value.checkpoint);
  const entry = entryOf(value);
  const proof = value.proof.map(fromBase64);
  if (!checkpoint || !entry || proof.some((hash) => hash?.length !== 32)) return bad('malformed');
  const own = ownPolicy(value, key);
  const stamps = own && stampsOf(value.checkpoint, own.witnesses);
  if (verifyNote(value.checkpoint, key) !== 'ok' || checkpoint.origin !== value.log.origin || !stamps) return bad('bad-signature');
  if (!isAllKnown(value.checkpoint, key, stamps)) return bad('altered');
  const good = isIncluded({ leaf: leafHash(entry), index: value.leaf_index, size: checkpoint.size, proof: proof as Uint8Array[], root: checkpoint.root });
  if (!good) return bad('bad-proof');
  const policy = wanted ?? own;
  return {
    ok: true,
    what: 'receipt',
    kind: value.kind,
    record: value.record,
    origin: value.log.origin,
    index: value.leaf_index,
    mergeBy: undefined,
    tree: { size: checkpoint.size, root: toBase64(checkpoint.root), proofHashes: proof.length },
    witnessed: policy.k > 0 ? { k: policy.k, n: policy.witnesses.length, by: stampsOf(value.checkpoint, policy.witnesses) ?? [] } : undefined,
  };
}

/** Whether as many witnesses have signed as are asked for. */
export function isWitnessed({ witnessed }: Extract<Verdict, { ok: true }>): boolean {
  return witnessed === undefined || witnessed.by.length >= witnessed.k;
}
