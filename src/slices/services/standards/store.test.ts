import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { make as directory } from '#slices/directory/testing';
import { testAgency, testDatabase, testNow } from '#test/db';
import { ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { componentKeys, serviceInput, type ServiceInput } from '../model.ts';
import { make } from '../testing.ts';
import { findService, findServices, servicesOf } from './store.ts';

const database = testDatabase();
const folder = 'database/seed/services';
const system = () => ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });
const five: ServiceInput[] = [];

/** The five services that a province really gives, among a thousand others. */
beforeAll(async () => {
  const ctx = system();
  await directory.home(ctx);
  for (const code of ['DIKBUD', 'DLHK', 'DISPORA', 'DPMPTSP']) await directory.unit(ctx, { code });
  for (const name of await readdir(folder)) {
    const input = serviceInput.parse(JSON.parse(await readFile(join(folder, name), 'utf8')));
    five.push(input);
    await make.published(ctx, input);
  }
  await database.owner.transact('all', (tx) =>
    sql`insert into services.services select agency_id, gen_random_uuid(), 'lain-' || n, unit_id, version, life_event, name, summary, synonyms, working_days, fee_rupiah, fee_basis,
        account_needed, definition, published_at, md5(n::text) || ' ' || md5((n * 7)::text), to_tsvector('indonesian', md5(n::text))
      from services.services, generate_series(1, 5000) n where slug = 'mutasi-siswa'`.execute(tx),
  );
  await database.owner.transact('all', (tx) => sql`analyze services.services`.execute(tx));
});

const found = async (query: string) => (await database.app.transact('all', (tx) => findServices(tx, query))).map((service) => service.slug);

describe('the catalogue', () => {
  test('has five services, each with all fourteen components of its standard', async () => {
    expect(five.map((service) => service.slug).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'izin-pemakaian-lapangan',
      'legalisasi-ijazah',
      'mutasi-siswa',
      'surat-keterangan-penelitian',
      'uji-laboratorium-lingkungan',
    ]);
    expect(componentKeys).toHaveLength(14);
    for (const { components } of five)
      for (const key of componentKeys) {
        const value = components[key];
        expect(Array.isArray(value) ? value.length : 'id' in value ? value.id.length : 0, key).toBeGreaterThan(0);
      }
  });

  test.each([
    ['legalisir ijazah', 'legalisasi-ijazah'],
    ['legalisir ijasah', 'legalisasi-ijazah'],
    ['LEGALISIR  IJASAH!!', 'legalisasi-ijazah'],
    ['leges ijazah', 'legalisasi-ijazah'],
    ['surat penelitian', 'surat-keterangan-penelitian'],
    ['surat peneliian', 'surat-keterangan-penelitian'],
    ['izin riset skripsi', 'surat-keterangan-penelitian'],
    ['pindah sekolah', 'mutasi-siswa'],
    ['pindah skolah', 'mutasi-siswa'],
    ['mutasi sisw', 'mutasi-siswa'],
    ['uji air limbah', 'uji-laboratorium-lingkungan'],
    ['tes air limba', 'uji-laboratorium-lingkungan'],
    ['laboratorim', 'uji-laboratorium-lingkungan'],
    ['sewa lapangan bola', 'izin-pemakaian-lapangan'],
    ['boking lapngan futsal', 'izin-pemakaian-lapangan'],
    ['memakai lapangan', 'izin-pemakaian-lapangan'],
    ['legalised diploma', 'legalisasi-ijazah'],
    ['research letter', 'surat-keterangan-penelitian'],
  ])('"%s" finds %s first', async (query, slug) => {
    expect((await found(query))[0]).toBe(slug);
  });

  test('one common word does not bring in what has nothing else in common', async () => {
    expect(await found('surat peneliian')).toEqual(['surat-keterangan-penelitian']);
    expect(await found('legalisir ijasah')).toEqual(['legalisasi-ijazah']);
  });

  test.each([
    'xyzzy qwrtp',
    '',
    '   ',
    '!!! ???',
    "'; drop table services.services; --",
    '(a|b)&!c:*',
    '%',
    '_',
    '\\'.repeat(50),
    'a'.repeat(100),
    '٪ ۱۲',
    '😀',
  ])('F20: "%s" is a search like any other', async (query) => {
    expect(Array.isArray(await found(query))).toBe(true);
  });

  test('a later version takes the place of the earlier one in the catalogue', async () => {
    const ctx = system();
    const [one] = five.filter((service) => service.slug === 'mutasi-siswa');
    const unit = await directory.unit(ctx);
    await make.published(ctx, { ...one!, unit: unit.code, workingDays: 2, synonyms: ['hijrah'] });
    const now = await database.app.transact('all', (tx) => findService(tx, testAgency.id, 'mutasi-siswa'));
    expect(now).toMatchObject({ version: 2, workingDays: 2, unitName: unit.name });
    expect(await found('hijrah')).toEqual(['mutasi-siswa']);
  });

  test('another agency finds its own services only', async () => {
    const elsewhere = '01900000-0000-7000-8000-000000000099';
    expect(await database.app.transact([elsewhere], (tx) => findServices(tx, 'ijazah'))).toEqual([]);
    expect(await database.app.transact([elsewhere], (tx) => servicesOf(tx, testAgency.id))).toEqual([]);
  });
});

describe('among five thousand services', () => {
  test('a search goes by the indexes of words and of likeness', async () => {
    const plan = await database.owner.transact('all', async (tx) => {
      const { rows } = await sql<{ prosrc: string }>`select prosrc from pg_proc where oid = 'services.find_services(text, integer)'::regprocedure`.execute(tx);
      const body = (rows[0]?.prosrc ?? '').replace(/\bquery\b/g, `'legalisir ijasah'`).replace(/\bmost\b/g, '20');
      await sql`set local pg_trgm.word_similarity_threshold = 0.45`.execute(tx);
      await sql`set local search_path = public, pg_catalog`.execute(tx);
      return (await sql<{ 'QUERY PLAN': string }>`explain ${sql.raw(body)}`.execute(tx)).rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toContain('services_search_words');
    expect(plan).toContain('services_search_plain');
  });

  test('a service is found by its address through an index, as role app', async () => {
    const plan = await database.app.transact('all', async (tx) =>
      (
        await sql<{ 'QUERY PLAN': string }>`explain select 1 from services.services s where s.agency_id = ${testAgency.id} and s.slug = 'mutasi-siswa'`.execute(
          tx,
        )
      ).rows
        .map((row) => row['QUERY PLAN'])
        .join('\n'),
    );
    expect(plan).toContain('services_agency_id_slug_key');
  });
});
