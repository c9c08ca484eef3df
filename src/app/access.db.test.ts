import { beforeAll, describe, expect, test } from 'vitest';
import { make } from '#slices/directory/testing';
import { type Actor, assignRoles } from '#platform/access';
import { ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import type { Route } from '#platform/http';
import { newId } from '#platform/ids';
import { testAgency, testDatabase, testNow } from '#test/db';
import { openHouse, type TestHouse } from '#test/house';
import { insertAgency } from '../slices/directory/structure/store.ts';
import { houseParts, openAgencies } from './house.ts';
import { makeSecrets } from './open-data.ts';
import { roles } from './roles.ts';
import { allRoutes, fillSlots } from './slices.ts';
import { pino } from 'pino';

const database = testDatabase();
const routes = allRoutes({ provider: undefined, isDemo: () => false, isEmpty: () => false, onSetUp: () => Promise.resolve() });
const guarded = routes.filter((route) => route.allow !== 'public');
const table: Readonly<Record<string, Readonly<Record<string, string>>>> = roles;
const roleNames = Object.keys(roles);
const sessions: Record<string, Actor> = {};
let house: TestHouse;

beforeAll(async () => {
  assignRoles(roles);
  fillSlots();
  await makeSecrets(database.app);
  const system = ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });
  await make.home(system);
  const unit = await make.unit(system);
  for (const role of roleNames) {
    const { actor } = await make.staff(system, { unitId: unit.id });
    sessions[role] = { ...actor, grants: role === 'asn' ? [] : [{ role, agencyId: testAgency.id, unitId: unit.id }], secondFactor: true };
  }
  sessions['citizen'] = { kind: 'citizen', ...(await make.citizen(system)) };
  delete sessions['anonymous'];
  const known = openAgencies(database.app);
  await known.reload();
  const parts = houseParts(database.app, known, { now: () => testNow }, { log: pino({ level: 'silent' }), secondFactor: 'optional' });
  house = await openHouse(routes, {
    ...parts,
    identify: async (token) => ({ actor: (token && sessions[token]) || { kind: 'anonymous' }, session: undefined }),
  });
});

/** An address of the route that names nothing that exists. */
function addressOf(route: Route): string {
  return route.path
    .replace(/:n\b/, '1')
    .replace(/:[a-z]+/gi, newId())
    .replace('*', 'x');
}

async function statusOf(route: Route, role: string): Promise<number> {
  const headers: Record<string, string> = { accept: 'application/json', 'sec-fetch-site': 'same-origin' };
  if (role !== 'anonymous') headers['cookie'] = `sesi=${role}`;
  if (route.method !== 'GET') headers['content-type'] = 'application/x-www-form-urlencoded';
  const answer = await fetch(house.url + addressOf(route), {
    method: route.method,
    headers,
    redirect: 'manual',
    ...(route.method === 'GET' ? {} : { body: '' }),
  });
  await answer.arrayBuffer();
  return answer.status;
}

function holds(role: string, allow: string): boolean {
  if (allow === 'signed-in') return role !== 'anonymous';
  const implicit = role === 'anonymous' || role === 'citizen' ? [] : ['asn'];
  return [role, ...implicit].some((name) => table[name]?.[allow] !== undefined);
}

describe('A1: every route for every role', () => {
  test('there is something to look at', () => {
    expect(guarded.length).toBeGreaterThan(60);
    expect(roleNames.length).toBeGreaterThan(9);
  });

  test.each(roleNames)(
    '%s is let in where a permission is held, and nowhere else',
    async (role) => {
      const wrong: string[] = [];
      for (const route of guarded) {
        const status = await statusOf(route, role);
        const refused = role === 'anonymous' ? status === 401 : status === 403;
        const fine = holds(role, route.allow) ? status !== 401 && status < 500 : refused;
        if (!fine)
          wrong.push(
            `${route.method} ${route.path} (${route.allow}) answered ${status}${status === 500 ? ` ${house.lines.findLast((line) => line.includes('"level":50')) ?? ''}` : ''}`,
          );
      }
      expect(wrong).toEqual([]);
    },
    120_000,
  );

  test('what names nothing that is there is not found, on every route with an id, for who holds the permission', async () => {
    const wrong: string[] = [];
    for (const route of guarded.filter((one) => one.method === 'GET' && /:id\b/.test(one.path))) {
      const role = roleNames.find((name) => name !== 'citizen' && holds(name, route.allow));
      const status = role === undefined ? 0 : await statusOf(route, role);
      if (status !== 404) wrong.push(`${route.path} as ${String(role)} answered ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  test('H18: what needs a permission is private or not stored at all, on every route', async () => {
    const wrong: string[] = [];
    for (const route of guarded.filter((one) => one.method === 'GET')) {
      for (const role of ['anonymous', roleNames.find((name) => name !== 'citizen' && holds(name, route.allow)) ?? 'citizen']) {
        const answer = await house.get(addressOf(route), role === 'anonymous' ? {} : { cookie: `sesi=${role}` });
        await answer.arrayBuffer();
        const control = answer.headers.get('cache-control') ?? 'nothing';
        if (!/^(private|no-store)/.test(control)) wrong.push(`${route.path} as ${role}: ${control}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('a permission of each route is one that some role holds', () => {
    const held = new Set(Object.values(table).flatMap((permissions) => Object.keys(permissions)));
    expect(guarded.filter((route) => route.allow !== 'signed-in' && !held.has(route.allow)).map((route) => `${route.path} ${route.allow}`)).toEqual([]);
  });
});

describe('A1: the second lock', () => {
  test('rows of another agency are not there for who reaches only the own, whatever the statement', async () => {
    const other = { ...testAgency, id: newId<'agency'>(), code: '5201', name: 'Kabupaten Lombok Barat', shortName: 'Lombok Barat' };
    const there = ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: other, requestId: 'test' });
    await there.transact((tx) => insertAgency(tx, { ...other, kind: 'kabupaten', isHome: false, isDemo: false }, testNow));
    const unit = await make.unit(there);
    const seen = (reach: 'all' | readonly string[]) =>
      database.app.transact(reach, async (tx) => (await sql<{ id: string }>`select id from directory.units where id = ${unit.id}`.execute(tx)).rows.length);
    expect(await seen('all')).toBe(1);
    expect(await seen([other.id])).toBe(1);
    expect(await seen([testAgency.id])).toBe(0);
    expect(await seen([])).toBe(0);
    await database.app.transact([testAgency.id], async (tx) => {
      const { numAffectedRows } = await sql`update directory.units set name = 'taken' where id = ${unit.id}`.execute(tx);
      expect(numAffectedRows).toBe(0n);
    });
    await expect(database.app.transact([testAgency.id], (tx) => sql`update directory.units set agency_id = ${other.id}`.execute(tx))).rejects.toThrow(
      /row-level security|foreign key/,
    );
  });
});
