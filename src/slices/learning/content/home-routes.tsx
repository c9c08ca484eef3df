import { findPostOf, peopleByIds, type PersonId } from '#slices/directory';
import { evaluate, jpTerm } from '#slices/standards';
import { together } from '#platform/context';
import type { Tx } from '#platform/db';
import { page, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { formatDate, formatTime, partOfDay, type PlainDate, todayIn } from '#platform/time';
import { formatNumber } from '#platform/words';
import { type MySeat, seatsOfPerson } from '../classes/store.ts';
import { certificatesOf, jpLines } from '../credentials/store.ts';
import { learner } from '../learner.ts';
import type { Course } from '../model.ts';
import { permissions } from '../permissions.ts';
import { slots } from '../slots.ts';
import { words } from '../words.ts';
import { bannerOf, type Current, nowOf, runningOf } from './current.ts';
import type { Day, DayEvent } from './pages/fortnight.tsx';
import { TranscriptPage } from './pages/jp.tsx';
import type { JpView } from './pages/jp-bar.tsx';
import { type CourseRow, LearnPage, type ProgrammeView } from './pages/learn.tsx';
import { programmeSteps } from './pages/programme.tsx';
import { type Programme, programmesOf } from './programmes.ts';
import { jpInYear } from './rules.ts';
import { seatView } from './seat-view.ts';
import { coursesByIds, coursesOf, studyOf } from './store.ts';

const allow = permissions['learning.study'];

function greeting(ctx: WebCtx): string {
  return words(ctx.lang).greet[partOfDay(ctx.now, ctx.zone)](ctx.actor.kind === 'staff' ? ctx.actor.name : '');
}

function programmeView(ctx: WebCtx, current: Current, tutors: Parameters<typeof seatView>[2], because: string | undefined): ProgrammeView {
  const { programme, course, next } = current;
  const w = words(ctx.lang);
  const needsClass = course.jpClassroom > 0;
  const seats = programme.seats.map((seat) => seatView(ctx, seat, tutors));
  const attended = programme.seats.some((seat) => seat.attended);
  return {
    slug: course.slug,
    title: course.title,
    jp: course.jpOnline + course.jpClassroom,
    done: programme.modules.filter((one) => one.done).length + (needsClass && attended ? 1 : 0),
    all: programme.modules.length + (needsClass ? 1 : 0),
    modules: programme.modules.length,
    classes: needsClass ? 1 : 0,
    because,
    steps: programmeSteps({ lang: ctx.lang, zone: ctx.zone, slug: course.slug, isMine: true, modules: programme.modules, needsClass, seats, now: nowOf(next) }),
    rule: `${needsClass ? w.rule : w.ruleOnline} ${w.passing(formatNumber(course.passing, ctx.lang))}`,
  };
}

/** This week and the next, from Monday. */
function fortnight(ctx: WebCtx, seats: readonly MySeat[], courses: ReadonlyMap<string, Course>): readonly Day[] {
  const monday = ctx.today.subtract({ days: ctx.today.dayOfWeek - 1 });
  return Array.from({ length: 14 }, (_none, at) => dayOf(ctx, monday.add({ days: at }), seats, courses));
}

function dayOf(ctx: WebCtx, date: PlainDate, seats: readonly MySeat[], courses: ReadonlyMap<string, Course>): Day {
  const w = words(ctx.lang);
  const events = seats
    .filter((seat) => todayIn(seat.starts_at, ctx.zone).equals(date))
    .map((seat): DayEvent => {
      const time = formatTime(seat.starts_at, ctx.zone, ctx.lang).slice(0, 5);
      return {
        href: ctx.href(`/belajar/${courses.get(seat.course_id)?.slug ?? ''}#kelas`),
        label: seat.state === 'seated' ? w.classAt(time) : w.waitsAt(time),
        file: seat.state === 'seated' && Temporal.Instant.compare(ctx.now, seat.ends_at) < 0 ? `/kelas/${seat.class_id}/kelas.ics` : undefined,
        tone: seat.state === 'seated' ? 'class' : 'waiting',
      };
    });
  const [name = ''] = formatDate(date, ctx.lang, 'day').split(',');
  return { name, number: String(date.day), full: formatDate(date, ctx.lang), isToday: date.equals(ctx.today), isOff: date.dayOfWeek > 5, events };
}

function jpView(ctx: WebCtx, earned: number, planned: number, status: 'PNS' | 'PPPK'): JpView {
  return { earned, planned, term: jpTerm(status), yearEnd: formatDate(ctx.today.with({ month: 12, day: 31 }), ctx.lang) };
}

/** All courses: those in progress first, with how far they are. */
function courseRows(ctx: WebCtx, published: readonly Course[], programmes: readonly Programme[]): readonly CourseRow[] {
  const w = words(ctx.lang);
  const rows = published.map((course): CourseRow => {
    const mine = programmes.find((one) => one.courseId === course.id);
    if (!mine) return { course, state: 'open', note: undefined };
    if (mine.completed_at) return { course, state: 'completed', note: w.completedOn(formatDate(todayIn(mine.completed_at, ctx.zone), ctx.lang, 'short')) };
    const done = formatNumber(mine.modules.filter((one) => one.done).length, ctx.lang);
    return { course, state: 'running', note: w.modulesDone(done, formatNumber(mine.modules.length, ctx.lang)) };
  });
  const order = { running: 0, open: 1, completed: 2 } as const;
  return rows.toSorted((a, b) => order[a.state] - order[b.state]);
}

async function readLearning(tx: Tx, ctx: WebCtx, personId: PersonId) {
  const [lines, held, published, certificates, hours, post] = await together([
    studyOf(tx, personId),
    seatsOfPerson(tx, personId),
    coursesOf(tx, ctx.agency.id),
    certificatesOf(tx, personId),
    jpLines(tx, personId),
    findPostOf(tx, personId, ctx.today),
  ]);
  const programmes = programmesOf(lines, held);
  const courses = new Map(published.map((course) => [course.id as string, course]));
  const running = runningOf(ctx, programmes, courses);
  const [current] = running;
  const seats = programmes.flatMap((one) => one.seats);
  const [titles, tutors, because] = await together([
    coursesByIds(
      tx,
      certificates.map((one) => one.course_id),
    ),
    peopleByIds(
      tx,
      seats.map((seat) => seat.tutor_id),
    ),
    current && slots.recommendedBecause(tx, personId, current.course.id, ctx.lang),
  ]);
  return {
    programmes,
    published,
    courses,
    running,
    current,
    seats,
    certificates,
    titles,
    tutors,
    because,
    jp: jpInYear(hours, ctx.today.year),
    status: post?.status ?? 'PNS',
  };
}

async function learnPage(ctx: WebCtx): Promise<Reply> {
  const view = await ctx.read((tx) => readLearning(tx, ctx, learner(ctx)));
  const { current, running } = view;
  const planned = running.reduce((sum, { course }) => sum + course.jpOnline + course.jpClassroom, 0);
  const body = (
    <LearnPage
      lang={ctx.lang}
      greeting={greeting(ctx)}
      today={formatDate(ctx.today, ctx.lang)}
      banner={bannerOf(ctx, current)}
      programme={current && programmeView(ctx, current, view.tutors, view.because)}
      days={fortnight(ctx, view.seats, view.courses)}
      jp={jpView(ctx, view.jp, planned, view.status)}
      courses={courseRows(ctx, view.published, view.programmes)}
      certificates={view.certificates.map((one) => ({
        id: one.id,
        title: view.titles.get(one.course_id)?.title ?? { id: '' },
        when: formatDate(todayIn(one.issued_at, ctx.zone), ctx.lang, 'short'),
        jp: one.jp,
      }))}
    />
  );
  return page({ title: words(ctx.lang).learn, section: '/belajar', body });
}

async function transcriptPage(ctx: WebCtx): Promise<Reply> {
  const personId = learner(ctx);
  const [lines, post] = await ctx.read((tx) => together([jpLines(tx, personId), findPostOf(tx, personId, ctx.today)]));
  const status = post?.status ?? 'PNS';
  const years = Array.from(new Set(lines.map((line) => line.year))).map((year) => {
    const mine = lines.filter((line) => line.year === year);
    const total = mine.reduce((sum, line) => sum + line.jp, 0);
    return {
      year,
      total,
      counted: evaluate('jp-2018', { who: status, jp: total }).counted,
      lines: mine.map((line) => ({ ...line, when: formatDate(line.earned_on, ctx.lang, 'short') })),
    };
  });
  const earned = years.find((one) => one.year === ctx.today.year)?.total ?? 0;
  const body = <TranscriptPage lang={ctx.lang} jp={jpView(ctx, earned, 0, status)} years={years} />;
  return page({ title: words(ctx.lang).transcript, section: '/belajar', body });
}

export const homeRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/belajar', allow, handle: learnPage }),
  route({ method: 'GET', path: '/belajar/jp', allow, handle: transcriptPage }),
];
