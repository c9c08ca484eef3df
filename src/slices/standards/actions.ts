import { actorReference } from '#platform/access';
import type { Ctx } from '#platform/context';
import { emit } from '#platform/outbox';
import { orRefuse } from '#platform/result';
import { calendarLoaded } from './events.ts';
import type { CalendarInput } from './model.ts';
import { checkDays } from './rules.ts';
import { saveYear } from './store.ts';

/** A year's decree becomes part of the calendar; deadlines computed from now on are no longer provisional. */
export async function loadCalendar(ctx: Ctx, input: CalendarInput): Promise<void> {
  const days = orRefuse(checkDays(input.year, input.days));
  await ctx.transact(async (tx) => {
    await saveYear(tx, { year: input.year, decree: input.decree, days }, actorReference(ctx.actor), ctx.now);
    await emit(tx, ctx, calendarLoaded, { year: input.year, decree: input.decree, days: [...days] }, { agencyId: ctx.agency.id });
  });
}
