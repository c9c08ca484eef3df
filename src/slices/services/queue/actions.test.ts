import { describe, expect, test } from 'vitest';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { inTransaction, testCtx, testDatabase, testNow } from '#test/db';
import type { Ctx } from '#platform/context';
import { sql, type Tx } from '#platform/db';
import { Problem } from '#platform/problem';
import { correctApplication, withdrawApplication } from '../applications/actions.ts';
import { findApplication, stepsOf } from '../applications/store.ts';
import { casesOf, overtakingOf, type PublicFact } from '../fairness/rules.ts';
import { findSignedAct, resultsOf } from '../results/store.ts';
import type { Service } from '../standards/store.ts';
import { make } from '../testing.ts';
import { attachSignedAct, decideApplication, returnForCorrection, takeApplication, takeNext, takeOver } from './actions.ts';
import { durationBins, processingTimes } from './store.ts';

const database = testDatabase();
const store = { put: () => Promise.resolve(), read: () => Promise.resolve(undefined), remove: () => Promise.resolve() };
const scan = { path: '/dev/null', fileName: 'naskah.pdf', size_bytes: 9, sha256: new Uint8Array(32).fill(5), mediaType: 'application/pdf', tooLarge: false };

type Scene = {
  readonly tx: Tx;
  readonly ctx: Ctx;
  readonly service: Service;
  readonly officer: MadeStaff;
  readonly colleague: MadeStaff;
  readonly outsider: MadeStaff;
};

async function scene(work: (scene: Scene) => Promise<void>): Promise<void> {
  await inTransaction(database.app, async (tx) => {
    const ctx = testCtx(tx);
    await directory.home(ctx);
    const unit = await directory.unit(ctx);
    const otherUnit = await directory.unit(ctx);
    const staff = (unitId: typeof unit.id) => directory.staff(ctx, { unitId, roles: ['officer'] });
    await work({
      tx,
      ctx,
      officer: await staff(unit.id),
      colleague: await staff(unit.id),
      outsider: await staff(otherUnit.id),
      service: await make.service(ctx, { unitId: unit.id }),
    });
  });
}

const as = (ctx: Ctx, one: MadeStaff): Ctx => ({ ...ctx, actor: one.actor });
const at = (ctx: Ctx, when: string): Ctx => {
  const now = Temporal.Instant.from(when);
  return { ...ctx, now, today: now.toZonedDateTimeISO(ctx.zone).toPlainDate() };
};
const minutesLater = (ctx: Ctx, minutes: number): Ctx => ({ ...ctx, now: testNow.add({ minutes }) });
const rowOf = async (tx: Tx, id: Parameters<typeof findApplication>[1]) => (await findApplication(tx, id))!;

type Moved = PublicFact & { readonly lane: string };

/** The queue as anyone reads it from the public log. */
async function publicFacts(tx: Tx): Promise<readonly Moved[]> {
  const { rows } = await sql<{
    payload: Moved;
  }>`select payload from outbox.events where kind = 'services.queue-moved' and ledger = 'public' order by occurred_at, id`.execute(tx);
  return rows.map((row) => row.payload);
}

const outOfTurn = (facts: readonly Moved[]) => overtakingOf(casesOf(facts).values());

describe('taking', () => {
  test('the next is the one that came first', async () => {
    await scene(async ({ tx, ctx, service, officer }) => {
      const second = await make.submitted(minutesLater(ctx, 2), { service });
      const first = await make.submitted(minutesLater(ctx, 1), { service });
      expect(await takeNext(as(ctx, officer))).toBe(first.id);
      expect(await takeNext(as(ctx, officer))).toBe(second.id);
      expect(await takeNext(as(ctx, officer))).toBeUndefined();
      expect(await rowOf(tx, first.id)).toMatchObject({ state: 'in-review', officer_id: officer.personId, version: 3 });
    });
  });

  test('a later one first needs a reason; whoever was passed over can be recomputed from the public log, with that reason', async () => {
    await scene(async ({ tx, ctx, service, officer }) => {
      const earlier = await make.submitted(ctx, { service });
      const later = await make.submitted(minutesLater(ctx, 1), { service });
      const take = (because: 'prioritas' | undefined) => takeApplication(as(minutesLater(ctx, 2), officer), { id: later.id, because });
      await expect(take(undefined)).rejects.toMatchObject({ refusal: { code: 'out-of-turn', fields: { because: 'out-of-turn' } } });
      expect(outOfTurn(await publicFacts(tx))).toEqual([]);
      await take('prioritas');
      await takeApplication(as(minutesLater(ctx, 3), officer), { id: earlier.id, because: undefined });
      const { queue_token, lane } = await rowOf(tx, later.id);
      expect(lane).toBe('priority');
      expect(outOfTurn(await publicFacts(tx))).toMatchObject([
        { unit: service.unitId, service: service.id, taken: 2, outOfTurn: 1, reasons: { prioritas: 1 }, passed: { day: 1 } },
      ]);
      expect((await publicFacts(tx)).find((one) => one.reason === 'prioritas')).toMatchObject({ token: queue_token, lane: 'priority' });
    });
  });

  test('an earlier case of another service does not make it out of turn', async () => {
    await scene(async ({ ctx, service, officer }) => {
      const other = await make.service(ctx, { unitId: service.unitId });
      await make.submitted(ctx, { service: other });
      const { id } = await make.submitted(minutesLater(ctx, 1), { service });
      await takeApplication(as(ctx, officer), { id, because: undefined });
    });
  });

  test('a case that a colleague holds is taken over with a reason, and only then decided', async () => {
    await scene(async ({ tx, ctx, service, officer, colleague }) => {
      const { id } = await make.submitted(ctx, { service });
      await make.taken(minutesLater(ctx, 1), id, officer.actor);
      const decide = async () =>
        decideApplication(as(minutesLater(ctx, 3), colleague), { id, version: (await rowOf(tx, id)).version, outcome: 'granted', reason: '' });
      await expect(decide()).rejects.toMatchObject({ refusal: { code: 'not-holder' } });
      await expect(takeApplication(as(ctx, colleague), { id, because: 'hukum' })).rejects.toMatchObject({ refusal: { code: 'application-state' } });
      await takeOver(as(minutesLater(ctx, 2), colleague), { id, note: 'Rekan cuti melahirkan' });
      await decide();
      expect(await rowOf(tx, id)).toMatchObject({ state: 'granted', officer_id: colleague.personId });
      expect((await stepsOf(tx, await rowOf(tx, id))).map((step) => step.note)).toContain('Rekan cuti melahirkan');
      expect((await publicFacts(tx)).map((fact) => fact.reason)).toEqual([null, null, 'pengganti', null]);
    });
  });
});

describe('an application of the officer', () => {
  test('is handled by nobody but a colleague, whichever way it is theirs', async () => {
    await scene(async ({ tx, ctx, service, officer, colleague }) => {
      const { rows } = await sql<{ email: string }>`select email from directory.people where id = ${officer.personId}`.execute(tx);
      const email = rows[0]?.email ?? '';
      const citizen = await directory.citizen(ctx);
      await sql`update directory.citizens set email = ${email} where id = ${citizen.citizenId}`.execute(tx);
      const typed = await make.submitted(ctx, { service, answers: { email: email.toUpperCase() } });
      const byAccount = await make.submitted(
        { ...ctx, actor: { kind: 'citizen', citizenId: citizen.citizenId, name: 'x', email } },
        { service, answers: { email: 'lain@contoh.id' } },
      );
      const asStaff = await make.submitted(as(ctx, officer), { service });
      for (const { id } of [typed, byAccount, asStaff]) {
        await expect(takeApplication(as(ctx, officer), { id, because: 'hukum' })).rejects.toMatchObject({ refusal: { code: 'own-case' } });
        await make.taken(ctx, id, colleague.actor);
        await expect(takeOver(as(ctx, officer), { id, note: 'saya saja' })).rejects.toMatchObject({ refusal: { code: 'own-case' } });
        await expect(decideApplication(as(ctx, officer), { id, version: 3, outcome: 'granted', reason: '' })).rejects.toMatchObject({
          refusal: { code: 'own-case' },
        });
      }
    });
  });

  test('is passed by when the next is taken, and the public log says why', async () => {
    await scene(async ({ tx, ctx, service, officer }) => {
      await make.submitted(as(ctx, officer), { service });
      const other = await make.submitted(minutesLater(ctx, 1), { service });
      expect(await takeNext(as(minutesLater(ctx, 2), officer))).toBe(other.id);
      expect(outOfTurn(await publicFacts(tx))).toMatchObject([{ outOfTurn: 1, reasons: { 'kasus-sendiri': 1 } }]);
      expect(await takeNext(as(ctx, officer))).toBeUndefined();
    });
  });
});

describe('reach', () => {
  const acts = (ctx: Ctx, id: Parameters<typeof findApplication>[1]) => [
    () => takeApplication(ctx, { id, because: 'hukum' }),
    () => takeOver(ctx, { id, note: 'x' }),
    () => returnForCorrection(ctx, { id, version: 2, fields: ['tujuan'], note: 'x' }),
    () => decideApplication(ctx, { id, version: 2, outcome: 'granted', reason: '' }),
    () => attachSignedAct(ctx, { id, file: scan, store }),
  ];

  test('A1: a case of another unit does not exist for an officer; for who may do nothing it is forbidden', async () => {
    await scene(async ({ ctx, service, outsider, officer }) => {
      const { id } = await make.submitted(ctx, { service });
      for (const act of acts(as(ctx, outsider), id)) await expect(act()).rejects.toMatchObject({ status: 404 });
      expect(await takeNext(as(ctx, outsider))).toBeUndefined();
      const powerless = { ...officer, actor: { ...officer.actor, grants: [] } };
      for (const act of acts(as(ctx, powerless), id)) await expect(act()).rejects.toMatchObject({ status: 403 });
      for (const act of acts({ ...ctx, actor: { kind: 'anonymous' } }, id)) await expect(act()).rejects.toBeInstanceOf(Problem);
    });
  });

  test('A1: a case of another agency does not exist, whatever the role', async () => {
    await scene(async ({ ctx, service, officer }) => {
      const { id } = await make.submitted(ctx, { service });
      const elsewhere = '01900000-0000-7000-8000-000000000099';
      const stranger = { ...officer, actor: { ...officer.actor, agencyId: elsewhere, grants: [{ role: 'service-manager', agencyId: elsewhere }] } };
      for (const act of acts(as(ctx, stranger), id)) await expect(act()).rejects.toMatchObject({ status: 404 });
    });
  });

  test('A10, C10: who was moved to another unit or lost the role between opening the page and the click is refused', async () => {
    await scene(async ({ tx, ctx, service, officer, outsider }) => {
      const { id } = await make.submitted(ctx, { service });
      await make.taken(ctx, id, officer.actor);
      const { version } = await rowOf(tx, id);
      const decideAs = (actor: MadeStaff['actor']) => decideApplication({ ...ctx, actor }, { id, version, outcome: 'granted', reason: '' });
      const moved = { ...outsider.actor, personId: officer.personId };
      await expect(decideAs(moved)).rejects.toMatchObject({ status: 404 });
      await expect(decideAs({ ...officer.actor, grants: [] })).rejects.toMatchObject({ status: 403 });
      await decideAs(officer.actor);
    });
  });
});

describe('sending back', () => {
  test('names real fields of the form, and at least one', async () => {
    await scene(async ({ tx, ctx, service, officer }) => {
      const { id } = await make.submitted(ctx, { service });
      await make.taken(ctx, id, officer.actor);
      const send = async (fields: readonly string[]) =>
        returnForCorrection(as(ctx, officer), { id, version: (await rowOf(tx, id)).version, fields, note: 'Perbaiki' });
      await expect(send(['bukan_isian', 'state'])).rejects.toMatchObject({ refusal: { code: 'fields-required' } });
      await send(['tujuan', 'bukan_isian']);
      expect(await rowOf(tx, id)).toMatchObject({ state: 'returned', returned_fields: ['tujuan'], returned_note: 'Perbaiki' });
    });
  });
});

describe('deciding', () => {
  test('a grant has a number, a code that only its hash is kept of, and a letter; a refusal has its reason', async () => {
    await scene(async ({ tx, ctx, service, officer }) => {
      const granted = await make.decided(ctx, { service, officer: officer.actor, answers: { email: 'siti@contoh.id' } });
      expect(await rowOf(tx, granted.id)).toMatchObject({ state: 'granted', reason: null });
      expect(await resultsOf(tx, await rowOf(tx, granted.id))).toMatchObject([{ outcome: 'granted', number: `${granted.ticket}/H` }]);
      const refused = await make.decided(ctx, { service, officer: officer.actor, outcome: 'refused' });
      expect(await rowOf(tx, refused.id)).toMatchObject({ state: 'refused', reason: 'Persyaratan tidak dipenuhi.' });
      expect(await resultsOf(tx, await rowOf(tx, refused.id))).toMatchObject([{ outcome: 'refused', number: `${refused.ticket}/T` }]);
      const { rows } = await sql<{ subject: string }>`select subject from mail.messages where recipient = 'siti@contoh.id' order by subject`.execute(tx);
      expect(rows.map((row) => row.subject)).toEqual([`Permohonan ${granted.ticket} diterima`, `Permohonan ${granted.ticket} selesai`]);
    });
  });

  test('a refusal without a reason is refused, and nothing is decided', async () => {
    await scene(async ({ tx, ctx, service, officer }) => {
      const { id } = await make.submitted(ctx, { service });
      await make.taken(ctx, id, officer.actor);
      const { version } = await rowOf(tx, id);
      await expect(decideApplication(as(ctx, officer), { id, version, outcome: 'refused', reason: '  ' })).rejects.toMatchObject({
        refusal: { fields: { reason: 'reason-required' } },
      });
      expect(await rowOf(tx, id)).toMatchObject({ state: 'in-review', version });
    });
  });

  test('the signed act comes with the decision or later, once', async () => {
    await scene(async ({ tx, ctx, service, officer }) => {
      const { id } = await make.submitted(ctx, { service });
      await expect(attachSignedAct(as(ctx, officer), { id, file: scan, store })).rejects.toMatchObject({ refusal: { code: 'application-state' } });
      await make.taken(ctx, id, officer.actor);
      await decideApplication(as(ctx, officer), { id, version: (await rowOf(tx, id)).version, outcome: 'granted', reason: '', signed: { file: scan, store } });
      expect(await findSignedAct(tx, await rowOf(tx, id))).toMatchObject({ file_name: 'naskah.pdf' });
      await expect(attachSignedAct(as(ctx, officer), { id, file: scan, store })).rejects.toMatchObject({ refusal: { code: 'already-signed' } });
      const later = await make.decided(ctx, { service, officer: officer.actor });
      await attachSignedAct(as(ctx, officer), { id: later.id, file: scan, store });
      expect(await findSignedAct(tx, await rowOf(tx, later.id))).toBeDefined();
    });
  });
});

describe('what the public log and the totals say', () => {
  test('of a case with a correction: arrived, taken, paused, resumed, decided, under one token and without anything else', async () => {
    await scene(async ({ tx, ctx, service, officer }) => {
      const { id } = await make.submitted(ctx, { service });
      await make.taken(minutesLater(ctx, 1), id, officer.actor);
      await make.returned(minutesLater(ctx, 2), id, officer.actor);
      await correctApplication(minutesLater(ctx, 3), { id, raw: { tujuan: 'x' }, files: [], store });
      await decideApplication(as(minutesLater(ctx, 4), officer), { id, version: (await rowOf(tx, id)).version, outcome: 'granted', reason: '' });
      const facts = await publicFacts(tx);
      expect(facts.map((fact) => fact.fact)).toEqual(['arrived', 'taken', 'paused', 'resumed', 'decided']);
      expect(new Set(facts.map((fact) => fact.token)).size).toBe(1);
      for (const fact of facts) expect(Object.keys(fact).toSorted()).toEqual(['at', 'fact', 'lane', 'reason', 'service', 'token', 'unit']);
    });
  });

  test('durations are those of the cases themselves, whatever was corrected and withdrawn on the way', async () => {
    await scene(async ({ tx, ctx, service, officer }) => {
      // Day of submission, of sending back, of the correction, of the decision (all 10.00 WITA); the working days that count and whether in time.
      const cases: readonly (readonly [string, string | undefined, string | undefined, string | undefined, number, boolean])[] = [
        ['2026-11-02', undefined, undefined, '2026-11-02', 0, true],
        ['2026-11-02', undefined, undefined, '2026-11-05', 3, true],
        ['2026-11-02', undefined, undefined, '2026-11-06', 4, false],
        ['2026-11-06', undefined, undefined, '2026-11-09', 1, true],
        ['2026-11-02', '2026-11-03', '2026-11-09', '2026-11-11', 3, true],
        ['2026-11-02', '2026-11-03', '2026-11-09', '2026-11-12', 4, false],
        ['2026-11-02', '2026-11-03', '2026-11-09', undefined, 0, true],
        ['2026-11-02', undefined, undefined, undefined, 0, true],
      ];
      const on = (day: string) => at(ctx, `${day}T02:00:00Z`);
      for (const [submitted, returned, corrected, decided] of cases) {
        const { id } = await make.submitted(on(submitted), { service });
        await make.taken(on(submitted), id, officer.actor);
        if (returned) await make.returned(on(returned), id, officer.actor);
        if (corrected) await correctApplication(on(corrected), { id, raw: { tujuan: 'x' }, files: [], store });
        const { version } = await rowOf(tx, id);
        if (decided) await decideApplication(as(on(decided), officer), { id, version, outcome: 'granted', reason: '' });
        else await withdrawApplication(on('2026-11-20'), id);
      }
      const done = cases.filter(([, , , decided]) => decided !== undefined);
      const sorted = done.map(([, , , , days]) => days).toSorted((a, b) => a - b);
      const from = Temporal.PlainDate.from('2026-01-01');
      const time = (await processingTimes(tx, service.agencyId, from)).get(service.id);
      expect(time).toEqual({
        serviceId: service.id,
        n: done.length,
        median_days: sorted[Math.ceil(done.length * 0.5) - 1],
        p90_days: sorted[Math.ceil(done.length * 0.9) - 1],
        onTime: done.filter(([, , , , , inTime]) => inTime).length / done.length,
      });
      const bins = await durationBins(tx, service.agencyId, from, service.id);
      expect(bins.map((bin) => [bin.workingDays, bin.n, bin.late])).toEqual([
        [0, 1, 0],
        [1, 1, 0],
        [3, 2, 0],
        [4, 2, 2],
      ]);
    });
  });
});
