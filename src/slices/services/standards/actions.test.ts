import { beforeAll, describe, expect, test } from 'vitest';
import type { AgencyId } from '#slices/directory';
import { type MadeStaff, make as directory } from '#slices/directory/testing';
import { readFile } from 'node:fs/promises';
import { ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { testAgency, testDatabase, testNow } from '#test/db';
import { serviceInput, type ServiceInput } from '../model.ts';
import { publishFromFile } from './actions.ts';
import { findService, servicesOf } from './store.ts';

const database = testDatabase();
const agencyId = testAgency.id as AgencyId;
const ctxOf = (actor: Parameters<typeof ctxOn>[2]['actor']) =>
  ctxOn(database.app, 'all', { actor, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });
const inAgency = <T>(work: Parameters<typeof database.app.transact<T>>[1]) => database.app.transact([agencyId], work);

let admin: MadeStaff;
let file: ServiceInput;

beforeAll(async () => {
  const system = ctxOf({ kind: 'system', name: 'test' });
  await directory.home(system);
  const unit = await directory.unit(system);
  admin = await directory.staff(system, { unitId: unit.id, roles: ['admin'] });
  const { rows } = await inAgency((tx) => sql<{ code: string }>`select code from directory.units where id = ${unit.id}`.execute(tx));
  file = serviceInput.parse({ ...(JSON.parse(await readFile('database/seed/services/mutasi-siswa.json', 'utf8')) as object), unit: rows[0]?.code });
});

describe('a service from a file', () => {
  test('stands in the catalogue of an empty agency, in the unit that it names, and in the log by whom', async () => {
    expect(await inAgency((tx) => servicesOf(tx, agencyId))).toEqual([]);
    await publishFromFile(ctxOf(admin.actor), agencyId, file);
    expect(await inAgency((tx) => findService(tx, agencyId, 'mutasi-siswa'))).toMatchObject({ version: 1, unitId: admin.actor.unitId });
    const { rows } = await inAgency((tx) => sql<{ actor: string }>`select actor from outbox.events where kind = 'services.service-published'`.execute(tx));
    expect(rows.map((row) => row.actor)).toEqual([`staff:${admin.personId}`]);
  });

  test('of the same address is its next version', async () => {
    await publishFromFile(ctxOf(admin.actor), agencyId, { ...file, workingDays: 9 });
    expect(await inAgency((tx) => findService(tx, agencyId, 'mutasi-siswa'))).toMatchObject({ version: 2, workingDays: 9 });
  });

  test('sent by several at once is published by each in turn', async () => {
    // Lines that are open already, so that none of them is first by far.
    await Promise.all(Array.from({ length: 4 }, () => inAgency((tx) => sql`select pg_sleep(0.05)`.execute(tx))));
    await Promise.all(Array.from({ length: 4 }, () => publishFromFile(ctxOf(admin.actor), agencyId, { ...file, slug: 'serentak' })));
    expect(await inAgency((tx) => findService(tx, agencyId, 'serentak'))).toMatchObject({ version: 4 });
  });

  test('for a unit that is not there is refused by that field, and nothing is published', async () => {
    const wrong = publishFromFile(ctxOf(admin.actor), agencyId, { ...file, slug: 'lain', unit: 'TIDAK-ADA' });
    await expect(wrong).rejects.toMatchObject({ refusal: { code: 'service-format', fields: { file: 'service-format', unit: 'no-unit' } } });
    expect(await inAgency((tx) => findService(tx, agencyId, 'lain'))).toBeUndefined();
  });
});
