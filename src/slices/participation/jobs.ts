import { applicationDecided } from '#slices/services';
import type { AgencyId, UnitId } from '#slices/directory';
import { on } from '#platform/outbox';
import { openSurvey } from './satisfaction/actions.ts';

/** Reactions to the slices on the left. */
export function registerJobs(): void {
  on(applicationDecided, 'participation.open-survey', (ctx, { agencyId, payload }) =>
    openSurvey(ctx, { applicationId: payload.applicationId, agencyId: agencyId as AgencyId, serviceId: payload.serviceId, unitId: payload.unitId as UnitId }),
  );
}
