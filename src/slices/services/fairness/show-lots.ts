import { peopleByIds } from '#slices/directory';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { formatInstant } from '#platform/time';
import type { ApplicationId } from '../model.ts';
import { drawsOf } from './draw-store.ts';
import type { CaseLot } from './pages/lots.tsx';

/** The lots of a case for its page at `base`; who is behind a label only for who may know. */
export async function lotsOf(
  tx: Tx,
  ctx: Ctx,
  id: ApplicationId,
  { base, named }: { readonly base: string; readonly named: boolean },
): Promise<readonly CaseLot[]> {
  const draws = await drawsOf(tx, id);
  const drawn = draws.flatMap((draw) => draw.drawn.map((one) => one.personId));
  const people = named && drawn.length > 0 ? await peopleByIds(tx, drawn) : undefined;
  return draws.map((draw) => ({
    draw: draw.draw,
    announced: formatInstant(draw.announcedAt, ctx.zone, ctx.lang, 'short'),
    again: draw.again,
    drawn: draw.drawn.map((one) => ({ label: one.label, name: people?.get(one.personId)?.name, receipt: `${base}/${id}/undian/${one.label}` })),
  }));
}
