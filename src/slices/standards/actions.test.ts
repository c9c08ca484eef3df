import { describe, expect, test } from 'vitest';
import { Refused } from '#platform/result';
import { sql } from '#platform/db';
import { inTransaction, testCtx, testDatabase } from '#test/db';
import { loadCalendar } from './actions.ts';
import { deadlineOf } from './calendar.ts';
import { calendarInput } from './model.ts';
import { calendarFor, loadedYears } from './store.ts';

const database = testDatabase();
const decree = 'SKB Tiga Menteri Nomor 1/2026, 15 Desember 2026';
const overNewYear = { submittedOn: Temporal.PlainDate.from('2026-12-30'), workingDays: 2, pauses: [] };

describe('loading the decree of a year', () => {
  test('makes its deadlines certain, by its own days, and announces it in clear', async () => {
    await inTransaction(database.app, async (tx) => {
      const ctx = testCtx(tx);
      expect(deadlineOf({ ...overNewYear, calendar: await calendarFor(tx) })).toMatchObject({ provisional: true });
      await loadCalendar(ctx, { year: 2027, decree, days: ['2027-01-01', '2027-01-04'] });
      const due = deadlineOf({ ...overNewYear, calendar: await calendarFor(tx) });
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
      await loadCalendar(ctx, { year: 2027, decree, days: ['2027-01-04'] });
      await loadCalendar(ctx, { year: 2027, decree: `${decree}, diubah`, days: ['2027-01-01'] });
      await loadCalendar(ctx, { year: 2026, decree, days: ['2026-01-01'] });
      expect(await loadedYears(tx)).toMatchObject([
        { year: 2026, days: ['2026-01-01'] },
        { year: 2027, decree: `${decree}, diubah`, days: ['2027-01-01'] },
      ]);
      const calendar = await calendarFor(tx);
      expect([calendar.holidays.has('2026-12-25'), calendar.holidays.has('2027-01-04')]).toEqual([false, false]);
    });
  });

  test('is refused when a line is no date of that year, and nothing is kept', async () => {
    await inTransaction(database.app, async (tx) => {
      const ctx = testCtx(tx);
      for (const days of [['2026-12-31'], ['2027-02-30'], ['2027-13-01'], ['Tahun Baru']])
        await expect(loadCalendar(ctx, { year: 2027, decree, days }), days[0]).rejects.toBeInstanceOf(Refused);
      expect(await loadedYears(tx)).toEqual([]);
    });
  });

  test('reads one date a line, with whatever stands behind it', () => {
    const read = calendarInput.parse({ year: '2027', decree, days: ' 2027-01-01 Tahun Baru\r\n\r\n2027-05-01\tHari Buruh \n' });
    expect(read.days).toEqual(['2027-01-01', '2027-05-01']);
    expect(calendarInput.safeParse({ year: '1999', decree, days: '1999-01-01' }).success).toBe(false);
    expect(calendarInput.safeParse({ year: '2027', decree: 'SKB', days: '2027-01-01' }).success).toBe(false);
  });
});
