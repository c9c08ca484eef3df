import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { appendLeaves, isSame, leafHash, type Node, rootOfEdge } from './formats/merkle.ts';
import { keyOf } from './held.ts';
import type { CheckedLog, Checkpointed } from './model.ts';
import { readVerifierKey, type VerifierKey, verifyNote } from './formats/note.ts';
import { checkpointsWithin, entriesFrom, insertCheck, newestCheckpoint, storedHashes } from './store.ts';

const atOnce = 4096;

/**
 * Recomputes the whole log from its entries and compares every stored hash and every published checkpoint. Records what it
 * found: nothing, or the first place that does not fit.
 */
export async function checkLog(ctx: Ctx): Promise<CheckedLog> {
  const newest = await ctx.read(newestCheckpoint);
  const key = readVerifierKey(keyOf().vkey);
  if (!key) throw new Error('the verifier key of the log cannot be read');
  const size = newest?.size ?? 0;
  let edge: readonly Node[] = [];
  let fault: string | undefined;
  for (let from = 0; from < size && fault === undefined; from += atOnce) {
    const part = await ctx.read((tx) => checkPart(tx, key, edge, from, Math.min(size, from + atOnce)));
    edge = part.edge;
    fault = part.fault;
  }
  const found: CheckedLog = { size, checkedAt: ctx.now, fault };
  await ctx.transact((tx) => insertCheck(tx, found));
  return found;
}

type Part = { readonly edge: readonly Node[]; readonly fault: string | undefined };

async function checkPart(tx: Tx, key: VerifierKey, before: readonly Node[], from: number, until: number): Promise<Part> {
  const entries = await entriesFrom(tx, from, until - from);
  if (entries.length !== until - from) return { edge: before, fault: `entry ${from + entries.length}` };
  let edge = before;
  let at = from;
  // From one checkpoint to the next, so that each is compared with the tree of its own size.
  for (const checkpoint of [...(await checkpointsWithin(tx, from, until)), undefined]) {
    const stop = checkpoint?.size ?? until;
    const leaves = entries.slice(at - from, stop - from).map(leafHash);
    const grown = appendLeaves(edge, at, leaves);
    const wrong = (await wrongNode(tx, grown.nodes)) ?? (checkpoint && wrongCheckpoint(checkpoint, key, rootOfEdge(grown.edge)));
    if (wrong) return { edge, fault: wrong };
    edge = grown.edge;
    at = stop;
  }
  return { edge, fault: undefined };
}

async function wrongNode(tx: Tx, nodes: readonly Node[]): Promise<string | undefined> {
  const stored = await storedHashes(tx, nodes);
  const wrong = nodes.find(({ level, index, hash }) => {
    const held = stored.get(`${level} ${index}`);
    return held === undefined || !isSame(held, hash);
  });
  return wrong && (wrong.level === 0 ? `entry ${wrong.index}` : `node ${wrong.level}/${wrong.index}`);
}

function wrongCheckpoint(checkpoint: Checkpointed, key: VerifierKey, root: Uint8Array): string | undefined {
  return isSame(checkpoint.root, root) && verifyNote(checkpoint.note, key) === 'ok' ? undefined : `checkpoint ${checkpoint.size}`;
}
