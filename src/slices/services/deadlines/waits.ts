import { findScope } from '#platform/access';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { formatDate, todayIn } from '#platform/time';
import type { Waiting } from '#platform/ui';
import { formatNumber, href } from '#platform/words';
import { permissions } from '../permissions.ts';
import { waitingChanges } from './store.ts';
import { words } from './words.ts';

/** Proposals that somebody has to confirm. */
export async function deadlineWaits(tx: Tx, ctx: Ctx): Promise<readonly Waiting[]> {
  const { actor } = ctx;
  if (actor.kind !== 'staff' || !findScope(actor, permissions['services.deadlines'])) return [];
  const waiting = await waitingChanges(tx, actor.agencyId);
  if (waiting.length === 0) return [];
  const w = words(ctx.lang);
  return [
    {
      press: 'now',
      title: w.waitsTitle,
      more: { href: href(ctx.lang, '/kelola/tenggat'), label: w.title },
      rows: waiting.map((one) => ({
        href: href(ctx.lang, `/kelola/tenggat/${one.id}`),
        title: w.waits(formatNumber(one.n, ctx.lang)),
        note: `${one.cause}. ${formatDate(todayIn(one.proposed_at, ctx.zone), ctx.lang)}`,
      })),
    },
  ];
}
