import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from '#platform/db';
import { simulateWaiting } from '#platform/mail';
import { openFileStore, stage } from '#platform/files';
import type { Instant, PlainDate } from '#platform/time';
import { sequence } from '#slices/ledger';
import { enterLevels } from '../../src/slices/measures/actions.ts';
import { levelInstrument } from '#slices/standards';
import { apply, type Case, isOfficeDay, type Kept, type Offered, publishServices, rateCase, work } from './cases.ts';
import { handleComplaints, type Complained, complain } from './complaints.ts';
import { addAccounts, addAgencies, addPeople, type DemoAccount, giveRoles, type Member, memberOf, type Province } from './people.ts';
import { askFor, nominateAndApprove } from './plans.ts';
import { random } from './random.ts';
import { fillBank, fillSession, holdSession, openSession, publishCourses, studyOnline, takeSeat, takeTest, type Taught, watchHalf } from './schooling.ts';
import { type MakeCtx, openWorld, type World } from './world.ts';

export type DemoSetting = {
  readonly url: string;
  readonly dataDir: string;
  readonly filesUrl: string;
  readonly root: string;
  readonly today: Instant;
  readonly makeCtx: MakeCtx;
  progress(done: number, all: number): void;
};

const firstDay = Temporal.PlainDate.from('2026-01-02');
const lastDay = Temporal.PlainDate.from('2026-11-20');
const applications = 2000;
const ratings = 900;

function officeDays(): readonly PlainDate[] {
  const days: PlainDate[] = [];
  for (let day = firstDay; Temporal.PlainDate.compare(day, lastDay) <= 0; day = day.add({ days: 1 })) if (isOfficeDay(day)) days.push(day);
  return days;
}

/** What is to be remembered from one day to the next. */
type Year = {
  readonly world: World;
  readonly province: Province;
  readonly offered: readonly Offered[];
  readonly kept: Kept;
  readonly courses: readonly Taught[];
  open: Case[];
  rated: number;
  toRate: { readonly one: Case; readonly unit: string; readonly on: PlainDate }[];
  readonly complaints: Complained[];
};

/**
 * A year of the province's life, played through the product's own actions with a clock that the play moves; the same on every
 * machine but for ids and keys. Written in one database that a crash may leave half done: the agency is marked as home last.
 */
export async function loadDemo(setting: DemoSetting): Promise<readonly DemoAccount[]> {
  const world = openWorld(setting.url, setting.makeCtx, random(2026));
  const uploads = join(setting.dataDir, 'uploads');
  await mkdir(uploads, { recursive: true });
  const store = openFileStore(setting.filesUrl, setting.dataDir);
  try {
    const agencyId = await addAgencies(world);
    const province = await addPeople(world, agencyId);
    await giveRoles(world, province);
    const accounts = await addAccounts(world, province);
    const offered = await publishServices(world, province, await readServices(setting.root));
    await fillBank(world, province, setting.root);
    world.at(firstDay, 8);
    const courses = await publishCourses(world, province, { root: setting.root, uploads, store });
    const kept = await keepSample(store, uploads);
    const year: Year = { world, province, offered, kept, courses, open: [], rated: 0, toRate: [], complaints: [] };
    const days = officeDays();
    for (const [at, day] of days.entries()) {
      await playDay(year, day, at, days.length);
      setting.progress(at + 1, days.length + 3);
    }
    await leaveForToday(year);
    await enterIndices(world, province);
    while ((await sequence(world.system(), 5000)) > 0);
    await world.db.transact('all', simulateWaiting);
    setting.progress(days.length + 3, days.length + 3);
    await writeAccounts(setting.dataDir, accounts);
    await openHouse(world);
    return accounts;
  } finally {
    await world.db.close();
    await rm(uploads, { recursive: true, force: true });
  }
}

// Last, and flushed to the disk with all that came before: an agency that is home says that the play is whole.
async function openHouse(world: World): Promise<void> {
  await world.db.transact('all', async (tx) => {
    await sql`set local synchronous_commit = on`.execute(tx);
    await sql`update directory.agencies set is_home = true where id = ${world.agency.id}`.execute(tx);
  });
}

async function readServices(root: string): Promise<readonly unknown[]> {
  const folder = join(root, 'database/seed/services');
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as unknown));
}

const samplePdf =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';

// One sample page stands for all files of the play; kept once, then only referred to.
async function keepSample(store: Kept['store'], uploads: string): Promise<Kept> {
  const file = await stage(uploads, 'berkas-contoh.pdf', Readable.from([Buffer.from(samplePdf)]), 1_000_000);
  await store.put(file.sha256, file.path);
  return { file, store: { ...store, put: async () => undefined } };
}

async function playDay(year: Year, day: PlainDate, at: number, count: number): Promise<void> {
  const { world } = year;
  world.at(day, 8, 15);
  await arrive(year, day, at, count);
  world.at(day, 10, 30);
  await serve(year, day);
  await world.settle();
  world.at(day, 19, 5);
  await answerSurveys(year, day);
  world.at(day, 9);
  await school(year, day);
  if (at % 2 === 1) await complain(year, day, lastDay);
  await handleComplaints(year, day);
  world.at(day, 20);
  await world.settle();
  if (at % 5 === 0) while ((await sequence(world.system(), 5000)) > 0);
}

async function arrive(year: Year, day: PlainDate, at: number, count: number): Promise<void> {
  const { world } = year;
  const wanted = Math.round(((at + 1) * applications) / count) - Math.round((at * applications) / count);
  for (let one = 0; one < wanted; one += 1) {
    const roll = world.random.next();
    let sum = 0;
    const offered = year.offered.find((each) => (sum += each.share) >= roll) ?? year.offered[0];
    world.at(day, 8 + Math.floor((one * 7) / Math.max(1, wanted)), world.random.whole(0, 59));
    if (offered) year.open.push(await apply(world, offered, year.kept, day));
  }
}

async function serve(year: Year, day: PlainDate): Promise<void> {
  const officers = year.province.staff.filter((member) => member.roles.includes('officer'));
  const still: Case[] = [];
  for (const one of year.open) {
    const due = Temporal.PlainDate.compare(day, one.dueOn) >= 0;
    year.world.at(day, year.world.random.whole(9, 15), year.world.random.whole(0, 59));
    const decided = due && (await work({ world: year.world, province: year.province, officers }, one, year.kept, day));
    if (!decided) still.push(one);
    else year.toRate.push({ one, unit: unitCode(year.province, one), on: day.add({ days: year.world.random.whole(0, 6) }) });
  }
  year.open = still;
}

function unitCode(province: Province, one: Case): string {
  return Array.from(province.units).find(([, id]) => id === one.offered.service.unitId)?.[0] ?? '';
}

async function answerSurveys(year: Year, day: PlainDate): Promise<void> {
  const ready = year.toRate.filter((each) => Temporal.PlainDate.compare(each.on, day) <= 0);
  year.toRate = year.toRate.filter((each) => !ready.includes(each));
  for (const each of ready) {
    if (year.rated >= ratings || !year.world.random.chance(ratings / (applications * 0.96))) continue;
    await rateCase(year.world, each.one, each.unit, day);
    year.rated += 1;
  }
}

const byDate = (text: string) => (day: PlainDate) => day.toString() === text;
const tests = byDate('2026-03-02');
const springCourse = byDate('2026-06-02');
const springClass = byDate('2026-06-10');
const autumnCourse = byDate('2026-09-07');
const autumnClass = byDate('2026-09-16');

/** Tests in March, two rounds of courses: in June DIKBUD and DISPORA learn to serve with empathy. */
async function school(year: Year, day: PlainDate): Promise<void> {
  const { world, province, courses } = year;
  const [empathy, advanced, digital] = courses;
  if (!empathy || !advanced || !digital) return;
  const asn = demoLearner(province);
  const serving = (units: readonly string[]) => province.staff.filter((member) => units.includes(member.unit) && member.roles.length <= 1).slice(0, 40);
  if (tests(day))
    for (const member of new Set([asn, ...serving(['DPMPTSP', 'DIKBUD', 'DLHK', 'DISPORA']).filter((_member, place) => place % 2 === 0)]))
      await takeTest(world, province, member, 'orientasi-pelayanan', 0.75 + world.random.next() * 0.2);
  if (springCourse(day)) {
    const learners = [...serving(['DIKBUD']).slice(0, 12), ...serving(['DISPORA']).slice(0, 11)];
    await nominateAndApprove(world, province, learners);
    await teach(
      year,
      empathy,
      [asn, ...learners],
      [
        ['2026-06-10', 4],
        ['2026-06-11', 5],
      ],
    );
  }
  if (springClass(day)) await hold(year, '2026-06-10');
  if (byDate('2026-06-11')(day)) await hold(year, '2026-06-11');
  if (autumnCourse(day)) await teach(year, advanced, serving(['DPMPTSP', 'SETDA', 'DINKES']).slice(0, 12), [['2026-09-16', 6]]);
  if (autumnClass(day)) await hold(year, '2026-09-16');
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

const sessions = new Map<string, { readonly classId: Parameters<typeof holdSession>[3]; readonly tutor: Member }>();

async function teach(year: Year, course: Taught, members: readonly Member[], classes: readonly (readonly [on: string, tutor: number])[]): Promise<void> {
  const { world, province } = year;
  for (const [on, tutorAt] of classes) {
    const tutor = memberOf(province, 'BPSDMD', tutorAt);
    const classId = await openSession(world, province, { course, on: Temporal.PlainDate.from(on), tutor, capacity: 12, room: 'Ruang Rinjani, BPSDMD' });
    sessions.set(on, { classId, tutor });
  }
  for (const [at, member] of members.entries()) {
    await studyOnline(world, province, member, course);
    const [on] = classes[at % classes.length] ?? [];
    const session = on && sessions.get(on);
    if (session) await takeSeat(world, province, member, course, session.classId);
  }
}

async function hold(year: Year, on: string): Promise<void> {
  const session = sessions.get(on);
  if (!session) return;
  year.world.at(Temporal.PlainDate.from(on), 11, 45);
  await holdSession(year.world, year.province, session.tutor, session.classId, demoLearner(year.province));
}

/** What waits on the demo's day: a class to come with seats left, one that is full, and a training request for a supervisor. */
async function leaveForToday(year: Year): Promise<void> {
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

async function enterIndices(world: World, province: Province): Promise<void> {
  for (const [instrument, year] of [
    ['pemdi-2026', 2026],
    ['spbe-2020', 2025],
  ] as const) {
    const levels = levelInstrument(instrument).indicators.map((one) => ({ indicator: one.no, level_hundredths: 100 * Math.min(5, 2 + ((one.no * 7) % 3)) }));
    await enterLevels(world.system(), { agencyId: province.agencyId, instrument, year, levels });
  }
}

async function writeAccounts(dataDir: string, accounts: readonly DemoAccount[]): Promise<void> {
  const path = join(dataDir, 'demo-accounts.json');
  await writeFile(`${path}.new`, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}
