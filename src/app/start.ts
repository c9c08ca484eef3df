import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { identityProvider, sweep } from '#slices/directory';
import { sequence } from '#slices/ledger';
import { assignRoles } from '#platform/access';
import { ctxOn } from '#platform/context';
import { type Database, DatabaseNewer, makeSecret, migrate, openDatabase, secretOf, sql } from '#platform/db';
import { type Embedded, startEmbedded } from '#platform/embedded';
import { openFileStore } from '#platform/files';
import { buildServer, healthRoutes, type House, loadAssets } from '#platform/http';
import { type Mailer, openMailer } from '#platform/mail';
import { dispatch } from '#platform/outbox';
import { CannotStart } from '#platform/problem';
import { loadDemo } from '../../database/seed/demo.ts';
import { repeat } from './background.ts';
import { type Clock, demoClock, realClock } from './clock.ts';
import type { Config } from './config.ts';
import { makeFrame } from './frame.tsx';
import { type Agencies, houseParts, openAgencies, systemCtx } from './house.ts';
import { openLedger } from './ledger-key.ts';
import { listen } from './listen.ts';
import { guarded, type Opening } from './opening.tsx';
import { roles } from './roles.ts';
import { root } from './root.ts';
import { allRoutes, fillSlots, registerJobs, runDaily, runEveryMinute } from './slices.ts';

const secrets = ['surveys', 'applications', 'certificates', 'links'] as const;

type Opened = { readonly db: Database; readonly embedded: Embedded | undefined; readonly url: string };

async function openData(config: Config): Promise<Opened> {
  const embedded = config.databaseUrl === '' ? await startEmbedded({ dataDir: config.dataDir }) : undefined;
  const url = embedded?.url ?? config.databaseUrl;
  try {
    await migrate(config.databaseDirectUrl || url, join(root, 'database/migrations'));
  } catch (error) {
    await embedded?.stop();
    if (error instanceof DatabaseNewer)
      throw new CannotStart(
        `Basis data ini lebih baru daripada program (${error.unknown.join(', ')}). Jalankan versi program yang lebih baru, atau pulihkan cadangan lama.`,
      );
    const code = (error as { code?: unknown }).code;
    if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'CONNECT_TIMEOUT' || code === '28P01' || code === '3D000')
      throw new CannotStart(`PostgreSQL di DATABASE_URL tidak dapat dipakai (${String(code)}). Periksa alamat, akun, dan apakah servernya berjalan.`);
    throw error;
  }
  const appUrl = config.databaseAppUrl || url;
  const db = openDatabase(appUrl, { max: 20, ...(config.databaseAppUrl === '' ? { role: 'app' as const } : {}) });
  return { db, embedded, url };
}

async function makeSecrets(db: Database): Promise<Uint8Array> {
  return db.transact('all', async (tx) => {
    for (const name of secrets) await makeSecret(tx, name);
    return secretOf(tx, 'links');
  });
}

type Running = { readonly config: Config; readonly log: Logger; readonly db: Database; readonly known: Agencies; readonly clock: Clock };

/** Events, the log, letters and work by the clock; each on its own, so that one that fails stops none of the others. */
function startLoops({ log, db, known, clock }: Running, mailer: Mailer) {
  const setting = {
    db,
    now: () => clock.now(),
    ctxFor: async (agencyId: string) => ({
      actor: { kind: 'system' as const, name: 'dispatch' },
      now: clock.now(),
      lang: 'id' as const,
      agency: known.find(agencyId) ?? known.home(),
      requestId: 'dispatch',
    }),
    onFailure: (report: { readonly handler: string; readonly eventId: string; readonly attempts: number; readonly dead: boolean; readonly error: unknown }) =>
      log.error(
        { handler: report.handler, event: report.eventId, attempts: report.attempts, dead: report.dead, name: (report.error as Error).name },
        'a reaction to an event failed',
      ),
  };
  let lastDay = '';
  return [
    repeat('events', 250, log, () => dispatch(setting)),
    repeat('ledger', 500, log, () => sequence(systemCtx(db, known, clock, 'sequencer'))),
    repeat('mail', 2000, log, () => mailer.deliver()),
    repeat('minute', 60_000, log, async () => {
      const ctx = systemCtx(db, known, clock, 'clock');
      await runEveryMinute(ctx);
      const today = ctx.today.toString();
      if (today !== lastDay) {
        lastDay = today;
        await runDaily(ctx);
        await db.transact('all', (tx) => sweep(tx, clock.now()));
      }
      return 0;
    }),
  ];
}

async function buildHouse(
  { config, log, db, known, clock }: Running,
  linkSecret: Uint8Array,
  opening: Opening,
): Promise<{ readonly site: FastifyInstance; readonly content: FastifyInstance }> {
  const assets = await loadAssets(join(root, 'dist/assets'), join(root, 'dist/manifest.json'));
  const provider =
    config.oidcIssuer === ''
      ? undefined
      : identityProvider({ issuer: config.oidcIssuer, clientId: config.oidcClientId, clientSecret: config.oidcClientSecret, name: config.oidcName });
  const readiness = async () => {
    const answers = await db
      .transact('all', (tx) => sql`select 1`.execute(tx), { readOnly: true })
      .then(
        () => true,
        () => false,
      );
    return { ready: answers && opening.loading === undefined, checks: { database: answers, loaded: opening.loading === undefined } };
  };
  const routes = guarded(allRoutes({ provider, isDemo: () => known.isDemo(), isEmpty: () => known.isEmpty(), onSetUp: () => known.reload() }), opening);
  const house: House = {
    publicUrl: config.publicUrl,
    contentUrl: config.contentUrl,
    routes: [...healthRoutes(readiness), ...routes],
    frame: makeFrame(assets, () => known.isDemo() || opening.loading !== undefined),
    log,
    assets,
    linkSecret,
    now: () => clock.now(),
    uploadFolder: join(config.dataDir, 'uploads'),
    store: openFileStore(config.filesUrl, config.dataDir),
    trustProxyHops: config.trustProxyHops,
    perMinute: config.requestsPerMinute,
    ...houseParts(db, known, clock, log),
  };
  return { site: await buildServer(house, 'site'), content: await buildServer(house, 'content') };
}

/** From settings to a serving house; undone in reverse by `stop`. */
export async function startHouse(config: Config, log: Logger, say: (line: string) => void): Promise<{ stop(): Promise<void> }> {
  assignRoles(roles);
  fillSlots();
  registerJobs();
  const { db, embedded, url } = await openData(config);
  const linkSecret = await makeSecrets(db);
  const known = openAgencies(db);
  await known.reload();
  const wantsDemo = known.isEmpty() && !config.empty;
  const clock = config.demoNow !== 'real' && (known.isDemo() || wantsDemo) ? demoClock() : realClock;
  const running: Running = { config, log, db, known, clock };
  await openLedger(systemCtx(db, known, clock, 'start'), config);
  const opening: Opening = { loading: wantsDemo ? { done: 0, all: 1 } : undefined, isEmpty: () => known.isEmpty() };
  const { site, content } = await buildHouse(running, linkSecret, opening);
  await listen(site, config.host, config.port, 'PORT');
  await listen(content, config.host, Number(new URL(config.contentUrl).port) || config.port + 1, 'CONTENT_URL');
  if (wantsDemo) await loadProvince(running, url, opening, say);
  const mailer = openMailer({
    db,
    smtpUrl: config.smtpUrl,
    from: config.mailFrom,
    now: () => clock.now(),
    onFailure: (report) => log.warn(report, 'a letter was not sent'),
  });
  const loops = startLoops(running, mailer);
  say(`Smart ASN siap: ${config.publicUrl}`);
  return {
    async stop() {
      await Promise.all([site.close(), content.close()]);
      await Promise.all(loops.map((loop) => loop.stop()));
      mailer.close();
      await db.close();
      await embedded?.stop();
    },
  };
}

async function loadProvince({ config, known, clock }: Running, url: string, opening: Opening, say: (line: string) => void): Promise<void> {
  say(`Memuat provinsi peragaan; kemajuannya juga tampak di ${config.publicUrl}`);
  let shown = -1;
  const accounts = await loadDemo({
    url,
    dataDir: config.dataDir,
    filesUrl: config.filesUrl,
    root,
    today: clock.now(),
    makeCtx: (db, input) => ctxOn(db, 'all', input),
    progress: (done, all) => {
      opening.loading = { done, all };
      const share = Math.floor((done / all) * 20);
      if (share === shown) return;
      shown = share;
      say(`[${'#'.repeat(share)}${' '.repeat(20 - share)}] ${Math.floor((done / all) * 100)}%`);
    },
  });
  await known.reload();
  opening.loading = undefined;
  say(`Akun peragaan (juga di ${join(config.dataDir, 'demo-accounts.json')}):`);
  for (const account of accounts) say(`  ${account.role.padEnd(17)} ${account.username.padEnd(34)} ${account.password}`);
}
