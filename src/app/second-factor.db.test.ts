import { pino } from 'pino';
import { expect, test } from 'vitest';
import { make } from '#slices/directory/testing';
import { type Actor, assignRoles, scopeFor } from '#platform/access';
import { ctxOn } from '#platform/context';
import { todayIn } from '#platform/time';
import { testAgency, testDatabase, testNow } from '#test/db';
import { openSession } from '../slices/directory/accounts/sessions.ts';
import { grantRole } from '../slices/directory/grants/actions.ts';
import type { AgencyId } from '../slices/directory/model.ts';
import { houseParts, openAgencies } from './house.ts';
import { roles } from './roles.ts';
import { fillSlots } from './slices.ts';

const database = testDatabase();

test('a granted role works without a second step where that is left to people, and only with it where the house asks for it', async () => {
  assignRoles(roles);
  fillSlots();
  const system = ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });
  await make.home(system);
  const unit = await make.unit(system);
  const { personId } = await make.staff(system, { unitId: unit.id });
  const today = todayIn(testNow, testAgency.zone);
  await grantRole(system, {
    agencyId: testAgency.id as AgencyId,
    personId,
    role: 'admin',
    unitId: undefined,
    startsOn: today,
    endsOn: undefined,
    reason: 'Uji',
  });
  const open = (secondFactor: boolean) =>
    system.transact((tx) => openSession(tx, system, { visitor: { userAgent: '', device: undefined }, personId, secondFactor, how: 'password' }));
  const [without, withStep] = [await open(false), await open(true)];
  const known = openAgencies(database.app);
  await known.reload();
  const mayGrant = async (token: string, secondFactor: 'optional' | 'required') => {
    const parts = houseParts(database.app, known, { now: () => testNow }, { log: pino({ level: 'silent' }), secondFactor });
    const { actor }: { readonly actor: Actor } = await parts.identify(token);
    try {
      scopeFor(actor, 'directory.grant');
      return 'yes';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  expect(await mayGrant(without.token, 'optional')).toBe('yes');
  expect(await mayGrant(without.token, 'required')).toBe('platform.secondFactor');
  expect(await mayGrant(withStep.token, 'required')).toBe('yes');
});
