import { type Instant, type Zone, zoneLabel } from '#platform/time';

export type CalendarEvent = {
  readonly uid: string;
  readonly zone: Zone;
  readonly starts: Instant;
  readonly ends: Instant;
  /** When it was last changed, and how often. */
  readonly stamp: Instant;
  readonly sequence: number;
  readonly cancelled: boolean;
  readonly summary: string;
  readonly location: string;
  readonly description: string;
};

// RFC 5545, 3.3.11: what parts values is written with a backslash.
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

const mostBytes = 75;

/** RFC 5545, 3.1: a line has at most 75 bytes, and none ends within a character. */
function folded(line: string): string {
  const lines: string[] = [];
  let current = '';
  for (const character of line) {
    const room = lines.length === 0 ? mostBytes : mostBytes - 1;
    if (Buffer.byteLength(current + character) > room) {
      lines.push(current);
      current = '';
    }
    current += character;
  }
  return [...lines, current].join('\r\n ');
}

const two = (value: number) => String(value).padStart(2, '0');

function local(at: Instant, zone: Zone): string {
  const { year, month, day, hour, minute, second } = at.toZonedDateTimeISO(zone);
  return `${year}${two(month)}${two(day)}T${two(hour)}${two(minute)}${two(second)}`;
}

function utc(at: Instant): string {
  return at.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');
}

/** The zones of Indonesia have one offset the whole year round. */
function timeZone(zone: Zone, at: Instant): readonly string[] {
  const offset = at.toZonedDateTimeISO(zone).offset.replace(':', '');
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${zone}`,
    'BEGIN:STANDARD',
    'DTSTART:19700101T000000',
    `TZOFFSETFROM:${offset}`,
    `TZOFFSETTO:${offset}`,
    `TZNAME:${zoneLabel(zone)}`,
    'END:STANDARD',
    'END:VTIMEZONE',
  ];
}

/**
 * One event as an iCalendar file (RFC 5545), with the zone in which it is held, and a reminder an hour before. Written here: a library
 * that knows no `Temporal` prints the hours of the machine's zone.
 */
export function calendarFile(event: CalendarEvent): string {
  const { zone, starts, ends } = event;
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Smart ASN//Janji temu//ID',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...timeZone(zone, starts),
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    `DTSTAMP:${utc(event.stamp)}`,
    `SEQUENCE:${event.sequence}`,
    `STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `DTSTART;TZID=${zone}:${local(starts, zone)}`,
    `DTEND;TZID=${zone}:${local(ends, zone)}`,
    `SUMMARY:${escaped(event.summary)}`,
    `LOCATION:${escaped(event.location)}`,
    `DESCRIPTION:${escaped(event.description)}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(event.summary)}`,
    'TRIGGER:-PT1H',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]
    .map(folded)
    .join('\r\n');
}
