import type { AgencyId, PersonId } from '#slices/directory';
import type { Ctx } from '#platform/context';
import { makeSecret } from '#platform/db';
import { askSeat, attendByList, type NewClass, openClass } from './classes/actions.ts';
import { seatsOf } from './classes/store.ts';
import { addModule, answerQuiz, draftCourse, enrol, publish, readPage } from './content/actions.ts';
import { coursesByIds, findEnrolment, modulesOf } from './content/store.ts';
import type { ClassId, Course, CourseId, CourseInput, EnrolmentId, ModuleInput } from './model.ts';

let serial = 0;

const page: ModuleInput = { kind: 'page', title: { id: 'Bacaan', en: 'Reading' }, minutes: 15, body: { id: 'Isi bacaan.' } };
const quiz: ModuleInput = {
  kind: 'quiz',
  title: { id: 'Kuis', en: 'Quiz' },
  minutes: 10,
  questions: [
    {
      text: { id: 'Mana yang benar?' },
      options: [
        { key: 'A', text: { id: 'Ini' } },
        { key: 'B', text: { id: 'Itu' } },
      ],
      answer: 'A',
      why: { id: 'Karena begitu.' },
    },
  ],
};

type CourseOptions = Partial<CourseInput> & { readonly published?: boolean };

async function courseById(ctx: Ctx, id: CourseId): Promise<Course> {
  const course = (await ctx.read((tx) => coursesByIds(tx, [id]))).get(id);
  if (!course) throw new Error('no such course');
  return course;
}

/** Makers for tests, through the slice's own actions. */
export const make = {
  /** A published course of a page and a quiz: 6 JP, all online, unless the options say more. */
  async course(ctx: Ctx, { published = true, modules = [page, quiz], ...options }: CourseOptions = {}): Promise<Course> {
    serial += 1;
    const id = await draftCourse(ctx, ctx.agency.id as AgencyId, {
      slug: `kursus-${serial}`,
      title: { id: `Kursus ${serial}`, en: `Course ${serial}` },
      summary: { id: 'Kursus percobaan.' },
      trains: [{ competency: 'M.05', level: 2 }],
      jp: { online: 6, classroom: 0 },
      passing: 70,
      ...options,
    });
    for (const module of modules) await addModule(ctx, { courseId: id, module });
    if (published) await publish(ctx, id);
    return courseById(ctx, id);
  },

  async enrolment(ctx: Ctx, options: { readonly courseId: CourseId; readonly personId: PersonId }): Promise<EnrolmentId> {
    return (await enrol(ctx, { because: 'own-wish', ...options })).enrolmentId;
  },

  /** A class that begins in ten minutes. */
  async class(ctx: Ctx, { course, ...options }: Partial<NewClass> & { readonly course: Course; readonly tutorId: PersonId }): Promise<ClassId> {
    return openClass(ctx, course.agencyId as AgencyId, {
      courseId: course.id,
      title: { id: 'Kelas percobaan' },
      agenda: { id: 'Latihan.' },
      room: 'Ruang Rinjani',
      meetingLink: null,
      startsAt: ctx.now.add({ minutes: 10 }),
      endsAt: ctx.now.add({ minutes: 190 }),
      capacity: 12,
      ...options,
    });
  },

  /** All online modules of a course, done; videos are not among them. */
  async studied(ctx: Ctx, { course, personId }: { readonly course: Course; readonly personId: PersonId }): Promise<void> {
    const { enrolment, modules } = await ctx.read(async (tx) => ({
      enrolment: await findEnrolment(tx, course.id, personId),
      modules: await modulesOf(tx, course.id),
    }));
    if (!enrolment) throw new Error('nobody is enrolled');
    for (const module of modules) {
      const base = { enrolment, moduleId: module.id };
      if (module.content.kind === 'page') await readPage(ctx, base);
      if (module.content.kind === 'quiz')
        await answerQuiz(ctx, { ...base, answers: Object.fromEntries(module.content.questions.map((question, at) => [`q${at + 1}`, question.answer])) });
    }
  },

  /** A class that all of these came to; their enrolments are there. */
  async attended(
    ctx: Ctx,
    { course, tutorId, personIds }: { readonly course: Course; readonly tutorId: PersonId; readonly personIds: readonly PersonId[] },
  ): Promise<void> {
    const classId = await make.class(ctx, { course, tutorId });
    for (const personId of personIds) {
      const enrolment = await ctx.read((tx) => findEnrolment(tx, course.id, personId));
      if (enrolment) await askSeat(ctx, classId, enrolment);
    }
    const seats = await ctx.read((tx) => seatsOf(tx, classId));
    await attendByList(
      ctx,
      classId,
      seats.map((seat) => seat.id),
    );
  },

  /** A course that this person has completed, with hours and certificate; with a class where the course has class hours. */
  async completedCourse(
    ctx: Ctx,
    { personId, ...options }: CourseOptions & { readonly personId: PersonId },
  ): Promise<{ readonly course: Course; readonly enrolmentId: EnrolmentId }> {
    await ctx.transact((tx) => makeSecret(tx, 'certificates'));
    const course = await make.course(ctx, options);
    const enrolmentId = await make.enrolment(ctx, { courseId: course.id, personId });
    await make.studied(ctx, { course, personId });
    if (course.jpClassroom > 0) await make.attended(ctx, { course, tutorId: personId, personIds: [personId] });
    return { course, enrolmentId };
  },
};
