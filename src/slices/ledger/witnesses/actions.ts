import type { Ctx } from '#platform/context';
import { stampsOf } from '../formats/cosignature.ts';
import { consistencyRanges } from '../formats/merkle.ts';
import type { Checkpointed, WitnessAddress, WitnessFault } from '../model.ts';
import { newestCheckpoint, rangeHashes } from '../store.ts';
import { addCheckpoint, type Said } from './ask.ts';
import { saveCosignature, saveFault, takeTurn } from './store.ts';

// Longer than two askings can take, so that no second process asks meanwhile.
const turn_s = 15;

export type Asking = { readonly signed: boolean /** News for the operator. */; readonly fault?: WitnessFault };

/**
 * Shows one witness the newest checkpoint, with the proof that it holds all that the witness has signed so far. Never within a
 * transaction, and never while somebody waits for a page.
 */
export async function askWitness(ctx: Ctx, witness: WitnessAddress): Promise<Asking> {
  const turn = await ctx.transact((tx) => takeTurn(tx, witness.vkey, ctx.now, ctx.now.add({ seconds: turn_s })));
  if (!turn) return { signed: false };
  const first = await ask(ctx, witness, turn.size);
  // It says what it has signed: asked once more, from there.
  const { said, checkpoint } = first.said.kind === 'conflict' && first.said.size <= first.checkpoint.size ? await ask(ctx, witness, first.said.size) : first;
  const line = said.kind === 'lines' ? lineBy(checkpoint.note, said.lines, witness.vkey) : undefined;
  if (line) {
    const signed = { witness: witness.vkey, size: checkpoint.size, ...line, now: ctx.now };
    await ctx.transact((tx) => saveCosignature(tx, signed));
    return { signed: true };
  }
  const fault = faultOf(said, checkpoint.size);
  return (await ctx.transact((tx) => saveFault(tx, witness.vkey, fault, ctx.now))) ? { signed: false, fault } : { signed: false };
}

async function ask(ctx: Ctx, { url }: WitnessAddress, old: number): Promise<{ readonly said: Said; readonly checkpoint: Checkpointed }> {
  const { checkpoint, proof } = await ctx.read(async (tx) => {
    const newest = await newestCheckpoint(tx);
    if (!newest) throw new Error('nothing is published yet');
    return { checkpoint: newest, proof: old > newest.size ? [] : await rangeHashes(tx, consistencyRanges(old, newest.size)) };
  });
  return { said: await addCheckpoint({ url, old, proof, note: checkpoint.note }), checkpoint };
}

// The year 10,000: no database keeps what a broken clock says.
const beyond_s = 253_402_300_800;

/** The line that this witness's key has signed; others that it sent with it are not looked at. */
function lineBy(note: string, lines: readonly string[], vkey: string): { readonly line: string; readonly stampedAt: Temporal.Instant } | undefined {
  for (const one of lines) {
    const line = `${one}\n`;
    const [stamp] = stampsOf(note + line, [vkey]) ?? [];
    if (stamp && stamp.at_s < beyond_s) return { line, stampedAt: Temporal.Instant.fromEpochMilliseconds(stamp.at_s * 1000) };
  }
  return undefined;
}

/** Two that are more than a nuisance: the witness holds another tree, or a larger one than we do. */
function faultOf(said: Said, size: number): WitnessFault {
  if (said.kind === 'conflict') return said.size > size ? 'ahead' : 'other-history';
  if (said.kind === 'no-proof') return 'other-history';
  return said.kind === 'lines' ? 'garbage' : said.kind;
}
