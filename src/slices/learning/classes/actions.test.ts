import type { AgencyId, UnitId } from '#slices/directory';
import { type MadeStaff, make as directory } from '#slices/directory/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Ctx, ctxOn } from '#platform/context';
import { makeSecret, sql } from '#platform/db';
import type { Instant } from '#platform/time';
import { testAgency, testDatabase, testNow } from '#test/db';
import { type EnrolmentRow, findEnrolment } from '../content/store.ts';
import { certificatesOf } from '../credentials/store.ts';
import type { ClassId, Course } from '../model.ts';
import { make } from '../testing.ts';
import { askSeat, attendByCode, attendByList, cancelClass, changeClass, type ClassInput, giveUpSeat } from './actions.ts';
import { classCode } from './class-code.ts';
import { codeStep } from './rules.ts';
import { findClass, type SeatRow, seatsOf, seatsOfPerson } from './store.ts';

// Commits for real: many at once is what these are about.
const database = testDatabase();
const at = (now: Instant, person?: MadeStaff): Ctx =>
  ctxOn(database.app, 'all', { actor: person?.actor ?? { kind: 'system', name: 'test' }, now, lang: 'id', agency: testAgency, requestId: 'test' });
let ctx: Ctx;
let unitId: UnitId;
let course: Course;
let tutor: MadeStaff;
beforeAll(async () => {
  ctx = at(testNow);
  await directory.home(ctx);
  unitId = (await directory.unit(ctx)).id;
  tutor = await directory.staff(ctx, { unitId });
  course = await make.course(ctx, { jp: { online: 6, classroom: 4 } });
  await ctx.transact((tx) => makeSecret(tx, 'certificates'));
});

type Learner = MadeStaff & { readonly enrolment: EnrolmentRow };

async function learners(count: number): Promise<readonly Learner[]> {
  const made: Learner[] = [];
  for (let one = 0; one < count; one += 1) {
    const staff = await directory.staff(ctx, { unitId });
    await make.enrolment(ctx, { courseId: course.id, personId: staff.personId });
    const enrolment = await ctx.read((tx) => findEnrolment(tx, course.id, staff.personId));
    if (enrolment) made.push({ ...staff, enrolment });
  }
  return made;
}

const open = (options: { readonly capacity: number; readonly startsAt?: Instant; readonly endsAt?: Instant }) =>
  make.class(ctx, { course, tutorId: tutor.personId, startsAt: testNow.add({ hours: 72 }), endsAt: testNow.add({ hours: 75 }), ...options });
const seats = (classId: ClassId): Promise<readonly SeatRow[]> => ctx.read((tx) => seatsOf(tx, classId));
const count = (list: readonly SeatRow[], state: string) => list.filter((seat) => seat.state === state).length;

async function letters(person: MadeStaff): Promise<readonly string[]> {
  const { rows } = await database.owner.transact('all', (tx) =>
    sql<{
      subject: string;
    }>`select m.subject from mail.messages m join directory.people p on p.email = m.recipient where p.id = ${person.personId} order by m.made_at`.execute(tx),
  );
  return rows.map((row) => row.subject);
}

/** Nobody waits before somebody who has a seat, nobody waits beside an empty seat, and no seat is given twice. */
function provable(list: readonly SeatRow[], capacity: number): void {
  const seated = list.filter((seat) => seat.state === 'seated');
  const waiting = list.filter((seat) => seat.state === 'waiting');
  expect(seated.length).toBeLessThanOrEqual(capacity);
  expect(seated.length === capacity || waiting.length === 0).toBe(true);
  expect(Math.max(0, ...seated.map((seat) => seat.place))).toBeLessThan(Math.min(Infinity, ...waiting.map((seat) => seat.place)));
  expect(new Set(list.map((seat) => seat.place)).size).toBe(list.length);
  expect(new Set(list.map((seat) => seat.person_id)).size).toBe(list.length);
}

describe('seats', () => {
  test('C2: forty at the same instant on seven seats fill exactly seven; the rest wait in one order that proves itself', async () => {
    const people = await learners(40);
    const classId = await open({ capacity: 7 });
    const states = await Promise.all(people.map((person) => askSeat(at(testNow, person), classId, person.enrolment)));
    const list = await seats(classId);
    expect(states.filter((state) => state === 'seated')).toHaveLength(7);
    expect(list.map((seat) => seat.place)).toEqual(Array.from({ length: 40 }, (_none, place) => place + 1));
    expect(list.map((seat) => seat.state)).toEqual([...Array<string>(7).fill('seated'), ...Array<string>(33).fill('waiting')]);
    provable(list, 7);
    const said = new Map(people.map((person, place) => [person.personId, states[place]]));
    for (const seat of list) expect(said.get(seat.person_id)).toBe(seat.state);
  });

  test('C1: asking twice at once gives one seat', async () => {
    const [person] = await learners(1);
    const classId = await open({ capacity: 3 });
    if (person) await Promise.all([1, 2, 3, 4].map(() => askSeat(at(testNow, person), classId, person.enrolment)));
    expect(await seats(classId)).toHaveLength(1);
  });

  test('C3: giving up, moving up, asking anew and adding seats at once never overfill the class nor leave a seat empty', async () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
    const people = await learners(24);
    const classId = await open({ capacity: 6 });
    for (const person of people.slice(0, 14)) await askSeat(at(testNow, person), classId, person.enrolment);
    let state = seed;
    const next = (): number => (state = (state * 48_271 + 11) % 2_147_483_647);
    const row = await ctx.read((tx) => findClass(tx, classId));
    const input = (capacity: number): ClassInput => ({
      title: { id: 'Kelas' },
      agenda: { id: 'Latihan' },
      tutorId: tutor.personId,
      room: 'Rinjani',
      meetingLink: null,
      startsAt: row?.starts_at ?? testNow,
      endsAt: row?.ends_at ?? testNow,
      capacity,
    });
    for (let round = 0; round < 6; round += 1) {
      const acts = people.map((person) =>
        next() % 2 === 0 ? giveUpSeat(at(testNow, person), classId, person.personId) : askSeat(at(testNow, person), classId, person.enrolment),
      );
      await Promise.allSettled([...acts, changeClass(ctx, classId, input(6 + round))]);
      const capacity = (await ctx.read((tx) => findClass(tx, classId)))?.capacity ?? 0;
      expect(capacity, `seed ${seed}`).toBe(6 + round);
      provable(await seats(classId), capacity);
    }
  });

  test('the first who waits moves in by the act of who gives up, and is told', async () => {
    const [one, two, three] = await learners(3);
    if (!one || !two || !three) throw new Error('three learners are needed');
    const classId = await open({ capacity: 1 });
    for (const person of [one, two, three]) await askSeat(at(testNow, person), classId, person.enrolment);
    await giveUpSeat(at(testNow, one), classId, one.personId);
    expect((await seats(classId)).map((seat) => [seat.person_id, seat.state])).toEqual([
      [two.personId, 'seated'],
      [three.personId, 'waiting'],
    ]);
    expect(await letters(two)).toEqual(['Anda mendapat kursi: Kelas percobaan']);
    expect(await letters(three)).toEqual([]);
    expect(await askSeat(at(testNow, one), classId, one.enrolment)).toBe('waiting');
    const [mine] = await ctx.read((tx) => seatsOfPerson(tx, one.personId));
    expect(mine).toMatchObject({ state: 'waiting', queue: 2, seated: 1 });
  });

  test('who holds a seat, or waits for one, gets no second in another class of the course until it is given up', async () => {
    const [person] = await learners(1);
    if (!person) throw new Error('a learner is needed');
    const [first, second] = [await open({ capacity: 1 }), await open({ capacity: 1 })];
    await askSeat(at(testNow, person), first, person.enrolment);
    await expect(askSeat(at(testNow, person), second, person.enrolment)).rejects.toMatchObject({ refusal: { code: 'other-seat' } });
    await giveUpSeat(at(testNow, person), first, person.personId);
    expect(await askSeat(at(testNow, person), second, person.enrolment)).toBe('seated');
  });

  test('C3: asking for seats in four classes of one course at the same moment gives one', async () => {
    const [person] = await learners(1);
    if (!person) throw new Error('a learner is needed');
    const classes = await Promise.all(Array.from({ length: 4 }, () => open({ capacity: 2 })));
    const asked = await Promise.allSettled(classes.map((classId) => askSeat(at(testNow, person), classId, person.enrolment)));
    expect(asked.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(await ctx.read((tx) => seatsOfPerson(tx, person.personId))).toHaveLength(1);
  });

  test('a class that has begun gives no seat and takes none back', async () => {
    const [person] = await learners(1);
    if (!person) throw new Error('a learner is needed');
    const classId = await open({ capacity: 2 });
    const begun = testNow.add({ hours: 72 });
    await expect(askSeat(at(begun, person), classId, person.enrolment)).rejects.toMatchObject({ refusal: { code: 'class-begun' } });
    await askSeat(at(testNow, person), classId, person.enrolment);
    await expect(giveUpSeat(at(begun, person), classId, person.personId)).rejects.toMatchObject({ refusal: { code: 'class-begun' } });
  });

  test('a cancelled class tells everybody, and is in nobody’s list', async () => {
    const [one, two] = await learners(2);
    if (!one || !two) throw new Error('two learners are needed');
    const classId = await open({ capacity: 1 });
    for (const person of [one, two]) await askSeat(at(testNow, person), classId, person.enrolment);
    await cancelClass(ctx, classId);
    for (const person of [one, two]) {
      expect(await letters(person)).toEqual(['Kelas dibatalkan: Kelas percobaan']);
      expect(await ctx.read((tx) => seatsOfPerson(tx, person.personId))).toEqual([]);
    }
    await expect(askSeat(at(testNow, one), classId, one.enrolment)).rejects.toMatchObject({ refusal: { code: 'class-closed' } });
  });

  test('a class cannot shrink below the seats that are taken; another hour is told', async () => {
    const [one, two] = await learners(2);
    if (!one || !two) throw new Error('two learners are needed');
    const classId = await open({ capacity: 2 });
    for (const person of [one, two]) await askSeat(at(testNow, person), classId, person.enrolment);
    const input: ClassInput = {
      title: { id: 'Kelas percobaan' },
      agenda: { id: 'Latihan' },
      tutorId: tutor.personId,
      room: 'Ruang Tambora',
      meetingLink: null,
      startsAt: testNow.add({ hours: 80 }),
      endsAt: testNow.add({ hours: 82 }),
      capacity: 1,
    };
    await expect(changeClass(ctx, classId, input)).rejects.toMatchObject({ refusal: { code: 'capacity-below-seated' } });
    await changeClass(ctx, classId, { ...input, capacity: 2 });
    expect(await letters(one)).toEqual(['Perubahan kelas: Kelas percobaan']);
    await changeClass(ctx, classId, { ...input, capacity: 5 });
    expect(await letters(one)).toHaveLength(1);
  });
});

describe('attendance', () => {
  const starts = testNow.add({ hours: 72 });
  const shownAt = async (classId: ClassId, now: Instant) => {
    const one = await ctx.read((tx) => findClass(tx, classId));
    return one ? classCode(one.secret, one.id, codeStep(now)) : '';
  };

  test('by the code on the screen counts once; early, late, old and foreign codes are refused with the reason', async () => {
    const [person, waiting, stranger] = await learners(3);
    if (!person || !waiting || !stranger) throw new Error('three learners are needed');
    const [classId, other] = [await open({ capacity: 1 }), await open({ capacity: 1 })];
    for (const one of [person, waiting]) await askSeat(at(testNow, one), classId, one.enrolment);
    const attend = (now: Instant, who: Learner, code: string) => attendByCode(at(now, who), classId, who.personId, code);
    const code = await shownAt(classId, starts);
    await expect(attend(starts.subtract({ minutes: 16 }), person, code)).rejects.toMatchObject({ refusal: { code: 'too-early' } });
    await expect(attend(starts.add({ hours: 4 }), person, code)).rejects.toMatchObject({ refusal: { code: 'too-late' } });
    await expect(attend(starts.add({ minutes: 1 }), person, code)).rejects.toMatchObject({ refusal: { code: 'expired-code' } });
    await expect(attend(starts, person, await shownAt(other, starts))).rejects.toMatchObject({ refusal: { code: 'foreign-code' } });
    await expect(attend(starts, stranger, code)).rejects.toMatchObject({ refusal: { code: 'no-seat' } });
    await expect(attend(starts, waiting, code)).rejects.toMatchObject({ refusal: { code: 'still-waiting' } });
    expect((await seats(classId)).every((seat) => seat.attended_at === null)).toBe(true);
    await Promise.all([1, 2, 3].map(() => attend(starts, person, code)));
    const { rows } = await database.owner.transact('all', (tx) =>
      sql`select 1 from outbox.events where kind = 'learning.attended' and payload->>'personId' = ${person.personId}`.execute(tx),
    );
    expect(rows).toHaveLength(1);
  });

  test('whoever is counted present can no longer give the seat up', async () => {
    const [person] = await learners(1);
    if (!person) throw new Error('a learner is needed');
    const classId = await open({ capacity: 1 });
    await askSeat(at(testNow, person), classId, person.enrolment);
    const early = starts.subtract({ minutes: 10 });
    await attendByCode(at(early, person), classId, person.personId, await shownAt(classId, early));
    await expect(giveUpSeat(at(early, person), classId, person.personId)).rejects.toMatchObject({ refusal: { code: 'already-attended' } });
  });

  test('by the tutor’s list counts who has a seat, also after the class, and never who waited', async () => {
    const people = await learners(3);
    const classId = await open({ capacity: 2 });
    for (const person of people) await askSeat(at(testNow, person), classId, person.enrolment);
    const ids = (await seats(classId)).map((seat) => seat.id);
    await expect(attendByList(at(testNow, tutor), classId, ids)).rejects.toMatchObject({ refusal: { code: 'too-early' } });
    expect(await attendByList(at(starts.add({ hours: 30 }), tutor), classId, ids)).toBe(2);
    expect(await attendByList(at(starts.add({ hours: 31 }), tutor), classId, ids)).toBe(0);
    expect(
      count(
        (await seats(classId)).filter((seat) => seat.attended_at),
        'seated',
      ),
    ).toBe(2);
  });

  test('the last module and the attendance at the same moment complete the course once', async () => {
    const people = await learners(4);
    const classId = await open({ capacity: 9 });
    for (const person of people) await askSeat(at(testNow, person), classId, person.enrolment);
    const code = await shownAt(classId, starts);
    await Promise.all(
      people.flatMap((person) => [
        attendByCode(at(starts, person), classId, person.personId, code),
        make.studied(at(starts, person), { course, personId: person.personId }),
      ]),
    );
    for (const person of people) expect(await ctx.read((tx) => certificatesOf(tx, person.personId))).toHaveLength(1);
  });
});

test('a class of another agency is not found', async () => {
  const [person] = await learners(1);
  const classId = await open({ capacity: 1 });
  const elsewhere = ctxOn(database.app, ['01900000-0000-7000-8000-000000000099'], {
    actor: { kind: 'system', name: 'test' },
    now: testNow,
    lang: 'id',
    agency: { ...testAgency, id: '01900000-0000-7000-8000-000000000099' as AgencyId },
    requestId: 'test',
  });
  if (person) await expect(askSeat(elsewhere, classId, person.enrolment)).rejects.toMatchObject({ status: 404 });
});
