import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { stampsOf } from '../formats/cosignature.ts';
import { appendLeaves, isSame, leafHash, type Node, rootOfEdge } from '../formats/merkle.ts';
import { isSignedByAny, readCheckpoint } from '../formats/note.ts';
import { allKeys } from '../keys/store.ts';
import type { CheckedLog, Checkpointed } from '../model.ts';
import { isOpening } from '../rules.ts';
import { checkpointsWithin, newestCheckpoint, storedHashes } from '../store.ts';
import { type AuditedEntry, auditedEntries, insertCheck, type StoredStamp, stampsWithin } from './store.ts';

const atOnce = 4096;
/** More than anybody reads; the rest is as broken. */
const mostFaults = 200;

/** What else is checked that night, plugged in by the app: each gives the items that are damaged. */
export type AlsoCheck = (ctx: Ctx) => Promise<readonly string[]>;

/**
 * Recomputes the whole log from its entries and compares all that is stored of it: entries with the events that they were made
 * from, openings with their commitments, the hash of every subtree, every checkpoint, every signature of a witness. Records each
 * item that does not fit, by name.
 */
export async function checkLog(ctx: Ctx, also: AlsoCheck = async () => []): Promise<CheckedLog> {
  const newest = await ctx.read(newestCheckpoint);
  const keys = await ctx.read(allKeys);
  const size = newest?.size ?? 0;
  let part: Part = { edge: [], faults: [] };
  const faults: string[] = [];
  for (let from = 0; from < size && faults.length < mostFaults; from += atOnce) {
    part = await ctx.read((tx) => checkPart(tx, keys, part.edge, from, Math.min(size, from + atOnce)));
    faults.push(...part.faults);
  }
  faults.push(...(await also(ctx)));
  const found: CheckedLog = { size, checkedAt: ctx.now, faults: faults.slice(0, mostFaults) };
  await ctx.transact((tx) => insertCheck(tx, found));
  return found;
}

type Part = { readonly edge: readonly Node[]; readonly faults: readonly string[] };

async function checkPart(tx: Tx, keys: readonly string[], before: readonly Node[], from: number, until: number): Promise<Part> {
  const faults: string[] = [];
  const leaves = await trueLeaves(tx, from, until, faults);
  let edge = before;
  let at = from;
  // From one checkpoint to the next, so that each is compared with the tree of its own size.
  for (const checkpoint of [...(await checkpointsWithin(tx, from, until)), undefined]) {
    const stop = checkpoint?.size ?? until;
    const grown = appendLeaves(edge, at, leaves.slice(at - from, stop - from));
    faults.push(...(await wrongNodes(tx, grown.nodes)));
    if (checkpoint && !isRight(checkpoint, keys, rootOfEdge(grown.edge))) faults.push(`checkpoint ${checkpoint.size}`);
    edge = grown.edge;
    at = stop;
  }
  const notes = new Map((await checkpointsWithin(tx, from, until)).map((one) => [one.size, one.note]));
  for (const stamp of await stampsWithin(tx, from, until))
    if (!isStamp(stamp, notes.get(stamp.size))) faults.push(`cosignature ${stamp.size} ${nameOf(stamp)}`);
  return { edge, faults };
}

/**
 * The leaf of each entry. Where entry and stored hash disagree, the event's own copy tells which of the two is damaged; the other
 * goes on, so that one flipped bit is named once, not once for each subtree above it.
 */
async function trueLeaves(tx: Tx, from: number, until: number, faults: string[]): Promise<readonly Uint8Array[]> {
  const entries = await auditedEntries(tx, from, until);
  const indices = Array.from({ length: until - from }, (_none, at) => from + at);
  const stored = await storedHashes(
    tx,
    indices.map((index) => ({ level: 0, index })),
  );
  return indices.map((index) => {
    const row = entries.get(index);
    const hash = stored.get(`0 ${index}`);
    const [own, made] = [row && leafHash(row.entry), row?.made && leafHash(row.made)];
    const says = (one: Uint8Array | null | undefined, other: Uint8Array | undefined) => Boolean(one && other && isSame(one, other));
    if (!says(own, hash)) faults.push(says(own, made ?? undefined) ? `node 0/${index}` : `entry ${index}`);
    else if (!says(made, hash)) faults.push(`event ${index}`);
    if (row && says(own, hash) && !isOpenedBy(row)) faults.push(`opening ${index}`);
    // Of three copies two that agree are right.
    const right = says(own, hash) || says(own, made ?? undefined) ? own : hash;
    return right ?? made ?? new Uint8Array(32);
  });
}

function isOpenedBy({ entry, kind, version, record, salt }: AuditedEntry): boolean {
  return salt === null || (kind !== null && version !== null && isOpening(entry, { kind, version, record }, salt));
}

/** Leaves were compared before. */
async function wrongNodes(tx: Tx, nodes: readonly Node[]): Promise<readonly string[]> {
  const above = nodes.filter(({ level }) => level > 0);
  const stored = await storedHashes(tx, above);
  const isWrong = ({ level, index, hash }: Node) => {
    const held = stored.get(`${level} ${index}`);
    return held === undefined || !isSame(held, hash);
  };
  return above.filter(isWrong).map(({ level, index }) => `node ${level}/${index}`);
}

function isRight({ size, root, note }: Checkpointed, keys: readonly string[], computed: Uint8Array): boolean {
  const said = readCheckpoint(note);
  return isSame(root, computed) && isSignedByAny(note, keys) && said?.size === size && isSame(said.root, root);
}

function isStamp({ witness, line }: StoredStamp, note: string | undefined): boolean {
  return note !== undefined && stampsOf(note + line, [witness])?.length === 1;
}

const nameOf = ({ witness }: StoredStamp) => witness.split('+')[0] ?? '';
