import { peopleByIds, type PersonId } from '#slices/directory';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { formatInstant, formatTime } from '#platform/time';
import type { CourseId } from '../model.ts';
import type { ClassCard } from './pages/classes.tsx';
import { classesOf, type ClassRow, seatCounts, seatsOf } from './store.ts';

export function classTime(ctx: Ctx, one: Pick<ClassRow, 'starts_at' | 'ends_at'>): string {
  return `${formatInstant(one.starts_at, ctx.zone, ctx.lang)} – ${formatTime(one.ends_at, ctx.zone, ctx.lang)}`;
}

/** A course's classes as one learner sees them. */
export async function classCards(tx: Tx, ctx: Ctx, courseId: CourseId, personId: PersonId): Promise<readonly ClassCard[]> {
  const classes = await classesOf(tx, courseId);
  const counts = await seatCounts(
    tx,
    classes.map((one) => one.id),
  );
  const tutors = await peopleByIds(
    tx,
    classes.map((one) => one.tutor_id),
  );
  return Promise.all(
    classes.map(async (one) => {
      const seats = await seatsOf(tx, one.id);
      const mine = seats.find((seat) => seat.person_id === personId);
      const place = seats.filter((seat) => seat.state === 'waiting').findIndex((seat) => seat.person_id === personId) + 1;
      return {
        id: one.id,
        title: one.title,
        agenda: one.agenda,
        when: classTime(ctx, one),
        room: one.room,
        meetingLink: one.meeting_link,
        tutor: tutors.get(one.tutor_id)?.name ?? '',
        seated: counts.get(one.id)?.seated ?? 0,
        capacity: one.capacity,
        waiting: counts.get(one.id)?.waiting ?? 0,
        mine: mine && { state: mine.state, place, attended: mine.attended_at !== null },
        isOver: Temporal.Instant.compare(ctx.now, one.starts_at) >= 0,
      };
    }),
  );
}
