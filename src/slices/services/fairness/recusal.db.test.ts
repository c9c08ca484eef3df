import { describe, expect, test } from 'vitest';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import type { Ctx } from '#platform/context';
import { sql, type Tx } from '#platform/db';
import { inTransaction, testCtx, testDatabase } from '#test/db';
import type { ApplicationId } from '../model.ts';
import { assignApplications, checkRequirements, decideApplication, returnForCorrection, takeApplication, takeNext, takeOver } from '../queue/actions.ts';
import type { Service } from '../standards/store.ts';
import { make } from '../testing.ts';
import { answerKin, declareKin, endKin } from './kin-actions.ts';
import { kinOf } from './kin-store.ts';

const database = testDatabase();
const nik = '5271015704890002';

type Scene = { readonly tx: Tx; readonly ctx: Ctx; readonly service: Service; readonly officer: MadeStaff; readonly colleague: MadeStaff };

async function scene(work: (scene: Scene) => Promise<void>): Promise<void> {
  await inTransaction(database.app, async (tx) => {
    const ctx = testCtx(tx);
    await directory.home(ctx);
    const unit = await directory.unit(ctx);
    const staff = () => directory.staff(ctx, { unitId: unit.id, roles: ['officer'] });
    const service = await make.service(ctx, { unitId: unit.id });
    await work({ tx, ctx, service, officer: await staff(), colleague: await staff() });
  });
}

const as = (ctx: Ctx, one: MadeStaff, minutes = 0): Ctx => ({ ...ctx, actor: one.actor, now: ctx.now.add({ minutes }) });
const refused = (code: string) => ({ refusal: { code } });
const versionOf = async (tx: Tx, id: ApplicationId) =>
  (await sql<{ version: number }>`select version from services.applications where id = ${id}`.execute(tx)).rows[0]?.version ?? 0;

describe('an officer and their family', () => {
  test('A9, C10: a case that names the NIK of declared family is neither taken, taken over, assigned to them, checked nor decided; the next one is', async () => {
    await scene(async ({ ctx, service, officer, colleague }) => {
      await declareKin(as(ctx, officer), { relation: 'saudara', name: 'Nama Lain', nik });
      const { id } = await make.submitted(ctx, { service, answers: { tujuan: nik } });
      const other = await make.submitted(as(ctx, colleague, 1), { service, answers: { nama: 'Orang Lain', email: 'orang@contoh.id' } });
      await expect(takeApplication(as(ctx, officer), { id, because: 'hukum' })).rejects.toMatchObject(refused('kin-case'));
      expect(await takeNext(as(ctx, officer, 2))).toBe(other.id);
      await make.taken(ctx, id, colleague.actor);
      await expect(takeOver(as(ctx, officer), { id, note: 'saya saja' })).rejects.toMatchObject(refused('kin-case'));
      await expect(
        assignApplications(as(ctx, officer), { ids: [await make.stepOf(ctx, id)], to: undefined, because: undefined, note: 'x' }),
      ).rejects.toMatchObject(refused('kin-case'));
      await expect(checkRequirements(as(ctx, officer), { id, requirements: [1] })).rejects.toMatchObject(refused('kin-case'));
    });
  });

  test('who declares after having taken the case cannot go on with it; ended, the declaration binds no more', async () => {
    await scene(async ({ tx, ctx, service, officer }) => {
      const { id } = await make.submitted(ctx, { service, answers: { tujuan: nik } });
      await make.taken(ctx, id, officer.actor);
      await declareKin(as(ctx, officer), { relation: 'anak', name: 'Nama Lain', nik });
      const version = await versionOf(tx, id);
      const decide = () => decideApplication(as(ctx, officer), { id, version, outcome: 'granted', reason: '' });
      await expect(decide()).rejects.toMatchObject(refused('kin-case'));
      await expect(returnForCorrection(as(ctx, officer), { id, version, fields: ['tujuan'], note: 'x' })).rejects.toMatchObject(refused('kin-case'));
      const [kin] = await kinOf(tx, ctx.agency.id, officer.personId);
      await endKin(as(ctx, officer), kin!.id);
      await decide();
    });
  });

  test('a name alone is asked about: answered with no, the case is theirs to handle; with yes, it is not', async () => {
    await scene(async ({ ctx, service, officer, colleague }) => {
      for (const one of [officer, colleague]) await declareKin(as(ctx, one), { relation: 'pasangan', name: 'H. Lalu Hamdan Saputra, S.E.', nik: '' });
      const { id } = await make.submitted(ctx, { service });
      const take = (one: MadeStaff) => takeApplication(as(ctx, one), { id, because: undefined });
      await expect(take(officer)).rejects.toMatchObject(refused('kin-name'));
      expect(await takeNext(as(ctx, officer))).toBeUndefined();
      await answerKin(as(ctx, colleague), { id, isKin: true });
      await expect(take(colleague)).rejects.toMatchObject(refused('kin-case'));
      await answerKin(as(ctx, officer), { id, isKin: false });
      await take(officer);
    });
  });

  test('that an earlier case is passed for its family is coded as kasus-sendiri', async () => {
    await scene(async ({ tx, ctx, service, officer }) => {
      await declareKin(as(ctx, officer), { relation: 'anak', name: 'Nama Lain', nik });
      await make.submitted(ctx, { service, answers: { tujuan: nik } });
      const later = await make.submitted({ ...ctx, now: ctx.now.add({ minutes: 1 }) }, { service, answers: { nama: 'Orang Lain' } });
      expect(await takeNext(as(ctx, officer, 2))).toBe(later.id);
      const { rows } = await sql<{
        reason: string;
      }>`select payload->>'reason' as reason from outbox.events where kind = 'services.queue-moved' and payload->>'fact' = 'taken'`.execute(tx);
      expect(rows).toEqual([{ reason: 'kasus-sendiri' }]);
    });
  });

  test('names and NIK stand nowhere in clear: not in the tables, not in events', async () => {
    await scene(async ({ tx, ctx, officer }) => {
      await declareKin(as(ctx, officer), { relation: 'anak', name: 'Zulkarnain Purwadarminta', nik });
      const { rows } = await sql<{
        found: string;
      }>`select k::text as found from services.kin k union all select o.record::text from outbox.openings o union all select e.payload::text from outbox.events e`.execute(
        tx,
      );
      expect(rows.length).toBeGreaterThan(1);
      for (const { found } of rows) expect(found).not.toMatch(/zulkarnain|purwadarminta|5271015704890002/i);
    });
  });

  test('A2: nobody ends the declaration of another', async () => {
    await scene(async ({ tx, ctx, officer, colleague }) => {
      await declareKin(as(ctx, officer), { relation: 'anak', name: 'Nama Lain', nik: '' });
      const [kin] = await kinOf(tx, ctx.agency.id, officer.personId);
      await expect(endKin(as(ctx, colleague), kin!.id)).rejects.toMatchObject({ status: 404 });
      expect(await kinOf(tx, ctx.agency.id, colleague.personId)).toEqual([]);
    });
  });
});

test('who refused an application does not handle the one that the same people send again', async () => {
  await scene(async ({ ctx, service, officer, colleague }) => {
    await make.decided(ctx, { service, officer: officer.actor, outcome: 'refused', reason: 'kurang', answers: { tujuan: nik } });
    const { id } = await make.submitted({ ...ctx, now: ctx.now.add({ minutes: 5 }) }, { service, answers: { tujuan: nik, nama: 'Ibu dari yang dulu' } });
    await expect(takeApplication(as(ctx, officer, 6), { id, because: undefined })).rejects.toMatchObject(refused('former-case'));
    expect(await takeNext(as(ctx, officer, 6))).toBeUndefined();
    expect(await takeNext(as(ctx, colleague, 6))).toBe(id);
  });
});
