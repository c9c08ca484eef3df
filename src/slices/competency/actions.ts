import type { AgencyId, PersonId, UnitId } from '#slices/directory';
import { ratingSums } from '#slices/participation';
import { skmGoodFrom, unsurCrosswalk } from '#slices/standards';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { shownFrom } from '#platform/suppression';
import type { PlainDate } from '#platform/time';
import { evidenceAdded, gapClosed, gapFound } from './events.ts';
import type { UnitMonth, UnitRating } from './model.ts';
import { showsGap, unitRating, window_months } from './rules.ts';
import { findOpenGap, insertEvidence, insertGap, lockUnit, ratedUnits, saveUnitMonths, spokenOf, unitMonths, updateGap } from './store.ts';

type Level = {
  readonly competency: string;
  readonly level: number;
  readonly right?: number | undefined;
  readonly items?: number | undefined;
  readonly testedUpTo?: number | undefined;
};

type Observation = {
  readonly agencyId: AgencyId;
  readonly personId: PersonId;
  readonly source: 'test' | 'course';
  readonly sourceId: string;
  /** When it was shown, not when this was told of it. */
  readonly observedOn: PlainDate;
  readonly levels: readonly Level[];
};

/** Evidence on a person from a test taken or a course completed; each source speaks once. */
export async function addEvidence(ctx: Ctx, seen: Observation): Promise<void> {
  await ctx.transact(async (tx) => {
    const spoken = await spokenOf(tx, seen.agencyId, seen.source, seen.sourceId);
    for (const { competency, level, right, items, testedUpTo } of seen.levels.filter((one) => !spoken.has(one.competency))) {
      const fact = { personId: seen.personId, competency, source: seen.source, sourceId: seen.sourceId };
      const { eventId } = await emit(tx, ctx, evidenceAdded, fact, {
        agencyId: seen.agencyId,
        record: { ...fact, level, observedOn: seen.observedOn.toString() },
      });
      await insertEvidence(tx, {
        agency_id: seen.agencyId,
        id: newId(ctx.now.epochMilliseconds),
        person_id: seen.personId,
        competency,
        level,
        source: seen.source,
        source_id: seen.sourceId,
        right_items: right ?? null,
        items: items ?? null,
        tested_up_to: testedUpTo ?? null,
        observed_on: seen.observedOn,
        event_id: eventId,
      });
    }
  });
}

/**
 * A rating of a unit came in, or a month went by: the months that speak of today are brought up to date, and a gap opened or
 * closed. It is evidence on the unit and on nobody in it.
 */
export async function weighUnit(ctx: Ctx, agencyId: AgencyId, unitId: UnitId): Promise<void> {
  await ctx.transact(async (tx) => {
    await lockUnit(tx, unitId);
    const from = ctx.today.with({ day: 1 }).subtract({ months: window_months - 1 });
    const { edition, links } = unsurCrosswalk();
    const sums = await ratingSums(tx, { agencyId, unitId, from, until: ctx.today });
    await saveUnitMonths(
      tx,
      agencyId,
      unitId,
      links.flatMap((link) => monthsOf(sums, link.unsur)),
    );
    const months = await unitMonths(tx, { agencyId, from, until: ctx.today, unitId });
    for (const link of links) {
      const rating = unitRating(link.unsur, months);
      await openOrClose(tx, ctx, { agencyId, unitId, unsur: link.unsur, competency: link.competency, crosswalk: edition, rating });
    }
  });
}

/** Time alone can open a gap or close one: what is older than the months that speak of today is forgotten. */
export async function weighAll(ctx: Ctx): Promise<void> {
  for (const { agency_id, unit_id } of await ctx.read(ratedUnits)) await weighUnit(ctx, agency_id, unit_id);
}

type Sums = { readonly month: string; readonly n: number; readonly sums: readonly number[] };

// One unsur of a unit by month, over all its services.
function monthsOf(sums: readonly Sums[], unsur: string): readonly UnitMonth[] {
  const place = Number(unsur.slice(1)) - 1;
  return Array.from(
    Map.groupBy(sums, (one) => one.month),
    ([month, list]) => ({
      unsur,
      month,
      n: list.reduce((all, one) => all + one.n, 0),
      total: list.reduce((all, one) => all + (one.sums[place] ?? 0), 0),
    }),
  );
}

type Weighed = {
  readonly agencyId: AgencyId;
  readonly unitId: UnitId;
  readonly unsur: string;
  readonly competency: string;
  readonly crosswalk: string;
  readonly rating: UnitRating | undefined;
};

async function openOrClose(tx: Tx, ctx: Ctx, { agencyId, unitId, unsur, competency, crosswalk, rating }: Weighed): Promise<void> {
  const open = await findOpenGap(tx, agencyId, unitId, unsur);
  // Where nothing speaks of today any more, the last mean stays beside an n of zero.
  const { mean, n } = rating ?? { mean: open?.mean, n: 0 };
  if (mean === undefined) return;
  const fewest = shownFrom.public;
  const gap = rating && showsGap(rating, { goodFrom: skmGoodFrom, fewest });
  const told = { unitId, unsur, competency, mean: mean.toFixed(4), n, norm: skmGoodFrom.toFixed(4), crosswalk };
  if (open && gap) return updateGap(tx, agencyId, open.id, { mean, n });
  if (open) {
    const because = n < fewest ? 'too-few' : 'risen';
    const record = { gapId: open.id, ...told, because };
    const { eventId } = await emit(tx, ctx, gapClosed, { gapId: open.id, unitId, competency, because }, { agencyId, record });
    return updateGap(tx, agencyId, open.id, { mean, n, closed: { on: ctx.today, event: eventId, because } });
  }
  if (!gap) return;
  const id = newId<'unit-gap'>(ctx.now.epochMilliseconds);
  const { eventId } = await emit(tx, ctx, gapFound, { gapId: id, unitId, competency, unsur }, { agencyId, record: { gapId: id, ...told } });
  const found = { agency_id: agencyId, id, unit_id: unitId, unsur, competency, mean, n, norm: skmGoodFrom, crosswalk };
  await insertGap(tx, { ...found, found_on: ctx.today, found_event: eventId });
}
