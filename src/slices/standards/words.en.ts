import type { Words } from './words.id.ts';

export const en: Words = {
  calendar: 'Working-day calendar',
  lead: 'Deadlines count working days. A year whose decree is not loaded gives provisional deadlines.',
  loaded: 'Years loaded',
  year: 'Year',
  decree: 'Basis',
  daysOff: 'Holidays and collective leave',
  shipped: 'shipped, joint decree of 19 September 2025',
  load: 'Load a decree',
  days: 'Days off, one date a line',
  daysHint: 'For example 2027-01-01 New Year',
  decreeHint: 'Number and date of the joint decree.',
  save: 'Load the calendar',
  saved: 'The calendar is loaded.',
  errors: { 'calendar-day': 'A line does not begin with a date of that year.', decree: 'Write number and date of the decree.' },
};
