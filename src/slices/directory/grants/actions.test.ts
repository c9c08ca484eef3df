import { beforeAll, describe, expect, test } from 'vitest';
import { actingFor, actorReference, type Actor, findScope } from '#platform/access';
import { type Ctx, ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { Problem } from '#platform/problem';
import { Refused } from '#platform/result';
import { todayIn } from '#platform/time';
import { testAgency, testDatabase, testNow } from '#test/db';
import { assignProductRoles } from '#test/roles';
import { givePassword } from '../accounts/password-actions.ts';
import { identify } from '../accounts/identify.ts';
import { hashPassword } from '../accounts/secrets.ts';
import { signInStaff } from '../accounts/sign-in-actions.ts';
import type { AgencyId, PersonId, UnitId } from '../model.ts';
import { permissions } from '../permissions.ts';
import { supervisorOf, subordinatesOf } from '../people/store.ts';
import { make } from '../testing.ts';
import { endGrant, grantRole } from './actions.ts';
import { holdersOf } from './store.ts';

const database = testDatabase();
const agencyId = testAgency.id as AgencyId;
const today = todayIn(testNow, testAgency.zone);
const secret = 'sepeda biru di rinjani';

const ctxOf = (actor: Actor, now = testNow): Ctx => ctxOn(database.app, 'all', { actor, now, lang: 'id', agency: testAgency, requestId: 'test' });
const system = () => ctxOf({ kind: 'system', name: 'test' });

let unitId: UnitId;
let hash: string;
beforeAll(async () => {
  assignProductRoles();
  await make.home(system());
  unitId = (await make.unit(system())).id;
  hash = await hashPassword(secret);
});

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return 'done';
}

const giving = (personId: PersonId, more: Partial<Parameters<typeof grantRole>[1]> = {}) => ({
  agencyId,
  personId,
  role: 'officer' as const,
  unitId,
  startsOn: today,
  endsOn: undefined,
  reason: 'SP 800/1/2026',
  ...more,
});

/** An administrator whose grant stands in the database, as the actor of an earlier page. */
async function admin() {
  const made = await make.staff(system(), { unitId, roles: ['admin'] });
  const grantId = await grantRole(system(), giving(made.personId, { role: 'admin', unitId: undefined }));
  return { ...made, grantId };
}

async function signedIn(personId: PersonId, nip: string, now = testNow) {
  await givePassword(system(), personId, hash);
  const outcome = await signInStaff(ctxOf({ kind: 'anonymous' }, now), { username: nip, password: secret, ip: '192.0.2.1', device: undefined, userAgent: '' });
  return outcome.step === 'done' ? outcome.session.token : '';
}
const whoHas = (token: string, now = testNow) =>
  database.app.transact('all', async (tx) => (await identify(tx, token, now, todayIn(now, testAgency.zone)))?.actor);

describe('a grant', () => {
  test('is given by who may, and tells where, from when and on what ground', async () => {
    const [boss, who] = [await admin(), await make.staff(system(), { unitId })];
    await grantRole(ctxOf(boss.actor), giving(who.personId, { endsOn: today.add({ days: 10 }) }));
    const token = await signedIn(who.personId, who.nip);
    expect(await whoHas(token)).toMatchObject({ grants: [{ role: 'officer', agencyId, unitId }] });
  });

  test('ends by itself on its day', async () => {
    const who = await make.staff(system(), { unitId });
    await grantRole(system(), giving(who.personId, { role: 'trainer', endsOn: today.add({ days: 1 }) }));
    const holders = (on: Temporal.PlainDate) => database.app.transact('all', (tx) => holdersOf(tx, agencyId, 'trainer', on));
    expect(await holders(today.add({ days: 1 }))).toContain(who.personId);
    expect(await holders(today.add({ days: 2 }))).not.toContain(who.personId);
  });

  test('reaches the unit that it names, and those below it when that is the unit of the post', async () => {
    const below = await make.unit(system(), { parentId: unitId });
    const far = await make.unit(system());
    const [here, there] = [await make.staff(system(), { unitId }), await make.staff(system(), { unitId })];
    await grantRole(system(), giving(here.personId));
    await grantRole(system(), giving(there.personId, { unitId: far.id }));
    const of = async (id: typeof unitId) => database.app.transact('all', (tx) => holdersOf(tx, agencyId, 'officer', today, id));
    for (const id of [unitId, below.id]) expect([(await of(id)).includes(here.personId), (await of(id)).includes(there.personId)]).toEqual([true, false]);
    expect([(await of(far.id)).includes(here.personId), (await of(far.id)).includes(there.personId)]).toEqual([false, true]);
  });

  test('C10: nobody grants to themselves', async () => {
    const boss = await admin();
    expect(await refusal(grantRole(ctxOf(boss.actor), giving(boss.personId, { role: 'head' })))).toBe('own-grant');
  });

  test('C10: who lost the role between page load and click is refused when it commits', async () => {
    const [boss, other, who] = [await admin(), await admin(), await make.staff(system(), { unitId })];
    await endGrant(ctxOf(other.actor), agencyId, boss.grantId);
    expect(await refusal(grantRole(ctxOf(boss.actor), giving(who.personId)))).toBe('platform.forbidden');
    expect(await refusal(endGrant(ctxOf(boss.actor), agencyId, other.grantId))).toBe('platform.forbidden');
  });

  test('C10: taken away while the click is under way, it holds to the end of that click or is refused, never half', async () => {
    const [boss, other, who] = [await admin(), await admin(), await make.staff(system(), { unitId })];
    const outcomes = await Promise.all([
      refusal(endGrant(ctxOf(other.actor), agencyId, boss.grantId)),
      refusal(grantRole(ctxOf(boss.actor), giving(who.personId))),
    ]);
    expect(outcomes[0]).toBe('done');
    const { rows } = await database.owner.transact('all', (tx) => sql`select 1 from directory.grants where person_id = ${who.personId}`.execute(tx));
    expect(rows).toHaveLength(outcomes[1] === 'done' ? 1 : 0);
  });

  test('A4, A5: given or taken back, it ends the sessions that were opened without or with it', async () => {
    const [boss, who] = [await admin(), await make.staff(system(), { unitId })];
    const before = await signedIn(who.personId, who.nip);
    const id = await grantRole(ctxOf(boss.actor), giving(who.personId));
    expect(await whoHas(before)).toBeUndefined();
    const during = await signedIn(who.personId, who.nip);
    expect(await whoHas(during)).toMatchObject({ grants: [{ role: 'officer' }] });
    await endGrant(ctxOf(boss.actor), agencyId, id);
    expect(await whoHas(during)).toBeUndefined();
    expect(await whoHas(await signedIn(who.personId, who.nip))).toMatchObject({ grants: [] });
  });

  test('is for who is in office on its first day', async () => {
    const who = await make.staff(system(), { unitId });
    await database.owner.transact('all', (tx) => sql`update directory.posts set ended_on = '2026-11-01' where person_id = ${who.personId}`.execute(tx));
    expect(await refusal(grantRole(system(), giving(who.personId)))).toBe('not-posted');
  });

  test('of the last administrator cannot be ended', async () => {
    const boss = await admin();
    await database.owner.transact('all', (tx) =>
      sql`update directory.grants set ends_on = ${today.subtract({ days: 1 })} where role = 'admin' and person_id <> ${boss.personId} and ends_on is null`.execute(
        tx,
      ),
    );
    expect(await refusal(endGrant(system(), agencyId, boss.grantId))).toBe('last-admin');
    await admin();
    expect(await refusal(endGrant(system(), agencyId, boss.grantId))).toBe('done');
  });
});

describe('A9: who acts for another', () => {
  async function unitWithActing() {
    const unit = await make.unit(system());
    const head = await make.staff(system(), {
      unitId: unit.id,
      headsUnit: true,
      positionName: `Kepala ${unit.name}`,
      positionKind: 'struktural',
      positionLevel: 'JPT Pratama',
    });
    const [deputy, member] = [await make.staff(system(), { unitId: unit.id }), await make.staff(system(), { unitId: unit.id })];
    const ends = today.add({ days: 6 });
    await grantRole(system(), giving(deputy.personId, { role: 'unit-head', capacity: 'plh', unitId: unit.id, endsOn: ends }));
    return { unit, head, deputy, member, ends };
  }
  const supervisor = (personId: PersonId, on = today) => database.app.transact('all', (tx) => supervisorOf(tx, personId, on));
  const subordinates = (personId: PersonId, on = today) => database.app.transact('all', (tx) => subordinatesOf(tx, agencyId, personId, on));

  test('decides in the holder’s stead while it lasts, never on the own request, and no longer', async () => {
    const { head, deputy, member, ends } = await unitWithActing();
    expect(await supervisor(member.personId)).toBe(deputy.personId);
    expect(await supervisor(deputy.personId)).toBe(head.personId);
    expect(await subordinates(deputy.personId)).toEqual(expect.arrayContaining([member.personId, head.personId]));
    expect(await subordinates(deputy.personId)).not.toContain(deputy.personId);
    expect(await subordinates(head.personId)).toEqual([deputy.personId]);
    expect(await supervisor(member.personId, ends.add({ days: 1 }))).toBe(head.personId);
    expect(await subordinates(deputy.personId, ends.add({ days: 1 }))).toEqual([]);
  });

  test('is marked so in what is recorded, and only where that is what lets them', async () => {
    const { deputy } = await unitWithActing();
    const actor = await whoHas(await signedIn(deputy.personId, deputy.nip));
    if (actor?.kind !== 'staff') throw new Error('not signed in');
    const grant = actor.grants[0];
    expect(grant?.acting).toMatchObject({ capacity: 'plh' });
    // The permission of any acting grant that this test's slices define.
    const acting = actingFor({ ...actor, grants: [{ ...grant!, role: 'admin' }] }, permissions['directory.grant']);
    expect(actorReference(acting)).toBe(`staff:${deputy.personId}/plh:${grant?.acting?.grantId}`);
    const own = actingFor(
      {
        ...actor,
        grants: [
          { ...grant!, role: 'admin' },
          { role: 'admin', agencyId },
        ],
      },
      permissions['directory.grant'],
    );
    expect(actorReference(own)).toBe(`staff:${deputy.personId}`);
    expect(findScope(own, permissions['directory.grant'])).toMatchObject({ reach: 'agency' });
  });
});
