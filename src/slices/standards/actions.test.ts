import { describe, expect, test } from 'vitest';
import { Refused } from '#platform/result';
import { sql } from '#platform/db';
import { inTransaction, testAgency, testCtx, testDatabase } from '#test/db';
import { make as directory } from '#slices/directory/testing';
import { changeCalendar } from './actions.ts';
import { deadlineOf, isWorkingDay } from './calendar.ts';
import { type CalendarChange, decreeInput } from './model.ts';
import { calendarFrom, changedParts } from './rules.ts';
import { calendarFor, calendarParts, loadedYears } from './store.ts';

const database = testDatabase();
const decree = 'SKB Tiga Menteri Nomor 1/2026, 15 Desember 2026';
const day = (text: string) => Temporal.PlainDate.from(text);
const overNewYear = { submittedOn: day('2026-12-30'), workingDays: 2, pauses: [] };
const ofYear = (year: number, days: readonly string[], name = decree): CalendarChange => ({ kind: 'decree', year, decree: name, days });

describe('loading the decree of a year', () => {
  test('makes its deadlines certain, by its own days, and announces it in clear', async () => {
    await inTransaction(database.app, async (tx) => {
      const ctx = testCtx(tx);
      expect(deadlineOf({ ...overNewYear, calendar: await calendarFor(tx, testAgency.id) })).toMatchObject({ provisional: true });
      await changeCalendar(ctx, ofYear(2027, ['2027-01-01', '4 Januari 2027 cuti bersama', '2027-01-01']));
      const due = deadlineOf({ ...overNewYear, calendar: await calendarFor(tx, testAgency.id) });
      expect([due.on.toString(), due.provisional]).toEqual(['2027-01-05', false]);
      const { rows } = await sql<{
        ledger: string;
        payload: unknown;
      }>`select ledger, payload from outbox.events where kind = 'standards.calendar-loaded'`.execute(tx);
      expect(rows).toEqual([{ ledger: 'public', payload: { year: 2027, decree, days: ['2027-01-01', '2027-01-04'] } }]);
    });
  });

  test('again replaces what was loaded before, and the year that came with the product too', async () => {
    await inTransaction(database.app, async (tx) => {
      const ctx = testCtx(tx);
      await changeCalendar(ctx, ofYear(2027, ['2027-01-04']));
      await changeCalendar(ctx, ofYear(2027, ['2027-01-01'], `${decree}, diubah`));
      await changeCalendar(ctx, ofYear(2026, ['2026-01-01']));
      expect(await loadedYears(tx)).toMatchObject([
        { year: 2026, days: ['2026-01-01'] },
        { year: 2027, decree: `${decree}, diubah`, days: ['2027-01-01'] },
      ]);
      const calendar = await calendarFor(tx, testAgency.id);
      expect([calendar.holidays.has('2026-12-25'), calendar.holidays.has('2027-01-04')]).toEqual([false, false]);
    });
  });

  test('is refused when a line is no date of that year, or none is given, and nothing is kept', async () => {
    await inTransaction(database.app, async (tx) => {
      const ctx = testCtx(tx);
      for (const days of [['2026-12-31'], ['2027-02-30'], ['2027-13-01'], ['Tahun Baru'], ['31/2/2027'], []])
        await expect(changeCalendar(ctx, ofYear(2027, days)), days[0]).rejects.toBeInstanceOf(Refused);
      expect(await loadedYears(tx)).toEqual([]);
    });
  });

  test('reads one line a day, with whatever stands behind the date', () => {
    const read = decreeInput.parse({ year: '2027', decree, days: ' 2027-01-01 Tahun Baru\r\n\r\n2027-05-01\tHari Buruh \n' });
    expect(read.days).toEqual(['2027-01-01 Tahun Baru', '2027-05-01\tHari Buruh']);
    expect(decreeInput.safeParse({ year: '1999', decree, days: '1999-01-01' }).success).toBe(false);
    expect(decreeInput.safeParse({ year: '2027', decree: 'SKB', days: '2027-01-01' }).success).toBe(false);
  });
});

describe('the own days of an agency', () => {
  const changes: readonly CalendarChange[] = [
    { kind: 'day', on: day('2026-12-17'), treatment: 'off', basis: 'Hari jadi provinsi, SE 1/2026' },
    { kind: 'day', on: day('2026-12-24'), treatment: 'works', basis: 'Unit layanan langsung, SE 2/2026' },
    { kind: 'week', from: day('2026-12-01'), length: 6, basis: 'Pergub 1 Tahun 2026' },
  ];

  test('count for it alone, from their day on, until they are taken back, and stand in the public log', async () => {
    await inTransaction(database.app, async (tx) => {
      const ctx = testCtx(tx);
      await directory.home(ctx);
      for (const change of changes) await changeCalendar(ctx, change);
      const own = await calendarFor(tx, testAgency.id);
      const other = await calendarFor(tx, '01900000-0000-7000-8000-00000000ffff');
      const days = ['2026-11-28', '2026-12-05', '2026-12-17', '2026-12-24', '2026-12-25'];
      expect(days.map((on) => isWorkingDay(day(on), own))).toEqual([false, true, false, true, false]);
      expect(days.map((on) => isWorkingDay(day(on), other))).toEqual([false, false, true, false, false]);
      await changeCalendar(ctx, { kind: 'day', on: day('2026-12-17'), treatment: 'national', basis: 'SE 1/2026 dicabut' });
      expect(isWorkingDay(day('2026-12-17'), await calendarFor(tx, testAgency.id))).toBe(true);
      const { rows } = await sql<{ means: string }>`select payload->>'means' as means from outbox.events
        where kind = 'standards.agency-days-set' and ledger = 'public' order by id`.execute(tx);
      expect(rows.map((row) => row.means).toSorted()).toEqual(['national', 'off', 'week-6', 'works']);
    });
  });

  test('of the past stay as they were', async () => {
    await inTransaction(database.app, async (tx) => {
      const late: CalendarChange = { kind: 'day', on: day('2026-11-20'), treatment: 'off', basis: 'Hari jadi provinsi' };
      await expect(changeCalendar(testCtx(tx), late)).rejects.toBeInstanceOf(Refused);
    });
  });

  test('a dry run counts by the same calendar as the change then brings', async () => {
    await inTransaction(database.app, async (tx) => {
      const ctx = testCtx(tx);
      await directory.home(ctx);
      for (const change of [...changes, ofYear(2027, ['2027-01-01', '2027-03-09'])]) {
        const before = await calendarParts(tx, testAgency.id);
        await changeCalendar(ctx, change);
        expect(calendarFrom(changedParts(before, change))).toEqual(await calendarFor(tx, testAgency.id));
      }
    });
  });
});
