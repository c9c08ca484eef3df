import { beforeAll, describe, expect, test } from 'vitest';
import { type Ctx, ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { Refused } from '#platform/result';
import { todayIn } from '#platform/time';
import { testAgency, testDatabase, testNow } from '#test/db';
import { grantRole } from '../grants/actions.ts';
import { grantsOf } from '../grants/store.ts';
import type { AgencyId, PersonId, Unit } from '../model.ts';
import { make } from '../testing.ts';
import { addStaff, changeDetails, endService, type NewPosting, recordLooks, transfer } from './actions.ts';
import { sweep } from '../accounts/store.ts';
import { mannerOf, tellLook } from './looks.ts';
import { findPostOf, looksAt, postLinesOf, supervisorOf } from './store.ts';

const database = testDatabase();
const agencyId = testAgency.id as AgencyId;
const today = todayIn(testNow, testAgency.zone);
const system = (now = testNow): Ctx =>
  ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now, lang: 'id', agency: testAgency, requestId: 'test' });
const read: Pick<Ctx, 'read'> = { read: (work) => system().read(work) };

let from: Unit;
let to: Unit;
beforeAll(async () => {
  await make.home(system());
  [from, to] = [await make.unit(system()), await make.unit(system())];
});

const posting = (more: Partial<NewPosting> = {}): NewPosting => ({
  unitId: to.id,
  positionName: 'Analis Kebijakan Ahli Muda',
  positionKind: 'fungsional',
  positionLevel: 'JF Ahli Muda',
  golongan: 'III/c',
  headsUnit: false,
  startedOn: today,
  ...more,
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
const postOn = (personId: PersonId, on: Temporal.PlainDate) => read.read((tx) => findPostOf(tx, personId, on));

describe('a transfer', () => {
  test('A10: ends the old post the day before; rights and unit follow the day that is asked about', async () => {
    const who = await make.staff(system(), { unitId: from.id });
    await grantRole(system(), { agencyId, personId: who.personId, role: 'officer', unitId: from.id, startsOn: today, endsOn: undefined, reason: 'SP 1' });
    await grantRole(system(), { agencyId, personId: who.personId, role: 'trainer', unitId: undefined, startsOn: today, endsOn: undefined, reason: 'SP 2' });
    const starts = today.add({ days: 8 });
    await transfer(system(), agencyId, who.personId, posting({ startedOn: starts }));
    expect(await postOn(who.personId, starts.subtract({ days: 1 }))).toMatchObject({ unitId: from.id });
    expect(await postOn(who.personId, starts)).toMatchObject({ unitId: to.id, positionName: 'Analis Kebijakan Ahli Muda', positionLevel: 'JF Ahli Muda' });
    const grants = await read.read((tx) => grantsOf(tx, agencyId, who.personId));
    expect(grants.map((grant) => [grant.role, grant.ends_on?.toString() ?? null])).toEqual(
      expect.arrayContaining([
        ['officer', starts.subtract({ days: 1 }).toString()],
        ['trainer', null],
      ]),
    );
  });

  test('that would begin before the present post is refused', async () => {
    const who = await make.staff(system(), { unitId: from.id });
    expect(await refusal(transfer(system(), agencyId, who.personId, posting({ startedOn: Temporal.PlainDate.from('2025-12-31') })))).toBe('starts-too-early');
  });

  test('two at the same moment leave one post a day', async () => {
    const who = await make.staff(system(), { unitId: from.id });
    await Promise.all([1, 2].map(() => refusal(transfer(system(), agencyId, who.personId, posting()))));
    const lines = await read.read((tx) => postLinesOf(tx, agencyId, who.personId));
    expect(lines.filter((line) => line.ended_on === null)).toHaveLength(1);
    expect(lines).toHaveLength(2);
  });

  test('to head a unit that has a head is refused, also when two come at once', async () => {
    const unit = await make.unit(system());
    const [one, other] = [await make.staff(system(), { unitId: from.id }), await make.staff(system(), { unitId: from.id })];
    const heading = posting({
      unitId: unit.id,
      headsUnit: true,
      positionName: `Kepala ${unit.name}`,
      positionKind: 'struktural',
      positionLevel: 'JPT Pratama',
    });
    const outcomes = await Promise.all([one, other].map((who) => refusal(transfer(system(), agencyId, who.personId, heading))));
    expect(outcomes.toSorted()).toEqual(['done', 'unit-has-head']);
    expect(await refusal(transfer(system(), agencyId, (await make.staff(system(), { unitId: from.id })).personId, heading))).toBe('unit-has-head');
  });
});

describe('end of service', () => {
  test('on a day to come keeps the person in office until then; afterwards everything is over and the past can be read', async () => {
    const who = await make.staff(system(), { unitId: from.id });
    await grantRole(system(), { agencyId, personId: who.personId, role: 'officer', unitId: undefined, startsOn: today, endsOn: undefined, reason: 'SP 3' });
    const last = today.add({ days: 5 });
    await endService(system(), agencyId, who.personId, last);
    expect(await postOn(who.personId, last)).toBeDefined();
    expect(await postOn(who.personId, last.add({ days: 1 }))).toBeUndefined();
    expect((await read.read((tx) => grantsOf(tx, agencyId, who.personId)))[0]?.ends_on?.toString()).toBe(last.toString());
    expect(await read.read((tx) => postLinesOf(tx, agencyId, who.personId))).toHaveLength(1);
  });

  test('takes back a post that had not begun', async () => {
    const who = await make.staff(system(), { unitId: from.id });
    await transfer(system(), agencyId, who.personId, posting({ startedOn: today.add({ days: 30 }) }));
    await endService(system(), agencyId, who.personId, today);
    expect(await postOn(who.personId, today.add({ days: 31 }))).toBeUndefined();
  });

  test('before the post began is refused', async () => {
    const who = await make.staff(system(), { unitId: from.id });
    expect(await refusal(endService(system(), agencyId, who.personId, Temporal.PlainDate.from('2025-01-01')))).toBe('leaves-too-early');
  });

  test('who comes back is the same person, by NIP', async () => {
    const who = await make.staff(system(), { unitId: from.id });
    const born = Temporal.PlainDate.from('1990-01-15');
    const again = { ...posting(), nip: who.nip, name: who.name, status: 'PNS' as const, birthOn: born, email: null, education: null };
    expect(await refusal(addStaff(system(), agencyId, again))).toBe('nip-known');
    await endService(system(), agencyId, who.personId, today.subtract({ days: 1 }));
    expect(await addStaff(system(), agencyId, again)).toBe(who.personId);
    expect(await postOn(who.personId, today)).toMatchObject({ unitId: to.id });
  });
});

test('C1: one new person entered twice at the same moment is one person', async () => {
  const nip = '198812122015011777';
  const staff = {
    ...posting(),
    nip,
    name: 'Lalu Hamdan',
    status: 'PNS' as const,
    birthOn: Temporal.PlainDate.from('1988-12-12'),
    email: null,
    education: null,
  };
  const outcomes = await Promise.all([1, 2].map(() => refusal(addStaff(system(), agencyId, staff))));
  expect(outcomes.toSorted()).toEqual(['done', 'nip-known']);
});

test('an e-mail address belongs to one person', async () => {
  const [one, other] = [await make.staff(system(), { unitId: from.id, email: 'sama@contoh.id' }), await make.staff(system(), { unitId: from.id })];
  expect(one.personId).not.toBe(other.personId);
  expect(await refusal(changeDetails(system(), agencyId, other.personId, { name: other.name, email: 'sama@contoh.id', education: null }))).toBe('email-taken');
});

test('a supervisor is the head of the unit, for the head the one above, at the top nobody', async () => {
  const top = await make.unit(system());
  const below = await make.unit(system(), { parentId: top.id });
  const empty = await make.unit(system(), { parentId: below.id });
  const heads = { headsUnit: true, positionKind: 'struktural', positionLevel: 'JPT Pratama' } as const;
  const chief = await make.staff(system(), { unitId: top.id, ...heads, positionName: 'Sekretaris Daerah' });
  const head = await make.staff(system(), { unitId: below.id, ...heads, positionName: 'Kepala Dinas Contoh' });
  const [member, lonely] = [await make.staff(system(), { unitId: below.id }), await make.staff(system(), { unitId: empty.id })];
  const of = (personId: PersonId) => read.read((tx) => supervisorOf(tx, personId, today));
  expect([await of(member.personId), await of(lonely.personId), await of(head.personId), await of(chief.personId)]).toEqual([
    head.personId,
    head.personId,
    chief.personId,
    undefined,
  ]);
});

const by = (route: string) => ({ route, purpose: 'directory.people' });

test('who looked at a person, or at a thing of theirs, stands there for them to read', async () => {
  const [officer, citizen] = [await make.staff(system(), { unitId: from.id }), await make.citizen(system())];
  const ctx: Ctx = { ...system(), actor: officer.actor };
  const thing = '01900000-0000-7000-8000-0000000000aa';
  await recordLooks(ctx, [{ subjectKind: 'application', subjectId: thing, ownerId: citizen.citizenId, agencyId }], by('GET /kerja/:id'));
  await recordLooks(ctx, [{ subjectKind: 'person', subjectId: citizen.citizenId, agencyId }], by('GET /x'));
  const looks = await read.read((tx) => looksAt(tx, citizen.citizenId));
  expect(looks.map((look) => `${look.name} ${look.unit} ${look.subject_kind}`).toSorted()).toEqual([
    `${officer.name} ${from.shortName} application`,
    `${officer.name} ${from.shortName} person`,
  ]);
  const [told] = looks.map((look) => tellLook(look, 'id'));
  expect(told).toMatchObject({ who: officer.name, role: expect.stringContaining(`, ${from.shortName}`) as string });
  expect(looks.map((look) => tellLook(look, 'id').why).toSorted()).toEqual([
    'dibuka; kewenangan: Melihat daftar pegawai instansi',
    'tampil dalam daftar; kewenangan: Melihat daftar pegawai instansi',
  ]);
});

test('a look is never changed, and goes after five years', async () => {
  const officer = await make.staff(system(), { unitId: from.id });
  const [ctx, thing] = [{ ...system(), actor: officer.actor }, '01900000-0000-7000-8000-0000000000ad'];
  const look = [{ subjectKind: 'application', subjectId: thing, agencyId }];
  await recordLooks(ctx, look, by('GET /kerja/:id'));
  await recordLooks({ ...ctx, now: ctx.now.subtract({ hours: 24 * 366 * 12 }) }, look, by('GET /kerja/:id'));
  for (const statement of [`update directory.looks set actor = 'x'`, 'delete from directory.looks'])
    await expect(database.app.transact('all', (tx) => sql.raw(statement).execute(tx))).rejects.toThrow('permission denied');
  const seen = () => read.read((tx) => looksAt(tx, thing));
  expect(await seen()).toHaveLength(2);
  await database.app.transact('all', (tx) => sweep(tx, ctx.now));
  expect(await seen()).toHaveLength(1);
  // Nor by a clock that was put forward.
  await database.app.transact('all', (tx) => sweep(tx, ctx.now.add({ hours: 24 * 366 * 20 })));
  expect(await seen()).toHaveLength(1);
});

test.each([
  ['GET /kerja', 'listed'],
  ['GET /kerja/:id', 'opened'],
  ['GET /kerja/:id/berkas/:file', 'file'],
  ['GET /kerja/:id/hasil.pdf', 'printed'],
  ['GET /kerja/loket/tanda-terima/:id', 'printed'],
  ['GET /kerja/daftar.csv', 'exported'],
  ['GET /kelola/pegawai/unduh', 'exported'],
  ['POST /kerja/:id/putuskan', 'acted'],
] as const)('%s is told as %s', (route, manner) => {
  expect(mannerOf(route)).toBe(manner);
});

test('who looks again at the same page within ten minutes looks once; another person, page or hour is another look', async () => {
  const [officer, other, citizen] = [
    await make.staff(system(), { unitId: from.id }),
    await make.staff(system(), { unitId: from.id }),
    await make.citizen(system()),
  ];
  const [first, second] = ['01900000-0000-7000-8000-0000000000ab', '01900000-0000-7000-8000-0000000000ac'];
  const look = (subjectId: string) => ({ subjectKind: 'application', subjectId, ownerId: citizen.citizenId, agencyId });
  const at = (who: typeof officer, minutes: number): Ctx => ({ ...system(), actor: who.actor, now: system().now.add({ minutes }) });
  const seen = async () => (await read.read((tx) => looksAt(tx, citizen.citizenId))).length;
  await recordLooks(at(officer, 0), [look(first)], by('GET /kerja'));
  await recordLooks(at(officer, 9), [look(first)], by('GET /kerja'));
  expect(await seen()).toBe(1);
  await recordLooks(at(officer, 9), [look(first), look(second)], by('GET /kerja'));
  expect(await seen()).toBe(2);
  await recordLooks(at(officer, 9), [look(first)], by('GET /kerja/:id'));
  await recordLooks(at(other, 9), [look(first)], by('GET /kerja'));
  await recordLooks(at(officer, 11), [look(first)], by('GET /kerja'));
  expect(await seen()).toBe(5);
});

test('A12, A1: behind the wall of another agency nobody and nothing of this one is found', async () => {
  const who = await make.staff(system(), { unitId: from.id, name: 'Dewi Anjani Rahayu' });
  const other = '01900000-0000-7000-8000-000000005271';
  const found = await database.app.transact([other], async (tx) => ({
    post: await findPostOf(tx, who.personId, today),
    search: (await sql`select * from directory.find_people(${agencyId}, 'Dewi Anjani', ${today}, 10)`.execute(tx)).rows,
    grants: await grantsOf(tx, agencyId, who.personId),
    looks: (await sql`select * from directory.looks`.execute(tx)).rows,
  }));
  expect(found).toEqual({ post: undefined, search: [], grants: [], looks: [] });
});
