import { applicationDecided } from '#slices/services';
import type { AgencyId, UnitId } from '#slices/directory';
import { calendarLoaded } from '#slices/standards';
import { on } from '#platform/outbox';
import type { Ctx } from '#platform/context';
import { closeSilent, settleDeadlines } from './complaints/actions.ts';
import { silentComplaints } from './complaints/store.ts';
import { openSurvey } from './satisfaction/actions.ts';

/** Reactions to the slices on the left. */
export function registerJobs(): void {
  on(applicationDecided, 'participation.open-survey', (ctx, { agencyId, payload }) =>
    openSurvey(ctx, { applicationId: payload.applicationId, agencyId: agencyId as AgencyId, serviceId: payload.serviceId, unitId: payload.unitId as UnitId }),
  );
  on(calendarLoaded, 'participation.settle-deadlines', settleDeadlines);
}

/** Once a day: answers that nobody has replied to in time close their complaints. */
export async function daily(ctx: Ctx): Promise<void> {
  for (const id of await ctx.read((tx) => silentComplaints(tx, ctx.today))) await closeSilent(ctx, id);
}
