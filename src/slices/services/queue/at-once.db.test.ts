import { beforeAll, describe, expect, test } from 'vitest';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { testAgency, testDatabase, testNow } from '#test/db';
import { type Actor, anonymous } from '#platform/access';
import { type Ctx, ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { submitApplication, withdrawApplication } from '../applications/actions.ts';
import { findApplication, stepsOf } from '../applications/store.ts';
import type { Service } from '../standards/store.ts';
import { make } from '../testing.ts';
import { decideApplication, takeApplication, takeNext } from './actions.ts';

/** What happens when several act at the same moment: on connections of their own, committed for real. */
const database = testDatabase();
const live = (actor: Actor = anonymous, now = testNow): Ctx => ctxOn(database.app, 'all', { actor, now, lang: 'id', agency: testAgency, requestId: 'test' });

const place: { service?: Service; officers?: readonly MadeStaff[] } = {};
const service = () => place.service!;
const officer = (at: number) => place.officers![at]!;

beforeAll(async () => {
  const ctx = live();
  await directory.home(ctx);
  const unit = await directory.unit(ctx);
  place.officers = [];
  for (let one = 0; one < 6; one += 1) place.officers = [...place.officers, await directory.staff(ctx, { unitId: unit.id, roles: ['officer'] })];
  place.service = await make.service(ctx, { unitId: unit.id });
});

const settledAs = (results: readonly PromiseSettledResult<unknown>[]) =>
  results.map((one) => (one.status === 'fulfilled' ? 'done' : String((one.reason as { refusal?: { code: string } }).refusal?.code)));

describe('at once', () => {
  test('C1: two clicks make one application with one ticket, and so does every later click', async () => {
    const id = await make.draft(live(), { service: service() });
    const tickets = await Promise.all(Array.from({ length: 6 }, () => submitApplication(live(), id)));
    tickets.push(await submitApplication(live(anonymous, testNow.add({ minutes: 5 })), id));
    expect(new Set(tickets.map((one) => one.ticket)).size).toBe(1);
    await database.owner.transact('all', async (tx) => {
      const row = await findApplication(tx, id);
      expect(row?.ticket).toBe(tickets[0]?.ticket);
      expect((await stepsOf(tx, row!)).map((step) => step.kind)).toEqual(['submitted']);
      const { rows } = await sql<{
        kind: string;
      }>`select kind from outbox.events where payload->>'applicationId' = ${id} or payload->>'token' = ${row!.queue_token}`.execute(tx);
      expect(rows.map((event) => event.kind).toSorted()).toEqual(['services.application-submitted', 'services.queue-moved']);
    });
  });

  test('many applicants get as many tickets, all different', async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, () => make.draft(live(), { service: service() })));
    const tickets = await Promise.all(ids.map((id) => submitApplication(live(), id)));
    expect(new Set(tickets.map((one) => one.ticket)).size).toBe(40);
    await Promise.all(ids.map((id) => withdrawApplication(live(), id)));
  });

  test('six officers who take the next get six different cases, the earliest ones', async () => {
    for (let one = 0; one < 8; one += 1) await make.submitted(live(anonymous, testNow.add({ minutes: one })), { service: service() });
    const earlier = await database.owner.transact('all', async (tx) =>
      (await sql<{ id: string }>`select id from services.applications where state = 'submitted' order by submitted_at, id limit 6`.execute(tx)).rows.map(
        (row) => row.id,
      ),
    );
    const taken = await Promise.all(Array.from({ length: 6 }, (_none, at) => takeNext(live(officer(at).actor))));
    expect(new Set(taken).size).toBe(6);
    expect(new Set(taken)).toEqual(new Set(earlier));
  });

  test('one case taken by two at the same moment is held by one; the other is told', async () => {
    const { id } = await make.submitted(live(), { service: service() });
    const results = await Promise.allSettled([0, 1].map((at) => takeApplication(live(officer(at).actor), { id, because: 'hukum' })));
    expect(settledAs(results).toSorted()).toEqual(['application-state', 'done']);
  });

  test('C6: of two decisions made on the same version one stands, the other is refused as out of date', async () => {
    const { id } = await make.submitted(live(), { service: service() });
    await make.taken(live(), id, officer(0).actor);
    const version = (await live().read((tx) => findApplication(tx, id)))!.version;
    const decide = (outcome: 'granted' | 'refused') => decideApplication(live(officer(0).actor), { id, version, outcome, reason: `karena ${outcome}` });
    const results = await Promise.allSettled([decide('granted'), decide('refused')]);
    expect(settledAs(results).toSorted()).toEqual(['application-changed', 'done']);
    const row = await live().read((tx) => findApplication(tx, id));
    expect(row?.reason).toBe(`karena ${row?.state}`);
  });

  test('a decision and a withdrawal at the same moment end in one of the two', async () => {
    const { id } = await make.submitted(live(), { service: service() });
    await make.taken(live(), id, officer(0).actor);
    const version = (await live().read((tx) => findApplication(tx, id)))!.version;
    const results = await Promise.allSettled([
      decideApplication(live(officer(0).actor), { id, version, outcome: 'granted', reason: '' }),
      withdrawApplication(live(), id),
    ]);
    const row = (await live().read((tx) => findApplication(tx, id)))!;
    expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(['granted', 'withdrawn']).toContain(row.state);
    const kinds = (await live().read((tx) => stepsOf(tx, row))).map((step) => step.kind);
    expect(kinds).toEqual(['submitted', 'taken', row.state]);
  });
});
