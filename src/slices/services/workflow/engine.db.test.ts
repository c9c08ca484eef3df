import { describe, expect, test } from 'vitest';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { inTransaction, testCtx, testDatabase, testNow } from '#test/db';
import type { Grant } from '#platform/access';
import type { Ctx } from '#platform/context';
import { sql, type Tx } from '#platform/db';
import { correctApplication, withdrawApplication } from '../applications/actions.ts';
import { findApplication, stepsOf } from '../applications/store.ts';
import type { ApplicationId } from '../model.ts';
import { decideApplication, returnForCorrection, takeApplication, takeNext, takeOver } from '../queue/actions.ts';
import type { Service } from '../standards/store.ts';
import { make } from '../testing.ts';
import { passOn } from './actions.ts';
import { faultsOf } from './checks.ts';
import { escalateSteps } from './escalation-actions.ts';
import type { StepOutcome, Workflow, WorkStep } from './model.ts';
import { tasksOf } from './store.ts';
import { marksOf } from './tasks.ts';

const database = testDatabase();
const store = { put: () => Promise.resolve(), read: () => Promise.resolve(undefined), remove: () => Promise.resolve() };

const step = (key: string, outcomes: readonly StepOutcome[], more: Partial<WorkStep> = {}): WorkStep => ({
  key,
  name: { id: `Langkah ${key}`, en: `Step ${key}` },
  role: 'officer',
  days: 1,
  checksRequirements: false,
  checklist: [],
  otherThan: [],
  outcomes: [...outcomes],
  ...more,
});
const next: StepOutcome = { kind: 'next' };

/** Papers, then field and technical work at the same time, then the head decides with other eyes. */
const workflow: Workflow = {
  stages: [
    { branches: [[step('berkas', [next, { kind: 'applicant' }, { kind: 'refuse' }], { checksRequirements: true })]] },
    {
      branches: [
        [step('lapangan', [next], { days: 2, checklist: [{ id: 'Foto' }] })],
        [step('telaah', [next, { kind: 'back', to: 'berkas' }], { otherThan: ['berkas'] })],
      ],
    },
    {
      branches: [
        [step('penetapan', [{ kind: 'grant' }, { kind: 'refuse' }, { kind: 'back', to: 'telaah' }], { role: 'unit-head', otherThan: ['berkas', 'lapangan'] })],
      ],
    },
  ],
};

type Scene = {
  readonly tx: Tx;
  readonly ctx: Ctx;
  readonly service: Service;
  readonly ani: MadeStaff;
  readonly budi: MadeStaff;
  readonly head: MadeStaff;
};

async function scene(work: (scene: Scene) => Promise<void>): Promise<void> {
  await inTransaction(database.app, async (tx) => {
    const ctx = testCtx(tx);
    await directory.home(ctx);
    const unit = await directory.unit(ctx);
    const officer = () => directory.staff(ctx, { unitId: unit.id, roles: ['officer'] });
    await work({
      tx,
      ctx,
      ani: await officer(),
      budi: await officer(),
      head: await directory.staff(ctx, { unitId: unit.id, roles: ['unit-head'] }),
      service: await make.service(ctx, { unitId: unit.id, workflow, workingDays: 5 }),
    });
  });
}

const as = (ctx: Ctx, one: MadeStaff, minutes = 0): Ctx => ({ ...ctx, actor: one.actor, now: testNow.add({ minutes }) });
const later = (ctx: Ctx, minutes: number): Ctx => ({ ...ctx, now: testNow.add({ minutes }) });
const on = (ctx: Ctx, one: MadeStaff, day: string): Ctx => {
  const now = Temporal.Instant.from(`${day}T02:00:00Z`);
  return { ...ctx, actor: one.actor, now, today: now.toZonedDateTimeISO(ctx.zone).toPlainDate() };
};
const rowOf = async (tx: Tx, id: ApplicationId) => (await findApplication(tx, id))!;
const versionOf = async (tx: Tx, id: ApplicationId) => (await rowOf(tx, id)).version;
const live = async (tx: Tx, id: ApplicationId) =>
  (await tasksOf(tx, await rowOf(tx, id)))
    .filter((task) => task.state === 'open' || task.state === 'taken')
    .map((task) => task.step)
    .toSorted();
const refused = (code: string) => ({ refusal: { code } });

/** Takes a step and passes it on, or back. */
async function does({ tx, ctx }: Scene, who: MadeStaff, id: ApplicationId, key: string, backTo?: string): Promise<void> {
  await takeApplication(as(ctx, who), { id, because: undefined, step: key });
  await passOn(as(ctx, who), { id, version: await versionOf(tx, id), step: key, backTo, note: backTo ? 'Ukuran belum cocok' : '' });
}

describe('a case in a workflow', () => {
  test('begins its first step with a deadline of its own, forks, joins, and is decided where it may be', async () => {
    expect(faultsOf(workflow, { workingDays: 5, fields: [] })).toEqual([]);
    await scene(async (one) => {
      const { tx, ctx, service, ani, budi, head } = one;
      const { id } = await make.submitted(ctx, { service });
      expect(await tasksOf(tx, await rowOf(tx, id))).toMatchObject([
        { step: 'berkas', role: 'officer', state: 'open', officer_id: null, not_by: ['telaah', 'penetapan'] },
      ]);
      expect((await tasksOf(tx, await rowOf(tx, id)))[0]?.due_on.toString()).toBe('2026-11-24');
      expect((await rowOf(tx, id)).due_on?.toString()).toBe('2026-11-30');
      await does(one, ani, id, 'berkas');
      expect(await live(tx, id)).toEqual(['lapangan', 'telaah']);
      await does(one, ani, id, 'lapangan');
      expect(await live(tx, id)).toEqual(['telaah']);
      await does(one, budi, id, 'telaah');
      expect(await live(tx, id)).toEqual(['penetapan']);
      expect(Object.fromEntries(marksOf(await tasksOf(tx, await rowOf(tx, id))))).toEqual({
        berkas: 'done',
        lapangan: 'done',
        telaah: 'done',
        penetapan: 'now',
      });
      await takeApplication(as(ctx, head), { id, because: undefined });
      await decideApplication(as(ctx, head), { id, version: await versionOf(tx, id), outcome: 'granted', reason: '' });
      expect(await rowOf(tx, id)).toMatchObject({ state: 'granted' });
      expect(await live(tx, id)).toEqual([]);
      expect((await stepsOf(tx, await rowOf(tx, id))).map((line) => `${line.kind} ${line.step ?? ''}`.trim())).toEqual([
        'submitted',
        'taken berkas',
        'forwarded berkas',
        'taken lapangan',
        'forwarded lapangan',
        'taken telaah',
        'forwarded telaah',
        'taken penetapan',
        'granted penetapan',
      ]);
    });
  });

  test('sent back calls off what was begun since, and the way is gone again', async () => {
    await scene(async (one) => {
      const { tx, ctx, service, ani, budi } = one;
      const { id } = await make.submitted(ctx, { service });
      await does(one, ani, id, 'berkas');
      await takeApplication(as(ctx, ani), { id, because: undefined, step: 'lapangan' });
      await does(one, budi, id, 'telaah', 'berkas');
      expect(await live(tx, id)).toEqual(['berkas']);
      expect((await tasksOf(tx, await rowOf(tx, id))).filter((task) => task.state === 'cancelled').map((task) => task.step)).toEqual(['lapangan']);
      await does(one, ani, id, 'berkas');
      expect(await live(tx, id)).toEqual(['lapangan', 'telaah']);
      expect((await stepsOf(tx, await rowOf(tx, id))).find((line) => line.kind === 'sent-back')).toMatchObject({ step: 'telaah', note: 'Ukuran belum cocok' });
    });
  });

  test('goes back only with a reason, and only whither the step leads', async () => {
    await scene(async (one) => {
      const { tx, ctx, service, ani } = one;
      const { id } = await make.submitted(ctx, { service });
      await takeApplication(as(ctx, ani), { id, because: undefined });
      const version = await versionOf(tx, id);
      await expect(passOn(as(ctx, ani), { id, version, backTo: 'telaah', note: '' })).rejects.toMatchObject({
        refusal: { code: 'why-back', fields: { finding: 'why-back' } },
      });
      await expect(passOn(as(ctx, ani), { id, version, backTo: 'telaah', note: 'x' })).rejects.toMatchObject(refused('no-such-outcome'));
      await expect(decideApplication(as(ctx, ani), { id, version, outcome: 'granted', reason: '' })).rejects.toMatchObject(refused('no-such-outcome'));
    });
  });

  test('is ended at once by a step that refuses, and by its applicant', async () => {
    await scene(async (one) => {
      const { tx, ctx, service } = one;
      const [first, second] = [await make.submitted(ctx, { service }), await make.submitted(later(ctx, 1), { service })];
      await takeApplication(as(ctx, one.budi), { id: first.id, because: undefined });
      await decideApplication(as(ctx, one.budi), { id: first.id, version: await versionOf(tx, first.id), outcome: 'refused', reason: 'Tidak lengkap' });
      await withdrawApplication(ctx, second.id);
      for (const { id } of [first, second]) expect(await live(tx, id)).toEqual([]);
    });
  });
});

describe('who does a step', () => {
  test('is who holds its role, in its unit', async () => {
    await scene(async (one) => {
      const { ctx, service, head } = one;
      const { id } = await make.submitted(ctx, { service });
      await expect(takeApplication(as(ctx, head), { id, because: undefined })).rejects.toMatchObject(refused('not-your-step'));
      expect(await takeNext(as(ctx, head))).toBeUndefined();
    });
  });

  test('C10: four eyes refuse the same person when the step is taken, taken over, and in either order of parallel steps', async () => {
    await scene(async (one) => {
      const { tx, ctx, service, ani, budi } = one;
      const { id } = await make.submitted(ctx, { service });
      await does(one, ani, id, 'berkas');
      await expect(takeApplication(as(ctx, ani), { id, because: undefined, step: 'telaah' })).rejects.toMatchObject(refused('four-eyes'));
      await takeApplication(as(ctx, budi), { id, because: undefined, step: 'telaah' });
      await expect(takeOver(as(ctx, ani), { id, note: 'saya saja', step: 'telaah' })).rejects.toMatchObject(refused('four-eyes'));
      expect(await takeNext(as(ctx, ani))).toBe(id);
      expect((await tasksOf(tx, await rowOf(tx, id))).find((task) => task.step === 'lapangan')?.officer_id).toBe(ani.personId);
    });
  });

  test('passes over what four eyes keep from them without being asked why, and the log has the reason', async () => {
    await scene(async (one) => {
      const { tx, ctx, service, ani, budi } = one;
      const [first, second] = [await make.submitted(ctx, { service }), await make.submitted(later(ctx, 1), { service })];
      await does(one, ani, first.id, 'berkas');
      await does(one, budi, second.id, 'berkas');
      await takeApplication(as(ctx, ani, 5), { id: second.id, because: undefined, step: 'telaah' });
      const { rows } = await sql<{ step: string; reason: string }>`select payload->>'step' as step, payload->>'reason' as reason from outbox.events
        where kind = 'services.queue-moved' and payload->>'step' = 'telaah'`.execute(tx);
      expect(rows).toEqual([{ step: 'telaah', reason: 'kasus-sendiri' }]);
    });
  });

  test('A9: an acting official does the step in the other’s stead, is named so in the audit, and never approves their own work', async () => {
    await scene(async (one) => {
      const { tx, ctx, service, ani, budi } = one;
      const grant: Grant = {
        role: 'unit-head',
        agencyId: ctx.agency.id,
        unitId: service.unitId,
        acting: { grantId: 'g1', capacity: 'plt', endsOn: '2026-12-31' },
      };
      const acting = (who: MadeStaff): MadeStaff => ({ ...who, actor: { ...who.actor, grants: [...who.actor.grants, grant] } });
      const { id } = await make.submitted(ctx, { service });
      await does(one, ani, id, 'berkas');
      await does(one, ani, id, 'lapangan');
      await does(one, budi, id, 'telaah');
      await expect(takeApplication(as(ctx, acting(budi)), { id, because: undefined })).rejects.toMatchObject(refused('own-work'));
      const citra = acting(await directory.staff(ctx, { unitId: service.unitId, roles: [] }));
      await takeApplication(as(ctx, citra), { id, because: undefined });
      await decideApplication(as(ctx, citra), { id, version: await versionOf(tx, id), outcome: 'granted', reason: '' });
      expect((await tasksOf(tx, await rowOf(tx, id))).find((task) => task.step === 'penetapan')).toMatchObject({ acting: 'plt', outcome: 'grant' });
      const { rows } = await sql<{
        actor: string;
      }>`select actor from outbox.events where kind = 'services.application-decided' and payload->>'applicationId' = ${id}`.execute(tx);
      expect(rows).toEqual([{ actor: `staff:${citra.personId}/plt:g1` }]);
    });
  });
});

describe('clocks', () => {
  test('stand still for every step while the applicant must act, and run again for what is left of each', async () => {
    await scene(async (one) => {
      const { tx, ctx, service, ani } = one;
      const { id } = await make.submitted(ctx, { service });
      await takeApplication(on(ctx, ani, '2026-11-24'), { id, because: undefined });
      await returnForCorrection(on(ctx, ani, '2026-11-24'), { id, version: await versionOf(tx, id), fields: ['tujuan'], note: 'Perjelas' });
      expect(await tasksOf(tx, await rowOf(tx, id))).toMatchObject([{ stopped: true }]);
      await expect(passOn(on(ctx, ani, '2026-11-25'), { id, version: await versionOf(tx, id), note: '' })).rejects.toMatchObject(refused('application-state'));
      await correctApplication({ ...on(ctx, ani, '2026-11-27'), actor: ctx.actor }, { id, raw: { tujuan: 'y' }, files: [], store });
      expect((await tasksOf(tx, await rowOf(tx, id)))[0]).toMatchObject({ stopped: false });
      // Its only day was the 24th, on which the agency still had to act: it was used up then.
      expect((await tasksOf(tx, await rowOf(tx, id)))[0]?.due_on.toString()).toBe('2026-11-24');
      expect((await rowOf(tx, id)).due_on?.toString()).toBe('2026-12-03');
    });
  });

  test('C6: what a colleague does at a step beside it is no conflict; what changes the case is', async () => {
    await scene(async (one) => {
      const { tx, ctx, service, ani, budi } = one;
      const { id } = await make.submitted(ctx, { service });
      await does(one, ani, id, 'berkas');
      await takeApplication(as(ctx, ani), { id, because: undefined, step: 'lapangan' });
      const seen = await versionOf(tx, id);
      await takeApplication(as(ctx, budi), { id, because: undefined, step: 'telaah' });
      await passOn(as(ctx, ani), { id, version: seen, step: 'lapangan', note: '' });
      await expect(passOn(as(ctx, budi), { id, version: seen - 1, step: 'telaah', note: '' })).rejects.toMatchObject(refused('application-changed'));
    });
  });
});

describe('a deadline of a step', () => {
  test('R14: is told before it is near and once it is past, to the holder and then to the supervisors, once each however often the work is done', async () => {
    await scene(async ({ tx, ctx, service, ani }) => {
      const { id } = await make.submitted(ctx, { service });
      await takeApplication(as(ctx, ani), { id, because: undefined });
      const told = async () => {
        const { rows } = await sql<{ when: string; to: string[] }>`select payload->>'when' as when, payload->'to' as to from outbox.events
          where kind = 'services.step-due' and payload->>'applicationId' = ${id} order by occurred_at, id`.execute(tx);
        return rows;
      };
      const nightly = (day: string) => escalateSteps({ ...on(ctx, ani, day), actor: { kind: 'system', name: 'night' } });
      expect(await nightly('2026-11-23')).toBe(1);
      expect(await nightly('2026-11-24')).toBe(0);
      expect(await told()).toEqual([{ when: 'soon', to: [ani.personId] }]);
      expect(await nightly('2026-11-25')).toBe(1);
      expect(await nightly('2026-11-26')).toBe(0);
      expect((await told()).map((one) => one.when)).toEqual(['soon', 'late']);
      expect(await tasksOf(tx, await rowOf(tx, id))).toMatchObject([{ escalated_at: expect.anything() }]);
    });
  });
});
