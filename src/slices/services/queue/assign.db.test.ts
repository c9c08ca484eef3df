import { describe, expect, test } from 'vitest';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { inTransaction, testCtx, testDatabase, testNow } from '#test/db';
import { newId } from '#platform/ids';
import type { Ctx } from '#platform/context';
import { sql, type Tx } from '#platform/db';
import { findApplication, stepsOf } from '../applications/store.ts';
import type { ApplicationId, OutOfTurnReason } from '../model.ts';
import type { Service } from '../standards/store.ts';
import { make } from '../testing.ts';
import { assignApplications, checkRequirements, decideApplication } from './actions.ts';
import { checksOf } from './store.ts';

const database = testDatabase();
type Scene = {
  readonly tx: Tx;
  readonly ctx: Ctx;
  readonly service: Service;
  readonly manager: MadeStaff;
  readonly officer: MadeStaff;
  readonly colleague: MadeStaff;
  readonly outsider: MadeStaff;
};

/** Roles that stand in the database too: a colleague's are read from there. */
async function scene(work: (scene: Scene) => Promise<void>): Promise<void> {
  await inTransaction(database.app, async (tx) => {
    const ctx = testCtx(tx);
    const agencyId = await directory.home(ctx);
    const [unit, otherUnit] = [await directory.unit(ctx), await directory.unit(ctx)];
    const staff = async (unitId: typeof unit.id, role: 'officer' | 'service-manager') => {
      const made = await directory.staff(ctx, { unitId, roles: [role] });
      await sql`insert into directory.grants (agency_id, id, person_id, role, capacity, unit_id, starts_on, reason, granted_by, granted_at)
        values (${agencyId}, ${newId()}, ${made.personId}, ${role}, 'definitif', null, '2026-01-02', 'SK', 'test', ${testNow})`.execute(tx);
      return made;
    };
    await work({
      tx,
      ctx,
      manager: await staff(otherUnit.id, 'service-manager'),
      officer: await staff(unit.id, 'officer'),
      colleague: await staff(unit.id, 'officer'),
      outsider: await staff(otherUnit.id, 'officer'),
      service: await make.service(ctx, { unitId: unit.id }),
    });
  });
}

const as = (ctx: Ctx, one: MadeStaff, minutes = 60): Ctx => ({ ...ctx, actor: one.actor, now: testNow.add({ minutes }) });
const rowOf = async (tx: Tx, id: ApplicationId) => (await findApplication(tx, id))!;

async function arrived({ ctx, service }: Scene, n: number): Promise<readonly ApplicationId[]> {
  const ids: ApplicationId[] = [];
  for (let at = 0; at < n; at += 1) ids.push((await make.submitted({ ...ctx, now: testNow.add({ minutes: at }) }, { service })).id);
  return ids;
}

const assigning = (ids: readonly ApplicationId[], more: { to?: MadeStaff; because?: OutOfTurnReason; note?: string } = {}) => ({
  ids,
  to: more.to?.personId,
  because: more.because,
  note: more.note ?? '',
});

/** By the newest step of each case, in the order in which they are named. */
async function assign(ctx: Ctx, { ids, ...more }: ReturnType<typeof assigning>): Promise<number> {
  const steps = await Promise.all(ids.map((id) => make.stepOf(ctx, id)));
  return assignApplications(ctx, { ids: steps, ...more });
}

describe('several at once', () => {
  test('are taken in order of arrival, however they were chosen, each with its own event and line of the timeline', async () => {
    await scene(async (one) => {
      const ids = await arrived(one, 3);
      expect(await assign(as(one.ctx, one.officer), assigning(ids.toReversed()))).toBe(3);
      for (const id of ids) {
        expect(await rowOf(one.tx, id)).toMatchObject({ state: 'in-review', officer_id: one.officer.personId });
        expect((await stepsOf(one.tx, await rowOf(one.tx, id))).at(-1)).toMatchObject({ kind: 'taken', person_id: one.officer.personId });
      }
      const { rows } = await sql<{
        id: string;
      }>`select payload->>'applicationId' as id from outbox.events where kind = 'services.application-taken' order by id`.execute(one.tx);
      expect(rows.map((event) => event.id).toSorted()).toEqual(ids.toSorted());
      const facts = await sql<{ reason: string | null }>`select payload->>'reason' as reason from outbox.events
        where kind = 'services.queue-moved' and payload->>'fact' = 'taken'`.execute(one.tx);
      expect(facts.rows.map((fact) => fact.reason)).toEqual([null, null, null]);
    });
  });

  test('out of turn need the reason, and without it none of them is taken', async () => {
    await scene(async (one) => {
      const [first, second, third] = await arrived(one, 3);
      const take = (because?: OutOfTurnReason) => assign(as(one.ctx, one.officer), assigning([second!, third!], because ? { because } : {}));
      await expect(take()).rejects.toMatchObject({ refusal: { code: 'out-of-turn', fields: { because: 'out-of-turn' } } });
      expect((await rowOf(one.tx, second!)).state).toBe('submitted');
      expect(await take('pengadilan')).toBe(2);
      expect((await rowOf(one.tx, first!)).state).toBe('submitted');
    });
  });

  test('that a colleague holds change hands with a reason; what one holds already stays', async () => {
    await scene(async (one) => {
      const [theirs, mine] = await arrived(one, 2);
      await make.taken(as(one.ctx, one.colleague, 3), theirs!, one.colleague.actor);
      await make.taken(as(one.ctx, one.officer, 4), mine!, one.officer.actor);
      const { version } = await rowOf(one.tx, mine!);
      const take = (note: string) => assign(as(one.ctx, one.officer), assigning([theirs!, mine!], { note }));
      await expect(take('')).rejects.toMatchObject({ refusal: { fields: { handOver: 'hand-over-why' } } });
      expect(await take('Rekan sakit')).toBe(1);
      expect(await rowOf(one.tx, theirs!)).toMatchObject({ officer_id: one.officer.personId });
      expect((await stepsOf(one.tx, await rowOf(one.tx, theirs!))).at(-1)?.note).toBe('Rekan sakit');
      expect((await rowOf(one.tx, mine!)).version).toBe(version);
    });
  });

  test('that are decided cannot be given to anyone', async () => {
    await scene(async (one) => {
      const { id } = await make.decided(one.ctx, { service: one.service, officer: one.officer.actor });
      await expect(assign(as(one.ctx, one.colleague), assigning([id], { note: 'x' }))).rejects.toMatchObject({
        refusal: { fields: { cases: 'application-state' } },
      });
    });
  });
});

describe('to a colleague', () => {
  test('only who may assign gives, and the timeline names the one who got it', async () => {
    await scene(async (one) => {
      const ids = await arrived(one, 2);
      await expect(assign(as(one.ctx, one.officer), assigning(ids, { to: one.colleague }))).rejects.toMatchObject({ status: 403 });
      expect(await assign(as(one.ctx, one.manager), assigning(ids, { to: one.colleague }))).toBe(2);
      const row = await rowOf(one.tx, ids[0]!);
      expect(row.officer_id).toBe(one.colleague.personId);
      expect((await stepsOf(one.tx, row)).at(-1)?.person_id).toBe(one.colleague.personId);
    });
  });

  test('of another unit, or without the role, is refused at its field', async () => {
    await scene(async (one) => {
      const ids = await arrived(one, 1);
      const plain = await directory.staff(one.ctx, { unitId: one.service.unitId });
      for (const to of [one.outsider, plain])
        await expect(assign(as(one.ctx, one.manager), assigning(ids, { to }))).rejects.toMatchObject({
          refusal: { fields: { to: 'no-such-officer' } },
        });
    });
  });

  test('A1: nobody gives an application to its own applicant, nor one of their own; of another unit it does not exist', async () => {
    await scene(async (one) => {
      const ofColleague = await make.submitted(as(one.ctx, one.colleague, 1), { service: one.service });
      const ofManager = await make.submitted(as(one.ctx, one.manager, 2), { service: one.service });
      const give = (id: ApplicationId) => assign(as(one.ctx, one.manager), assigning([id], { to: one.colleague, because: 'hukum' }));
      for (const { id } of [ofColleague, ofManager]) await expect(give(id)).rejects.toMatchObject({ refusal: { fields: { cases: 'own-case' } } });
      await expect(assign(as(one.ctx, one.outsider), assigning([ofManager.id]))).rejects.toMatchObject({ status: 404 });
    });
  });
});

describe('the checklist', () => {
  test('keeps what the holder ticked and who did; what the standard does not have is left out; the decision records it', async () => {
    await scene(async (one) => {
      const [id] = await arrived(one, 1);
      await make.taken(as(one.ctx, one.officer, 3), id!, one.officer.actor);
      const check = (requirements: readonly number[], by = one.officer) => checkRequirements(as(one.ctx, by), { id: id!, requirements });
      await check([1, 99]);
      expect(await checksOf(one.tx, await rowOf(one.tx, id!))).toEqual([{ step: 'periksa', requirement: 1 }]);
      await check([]);
      expect(await checksOf(one.tx, await rowOf(one.tx, id!))).toEqual([]);
      await check([1]);
      await expect(check([1], one.colleague)).rejects.toMatchObject({ refusal: { code: 'not-holder' } });
      const { version } = await rowOf(one.tx, id!);
      await decideApplication(as(one.ctx, one.officer), { id: id!, version, outcome: 'granted', reason: '' });
      const { rows } = await sql<{
        record: string;
      }>`select o.record::text as record from outbox.events e join outbox.openings o on o.event_id = e.id
        where e.kind = 'services.application-decided'`.execute(one.tx);
      expect(rows[0]?.record).toMatch(/"checked":\s*\[1\]/);
      await expect(check([])).rejects.toMatchObject({ refusal: { code: 'application-state' } });
    });
  });
});
