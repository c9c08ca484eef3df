import { randomBytes } from 'node:crypto';
import type { AgencyId, PersonId } from '#slices/directory';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import type { Instant } from '#platform/time';
import type { Text } from '#platform/words';
import { finishIfComplete } from '../content/actions.ts';
import { type EnrolmentRow } from '../content/store.ts';
import { attended, classOpened, seatAsked, seatGivenUp, seatPromoted } from '../events.ts';
import { type ClassId, codeLife_s, type CourseId, type SeatState } from '../model.ts';
import { classCode } from './class-code.ts';
import { codeStep, mayAsk, mayAttend } from './rules.ts';
import { classForUpdate, type ClassRow, insertClass, insertSeat, markAttended, type SeatRow, seatsOf, setSeat } from './store.ts';

export type NewClass = {
  readonly courseId: CourseId;
  readonly title: Text;
  readonly agenda: Text;
  readonly tutorId: PersonId;
  readonly room: string | null;
  readonly meetingLink: string | null;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly capacity: number;
  readonly jp: number;
};

/** Opens a tutorial class: seats can be asked for until it begins. */
export async function openClass(ctx: Ctx, agencyId: AgencyId, input: NewClass): Promise<ClassId> {
  if (Temporal.Instant.compare(input.endsAt, input.startsAt) <= 0) orRefuse(refuse('ends-before', { fields: { ends: 'ends-before' } }));
  if (!input.room && !input.meetingLink) orRefuse(refuse('place-needed', { fields: { room: 'place-needed' } }));
  return ctx.transact(async (tx) => {
    const id = newId<'class'>(ctx.now.epochMilliseconds);
    await insertClass(
      tx,
      {
        agency_id: agencyId,
        id,
        course_id: input.courseId,
        title: input.title,
        agenda: input.agenda,
        tutor_id: input.tutorId,
        room: input.room,
        meeting_link: input.meetingLink,
        starts_at: input.startsAt,
        ends_at: input.endsAt,
        capacity: input.capacity,
        jp: input.jp,
        secret: new Uint8Array(randomBytes(32)),
        state: 'open',
      },
      ctx.now,
    );
    await emit(tx, ctx, classOpened, { classId: id, courseId: input.courseId, capacity: input.capacity, startsAt: input.startsAt.toString() }, { agencyId });
    return id;
  });
}

async function lockedClass(tx: Tx, id: ClassId): Promise<ClassRow> {
  const found = await classForUpdate(tx, id);
  if (!found) throw problems.notFound();
  return found;
}

/** Asks for a seat: seated while there is room, else on the waiting list in the order of asking. Asking twice changes nothing. */
export async function askSeat(ctx: Ctx, classId: ClassId, enrolment: EnrolmentRow): Promise<SeatState> {
  return ctx.transact(async (tx) => {
    const one = await lockedClass(tx, classId);
    orRefuse(mayAsk(one, ctx.now));
    const seats = await seatsOf(tx, classId);
    const mine = seats.find((seat) => seat.person_id === enrolment.person_id);
    if (mine) return mine.state;
    const isFree = seats.filter((seat) => seat.state === 'seated').length < one.capacity;
    const state: SeatState = isFree ? 'seated' : 'waiting';
    const id = newId<'seat'>(ctx.now.epochMilliseconds);
    await insertSeat(tx, {
      agency_id: one.agency_id,
      id,
      class_id: classId,
      enrolment_id: enrolment.id,
      person_id: enrolment.person_id,
      state,
      asked_at: ctx.now,
      seated_at: isFree ? ctx.now : null,
    });
    const fact = { seatId: id, classId, personId: enrolment.person_id };
    await emit(tx, ctx, seatAsked, fact, { agencyId: one.agency_id, record: { ...fact, state, askedAt: ctx.now.toString() } });
    return state;
  });
}

/** Gives a seat up; the first who waits moves in by the same act. */
export async function giveUpSeat(ctx: Ctx, classId: ClassId, personId: PersonId): Promise<void> {
  await ctx.transact(async (tx) => {
    const one = await lockedClass(tx, classId);
    orRefuse(mayAsk(one, ctx.now));
    const seats = await seatsOf(tx, classId);
    const mine = seats.find((seat) => seat.person_id === personId);
    if (!mine) throw problems.notFound();
    await setSeat(tx, mine, 'given-up', null);
    await emit(tx, ctx, seatGivenUp, { seatId: mine.id, classId, personId }, { agencyId: one.agency_id });
    const next = mine.state === 'seated' ? seats.find((seat) => seat.state === 'waiting') : undefined;
    if (!next) return;
    await setSeat(tx, next, 'seated', ctx.now);
    await emit(tx, ctx, seatPromoted, { seatId: next.id, classId, personId: next.person_id }, { agencyId: one.agency_id });
  });
}

/** The learner shows the code that the tutor's screen shows now, or showed a moment ago. */
export async function attendByCode(ctx: Ctx, classId: ClassId, personId: PersonId, code: string): Promise<void> {
  await ctx.transact(async (tx) => {
    const one = await lockedClass(tx, classId);
    orRefuse(mayAttend(one, ctx.now));
    const step = codeStep(ctx.now, codeLife_s);
    const good = [step, step - 1].some((at) => classCode(one.secret, classId, at) === code.replace(/\D/g, ''));
    if (!good) orRefuse(refuse('wrong-class-code', { fields: { code: 'wrong-class-code' } }));
    const seat = (await seatsOf(tx, classId)).find((two) => two.person_id === personId && two.state === 'seated');
    if (!seat) return orRefuse(refuse('no-seat'));
    await noteAttendance(tx, ctx, seat, 'code');
  });
}

/** The tutor ticks a list; also after the class, from a signed paper. */
export async function attendByList(ctx: Ctx, classId: ClassId, seatIds: readonly string[]): Promise<number> {
  return ctx.transact(async (tx) => {
    const one = await lockedClass(tx, classId);
    if (Temporal.Instant.compare(ctx.now, one.starts_at.subtract({ minutes: 15 })) < 0) orRefuse(refuse('too-early'));
    const ticked = (await seatsOf(tx, classId)).filter((seat) => seat.state === 'seated' && seatIds.includes(seat.id));
    for (const seat of ticked) await noteAttendance(tx, ctx, seat, 'list');
    return ticked.length;
  });
}

async function noteAttendance(tx: Tx, ctx: Ctx, seat: SeatRow, how: 'code' | 'list'): Promise<void> {
  if (!(await markAttended(tx, seat, how, ctx.now))) return;
  const fact = { seatId: seat.id, classId: seat.class_id, personId: seat.person_id, how };
  await emit(tx, ctx, attended, fact, { agencyId: seat.agency_id, record: { ...fact, at: ctx.now.toString() } });
  await finishIfComplete(tx, ctx, seat.enrolment_id);
}
