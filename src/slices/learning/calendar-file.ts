import type { Instant } from '#platform/time';

export type CalendarEntry = {
  readonly uid: string;
  readonly title: string;
  readonly place: string;
  readonly about: string;
  readonly url: string;
  readonly starts: Instant;
  readonly ends: Instant;
  readonly now: Instant;
};

const stamp = (instant: Instant) => instant.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');
const escaped = (text: string) => text.replace(/[\\;,]/g, (mark) => `\\${mark}`).replace(/\r?\n/g, '\\n');

/** RFC 5545, 3.1: a line has at most 75 bytes; the rest goes on after a space, never within a character. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  for (const character of line) {
    if (Buffer.byteLength(part + character) > (parts.length === 0 ? 75 : 74)) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part].join('\r\n ');
}

/** One event as an iCalendar file (RFC 5545), in UTC: the reader's calendar knows its own zone. */
export function calendarFile(entry: CalendarEntry): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Smart ASN//Kelas//ID',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${entry.uid}`,
    `DTSTAMP:${stamp(entry.now)}`,
    `DTSTART:${stamp(entry.starts)}`,
    `DTEND:${stamp(entry.ends)}`,
    `SUMMARY:${escaped(entry.title)}`,
    `LOCATION:${escaped(entry.place)}`,
    `DESCRIPTION:${escaped(entry.about)}`,
    `URL:${entry.url}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}
