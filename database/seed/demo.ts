import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Citizen } from '#platform/access';
import { sql } from '#platform/db';
import { simulateWaiting } from '#platform/mail';
import { findSigner, holdSigner, type Signer } from '#platform/sign';
import { openFileStore, stage } from '#platform/files';
import { type Instant, type PlainDate, todayIn } from '#platform/time';
import { sequence } from '#slices/ledger';
import { enterLevels } from '../../src/slices/measures/actions.ts';
import { countQueues } from '../../src/slices/services/fairness/actions.ts';
import { levelInstrument } from '#slices/standards';
import { learnDates } from '../../src/slices/services/dates/actions.ts';
import { apply, type Case, isOfficeDay, type Kept, type Offered, publishServices, rateCase, work } from './cases.ts';
import { playCitizen } from './citizen.ts';
import { handleComplaints, type Complained, complain } from './complaints.ts';
import { leaveDrafts } from './drafts.ts';
import { addAccounts, addAgencies, addCitizen, addPeople, type DemoAccount, giveRoles, officersOf, type Province } from './people.ts';
import { bookAppointments, morningAtCounters } from './counters.ts';
import { random } from './random.ts';
import { isSignedFrom, signDay } from './results.ts';
import { leaveForToday, school } from './school-year.ts';
import { beginCourse, fillBank, publishCourses, type Taught } from './schooling.ts';
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
  readonly citizen: Citizen;
  readonly offered: readonly Offered[];
  readonly kept: Kept;
  readonly signer: Signer | undefined;
  readonly store: Kept['store'];
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
  const signer = findSigner();
  holdSigner(undefined);
  try {
    const agencyId = await addAgencies(world);
    const province = await addPeople(world, agencyId);
    await giveRoles(world, province);
    const citizen = await addCitizen(world);
    const accounts = await addAccounts(world, province, citizen);
    const offered = await publishServices(world, province, await readServices(setting.root));
    await fillBank(world, province, setting.root);
    world.at(firstDay, 8);
    const courses = await publishCourses(world, province, { root: setting.root, uploads, store });
    const kept = await keepSample(store, uploads);
    const year: Year = { world, province, citizen, offered, kept, signer, store, courses, open: [], rated: 0, toRate: [], complaints: [] };
    const days = officeDays();
    for (const [at, day] of days.entries()) {
      await playDay(year, day, at, days.length);
      setting.progress(at + 1, days.length + 3);
    }
    await leaveForToday(year, lastDay);
    await leaveDrafts(world, province);
    await beginCourse(world, province, setting.root);
    await enterIndices(world, province);
    await bookAppointments(world, province, offered, lastDay);
    await morningAtCounters(world, province, offered, todayIn(setting.today, world.agency.zone));
    world.now = setting.today;
    await learnDates(world.system());
    while ((await sequence(world.system(), 5000)) > 0);
    await countQueues(world.system());
    await world.db.transact('all', simulateWaiting);
    setting.progress(days.length + 3, days.length + 3);
    await writeAccounts(setting.dataDir, accounts);
    await openHouse(world);
    return accounts;
  } finally {
    holdSigner(signer);
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
  if (isSignedFrom(day)) holdSigner(year.signer);
  world.at(day, 8, 15);
  await arrive(year, day, at, count);
  world.at(day, 10, 30);
  await serve(year, day);
  await signDay(year, day, lastDay);
  await world.settle();
  world.at(day, 19, 5);
  await answerSurveys(year, day);
  world.at(day, 9);
  await school(year, day);
  if (at % 2 === 1) await complain(year, day, lastDay);
  await handleComplaints(year, day);
  await playCitizen(year, day);
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
  const { world, province, open } = year;
  const officers = officersOf(province);
  const still: Case[] = [];
  for (const [at, one] of open.entries()) {
    const due = Temporal.PlainDate.compare(day, one.dueOn) >= 0;
    // From nine to four, one after the other: who reads the log sees in which order.
    const minute = Math.floor((at * 420) / open.length);
    world.at(day, 9 + Math.floor(minute / 60), minute % 60);
    const decided = due && (await work({ world, province, officers, open }, one, year.kept, day));
    if (!decided) still.push(one);
    else year.toRate.push({ one, unit: unitCode(province, one), on: day.add({ days: world.random.whole(0, 6) }) });
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
