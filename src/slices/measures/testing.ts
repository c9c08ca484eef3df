import type { UnitId } from '#slices/directory';
import { levelInstrument } from '#slices/standards';
import type { Ctx } from '#platform/context';
import { sql } from '#platform/db';
import { enterLevels } from './actions.ts';
import type { instruments } from './model.ts';

type Rated = { readonly unitId: UnitId; readonly serviceId: string; readonly month?: string; readonly scores: readonly (readonly number[])[] };

/** Makers for tests of figures. */
export const make = {
  /** Ratings of a month as they stand in the running totals; each is nine scores. */
  async ratings(ctx: Ctx, { unitId, serviceId, month = ctx.today.with({ day: 1 }).toString(), scores }: Rated): Promise<void> {
    const sums = Array.from({ length: 9 }, (_none, at) => scores.reduce((sum, one) => sum + (one[at] ?? 0), 0));
    const squares = scores.reduce((sum, one) => sum + one.reduce((all, score) => all + score, 0) ** 2, 0);
    await ctx.transact((tx) =>
      sql`insert into participation.rating_totals (agency_id, unit_id, service_id, month_on, n, sums, squares)
        values (${ctx.agency.id}, ${unitId}, ${serviceId}, ${month}::date, ${scores.length}, ${`{${sums.join(',')}}`}::text::integer[], ${squares})`.execute(
        tx,
      ),
    );
  },

  /** One level for every indicator of an edition. */
  async levels(ctx: Ctx, instrument: (typeof instruments)[number], year: number, level: number): Promise<void> {
    const levels = levelInstrument(instrument).indicators.map((one) => ({ indicator: one.no, level_hundredths: level * 100 }));
    await enterLevels(ctx, { agencyId: ctx.agency.id, instrument, year, levels });
  },
};
