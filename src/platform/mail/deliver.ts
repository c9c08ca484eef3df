import { createTransport, type Transporter } from 'nodemailer';
import type { Database } from '#platform/db';
import type { Instant } from '#platform/time';
import { markMail, type Message, waitingMail } from './queue.ts';

export type Mailer = {
  /** Sends what waits; returns how many were handled. */
  deliver(): Promise<number>;
  close(): void;
};

type Setting = {
  readonly db: Database;
  readonly smtpUrl: string;
  readonly from: string;
  /** How long a server may be silent. */
  readonly patience_ms?: number | undefined;
  now(): Instant;
  onFailure(report: { readonly id: string; readonly attempts: number; readonly error: string }): void;
};

const maxAttempts = 8;

/** Without a server the letters are kept as simulated, for the demo's own letterbox. */
export function openMailer(setting: Setting): Mailer {
  const transport = setting.smtpUrl === '' ? undefined : openTransport(setting);
  return {
    deliver: () => deliver(setting, transport),
    close: () => transport?.close(),
  };
}

function openTransport({ smtpUrl, from, patience_ms = 10_000 }: Setting): Transporter {
  const patience = { connectionTimeout: patience_ms, greetingTimeout: patience_ms, socketTimeout: 3 * patience_ms };
  return createTransport({ url: smtpUrl, ...patience }, { from });
}

// Few at once, so that a server which is silent each time does not outlast the claim.
const atOnce = 5;

// A letter is claimed by pushing its next attempt away, then sent with no transaction open: a crash between means once more.
async function deliver(setting: Setting, transport: Transporter | undefined): Promise<number> {
  const now = setting.now();
  const claimed = await setting.db.transact('all', async (tx) => {
    const waiting = await waitingMail(tx, now, atOnce);
    for (const message of waiting) await markMail(tx, message.id, transport ? 'waiting' : 'simulated', message.attempts, now.add({ minutes: 5 }), null);
    return waiting;
  });
  if (!transport) return claimed.length;
  for (const message of claimed) await send(setting, transport, message);
  return claimed.length;
}

async function send(setting: Setting, transport: Transporter, message: Message): Promise<void> {
  try {
    await transport.sendMail({
      // As an address, not as a text in which a comma would begin another.
      to: { name: '', address: message.recipient },
      subject: message.subject,
      text: message.body,
      messageId: `<${message.id}@smart-asn>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': message.lang },
    });
    await setting.db.transact('all', (tx) => markMail(tx, message.id, 'sent', message.attempts + 1, setting.now(), null));
  } catch (fault) {
    const attempts = message.attempts + 1;
    const error = (fault as { code?: unknown }).code ? String((fault as { code?: unknown }).code) : 'unknown';
    const state = attempts >= maxAttempts ? 'failed' : 'waiting';
    await setting.db.transact('all', (tx) =>
      markMail(tx, message.id, state, attempts, setting.now().add({ seconds: Math.min(3600, 2 ** attempts * 5) }), error),
    );
    setting.onFailure({ id: message.id, attempts, error });
  }
}
