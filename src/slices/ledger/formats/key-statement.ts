import { readNote, readVerifierKey, signatureLine, signNote, verifyNote } from './note.ts';

/*
 * How a log goes on under another key: a note in which the old key names its successor, signed by both. Who trusts the one follows
 * to the other, forwards for what is published later, backwards for receipts of before.
 */

type Keys = { readonly origin: string; readonly from: string; readonly to: string };
type Seeds = { readonly from: Uint8Array; readonly to: Uint8Array };

export function makeKeyStatement({ origin, from, to }: Keys, seeds: Seeds): string {
  const text = `smart-asn/key/v1\n${origin}\n${from}\n${to}\n`;
  return signNote(text, origin, seeds.from) + signatureLine(text, origin, seeds.to);
}

function readKeyStatement(note: string): Keys | undefined {
  const match = /^smart-asn\/key\/v1\n([^\s+]+)\n(\S+)\n(\S+)\n$/.exec(readNote(note)?.text ?? '');
  const [, origin = '', from = '', to = ''] = match ?? [];
  const keys = [from, to].map((vkey) => readVerifierKey(vkey));
  const isSigned = keys.every((key) => key !== undefined && key.name === origin && verifyNote(note, key) === 'ok');
  return match && isSigned ? { origin, from, to } : undefined;
}

/** All keys of the log that these keys lead to. */
export function followKeys(trusted: readonly string[], statements: readonly string[]): readonly string[] {
  const read = statements.map(readKeyStatement).filter((one) => one !== undefined);
  const known = new Set(trusted);
  for (let before = -1; before !== known.size; ) {
    before = known.size;
    for (const { from, to } of read)
      if (known.has(from) || known.has(to)) {
        known.add(from);
        known.add(to);
      }
  }
  return [...known];
}
