import type { AgencyId } from '#slices/directory';
import { permissions as services } from '#slices/services';
import { competencyName, unsurName } from '#slices/standards';
import { findScope } from '#platform/access';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import type { Waiting } from '#platform/ui';
import { href } from '#platform/words';
import { permissions } from './permissions.ts';
import { say } from './say.ts';
import { words } from './words.ts';
import { worseThings } from './worse.ts';

const most = 4;

/**
 * What got worse and who acts: first of all for who oversees and handles no case. Others see their own cases and complaints
 * elsewhere, and here, last, what is left. Gaps of units are left to the proposals that answer them.
 */
export async function worseWaits(tx: Tx, ctx: Ctx): Promise<readonly Waiting[]> {
  const { actor } = ctx;
  if (actor.kind !== 'staff' || !findScope(actor, permissions['measures.agency'])) return [];
  const handles = findScope(actor, services['services.work']) !== undefined;
  const isAbove = findScope(actor, services['services.oversee']) !== undefined && !handles;
  const all = (await worseThings(tx, actor.agencyId as AgencyId, ctx.today)).filter((one) => one.kind !== 'gap' && (isAbove || one.kind !== 'complaints'));
  if (all.length === 0 && !isAbove) return [];
  const w = words(ctx.lang);
  const address = href(ctx.lang, '/kinerja/instansi');
  const lines = all
    .slice(0, most)
    .map((one) => ({ said: say(ctx.lang, one, { competency: competencyName, unsur: unsurName }), who: 'who' in one ? one.who : undefined }));
  const [first] = lines;
  return [
    {
      press: isAbove ? 'citizens' : 'watch',
      title: w.waits.worse,
      lead: first ? undefined : w.worseCount(0),
      more: { href: address, label: w.agency },
      next:
        isAbove && first
          ? {
              kicker: w.waits.look,
              title: `${first.said.title}: ${[first.said.value, first.said.way].filter(Boolean).join(', ')}`,
              text: [first.said.why, first.who && w.acts(first.who)].filter(Boolean).join(' '),
              action: { href: address, label: w.waits.open },
            }
          : undefined,
      rows: lines.map(({ said, who }) => ({
        href: address,
        title: said.title,
        icon: 'alert-triangle',
        note: [said.why, who && w.acts(who)].filter(Boolean).join(' '),
        side: [said.value, said.way].filter(Boolean).join(', '),
      })),
    },
  ];
}
