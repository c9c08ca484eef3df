import { formatPolicy, type Policy } from './formats/cosignature.ts';
import { signNote } from './formats/note.ts';
import type { LogKey, Witnessing } from './model.ts';

const held: { key?: LogKey; next?: LogKey | undefined; witnessing: Witnessing } = { witnessing: { k: 0, witnesses: [] } };

/** The key of this process, set once at the start; while the log goes over to a next key both sign. */
export function holdKey(key: LogKey, next?: LogKey): void {
  held.key = key;
  held.next = next;
}

export function nextKey(): LogKey | undefined {
  return held.next;
}

/** Who is asked to sign what is published, and how many must; set once at the start. */
export function holdWitnesses(witnessing: Witnessing): void {
  held.witnessing = witnessing;
}

export function keyOf(): LogKey {
  if (!held.key) throw new Error('the log has no key yet');
  return held.key;
}

export function witnessing(): Witnessing {
  return held.witnessing;
}

export function policy(): Policy {
  return { k: held.witnessing.k, witnesses: held.witnessing.witnesses.map((one) => one.vkey) };
}

export function policyText(): string {
  return formatPolicy({ logs: [keyOf().vkey, ...(held.next ? [held.next.vkey] : [])], policy: policy() });
}

/** As receipts carry it; undefined while no witness is asked for. */
export function signedPolicy(): string | undefined {
  const { origin, seed } = keyOf();
  return held.witnessing.k === 0 ? undefined : signNote(policyText(), origin, seed);
}
