import { gapClosed, gapFound } from '#slices/competency';
import type { AgencyId, PersonId } from '#slices/directory';
import { courseCompleted } from '#slices/learning';
import { on } from '#platform/outbox';
import { lapseProposal, noteCompletion, proposeCourse } from './actions.ts';

/** Reactions to the slices on the left. */
export function registerJobs(): void {
  on(gapFound, 'planning.propose-course', (ctx, { agencyId, payload }) => proposeCourse(ctx, agencyId as AgencyId, payload.gapId));
  on(gapClosed, 'planning.lapse-proposal', (ctx, { agencyId, payload }) => lapseProposal(ctx, agencyId as AgencyId, payload.gapId));
  on(courseCompleted, 'planning.note-completion', (ctx, { payload }) => noteCompletion(ctx, payload.personId as PersonId, payload.courseId));
}
