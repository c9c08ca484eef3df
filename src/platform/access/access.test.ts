import { beforeAll, describe, expect, test } from 'vitest';
import { type Actor, awaitingSecondFactor, type Grant, type Staff } from './actor.ts';
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

describe('where roles need a second factor', () => {
  const codeFor = (actor: Actor, permission: string) => {
    try {
      scopeFor(actor, permission);
      return 'yes';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  test('who has shown none keeps what every civil servant may, and is told what the roles wait for', () => {
    const waiting = awaitingSecondFactor({ ...staff({ role: 'head', agencyId: 'a' }), secondFactor: false });
    expect(codeFor(waiting, 'test.own')).toBe('yes');
    expect(codeFor(waiting, 'test.read')).toBe('platform.secondFactor');
    expect(codeFor(waiting, 'test.nothing')).toBe('platform.forbidden');
    expect(findScope(waiting, 'test.read')).toBeUndefined();
  });

  test('who has shown one, who has no role, and who is no civil servant stay as they are', () => {
    for (const actor of [
      staff({ role: 'head', agencyId: 'a' }),
      { ...staff(), secondFactor: false },
      { kind: 'citizen', citizenId: 'c', name: 'Budi', email: 'b@contoh.id' } as const,
    ])
      expect(awaitingSecondFactor(actor)).toBe(actor);
  });
});
