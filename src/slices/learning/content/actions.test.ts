import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ctx, ctxOn } from '#platform/context';
import { makeSecret, sql } from '#platform/db';
import { openFileStore, stage } from '#platform/files';
import type { Instant } from '#platform/time';
import { testAgency, testDatabase, testNow } from '#test/db';
import type { AgencyId, UnitId } from '#slices/directory';
import type { Course, ModuleInput } from '../model.ts';
import { make } from '../testing.ts';
import { addModule, answerQuiz, draftCourse, enrol, publish, raiseModule, readPage, removeModule, reviseCourse, reviseModule, watchVideo } from './actions.ts';
import { coursesByIds, type EnrolmentRow, findEnrolment, findVideo, modulesOf, type ModuleRow, progressOf } from './store.ts';

const database = testDatabase();
const at = (now: Instant, person?: MadeStaff): Ctx =>
  ctxOn(database.app, 'all', { actor: person?.actor ?? { kind: 'system', name: 'test' }, now, lang: 'id', agency: testAgency, requestId: 'test' });
const seconds = (count: number) => testNow.add({ seconds: count });

let ctx: Ctx;
let unitId: UnitId;
let folder: string;
beforeAll(async () => {
  ctx = at(testNow);
  await directory.home(ctx);
  unitId = (await directory.unit(ctx)).id;
  await ctx.transact((tx) => makeSecret(tx, 'certificates'));
  folder = await mkdtemp(join(tmpdir(), 'smart-asn-learning-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

// The first bytes of a WebM file: enough to be told from anything else.
const webm = Buffer.from('1a45dfa3934282847765626d428781024285810218538067', 'hex');

async function video() {
  const path = join(folder, 'film.webm');
  await writeFile(path, webm);
  return { file: await stage(folder, 'film.webm', createReadStream(path), 1_000_000), store: openFileStore('', folder) };
}

const page: ModuleInput = { kind: 'page', title: { id: 'Bacaan' }, minutes: 10, body: { id: 'Isi.' } };
const film: ModuleInput = { kind: 'video', title: { id: 'Film' }, minutes: 1, caption: { id: 'Kata-kata.' } };
const modules = (course: Pick<Course, 'id'>) => ctx.read((tx) => modulesOf(tx, course.id));
const titles = async (course: Pick<Course, 'id'>) => (await modules(course)).map((module) => module.content.title.id);

type Taking = { readonly person: MadeStaff; readonly enrolment: EnrolmentRow; readonly module: ModuleRow };

async function taking(course: Course, kind: ModuleRow['kind']): Promise<Taking> {
  const person = await directory.staff(ctx, { unitId });
  await make.enrolment(ctx, { courseId: course.id, personId: person.personId });
  const enrolment = await ctx.read((tx) => findEnrolment(tx, course.id, person.personId));
  const module = (await modules(course)).find((one) => one.kind === kind);
  if (!enrolment || !module) throw new Error('nothing to take');
  return { person, enrolment, module };
}

async function filmCourse(): Promise<Course> {
  const draft = await make.course(ctx, { published: false, modules: [page] });
  await addModule(ctx, { courseId: draft.id, module: film, video: await video() });
  await publish(ctx, draft.id);
  return { ...draft, state: 'published' };
}

describe('writing a course', () => {
  test('a draft is written, ordered, mended and published; then its order and quizzes stay', async () => {
    const draft = await make.course(ctx, { published: false });
    const extra = await addModule(ctx, { courseId: draft.id, module: page });
    expect(await titles(draft)).toEqual(['Bacaan', 'Kuis', 'Bacaan']);
    await raiseModule(ctx, draft.id, extra);
    await raiseModule(ctx, draft.id, extra);
    await raiseModule(ctx, draft.id, extra);
    expect((await modules(draft))[0]?.id).toBe(extra);
    await reviseModule(ctx, { courseId: draft.id, moduleId: extra, module: { ...page, title: { id: 'Baru' }, minutes: 7 } });
    expect((await modules(draft))[0]).toMatchObject({ minutes: 7, content: { title: { id: 'Baru' } } });
    await removeModule(ctx, draft.id, extra);
    expect((await modules(draft)).map((module) => module.place)).toEqual([1, 2]);
    await publish(ctx, draft.id);
    const [reading, quiz] = await modules(draft);
    if (!reading || !quiz) throw new Error('two modules are needed');
    for (const act of [
      () => addModule(ctx, { courseId: draft.id, module: page }),
      () => removeModule(ctx, draft.id, reading.id),
      () => raiseModule(ctx, draft.id, quiz.id),
      () => reviseModule(ctx, { courseId: draft.id, moduleId: quiz.id, module: quiz.content }),
      () => reviseCourse(ctx, draft.id, { ...draft, jp: { online: 1, classroom: 0 }, trains: [] }),
    ])
      await expect(act()).rejects.toMatchObject({ refusal: { code: 'course-published' } });
    await reviseModule(ctx, { courseId: draft.id, moduleId: reading.id, module: { ...page, title: { id: 'Diperbaiki' }, minutes: 99 } });
    expect((await modules(draft))[0]).toMatchObject({ minutes: 15, content: { title: { id: 'Diperbaiki' } } });
  });

  test('many modules added at the same moment each get a place of their own', async () => {
    const draft = await make.course(ctx, { published: false, modules: [page] });
    await Promise.all(Array.from({ length: 6 }, (_none, number) => addModule(ctx, { courseId: draft.id, module: { ...page, title: { id: `M${number}` } } })));
    expect((await modules(draft)).map((module) => module.place)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('an empty course and one whose video is missing are not published; an address is used once', async () => {
    const facts = { title: { id: 'Kosong' }, summary: { id: 'x' }, trains: [], jp: { online: 1, classroom: 0 }, passing: 70 };
    const id = await draftCourse(ctx, testAgency.id as AgencyId, { slug: 'kosong', ...facts });
    await expect(draftCourse(ctx, testAgency.id as AgencyId, { slug: 'kosong', ...facts })).rejects.toMatchObject({
      refusal: { fields: { slug: 'slug-taken' } },
    });
    await expect(publish(ctx, id)).rejects.toMatchObject({ refusal: { code: 'course-empty' } });
    await addModule(ctx, { courseId: id, module: film });
    await expect(publish(ctx, id)).rejects.toMatchObject({ refusal: { code: 'video-missing' } });
    expect((await ctx.read((tx) => coursesByIds(tx, [id]))).get(id)?.state).toBe('draft');
  });

  test('a video is found by its module with its type and size, and only by one that has it', async () => {
    const course = await filmCourse();
    const [reading, shown] = await modules(course);
    if (!reading || !shown) throw new Error('two modules are needed');
    expect(await ctx.read((tx) => findVideo(tx, shown.id))).toMatchObject({ media_type: 'video/webm', size_bytes: BigInt(webm.length) });
    expect(await ctx.read((tx) => findVideo(tx, reading.id))).toBeUndefined();
  });
});

describe('taking a course', () => {
  test('C1: enrolling at once, by wish and by proposal, is one enrolment', async () => {
    const course = await make.course(ctx);
    const { personId } = await directory.staff(ctx, { unitId });
    const done = await Promise.all(
      (['own-wish', 'recommendation', 'own-wish'] as const).map((because) => enrol(ctx, { courseId: course.id, personId, because })),
    );
    expect(new Set(done.map((one) => one.enrolmentId)).size).toBe(1);
    const { rows } = await database.owner.transact('all', (tx) =>
      sql`select 1 from outbox.events where kind = 'learning.enrolled' and payload->>'personId' = ${personId}`.execute(tx),
    );
    expect(rows).toHaveLength(1);
  });

  test('nobody enrols in a draft', async () => {
    const draft = await make.course(ctx, { published: false });
    const { personId } = await directory.staff(ctx, { unitId });
    await expect(enrol(ctx, { courseId: draft.id, personId, because: 'own-wish' })).rejects.toMatchObject({ status: 404 });
  });

  test('a video counts as fast as time passes, from the moment it was begun, whatever the player says', async () => {
    const { person, enrolment, module } = await taking(await filmCourse(), 'video');
    const report = (now: number, watched: number | undefined) => watchVideo(at(seconds(now), person), { enrolment, moduleId: module.id, seconds: watched });
    expect(await report(0, 3600)).toEqual({ watched_s: 0, done: false });
    expect(await report(10, 3600)).toEqual({ watched_s: 11, done: false });
    expect(await report(20, 8)).toEqual({ watched_s: 19, done: false });
    expect(await report(20, 8)).toEqual({ watched_s: 20, done: false });
    expect(await report(20, 8)).toEqual({ watched_s: 21, done: false });
    expect(await report(20, 8)).toEqual({ watched_s: 21, done: false });
    expect(await report(100, 28)).toEqual({ watched_s: 49, done: false });
    expect(await report(200, 30)).toEqual({ watched_s: 60, done: true });
    expect(await report(300, 5)).toEqual({ watched_s: 60, done: true });
  });

  test('many windows of one player at once count no more than the time that has passed', async () => {
    const { person, enrolment, module } = await taking(await filmCourse(), 'video');
    const report = (now: number) => watchVideo(at(seconds(now), person), { enrolment, moduleId: module.id, seconds: 10 });
    await report(0);
    await Promise.all(Array.from({ length: 6 }, () => report(10)));
    const [progress] = await ctx.read((tx) => progressOf(tx, enrolment.id));
    expect(progress?.watched_s).toBeLessThanOrEqual(10 + 1);
  });

  test('who reads the words of a video instead is done when the video would be', async () => {
    const { person, enrolment, module } = await taking(await filmCourse(), 'video');
    const read = (now: number) => watchVideo(at(seconds(now), person), { enrolment, moduleId: module.id });
    expect(await read(0)).toEqual({ watched_s: 0, done: false });
    expect(await read(30)).toEqual({ watched_s: 30, done: false });
    expect(await read(3600)).toEqual({ watched_s: 30, done: false });
    expect(await read(3624)).toEqual({ watched_s: 54, done: true });
  });

  test('the best of a quiz counts, each try is counted, and what was passed stays passed', async () => {
    const course = await make.course(ctx);
    const { person, enrolment, module } = await taking(course, 'quiz');
    const send = (q1: string) => answerQuiz(at(testNow, person), { enrolment, moduleId: module.id, answers: { q1 } });
    expect(await send('B')).toEqual({ score: 0, passed: false });
    expect(await send('A')).toEqual({ score: 100, passed: true });
    expect(await send('B')).toEqual({ score: 0, passed: false });
    const [progress] = await ctx.read((tx) => progressOf(tx, enrolment.id));
    expect(progress).toMatchObject({ best_score: 100, tries: 3 });
    expect(progress?.done_at).not.toBeNull();
  });

  test('a module is done by its own kind of deed only, and only in the course it belongs to', async () => {
    const [course, other] = [await make.course(ctx), await make.course(ctx)];
    const { person, enrolment, module } = await taking(course, 'quiz');
    const elsewhere = (await modules(other))[0];
    await expect(readPage(at(testNow, person), { enrolment, moduleId: module.id })).rejects.toMatchObject({ status: 400 });
    await expect(watchVideo(at(testNow, person), { enrolment, moduleId: module.id, seconds: 1 })).rejects.toMatchObject({ status: 400 });
    if (elsewhere) await expect(readPage(at(testNow, person), { enrolment, moduleId: elsewhere.id })).rejects.toMatchObject({ status: 404 });
  });
});
