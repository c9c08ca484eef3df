import { describe, expect, it } from 'vitest';
import { witnessNumber } from '../testing.ts';
import { formatPolicy, noPolicy, readPolicy, readWitnessKey, stampsOf } from './cosignature.ts';
import { formatCheckpoint, publicKeyOf, signNote, verifierKey } from './note.ts';

const seed = new Uint8Array(32).fill(7);
const origin = 'contoh.go.id/ledger';
const logKey = verifierKey(origin, publicKeyOf(seed));
const note = signNote(formatCheckpoint({ origin, size: 3, root: new Uint8Array(32).fill(5) }), origin, seed);
const [one, two, three] = [witnessNumber(11), witnessNumber(12), witnessNumber(13)] as const;
const keys = [one.vkey, two.vkey, three.vkey];

describe('cosignatures', () => {
  it('are counted for the witnesses that are asked for, with their times', () => {
    const full = note + one.cosign(note, 1_679_315_147) + witnessNumber(99).cosign(note, 5) + two.cosign(note, 0);
    expect(stampsOf(full, keys)).toEqual([
      { name: 'saksi-11.example', vkey: one.vkey, at_s: 1_679_315_147 },
      { name: 'saksi-12.example', vkey: two.vkey, at_s: 0 },
    ]);
    expect(stampsOf(note, keys)).toEqual([]);
  });

  it('are refused with any one byte changed', () => {
    const line = one.cosign(note, 1_679_315_147);
    const start = line.lastIndexOf(' ') + 7;
    for (let at = start; at < line.length - 3; at += 1) {
      const changed = line.slice(0, at) + (line[at] === 'A' ? 'B' : 'A') + line.slice(at + 1);
      expect(stampsOf(note + changed, keys) ?? [], `letter ${at}`).toEqual([]);
    }
    // The text changed, and signed anew by the log: the witness has not signed that.
    const other = signNote(formatCheckpoint({ origin, size: 4, root: new Uint8Array(32).fill(5) }), origin, seed);
    expect(stampsOf(other + line, keys)).toBeUndefined();
  });

  it('need a key of the right kind', () => {
    expect(readWitnessKey(logKey)).toBeUndefined();
    expect(readWitnessKey(one.vkey)).toMatchObject({ name: 'saksi-11.example' });
    expect(stampsOf(note, [logKey])).toBeUndefined();
  });
});

describe('the policy as a file', () => {
  it('comes back as it was written', () => {
    const file = { logs: [logKey], policy: { k: 2, witnesses: keys } };
    expect(readPolicy(formatPolicy(file))).toEqual(file);
    expect(readPolicy(formatPolicy({ logs: [logKey], policy: noPolicy }))).toEqual({ logs: [logKey], policy: noPolicy });
  });

  it('is read as others write it', () => {
    const lines = ['# catatan', '', `\tlog  ${logKey}  https://a.example`, `witness a ${one.vkey}`, `witness b ${two.vkey} https://b.example`];
    expect(readPolicy([...lines, 'group g all a b', 'quorum g', ''].join('\n'))?.policy).toEqual({ k: 2, witnesses: [one.vkey, two.vkey] });
    expect(readPolicy([...lines, 'group g any a b', 'quorum g'].join('\n'))?.policy.k).toBe(1);
    expect(readPolicy([...lines, 'quorum b'].join('\n'))?.policy).toEqual({ k: 1, witnesses: [two.vkey] });
  });

  it('is refused when it says less or other than k of one group', () => {
    const lines = [`log ${logKey}`, `witness a ${one.vkey}`, `witness b ${two.vkey}`];
    for (const rest of [
      [],
      ['quorum c'],
      ['group g 3 a b', 'quorum g'],
      ['group g 0 a b', 'quorum g'],
      ['group g 1.5 a b', 'quorum g'],
      ['group g 2 a a', 'quorum g'],
      ['group g 1 a c', 'quorum g'],
      ['quorum a', 'quorum b'],
      ['threshold 2', 'quorum a'],
    ])
      expect(readPolicy([...lines, ...rest].join('\n')), rest.join()).toBeUndefined();
    expect(readPolicy(`log ${one.vkey}\nquorum none`)).toBeUndefined();
    expect(readPolicy('')).toBeUndefined();
  });
});
