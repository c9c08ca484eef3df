import { evidenceAdded, gapClosed, gapFound } from '#slices/competency';
import type { AgencyId, PersonId } from '#slices/directory';
import { courseCompleted, coursePublished } from '#slices/learning';
import { on } from '#platform/outbox';
import { lapseProposal, noteCompletion, proposeCourse, proposeForOpenGaps, renewRecommendations } from './actions.ts';

/** Reactions to the slices on the left. */
export function registerJobs(): void {
  on(gapFound, 'planning.propose-course', (ctx, { agencyId, payload }) => proposeCourse(ctx, agencyId as AgencyId, payload.gapId));
  on(coursePublished, 'planning.propose-for-open-gaps', (ctx, { agencyId, payload }) => proposeForOpenGaps(ctx, agencyId as AgencyId, payload.courseId));
  on(gapClosed, 'planning.lapse-proposal', (ctx, { payload }) => lapseProposal(ctx, payload.gapId));
  on(evidenceAdded, 'planning.renew-recommendations', async (ctx, { agencyId, payload }) => {
    await renewRecommendations(ctx, { agencyId: agencyId as AgencyId, personId: payload.personId as PersonId });
  });
  on(courseCompleted, 'planning.note-completion', (ctx, { id, occurredAt, payload }) =>
    noteCompletion(ctx, {
      personId: payload.personId as PersonId,
      courseId: payload.courseId,
      enrolmentId: payload.enrolmentId,
      at: occurredAt,
      eventId: id,
    }),
  );
}
