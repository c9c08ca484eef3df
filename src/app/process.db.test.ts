import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ctxOn, type CtxInput } from '#platform/context';
import { sql } from '#platform/db';
import { testAgency, testDatabase, testNow } from '#test/db';
import { freePorts } from '#test/product';
import { make } from '#slices/ledger/testing';
import { signNote } from '../slices/ledger/formats/note.ts';
import { settings } from './config.ts';
import { root } from './root.ts';

/*
 * The built program as an operator starts it. `npm test` builds it first.
 */
const program = join(root, 'dist/server.js');
const database = testDatabase();
const started: ChildProcess[] = [];
let dataDir = '';
let port = 0;

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };
type Started = { readonly child: ChildProcess; readonly ended: Promise<Ended>; said(text: string): Promise<void> };

function start(environment: Readonly<Record<string, string>>, ...args: readonly string[]): Started {
  return startAs([process.execPath, program, ...args], environment);
}

function startAs([file = '', ...args]: readonly string[], environment: Readonly<Record<string, string>>): Started {
  const child = spawn(file, args, {
    env: { PATH: process.env['PATH'] ?? '', PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: database.url, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  const text = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (text.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text.err += chunk.toString()));
  const ended = once(child, 'exit').then(([code]): Ended => ({ code: code as number | null, ...text }));
  return {
    child,
    ended,
    async said(wanted) {
      const over = { yet: false };
      void ended.then(() => (over.yet = true));
      while (!text.out.includes(wanted)) {
        if (over.yet) throw new Error(`it ended: ${text.err}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
  };
}

/** One line that says what to do, and nothing else. */
function expectAdvice({ code, err }: Ended, said: RegExp): void {
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(err).toMatch(said);
  expect(err).not.toMatch(/\bat .*:\d+:\d+/);
  expect(code).toBe(1);
}

beforeAll(async () => {
  expect(existsSync(program)).toBe(true);
  dataDir = await mkdtemp(join(tmpdir(), 'smart-asn-process-'));
  port = await freePorts();
});
afterAll(async () => {
  // Only after a test that failed is any of them still there.
  for (const child of started) child.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

describe('a start that cannot go on says in one line what to do', () => {
  test.each<readonly [string, Readonly<Record<string, string>>, RegExp]>([
    ['PORT', { PORT: 'tiga ribu' }, /Pengaturan PORT .*"tiga ribu" bukan nomor port/],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://x' }, /Pengaturan DATABASE_URL .*postgres:\/\//],
    ['PUBLIC_URL', { PUBLIC_URL: 'situs' }, /Pengaturan PUBLIC_URL .*http:\/\//],
    ['LOG_LEVEL', { LOG_LEVEL: 'banyak' }, /Pengaturan LOG_LEVEL .*"banyak" tidak dikenal. Pilih salah satu: fatal/],
    ['DEMO_NOW', { DEMO_NOW: 'kemarin' }, /Pengaturan DEMO_NOW .*real/],
    ['LEDGER_KEY', { LEDGER_KEY: 'pendek' }, /LEDGER_KEY harus 32 bita/],
    ['LEDGER_WITNESSES', { LEDGER_WITNESSES: 'https://saksi.example' }, /Pengaturan LEDGER_WITNESSES .*alamat dan kunci pemeriksa/],
    ['LEDGER_POLICY', { LEDGER_POLICY: '2' }, /Pengaturan LEDGER_POLICY .*dari 0 saksi/],
    ['a folder that is a file', { DATA_DIR: '/dev/null/data' }, /Folder \/dev\/null\/data tidak dapat ditulis/],
    ['a folder, with the embedded database', { DATA_DIR: '/dev/null/data', DATABASE_URL: '' }, /Folder \/dev\/null\/data tidak dapat ditulis/],
    ['a server that is not there', { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' }, /PostgreSQL di DATABASE_URL tidak dapat dipakai \(ECONNREFUSED\)/],
    ['a port below 1', { HOST: '203.0.113.1' }, /Alamat HOST=203.0.113.1 tidak ada di mesin ini/],
  ])('%s', async (_what, environment, said) => {
    expectAdvice(await start(environment, '--empty').ended, said);
  });

  test('an option that is unknown', async () => {
    expectAdvice(await start({}, '--kosong').ended, /--kosong tidak dapat dipakai: pilihan ini tidak dikenal. Lihat npm start -- --help/);
  });

  test.each([0, 1])('a port that another program has (PORT + %i)', async (offset) => {
    const other = createServer().listen(port + offset, '127.0.0.1');
    await once(other, 'listening');
    expectAdvice(
      await start({}, '--empty').ended,
      new RegExp(`Port ${port + offset} sudah dipakai program lain.*${offset === 0 ? 'PORT' : 'CONTENT_URL'}=… npm start`),
    );
    other.close();
  });

  test('a password that is wrong', async () => {
    const wrong = new URL(database.url);
    wrong.password = 'salah';
    expectAdvice(await start({ DATABASE_URL: wrong.href }, '--empty').ended, /tidak dapat dipakai \(28P01\)/);
  });

  test('a database that is newer than the program', async () => {
    await database.owner.transact('all', (tx) => sql`insert into platform.migrations (name, sha256) values ('9999-of-tomorrow.sql', 'x')`.execute(tx));
    expectAdvice(await start({}, '--empty').ended, /Basis data ini lebih baru daripada program \(9999-of-tomorrow.sql\)/);
    await database.owner.transact('all', (tx) => sql`delete from platform.migrations where name like '9999%'`.execute(tx));
  });

  test('a database whose tables another program has made', async () => {
    await database.owner.transact('all', (tx) => sql`update platform.migrations set sha256 = 'x' || sha256 where name like '%-directory.sql'`.execute(tx));
    expectAdvice(await start({}, '--empty').ended, /Basis data ini dibuat oleh program dengan bentuk tabel lain \(.*-directory.sql\)/);
    await database.owner.transact('all', (tx) => sql`update platform.migrations set sha256 = substr(sha256, 2) where name like '%-directory.sql'`.execute(tx));
  });
});

test('--help lists every setting with its reason, and no secret', async () => {
  const { code, out } = await start({ LEDGER_KEY: 'jangan-tampak', DATABASE_URL: 'postgres://a:jangan-tampak@x/y' }, '--help').ended;
  expect(code).toBe(0);
  for (const one of Object.values(settings)) expect(out).toContain(`  ${one.name.padEnd(22)} ${one.reason}`);
  expect(out).not.toContain('jangan-tampak');
});

describe('a house that serves', () => {
  test('says where in one line, answers its machine addresses, leads to the set-up, and starts again as it was', async () => {
    const house = start({}, '--empty');
    await house.said(`Smart ASN siap: http://localhost:${port}`);
    const at = `http://127.0.0.1:${port}`;
    expect(await (await fetch(`${at}/healthz`)).text()).toBe('ok\n');
    expect(await (await fetch(`${at}/readyz`)).json()).toEqual({ ready: true, checks: { database: true, loaded: true } });
    const figures = await (await fetch(`${at}/metrics`)).text();
    expect(figures).toContain('http_requests_total{');
    expect(figures).toMatch(/^ledger_published_at_seconds [1-9]/m);
    expect((await fetch(`${at}/layanan`, { redirect: 'manual' })).headers.get('location')).toBe('/siapkan');
    expect((await fetch(`${at}/ledger/vkey`)).status).toBe(200);
    house.child.kill('SIGTERM');
    expect(await house.ended).toMatchObject({ code: 0, err: '' });

    const again = start({}, '--empty');
    await again.said('Smart ASN siap');
    again.child.kill('SIGINT');
    expect((await again.ended).code).toBe(0);
  });

  test('refuses to sign a second history with another key, or under another name', async () => {
    expectAdvice(
      await start({ LEDGER_KEY: Buffer.alloc(32, 9).toString('base64') }, '--empty').ended,
      /Kunci buku besar berbeda dari kunci pada penyalaan pertama/,
    );
    expectAdvice(
      await start({ LEDGER_ORIGIN: 'lain.contoh.id/ledger' }, '--empty').ended,
      /LEDGER_ORIGIN sudah tetap sejak penyalaan pertama: localhost:\d+\/ledger/,
    );
    const key = await readFile(join(dataDir, 'ledger-key'), 'utf8');
    await writeFile(join(dataDir, 'ledger-key'), 'bukan kunci\n');
    expectAdvice(await start({}, '--empty').ended, /ledger-key bukan kunci buku besar. Kembalikan berkas itu dari cadangan/);
    await writeFile(join(dataDir, 'ledger-key'), key);
  });

  test('R2: refuses a database that no longer holds what was published: an older backup would sign a second history', async () => {
    const house = start({}, '--empty');
    await house.said('Smart ASN siap');
    const path = join(dataDir, 'ledger-checkpoint');
    const kept = () => readFile(path, 'utf8').catch(() => '');
    const system: CtxInput = { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' };
    await make.event(ctxOn(database.app, 'all', system), 'sebuah catatan');
    await vi.waitUntil(async () => (await kept()).split('\n')[1] === '1', { timeout: 10_000 });
    const published = await kept();
    expect(published).toBe(await (await fetch(`http://127.0.0.1:${port}/ledger/checkpoint`)).text());
    house.child.kill('SIGTERM');
    await house.ended;
    const [origin = '', size = '', root = ''] = published.split('\n');
    const seed = new Uint8Array(Buffer.from(await readFile(join(dataDir, 'ledger-key'), 'utf8'), 'base64'));
    const elsewhere = (at: number, rootAt: string) => signNote(`${origin}\n${at}\n${rootAt}\n`, origin, seed);
    for (const other of [elsewhere(Number(size) + 1, root), elsewhere(Number(size), Buffer.alloc(32, 1).toString('base64')), 'bukan checkpoint\n']) {
      await writeFile(path, other);
      expectAdvice(await start({}, '--empty').ended, /tidak memuat buku besar yang sudah diterbitkan .*Pulihkan cadangan yang lebih baru/);
      expect(await readFile(path, 'utf8')).toBe(other);
    }
    await writeFile(path, published);
    const again = start({}, '--empty');
    await again.said('Smart ASN siap');
    again.child.kill('SIGTERM');
    expect((await again.ended).code).toBe(0);
  }, 60_000);

  test('R12: with a limit of 256 open files it refuses or cuts whom it cannot hold, and serves everybody once they have gone', async () => {
    const limited = ['/bin/sh', '-c', 'ulimit -n 256 && exec "$@"', 'sh', process.execPath, program, '--empty'];
    const house = startAs(limited, {});
    await house.said('Smart ASN siap');
    const status = (path: string) =>
      fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(15_000) }).then(
        async (answer) => (await answer.arrayBuffer(), answer.status),
        () => 0,
      );
    const crowd = Array.from({ length: 600 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const meanwhile = await Promise.all(Array.from({ length: 20 }, () => status('/readyz')));
    expect(meanwhile.filter((one) => ![0, 200, 503].includes(one))).toEqual([]);
    for (const one of crowd) one.destroy();
    await vi.waitUntil(async () => (await status('/readyz')) === 200, { timeout: 10_000, interval: 200 });
    expect(await Promise.all(Array.from({ length: 20 }, () => status('/siapkan')))).toEqual(Array.from({ length: 20 }, () => 200));
    house.child.kill('SIGTERM');
    expect((await house.ended).code).toBe(0);
  }, 60_000);

  test('R13: told to end while requests come in, answers each that it has taken, and ends well', async () => {
    const house = start({}, '--empty');
    await house.said('Smart ASN siap');
    const outcomes: string[] = [];
    let ending = false;
    const client = async () => {
      while (!ending) {
        const outcome = await fetch(`http://127.0.0.1:${port}/siapkan`).then(
          async (answer) => ((await answer.text()).includes('</html>') ? String(answer.status) : `${answer.status} without a page`),
          (error: unknown) => String((error as { cause?: { code?: unknown } }).cause?.code),
        );
        outcomes.push(outcome);
        if (outcome === 'ECONNREFUSED') return;
      }
    };
    const clients = Array.from({ length: 8 }, client);
    await new Promise((resolve) => setTimeout(resolve, 500));
    house.child.kill('SIGTERM');
    const { code } = await house.ended;
    ending = true;
    await Promise.all(clients);
    expect(code).toBe(0);
    expect(outcomes.filter((outcome) => outcome === '200').length).toBeGreaterThan(10);
    // Taken and answered with a whole page, or not taken at all: a line may be closed that lay idle.
    expect(Array.from(new Set(outcomes)).filter((outcome) => !['200', 'ECONNREFUSED', 'UND_ERR_SOCKET', 'ECONNRESET'].includes(outcome))).toEqual([]);
  });
});
