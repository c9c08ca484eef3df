import { describe, expect, test } from 'vitest';
import { calendarFile } from './calendar-file.ts';
import { bookableSlots, mayArrive, mayChange, type Plan, slotsOn } from './rules.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const at = (text: string) => Temporal.Instant.from(text);
const plan: Plan = { id: 'p', weekday: 2, starts_minute: 540, ends_minute: 620, slot_minutes: 30, capacity: 3, from_on: day('2026-11-01'), until_on: null };
const always = { isWorkingDay: () => true, isClosed: () => false };
const starts = (slots: readonly { readonly starts_at: Temporal.Instant }[]) => slots.map((slot) => slot.starts_at.toString());

describe('slots', () => {
  test('follow the weekly pattern in the zone of the agency; what does not fit to the end is left out', () => {
    expect(starts(slotsOn([plan], day('2026-11-24'), always, 'Asia/Makassar'))).toEqual(['2026-11-24T01:00:00Z', '2026-11-24T01:30:00Z']);
    expect(starts(slotsOn([plan], day('2026-11-24'), always, 'Asia/Jayapura'))).toEqual(['2026-11-24T00:00:00Z', '2026-11-24T00:30:00Z']);
    expect(slotsOn([plan], day('2026-11-25'), always, 'Asia/Makassar')).toEqual([]);
  });

  test('are none on a holiday, on a day that is closed, before the pattern begins and after it ends', () => {
    const on = day('2026-11-24');
    expect(slotsOn([plan], on, { ...always, isWorkingDay: () => false }, 'Asia/Makassar')).toEqual([]);
    expect(slotsOn([plan], on, { ...always, isClosed: () => true }, 'Asia/Makassar')).toEqual([]);
    expect(slotsOn([{ ...plan, from_on: day('2026-11-25') }], on, always, 'Asia/Makassar')).toEqual([]);
    expect(slotsOn([{ ...plan, until_on: day('2026-11-23') }], on, always, 'Asia/Makassar')).toEqual([]);
    expect(slotsOn([{ ...plan, until_on: on }], on, always, 'Asia/Makassar')).toHaveLength(2);
  });

  test('can be booked from an hour ahead to two weeks', () => {
    const found = starts(bookableSlots([plan], at('2026-11-24T00:15:00Z'), always, 'Asia/Makassar'));
    expect(found[0]).toBe('2026-11-24T01:30:00Z');
    expect(found.at(-1)).toBe('2026-12-08T01:30:00Z');
  });
});

describe('an appointment', () => {
  const booked = { state: 'booked' as const, starts_at: at('2026-11-24T01:00:00Z'), ends_at: at('2026-11-24T01:30:00Z') };

  test('is changed until it begins', () => {
    expect(mayChange(booked, at('2026-11-24T00:59:59Z')).ok).toBe(true);
    expect(mayChange(booked, at('2026-11-24T01:00:00Z'))).toMatchObject({ refusal: { code: 'appointment-over' } });
    expect(mayChange({ ...booked, state: 'cancelled' }, at('2026-11-23T00:00:00Z')).ok).toBe(false);
  });

  test('is kept on its day, before its time has ended', () => {
    const zone = 'Asia/Makassar' as const;
    expect(mayArrive(booked, at('2026-11-23T16:00:00Z'), zone).ok).toBe(true);
    expect(mayArrive(booked, at('2026-11-23T15:59:00Z'), zone)).toMatchObject({ refusal: { code: 'not-today' } });
    expect(mayArrive(booked, at('2026-11-24T01:29:59Z'), zone).ok).toBe(true);
    expect(mayArrive(booked, at('2026-11-24T01:30:00Z'), zone)).toMatchObject({ refusal: { code: 'too-late' } });
    expect(mayArrive({ ...booked, state: 'arrived' }, at('2026-11-24T01:00:00Z'), zone).ok).toBe(false);
  });
});

describe('the calendar file', () => {
  const event = {
    uid: 'a@smart-asn',
    zone: 'Asia/Makassar' as const,
    starts: at('2026-11-24T01:00:00Z'),
    ends: at('2026-11-24T01:30:00Z'),
    stamp: at('2026-11-23T00:00:00.123Z'),
    sequence: 2,
    cancelled: false,
    summary: 'Uji; air, "bersih"\ndan é'.repeat(6),
    location: 'Dinas Lingkungan Hidup',
    description: 'Kode\\1',
  };
  const lines = (zone: 'Asia/Jakarta' | 'Asia/Makassar' | 'Asia/Jayapura', more = {}) => calendarFile({ ...event, zone, ...more }).split('\r\n');

  test.each([
    ['Asia/Jakarta', '+0700', 'WIB', '20261124T080000'],
    ['Asia/Makassar', '+0800', 'WITA', '20261124T090000'],
    ['Asia/Jayapura', '+0900', 'WIT', '20261124T100000'],
  ] as const)('says the hour of %s, with that zone', (zone, offset, name, start) => {
    const text = lines(zone);
    expect(text.slice(5, 14)).toEqual([
      'BEGIN:VTIMEZONE',
      `TZID:${zone}`,
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      `TZOFFSETFROM:${offset}`,
      `TZOFFSETTO:${offset}`,
      `TZNAME:${name}`,
      'END:STANDARD',
      'END:VTIMEZONE',
    ]);
    expect(text).toContain(`DTSTART;TZID=${zone}:${start}`);
    expect(text).toContain('DTSTAMP:20261123T000000Z');
  });

  test('folds lines at 75 bytes, escapes what parts values, and reads back whole', () => {
    const text = calendarFile(event);
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const unfolded = text.replaceAll('\r\n ', '');
    const summary = /^SUMMARY:(.*)$/m.exec(unfolded)?.[1]?.trim() ?? '';
    expect(summary.replace(/\\n/g, '\n').replace(/\\([\\;,])/g, '$1')).toBe(event.summary);
    expect(unfolded).toContain('DESCRIPTION:Kode\\\\1');
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  });

  test('a cancelled one says so, under the same name with a higher number', () => {
    const text = lines('Asia/Makassar', { cancelled: true, sequence: 3 });
    expect(text).toEqual(expect.arrayContaining(['STATUS:CANCELLED', 'SEQUENCE:3', 'UID:a@smart-asn']));
  });
});
