import { describe, expect, test } from 'vitest';
import { make as directory } from '#slices/directory/testing';
import { inTransaction, testAgency, testCtx, testDatabase, testNow } from '#test/db';
import { serve } from '#test/server';
import { type Trips, watchedDatabase, watchedTx } from '#test/trips';
import { type Ctx, ctxOn } from '#platform/context';
import type { Tx } from '#platform/db';
import { correctApplication, submitApplication, withdrawApplication } from '../applications/actions.ts';
import { findApplication } from '../applications/store.ts';
import { routes } from '../routes.ts';
import { make } from '../testing.ts';
import { decideApplication, returnForCorrection, takeApplication, takeNext } from './actions.ts';

const database = testDatabase();
const store = { put: () => Promise.resolve(), read: () => Promise.resolve(undefined), remove: () => Promise.resolve() };

function counted(ctx: Ctx, tx: Tx): { readonly ctx: Ctx; readonly count: Trips } {
  const count: Trips = { statements: 0, trips: 0 };
  return { ctx: { ...ctx, transact: (work) => work(watchedTx(tx, count)), read: (work) => work(watchedTx(tx, count)) }, count };
}

// Waiting for the commit is a round trip, besides those counted here; beginning goes with the first statement.
const commit = 1;

describe('round trips to the database', () => {
  test('every act of a case needs at most eight, handing in three', async () => {
    await inTransaction(database.app, async (tx) => {
      const ctx = testCtx(tx);
      await directory.home(ctx);
      const unit = await directory.unit(ctx);
      const officer = await directory.staff(ctx, { unitId: unit.id, roles: ['officer'] });
      const service = await make.service(ctx, { unitId: unit.id });
      const asOfficer = { ...ctx, actor: officer.actor };
      const costs = new Map<string, Trips>();
      const cost = async (name: string, by: Ctx, act: (watched: Ctx) => Promise<unknown>) => {
        const { ctx: watched, count } = counted(by, tx);
        await act(watched);
        costs.set(name, count);
      };
      const version = async (id: Parameters<typeof findApplication>[1]) => (await findApplication(tx, id))!.version;

      await make.submitted(ctx, { service });
      const id = await make.draft(ctx, { service, answers: { email: 'siti@contoh.id' } });
      const later = { ...ctx, now: ctx.now.add({ minutes: 1 }) };
      await cost('submit', later, (watched) => submitApplication(watched, id));
      await cost('take next', asOfficer, (watched) => takeNext(watched));
      await cost('take', asOfficer, (watched) => takeApplication(watched, { id, because: 'hukum' }));
      const first = await version(id);
      await cost('send back', asOfficer, (watched) => returnForCorrection(watched, { id, version: first, fields: ['tujuan'], note: 'x' }));
      await cost('correct', ctx, (watched) => correctApplication(watched, { id, raw: { tujuan: 'y' }, files: [], store }));
      const second = await version(id);
      await cost('decide', asOfficer, (watched) => decideApplication(watched, { id, version: second, outcome: 'granted', reason: '' }));
      const { id: other } = await make.submitted(ctx, { service });
      await cost('withdraw', ctx, (watched) => withdrawApplication(watched, other));

      for (const [name, { trips }] of costs) expect(trips + commit, name).toBeLessThanOrEqual(8);
      expect((costs.get('submit')?.trips ?? 0) + commit).toBeLessThanOrEqual(3);
    });
  });
});

describe('pages', () => {
  test('are read in four round trips, who is asking aside: the worklist, a case beside it, the applicant’s case, the catalogue, a service', async () => {
    const count: Trips = { statements: 0, trips: 0 };
    const app = watchedDatabase(database.app, count);
    const served = await serve(() => ({ app, owner: database.owner, url: database.url }), routes);
    const ctx = ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });
    await directory.home(ctx);
    const unit = await directory.unit(ctx);
    const officer = await directory.staff(ctx, { unitId: unit.id, roles: ['officer'] });
    const service = await make.service(ctx, { unitId: unit.id, slug: 'jalan-pendek' });
    const citizen = await directory.citizen(ctx);
    const applicant = { kind: 'citizen' as const, ...citizen };
    const { id } = await make.submitted({ ...ctx, actor: applicant }, { service });
    await make.taken(ctx, id, officer.actor);
    for (const [visitor, path] of [
      [served.visitor(officer.actor), '/kerja'],
      [served.visitor(officer.actor), `/kerja/${id}`],
      [served.visitor(applicant), `/permohonan/${id}`],
      [served.visitor(applicant), '/permohonan'],
      [served.visitor(), '/layanan'],
      [served.visitor(), '/layanan?cari=surat'],
      [served.visitor(), '/layanan/jalan-pendek'],
    ] as const) {
      // The first reader of a version of a standard fetches it; it is kept from then on.
      await visitor.get(path);
      count.trips = 0;
      expect((await visitor.get(path)).status, path).toBe(200);
      expect(count.trips, path).toBeLessThanOrEqual(4);
    }
  });
});
