import { findScope } from '#platform/access';
import { type Ctx, together } from '#platform/context';
import type { Tx } from '#platform/db';
import { formatInstant } from '#platform/time';
import { Tag, type Waiting } from '#platform/ui';
import { formatNumber, href } from '#platform/words';
import { eventName } from './event-name.ts';
import { permissions } from './permissions.ts';
import { newestCheck } from './audit/store.ts';
import { kindsSince } from './store.ts';
import { words } from './words.ts';

const most = 6;

/** For the inspectorate: whether the log fits, and what came into it this week. */
export async function ledgerWaits(tx: Tx, ctx: Ctx): Promise<readonly Waiting[]> {
  const { actor } = ctx;
  if (actor.kind !== 'staff' || !findScope(actor, permissions['ledger.inspect'])) return [];
  const [check, kinds] = await together([newestCheck(tx), kindsSince(tx, actor.agencyId, ctx.now.subtract({ hours: 7 * 24 }))]);
  const w = words(ctx.lang);
  const n = (value: number | bigint) => formatNumber(value, ctx.lang);
  const checked = check && w.checkedNote(n(check.size), formatInstant(check.checkedAt, ctx.zone, ctx.lang, 'short'));
  const recompute = { href: href(ctx.lang, '/transparansi'), label: w.waits.recompute };
  return [
    {
      press: 'citizens',
      title: w.waits.fit,
      more: recompute,
      next:
        check === undefined || check.faults.length === 0 ? undefined : { kicker: w.waits.alarm, title: w.waits.fault, text: checked ?? '', action: recompute },
      lead: check === undefined ? w.notChecked : undefined,
      rows:
        checked === undefined
          ? []
          : [
              {
                href: recompute.href,
                title: w.checked,
                note: checked,
                icon: 'shield-check',
                side: <Tag tone={check && check.faults.length > 0 ? 'bad' : 'good'}>{check && check.faults.length > 0 ? w.waits.fault : w.allFit}</Tag>,
              },
            ],
    },
    {
      press: 'colleagues',
      title: w.waits.changed,
      lead: kinds.length === 0 ? w.waits.nothing : w.waits.changedLead(n(kinds.reduce((sum, one) => sum + one.n, 0n))),
      more: { href: href(ctx.lang, '/kelola/catatan'), label: w.inspect },
      rows: kinds.slice(0, most).map((one) => ({
        href: href(ctx.lang, `/kelola/catatan?jenis=${one.kind}`),
        title: eventName(one.kind, ctx.lang),
        icon: 'list-check',
        side: n(one.n),
      })),
    },
  ];
}
