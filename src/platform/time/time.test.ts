import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayName, findDate, formatDate, formatInstant, formatTime, instantAt, monthName, secondsBetween, todayIn, zoneLabel, zones } from './time.ts';

const instants = fc.integer({ min: 0, max: 4_000_000_000_000 }).map((at) => Temporal.Instant.fromEpochMilliseconds(at));

describe('dates as people read them', () => {
  const date = Temporal.PlainDate.from('2026-11-23');
  test.each([
    ['id', 'long', 'Senin, 23 November 2026'],
    ['id', 'short', '23 Nov 2026'],
    ['id', 'day', 'Sen, 23 Nov'],
    ['en', 'long', 'Monday, 23 November 2026'],
    ['en', 'short', '23 Nov 2026'],
    ['en', 'day', 'Mon, 23 Nov'],
  ] as const)('in %s, %s', (lang, style, text) => {
    expect(formatDate(date, lang, style)).toBe(text);
  });

  test('an instant is told in the zone of the agency, by name', () => {
    const now = Temporal.Instant.from('2026-11-23T16:30:00Z');
    expect(formatInstant(now, 'Asia/Jakarta', 'id')).toBe('Senin, 23 November 2026 pukul 23.30 WIB');
    expect(formatInstant(now, 'Asia/Makassar', 'id')).toBe('Selasa, 24 November 2026 pukul 00.30 WITA');
    expect(formatInstant(now, 'Asia/Jayapura', 'en')).toBe('Tuesday, 24 November 2026 at 01:30 WIT');
    expect(formatInstant(now, 'Asia/Makassar', 'en', 'short')).toBe('24 Nov 2026, 00:30 WITA');
    expect(formatTime(Temporal.Instant.from('2026-11-23T00:05:00Z'), 'Asia/Makassar', 'id')).toBe('08.05 WITA');
    expect(zones.map(zoneLabel)).toEqual(['WIB', 'WITA', 'WIT']);
  });

  test('every month and day has a name in both languages', () => {
    for (const lang of ['id', 'en'] as const) {
      expect(new Set(Array.from({ length: 12 }, (_none, at) => monthName(at + 1, lang))).size).toBe(12);
      expect(new Set(Array.from({ length: 7 }, (_none, at) => dayName(Temporal.PlainDate.from('2026-11-23').add({ days: at }), lang))).size).toBe(7);
    }
  });
});

describe('R9: local time', () => {
  test('the day and the wall clock of a zone give back the instant, to the minute, also past 2038', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
        const local = instant.toZonedDateTimeISO(zone);
        const back = instantAt(todayIn(instant, zone), zone, local.hour, local.minute);
        expect(secondsBetween(back, instant)).toBe(local.second);
      }),
    );
  });

  test('midnight divides the days: WITA is eight hours ahead', () => {
    expect(instantAt(Temporal.PlainDate.from('2026-11-23'), 'Asia/Makassar').toString()).toBe('2026-11-22T16:00:00Z');
    expect(todayIn(Temporal.Instant.from('2026-11-22T15:59:59.999Z'), 'Asia/Makassar').toString()).toBe('2026-11-22');
    expect(todayIn(Temporal.Instant.from('2026-11-22T16:00:00Z'), 'Asia/Makassar').toString()).toBe('2026-11-23');
  });
});

describe('a date that was typed', () => {
  test('is found when it exists', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2100 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }), (year, month, day) => {
        const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        const exists = month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
        expect(findDate(text)?.toString()).toBe(exists ? text : undefined);
      }),
    );
  });

  test.each(['', '2026-02-29', '2026-2-9', '23-11-2026', '2026-11-23T00:00', ' 2026-11-23', '2026-11-23\n', '+002026-11-23', '２０２６-11-23'])(
    '%j is none',
    (text) => {
      expect(findDate(text)).toBeUndefined();
    },
  );
});
