import { describe, expect, test } from 'vitest';
import { make as directory } from '#slices/directory/testing';
import { calendarLoaded } from '#slices/standards';
import { testAgency, testDatabase } from '#test/db';
import { assignProductRoles } from '#test/roles';
import { type Ctx, ctxOn, together } from '#platform/context';
import { sql } from '#platform/db';
import { dispatch, emit } from '#platform/outbox';
import { answerComplaint, assignComplaint } from './complaints/actions.ts';
import { dueOf } from './complaints/shown.ts';
import { findComplaint } from './complaints/store.ts';
import { registerJobs } from './jobs.ts';
import type { ComplaintId } from './model.ts';
import { make } from './testing.ts';

assignProductRoles();
registerJobs();
const database = testDatabase();
const now = Temporal.Instant.from('2026-12-29T02:00:00Z');
const input = { actor: { kind: 'system', name: 'test' }, now, lang: 'id', agency: testAgency, requestId: 'test' } as const;
const live = (): Ctx => ctxOn(database.app, 'all', input);

describe('when the decree of a year is loaded', () => {
  test('the deadlines of complaints that waited for it are counted again: of the check, the answer and the reporter’s word', async () => {
    await directory.home(live());
    const { id: unitId } = await directory.unit(live());
    const manager = (await directory.staff(live(), { unitId, roles: ['service-manager'] })).actor;
    const officer = (await directory.staff(live(), { unitId, roles: ['officer'] })).actor;
    const made = async (steps: number): Promise<ComplaintId> => {
      const { complaintId } = await make.complaint(live(), { class: 'permintaan-informasi' });
      if (steps > 0) await assignComplaint({ ...live(), actor: manager }, { complaintId, version: 1, unitId, oversight: false });
      if (steps > 1) await answerComplaint({ ...live(), actor: officer }, { complaintId, version: 2, answer: 'Ini jawabannya.' });
      return complaintId;
    };
    const ids = [await made(0), await made(1), await made(2)];
    const dues = () =>
      live().read(async (tx) => {
        const rows = await together(ids.map((id) => findComplaint(tx, id, { reach: 'nation', unitIds: [] })));
        return rows.map((row) => dueOf(row!)).map((due) => [due?.kind, String(due?.on), due?.provisional]);
      });
    const before = await dues();
    expect(before.map(([kind, , provisional]) => [kind, provisional])).toEqual([
      ['verify', true],
      ['answer', true],
      ['feedback', true],
    ]);
    await live().transact(async (tx) => {
      const days = ['2027-01-01', '2027-01-04', '2027-01-05'];
      await sql`insert into standards.calendars (year, decree, days, loaded_at, loaded_by)
        values (2027, 'SKB', ${JSON.stringify(days)}::text::jsonb, ${now}, 'system:test')`.execute(tx);
      await emit(tx, live(), calendarLoaded, { year: 2027, decree: 'SKB', days }, { agencyId: testAgency.id });
    });
    const failures: unknown[] = [];
    await dispatch({ db: database.app, now: () => now, ctxFor: async () => input, onFailure: ({ error }) => void failures.push(error) });
    expect(failures).toEqual([]);
    // After Tuesday 29 December two days are left of the year; then 1, 4 and 5 January are off, and weekends.
    expect(await dues()).toEqual([
      ['verify', '2027-01-06', false],
      ['answer', '2027-01-08', false],
      ['feedback', '2027-01-15', false],
    ]);
  });
});
