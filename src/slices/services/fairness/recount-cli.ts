import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type PublishedQueues, queuesFormat, recount, type RecountedDraw, type Recounted } from './recount.ts';

/* `bin/recount ADDRESS`: fetches the public log, verifies it, and recomputes queues and lots from it alone. Needs no database. */

const texts = {
  id: {
    help: `Menghitung ulang antrean dan undian dari buku besar publik Smart ASN, tanpa basis data.

Pemakaian: bin/recount ALAMAT-ATAU-FOLDER [--vkey KUNCI] [--draw NOMOR] [--en]

  ALAMAT         misalnya https://layanan.contoh.go.id; atau folder berisi
                 ledger/checkpoint, ledger/vkey, ledger/tile/… dan transparansi/antrean.json
  --vkey KUNCI   hanya terima buku besar dengan kunci pemeriksa ini
  --draw NOMOR   periksa satu undian saja
  --en           berbahasa Inggris
  --help         tulisan ini

Hasil: 0 sama, 1 berbeda, 2 tidak dapat diperiksa.
`,
    unreadable: (what: string) => `${what} tidak dapat dibaca.`,
    badLog: (at: string) => `BERBEDA: buku besar tidak cocok pada ${at}.`,
    log: (size: number) => `Buku besar: ${size} catatan diunduh; setiap catatan, petak, akar, dan tanda tangan cocok.`,
    ownKey: 'Kunci diambil dari alamat itu sendiri. Bandingkan dengan kunci yang diumumkan instansi, atau beri --vkey.',
    queues: (taken: number, out: number, none: number, rows: number) =>
      `Antrean: ${taken} permohonan diambil, ${out} di luar giliran, ${none} tanpa alasan; ${rows} baris (layanan dan bulan).`,
    same: 'SAMA: semua angka yang diumumkan sama dengan hitungan dari buku besar.',
    different: (n: number) => `BERBEDA: ${n} angka yang diumumkan tidak sama dengan hitungan dari buku besar.`,
    difference: (row: string, field: string, published: string, own: string) => `  ${row} ${field}: diumumkan ${published}, dihitung ${own}`,
    draws: (n: number) => `Undian: ${n}.`,
    noDraw: (id: string) => `Tidak ada undian ${id} di buku besar.`,
    draw: (one: string, verdict: string) => `  ${one}: ${verdict}`,
    again: (n: number) => `, undian ke-${n} untuk permohonan yang sama`,
    verdicts: {
      fits: 'cocok',
      open: 'diumumkan, belum diundi',
      abandoned: 'TIDAK DISELESAIKAN dalam waktunya',
      'wrong-algorithm': 'CARA MENGUNDI TIDAK DIKENAL',
      'wrong-size': 'TITIK PERIKSA BUKAN SETELAH PENGUMUMAN DAN SEBELUM HASIL',
      'wrong-root': 'AKAR TIDAK COCOK',
      'wrong-result': 'HASIL TIDAK COCOK',
      'done-twice': 'DUA HASIL UNTUK SATU UNDIAN',
    },
  },
  en: {
    help: `Recomputes queues and lots from the public log of Smart ASN, without a database.

Usage: bin/recount ADDRESS-OR-FOLDER [--vkey KEY] [--draw ID] [--en]

  ADDRESS      for example https://services.example.go.id; or a folder that holds
               ledger/checkpoint, ledger/vkey, ledger/tile/… and transparansi/antrean.json
  --vkey KEY   accept only the ledger with this verifier key
  --draw ID    check one lot only
  --en         in English
  --help       this text

Exit code: 0 equal, 1 different, 2 could not be checked.
`,
    unreadable: (what: string) => `${what} cannot be read.`,
    badLog: (at: string) => `DIFFERENT: the log does not fit at ${at}.`,
    log: (size: number) => `Log: ${size} entries fetched; every entry, tile, root and signature fits.`,
    ownKey: 'The key was taken from that address itself. Compare it with the key that the agency announces, or give --vkey.',
    queues: (taken: number, out: number, none: number, rows: number) =>
      `Queues: ${taken} applications taken, ${out} out of turn, ${none} without a reason; ${rows} rows (service and month).`,
    same: 'EQUAL: all published figures are those counted from the log.',
    different: (n: number) => `DIFFERENT: ${n} published figures are not those counted from the log.`,
    difference: (row: string, field: string, published: string, own: string) => `  ${row} ${field}: published ${published}, counted ${own}`,
    draws: (n: number) => `Lots: ${n}.`,
    noDraw: (id: string) => `The log holds no lot ${id}.`,
    draw: (one: string, verdict: string) => `  ${one}: ${verdict}`,
    again: (n: number) => `, lot number ${n} for the same application`,
    verdicts: {
      fits: 'fits',
      open: 'announced, not drawn yet',
      abandoned: 'NOT DONE in its time',
      'wrong-algorithm': 'UNKNOWN WAY OF DRAWING',
      'wrong-size': 'CHECKPOINT NOT AFTER THE ANNOUNCEMENT AND BEFORE THE RESULT',
      'wrong-root': 'ROOT DOES NOT FIT',
      'wrong-result': 'RESULT DOES NOT FIT',
      'done-twice': 'TWO RESULTS FOR ONE LOT',
    },
  },
} as const;

type Words = (typeof texts)['id'] | (typeof texts)['en'];
type Asked = { readonly from: string; readonly vkey: string | undefined; readonly draw: string | undefined };

function readArgs(args: readonly string[]): (Partial<Asked> & { readonly en: boolean; readonly help: boolean }) | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { vkey: { type: 'string' }, draw: { type: 'string' }, en: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    if (positionals.length > 1) return undefined;
    const [from] = positionals;
    return { ...(from === undefined ? {} : { from }), vkey: values.vkey, draw: values.draw, en: values.en ?? false, help: values.help ?? false };
  } catch {
    return undefined;
  }
}

class Unreadable extends Error {}

/** Reads a path of the site, from its address or from a folder that mirrors it. */
function readerOf(from: string): (path: string) => Promise<Uint8Array> {
  if (!/^https?:\/\//.test(from))
    return async (path) => {
      try {
        return await readFile(join(from, path));
      } catch {
        throw new Unreadable(join(from, path));
      }
    };
  const base = from.replace(/\/+$/, '');
  return async (path) => {
    const address = `${base}/${path}`;
    const answer = await fetch(address, { signal: AbortSignal.timeout(60_000) }).catch(() => undefined);
    if (!answer?.ok) throw new Unreadable(address);
    return new Uint8Array(await answer.arrayBuffer());
  };
}

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

function publishedIn(bytes: Uint8Array, name: string): PublishedQueues {
  try {
    const value = JSON.parse(decode(bytes)) as PublishedQueues;
    if (value.format === queuesFormat && Number.isSafeInteger(value.size) && Array.isArray(value.rows)) return value;
  } catch {
    // Said below, in words.
  }
  throw new Unreadable(name);
}

function drawLines(w: Words, draws: readonly RecountedDraw[]): string {
  return draws.map(({ announced, verdict, earlier }) => `${w.draw(announced.draw, w.verdicts[verdict])}${earlier > 0 ? w.again(earlier + 1) : ''}\n`).join('');
}

function tell(w: Words, asked: Asked, found: Recounted): number {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  say(w.log(found.replayed.size));
  if (asked.vkey === undefined) say(w.ownKey);
  const draws = found.draws.filter((one) => asked.draw === undefined || one.announced.draw === asked.draw);
  if (asked.draw !== undefined && draws.length === 0) {
    say(w.noDraw(asked.draw));
    return 1;
  }
  if (asked.draw === undefined) {
    const sum = (of: (row: Recounted['rows'][number]) => number) => found.rows.reduce((total, row) => total + of(row), 0);
    say(
      w.queues(
        sum((row) => row.taken),
        sum((row) => row.outOfTurn),
        sum((row) => row.reasons['none'] ?? 0),
        found.rows.length,
      ),
    );
    say(found.differences.length === 0 ? w.same : w.different(found.differences.length));
    for (const one of found.differences) say(w.difference(one.row, one.field, one.published, one.recounted));
  }
  say(w.draws(draws.length));
  process.stdout.write(drawLines(w, draws));
  const isGood = draws.every((one) => one.verdict === 'fits' || one.verdict === 'open') && (asked.draw !== undefined || found.differences.length === 0);
  return isGood ? 0 : 1;
}

async function run(w: Words, asked: Asked): Promise<number> {
  const read = readerOf(asked.from);
  try {
    const path = 'transparansi/antrean.json';
    const published = asked.draw === undefined ? publishedIn(await read(path), path) : undefined;
    const vkey = asked.vkey ?? decode(await read('ledger/vkey')).trim();
    const found = await recount({ get: (tile) => read(`ledger/${tile}`), vkey, published, now: Date.now(), progress: () => undefined });
    if ('ok' in found) {
      process.stdout.write(`${w.badLog(found.at)}\n`);
      return 1;
    }
    return tell(w, asked, found);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    process.stderr.write(`${w.unreadable(error.message)}\n`);
    return 2;
  }
}

async function main(args: readonly string[]): Promise<number> {
  const asked = readArgs(args);
  const w = texts[asked?.en ? 'en' : 'id'];
  if (asked?.help) {
    process.stdout.write(w.help);
    return 0;
  }
  if (asked?.from === undefined) {
    process.stderr.write(w.help);
    return 2;
  }
  return run(w, { from: asked.from, vkey: asked.vkey, draw: asked.draw });
}

process.exitCode = await main(process.argv.slice(2));
