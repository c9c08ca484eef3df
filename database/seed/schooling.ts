import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addItems, openTest } from '../../src/slices/assessment/bank/actions.ts';
import { itemsWithKeys } from '../../src/slices/assessment/bank/store.ts';
import { answer, finishTest, startTest } from '../../src/slices/assessment/exam/actions.ts';
import { findAttempt } from '../../src/slices/assessment/exam/store.ts';
import { itemInput, type ItemInput } from '../../src/slices/assessment/model.ts';
import { askSeat, attendByList, openClass } from '../../src/slices/learning/classes/actions.ts';
import { seatsOf } from '../../src/slices/learning/classes/store.ts';
import { addModule, answerQuiz, draftCourse, enrol, publish, readPage, watchVideo } from '../../src/slices/learning/content/actions.ts';
import { findEnrolment, modulesOf } from '../../src/slices/learning/content/store.ts';
import { type ClassId, type CourseId, courseInput } from '../../src/slices/learning/model.ts';
import type { FileStore } from '#platform/files';
import { stage } from '#platform/files';
import type { Id } from '#platform/ids';
import { instantAt, type PlainDate } from '#platform/time';
import { createReadStream } from 'node:fs';
import { actorOf, type Member, memberOf, type Province } from './people.ts';
import type { World } from './world.ts';

type Folder = { readonly root: string; readonly uploads: string; readonly store: FileStore };

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'));
}

export type Taught = {
  readonly id: CourseId;
  readonly slug: string;
  readonly classTitle: { readonly id: string; readonly en?: string | undefined };
  readonly agenda: { readonly id: string; readonly en?: string | undefined };
};

/** The item bank, and two tests over it. */
export async function fillBank(world: World, province: Province, root: string): Promise<void> {
  for (const name of ['m05', 't01']) {
    const items: ItemInput[] = itemInput.array().parse(await readJson(join(root, `database/seed/items/${name}.json`)));
    await addItems(world.system(), province.agencyId, items);
  }
  await openTest(world.system(), province.agencyId, {
    slug: 'orientasi-pelayanan',
    title: { id: 'Orientasi pelayanan', en: 'Service orientation' },
    summary: { id: 'Tiga puluh soal tentang melayani warga (kompetensi M.05).', en: 'Thirty items on serving citizens (competency M.05).' },
    competencies: ['M.05'],
    duration_minutes: 60,
    itemsPerLevel: 10,
  });
  await openTest(world.system(), province.agencyId, {
    slug: 'kerja-digital',
    title: { id: 'Kerja digital', en: 'Digital work' },
    summary: {
      id: 'Tiga puluh soal tentang bekerja aman dan rapi secara digital (T.01).',
      en: 'Thirty items on working safely and neatly with digital tools (T.01).',
    },
    competencies: ['T.01'],
    duration_minutes: 60,
    itemsPerLevel: 10,
  });
}

/** A member takes a test; `strength` is the share of level 1 items that they get right, falling with the level. */
export async function takeTest(world: World, province: Province, member: Member, slug: string, strength: number): Promise<void> {
  const ctx = world.as(actorOf(province, member));
  const attemptId = await startTest(ctx, { agencyId: province.agencyId, personId: member.id, slug });
  const { attempt, keys } = await world.db.transact('all', async (tx) => ({
    attempt: await findAttempt(tx, attemptId, member.id),
    keys: new Map((await itemsWithKeys(tx, province.agencyId)).map((item) => [item.id, item])),
  }));
  for (const [at, itemId] of (attempt?.item_ids ?? []).entries()) {
    const item = keys.get(itemId);
    if (!item) continue;
    const isRight = world.random.chance(Math.max(0.1, strength - (item.level - 1) * 0.22));
    const choice = isRight ? item.answer : (item.options.find((option) => option.key !== item.answer)?.key ?? 'A');
    await answer(ctx, { attemptId, personId: member.id, place: at + 1, choice, sequence: at + 1 });
  }
  await finishTest(ctx, attemptId, member.id);
}

/** What the recorded slides show (tools/record-videos.ts), at the times at which they show it. */
function subtitlesOf(title: string, caption: string, seconds: number): string {
  const slides = [title, ...caption.split(/(?<=[.!?])\s+/)];
  const at = (place: number) => new Date((place * seconds * 1000) / slides.length).toISOString().slice(14, 23);
  return ['WEBVTT', ...slides.map((slide, place) => `${at(place)} --> ${at(place + 1)}\n${slide}`)].join('\n\n');
}

/** The three courses as their author enters them, published. */
export async function publishCourses(world: World, province: Province, { root, uploads, store }: Folder): Promise<readonly Taught[]> {
  const author = world.as(actorOf(province, memberOf(province, 'BPSDMD', 2)));
  const taught: Taught[] = [];
  for (const slug of ['melayani-dengan-empati', 'pelayanan-prima-lanjut', 'kerja-digital-aman']) {
    const raw = (await readJson(join(root, `database/seed/courses/${slug}.json`))) as { class: { title: Taught['classTitle']; agenda: Taught['agenda'] } };
    const input = courseInput.parse(raw);
    const id = await draftCourse(author, province.agencyId, input);
    for (const module of input.modules) {
      const video =
        module.kind === 'video'
          ? { file: await stage(uploads, `${slug}.webm`, createReadStream(join(root, `database/seed/videos/${slug}.webm`)), 10_000_000), store }
          : undefined;
      const shown = module.kind === 'video' ? { ...module, subtitles: subtitlesOf(input.title.id, module.caption.id, module.minutes * 60) } : module;
      await addModule(author, { courseId: id, module: shown, video });
    }
    await publish(author, id);
    taught.push({ id, slug, classTitle: raw.class.title, agenda: raw.class.agenda });
  }
  return taught;
}

/** A course that its author has begun, and not yet published. */
export async function beginCourse(world: World, province: Province, root: string): Promise<void> {
  const author = world.as(actorOf(province, memberOf(province, 'BPSDMD', 2)));
  const input = courseInput.parse(await readJson(join(root, 'database/seed/courses/bahasa-isyarat-dasar.json')));
  const courseId = await draftCourse(author, province.agencyId, input);
  for (const module of input.modules) await addModule(author, { courseId, module });
}

type Session = { readonly course: Taught; readonly on: PlainDate; readonly tutor: Member; readonly capacity: number; readonly room: string };

export async function openSession(world: World, province: Province, { course, on, tutor, capacity, room }: Session): Promise<ClassId> {
  return openClass(world.as(actorOf(province, memberOf(province, 'BPSDMD', 2))), province.agencyId, {
    courseId: course.id,
    title: course.classTitle,
    agenda: course.agenda,
    tutorId: tutor.id,
    room,
    meetingLink: null,
    startsAt: instantAt(on, 'Asia/Makassar', 9),
    endsAt: instantAt(on, 'Asia/Makassar', 12),
    capacity,
  });
}

type Part = { readonly from?: number; readonly until?: number };

/** A learner goes through the online half, or a part of it; the clock goes on as they study. */
export async function studyOnline(world: World, province: Province, member: Member, course: Taught, { from = 0, until }: Part = {}): Promise<void> {
  const ctx = () => world.as(actorOf(province, member));
  await enrol(ctx(), { courseId: course.id, personId: member.id, because: 'own-wish' });
  const { enrolment, modules } = await world.db.transact('all', async (tx) => ({
    enrolment: await findEnrolment(tx, course.id, member.id),
    modules: await modulesOf(tx, course.id),
  }));
  if (!enrolment) throw new Error('the enrolment is gone');
  for (const module of modules.slice(from, until)) {
    const base = { enrolment, moduleId: module.id };
    if (module.content.kind === 'video') await watchVideo(ctx(), { ...base, seconds: 0 });
    world.now = world.now.add({ minutes: module.minutes });
    if (module.content.kind === 'page') await readPage(ctx(), base);
    else if (module.content.kind === 'video') await watchVideo(ctx(), { ...base, seconds: module.minutes * 60 });
    else await answerQuiz(ctx(), { ...base, answers: Object.fromEntries(module.content.questions.map((question, at) => [`q${at + 1}`, question.answer])) });
  }
}

/** A learner who was called away in the middle of the video. */
export async function watchHalf(world: World, province: Province, member: Member, course: Taught): Promise<void> {
  const ctx = () => world.as(actorOf(province, member));
  const { enrolment, modules } = await world.db.transact('all', async (tx) => ({
    enrolment: await findEnrolment(tx, course.id, member.id),
    modules: await modulesOf(tx, course.id),
  }));
  const video = modules.find((module) => module.kind === 'video');
  if (!enrolment || !video) return;
  await watchVideo(ctx(), { enrolment, moduleId: video.id, seconds: 0 });
  world.now = world.now.add({ seconds: video.minutes * 25 });
  await watchVideo(ctx(), { enrolment, moduleId: video.id, seconds: video.minutes * 25 });
}

export async function takeSeat(world: World, province: Province, member: Member, course: Taught, classId: ClassId): Promise<void> {
  const enrolment = await world.db.transact('all', (tx) => findEnrolment(tx, course.id, member.id));
  if (enrolment) await askSeat(world.as(actorOf(province, member)), classId, enrolment);
}

export type Held = { readonly classId: ClassId; readonly tutor: Member; readonly came: (personId: string, place: number) => boolean };

/** The tutor ticks who came. */
export async function holdSession(world: World, province: Province, { classId, tutor, came }: Held): Promise<void> {
  const seats = (await world.db.transact('all', (tx) => seatsOf(tx, classId))).filter((seat) => seat.state === 'seated');
  const ticked = seats.filter((seat, place) => came(seat.person_id, place)).map((seat) => seat.id as Id<'seat'>);
  await attendByList(world.as(actorOf(province, tutor)), classId, ticked);
}

type Coming = { readonly learners: readonly Member[]; readonly done: number };

/** Learners of a class to come, each somewhere in the online half, in the order in which they ask for a seat. */
export async function fillSession(world: World, province: Province, course: Taught, classId: ClassId, { learners, done }: Coming): Promise<void> {
  for (const [at, learner] of learners.entries()) {
    await studyOnline(world, province, learner, course, { until: Math.min(done, at) });
    await takeSeat(world, province, learner, course, classId);
  }
}
