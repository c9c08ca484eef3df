import { describe, expect, it } from 'vitest';
import { keyNumber, memoryLog, tellEntries } from '../testing.ts';
import { readCheckpoint } from './note.ts';
import { comparePaper, provePrefix } from './prefix.ts';

const log = memoryLog(keyNumber(7), tellEntries(0, 1500));
const fork = memoryLog(keyNumber(7), [...tellEntries(0, 700), ...tellEntries(700, 800, 'b')]);
const at = (tree: typeof log, size: number) => readCheckpoint(tree.checkpoint(size)) ?? { origin: '', size: 0, root: new Uint8Array(0) };
// Tiles of any tree of this history are to be had, as a log keeps them.
const get = async (path: string) => log.get(path) ?? new Uint8Array(0);
const sizes = [0, 1, 2, 3, 7, 8, 255, 256, 257, 300, 511, 512, 513, 700, 768, 1024, 1280, 1499, 1500];

describe('the proof that one tree is the beginning of another', () => {
  it('is read from tiles, for any two sizes, and is that of the log', async () => {
    for (const old of sizes)
      for (const size of sizes.filter((one) => one >= old)) {
        const { ok, proof } = await provePrefix(get, at(log, old), at(log, size));
        expect([ok, proof], `${old} of ${size}`).toEqual([true, log.consistency(old, size)]);
      }
  });

  it('X15: is none for another history, a shorter tree, or a tile that was altered', async () => {
    expect((await provePrefix(get, at(fork, 800), at(log, 1500))).ok).toBe(false);
    expect((await provePrefix(get, at(fork, 1500), at(log, 1500))).ok).toBe(false);
    expect((await provePrefix(get, at(fork, 700), at(log, 1500))).ok).toBe(true);
    expect((await provePrefix(get, at(log, 1500), at(log, 700))).ok).toBe(false);
    for (const path of (await provePrefix(get, at(log, 300), at(log, 1500))).tiles) {
      const altered = async (asked: string) => (asked === path ? (await get(asked)).map((byte) => byte ^ 1) : get(asked));
      expect((await provePrefix(altered, at(log, 300), at(log, 1500))).ok, path).toBe(false);
      expect((await provePrefix(async () => new Uint8Array(0), at(log, 300), at(log, 1500))).ok).toBe(false);
    }
  });
});

describe('an old paper beside the newest checkpoint', () => {
  const compare = (paper: string, newest = log.checkpoint()) => comparePaper({ paper, newest, keys: [log.key.vkey], get });

  it('is a checkpoint as it stands, or that of a receipt', async () => {
    const note = log.checkpoint(300);
    for (const paper of [note, note.trim(), `\n${note}\n\n`, JSON.stringify({ format: 'smart-asn/receipt/v1', checkpoint: note }, null, 2)])
      expect(await compare(paper)).toMatchObject({ ok: true, older: { size: 300 }, newer: { size: 1500 } });
    for (const paper of ['', '{}', '{"checkpoint":1}', '{', 'halo', JSON.stringify({ format: 'smart-asn/promise/v1' })])
      expect(await compare(paper), paper).toEqual({ ok: false, why: 'unreadable' });
  });

  it('X15: tells a history that changed from a paper that is not of this log', async () => {
    expect(await compare(memoryLog(keyNumber(8), tellEntries(0, 5)).checkpoint())).toEqual({ ok: false, why: 'foreign-key' });
    expect(await compare(fork.checkpoint(900))).toMatchObject({ ok: false, why: 'history', older: { size: 900 } });
    expect(await compare(log.checkpoint(900), log.checkpoint(700))).toMatchObject({ ok: false, why: 'rollback', older: { size: 900 } });
  });
});
