import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor, Grant, Staff } from './actor.ts';
import { assignRoles, definePermissions, findScope, scopeFor } from './permissions.ts';

beforeAll(() => {
  definePermissions({ 'test.read': { id: 'Baca', en: 'Read' }, 'test.own': { id: 'Sendiri', en: 'Own' } });
  assignRoles({
    anonymous: {},
    citizen: { 'test.own': 'own' },
    asn: { 'test.own': 'own' },
    officer: { 'test.read': 'unit' },
    head: { 'test.read': 'agency' },
  });
});

function staff(...grants: readonly Grant[]): Staff {
  return { kind: 'staff', personId: 'p', name: 'Sri', agencyId: 'a', unitId: 'u1', unitIds: ['u1', 'u1a', 'u1b'], grants, secondFactor: true };
}

describe('a permission', () => {
  test('nobody holds it without a role that gives it', () => {
    expect(findScope(staff(), 'test.read')).toBeUndefined();
    expect(findScope(staff({ role: 'unknown', agencyId: 'a' }), 'test.read')).toBeUndefined();
    expect(findScope(staff({ role: 'head', agencyId: 'a' }), 'test.nothing')).toBeUndefined();
  });

  test('refused, a stranger is asked to sign in and a person is told no', () => {
    const statusFor = (actor: Actor) => {
      try {
        scopeFor(actor, 'test.read');
        return 200;
      } catch (error) {
        return (error as { status: number }).status;
      }
    };
    expect(statusFor({ kind: 'anonymous' })).toBe(401);
    expect(statusFor({ kind: 'citizen', citizenId: 'c', name: 'Budi', email: 'b@contoh.id' })).toBe(403);
    expect(statusFor(staff())).toBe(403);
    expect(statusFor(staff({ role: 'officer', agencyId: 'a' }))).toBe(200);
  });

  test('for the unit of the own post reaches what lies below it', () => {
    for (const unitId of [undefined, 'u1']) {
      expect(findScope(staff({ role: 'officer', agencyId: 'a', unitId }), 'test.read')).toMatchObject({ reach: 'unit', unitIds: ['u1', 'u1a', 'u1b'] });
    }
  });

  test('for another unit reaches that unit, and not the own', () => {
    expect(findScope(staff({ role: 'officer', agencyId: 'a', unitId: 'u9' }), 'test.read')).toMatchObject({ reach: 'unit', unitIds: ['u9'] });
    expect(findScope(staff({ role: 'officer', agencyId: 'a', unitId: 'u1a' }), 'test.read')?.unitIds).toEqual(['u1a']);
  });

  test('held twice reaches as far as the wider, in the agency of that grant', () => {
    const both = staff({ role: 'officer', agencyId: 'a', unitId: 'u1' }, { role: 'head', agencyId: 'b' });
    expect(findScope(both, 'test.read')).toMatchObject({ reach: 'agency', agencyId: 'b' });
  });

  test("to what is one's own names the owner", () => {
    expect(findScope(staff(), 'test.own')).toMatchObject({ reach: 'own', ownerId: 'p' });
    expect(findScope({ kind: 'citizen', citizenId: 'c', name: 'Budi', email: 'b@contoh.id' }, 'test.own')).toMatchObject({ reach: 'own', ownerId: 'c' });
  });

  test('that no slice has named cannot be given to a role', () => {
    expect(() => assignRoles({ head: { 'test.invented': 'agency' } })).toThrow('unknown permission test.invented');
  });
});
