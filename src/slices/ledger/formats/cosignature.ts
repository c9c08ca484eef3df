import { utf8ToBytes } from '@noble/hashes/utils.js';
import { isSigned, keyTypes, readNote, readVerifierKey, signaturesBy, type VerifierKey } from './note.ts';

/*
 * Cosignatures of witnesses (C2SP tlog-cosignature, Ed25519, type 0x04), and the policy that says how many a checkpoint needs
 * (C2SP tlog-policy, of which one group with a number is read). Runs in the browser too.
 */

/** How many of which witnesses, by their verifier keys, must have signed a checkpoint. */
export type Policy = { readonly k: number; readonly witnesses: readonly string[] };
export const noPolicy: Policy = { k: 0, witnesses: [] };

/** That a witness saw this tree of the log, and that it held all that it had seen before. */
export type Stamp = { readonly name: string; readonly vkey: string; readonly at_s: number };

const stampLength = 8 + 64;

function messageOf(text: string, at_s: bigint): Uint8Array {
  return utf8ToBytes(`cosignature/v1\ntime ${at_s}\n${text}`);
}

function stampOf(text: string, signature: Uint8Array, key: VerifierKey): bigint | undefined {
  if (signature.length !== stampLength) return undefined;
  const at_s = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
  return at_s < 2n ** 53n && isSigned(messageOf(text, at_s), signature.slice(8), key.publicKey) ? at_s : undefined;
}

export function readWitnessKey(vkey: string): VerifierKey | undefined {
  return readVerifierKey(vkey, keyTypes.witness);
}

/** The stamps that a note carries of these witnesses, each once; undefined when one that claims to be theirs is not. */
export function stampsOf(note: string, witnesses: readonly string[]): readonly Stamp[] | undefined {
  const read = readNote(note);
  if (!read) return undefined;
  const stamps: Stamp[] = [];
  for (const vkey of new Set(witnesses)) {
    const key = readWitnessKey(vkey);
    if (!key) return undefined;
    const times = signaturesBy(read, key).map((signature) => stampOf(read.text, signature, key));
    if (times.includes(undefined)) return undefined;
    const [at_s] = times;
    if (at_s !== undefined) stamps.push({ name: key.name, vkey, at_s: Number(at_s) });
  }
  return stamps;
}

type PolicyFile = { readonly logs: readonly string[]; readonly policy: Policy };

/** As a file that programs of others read too. */
export function formatPolicy({ logs, policy }: PolicyFile): string {
  const names = policy.witnesses.map((vkey) => readWitnessKey(vkey)?.name ?? '');
  const lines = [
    '# smart-asn/policy/v1',
    ...logs.map((vkey) => `log ${vkey}`),
    ...policy.witnesses.map((vkey, at) => `witness ${names[at]} ${vkey}`),
    ...(policy.k > 0 ? [`group witnesses ${policy.k} ${names.join(' ')}`, 'quorum witnesses'] : ['quorum none']),
  ];
  return `${lines.join('\n')}\n`;
}

function thresholdOf(word: string | undefined, members: number): number | undefined {
  const k = word === 'all' ? members : word === 'any' ? 1 : Number(word);
  return Number.isInteger(k) && k >= 1 && k <= members ? k : undefined;
}

/** Undefined for a file that asks for more than k of one group of witnesses, or that is none. */
export function readPolicy(text: string): PolicyFile | undefined {
  const lines = text.split('\n').map((line) => line.trim().split(/[ \t]+/));
  const of = (kind: string) => lines.filter(([word]) => word === kind).map(([, ...rest]) => rest);
  if (!lines.every(([word = '']) => word === '' || word.startsWith('#') || ['log', 'witness', 'group', 'quorum'].includes(word))) return undefined;
  const logs = of('log').map(([vkey = '']) => vkey);
  const keys = new Map(of('witness').map(([name = '', vkey = '']) => [name, vkey]));
  const [[wanted = ''] = [], ...more] = of('quorum');
  if (more.length > 0 || !logs.every((vkey) => readVerifierKey(vkey)) || ![...keys.values()].every(readWitnessKey)) return undefined;
  if (wanted === 'none') return { logs, policy: noPolicy };
  const group = keys.has(wanted) ? ['', '1', wanted] : of('group').find(([name]) => name === wanted);
  const members = group?.slice(2) ?? [];
  const k = thresholdOf(group?.[1], members.length);
  const witnesses = members.map((name) => keys.get(name));
  if (k === undefined || new Set(witnesses).size !== witnesses.length || witnesses.includes(undefined)) return undefined;
  return { logs, policy: { k, witnesses: witnesses as string[] } };
}
