import { beforeAll, describe, expect, test } from 'vitest';
import type { AgencyId } from '#slices/directory';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { testAgency, testDatabase, testNow } from '#test/db';
import { assignProductRoles } from '#test/roles';
import { serve, type Served, type Visitor } from '#test/server';
import { ctxOn } from '#platform/context';
import { routes } from '../routes.ts';
import type { DraftId } from '../model.ts';
import { beginDraft } from '../standards/actions.ts';
import { draftOf } from '../standards/store.ts';
import { stepsOf } from './rules.ts';

const database = testDatabase();
const agencyId = testAgency.id as AgencyId;
const place: { served?: Served; writer?: MadeStaff; id?: DraftId } = {};
const visitor = (): Visitor => place.served!.visitor(place.writer!.actor);
const draft = async () => (await database.owner.transact('all', (tx) => draftOf(tx, agencyId, place.id!)))!;
const alur = () => `/kelola/layanan/${place.id}/alur`;
const press = async (path: string, fields: Record<string, string | string[]>) =>
  visitor().post(`${alur()}${path}`, { version: String((await draft()).version), ...fields });
const keys = async () => stepsOf((await draft()).content.workflow ?? { stages: [] }).map(({ step }) => step.key);

beforeAll(async () => {
  assignProductRoles();
  place.served = await serve(() => database, routes);
  const ctx = ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });
  await directory.home(ctx);
  const unit = await directory.unit(ctx, { code: 'DLHK' });
  place.writer = await directory.official(ctx, { unitId: unit.id, roles: ['service-manager'] });
  place.id = await beginDraft(ctx, agencyId, { name: { id: 'Izin Uji' }, workingDays: 6 });
});

describe('the builder, without a script', () => {
  test('draws four steps with a parallel branch, names what is wrong with a link to the step, and keeps what was typed', async () => {
    expect((await visitor().get(alur())).text).toContain('Susun alur sendiri');
    await press('', { do: 'begin' });
    for (const [name, where] of [
      ['Penetapan', 'after:0'],
      ['Pemeriksaan lapangan', 'after:0'],
      ['Telaah teknis', 'beside:1'],
    ] as const)
      expect((await press('/tambah', { name, place: where })).status, name).toBe(303);
    expect(await keys()).toEqual(['periksa', 'pemeriksaan-lapangan', 'telaah-teknis', 'penetapan']);
    const fields = { name: 'Penetapan', role: 'unit-head', unit: '', days: '1', outcomes: ['grant', 'refuse', 'back:periksa'], otherThan: ['periksa'] };
    expect((await press('/penetapan', { ...fields, days: '0' })).text).toContain('Tulis angka dari 1 sampai 365.');
    expect((await press('/penetapan', fields)).status).toBe(303);
    const page = (await visitor().get(alur())).text;
    expect(page).toContain('Tenggat langkah berjumlah lebih lama');
    expect((await visitor().get(`${alur()}/penetapan`)).text).toMatch(/value="back:periksa" checked/);
    await press('/telaah-teknis', { name: 'Telaah teknis', role: 'officer', unit: '', days: '1', outcomes: ['applicant'] });
    expect((await visitor().get(alur())).text).toMatch(/href="[^"]*\/alur\/telaah-teknis">Langkah sesudah percabangan menunggu/);
    await press('', { do: 'remove:telaah-teknis' });
    expect(await keys()).toEqual(['periksa', 'pemeriksaan-lapangan', 'penetapan']);
  });

  test('C6: who pressed on an older draft is told, and nothing is changed', async () => {
    const before = await keys();
    expect((await visitor().post(alur(), { version: '1', do: 'clear' })).status).toBe(409);
    expect(await keys()).toEqual(before);
  });
});
