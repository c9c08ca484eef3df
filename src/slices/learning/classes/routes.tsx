import { type AgencyId, peopleByIds } from '#slices/directory';
import { z } from 'zod';
import { findScope, scopeFor } from '#platform/access';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, textReply, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences, formatNumber } from '#platform/words';
import { calendarFile } from '../calendar-file.ts';
import { classTime } from '../content/seat-view.ts';
import { coursesByIds, findEnrolment } from '../content/store.ts';
import { learner } from '../learner.ts';
import { permissions } from '../permissions.ts';
import { words } from '../words.ts';
import { askSeat, attendByCode, attendByList, giveUpSeat } from './actions.ts';
import { classCode } from './class-code.ts';
import { AttendPage } from './pages/attend.tsx';
import { CodeScreen } from './pages/code-screen.tsx';
import { RollPage } from './pages/roll.tsx';
import { TeachPage } from './pages/teach.tsx';
import { codeStep } from './rules.ts';
import { type ClassRow, classesTaught, findClass, findClassOfCourse, findSeat, seatsOf } from './store.ts';

const study = permissions['learning.study'];
const teach = permissions['learning.teach'];
const byId = z.object({ id: z.string() });

async function classOr404(tx: Tx, idText: string): Promise<ClassRow> {
  const id = findId<'class'>(idText);
  const found = id && (await findClass(tx, id));
  if (!found) throw problems.notFound();
  return found;
}

/** A class that this person may teach: the own, or any of the agency for who manages training. */
async function taught(tx: Tx, ctx: Ctx, idText: string): Promise<ClassRow> {
  const found = await classOr404(tx, idText);
  const scope = scopeFor(ctx.actor, teach);
  const isMine = ctx.actor.kind === 'staff' && found.tutor_id === ctx.actor.personId;
  if (!isMine && !(scope.reach !== 'own' && scope.agencyId === found.agency_id)) throw problems.notFound();
  return found;
}

type Addressed = { readonly one: ClassRow; readonly slug: string };

async function addressed(ctx: WebCtx, idText: string): Promise<Addressed> {
  const id = findId<'class'>(idText);
  const found = id && (await ctx.read((tx) => findClassOfCourse(tx, id)));
  if (!found) throw problems.notFound();
  const { slug, ...one } = found;
  return { one, slug };
}

function formOf(ctx: WebCtx, raw: RawInput, errors: FieldCodes): FormState {
  return { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) };
}

async function attendPage(ctx: WebCtx, idText: string, form: FormState): Promise<Reply> {
  const one = await ctx.read((tx) => classOr404(tx, idText));
  const body = <AttendPage lang={ctx.lang} id={one.id} title={one.title} when={classTime(ctx, one)} form={form} />;
  return page({ title: words(ctx.lang).attend, section: '/belajar', body });
}

/** A refusal of what has no form of its own: said on the course's page. */
async function refusedAt(ctx: WebCtx, raw: RawInput, errors: FieldCodes): Promise<Reply> {
  const { slug } = await addressed(ctx, String(raw['id']));
  const text = Object.values(formOf(ctx, raw, errors).errors).join(' ');
  return redirect(`/belajar/${slug}#kelas`, { kind: 'warn', text });
}

const whereOf = (one: ClassRow) => [one.room, one.meeting_link].filter(Boolean).join(', ');

async function rollPage(ctx: WebCtx, idText: string, form: FormState): Promise<Reply> {
  const body = await ctx.read(async (tx) => {
    const one = await taught(tx, ctx, idText);
    const seats = await seatsOf(tx, one.id);
    const people = await peopleByIds(tx, [one.tutor_id, ...seats.map((seat) => seat.person_id)]);
    const course = (await coursesByIds(tx, [one.course_id])).get(one.course_id);
    for (const seat of seats) ctx.looked({ subjectKind: 'person', subjectId: seat.person_id, agencyId: one.agency_id });
    ctx.looked({ own: true, subjectKind: 'class', subjectId: one.id, agencyId: one.agency_id });
    const seated = seats
      .filter((seat) => seat.state === 'seated')
      .map((seat) => ({
        seatId: seat.id,
        name: people.get(seat.person_id)?.name ?? '',
        nip: people.get(seat.person_id)?.nip ?? '',
        attended: seat.attended_at !== null,
      }));
    const mayChange = findScope(ctx.actor, permissions['learning.author']) && Temporal.Instant.compare(ctx.now, one.starts_at) < 0;
    return (
      <RollPage
        lang={ctx.lang}
        id={one.id}
        title={one.title}
        agenda={one.agenda}
        when={classTime(ctx, one)}
        where={whereOf(one)}
        tutor={people.get(one.tutor_id)?.name ?? ''}
        capacity={one.capacity}
        seated={seated}
        waiting={seats.filter((seat) => seat.state === 'waiting').map((seat) => people.get(seat.person_id)?.name ?? '')}
        change={mayChange && course ? ctx.href(`/kelola/kursus/${course.slug}/kelas/${one.id}`) : undefined}
        form={form}
      />
    );
  });
  return page({ title: words(ctx.lang).list, section: '/kelas', dense: true, body });
}

async function teachPage(ctx: WebCtx): Promise<Reply> {
  const scope = scopeFor(ctx.actor, teach);
  const isAll = scope.reach !== 'own';
  const { classes, courses, tutors } = await ctx.read(async (tx) => {
    const found = await classesTaught(tx, ctx.agency.id as AgencyId, isAll ? undefined : learner(ctx), ctx.now);
    return {
      classes: found,
      courses: await coursesByIds(
        tx,
        found.map((one) => one.course_id),
      ),
      tutors: await peopleByIds(
        tx,
        found.map((one) => one.tutor_id),
      ),
    };
  });
  const rows = classes.map((one) => ({
    ...one,
    course: courses.get(one.course_id)?.title ?? { id: '' },
    when: classTime(ctx, one),
    where: one.room ?? words(ctx.lang).online,
    tutor: isAll ? tutors.get(one.tutor_id)?.name : undefined,
    isOver: Temporal.Instant.compare(ctx.now, one.ends_at) >= 0,
  }));
  return page({ title: words(ctx.lang).teach, section: '/kelas', dense: true, body: <TeachPage lang={ctx.lang} classes={rows} isAll={isAll} /> });
}

async function codeScreen(ctx: WebCtx, idText: string): Promise<Reply> {
  const { one, seats } = await ctx.read(async (tx) => {
    const found = await taught(tx, ctx, idText);
    return { one: found, seats: await seatsOf(tx, found.id) };
  });
  const code = classCode(one.secret, one.id, codeStep(ctx.now));
  const body = (
    <CodeScreen
      lang={ctx.lang}
      id={one.id}
      title={one.title}
      code={code}
      address={`${ctx.publicUrl}/kelas/${one.id}/hadir?kode=${code}`}
      attended={seats.filter((seat) => seat.attended_at !== null).length}
      seated={seats.filter((seat) => seat.state === 'seated').length}
    />
  );
  return page({ title: words(ctx.lang).codeTitle, section: '/kelas', islands: ['learning/class-code'], body });
}

/** The class in the calendar of who has a seat or teaches it. */
async function calendarReply(ctx: WebCtx, id: string): Promise<Reply> {
  const { one, slug } = await addressed(ctx, id);
  const seat = await ctx.read((tx) => findSeat(tx, one.id, learner(ctx)));
  if (seat?.state !== 'seated' && one.tutor_id !== learner(ctx)) throw problems.notFound();
  const text = calendarFile({
    uid: `${one.id}@${new URL(ctx.publicUrl).hostname}`,
    title: one.title.id,
    place: whereOf(one),
    about: one.agenda.id,
    url: `${ctx.publicUrl}/belajar/${slug}`,
    starts: one.starts_at,
    ends: one.ends_at,
    now: ctx.now,
  });
  return textReply(text, { mediaType: 'text/calendar; charset=utf-8', inline: false, fileName: 'kelas.ics' });
}

const learnerRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/kelas/:id/daftar',
    allow: study,
    input: byId,
    async handle(ctx, { id }) {
      const { one, slug } = await addressed(ctx, id);
      const enrolment = await ctx.read((tx) => findEnrolment(tx, one.course_id, learner(ctx)));
      if (!enrolment) throw problems.notFound();
      const state = await askSeat(ctx, one.id, enrolment);
      const w = words(ctx.lang);
      return redirect(`/belajar/${slug}#kelas`, state === 'seated' ? { kind: 'good', text: w.seated } : { kind: 'info', text: `${w.queued} ${w.waitingHow}` });
    },
    again: refusedAt,
  }),
  route({
    method: 'POST',
    path: '/kelas/:id/batal',
    allow: study,
    input: byId,
    async handle(ctx, { id }) {
      const { one, slug } = await addressed(ctx, id);
      await giveUpSeat(ctx, one.id, learner(ctx));
      return redirect(`/belajar/${slug}#kelas`, { kind: 'info', text: words(ctx.lang).givenUp });
    },
    again: refusedAt,
  }),
  route({ method: 'GET', path: '/kelas/:id/kelas.ics', allow: 'signed-in', input: byId, handle: (ctx, { id }) => calendarReply(ctx, id) }),
  route({
    method: 'GET',
    path: '/kelas/:id/hadir',
    allow: study,
    input: byId.extend({ kode: z.string().max(20).optional() }),
    handle: (ctx, { id, kode }) => attendPage(ctx, id, { ...emptyForm, values: { code: kode ?? '' } }),
  }),
  route({
    method: 'POST',
    path: '/kelas/:id/hadir',
    allow: study,
    // A whole room scans at once from one address; at this pace a code of eight digits is still not to be guessed in time.
    perMinute: 300,
    input: byId.extend({ code: z.string().trim().min(1, 'required').max(20, 'too-long') }),
    async handle(ctx, { id, code }) {
      const { one, slug } = await addressed(ctx, id);
      await attendByCode(ctx, one.id, learner(ctx), code);
      return redirect(`/belajar/${slug}`, { kind: 'good', text: words(ctx.lang).attended });
    },
    again: (ctx, raw, errors) => attendPage(ctx, String(raw['id']), formOf(ctx, raw, errors)),
  }),
];

const many = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]));

const tutorRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/kelas', allow: teach, handle: teachPage }),
  route({ method: 'GET', path: '/kelas/:id', allow: teach, shows: 'person-data', input: byId, handle: (ctx, { id }) => rollPage(ctx, id, emptyForm) }),
  route({ method: 'GET', path: '/kelas/:id/kode', allow: teach, input: byId, handle: (ctx, { id }) => codeScreen(ctx, id) }),
  route({
    method: 'POST',
    path: '/kelas/:id/daftar-hadir',
    allow: teach,
    shows: 'person-data',
    input: byId.extend({ seats: many }),
    async handle(ctx, { id, seats }) {
      const one = await ctx.read((tx) => taught(tx, ctx, id));
      const count = await attendByList(ctx, one.id, seats);
      return redirect(`/kelas/${one.id}`, { kind: 'good', text: words(ctx.lang).listSaved(formatNumber(count, ctx.lang)) });
    },
    again: (ctx, raw, errors) => rollPage(ctx, String(raw['id']), formOf(ctx, raw, errors)),
  }),
];

export const classesRoutes: readonly Route[] = [...learnerRoutes, ...tutorRoutes];
