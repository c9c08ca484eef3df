import type { Ctx } from '#platform/context';
import { formatDate, todayIn } from '#platform/time';
import type { NextAct } from '#platform/ui';
import { formatNumber, href, textIn } from '#platform/words';
import type { Course } from '../model.ts';
import { words } from '../words.ts';
import type { Programme, ProgrammeModule, ProgrammeSeat } from './programmes.ts';
import { minutesLeft, type Next, nextStep } from './rules.ts';
import { classTime } from './seat-view.ts';

type Step = Next<ProgrammeModule, ProgrammeSeat>;
export type Current = { readonly programme: Programme; readonly course: Course; readonly next: Step };

export const nowOf = (next: Step) => (next.do === 'study' ? next.module.id : next.do === 'attend' || next.do === 'wait' ? next.seat.class_id : 'class');

export function nextSeat(ctx: Ctx, { seats }: Programme): ProgrammeSeat | undefined {
  return seats.find((seat) => !seat.attended && Temporal.Instant.compare(ctx.now, seat.ends_at) < 0);
}

/** What is in progress, and first what the page is about: where a class is nearest, else what was touched last. */
export function runningOf(ctx: Ctx, programmes: readonly Programme[], courses: ReadonlyMap<string, Course>): readonly Current[] {
  const running = programmes.flatMap((programme): readonly Current[] => {
    const course = courses.get(programme.courseId);
    if (!course || programme.completed_at) return [];
    return [{ programme, course, next: nextStep({ modules: programme.modules, seats: programme.seats, needsClass: course.jpClassroom > 0 }, ctx.now) }];
  });
  const begins = (one: Current) => nextSeat(ctx, one.programme)?.starts_at.epochMilliseconds ?? Infinity;
  return running.toSorted((a, b) => (begins(a) === begins(b) ? 0 : begins(a) - begins(b)));
}

function studyBanner(ctx: Ctx, { programme, course }: Current, module: ProgrammeModule): NextAct {
  const w = words(ctx.lang);
  const title = textIn(module.title, ctx.lang);
  const seat = nextSeat(ctx, programme);
  return {
    kicker: w.nextIn(formatNumber(minutesLeft(module), ctx.lang)),
    title: module.kind === 'video' && module.watched_s > 0 ? w.doResume(title) : w.doModule[module.kind](title),
    text: seat ? w.beforeClass(formatDate(todayIn(seat.starts_at, ctx.zone), ctx.lang)) : textIn(course.title, ctx.lang),
    action: { href: href(ctx.lang, `/belajar/${course.slug}/kegiatan/${module.id}`), label: w.goOn },
  };
}

export function bannerOf(ctx: Ctx, current: Current | undefined): NextAct {
  const w = words(ctx.lang);
  const choose = { href: '#kursus', label: w.chooseCourse };
  if (!current || current.next.do === 'nothing') return { kicker: w.next, title: w.nothingWaits, text: w.nothingWaitsText, action: choose };
  const { next, course } = current;
  const atClasses = href(ctx.lang, `/belajar/${course.slug}#kelas`);
  if (next.do === 'study') return studyBanner(ctx, current, next.module);
  if (next.do === 'ask-seat') return { kicker: w.next, title: w.pickClass, text: w.pickClassText, action: { href: atClasses, label: w.seeClasses } };
  const title = textIn(next.seat.title, ctx.lang);
  if (next.do === 'attend') {
    return {
      kicker: w.onNow,
      title: w.attendAt(title),
      text: w.attendLead,
      action: { href: href(ctx.lang, `/kelas/${next.seat.class_id}/hadir`), label: w.attend },
    };
  }
  const text = [classTime(ctx, next.seat), next.seat.room ?? w.online].join('. ');
  return { kicker: w.next, title: `${w.classOne}: ${title}`, text, action: { href: atClasses, label: w.seeClasses } };
}
