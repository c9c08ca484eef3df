import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { formatCheckpoint, publicKeyOf, readCheckpoint, readVerifierKey, signNote, toBase64, verifierKey, type VerifierKey, verifyNote } from './note.ts';

const origin = 'contoh.go.id/log';
const seed = new Uint8Array(32).fill(7);
const root = new Uint8Array(32).fill(5);
const text = formatCheckpoint({ origin, size: 8, root });
const note = signNote(text, origin, seed);

function keyFrom(vkey: string): VerifierKey {
  const key = readVerifierKey(vkey);
  if (!key) throw new Error('no verifier key');
  return key;
}

const key = keyFrom(verifierKey(origin, publicKeyOf(seed)));
const linesOf = (name: string, signer: Uint8Array) => signNote(text, name, signer).slice(text.length + 1);

describe('the example of golang.org/x/mod/sumdb/note', () => {
  const peter = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
  const example =
    'If you think cryptography is the answer to your problem,\nthen you don’t know what your problem is.\n\n' +
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

  it('verifies here too', () => {
    expect(verifyNote(example.replace('’', "'"), keyFrom(peter))).toBe('ok');
    expect(verifyNote(example.replace('’', '"'), keyFrom(peter))).toBe('bad-signature');
  });
});

describe('signed notes', () => {
  it('have the lines of the specification', () => {
    expect(note.startsWith(`${origin}\n8\n${toBase64(root)}\n\n\u2014 ${origin} `)).toBe(true);
    expect(readCheckpoint(note)).toMatchObject({ origin, size: 8, root });
  });

  it('are not accepted with any one byte changed', () => {
    const bytes = utf8ToBytes(note);
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = new TextDecoder().decode(bytes.map((byte, place) => (place === at ? byte ^ 1 : byte)));
      expect(verifyNote(changed, key), `byte ${at}`).not.toBe('ok');
    }
  });

  it('may carry sixteen and more signatures of keys nobody knows', () => {
    const others = Array.from({ length: 40 }, (_none, at) => linesOf(`saksi${at}.go.id`, new Uint8Array(32).fill(at + 50)));
    expect(verifyNote(note + others.join(''), key)).toBe('ok');
    expect(verifyNote(`${text}\n${others.join('')}${linesOf(origin, seed)}`, key)).toBe('ok');
    expect(verifyNote(`${text}\n${others.join('')}`, key)).toBe('unknown-key');
  });

  it('are refused when a known key signs twice and once wrongly', () => {
    const wrong = signNote(text.replace('8', '9'), origin, seed).slice(text.length + 1);
    expect(verifyNote(note + wrong, key)).toBe('bad-signature');
    expect(verifyNote(`${text}\n${wrong}${linesOf(origin, seed)}`, key)).toBe('bad-signature');
  });

  it('ignore the same name with another key, and the same key under another name', () => {
    expect(verifyNote(note + linesOf(origin, new Uint8Array(32).fill(9)), key)).toBe('ok');
    expect(verifyNote(signNote(text, 'lain.go.id', seed), key)).toBe('unknown-key');
  });

  it('are malformed without a signature, a last newline or clean lines', () => {
    const broken = [text, `${text}\n`, note.slice(0, -1), `${note}\n`, note.replace('\u2014', '-'), note.replace('\u2014 ', '\u2014  '), `${note}teks\n`, ''];
    for (const one of broken) expect(verifyNote(one, key), one).toBe('malformed');
  });
});

describe('checkpoints', () => {
  it('are read strictly', () => {
    const wrong = ['08', '-1', '+8', '8.0', '1e3', '', ' 8'].map((size) => text.replace('\n8\n', `\n${size}\n`));
    for (const one of [...wrong, text.replace('=', ''), `${origin}\n8\n`]) expect(readCheckpoint(signNote(one, origin, seed)), one).toBeUndefined();
  });
});

describe('verifier keys', () => {
  it('are refused once any letter has changed', () => {
    const vkey = verifierKey(origin, publicKeyOf(seed));
    for (let at = 0; at < vkey.length; at += 1) {
      const letter = vkey[at] === 'A' ? 'B' : 'A';
      expect(readVerifierKey(vkey.slice(0, at) + letter + vkey.slice(at + 1)), `letter ${at}`).toBeUndefined();
    }
  });
});
