import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { connect } from '#platform/db';
import { startEmbedded } from '#platform/embedded';
import { accountsOf, startProduct } from '#test/product';
import { type Opened, type Reader, reader } from '#test/reader';
import { laboratoryTest, paper } from '../e2e/steps/citizen.ts';
import { cpuOf, machine, median } from './machine.ts';

/*
 * Requests a second and CPU a request of the catalogue, a service page, the worklist and the submit action, beside a static file
 * of the same server and beside bare commits of the same database, in one run: `node bench/server.bench.ts`, `--database 15`.
 * The one who asks runs on the same machine: rates are what the two cores leave, CPU a request is what the product takes.
 */

const { values: options } = parseArgs({
  options: { database: { type: 'string', default: '18' }, seconds: { type: 'string', default: '8' }, rounds: { type: 'string', default: '5' } },
});
const version = options.database === '15' ? 15 : 18;
const seconds = Number(options.seconds);
const rounds = Number(options.rounds);
const clients = 32;

type Running = {
  readonly url: string;
  readonly pid: number;
  readonly postgres: number;
  readonly databaseUrl: string;
  readonly dataDir: string;
  stop(): Promise<void>;
};
type Figure = {
  readonly name: string;
  readonly rate: number;
  readonly p99_ms: number;
  readonly product_ms: number;
  readonly database_ms: number;
  readonly wrong: number;
};

/** The demo province on a database of its own, and the process of that database. */
async function start(): Promise<Running> {
  const scratch = await mkdtemp(join(tmpdir(), 'smart-asn-bench-'));
  const server = await startEmbedded({ dataDir: join(scratch, 'server'), version });
  const dataDir = join(scratch, 'data');
  const product = await startProduct({ dataDir, environment: { DATABASE_URL: server.url, TRUST_PROXY_HOPS: '1' } });
  const [pid = ''] = (await readFile(join(scratch, 'server/postgres/postmaster.pid'), 'utf8')).split('\n');
  return {
    url: product.url,
    pid: product.pid,
    postgres: Number(pid),
    databaseUrl: server.url,
    dataDir,
    async stop() {
      await product.stop();
      await server.stop();
      await rm(scratch, { recursive: true, force: true });
    },
  };
}

/** CPU milliseconds a request of product and database, over whatever the work does. */
async function metered(running: Running, work: () => Promise<number>): Promise<{ readonly product_ms: number; readonly database_ms: number }> {
  const before = [cpuOf(running.pid), cpuOf(running.postgres)] as const;
  const requests = await work();
  const after = [cpuOf(running.pid), cpuOf(running.postgres)] as const;
  return { product_ms: ((after[0] - before[0]) * 1000) / requests, database_ms: ((after[1] - before[1]) * 1000) / requests };
}

async function page(running: Running, name: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Figure> {
  const url = new URL(path, running.url).href;
  const asked = { 'accept-encoding': 'gzip', ...headers };
  await autocannon({ url, connections: clients, duration: 2, headers: asked });
  const figures: Figure[] = [];
  for (let round = 0; round < rounds; round += 1) {
    let figure = { rate: 0, p99_ms: 0, wrong: 0 };
    const cpu = await metered(running, async () => {
      const result = await autocannon({ url, connections: clients, duration: seconds, headers: asked });
      figure = { rate: result.requests.average, p99_ms: result.latency.p99, wrong: result.non2xx + result.errors };
      return result.requests.total;
    });
    figures.push({ name, ...figure, ...cpu });
  }
  const middle = (pick: (figure: Figure) => number) => median(figures.map(pick));
  return {
    name,
    rate: middle((one) => one.rate),
    p99_ms: middle((one) => one.p99_ms),
    product_ms: middle((one) => one.product_ms),
    database_ms: middle((one) => one.database_ms),
    wrong: figures.reduce((sum, one) => sum + one.wrong, 0),
  };
}

/** A draft with all its answers, one press of a button before its submission. */
async function draft(citizen: Reader): Promise<Opened> {
  let opened = await citizen.send(await citizen.open('/layanan/uji-laboratorium-lingkungan'), /\/mulai$/, {});
  for (let step = 0; step < 10 && /\/langkah\/\d+$/.test(opened.path); step += 1) {
    const answers = Object.entries(laboratoryTest).map(([name, value]) => [name, value.endsWith('.pdf') ? new File([new Uint8Array(paper)], value) : value]);
    opened = await citizen.send(opened, /\/langkah\/\d+$/, Object.fromEntries(answers) as Record<string, string | File>);
  }
  return opened;
}

async function submissions(running: Running): Promise<Figure> {
  const waiting: (() => Promise<number>)[] = [];
  for (let at = 0; at < 40 * rounds; at += 1) {
    // From an address of their own each, as citizens are.
    const citizen = reader(running.url, `198.51.100.${at % 250}`);
    const last = await draft(citizen);
    waiting.push(() => citizen.press(last, /\/kirim$/));
  }
  const times: number[] = [];
  let wrong = 0;
  const began = performance.now();
  const cpu = await metered(running, async () => {
    const queue = waiting.values();
    const worker = async () => {
      for (const press of queue) {
        const from = performance.now();
        if ((await press()) !== 303) wrong += 1;
        times.push(performance.now() - from);
      }
    };
    await Promise.all(Array.from({ length: clients }, worker));
    return waiting.length;
  });
  const sorted = times.toSorted((a, b) => a - b);
  return {
    name: 'submit an application',
    rate: (waiting.length * 1000) / (performance.now() - began),
    p99_ms: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
    ...cpu,
    wrong,
  };
}

/** What the same disk gives: one row, one commit, as many at once as the product's pool. */
async function bareCommits(running: Running): Promise<Figure> {
  const sql = connect(running.databaseUrl, { max: 20 });
  await sql`create table if not exists public.bare (id bigint generated always as identity, body text)`;
  let done = 0;
  const until = performance.now() + seconds * 1000;
  const cpu = await metered(running, async () => {
    const worker = async () => {
      for (; performance.now() < until; done += 1) await sql`insert into public.bare (body) values ('x')`;
    };
    await Promise.all(Array.from({ length: 20 }, worker));
    return done;
  });
  await sql`drop table public.bare`;
  await sql.end();
  return { name: 'bare: one row, one commit', rate: done / seconds, p99_ms: Number.NaN, ...cpu, product_ms: 0, wrong: 0 };
}

async function cookieOf(running: Running, role: string): Promise<string> {
  const account = (await accountsOf(running.dataDir)).get(role);
  if (!account) throw new Error(`no account for ${role}`);
  const visitor = reader(running.url);
  await visitor.send(await visitor.open('/masuk'), /\/masuk$/, { username: account.username, password: account.password });
  return visitor.cookie();
}

function row(figure: Figure): string {
  const shown = (value: number, digits: number) => (Number.isNaN(value) ? '–' : value.toFixed(digits));
  return `| ${figure.name} | ${shown(figure.rate, 0)} | ${shown(figure.p99_ms, 1)} | ${shown(figure.product_ms, 3)} | ${shown(figure.database_ms, 3)} | ${figure.wrong} |`;
}

const host = machine();
const running = await start();
try {
  const officer = await cookieOf(running, 'officer');
  const asset = /\/assets\/app-[^"]+\.css/.exec(await (await fetch(running.url)).text())?.[0] ?? '/';
  const figures = [
    await page(running, 'static file (the stylesheet)', asset),
    await page(running, 'front page, anonymous', '/'),
    await page(running, 'catalogue, anonymous', '/layanan'),
    await page(running, 'service page, anonymous', '/layanan/uji-laboratorium-lingkungan'),
    await page(running, 'worklist, officer', '/kerja', { cookie: officer }),
    await page(running, 'home, officer', '/beranda', { cookie: officer }),
    await bareCommits(running),
    await submissions(running),
  ];
  const text = [
    `# Server, PostgreSQL ${version}`,
    '',
    `${new Date().toISOString().slice(0, 10)}. ${host}. ${clients} clients on the same machine; pages: median of ${rounds} rounds of ${seconds} s.`,
    '',
    '| what | requests/s | p99 ms | product, CPU ms a request | database, CPU ms a request | answers that were wrong |',
    '|---|---:|---:|---:|---:|---:|',
    ...figures.map(row),
    '',
  ].join('\n');
  await mkdir(join(import.meta.dirname, 'results'), { recursive: true });
  await writeFile(join(import.meta.dirname, `results/server-postgres-${version}.md`), text);
  process.stdout.write(text);
} finally {
  await running.stop();
}
