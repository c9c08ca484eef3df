import type { Ctx } from '#platform/context';
import { formatDate, formatTime, todayIn } from '#platform/time';
import { textIn } from '#platform/words';
import type { MySeat } from '../classes/store.ts';
import { words } from '../words.ts';
import type { SeatView } from './pages/programme.tsx';

type Named = ReadonlyMap<string, { readonly name: string }>;

/** `Kamis, 26 November 2026 pukul 09.00–12.00 WITA`. */
export function classTime(ctx: Ctx, one: { readonly starts_at: MySeat['starts_at']; readonly ends_at: MySeat['ends_at'] }): string {
  const starts = formatTime(one.starts_at, ctx.zone, ctx.lang).slice(0, 5);
  return words(ctx.lang).classTime(formatDate(todayIn(one.starts_at, ctx.zone), ctx.lang), `${starts}–${formatTime(one.ends_at, ctx.zone, ctx.lang)}`);
}

/** A seat as its holder sees it. */
export function seatView(ctx: Ctx, seat: MySeat, tutors: Named): SeatView {
  const over = Temporal.Instant.compare(ctx.now, seat.ends_at) >= 0;
  return {
    classId: seat.class_id,
    title: textIn(seat.title, ctx.lang),
    when: classTime(ctx, seat),
    where: seat.room ?? words(ctx.lang).online,
    tutor: tutors.get(seat.tutor_id)?.name ?? '',
    state: seat.attended_at ? 'attended' : over ? 'missed' : seat.state,
    seated: seat.seated,
    capacity: seat.capacity,
    queue: seat.queue,
  };
}
