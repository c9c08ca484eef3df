import { describe, expect, test } from 'vitest';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { calendarLoaded } from '#slices/standards';
import type { Ctx } from '#platform/context';
import { sql, type Tx } from '#platform/db';
import { newestMail } from '#platform/mail';
import { emit } from '#platform/outbox';
import { inTransaction, testAgency, testCtx, testDatabase, testNow } from '#test/db';
import { findApplication } from '../applications/store.ts';
import type { ApplicationId } from '../model.ts';
import type { Service } from '../standards/store.ts';
import { make } from '../testing.ts';
import { confirmDeadlines, dismissDeadlines, movedDeadlines, proposeDeadlines } from './actions.ts';
import { type Change, changesOf, movesOf } from './store.ts';

const database = testDatabase();
const at = (ctx: Ctx, when: string): Ctx => {
  const now = Temporal.Instant.from(when);
  return { ...ctx, now, today: now.toZonedDateTimeISO(ctx.zone).toPlainDate() };
};
const as = (ctx: Ctx, one: MadeStaff): Ctx => ({ ...ctx, actor: one.actor });

type Scene = {
  readonly tx: Tx;
  readonly ctx: Ctx;
  readonly service: Service;
  readonly loader: MadeStaff;
  readonly manager: MadeStaff;
  readonly officer: MadeStaff;
};

async function scene(work: (scene: Scene) => Promise<void>): Promise<void> {
  await inTransaction(database.app, async (tx) => {
    const ctx = testCtx(tx);
    await directory.home(ctx);
    const unit = await directory.unit(ctx);
    const [loader, manager, officer] = [
      await directory.official(ctx, { unitId: unit.id, roles: ['admin'] }),
      await directory.official(ctx, { unitId: unit.id, roles: ['service-manager'] }),
      await directory.staff(ctx, { unitId: unit.id, roles: ['officer'] }),
    ];
    await work({ tx, ctx, loader, manager, officer, service: await make.service(ctx, { unitId: unit.id }) });
  });
}

/** A decree is loaded by somebody; what is proposed. */
async function decreed({ tx, ctx, loader }: Scene, year: number, days: readonly string[]): Promise<Change | undefined> {
  await sql`insert into standards.calendars (year, decree, days, loaded_at, loaded_by)
    values (${year}, 'SKB', ${JSON.stringify(days)}::text::jsonb, ${testNow}, 'system:test')`.execute(tx);
  const payload = { year, decree: 'SKB', days: [...days] };
  await emit(tx, as(ctx, loader), calendarLoaded, payload, { agencyId: testAgency.id });
  const { rows } = await sql<{ id: string }>`select id from outbox.events where kind = 'standards.calendar-loaded' order by id desc limit 1`.execute(tx);
  await proposeDeadlines(ctx, { eventId: rows[0]!.id, cause: 'SKB' });
  return (await changesOf(tx, testAgency.id, 1))[0];
}

const overNewYear = '2026-12-29T02:00:00Z';
const dueOf = async (tx: Tx, id: ApplicationId) => {
  const row = await findApplication(tx, id);
  return [String(row?.due_on), row?.due_provisional];
};

describe('a late decree', () => {
  test('proposes new dates and moves nothing until another person confirms; then the applicant is told and the log has it', async () => {
    await scene(async (all) => {
      const { tx, ctx, service, loader, manager } = all;
      const late = at(ctx, overNewYear);
      const { id } = await make.submitted(late, { service, answers: { email: 'siti@contoh.id' } });
      expect(await dueOf(tx, id)).toEqual(['2027-01-04', true]);
      const change = await decreed({ ...all, ctx: late }, 2027, ['2027-01-01', '2027-01-04']);
      expect(change).toMatchObject({ cause: 'SKB', n: 1, settled_at: null });
      expect(await dueOf(tx, id)).toEqual(['2027-01-04', true]);
      await expect(confirmDeadlines(as(late, loader), change!.id)).rejects.toMatchObject({ refusal: { code: 'own-change' } });
      expect(await confirmDeadlines(as(late, manager), change!.id)).toBe(1);
      expect(await dueOf(tx, id)).toEqual(['2027-01-05', false]);
      expect(await movesOf(tx, testAgency.id, change!.id)).toMatchObject([{ was_provisional: true, moved: true }]);
      const { rows } = await sql<{ payload: { from: string; to: string } }>`select payload from outbox.events where kind = 'services.deadline-moved'`.execute(
        tx,
      );
      expect(rows.map(({ payload: { from, to } }) => [from, to])).toEqual([['2027-01-04', '2027-01-05']]);
      const [letter] = (await newestMail(tx, 5)).filter((one) => one.subject.includes('bergeser'));
      expect(letter?.recipient).toBe('siti@contoh.id');
      expect(letter?.body).toContain('Selasa, 5 Januari 2027');
      await expect(confirmDeadlines(as(late, manager), change!.id)).rejects.toMatchObject({ refusal: { code: 'change-settled' } });
    });
  });

  test('that leaves a provisional deadline on its day makes it certain without anybody, and proposes nothing', async () => {
    await scene(async (all) => {
      const late = at(all.ctx, overNewYear);
      const { id } = await make.submitted(late, { service: all.service });
      expect(await decreed({ ...all, ctx: late }, 2027, ['2027-01-01'])).toBeUndefined();
      expect(await dueOf(all.tx, id)).toEqual(['2027-01-04', false]);
    });
  });

  test('that takes a working day away moves no settled deadline; one that gives a day back moves it earlier', async () => {
    await scene(async (all) => {
      const { tx, ctx, service } = all;
      const { id } = await make.submitted(ctx, { service });
      expect(await dueOf(tx, id)).toEqual(['2026-11-26', false]);
      expect(await decreed(all, 2026, ['2026-11-25'])).toBeUndefined();
      expect(await dueOf(tx, id)).toEqual(['2026-11-26', false]);
    });
    await scene(async (all) => {
      const { tx, ctx, service, manager } = all;
      const early = at(ctx, '2026-12-22T02:00:00Z');
      const { id } = await make.submitted(early, { service });
      expect(await dueOf(tx, id)).toEqual(['2026-12-29', false]);
      const change = await decreed({ ...all, ctx: early }, 2026, ['2026-12-25']);
      expect(await confirmDeadlines(as(early, manager), change!.id)).toBe(1);
      expect(await dueOf(tx, id)).toEqual(['2026-12-28', false]);
    });
  });

  test('leaves alone what was decided meanwhile, and can be turned down with a reason', async () => {
    await scene(async (all) => {
      const { tx, ctx, service, manager, officer } = all;
      const late = at(ctx, overNewYear);
      const { id } = await make.submitted(late, { service });
      const change = await decreed({ ...all, ctx: late }, 2027, ['2027-01-01', '2027-01-04']);
      await make.taken(late, id, officer.actor);
      await sql`update services.applications set state = 'granted', decided_at = ${late.now} where id = ${id}`.execute(tx);
      expect(await confirmDeadlines(as(late, manager), change!.id)).toBe(0);
      expect(await dueOf(tx, id)).toEqual(['2027-01-04', true]);
    });
    await scene(async (all) => {
      const late = at(all.ctx, overNewYear);
      const { id } = await make.submitted(late, { service: all.service });
      const change = await decreed({ ...all, ctx: late }, 2027, ['2027-01-01', '2027-01-04']);
      await dismissDeadlines(as(late, all.manager), { id: change!.id, note: 'Salah ketik tanggal' });
      expect(await dueOf(all.tx, id)).toEqual(['2027-01-04', true]);
      expect(await changesOf(all.tx, testAgency.id, 5)).toMatchObject([{ confirmed: false, note: 'Salah ketik tanggal' }]);
    });
  });

  test('R18: that is told twice proposes the same once more only where something still would move', async () => {
    await scene(async (all) => {
      const late = at(all.ctx, overNewYear);
      await make.submitted(late, { service: all.service });
      const change = await decreed({ ...all, ctx: late }, 2027, ['2027-01-01', '2027-01-04']);
      await confirmDeadlines(as(late, all.manager), change!.id);
      expect(await proposeDeadlines(late, { eventId: '01900000-0000-7000-8000-00000000eeee', cause: 'SKB' })).toBe(0);
    });
  });

  test('shows before it is loaded what it would move, and moves nothing by it', async () => {
    await scene(async ({ tx, ctx, service }) => {
      const late = at(ctx, overNewYear);
      const { id, ticket } = await make.submitted(late, { service });
      const calendar = { holidays: new Set(['2027-01-01', '2027-01-04']), years: new Set([2026, 2027]), own: { weeks: [], days: new Map() } };
      const moved = await movedDeadlines(tx, late, calendar);
      expect(moved.map((one) => [one.ticket, String(one.from), String(one.to), one.wasProvisional])).toEqual([[ticket, '2027-01-04', '2027-01-05', true]]);
      expect(await dueOf(tx, id)).toEqual(['2027-01-04', true]);
    });
  });
});
