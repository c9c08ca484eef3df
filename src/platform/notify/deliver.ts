import { Gauge, register } from 'prom-client';
import type { Database } from '#platform/db';
import { type Channel, channels, markMessage, type Message, waitingMessages } from '#platform/mail';
import type { Instant } from '#platform/time';
import { type Carrier, NotCarried } from './carrier.ts';
import { isStopped, noteCarried, noteRefused } from './channels.ts';

export type Delivery = {
  /** Sends what waits on one channel; returns how many were handled. */
  deliver(channel: Channel): Promise<number>;
  close(): void;
};

type Report = { readonly channel: Channel; readonly id: string; readonly attempts: number; readonly error: string; readonly dead: boolean };

export type DeliverySetting = {
  readonly db: Database;
  /** Without a carrier what goes by a channel is kept as simulated, for the demo's own letterbox. */
  readonly carriers: Readonly<Partial<Record<Channel, Carrier>>>;
  now(): Instant;
  onFailure(report: Report): void;
  /** A channel carries nothing any more: somebody must look. */
  onStopped(channel: Channel, error: string): void;
};

const maxAttempts = 8;

function gauge(): Gauge {
  const name = 'notice_channel_failing';
  return (
    (register.getSingleMetric(name) as Gauge | undefined) ??
    new Gauge({ name, help: 'Attempts that have failed since a message of this channel last went out', labelNames: ['channel'] })
  );
}

export function openDelivery(setting: DeliverySetting): Delivery {
  const failing = gauge();
  for (const channel of channels) failing.set({ channel }, 0);
  return {
    deliver: (channel) => deliver(setting, channel, failing),
    close: () => Object.values(setting.carriers).forEach((carrier) => carrier.close()),
  };
}

// Few at once, so that a server which is silent each time does not outlast the claim.
const atOnce = 5;

// A message is claimed by pushing its next attempt away, then sent with no transaction open: a crash between means once more.
async function deliver(setting: DeliverySetting, channel: Channel, failing: Gauge): Promise<number> {
  const now = setting.now();
  const carrier = setting.carriers[channel];
  const claimed = await setting.db.transact('all', async (tx) => {
    const waiting = await waitingMessages(tx, channel, now, atOnce);
    const state = carrier ? 'waiting' : 'simulated';
    for (const { id, attempts } of waiting) await markMessage(tx, id, { state, attempts, next: now.add({ minutes: 5 }) });
    return waiting;
  });
  if (!carrier) return claimed.length;
  for (const message of claimed) failing.set({ channel }, await send(setting, carrier, message));
  return claimed.length;
}

/** How often in a row the channel has failed by now. */
async function send(setting: DeliverySetting, carrier: Carrier, message: Message): Promise<number> {
  const attempts = message.attempts + 1;
  try {
    const { reference } = await carrier.send(message);
    await setting.db.transact('all', async (tx) => {
      await markMessage(tx, message.id, { state: 'sent', attempts, next: setting.now(), reference });
      await noteCarried(tx, message.channel, setting.now());
    });
    return 0;
  } catch (fault) {
    if (!(fault instanceof NotCarried)) throw fault;
    return refused(setting, message, fault);
  }
}

async function refused(setting: DeliverySetting, message: Message, { code: error, final }: NotCarried): Promise<number> {
  const { id, channel } = message;
  const attempts = message.attempts + 1;
  const now = setting.now();
  const dead = final || attempts >= maxAttempts;
  const before = await setting.db.transact('all', async (tx) => {
    await markMessage(tx, id, { state: dead ? 'failed' : 'waiting', attempts, next: now.add({ seconds: Math.min(3600, 2 ** attempts * 5) }), error });
    // One that can never be carried says nothing of the channel.
    return final ? undefined : noteRefused(tx, channel, now, error);
  });
  setting.onFailure({ channel, id, attempts, error, dead });
  if (!before) return 0;
  const after = { failing: before.failing + 1, failing_since: before.failing_since ?? now };
  if (isStopped(after, now) && !isStopped(before, now)) setting.onStopped(channel, error);
  return after.failing;
}
