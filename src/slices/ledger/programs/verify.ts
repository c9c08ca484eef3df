import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readPolicy } from '../formats/cosignature.ts';
import { followKeys } from '../formats/key-statement.ts';
import { isWitnessed, type Trust, type Verdict, verifyReceiptText } from '../formats/receipt.ts';

/*
 * `bin/verify receipt.json`: needs no database and no network. Exit 0 good, 1 not good, 2 could not be checked, 3 good but signed by
 * fewer witnesses than are asked for.
 */

const texts = {
  id: {
    help: `Memeriksa tanda terima Smart ASN, tanpa basis data dan tanpa jaringan.

Pemakaian: bin/verify TANDA-TERIMA.json [--vkey KUNCI] [--policy BERKAS] [--keys BERKAS] [--en]

  --vkey KUNCI     hanya terima buku besar dengan kunci pemeriksa ini
                   (diumumkan instansi di /ledger/vkey dan di halaman Transparansi)
  --policy BERKAS  kunci buku besar dan aturan saksi yang Anda percaya
                   (disalin dari /ledger/policy, atau susunan Anda sendiri)
  --keys BERKAS    pergantian kunci buku besar (disalin dari /ledger/keys): kunci yang Anda
                   percaya menuntun ke yang sebelum dan sesudahnya
  --en             berbahasa Inggris
  --help           tulisan ini

Hasil: 0 sah, 1 tidak sah, 2 tidak dapat diperiksa, 3 sah tetapi saksinya belum cukup.
`,
    unreadable: (file: string) => `Berkas ${file} tidak dapat dibaca. Periksa nama dan tempatnya.\n`,
    wrongKeys: (file: string) => `Berkas ${file} bukan daftar pergantian kunci.\n`,
    wrongPolicy: (file: string) => `Berkas ${file} bukan aturan saksi (tlog-policy dengan satu kelompok saksi).\n`,
    good: 'SAH',
    short: 'SAH, TETAPI SAKSI BELUM CUKUP',
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
    witnesses: 'saksi',
    witnessesOf: (names: readonly string[], k: number, n: number) => `${names.length}, perlu ${k} dari ${n}${names.length > 0 ? `: ${names.join(', ')}` : ''}`,
    ownKey: 'Kunci diambil dari berkas ini sendiri. Bandingkan dengan kunci yang diumumkan instansi, atau beri --vkey atau --policy.',
  },
  en: {
    help: `Verifies a receipt of Smart ASN, without a database and without a network.

Usage: bin/verify RECEIPT.json [--vkey KEY] [--policy FILE] [--keys FILE] [--en]

  --vkey KEY     accept only the ledger with this verifier key
                 (announced by the agency at /ledger/vkey and on its page Transparency)
  --policy FILE  keys of the ledger and the policy of witnesses that you trust
                 (copied from /ledger/policy, or one of your own)
  --keys FILE    changes of the ledger's key (copied from /ledger/keys): the key that you
                 trust leads to those before and after it
  --en           in English
  --help         this text

Exit code: 0 good, 1 not good, 2 could not be checked, 3 good but too few witnesses.
`,
    unreadable: (file: string) => `The file ${file} cannot be read. Check its name and place.\n`,
    wrongKeys: (file: string) => `The file ${file} is no list of changes of a key.\n`,
    wrongPolicy: (file: string) => `The file ${file} is no policy of witnesses (tlog-policy with one group of witnesses).\n`,
    good: 'GOOD',
    short: 'GOOD, BUT TOO FEW WITNESSES',
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
    witnesses: 'witnesses',
    witnessesOf: (names: readonly string[], k: number, n: number) => `${names.length}, ${k} of ${n} needed${names.length > 0 ? `: ${names.join(', ')}` : ''}`,
    ownKey: 'The key was taken from this file itself. Compare it with the key that the agency announces, or give --vkey or --policy.',
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
    ...(verdict.witnessed
      ? ([
          [
            w.witnesses,
            w.witnessesOf(
              verdict.witnessed.by.map((stamp) => stamp.name),
              verdict.witnessed.k,
              verdict.witnessed.n,
            ),
          ],
        ] as const)
      : []),
    [w.ledger, verdict.origin],
    [w.key, vkey],
    [w.record, JSON.stringify(verdict.record)],
  ];
  return rows.map(([name, text]) => `  ${name.padEnd(11)} ${text}\n`).join('');
}

type Asked = {
  readonly file: string | undefined;
  readonly vkey: string | undefined;
  readonly policy: string | undefined;
  readonly keys: string | undefined;
  readonly en: boolean;
  readonly help: boolean;
};

function readArgs(args: readonly string[]): Asked | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        vkey: { type: 'string' },
        policy: { type: 'string' },
        keys: { type: 'string' },
        en: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const { vkey, policy, keys, en = false, help = false } = values;
    return positionals.length > 1 ? undefined : { file: positionals[0], vkey, policy, keys, en, help };
  } catch {
    return undefined;
  }
}

class CannotCheck extends Error {}

function textOf(w: Words, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch (error) {
    // Bytes that are no text are a changed file, not an unreadable one.
    if (error instanceof TypeError) return '\u0000';
    throw new CannotCheck(w.unreadable(file));
  }
}

function statementsIn(w: Words, file: string): readonly string[] {
  try {
    const read: unknown = JSON.parse(textOf(w, file));
    if (Array.isArray(read) && read.every((one) => typeof one === 'string')) return read;
  } catch (error) {
    if (error instanceof CannotCheck) throw error;
  }
  throw new CannotCheck(w.wrongKeys(file));
}

/** What the asker knows from elsewhere: keys, and the policy of witnesses. */
function trustOf(w: Words, { vkey, policy: file, keys: changes }: Asked): Trust {
  const read = file === undefined ? undefined : readPolicy(textOf(w, file));
  if (file !== undefined && !read) throw new CannotCheck(w.wrongPolicy(file));
  const given = [...(vkey === undefined ? [] : [vkey.trim()]), ...(read?.logs ?? [])];
  const keys = changes === undefined ? given : followKeys(given, statementsIn(w, changes));
  return { ...(keys.length > 0 ? { keys } : {}), ...(read ? { policy: read.policy } : {}) };
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
  try {
    const text = textOf(w, asked.file);
    const trust = trustOf(w, asked);
    return report(w, verifyReceiptText(text, trust), text, trust);
  } catch (error) {
    if (!(error instanceof CannotCheck)) throw error;
    process.stderr.write(error.message);
    return 2;
  }
}

function report(w: Words, verdict: Verdict, text: string, { keys }: Trust): number {
  if (!verdict.ok) {
    process.stdout.write(`${w.bad}: ${w.reasons[text === '\u0000' ? 'altered' : verdict.why]}\n`);
    return 1;
  }
  const isEnough = isWitnessed(verdict);
  const { vkey } = (JSON.parse(text) as { readonly log: { readonly vkey: string } }).log;
  process.stdout.write(`${isEnough ? w.good : w.short}\n${linesOf(w, verdict, vkey)}`);
  if (!keys) process.stdout.write(`${w.ownKey}\n`);
  return isEnough ? 0 : 3;
}

process.exitCode = main(process.argv.slice(2));
