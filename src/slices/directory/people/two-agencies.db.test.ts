import { beforeAll, describe, expect, test } from 'vitest';
import type { Staff } from '#platform/access';
import { type AgencyFacts, type Ctx, ctxOn } from '#platform/context';
import { newId } from '#platform/ids';
import { Refused } from '#platform/result';
import { todayIn } from '#platform/time';
import { testAgency, testDatabase, testNow } from '#test/db';
import { identify } from '../accounts/identify.ts';
import { resetAccess } from '../accounts/password-actions.ts';
import { openSession } from '../accounts/sessions.ts';
import { findCredentialOf, saveCredential, sessionsOf } from '../accounts/store.ts';
import { grantRole } from '../grants/actions.ts';
import { insertGrant } from '../grants/store.ts';
import type { AgencyId, GrantId, Unit } from '../model.ts';
import { insertAgency } from '../structure/store.ts';
import { make, type MadeStaff } from '../testing.ts';
import { addStaff, changeDetails, endService } from './actions.ts';
import { findPerson, postLinesOf } from './store.ts';

const database = testDatabase();
const today = todayIn(testNow, testAgency.zone);
const other: AgencyFacts = { ...testAgency, id: newId<'agency'>(), code: '52.01', name: 'Kabupaten Lombok Barat', shortName: 'Lombok Barat' };
const there = other.id as AgencyId;

/** As an administrator acts: what the database shows ends at the own agency. */
const within = (agency: AgencyFacts): Ctx =>
  ctxOn(database.app, [agency.id], { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency, requestId: 'test' });
const house = (): Ctx =>
  ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });

let units: { readonly here: Unit; readonly there: Unit };
beforeAll(async () => {
  await make.home(house());
  const { id, code, name, shortName, zone } = other;
  await house().transact((tx) =>
    insertAgency(tx, { id: id as AgencyId, code, name, shortName, zone, kind: 'kabupaten', isHome: false, isDemo: false }, testNow),
  );
  units = { here: await make.unit(within(testAgency)), there: await make.unit(within(other)) };
});

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
  return 'done';
}

const visitor = { userAgent: 'test', device: undefined };
const spring = Temporal.PlainDate.from('2026-04-30');

/** Somebody with a password who worked in the other agency until the end of April, and works in this one since May. */
async function whoMoved(): Promise<MadeStaff & { readonly token: string }> {
  const moved = await make.staff(within(other), { unitId: units.there.id });
  await endService(within(other), there, moved.personId, spring);
  const again = { ...newcomer(moved), unitId: units.here.id, startedOn: spring.add({ days: 1 }) };
  await addStaff(within(testAgency), testAgency.id as AgencyId, again);
  return house().transact(async (tx) => {
    await saveCredential(tx, moved.personId, { password_hash: 'kept', disabled_at: null }, testNow);
    const { token } = await openSession(tx, house(), { visitor, personId: moved.personId, secondFactor: false, how: 'password' });
    return { ...moved, token };
  });
}

function newcomer({ nip, name }: MadeStaff) {
  return {
    nip,
    name,
    status: 'PNS' as const,
    birthOn: Temporal.PlainDate.from('1990-01-15'),
    email: null,
    education: null,
    unitId: units.there.id,
    positionName: 'Pengelola Layanan Operasional',
    positionKind: 'pelaksana' as const,
    positionLevel: 'Pelaksana' as const,
    golongan: null,
    headsUnit: false,
    startedOn: today,
  };
}

describe('A1: an administrator of another agency', () => {
  test('posts nobody who is in office here, so that nobody comes under two houses', async () => {
    const mine = await make.staff(within(testAgency), { unitId: units.here.id });
    expect(await refusal(addStaff(within(other), there, newcomer(mine)))).toBe('nip-known');
    expect(await house().read((tx) => postLinesOf(tx, there, mine.personId))).toEqual([]);
  });

  test('hands over no way into the account of who has moved here', async () => {
    const { personId } = await whoMoved();
    expect(await refusal(resetAccess(within(other), personId))).toBe('not-posted');
    expect(await house().read((tx) => findCredentialOf(tx, personId))).toMatchObject({ password_hash: 'kept' });
  });

  test('hands over no way in to who works here until they come there', async () => {
    const leaving = await make.staff(within(testAgency), { unitId: units.here.id });
    const last = today.add({ days: 20 });
    await endService(within(testAgency), testAgency.id as AgencyId, leaving.personId, last);
    await addStaff(within(other), there, { ...newcomer(leaving), startedOn: last.add({ days: 1 }) });
    expect(await refusal(resetAccess(within(other), leaving.personId))).toBe('not-posted');
    expect(await refusal(resetAccess(within(testAgency), leaving.personId))).toBe('done');
  });

  test('changes neither name nor e-mail address of who has moved here', async () => {
    const { personId } = await whoMoved();
    const before = await house().read((tx) => findPerson(tx, personId));
    expect(await refusal(changeDetails(within(other), there, personId, { name: 'Lain', email: 'lain@contoh.id', education: null }))).toBe('not-posted');
    expect(await house().read((tx) => findPerson(tx, personId))).toEqual(before);
  });

  test('ends, with a service of long ago, neither sessions nor password of who has moved here', async () => {
    const { personId } = await whoMoved();
    await endService(within(other), there, personId, spring.subtract({ days: 1 }));
    expect(await house().read((tx) => sessionsOf(tx, { personId }, testNow))).toHaveLength(1);
    expect(await house().read((tx) => findCredentialOf(tx, personId))).toMatchObject({ password_hash: 'kept', disabled_at: null });
  });

  test('grants who has moved here nothing, and what was granted there counts for nothing here', async () => {
    const { personId, token } = await whoMoved();
    const wish = { agencyId: there, personId, role: 'admin' as const, unitId: undefined, startsOn: today, endsOn: undefined, reason: 'SP 1' };
    expect(await refusal(grantRole(within(other), wish))).toBe('not-posted');
    await house().transact((tx) =>
      insertGrant(tx, {
        agency_id: there,
        id: newId<'grant'>() as GrantId,
        person_id: personId,
        role: 'admin',
        capacity: 'definitif',
        unit_id: null,
        starts_on: today,
        ends_on: null,
        reason: 'SP 1',
        granted_by: 'system:test',
        granted_at: testNow,
      }),
    );
    const found = await house().read((tx) => identify(tx, token, testNow, today));
    expect((found?.actor as Staff | undefined)?.agencyId).toBe(testAgency.id);
    expect((found?.actor as Staff | undefined)?.grants).toEqual([]);
  });
});

test('the own administrator still corrects who has not begun yet', async () => {
  const ctx = within(testAgency);
  const soon = await make.staff(ctx, { unitId: units.here.id, startedOn: today.add({ days: 10 }) });
  await changeDetails(ctx, testAgency.id as AgencyId, soon.personId, { name: 'Nama Benar', email: null, education: null });
  expect(await house().read((tx) => findPerson(tx, soon.personId))).toMatchObject({ name: 'Nama Benar' });
});
