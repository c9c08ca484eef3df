import type { CourseId, CourseText, EnrolmentId, ModuleId, ModuleKind } from '../model.ts';
import type { MySeat } from '../classes/store.ts';
import type { Instant } from '#platform/time';
import type { StudyLine } from './store.ts';

export type ProgrammeModule = {
  readonly id: ModuleId;
  readonly kind: ModuleKind;
  readonly title: CourseText;
  readonly minutes: number;
  readonly done: boolean;
  readonly done_at: Instant | null;
  readonly watched_s: number;
  readonly best_score: number | null;
};
export type ProgrammeSeat = MySeat & { readonly attended: boolean };
export type Programme = {
  readonly enrolmentId: EnrolmentId;
  readonly courseId: CourseId;
  readonly completed_at: Instant | null;
  readonly touched_at: Instant;
  readonly modules: readonly ProgrammeModule[];
  readonly seats: readonly ProgrammeSeat[];
};

const latest = (a: Instant, b: Instant) => (Temporal.Instant.compare(a, b) >= 0 ? a : b);

/** What a person is enrolled in, with their modules and seats; what they touched last comes first. */
export function programmesOf(lines: readonly StudyLine[], seats: readonly MySeat[]): readonly Programme[] {
  const ids = Array.from(new Set(lines.map((line) => line.enrolment_id)));
  const programmes = ids.flatMap((enrolmentId): readonly Programme[] => {
    const mine = lines.filter((line) => line.enrolment_id === enrolmentId);
    const [first] = mine;
    if (!first) return [];
    return [
      {
        enrolmentId,
        courseId: first.course_id,
        completed_at: first.completed_at,
        touched_at: mine.reduce((at, line) => (line.touched_at ? latest(at, line.touched_at) : at), first.enrolled_at),
        modules: mine.map((line) => ({ ...line, done: line.done_at !== null })),
        seats: seats.filter((seat) => seat.course_id === first.course_id).map((seat) => ({ ...seat, attended: seat.attended_at !== null })),
      },
    ];
  });
  return programmes.toSorted((a, b) => Temporal.Instant.compare(b.touched_at, a.touched_at));
}
