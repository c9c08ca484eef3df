import { readFileSync } from 'node:fs';
import { verifyReceipt } from './receipt.ts';

/* `bin/verify receipt.json [--vkey TEXT]`: needs no database and no network. Exit 0 good, 1 not good, 2 unreadable. */

const reasons = {
  malformed: 'bentuknya bukan tanda terima Smart ASN.',
  'foreign-key': 'ditandatangani kunci buku besar lain.',
  'bad-signature': 'tanda tangannya tidak cocok.',
  'bad-proof': 'isinya tidak ada di buku besar: sudah diubah, atau tidak pernah tercatat.',
} as const;

function main(args: readonly string[]): number {
  const at = args.indexOf('--vkey');
  const vkey = at >= 0 ? args[at + 1] : undefined;
  const file = args.find((arg, place) => !arg.startsWith('--') && (at < 0 || place !== at + 1));
  if (!file || (at >= 0 && !vkey)) {
    process.stderr.write('Pemakaian: bin/verify tanda-terima.json [--vkey KUNCI]\n');
    return 2;
  }
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    process.stderr.write(`${file} tidak dapat dibaca sebagai JSON.\n`);
    return 2;
  }
  const verdict = verifyReceipt(value, vkey);
  if (!verdict.ok) {
    process.stdout.write(`TIDAK SAH: ${reasons[verdict.why]}\n`);
    return 1;
  }
  const where = verdict.what === 'receipt' ? `tercatat sebagai catatan ${verdict.index}` : `janji bertanda tangan, tercatat paling lambat ${verdict.mergeBy}`;
  process.stdout.write(`SAH: ${verdict.kind}, ${where}, buku besar ${verdict.origin}\n`);
  if (!vkey)
    process.stdout.write(
      `Kunci diambil dari berkas itu sendiri: ${(value as { log: { vkey: string } }).log.vkey}\nBandingkan dengan kunci yang diumumkan instansi, atau beri --vkey.\n`,
    );
  return 0;
}

process.exit(main(process.argv.slice(2)));
