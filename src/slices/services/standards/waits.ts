import { findScope } from '#platform/access';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { formatInstant } from '#platform/time';
import type { Waiting } from '#platform/ui';
import { formatNumber, href, textIn } from '#platform/words';
import { permissions } from '../permissions.ts';
import { openDrafts } from './store.ts';
import { words } from './words.ts';

const shown = 5;

/** Drafts that wait for a second person, which this one could be. */
export async function draftWaits(tx: Tx, ctx: Ctx): Promise<readonly Waiting[]> {
  const { actor, lang } = ctx;
  if (actor.kind !== 'staff' || !findScope(actor, permissions['services.publish'])) return [];
  const drafts = (await openDrafts(tx, actor.agencyId as Parameters<typeof openDrafts>[1])).filter(
    (draft) => draft.state === 'in-review' && !draft.writtenBy.includes(actor.personId),
  );
  if (drafts.length === 0) return [];
  const w = words(lang);
  const rows = drafts.slice(0, shown).map(({ id, content, published, changedAt }) => ({
    href: href(lang, `/kelola/layanan/${id}`),
    title: textIn(content.name ?? { id: w.unnamed }, lang),
    icon: 'clipboard-check' as const,
    note: `${published ? w.draftNext(formatNumber(published.version + 1, lang)) : w.draftNew}, ${w.changed(formatInstant(changedAt, ctx.zone, lang, 'short'))}`,
  }));
  return [{ press: 'colleagues', title: w.toReview, rows, more: { href: href(lang, '/kelola/layanan'), label: w.manage } }];
}
