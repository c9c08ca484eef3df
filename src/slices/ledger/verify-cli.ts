import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Verdict, verifyReceiptText } from './receipt.ts';

/* `bin/verify receipt.json`: needs no database and no network. Exit 0 good, 1 not good, 2 could not be checked. */

const texts = {
  id: {
    help: `Memeriksa tanda terima Smart ASN, tanpa basis data dan tanpa jaringan.

Pemakaian: bin/verify TANDA-TERIMA.json [--vkey KUNCI] [--en]

  --vkey KUNCI  hanya terima buku besar dengan kunci pemeriksa ini
                (diumumkan instansi di /ledger/vkey dan di halaman Transparansi)
  --en          berbahasa Inggris
  --help        tulisan ini

Hasil: 0 sah, 1 tidak sah, 2 tidak dapat diperiksa.
`,
    unreadable: (file: string) => `Berkas ${file} tidak dapat dibaca. Periksa nama dan tempatnya.\n`,
    good: 'SAH',
    bad: 'TIDAK SAH',
    reasons: {
      malformed: 'bentuknya bukan tanda terima Smart ASN.',
      altered: 'berkasnya tidak lagi persis seperti saat diberikan.',
      'foreign-key': 'ditandatangani kunci buku besar lain.',
      'bad-signature': 'tanda tangannya tidak cocok; ada yang diubah.',
      'bad-proof': 'isinya tidak ada di buku besar: sudah diubah, atau tidak pernah tercatat.',
    },
    kind: 'peristiwa',
    entry: 'catatan',
    entryOf: (index: number, size: number) => `nomor ${index}, dari ${size} catatan`,
    promise: 'janji',
    promiseBy: (by: string) => `bertanda tangan; masuk buku besar paling lambat ${by}. Unduh lagi sesudahnya untuk bukti lengkap.`,
    root: 'akar',
    ledger: 'buku besar',
    key: 'kunci',
    record: 'isi',
    ownKey: 'Kunci diambil dari berkas ini sendiri. Bandingkan dengan kunci yang diumumkan instansi, atau beri --vkey.',
  },
  en: {
    help: `Verifies a receipt of Smart ASN, without a database and without a network.

Usage: bin/verify RECEIPT.json [--vkey KEY] [--en]

  --vkey KEY  accept only the ledger with this verifier key
              (announced by the agency at /ledger/vkey and on its page Transparency)
  --en        in English
  --help      this text

Exit code: 0 good, 1 not good, 2 could not be checked.
`,
    unreadable: (file: string) => `The file ${file} cannot be read. Check its name and place.\n`,
    good: 'GOOD',
    bad: 'NOT GOOD',
    reasons: {
      malformed: 'it is not a receipt of Smart ASN.',
      altered: 'the file is no longer exactly as it was given.',
      'foreign-key': 'it was signed by the key of another ledger.',
      'bad-signature': 'the signature does not match; something was changed.',
      'bad-proof': 'its contents are not in the ledger: changed, or never recorded.',
    },
    kind: 'event',
    entry: 'entry',
    entryOf: (index: number, size: number) => `number ${index}, of ${size} entries`,
    promise: 'promise',
    promiseBy: (by: string) => `signed; in the ledger by ${by}. Download it again afterwards for the full proof.`,
    root: 'root',
    ledger: 'ledger',
    key: 'key',
    record: 'contents',
    ownKey: 'The key was taken from this file itself. Compare it with the key that the agency announces, or give --vkey.',
  },
} as const;

type Words = (typeof texts)['id'] | (typeof texts)['en'];

function linesOf(w: Words, verdict: Extract<Verdict, { ok: true }>, vkey: string): string {
  const rows: readonly (readonly [string, string])[] = [
    [w.kind, verdict.kind],
    ...(verdict.tree
      ? ([
          [w.entry, w.entryOf(verdict.index ?? 0, verdict.tree.size)],
          [w.root, verdict.tree.root],
        ] as const)
      : ([[w.promise, w.promiseBy(verdict.mergeBy ?? '')]] as const)),
    [w.ledger, verdict.origin],
    [w.key, vkey],
    [w.record, JSON.stringify(verdict.record)],
  ];
  return rows.map(([name, text]) => `  ${name.padEnd(11)} ${text}\n`).join('');
}

type Asked = { readonly file: string | undefined; readonly vkey: string | undefined; readonly en: boolean; readonly help: boolean };

function readArgs(args: readonly string[]): Asked | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { vkey: { type: 'string' }, en: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    return positionals.length > 1 ? undefined : { file: positionals[0], vkey: values.vkey, en: values.en ?? false, help: values.help ?? false };
  } catch {
    return undefined;
  }
}

function main(args: readonly string[]): number {
  const asked = readArgs(args);
  const w = texts[asked?.en ? 'en' : 'id'];
  if (asked?.help) {
    process.stdout.write(w.help);
    return 0;
  }
  if (asked?.file === undefined) {
    process.stderr.write(w.help);
    return 2;
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(asked.file));
  } catch (error) {
    // Bytes that are no text are a changed file, not an unreadable one.
    if (error instanceof TypeError) return report(w, { ok: false, why: 'altered' }, '', true);
    process.stderr.write(w.unreadable(asked.file));
    return 2;
  }
  const verdict = verifyReceiptText(text, asked.vkey);
  const vkey = verdict.ok ? (JSON.parse(text) as { readonly log: { readonly vkey: string } }).log.vkey : '';
  return report(w, verdict, vkey, asked.vkey !== undefined);
}

function report(w: Words, verdict: Verdict, vkey: string, isTrusted: boolean): number {
  if (!verdict.ok) {
    process.stdout.write(`${w.bad}: ${w.reasons[verdict.why]}\n`);
    return 1;
  }
  process.stdout.write(`${w.good}\n${linesOf(w, verdict, vkey)}`);
  if (!isTrusted) process.stdout.write(`${w.ownKey}\n`);
  return 0;
}

process.exitCode = main(process.argv.slice(2));
