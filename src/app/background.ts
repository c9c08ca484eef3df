import { z } from 'zod';
import { sweep } from '#slices/directory';
import { askWitness, sequence, type WitnessAddress } from '#slices/ledger';
import { ctxOn, type CtxInput } from '#platform/context';
import { forgetResults } from '#platform/db';
import { defineJob, enqueue, startJobs } from '#platform/jobs';
import { channels, forgetLetters } from '#platform/mail';
import { mailCarrier, openDelivery, textCarrier } from '#platform/notify';
import { dispatch } from '#platform/outbox';
import { faultOf } from '#platform/problem';
import { systemCtx } from './house.ts';
import { keepCheckpoint } from './ledger/checkpoint.ts';
import { repeat } from './repeat.ts';
import type { Running } from './running.ts';
import { runAfterLog, runDaily, runEveryMinute } from './slices.ts';

/** Once for each day of `ctx.now`, in one process. */
const daily = defineJob(
  'house.daily',
  z.object({}),
  async (ctx) => {
    await runDaily(ctx);
    await ctx.transact(async (tx) => {
      await sweep(tx, ctx.now);
      await forgetResults(tx, ctx.now.subtract({ hours: 48 }));
      await forgetLetters(tx, ctx.now.subtract({ hours: 24 * 30 }));
    });
  },
  'all',
);

function systemInput({ known, clock }: Running, name: string, agencyId: string): CtxInput {
  return { actor: { kind: 'system', name }, now: clock.now(), lang: 'id', agency: known.find(agencyId) ?? known.home(), requestId: name };
}

/** A witness that does not answer is an alarm, not a failure: what is published goes on, and says who has signed. */
async function showTo(witness: WitnessAddress, { data: { db }, known, clock, log }: Running): Promise<number> {
  const { signed, fault } = await askWitness(systemCtx(db, known, clock, 'witnesses'), witness);
  if (fault) log.error({ witness: witness.url, fault }, 'a witness does not sign');
  return signed ? 1 : 0;
}

export type Background = { stop(): Promise<void> };

/** Events, the log, letters and work by the clock; each on its own, so that one that fails stops none of the others. */
export async function startBackground(running: Running): Promise<Background> {
  const { config, log, data, known, clock, time } = running;
  const { db } = data;
  const delivery = openDelivery({
    db,
    carriers: {
      ...(config.smtpUrl === '' ? {} : { mail: mailCarrier({ url: config.smtpUrl, from: config.mailFrom }) }),
      ...(config.smsGatewayUrl === '' ? {} : { sms: textCarrier({ url: config.smsGatewayUrl, token: config.smsGatewayToken }) }),
    },
    now: () => clock.now(),
    onFailure: (report) => log.warn(report, 'a message was not sent'),
    onStopped: (channel, error) => log.error({ channel, error }, 'a channel of notices carries nothing any more'),
  });
  await keepCheckpoint(systemCtx(db, known, clock, 'sequencer'), config.dataDir);
  const loops = [
    repeat('events', 250, log, () =>
      dispatch({
        db,
        now: () => clock.now(),
        ctxFor: async (agencyId) => systemInput(running, 'dispatch', agencyId),
        onFailure: ({ error, ...report }) => log.error({ ...report, ...faultOf(error) }, 'a reaction to an event failed'),
      }),
    ),
    repeat('ledger', 500, log, async () => {
      const ctx = systemCtx(db, known, clock, 'sequencer');
      const placed = await sequence(ctx);
      if (placed > 0) await keepCheckpoint(ctx, config.dataDir);
      return placed;
    }),
    // Each by itself: one that is slow keeps none of the others waiting.
    ...config.witnessing.witnesses.map((witness) => repeat('witness', 1000, log, () => showTo(witness, running))),
    repeat('lots', 1000, log, () => runAfterLog(systemCtx(db, known, clock, 'lots'))),
    // A gateway that is slow keeps no letter waiting.
    ...channels.map((channel) => repeat(channel, 2000, log, () => delivery.deliver(channel))),
    repeat('clock', 30_000, log, async () => {
      const off_ms = await time.follow();
      if (Math.abs(off_ms) > 5000) log.error({ off_ms }, 'the clock of the database was set, and is followed');
      return 0;
    }),
  ];
  const jobs = await startJobs({
    url: data.appUrl,
    role: data.role,
    ctxFor: async (job, agencyId, lang) => ctxOn(db, job.reach === 'all' ? 'all' : [agencyId], { ...systemInput(running, job.name, agencyId), lang }),
    async everyMinute() {
      const ctx = systemCtx(db, known, clock, 'clock');
      await runEveryMinute(ctx);
      await ctx.transact((tx) => enqueue(tx, ctx, daily, {}, { once: ctx.today.toString() }));
    },
    onFailure: ({ error, ...report }) => log.error({ ...report, ...faultOf(error) }, report.dead ? 'a job is dead' : 'a job failed'),
    onTrouble: (error) => log.error(faultOf(error), 'the queues are in trouble'),
  });
  return {
    async stop() {
      await Promise.all([jobs.stop(), ...loops.map((loop) => loop.stop())]);
      delivery.close();
    },
  };
}
