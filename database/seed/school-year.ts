import type { PlainDate } from '#platform/time';
import type { UnitCode } from './names.ts';
import { type Member, memberOf, type Province } from './people.ts';
import { askFor, nominateAndApprove } from './plans.ts';
import { fillSession, type Held, holdSession, openSession, studyOnline, takeSeat, takeTest, type Taught, watchHalf } from './schooling.ts';
import type { World } from './world.ts';

type SchoolYear = { readonly world: World; readonly province: Province; readonly courses: readonly Taught[] };

const byDate = (text: string) => (day: PlainDate) => day.toString() === text;
const tests = byDate('2026-03-02');
const everybodysSpring = byDate('2026-04-13');
const springCourse = byDate('2026-06-02');
const everybodysSummer = byDate('2026-08-10');
const autumnCourse = byDate('2026-09-07');

/**
 * Tests in March, then courses: those of June are for who serves in DIKBUD and DISPORA, to serve with empathy; two larger rounds,
 * in April and August, bring two of five civil servants to the hours that the law asks for.
 */
export async function school(year: SchoolYear, day: PlainDate): Promise<void> {
  const { world, province, courses } = year;
  const [empathy, advanced, digital] = courses;
  if (!empathy || !advanced || !digital) return;
  const asn = demoLearner(province);
  const serving = (units: readonly string[]) => province.staff.filter((member) => units.includes(member.unit) && member.roles.length <= 1).slice(0, 40);
  if (tests(day))
    for (const member of new Set([asn, ...serving(['DPMPTSP', 'DIKBUD', 'DLHK', 'DISPORA']).filter((_member, place) => place % 2 === 0)]))
      await takeTest(world, province, member, 'orientasi-pelayanan', 0.75 + world.random.next() * 0.2);
  if (everybodysSpring(day)) await teach(year, day, { ...largeRound, course: digital, members: eager(province), on: april });
  if (springCourse(day)) {
    const learners = [...serving(['DIKBUD']).slice(0, 12), ...serving(['DISPORA']).slice(0, 11)];
    await nominateAndApprove(world, province, learners);
    await teach(year, day, { ...smallRound(year), course: empathy, members: [asn, ...learners], on: june });
  }
  if (everybodysSummer(day)) {
    const members = eager(province).filter(({ unit }) => !taughtElsewhere.has(unit));
    await teach(year, day, { ...largeRound, course: advanced, members, on: august });
  }
  if (autumnCourse(day)) {
    const members = serving(['DPMPTSP', 'SETDA', 'DINKES']).slice(0, 12);
    await teach(year, day, { ...smallRound(year), course: advanced, members, on: september });
  }
  await hold(year, day);
  // A test shows the asn of the demo what is missing; the head approves.
  if (byDate('2026-10-12')(day)) await askFor(world, province, asn, 'kerja-digital', 0.4, 'approve');
  // The asn of the demo is in the middle of the third course: four modules read, the video begun.
  if (byDate('2026-11-16')(day)) await studyOnline(world, province, asn, digital, { until: 2 });
  if (byDate('2026-11-18')(day)) {
    await studyOnline(world, province, asn, digital, { from: 2, until: 4 });
    await watchHalf(world, province, asn, digital);
  }
}

const demoLearner = (province: Province) => memberOf(province, 'DLHK', 14);

type Dates = readonly (readonly [on: string, tutor: number])[];
const april: Dates = [
  ['2026-04-21', 4],
  ['2026-04-22', 5],
  ['2026-04-23', 6],
  ['2026-04-24', 4],
];
const june: Dates = [
  ['2026-06-10', 4],
  ['2026-06-11', 5],
];
const august: Dates = [
  ['2026-08-18', 4],
  ['2026-08-19', 5],
  ['2026-08-20', 6],
];
const september: Dates = [['2026-09-16', 6]];

/** How many civil servants of each unit take part in the large rounds: some units are eager, some are late. */
const eagerness: Readonly<Record<UnitCode, number>> = {
  BPSDMD: 14,
  BKD: 13,
  DISKOMINFOTIK: 12,
  SETDA: 11,
  DIKBUD: 10,
  INSPEKTORAT: 10,
  BAPPEDA: 10,
  DPMPTSP: 9,
  DISPORA: 9,
  DINKES: 6,
  DINSOS: 5,
  DLHK: 2,
};
/** Their second course is the one of June, or of September. */
const taughtElsewhere = new Set<UnitCode>(['DIKBUD', 'DISPORA', 'SETDA']);

function eager(province: Province): readonly Member[] {
  return Object.entries(eagerness).flatMap(([unit, many]) =>
    province.staff
      .filter((member) => member.unit === unit)
      .slice(1, 16)
      .filter(({ status }) => status === 'PNS')
      .slice(0, many),
  );
}

const sessions = new Map<string, Held>();

type Room = { readonly capacity: number; readonly room: string; readonly came: Held['came'] };
type Round = Room & { readonly course: Taught; readonly members: readonly Member[]; readonly on: Dates };

/** The asn of the demo comes in any case. */
const smallRound = ({ world, province }: SchoolYear): Room => ({
  capacity: 12,
  room: 'Ruang Rinjani, BPSDMD',
  came: (personId) => world.random.chance(0.93) || personId === demoLearner(province).id,
});
const largeRound: Room = { capacity: 30, room: 'Aula Sasambo, BPSDMD', came: (_personId, place) => place % 14 !== 9 };

async function teach({ world, province }: SchoolYear, today: PlainDate, { course, members, on, came, ...place }: Round): Promise<void> {
  const classes: Held[] = [];
  for (const [date, tutorAt] of on) {
    const tutor = memberOf(province, 'BPSDMD', tutorAt);
    const classId = await openSession(world, province, { ...place, course, on: Temporal.PlainDate.from(date), tutor });
    const held = { classId, tutor, came };
    sessions.set(date, held);
    classes.push(held);
  }
  for (const [at, member] of members.entries()) {
    // Everybody studies at their own desk on the same day.
    world.at(today, 9, at % 60);
    await studyOnline(world, province, member, course);
    const session = classes[at % classes.length];
    if (session) await takeSeat(world, province, member, course, session.classId);
  }
}

/** The class of this day, if there is one. */
async function hold(year: SchoolYear, day: PlainDate): Promise<void> {
  const session = sessions.get(day.toString());
  if (!session) return;
  year.world.at(day, 11, 45);
  await holdSession(year.world, year.province, session);
}

/** What waits on the demo's day: a class to come with seats left, one that is full, and a training request for a supervisor. */
export async function leaveForToday(year: SchoolYear, lastDay: PlainDate): Promise<void> {
  const { world, province, courses } = year;
  const [, advanced, digital] = courses;
  if (!advanced || !digital) return;
  world.at(lastDay, 9);
  const classId = await openSession(world, province, {
    course: digital,
    on: Temporal.PlainDate.from('2026-11-26'),
    tutor: memberOf(province, 'BPSDMD', 4),
    capacity: 12,
    room: 'Laboratorium komputer, BPSDMD',
  });
  await takeSeat(world, province, demoLearner(province), digital, classId);
  const fromUnits = (units: readonly string[], many: number) => units.flatMap((unit) => province.staff.filter((one) => one.unit === unit).slice(16, 16 + many));
  await fillSession(world, province, digital, classId, { learners: fromUnits(['DISKOMINFOTIK', 'DLHK', 'DPMPTSP'], 2), done: 5 });
  const full = await openSession(world, province, {
    course: advanced,
    on: Temporal.PlainDate.from('2026-12-03'),
    tutor: memberOf(province, 'BPSDMD', 5),
    capacity: 6,
    room: 'Ruang Rinjani, BPSDMD',
  });
  await fillSession(world, province, advanced, full, { learners: fromUnits(['DINKES', 'SETDA'], 4), done: 6 });
  world.at(lastDay, 15);
  for (const at of [15, 18, 21]) await askFor(world, province, memberOf(province, 'DLHK', at), 'kerja-digital', 0.45);
}
