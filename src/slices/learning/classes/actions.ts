import { randomBytes } from 'node:crypto';
import type { AgencyId, PersonId } from '#slices/directory';
import { type Ctx, together } from '#platform/context';
import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import type { Instant } from '#platform/time';
import type { Text } from '#platform/words';
import { finishIfComplete } from '../content/actions.ts';
import { type EnrolmentRow, lockEnrolment } from '../content/store.ts';
import { attended, classCancelled, classChanged, classOpened, seatAsked, seatGivenUp, seatPromoted } from '../events.ts';
import type { ClassId, CourseId, SeatState } from '../model.ts';
import { classCode } from './class-code.ts';
import { tellCancelled, tellChanged, tellPromoted } from './notices.ts';
import { hasOpened, holdsAnother, judgeCode, mayAsk, mayAttend, mayBeHeld, promoted } from './rules.ts';
import {
  classForUpdate,
  type ClassRow,
  findClass,
  insertClass,
  insertSeat,
  markAttended,
  nextPlace,
  releaseSeat,
  seat,
  seatForUpdate,
  type SeatRow,
  seatsForUpdate,
  seatsOf,
  seatsOfPerson,
  updateClass,
} from './store.ts';

export type ClassInput = {
  readonly title: Text;
  readonly agenda: Text;
  readonly tutorId: PersonId;
  readonly room: string | null;
  readonly meetingLink: string | null;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly capacity: number;
};
export type NewClass = ClassInput & { readonly courseId: CourseId };

const columnsOf = (input: ClassInput) => ({
  title: input.title,
  agenda: input.agenda,
  tutor_id: input.tutorId,
  room: input.room,
  meeting_link: input.meetingLink,
  starts_at: input.startsAt,
  ends_at: input.endsAt,
  capacity: input.capacity,
});

/** Opens a tutorial class: seats can be asked for until it begins. */
export async function openClass(ctx: Ctx, agencyId: AgencyId, input: NewClass): Promise<ClassId> {
  orRefuse(mayBeHeld(input, ctx.now));
  return ctx.transact(async (tx) => {
    const id = newId<'class'>(ctx.now.epochMilliseconds);
    const secret = new Uint8Array(randomBytes(32));
    await insertClass(tx, { ...columnsOf(input), agency_id: agencyId, id, course_id: input.courseId, secret, state: 'open' }, ctx.now);
    const fact = { classId: id, courseId: input.courseId, capacity: input.capacity, startsAt: input.startsAt.toString() };
    await emit(tx, ctx, classOpened, fact, { agencyId });
    return id;
  });
}

async function lockedClass(tx: Tx, id: ClassId): Promise<ClassRow> {
  const found = await classForUpdate(tx, id);
  if (!found) throw problems.notFound();
  return found;
}

/** Another room, hour, tutor or size. More seats let those who wait in; fewer than are taken there cannot be. Who has a seat is told. */
export async function changeClass(ctx: Ctx, classId: ClassId, input: ClassInput): Promise<void> {
  orRefuse(mayBeHeld(input, ctx.now));
  await ctx.transact(async (tx) => {
    const before = await lockedClass(tx, classId);
    orRefuse(mayAsk(before, ctx.now));
    const seats = await seatsOf(tx, classId);
    const taken = seats.filter((seat) => seat.state === 'seated').length;
    if (input.capacity < taken) orRefuse(refuse('capacity-below-seated', { fields: { capacity: 'capacity-below-seated' } }));
    const after = { ...before, ...columnsOf(input) };
    await updateClass(tx, after);
    const fact = { classId, courseId: before.course_id, capacity: input.capacity, startsAt: input.startsAt.toString() };
    await emit(tx, ctx, classChanged, fact, { agencyId: before.agency_id });
    await tellChanged(tx, ctx, before, after, seats);
    await fillSeats(tx, ctx, after, seats);
  });
}

/** The class is not held. Who had a seat or waited is told. */
export async function cancelClass(ctx: Ctx, classId: ClassId): Promise<void> {
  await ctx.transact(async (tx) => {
    const one = await lockedClass(tx, classId);
    orRefuse(mayAsk(one, ctx.now));
    await updateClass(tx, { ...one, state: 'cancelled' });
    await emit(tx, ctx, classCancelled, { classId, courseId: one.course_id }, { agencyId: one.agency_id });
    await tellCancelled(tx, ctx, one, await seatsOf(tx, classId));
  });
}

/** Asks for a seat: seated while there is room, else on the waiting list in the order of asking. Asking twice changes nothing. */
export async function askSeat(ctx: Ctx, classId: ClassId, enrolment: EnrolmentRow): Promise<SeatState> {
  return ctx.transact(async (tx) => {
    const one = await lockedClass(tx, classId);
    orRefuse(mayAsk(one, ctx.now));
    const seats = await seatsOf(tx, classId);
    const mine = seats.find((seat) => seat.person_id === enrolment.person_id);
    if (mine) return mine.state;
    // Of several classes asked at once the second sees what the first has given.
    await lockEnrolment(tx, enrolment.id);
    const held = await seatsOfPerson(tx, enrolment.person_id);
    if (holdsAnother(held, one.course_id, ctx.now)) orRefuse(refuse('other-seat'));
    const isFree = seats.length < one.capacity;
    const state: SeatState = isFree ? 'seated' : 'waiting';
    const id = newId<'seat'>(ctx.now.epochMilliseconds);
    const place = await nextPlace(tx, classId);
    await insertSeat(tx, {
      agency_id: one.agency_id,
      id,
      class_id: classId,
      enrolment_id: enrolment.id,
      person_id: enrolment.person_id,
      place,
      state,
      asked_at: ctx.now,
      seated_at: isFree ? ctx.now : null,
    });
    const fact = { seatId: id, classId, personId: enrolment.person_id };
    await emit(tx, ctx, seatAsked, fact, { agencyId: one.agency_id, record: { ...fact, place, state, askedAt: ctx.now.toString() } });
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
    if (!(await releaseSeat(tx, mine))) orRefuse(refuse('already-attended'));
    await emit(tx, ctx, seatGivenUp, { seatId: mine.id, classId, personId }, { agencyId: one.agency_id });
    await fillSeats(
      tx,
      ctx,
      one,
      seats.filter((seat) => seat.id !== mine.id),
    );
  });
}

async function fillSeats(tx: Tx, ctx: Ctx, one: ClassRow, seats: readonly SeatRow[]): Promise<void> {
  for (const next of promoted(seats, one.capacity)) {
    await seat(tx, next, ctx.now);
    const fact = { seatId: next.id, classId: one.id, personId: next.person_id };
    await emit(tx, ctx, seatPromoted, fact, { agencyId: one.agency_id, record: { ...fact, place: next.place, at: ctx.now.toString() } });
    await tellPromoted(tx, ctx, one, next);
  }
}

/** The learner shows the code that the tutor's screen shows now, or showed a moment ago. */
export async function attendByCode(ctx: Ctx, classId: ClassId, personId: PersonId, code: string): Promise<void> {
  await ctx.transact(async (tx) => {
    const [one, mine] = await together([findClass(tx, classId), seatForUpdate(tx, classId, personId)]);
    if (!one) throw problems.notFound();
    orRefuse(mayAttend(one, ctx.now));
    orRefuse(judgeCode(code, (step) => classCode(one.secret, classId, step), ctx.now));
    if (!mine) return orRefuse(refuse('no-seat'));
    if (mine.state === 'waiting') orRefuse(refuse('still-waiting'));
    await noteAttendance(tx, ctx, mine, 'code');
  });
}

/** The tutor ticks a list; also after the class, from a signed paper. Says how many are new. */
export async function attendByList(ctx: Ctx, classId: ClassId, seatIds: readonly string[]): Promise<number> {
  return ctx.transact(async (tx) => {
    const one = await findClass(tx, classId);
    if (!one) throw problems.notFound();
    if (one.state === 'cancelled') orRefuse(refuse('class-closed'));
    if (!hasOpened(one, ctx.now)) orRefuse(refuse('too-early'));
    const ticked = (await seatsForUpdate(tx, classId)).filter((seat) => seatIds.includes(seat.id));
    const noted = await together(ticked.map((seat) => noteAttendance(tx, ctx, seat, 'list')));
    return noted.filter(Boolean).length;
  });
}

/** Of a seat that is locked; says whether this is the first time. */
async function noteAttendance(tx: Tx, ctx: Ctx, seat: SeatRow, how: 'code' | 'list'): Promise<boolean> {
  if (seat.state !== 'seated' || seat.attended_at !== null) return false;
  const fact = { seatId: seat.id, classId: seat.class_id, personId: seat.person_id, how };
  await together([
    markAttended(tx, seat, how, ctx.now),
    emit(tx, ctx, attended, fact, { agencyId: seat.agency_id, record: { ...fact, at: ctx.now.toString() } }),
    finishIfComplete(tx, ctx, seat.enrolment_id),
  ]);
  return true;
}
