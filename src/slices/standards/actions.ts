import { actorReference } from '#platform/access';
import type { Ctx } from '#platform/context';
import { emit } from '#platform/outbox';
import { orRefuse } from '#platform/result';
import { agencyDaysSet, calendarLoaded } from './events.ts';
import type { CalendarChange } from './model.ts';
import { checkAhead, checkDays } from './rules.ts';
import { forgetDay, saveDay, saveWeek, saveYear } from './store.ts';

/** The change with its days as dates; refused where it cannot be meant so. */
export function checkedChange(ctx: Ctx, change: CalendarChange): CalendarChange {
  switch (change.kind) {
    case 'decree':
      return { ...change, days: orRefuse(checkDays(change.year, change.days)) };
    case 'week':
      orRefuse(checkAhead(change.from, ctx.today, 'from'));
      return change;
    case 'day':
      orRefuse(checkAhead(change.on, ctx.today, 'on'));
      return change;
  }
}

/** From now on days are counted by the changed calendar. What was promised before moves only when a person confirms it. */
export async function changeCalendar(ctx: Ctx, wanted: CalendarChange): Promise<void> {
  const change = checkedChange(ctx, wanted);
  const by = { by: actorReference(ctx.actor), now: ctx.now };
  const agencyId = ctx.agency.id;
  await ctx.transact(async (tx) => {
    switch (change.kind) {
      case 'decree':
        await saveYear(tx, change, by);
        await emit(tx, ctx, calendarLoaded, { year: change.year, decree: change.decree, days: [...change.days] }, { agencyId });
        return;
      case 'week':
        await saveWeek(tx, agencyId, { from: change.from, days: change.length, basis: change.basis }, by);
        await emit(tx, ctx, agencyDaysSet, { on: change.from.toString(), means: `week-${change.length}`, basis: change.basis }, { agencyId });
        return;
      case 'day':
        if (change.treatment === 'national') await forgetDay(tx, agencyId, change.on);
        else await saveDay(tx, agencyId, { on: change.on, works: change.treatment === 'works', basis: change.basis }, by);
        await emit(tx, ctx, agencyDaysSet, { on: change.on.toString(), means: change.treatment, basis: change.basis }, { agencyId });
    }
  });
}
