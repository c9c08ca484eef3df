import type { AgencyId, PersonId, UnitId } from '#slices/directory';
import { ratingSums } from '#slices/participation';
import { unsurCrosswalk } from '#slices/standards';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { evidenceAdded, gapClosed, gapFound } from './events.ts';
import type { UnitRating } from './model.ts';
import { norm, showsGap, unitRating, window_months } from './rules.ts';
import { insertEvidence, insertGap, openGapForUpdate, saveUnitMonth, unitMonths, updateGap } from './store.ts';

type Level = { readonly competency: string; readonly level: number; readonly right?: number | undefined; readonly items?: number | undefined };

type Observation = {
  readonly agencyId: AgencyId;
  readonly personId: PersonId;
  readonly source: 'test' | 'course';
  readonly sourceId: string;
  readonly levels: readonly Level[];
};

/** Evidence on a person from a test taken or a course completed. */
export async function addEvidence(ctx: Ctx, seen: Observation): Promise<void> {
  await ctx.transact(async (tx) => {
    for (const { competency, level, right, items } of seen.levels) {
      const added = await insertEvidence(tx, {
        agency_id: seen.agencyId,
        id: newId(ctx.now.epochMilliseconds),
        person_id: seen.personId,
        competency,
        level,
        source: seen.source,
        source_id: seen.sourceId,
        right_items: right ?? null,
        items: items ?? null,
        observed_on: ctx.today,
      });
      const fact = { personId: seen.personId, competency, source: seen.source, sourceId: seen.sourceId };
      if (added) await emit(tx, ctx, evidenceAdded, fact, { agencyId: seen.agencyId, record: { ...fact, level, observedOn: ctx.today.toString() } });
    }
  });
}

/**
 * A rating of a unit came in: its month is brought up to date, and a gap opened or closed. It is evidence on the unit and on
 * nobody in it.
 */
export async function weighUnit(ctx: Ctx, agencyId: AgencyId, unitId: UnitId): Promise<void> {
  await ctx.transact(async (tx) => {
    const thisMonth = ctx.today.with({ day: 1 });
    const totals = await ratingSums(tx, { agencyId, unitId, from: thisMonth, until: ctx.today });
    const n = totals.reduce((sum, total) => sum + total.n, 0);
    const crosswalk = unsurCrosswalk();
    const from = thisMonth.subtract({ months: window_months - 1 });
    for (const link of crosswalk.links) {
      const place = Number(link.unsur.slice(1)) - 1;
      const total = totals.reduce((sum, one) => sum + (one.sums[place] ?? 0), 0);
      if (n > 0) await saveUnitMonth(tx, agencyId, unitId, { unsur: link.unsur, month: thisMonth.toString(), n, total });
    }
    const months = await unitMonths(tx, agencyId, from, unitId);
    for (const link of crosswalk.links) {
      const rating = unitRating(link.unsur, months);
      if (rating) await openOrClose(tx, ctx, { agencyId, unitId, competency: link.competency, crosswalk: crosswalk.edition, rating });
    }
  });
}

type Weighed = { readonly agencyId: AgencyId; readonly unitId: UnitId; readonly competency: string; readonly crosswalk: string; readonly rating: UnitRating };

async function openOrClose(tx: Tx, ctx: Ctx, { agencyId, unitId, competency, crosswalk, rating }: Weighed): Promise<void> {
  const open = await openGapForUpdate(tx, agencyId, unitId, rating.unsur);
  const gap = showsGap(rating);
  if (open) {
    await updateGap(tx, agencyId, open.id, { mean: rating.mean, n: rating.n, closed_on: gap ? null : ctx.today });
    if (!gap) await emit(tx, ctx, gapClosed, { gapId: open.id, unitId, competency }, { agencyId });
    return;
  }
  if (!gap) return;
  const id = newId<'unit-gap'>(ctx.now.epochMilliseconds);
  const opened = await insertGap(tx, {
    agency_id: agencyId,
    id,
    unit_id: unitId,
    unsur: rating.unsur,
    competency,
    mean: rating.mean,
    n: rating.n,
    norm,
    crosswalk,
    found_on: ctx.today,
  });
  if (opened) {
    await emit(
      tx,
      ctx,
      gapFound,
      { gapId: id, unitId, competency, unsur: rating.unsur },
      { agencyId, record: { unitId, unsur: rating.unsur, competency, mean: rating.mean.toFixed(4), n: rating.n, norm: norm.toFixed(4), crosswalk } },
    );
  }
}
