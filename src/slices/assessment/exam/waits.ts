import type { AgencyId, PersonId } from '#slices/directory';
import { findScope, type Staff } from '#platform/access';
import { type Ctx, together } from '#platform/context';
import type { Tx } from '#platform/db';
import { formatDate, formatTime, todayIn } from '#platform/time';
import type { Waiting } from '#platform/ui';
import { formatNumber, href, textIn } from '#platform/words';
import { testsByIds } from '../bank/store.ts';
import { permissions } from '../permissions.ts';
import { words } from '../words.ts';
import { isOver } from './rules.ts';
import { attemptsOf, extraTimes } from './store.ts';

/** A test whose time runs comes before everything else. */
async function running(tx: Tx, ctx: Ctx, actor: Staff): Promise<readonly Waiting[]> {
  const attempt = (await attemptsOf(tx, actor.personId as PersonId)).find((one) => one.finished_at === null && !isOver(one, ctx.now));
  if (!attempt) return [];
  const title = textIn((await testsByIds(tx, [attempt.test_id])).get(attempt.test_id)?.title ?? { id: '' }, ctx.lang);
  const w = words(ctx.lang).waits;
  const until = w.until(formatTime(attempt.ends_at, ctx.zone, ctx.lang));
  const address = href(ctx.lang, `/asesmen/tes/${attempt.id}/soal/1`);
  return [
    {
      press: 'now',
      title: w.running,
      next: { kicker: w.running, title: w.resume(title), text: until, action: { href: address, label: w.goOn } },
      rows: [{ href: address, title, icon: 'clipboard-check', note: until }],
    },
  ];
}

async function extraTime(tx: Tx, ctx: Ctx, actor: Staff): Promise<readonly Waiting[]> {
  if (!findScope(actor, permissions['assessment.extra-time'])) return [];
  const asked = (await extraTimes(tx, actor.agencyId as AgencyId)).filter((one) => one.state === 'asked');
  const oldest = asked.at(-1);
  if (!oldest) return [];
  const w = words(ctx.lang).waits;
  const since = w.since(formatDate(todayIn(oldest.asked_at, ctx.zone), ctx.lang, 'short'));
  const title = w.extraTime(formatNumber(asked.length, ctx.lang));
  return [{ press: 'colleagues', title: w.extraTimeTitle, rows: [{ href: href(ctx.lang, '/kelola/waktu-tes'), title, icon: 'clock', note: since }] }];
}

export async function testWaits(tx: Tx, ctx: Ctx): Promise<readonly Waiting[]> {
  const { actor } = ctx;
  if (actor.kind !== 'staff') return [];
  return (await together([running(tx, ctx, actor), extraTime(tx, ctx, actor)])).flat();
}
