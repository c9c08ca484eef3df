import { describe, expect, test } from 'vitest';
import { evaluate } from '#slices/standards';
import { make as directory } from '#slices/directory/testing';
import { inTransaction, testAgency, testCtx, testDatabase, testNow } from '#test/db';
import type { Ctx } from '#platform/context';
import { sql, type Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { make, scores } from '../testing.ts';
import { openSurvey, rate } from './actions.ts';
import { surveyLink } from './link.ts';
import { commentsOf, findSurveyOf, ratingSums } from './store.ts';

const database = testDatabase();
const serviceId = newId<'service'>();

async function scene(work: (tx: Tx, ctx: Ctx, unitId: Awaited<ReturnType<typeof directory.unit>>['id']) => Promise<void>): Promise<void> {
  await inTransaction(database.app, async (tx) => {
    const ctx = testCtx(tx);
    await directory.home(ctx);
    await work(tx, ctx, (await directory.unit(ctx)).id);
  });
}

const year = { agencyId: testAgency.id, from: Temporal.PlainDate.from('2026-01-01'), until: Temporal.PlainDate.from('2026-12-31') };
const later = (ctx: Ctx, days: number): Ctx => ({ ...ctx, now: testNow.add({ hours: 24 * days }), today: ctx.today.add({ days }) });

describe('a survey', () => {
  test('is one for each application, however often its decision is told', () =>
    scene(async (tx, ctx, unitId) => {
      const { applicationId } = await make.survey(ctx, { serviceId, unitId });
      await openSurvey(ctx, { applicationId, agencyId: year.agencyId as never, serviceId, unitId });
      const { rows } = await sql`select 1 from participation.surveys where application_id = ${applicationId}`.execute(tx);
      expect(rows).toHaveLength(1);
    }));

  test('C9: is answered once; the used link is refused and shown no more', () =>
    scene(async (tx, ctx, unitId) => {
      const { applicationId, token } = await make.survey(ctx, { serviceId, unitId });
      expect((await surveyLink(tx, applicationId, 'id', ctx.today))?.href).toBe(`/survei/${token}`);
      await rate(ctx, token, scores(3));
      await expect(rate(ctx, token, scores(4))).rejects.toMatchObject({ refusal: { code: 'survey-answered' } });
      expect(await surveyLink(tx, applicationId, 'id', ctx.today)).toBeUndefined();
      expect((await ratingSums(tx, year))[0]?.n).toBe(1);
    }));

  test('is good for thirty days, and not for one more', () =>
    scene(async (tx, ctx, unitId) => {
      const { applicationId, token } = await make.survey(ctx, { serviceId, unitId });
      expect(await surveyLink(tx, applicationId, 'id', ctx.today.add({ days: 30 }))).toBeDefined();
      expect(await surveyLink(tx, applicationId, 'id', ctx.today.add({ days: 31 }))).toBeUndefined();
      await expect(rate(later(ctx, 31), token, scores(3))).rejects.toMatchObject({ refusal: { code: 'survey-expired' } });
      await rate(later(ctx, 30), token, scores(3));
    }));

  test('A2: a guessed link is not found', () =>
    scene(async (_tx, ctx, unitId) => {
      await make.survey(ctx, { serviceId, unitId });
      await expect(rate(ctx, '00000000000000000000', scores(3))).rejects.toMatchObject({ status: 404 });
    }));

  test('the letter of the decision holds the link before the survey is open', () =>
    scene(async (tx, ctx, unitId) => {
      const { applicationId, token } = await make.survey(ctx, { serviceId, unitId });
      await sql`delete from participation.surveys`.execute(tx);
      expect((await surveyLink(tx, applicationId, 'id', ctx.today))?.href).toBe(`/survei/${token}`);
    }));
});

describe('nobody can go back from a rating to a person', () => {
  test('neither by an id nor by a time: survey, rating and event share none', () =>
    scene(async (tx, ctx, unitId) => {
      const citizen = await directory.citizen(ctx);
      const actor = { kind: 'citizen' as const, ...citizen };
      const { applicationId, token } = await make.survey(ctx, { serviceId, unitId });
      await rate({ ...ctx, actor, now: testNow.add({ hours: 3, minutes: 7 }) }, token, scores(2, { comment: 'Mohon lebih sabar.' }));
      const survey = (await findSurveyOf(tx, applicationId))!;
      const { rows: surveys } = await sql<Record<string, unknown>>`select * from participation.surveys`.execute(tx);
      const { rows: ratings } = await sql<Record<string, unknown>>`select * from participation.ratings`.execute(tx);
      const { rows: events } = await sql<Record<string, unknown>>`
        select e.id, e.actor, e.payload, o.record from outbox.events e left join outbox.openings o on o.event_id = e.id where e.kind = 'participation.rated'`.execute(
        tx,
      );
      const told = JSON.stringify([ratings, events]);
      for (const secret of [applicationId, survey.id, token, citizen.citizenId]) expect(told).not.toContain(secret);
      // The survey knows the time of its opening only, and the rating the day only: also its id was made at midnight.
      expect(Object.keys(surveys[0] ?? {}).filter((key) => key.endsWith('_at'))).toEqual(['opened_at']);
      expect(Object.keys(ratings[0] ?? {}).filter((key) => key.endsWith('_at'))).toEqual([]);
      const made_ms = Number.parseInt(String(ratings[0]?.['id']).replaceAll('-', '').slice(0, 12), 16);
      expect(Temporal.Instant.fromEpochMilliseconds(made_ms).toZonedDateTimeISO(ctx.zone).toPlainTime().toString()).toBe('00:00:00');
    }));
});

describe('running sums', () => {
  test('give the index of the regulation: all answers 3 are 75.00, grade C', () =>
    scene(async (tx, ctx, unitId) => {
      await make.ratings(ctx, { serviceId, unitId }, 10, scores(3));
      const [total] = await ratingSums(tx, { ...year, unitId });
      expect(evaluate('skm-2017', total!)).toMatchObject({ index: 75, grade: 'C', n: 10 });
    }));

  test('a unit has a row for each service and month', () =>
    scene(async (tx, ctx, unitId) => {
      await make.ratings(ctx, { serviceId, unitId }, 2, scores(4));
      await make.ratings(later(ctx, 10), { serviceId: newId(), unitId }, 1, scores(2));
      expect((await ratingSums(tx, { ...year, unitId })).map((row) => [row.month, row.n])).toEqual([
        ['2026-11-01', 2],
        ['2026-12-01', 1],
      ]);
    }));
});

describe('suggestions', () => {
  const scope = { reach: 'agency', agencyId: testAgency.id, unitIds: [] } as const;
  const all = { scope, threshold: 5, limit: 50, offset: 0 };

  test('A12: of fewer than five ratings stay unread', () =>
    scene(async (tx, ctx, unitId) => {
      await make.ratings(ctx, { serviceId, unitId }, 4, scores(4, { comment: 'Bagus.' }));
      expect(await commentsOf(tx, all)).toEqual({ rows: [], total: 0 });
      await make.ratings(ctx, { serviceId, unitId }, 1, scores(4));
      const { rows, total } = await commentsOf(tx, all);
      expect(total).toBe(4);
      // The month, and neither the day nor the scores.
      expect(Object.keys(rows[0] ?? {}).toSorted((a, b) => a.localeCompare(b))).toEqual(['comment', 'id', 'month_on', 'service_id', 'total', 'unit_id']);
      expect(rows[0]?.month_on?.toString()).toBe('2026-11-01');
    }));

  test('A12: of a service with fewer than five ratings stay unread, however many its unit has', () =>
    scene(async (tx, ctx, unitId) => {
      await make.ratings(ctx, { serviceId, unitId }, 6, scores(4));
      await make.ratings(ctx, { serviceId: newId(), unitId }, 1, scores(1, { comment: 'Saya satu-satunya.' }));
      expect(await commentsOf(tx, all)).toEqual({ rows: [], total: 0 });
    }));

  test('A12: of a month with fewer than five ratings are shown without it, after the others', () =>
    scene(async (tx, ctx, unitId) => {
      await make.ratings(ctx, { serviceId, unitId }, 5, scores(4, { comment: 'Bagus.' }));
      await make.ratings(later(ctx, 10), { serviceId, unitId }, 1, scores(4, { comment: 'Sendirian di bulan ini.' }));
      const { rows } = await commentsOf(tx, all);
      expect(rows.map((row) => row.month_on && String(row.month_on))).toEqual([...Array.from({ length: 5 }, () => '2026-11-01'), null]);
      expect(rows.at(-1)?.comment).toBe('Sendirian di bulan ini.');
    }));

  test('A1: of other units are not found by a unit’s head', () =>
    scene(async (tx, ctx, unitId) => {
      const other = (await directory.unit(ctx)).id;
      await make.ratings(ctx, { serviceId, unitId: other }, 6, scores(4, { comment: 'Bagus.' }));
      const own = { reach: 'unit', agencyId: testAgency.id, unitIds: [unitId] } as const;
      expect((await commentsOf(tx, { ...all, scope: own })).total).toBe(0);
    }));
});
