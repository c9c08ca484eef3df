import { beforeAll, describe, expect, test } from 'vitest';
import { type Ctx, ctxOn } from '#platform/context';
import { Refused } from '#platform/result';
import { todayIn } from '#platform/time';
import { testAgency, testDatabase, testNow } from '#test/db';
import type { AgencyId, UnitId } from '../model.ts';
import { findPostOf } from '../people/store.ts';
import { make } from '../testing.ts';
import { addAgency, addRegencies, addUnit, changeUnit, confirmPosition, removeUnit } from './actions.ts';
import { agencies, positionsOf, unitFigures, unitsOf } from './store.ts';

const database = testDatabase();
const agencyId = testAgency.id as AgencyId;
const today = todayIn(testNow, testAgency.zone);
const system = (): Ctx =>
  ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });

beforeAll(async () => {
  await make.home(system());
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

test('the eight kabupaten and two kota of the province come from the reference of regions, once', async () => {
  expect(await addRegencies(system())).toBe(10);
  expect(await addRegencies(system())).toBe(0);
  const known = await system().read((tx) => agencies(tx));
  expect(known).toHaveLength(11);
  expect(known.filter((one) => one.kind === 'kabupaten')).toHaveLength(8);
  expect(known.filter((one) => one.kind === 'kota').map((one) => one.code)).toEqual(['52.71', '52.72']);
  expect(known.filter((one) => one.isHome).map((one) => one.code)).toEqual(['52']);
  expect(
    await refusal(addAgency(system(), { code: '52.71', name: 'Pemerintah Kota Mataram', shortName: 'Kota Mataram', kind: 'kota', zone: 'Asia/Makassar' })),
  ).toBe('agency-known');
});

describe('a unit', () => {
  test('has a code of its own, moves in the tree, and never under itself', async () => {
    const [top, below] = [await make.unit(system()), await make.unit(system())];
    expect(await refusal(addUnit(system(), agencyId, { ...top, code: below.code }))).toBe('unit-code-taken');
    await changeUnit(system(), agencyId, { ...below, parentId: top.id, name: 'Bidang Baru' });
    expect(await refusal(changeUnit(system(), agencyId, { ...top, parentId: below.id }))).toBe('unit-under-itself');
    const units = await system().read((tx) => unitsOf(tx, agencyId));
    expect(units.find((unit) => unit.id === below.id)).toMatchObject({ name: 'Bidang Baru', parentId: top.id });
  });

  test('that was never used can be removed; one with people, or with units below, cannot', async () => {
    const [empty, used, parent] = [await make.unit(system()), await make.unit(system()), await make.unit(system())];
    await make.staff(system(), { unitId: used.id });
    await make.unit(system(), { parentId: parent.id });
    expect([
      await refusal(removeUnit(system(), agencyId, empty.id)),
      await refusal(removeUnit(system(), agencyId, used.id)),
      await refusal(removeUnit(system(), agencyId, parent.id)),
    ]).toEqual(['done', 'unit-in-use', 'unit-in-use']);
  });

  test('is shown with its head and the number of its people', async () => {
    const unit = await make.unit(system());
    const head = await make.staff(system(), {
      unitId: unit.id,
      headsUnit: true,
      positionName: `Kepala ${unit.name}`,
      positionKind: 'struktural',
      positionLevel: 'JPT Pratama',
    });
    await make.staff(system(), { unitId: unit.id });
    const figures = await system().read((tx) => unitFigures(tx, agencyId, today));
    expect(figures.get(unit.id as UnitId)).toEqual({ staff: 2, head: head.name });
  });
});

describe('a position', () => {
  test('is one whatever its spelling, and its confirmed level counts for everybody who holds it', async () => {
    const unit = await make.unit(system());
    const name = 'Analis Perencanaan';
    const one = await make.staff(system(), { unitId: unit.id, positionName: name, positionKind: 'fungsional', positionLevel: 'JF Ahli Pertama' });
    await make.staff(system(), { unitId: unit.id, positionName: name.toUpperCase(), positionKind: 'fungsional', positionLevel: 'JF Ahli Pertama' });
    const position = (await system().read((tx) => positionsOf(tx, agencyId, today))).find((row) => row.name === name);
    expect(position).toMatchObject({ holders: 2 });
    await confirmPosition(system(), agencyId, { id: position!.id, kind: 'fungsional', level: 'JF Ahli Muda' });
    expect(await system().read((tx) => findPostOf(tx, one.personId, today))).toMatchObject({ positionLevel: 'JF Ahli Muda' });
    expect(await refusal(confirmPosition(system(), agencyId, { id: position!.id, kind: 'fungsional', level: 'JPT Madya' }))).toBe('level-of-kind');
  });
});
