import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { identityProvider } from '#slices/directory';
import { holdWitnesses } from '#slices/ledger';
import { assignRoles } from '#platform/access';
import { sql } from '#platform/db';
import { clamd, clearAbandoned, openFileStore } from '#platform/files';
import { buildServer, healthRoutes, type House, loadAssets } from '#platform/http';
import { holdPublicUrl } from '#platform/mail';
import { holdSigner } from '#platform/sign';
import { type Background, startBackground } from './background.ts';
import { databaseTime, demoClock, followedClock } from './clock.ts';
import type { Config } from './config.ts';
import { makeFrame } from './frame.tsx';
import { houseParts, openAgencies, systemCtx } from './house.ts';
import { refuseOlderLog } from './ledger/checkpoint.ts';
import { openLedger } from './ledger/key.ts';
import { measureLedger } from './ledger/metrics.ts';
import { closeGently, listen } from './listen.ts';
import { loadProvince } from './load-province.ts';
import { makeSecrets, openData } from './open-data.ts';
import { guarded, type Opening } from './opening.tsx';
import { roles } from './roles.ts';
import { root } from './root.ts';
import type { Running } from './running.ts';
import { openSigner } from './signing.ts';
import { allRoutes, fillSlots, registerJobs } from './slices.ts';

async function buildHouse(
  { config, log, data: { db }, known, clock, files }: Running,
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
  const routes = guarded(
    allRoutes({ provider, isDemo: () => known.isDemo(), smsToken: config.smsGatewayToken, isEmpty: () => known.isEmpty(), onSetUp: () => known.reload() }),
    opening,
  );
  const house: House = {
    publicUrl: config.publicUrl,
    contentUrl: config.contentUrl,
    routes: [...healthRoutes(readiness, config.metricsToken), ...routes],
    frame: makeFrame(assets, () => known.isDemo() || opening.loading !== undefined),
    log,
    assets,
    linkSecret,
    now: () => clock.now(),
    uploadFolder: join(config.dataDir, 'uploads'),
    uploadBounds: { perHour_bytes: config.uploadsPerHour_mb * 1_000_000, spare_bytes: config.spareDisk_mb * 1_000_000 },
    scan: config.clamdUrl === '' ? undefined : clamd(config.clamdUrl),
    store: files,
    trustProxyHops: config.trustProxyHops,
    perMinute: config.requestsPerMinute,
    ...houseParts(db, known, clock, { log, secondFactor: config.secondFactor }),
  };
  return { site: await buildServer(house, 'site'), content: await buildServer(house, 'content') };
}

export type Terminal = {
  readonly say: (line: string) => void;
  /** The process cannot serve any more: one line that says why, and an end that a supervisor answers by a new start. */
  readonly giveUp: (line: string) => void;
};

/** From settings to a serving house; undone in reverse by `stop`, or at once by a start that cannot go on. */
export async function startHouse(config: Config, log: Logger, { say, giveUp }: Terminal): Promise<{ stop(): Promise<void> }> {
  await using undo = new AsyncDisposableStack();
  assignRoles(roles);
  fillSlots();
  const files = openFileStore(config.filesUrl, config.dataDir);
  registerJobs(files);
  holdPublicUrl(config.publicUrl);
  holdWitnesses(config.witnessing);
  const data = await openData(config);
  undo.defer(() => data.close());
  data.watch((news) => {
    if (news === 'lost') giveUp(`PostgreSQL bawaan mati dan tidak mau berjalan lagi. Lihat sebabnya di ${join(config.dataDir, 'postgres.log')}`);
    else log.error({ embedded: news }, news === 'gone' ? 'the embedded server has died and is started again' : 'the embedded server answers again');
  });
  await clearAbandoned(join(config.dataDir, 'uploads'));
  const linkSecret = await makeSecrets(data.db);
  const known = openAgencies(data.db);
  await known.reload();
  const wantsDemo = known.isEmpty() && !config.empty;
  holdSigner(await openSigner(config, known.isDemo() || wantsDemo));
  const time = await followedClock(databaseTime(data.db));
  const clock = config.demoNow !== 'real' && (known.isDemo() || wantsDemo) ? demoClock(time) : time;
  const running: Running = { config, log, data, known, clock, time, files };
  const first = systemCtx(data.db, known, clock, 'start');
  await openLedger(first, config);
  await refuseOlderLog(first, config.dataDir);
  measureLedger((work) => data.db.transact('all', work, { readOnly: true }));
  const opening: Opening = { loading: wantsDemo ? { done: 0, all: 1 } : undefined, isEmpty: () => known.isEmpty() };
  const { site, content } = await buildHouse(running, linkSecret, opening);
  const background: Partial<Background> = {};
  undo.defer(async () => {
    await Promise.all([closeGently(site), closeGently(content), background.stop?.()]);
  });
  await listen(site, config.host, config.port, 'PORT');
  await listen(content, config.host, Number(new URL(config.contentUrl).port) || config.port + 1, 'CONTENT_URL');
  if (wantsDemo) await loadProvince(running, opening, say);
  Object.assign(background, await startBackground(running));
  say(`Smart ASN siap: ${config.publicUrl}`);
  const kept = undo.move();
  return { stop: () => kept.disposeAsync() };
}
