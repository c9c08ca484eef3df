import { testWaits } from '#slices/assessment';
import { directoryWaits } from '#slices/directory';
import { learningWaits } from '#slices/learning';
import { ledgerWaits } from '#slices/ledger';
import { worseWaits } from '#slices/measures';
import { complaintWaits } from '#slices/participation';
import { planWaits } from '#slices/planning';
import { caseWaits, deadlineWaits, draftWaits, queueWaits } from '#slices/services';
import { findScope } from '#platform/access';
import { type Ctx, together } from '#platform/context';
import type { Tx } from '#platform/db';
import { undelivered } from '#platform/mail';
import { stoppedChannels } from '#platform/notify';
import { formatInstant } from '#platform/time';
import { presses, type Waiting } from '#platform/ui';
import { formatNumber } from '#platform/words';
import { words } from './words.ts';

/** Letters are nobody's slice: who looks after the house hears of those that do not arrive. */
async function letters(tx: Tx, ctx: Ctx): Promise<readonly Waiting[]> {
  const { actor } = ctx;
  if (actor.kind !== 'staff' || !findScope(actor, 'directory.manage')) return [];
  const [{ failed, retried }, stopped] = await together([undelivered(tx, actor.agencyId, ctx.now.subtract({ hours: 30 * 24 })), stoppedChannels(tx, ctx.now)]);
  const w = words(ctx.lang);
  const n = (value: number) => formatNumber(value, ctx.lang);
  const alarms = stopped.map(({ channel, failing_since, last_error }) =>
    w.channelStopped(w.channelNames[channel], formatInstant(failing_since ?? ctx.now, ctx.zone, ctx.lang, 'short'), last_error ?? ''),
  );
  const lead = [...alarms, failed + retried === 0 ? w.lettersFine : w.lettersStuck(n(failed), n(retried))].join(' ');
  return [{ press: stopped.length > 0 ? 'now' : 'watch', title: w.letters, lead, rows: [] }];
}

const askings = [
  testWaits,
  ledgerWaits,
  worseWaits,
  queueWaits,
  deadlineWaits,
  draftWaits,
  caseWaits,
  complaintWaits,
  directoryWaits,
  learningWaits,
  planWaits,
  letters,
] as const;

/** What waits for this person, as each slice tells it, in the order in which it presses; among equals, who oversees reads of the whole first. */
export async function waitsFor(tx: Tx, ctx: Ctx): Promise<readonly Waiting[]> {
  const told = await together(askings.map((ask) => ask(tx, ctx)));
  return told.flat().toSorted((a, b) => presses.indexOf(a.press) - presses.indexOf(b.press));
}
