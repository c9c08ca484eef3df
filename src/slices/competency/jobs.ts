import { testCompleted } from '#slices/assessment';
import type { AgencyId, PersonId, UnitId } from '#slices/directory';
import { courseCompleted } from '#slices/learning';
import { rated } from '#slices/participation';
import { on } from '#platform/outbox';
import { todayIn } from '#platform/time';
import { addEvidence, weighAll, weighUnit } from './actions.ts';

/** Reactions to the slices on the left. */
export function registerJobs(): void {
  on(rated, 'competency.weigh-unit', (ctx, { agencyId, payload }) => weighUnit(ctx, agencyId as AgencyId, payload.unitId as UnitId));
  on(testCompleted, 'competency.evidence-from-test', (ctx, { agencyId, occurredAt, payload }) =>
    addEvidence(ctx, {
      agencyId: agencyId as AgencyId,
      personId: payload.personId as PersonId,
      source: 'test',
      sourceId: payload.attemptId,
      observedOn: todayIn(occurredAt, ctx.zone),
      levels: payload.competencies.map((one) => ({
        competency: one.code,
        level: one.level,
        right: one.right,
        items: one.items,
        testedUpTo: one.levels.at(-1)?.level,
      })),
    }),
  );
  on(courseCompleted, 'competency.evidence-from-course', (ctx, { agencyId, occurredAt, payload }) =>
    addEvidence(ctx, {
      agencyId: agencyId as AgencyId,
      personId: payload.personId as PersonId,
      source: 'course',
      sourceId: payload.enrolmentId,
      observedOn: todayIn(occurredAt, ctx.zone),
      levels: payload.trains,
    }),
  );
}

/** Once a day. */
export const daily = weighAll;
