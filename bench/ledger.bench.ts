import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { keyNumber, make } from '#slices/ledger/testing';
import { type Ctx, ctxOn } from '#platform/context';
import { connect, migrate, openDatabase, sql } from '#platform/db';
import { startEmbedded } from '#platform/embedded';
import { testAgency, testNow } from '#test/facts';
import { receiptOf, sequence } from '../src/slices/ledger/actions.ts';
import { replay } from '../src/slices/ledger/formats/replay.ts';
import { verifyReceipt } from '../src/slices/ledger/formats/receipt.ts';
import { readTilePath } from '../src/slices/ledger/formats/tiles.ts';
import { newestCheckpoint, tileBytes } from '../src/slices/ledger/store.ts';
import { independentVerifier } from '../tools/independent/program.ts';
import { cpuOf, machine, median } from './machine.ts';

/*
 * The log at 1,000,000 entries: how many a second the sequencer appends, what the proof of any entry costs, and how long it takes
 * to verify all of it, by our own verifier and by the one in Go: `node bench/ledger.bench.ts`, `--entries 100000` for a short run.
 */

const { values: options } = parseArgs({ options: { entries: { type: 'string', default: '1000000' }, proofs: { type: 'string', default: '500' } } });
const [entries, proofs] = [Number(options.entries), Number(options.proofs)];
const atOnce = 2000;
const key = keyNumber(7);

/** Commitments as the outbox would hold them: what waits for the sequencer. */
async function fill(ctx: Ctx): Promise<void> {
  const chunk = 50_000;
  for (let from = 0; from < entries; from += chunk)
    await ctx.transact((tx) =>
      sql`insert into outbox.events (id, kind, version, agency_id, actor, payload, ledger, entry, occurred_at)
        select gen_random_uuid(), 'test.announced', 1, ${testAgency.id}, 'system:test', '{}', 'public',
          convert_to('{"kind":"test.announced","record":{"n":' || n || ',"token":"' || encode(sha256(n::text::bytea), 'hex') || '"},"version":1}', 'utf8'), ${testNow}
        from generate_series(${from + 1}::int, ${Math.min(entries, from + chunk)}::int) n`.execute(tx),
    );
}

type Timed = { readonly seconds: number; readonly product_s: number; readonly database_s: number };

/** By the clock, and what it took of the processors: on a busy machine only the latter says something. */
async function timed(postgres: number, work: () => Promise<unknown>): Promise<Timed> {
  const [began, product, database] = [performance.now(), process.cpuUsage(), cpuOf(postgres)];
  await work();
  const { user, system } = process.cpuUsage(product);
  return { seconds: (performance.now() - began) / 1000, product_s: (user + system) / 1e6, database_s: cpuOf(postgres) - database };
}

async function timeProofs(ctx: Ctx): Promise<readonly number[]> {
  const { rows } = await ctx.read((tx) =>
    sql<{ id: string }>`select id from outbox.events where leaf_index is not null order by md5(leaf_index::text) limit ${proofs}`.execute(tx),
  );
  // As on any day: after a million entries at once the server would measure its own tidying up.
  const owner = connect(server.url, { max: 1 });
  await owner.unsafe('vacuum analyze');
  await owner.end({ timeout: 5 });
  const times: number[] = [];
  for (const { id } of rows) {
    const began = performance.now();
    const receipt = await ctx.read((tx) => receiptOf(tx, id));
    times.push(performance.now() - began);
    if (!verifyReceipt(receipt, { keys: [key.vkey] }).ok) throw new Error(`the receipt of ${id} does not verify`);
  }
  return times;
}

/** As the routes serve it, without what stands in front of them. */
async function serveLog(ctx: Ctx): Promise<{ readonly url: string; close(): void }> {
  const bytesOf = async (path: string) => {
    if (path === 'checkpoint') return new TextEncoder().encode((await ctx.read(newestCheckpoint))?.note ?? '');
    const tile = readTilePath(path);
    return tile && ctx.read((tx) => tileBytes(tx, tile));
  };
  const server = createServer((request, response) => {
    bytesOf((request.url ?? '').slice(1)).then(
      (bytes) => response.writeHead(bytes ? 200 : 404).end(bytes),
      () => response.writeHead(500).end(),
    );
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close().closeAllConnections() };
}

const scratch = await mkdtemp(join(tmpdir(), 'ledger-bench-'));
const on = machine();
const go = independentVerifier();
const server = await startEmbedded({ dataDir: scratch });
await migrate(server.url, 'database/migrations');
const postgres = Number((await readFile(join(scratch, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
const db = openDatabase(server.url, { role: 'app', max: 8 });
const ctx = ctxOn(db, 'all', { actor: { kind: 'system', name: 'bench' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'bench' });
await make.log(ctx, key);
await fill(ctx);
const rates: number[] = [];
const append = await timed(postgres, async () => {
  for (;;) {
    const began = performance.now();
    const placed = await sequence(ctx, atOnce);
    if (placed === 0) return;
    rates.push(placed / ((performance.now() - began) / 1000));
  }
});
// As on any day: after a million entries at once the server would measure its own tidying up.
const owner = connect(server.url, { max: 1 });
await owner.unsafe('vacuum analyze');
await owner.end({ timeout: 5 });
const times: number[] = [];
const proving = await timed(postgres, async () => times.push(...(await timeProofs(ctx))));
const served = await serveLog(ctx);
const get = async (path: string) => new Uint8Array(await (await fetch(`${served.url}/${path}`)).arrayBuffer());
const ours = await timed(postgres, async () => {
  const found = await replay({ get, keys: [key.vkey] });
  if (!found.ok || found.size !== entries) throw new Error(`our own verifier finds a fault: ${JSON.stringify(found)}`);
});
const others = await timed(postgres, async () => {
  const found = await go('-url', served.url, '-vkey', key.vkey);
  if (found.code !== 0) throw new Error(`the verifier in Go finds a fault: ${found.said}`);
});
served.close();
await db.close();
await server.stop();
await rm(scratch, { recursive: true, force: true });

const n = (value: number, digits = 0) => value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const sorted = times.toSorted((a, b) => a - b);
const perSecond = entries / append.seconds;
const cpu = ({ product_s, database_s }: Timed, per: number, unit: string) =>
  `${n((product_s / per) * 1000, 3)} + ${n((database_s / per) * 1000, 3)} ms ${unit}`;
const proof_ms = median(times);
const text = `# Ledger

${new Date().toISOString().slice(0, 10)}. ${on}. ${n(entries)} entries, on the embedded PostgreSQL with durable commits; appended ${n(atOnce)} at a time, each time with its signed checkpoint.

| what | by the clock | CPU, product + database | bar |
|---|---:|---:|---|
| appended a second, over all | ${n(perSecond)} | ${cpu(append, entries, 'an entry')} | ≥ 5,000 |
| appended a second, median of ${n(rates.length)} checkpoints | ${n(median(rates))} | | |
| receipt of any entry with its proof, median of ${n(times.length)} | ${n(proof_ms, 2)} ms | ${cpu(proving, times.length, 'a receipt, verified')} | ≤ 2 ms |
| the same, 99 of 100 | ${n(sorted[Math.floor(sorted.length * 0.99)] ?? 0, 2)} ms | | |
| all of it verified by our own verifier | ${n(ours.seconds, 1)} s | ${n(ours.product_s, 1)} + ${n(ours.database_s, 1)} s, with serving | |
| all of it verified by the one in Go | ${n(others.seconds, 1)} s | | |

Verified means: every entry hashed, every tile compared byte for byte, root and signature; fetched over HTTP from the same machine, whose two cores serve at the same time.
`;
await mkdir(join(import.meta.dirname, 'results'), { recursive: true });
if (entries >= 1_000_000) await writeFile(join(import.meta.dirname, 'results/ledger.md'), text);
process.stdout.write(text);
process.exitCode = perSecond >= 5000 && proof_ms <= 2 ? 0 : 1;
