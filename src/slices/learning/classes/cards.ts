import { peopleByIds } from '#slices/directory';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { classTime } from '../content/seat-view.ts';
import type { CourseId } from '../model.ts';
import type { ClassCard } from './pages/class-cards.tsx';
import { classesOf, type MySeat } from './store.ts';

/** A course's classes as one learner sees them; the way into a meeting only for who has a seat. */
export async function classCards(tx: Tx, ctx: Ctx, courseId: CourseId, seats: readonly MySeat[]): Promise<readonly ClassCard[]> {
  const classes = await classesOf(tx, courseId);
  const mine = new Map(seats.map((seat) => [seat.class_id, seat]));
  const tutors = await peopleByIds(
    tx,
    classes.map((one) => one.tutor_id),
  );
  return classes.map((one) => {
    const seat = mine.get(one.id);
    const begun = Temporal.Instant.compare(ctx.now, one.starts_at) >= 0;
    const over = Temporal.Instant.compare(ctx.now, one.ends_at) >= 0;
    return {
      id: one.id,
      title: one.title,
      agenda: one.agenda,
      when: classTime(ctx, one),
      room: one.room,
      isOnline: one.meeting_link !== null,
      meetingLink: seat?.state === 'seated' && !over ? one.meeting_link : null,
      tutor: tutors.get(one.tutor_id)?.name ?? '',
      seated: one.seated,
      capacity: one.capacity,
      waiting: one.waiting,
      mine: seat && { state: seat.state, queue: seat.queue, attended: seat.attended_at !== null },
      time: over ? ('over' as const) : begun ? ('on' as const) : ('ahead' as const),
    };
  });
}
