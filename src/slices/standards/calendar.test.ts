import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantAt, todayIn, zones } from '#platform/time';
import { type AgencyDays, calendarOf, deadlineOf, isWorkingDay, shippedYears, type WeekLength, workingDaysBetween } from './calendar.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const begin = day('2026-01-01');
const on = fc.integer({ min: 0, max: 900 }).map((days) => begin.add({ days }));
const own: fc.Arbitrary<AgencyDays> = fc.record({
  weeks: fc
    .uniqueArray(fc.tuple(on, fc.constantFrom<WeekLength>(5, 6)), { maxLength: 3, selector: ([from]) => from.toString() })
    .map((weeks) => weeks.map(([from, days]) => ({ from: from.toString(), days })).toSorted((a, b) => a.from.localeCompare(b.from))),
  days: fc.array(fc.tuple(on, fc.boolean()), { maxLength: 8 }).map((days) => new Map(days.map(([date, works]) => [date.toString(), works]))),
});
const calendars = fc.record({ own, off: fc.array(on, { maxLength: 20 }), decreed: fc.subarray([2027, 2028]) }).map(({ own: days, off, decreed }) => {
  const years = decreed.map((year) => ({ year, days: off.filter((date) => date.year === year).map(String) }));
  return calendarOf([...shippedYears, ...years], days);
});
const pauses = (from: Temporal.PlainDate) =>
  fc.array(fc.tuple(fc.nat({ max: 8 }), fc.nat({ max: 12 })), { maxLength: 3 }).map((gaps) => {
    let at = from;
    return gaps.map(([wait, length]) => {
      const start = at.add({ days: wait });
      at = start.add({ days: length });
      return { from: start, until: at };
    });
  });
const terms = fc
  .record({ calendar: calendars, submittedOn: on, workingDays: fc.integer({ min: 1, max: 60 }) })
  .chain((term) => pauses(term.submittedOn).map((held) => ({ ...term, pauses: held })));

/** Day by day, from the words of the standard and nothing else. */
function walked({ calendar, submittedOn, workingDays, pauses: held }: Parameters<typeof deadlineOf>[0]): Temporal.PlainDate {
  let date = submittedOn;
  let counted = 0;
  while (counted < workingDays) {
    date = date.add({ days: 1 });
    const text = date.toString();
    const week = calendar.own.weeks.filter((one) => one.from <= text).at(-1)?.days ?? 5;
    const works = calendar.own.days.has(text) ? calendar.own.days.get(text) === true : date.dayOfWeek <= week && !calendar.holidays.has(text);
    const isApplicants = held.some((pause) => pause.from.toString() < text && pause.until !== undefined && text <= pause.until.toString());
    if (works && !isApplicants) counted += 1;
  }
  return date;
}

describe('a term in working days', () => {
  test('ends where walking day by day ends, whatever holidays, joint leave, own days, weeks and stops of the clock', () => {
    fc.assert(
      fc.property(terms, (term) => {
        expect(deadlineOf(term).on.toString()).toBe(walked(term).toString());
      }),
      { numRuns: 300 },
    );
  });

  test('ends on a working day after the day of submission, and never earlier for a longer term', () => {
    fc.assert(
      fc.property(terms, (term) => {
        const { on: due } = deadlineOf(term);
        expect(isWorkingDay(due, term.calendar)).toBe(true);
        expect(Temporal.PlainDate.compare(due, term.submittedOn)).toBe(1);
        const longer = deadlineOf({ ...term, workingDays: term.workingDays + 1 }).on;
        expect(Temporal.PlainDate.compare(longer, due)).toBe(1);
      }),
    );
  });

  test('has as many working days as it says when nothing stopped the clock', () => {
    fc.assert(
      fc.property(terms, (term) => {
        const { on: due } = deadlineOf({ ...term, pauses: [] });
        expect(workingDaysBetween(term.submittedOn, due, term.calendar)).toBe(term.workingDays);
      }),
      { numRuns: 300 },
    );
  });

  test('is the longer by just the working days on which the clock stood still', () => {
    fc.assert(
      fc.property(terms, (term) => {
        const { on: due } = deadlineOf(term);
        const stopped = new Set<string>();
        for (const { from, until } of term.pauses)
          for (let date = from.add({ days: 1 }); Temporal.PlainDate.compare(date, until) <= 0; date = date.add({ days: 1 }))
            if (Temporal.PlainDate.compare(date, due) <= 0 && isWorkingDay(date, term.calendar)) stopped.add(date.toString());
        expect(workingDaysBetween(term.submittedOn, due, term.calendar)).toBe(term.workingDays + stopped.size);
      }),
    );
  });

  test('is provisional exactly when it touches a year whose decree is not loaded', () => {
    fc.assert(
      fc.property(terms, (term) => {
        const { on: due, provisional } = deadlineOf(term);
        const years = Array.from({ length: due.year - term.submittedOn.year + 1 }, (_none, at) => term.submittedOn.year + at);
        expect(provisional).toBe(years.some((year) => !term.calendar.years.has(year)));
      }),
    );
  });

  test('over the end of a year leaves out the certain dates of the next one', () => {
    const calendar = calendarOf(shippedYears);
    expect(deadlineOf({ submittedOn: day('2026-12-30'), workingDays: 2, pauses: [], calendar })).toEqual({ on: day('2027-01-04'), provisional: true });
  });
});

describe('R9, R10: midnight in the agency’s zone, by the one clock, divides the days of a deadline', () => {
  test.each(zones)('%s: a minute before midnight counts from that day, at midnight from the next, also when a clock jumps', (zone) => {
    const calendar = calendarOf(shippedYears);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 330 }), fc.integer({ min: -3600, max: 3599 }), fc.integer({ min: 1, max: 20 }), (days, seconds, workingDays) => {
        const midnight = instantAt(begin.add({ days }), zone);
        const due = (at: Temporal.Instant) => deadlineOf({ submittedOn: todayIn(at, zone), workingDays, pauses: [], calendar }).on;
        const expected = due(seconds < 0 ? midnight.subtract({ seconds: 1 }) : midnight);
        expect(due(midnight.add({ seconds })).equals(expected)).toBe(true);
      }),
    );
  });

  test('the same moment is a day further east: WIT may promise a day later than WIB', () => {
    const calendar = calendarOf(shippedYears);
    const at = Temporal.Instant.from('2026-11-23T15:30:00Z');
    const due = zones.map((zone) => deadlineOf({ submittedOn: todayIn(at, zone), workingDays: 1, pauses: [], calendar }).on.toString());
    expect(due).toEqual(['2026-11-24', '2026-11-24', '2026-11-25']);
  });

  test('also past 2038, when seconds no longer fit in 32 bits', () => {
    const years = [{ year: 2038, days: ['2038-01-01'] }];
    const at = Temporal.Instant.from('2038-01-19T03:14:08Z');
    expect(deadlineOf({ submittedOn: todayIn(at, 'Asia/Makassar'), workingDays: 3, pauses: [], calendar: calendarOf(years) })).toEqual({
      on: day('2038-01-22'),
      provisional: false,
    });
  });
});
