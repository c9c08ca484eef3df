import { utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commitmentEntry, commitmentOf, publicEntry } from '#platform/commitment';
import { leafHash, nodeHash } from './merkle.ts';
import { formatCheckpoint, publicKeyOf, signNote, toBase64, verifierKey } from './note.ts';
import { witnessNumber } from '../testing.ts';
import { formatPolicy, type Policy } from './cosignature.ts';
import { isWitnessed, makePromise, type Receipt, verifyReceipt, verifyReceiptText } from './receipt.ts';

const fcSeed = Math.floor(Math.random() * 2 ** 31);
const origin = 'contoh.go.id/log';
const seed = new Uint8Array(32).fill(7);
const log = { origin, vkey: verifierKey(origin, publicKeyOf(seed)) };
const salt = new Uint8Array(32).fill(3);
const record = { ticket: 'LYN-52-2026-0000001-1', fee: '10' };
const kind = 'services.application-submitted';
const sibling = leafHash(utf8ToBytes('another entry'));

/** The second leaf of a tree of two. */
function receiptFor(entry: Uint8Array, opened: { readonly record: unknown; readonly salt?: string }): Receipt {
  const root = nodeHash(sibling, leafHash(entry));
  const checkpoint = signNote(formatCheckpoint({ origin, size: 2, root }), origin, seed);
  return { format: 'smart-asn/receipt/v1', kind, version: 1, ...opened, leaf_index: 1, proof: [toBase64(sibling)], checkpoint, log };
}

const committed = receiptFor(commitmentEntry(kind, 1, commitmentOf(record, salt)), { record, salt: toBase64(salt) });
const open = receiptFor(publicEntry(kind, 1, record), { record });
const promise = makePromise(
  { format: 'smart-asn/promise/v1', kind, version: 1, record, salt: toBase64(salt), merge_by: '2026-11-23T01:00:10Z', event_id: 'e1', log },
  seed,
);

const [ombudsman, campus, press] = [witnessNumber(21, 'ombudsman.example'), witnessNumber(22, 'kampus.example'), witnessNumber(23, 'pers.example')] as const;
const twoOfThree: Policy = { k: 2, witnesses: [ombudsman.vkey, campus.vkey, press.vkey] };

/** With the policy of the log, and what these witnesses have added. */
function witnessed(one: Receipt, by: readonly { cosign(note: string, at_s: number): string }[]): Receipt {
  const checkpoint = one.checkpoint + by.map((witness) => witness.cosign(one.checkpoint, 1_780_000_000)).join('');
  return { ...one, checkpoint, policy: signNote(formatPolicy({ logs: [log.vkey], policy: twoOfThree }), origin, seed) };
}

/** Every byte of the file in turn, wherever the file is still JSON afterwards. */
function* oneByteOff(paper: unknown, step = 1): Generator<{ readonly at: number; readonly value: unknown }> {
  const bytes = utf8ToBytes(JSON.stringify(paper));
  for (let at = 0; at < bytes.length; at += step) {
    try {
      yield { at, value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.map((byte, place) => (place === at ? byte ^ 1 : byte)))) };
    } catch {
      // Not JSON any more: the reader refuses it before us.
    }
  }
}

describe('receipts and promises', () => {
  it('verify for commitments and for public records', () => {
    for (const one of [committed, open])
      expect(verifyReceipt(JSON.parse(JSON.stringify(one)), { keys: [log.vkey] })).toMatchObject({ ok: true, what: 'receipt', index: 1, kind, record });
    expect(verifyReceipt(JSON.parse(JSON.stringify(promise)), { keys: [log.vkey] })).toMatchObject({ ok: true, what: 'promise', kind, record });
  });

  it.each([
    ['committed', committed],
    ['public', open],
    ['promise', promise],
  ])('fail with any one byte changed: %s', (_name, paper) => {
    for (const { at, value } of oneByteOff(paper)) expect(verifyReceipt(value).ok, `byte ${at}`).toBe(false);
  });

  it.each([
    ['committed', committed],
    ['public', open],
    ['promise', promise],
  ])('fail with any byte of the file changed to anything, spaces too: %s', (_name, paper) => {
    for (const text of [`${JSON.stringify(paper, null, 2)}\n`, JSON.stringify(paper)]) {
      expect(verifyReceiptText(text, { keys: [log.vkey] }).ok).toBe(true);
      for (let at = 0; at < text.length; at += 1) {
        for (const other of [' ', '\t', '\n', '0', 'A', '"']) {
          if (text[at] === other) continue;
          expect(verifyReceiptText(text.slice(0, at) + other + text.slice(at + 1), { keys: [log.vkey] }).ok, `byte ${at} as ${JSON.stringify(other)}`).toBe(
            false,
          );
        }
        expect(verifyReceiptText(text.slice(0, at) + text.slice(at + 1), { keys: [log.vkey] }).ok && at < text.length - 1, `without byte ${at}`).toBe(false);
      }
    }
  });

  it('say why: cut, reshaped, with a member twice', () => {
    const text = JSON.stringify(committed);
    expect(verifyReceiptText(text.slice(0, -1))).toEqual({ ok: false, why: 'malformed' });
    expect(verifyReceiptText(JSON.stringify(committed, null, 4))).toEqual({ ok: false, why: 'altered' });
    expect(verifyReceiptText(text.replace('{', '{"version":2,'))).toEqual({ ok: false, why: 'altered' });
  });

  it('tell what they were proved against', () => {
    expect(verifyReceipt(committed)).toMatchObject({ tree: { size: 2, proofHashes: 1 } });
  });

  it('need the salt, and the salt of this record', () => {
    const { salt: _salt, ...bare } = committed;
    for (const one of [
      bare,
      { ...committed, salt: toBase64(salt.slice(1)) },
      { ...committed, salt: toBase64(salt.toReversed().fill(4)) },
      { ...open, salt: toBase64(salt) },
    ]) {
      expect(verifyReceipt(one).ok).toBe(false);
    }
  });

  it('fail with a member that nobody signed, wherever it stands', () => {
    for (const one of [committed, open, promise])
      for (const more of [
        { ...one, note: 'Gubernur menyetujui' },
        { ...one, log: { ...one.log, note: 'x' } },
      ])
        expect(verifyReceipt(more).ok).toBe(false);
  });

  it('H5: nested deeper than any record are refused before they are written out again', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    for (const text of [nested(33), nested(100_000), `{"record":${nested(20_000)}}`]) expect(verifyReceiptText(text)).toEqual({ ok: false, why: 'malformed' });
    const wide = `${'['.repeat(2000)}${'1,'.repeat(200_000)}1${']'.repeat(2000)}`;
    expect(verifyReceiptText(wide)).toEqual({ ok: false, why: 'malformed' });
  });

  it('of another log fail under the trusted key', () => {
    const stranger = verifierKey(origin, publicKeyOf(new Uint8Array(32).fill(9)));
    for (const one of [committed, open, promise]) expect(verifyReceipt(one, { keys: [stranger] })).toEqual({ ok: false, why: 'foreign-key' });
  });

  it(`never throw on what somebody sends (seed ${fcSeed})`, () => {
    const names = [...Object.keys(committed), ...Object.keys(promise)];
    fc.assert(
      fc.property(fc.constantFrom(committed, promise), fc.constantFrom(...names), fc.jsonValue(), (paper, name, value) => {
        const changed = { ...paper, [name]: value };
        if (JSON.stringify(changed) !== JSON.stringify(paper)) expect(verifyReceipt(changed).ok).toBe(false);
        expect(verifyReceipt(value).ok).toBe(false);
      }),
      { seed: fcSeed },
    );
  });
});

describe('witnesses of a receipt', () => {
  it('do not let a changed byte pass', () => {
    for (const { at, value } of oneByteOff(witnessed(open, [ombudsman, press]), 5)) expect(verifyReceipt(value).ok, `byte ${at}`).toBe(false);
  });

  it('are counted, and say whether they are enough', () => {
    const enough = verifyReceipt(witnessed(open, [ombudsman, press]));
    expect(enough).toMatchObject({ ok: true, witnessed: { k: 2, n: 3, by: [{ name: 'ombudsman.example', at_s: 1_780_000_000 }, { name: 'pers.example' }] } });
    expect(enough.ok && isWitnessed(enough)).toBe(true);
    const early = verifyReceipt(witnessed(open, [campus]));
    expect(early).toMatchObject({ ok: true, witnessed: { by: [{ name: 'kampus.example' }] } });
    expect(early.ok && isWitnessed(early)).toBe(false);
    // Twice the same is one.
    expect(verifyReceipt(witnessed(open, [campus, campus])).ok).toBe(false);
  });

  it('are those that the reader wants, whatever the log asks for', () => {
    const alone: Policy = { k: 1, witnesses: [campus.vkey] };
    expect(verifyReceipt(witnessed(open, [ombudsman, press]), { policy: alone })).toMatchObject({ ok: true, witnessed: { k: 1, n: 1, by: [] } });
    expect(verifyReceipt(open, { policy: twoOfThree })).toMatchObject({ ok: true, witnessed: { k: 2, n: 3, by: [] } });
    expect(verifyReceipt(open)).toMatchObject({ ok: true, witnessed: undefined });
  });

  it('do not pass for another tree, nor under a policy that the log has not signed', () => {
    const stamped = witnessed(open, [ombudsman, press]);
    const other = witnessed(receiptFor(publicEntry(kind, 1, { another: true }), { record: { another: true } }), [ombudsman, press]);
    const lines = (note: string) => note.slice(note.lastIndexOf('\n\n') + 2);
    expect(verifyReceipt({ ...stamped, checkpoint: open.checkpoint + lines(other.checkpoint).split('\n').slice(1).join('\n') })).toEqual({
      ok: false,
      why: 'bad-signature',
    });
    const weak = signNote(formatPolicy({ logs: [log.vkey], policy: { ...twoOfThree, k: 1 } }), origin, new Uint8Array(32).fill(9));
    expect(verifyReceipt({ ...stamped, policy: weak })).toEqual({ ok: false, why: 'bad-signature' });
    const { policy: _policy, ...bare } = stamped;
    expect(verifyReceipt(bare)).toEqual({ ok: false, why: 'altered' });
  });
});
