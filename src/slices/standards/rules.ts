import { type Outcome, ok, refuse } from '#platform/result';
import { findDate } from '#platform/time';

/** Every line begins with a date of that year. */
export function checkDays(year: number, days: readonly string[]): Outcome<readonly string[]> {
  const wrong = days.find((day) => findDate(day)?.year !== year);
  return wrong === undefined ? ok(days) : refuse('calendar-day', { fields: { days: 'calendar-day' } });
}
