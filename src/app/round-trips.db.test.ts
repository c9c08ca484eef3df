import { beforeAll, describe, expect, test } from 'vitest';
import { pino } from 'pino';
import type { AgencyId, UnitId } from '#slices/directory';
import { type MadeStaff, make as directory } from '#slices/directory/testing';
import { make as assessment } from '#slices/assessment/testing';
import { make as learning } from '#slices/learning/testing';
import { make as services } from '#slices/services/testing';
import { assignRoles } from '#platform/access';
import { type Ctx, ctxOn } from '#platform/context';
import { newId } from '#platform/ids';
import { testAgency, testDatabase, testNow } from '#test/db';
import { openHouse, type TestHouse } from '#test/house';
import { type Trips, watchedDatabase } from '#test/trips';
import { startTest } from '../slices/assessment/exam/actions.ts';
import { openSession } from '../slices/directory/accounts/sessions.ts';
import { askSeat } from '../slices/learning/classes/actions.ts';
import { classCode } from '../slices/learning/classes/class-code.ts';
import { codeStep } from '../slices/learning/classes/rules.ts';
import { findClass } from '../slices/learning/classes/store.ts';
import { findEnrolment } from '../slices/learning/content/store.ts';
import { insertGrant } from '../slices/directory/grants/store.ts';
import { houseParts, openAgencies } from './house.ts';
import { makeSecrets } from './open-data.ts';
import { roles } from './roles.ts';
import { allRoutes, fillSlots } from './slices.ts';

/*
 * What a whole request costs: who is asking, what is shown or done, and the looks that are stored before the page is sent.
 */

const database = testDatabase();
const count: Trips = { statements: 0, trips: 0 };
const as = (actor: Ctx['actor'], now = testNow): Ctx => ctxOn(database.app, 'all', { actor, now, lang: 'id', agency: testAgency, requestId: 'test' });
let system: Ctx;
let house: TestHouse;
let officer: MadeStaff;
let tutor: MadeStaff;
let unitId: UnitId;

const visitor = { userAgent: 'test', device: undefined };
async function cookieOf(who: Partial<Parameters<typeof openSession>[2]>): Promise<string> {
  const opened = await database.app.transact('all', (tx) => openSession(tx, system, { visitor, secondFactor: true, how: 'password', ...who }));
  return `sesi=${opened.token}`;
}

beforeAll(async () => {
  system = as({ kind: 'system', name: 'test' });
  assignRoles(roles);
  fillSlots();
  await makeSecrets(database.app);
  await directory.home(system);
  const watched = watchedDatabase(database.app, count);
  const known = openAgencies(database.app);
  await known.reload();
  const routes = allRoutes({ provider: undefined, isDemo: () => false, isEmpty: () => false, onSetUp: () => Promise.resolve() });
  house = await openHouse(routes, houseParts(watched, known, { now: () => testNow }, { log: pino({ level: 'silent' }), secondFactor: 'optional' }));
  unitId = (await directory.unit(system)).id;
  officer = await directory.staff(system, { unitId });
  for (const role of ['officer', 'unit-head']) {
    const grant = {
      agency_id: testAgency.id as AgencyId,
      id: newId<'grant'>(),
      person_id: officer.personId,
      role,
      unit_id: unitId,
      ends_on: null,
      granted_by: 'test',
    };
    await system.transact((tx) => insertGrant(tx, { ...grant, capacity: 'definitif', reason: 'SK', starts_on: system.today, granted_at: testNow }));
  }
  tutor = await directory.staff(system, { unitId });
});

const own = { origin: 'http://situs.contoh.id', 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };

async function tripsOf(cookie: string, path: string, form?: Readonly<Record<string, string>>): Promise<number> {
  count.trips = 0;
  const answer = form ? await house.post(path, new URLSearchParams(form).toString(), { ...own, cookie }) : await house.get(path, { cookie });
  const text = await answer.text();
  expect(answer.status, `${path} ${text.slice(0, 300)}`).toBe(form ? 303 : 200);
  return count.trips;
}

describe('a signed-in page is read in five round trips', () => {
  test('an officer’s home and the worklist with its fifty looks', async () => {
    const service = await services.service(system, { unitId });
    for (let at = 0; at < 50; at += 1) await services.submitted(system, { service });
    const cookie = await cookieOf({ personId: officer.personId });
    expect(await tripsOf(cookie, '/beranda')).toBeLessThanOrEqual(5);
    expect(await tripsOf(cookie, '/kerja')).toBeLessThanOrEqual(5);
  });

  test('a course with its classes, a learner’s start and profile, a question of a test', async () => {
    const cookie = await cookieOf({ personId: tutor.personId });
    const course = await learning.course(system, { jp: { online: 6, classroom: 4 } });
    await learning.class(system, { course, tutorId: officer.personId });
    expect(await tripsOf(cookie, `/belajar/${course.slug}`)).toBeLessThanOrEqual(5);
    await learning.enrolment(system, { courseId: course.id, personId: tutor.personId });
    await assessment.bank(system);
    const { slug } = await assessment.test(system);
    const attemptId = await startTest(as(tutor.actor), { agencyId: testAgency.id as AgencyId, personId: tutor.personId, slug });
    for (const path of [`/belajar/${course.slug}`, '/belajar', '/kompetensi', '/asesmen', `/asesmen/tes/${attemptId}/soal/1`]) {
      expect(await tripsOf(cookie, path), path).toBeLessThanOrEqual(5);
    }
  });
});

describe('a hot write, with who is asking and where they go next', () => {
  test('hands in an application in five', async () => {
    const service = await services.service(system, { unitId });
    const citizen = await directory.citizen(system);
    const applicant = as({ kind: 'citizen', ...citizen });
    const cookie = await cookieOf({ citizenId: citizen.citizenId });
    // The first of a version of a standard fetches it; it is kept from then on.
    await services.submitted(applicant, { service });
    const id = await services.draft(applicant, { service });
    expect(await tripsOf(cookie, `/permohonan/${id}/kirim`, {})).toBeLessThanOrEqual(5);
  });

  test('saves an answer in three', async () => {
    const taker = await directory.staff(system, { unitId });
    await assessment.bank(system, { competency: 'M.06' });
    const { slug } = await assessment.test(system, { competencies: ['M.06'] });
    const attemptId = await startTest(as(taker.actor), { agencyId: testAgency.id as AgencyId, personId: taker.personId, slug });
    expect(await tripsOf(await cookieOf({ personId: taker.personId }), `/asesmen/tes/${attemptId}/soal/1`, { choice: 'B' })).toBeLessThanOrEqual(3);
  });

  test('notes an attendance in five', async () => {
    const learner = await directory.staff(system, { unitId });
    const course = await learning.course(system, { jp: { online: 6, classroom: 4 } });
    await learning.enrolment(system, { courseId: course.id, personId: learner.personId });
    const starts = testNow.subtract({ minutes: 5 });
    const classId = await learning.class(as(system.actor, testNow.subtract({ hours: 1 })), {
      course,
      tutorId: tutor.personId,
      startsAt: starts,
      endsAt: starts.add({ hours: 3 }),
    });
    const enrolment = await system.read((tx) => findEnrolment(tx, course.id, learner.personId));
    await askSeat(as(learner.actor, testNow.subtract({ hours: 1 })), classId, enrolment!);
    const secret = (await system.read((tx) => findClass(tx, classId)))!.secret;
    const code = classCode(secret, classId, codeStep(testNow));
    expect(await tripsOf(await cookieOf({ personId: learner.personId }), `/kelas/${classId}/hadir`, { code })).toBeLessThanOrEqual(5);
  });
});
