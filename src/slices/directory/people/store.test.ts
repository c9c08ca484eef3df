import { beforeAll, describe, expect, test } from 'vitest';
import { ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { newId } from '#platform/ids';
import { todayIn } from '#platform/time';
import { testAgency, testDatabase, testNow } from '#test/db';
import type { AgencyId } from '../model.ts';
import { make } from '../testing.ts';
import { findPeople, staffPage } from './store.ts';

const database = testDatabase();
const agencyId = testAgency.id as AgencyId;
const today = todayIn(testNow, testAgency.zone);
const many = 20_000;

beforeAll(async () => {
  const ctx = ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });
  await make.home(ctx);
  const unit = await make.unit(ctx);
  await make.staff(ctx, { unitId: unit.id, name: 'Baiq Nurhasanah Ramdhani', nip: '198703032012042001' });
  await make.staff(ctx, { unitId: unit.id, name: 'I Gusti Ngurah Ketut Ariawan', nip: '197001011995031002' });
  await database.owner.transact('all', async (tx) => {
    await sql`insert into directory.people (id, nip, name, status, birth_on, added_at)
      select gen_random_uuid(), (19800101201001100000 / 100 + n)::bigint::text, 'Pegawai ' || md5(n::text), 'PNS', '1980-01-01', ${testNow}
      from generate_series(1, ${many}) n`.execute(tx);
    await sql`insert into directory.posts (agency_id, id, person_id, unit_id, position_id, started_on)
      select ${agencyId}, gen_random_uuid(), p.id, ${unit.id}, (select id from directory.positions limit 1), '2026-01-02'
      from directory.people p where p.name like 'Pegawai %'`.execute(tx);
    await sql`analyze directory.people`.execute(tx);
    await sql`analyze directory.posts`.execute(tx);
  });
});

const find = (query: string, most = 50) => database.app.transact([agencyId], (tx) => findPeople(tx, agencyId, query, today, most));
const names = async (query: string) => (await find(query)).map((row) => row.name);

describe('the search of staff', () => {
  test('finds by a part of the name, in any case, with words left out, by a part of the NIP', async () => {
    for (const query of ['nurhasanah', 'BAIQ ramdhani', 'baiq  nur', '19870303201204', ' 2012042001 '])
      expect(await names(query)).toEqual(['Baiq Nurhasanah Ramdhani']);
  });

  test('forgives a typing error when nothing else is found', async () => {
    expect(await names('Nurhasannah')).toContain('Baiq Nurhasanah Ramdhani');
    expect(await names('Gusti Ngurah Aryawan')).toContain('I Gusti Ngurah Ketut Ariawan');
  });

  test.each(['%', '_', "'; drop table directory.people; --", '\\', '%_%', '   ', '(', '*:*', '$1', '\u{1F600}'])(
    'F20: takes %s as text, and finds nobody by it',
    async (query) => {
      expect(await find(query)).toEqual([]);
    },
  );

  test('gives no more than was asked', async () => {
    expect(await find('pegawai', 7)).toHaveLength(7);
  });

  test('as role app, behind the wall, goes by the trigram index', async () => {
    const scans = async () => {
      const { rows } = await database.owner.transact('all', (tx) =>
        sql<{ n: bigint }>`select idx_scan as n from pg_stat_user_indexes where indexrelname = 'people_search'`.execute(tx),
      );
      return Number(rows[0]?.n ?? 0n);
    };
    const asApp = (query: string) =>
      database.app.transact([agencyId], async (tx) => {
        const found = await findPeople(tx, agencyId, query, today, 50);
        await sql`select pg_stat_force_next_flush()`.execute(tx);
        return found;
      });
    const before = await scans();
    expect(await asApp('nurhasanah')).toHaveLength(1);
    await expect.poll(scans).toBeGreaterThan(before);
    const between = await scans();
    await asApp('1987030320120');
    await expect.poll(scans).toBeGreaterThan(between);
  });

  test('of an agency outside the reach finds nobody', async () => {
    expect(await database.app.transact([newId()], (tx) => findPeople(tx, agencyId, 'nurhasanah', today, 50))).toEqual([]);
  });
});

test('a page of the staff comes with the number of all', async () => {
  const page = await database.app.transact([agencyId], (tx) => staffPage(tx, agencyId, today, { unitIds: undefined, limit: 50, offset: 100 }));
  expect([page.rows.length, page.total]).toEqual([50, many + 2]);
});
