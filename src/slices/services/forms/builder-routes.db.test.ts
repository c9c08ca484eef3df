import { beforeAll, describe, expect, test } from 'vitest';
import type { AgencyId } from '#slices/directory';
import { type MadeStaff, make as directory } from '#slices/directory/testing';
import { testAgency, testDatabase, testNow } from '#test/db';
import { assignProductRoles } from '#test/roles';
import { serve, type Served, type Visitor } from '#test/server';
import { ctxOn } from '#platform/context';
import type { DraftId, FormDefinition } from '../model.ts';
import { routes } from '../routes.ts';
import { draftOf } from '../standards/store.ts';

const database = testDatabase();
const agencyId = testAgency.id as AgencyId;
const system = () => ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });
const place: { served?: Served; staff: Record<string, MadeStaff> } = { staff: {} };
const visitor = (name: 'writer' | 'plain'): Visitor => place.served!.visitor(place.staff[name]!.actor);

beforeAll(async () => {
  assignProductRoles();
  place.served = await serve(() => database, routes);
  await directory.home(system());
  const unit = await directory.unit(system(), { code: 'DIKBUD' });
  place.staff['writer'] = await directory.official(system(), { unitId: unit.id, roles: ['service-manager'] });
  place.staff['plain'] = await directory.staff(system(), { unitId: unit.id });
});

const draftAt = async (address: string) => (await database.owner.transact('all', (tx) => draftOf(tx, agencyId, address.split('/').at(-1) as DraftId)))!;
const formAt = async (address: string): Promise<FormDefinition> => (await draftAt(address)).content.form ?? { steps: [] };
const keysAt = async (address: string) => (await formAt(address)).steps.map((step) => step.fields.map((field) => field.key));

/** A draft with nothing but a name, and a way to press the buttons of its builder. */
async function building() {
  const address = (await visitor('writer').post('/kelola/layanan', { name: 'Bantuan Seragam' })).location;
  const press = async (fields: Record<string, string>, more = '') =>
    visitor('writer').post(`${address}/formulir${more}`, { version: String((await draftAt(address)).version), ...fields });
  return { address, press };
}

describe('the form builder', () => {
  test('builds pages, fields, a group and a condition, without a script and without JSON', async () => {
    const { address, press } = await building();
    for (const fields of [
      { act: 'page-add', title: 'Pemohon' },
      { act: 'field-add', page: '0', 'label-0': 'Untuk siapa', 'type-0': 'choice' },
      { act: 'field-add', page: '0', 'label-0': 'Anak', 'type-0': 'group' },
      { act: 'field-add', page: '0', group: 'anak', 'label-anak': 'Nama anak', 'type-anak': 'text' },
    ])
      expect((await press(fields)).status).toBe(303);
    await press({ 'label-id': 'Untuk siapa?', required: 'ya', options: 'Anak\nDiri sendiri', optionsEn: 'Child' }, '/isian/untuk_siapa');
    const written = { 'label-id': 'Anak', required: 'ya', min: '1', max: '4', 'when-0-field': 'untuk_siapa', 'when-0-test': 'is', 'when-0-value': 'anak' };
    expect((await press(written, '/isian/anak')).status).toBe(303);
    const [page] = (await formAt(address)).steps;
    expect(page?.fields).toMatchObject([
      { key: 'untuk_siapa', label: { id: 'Untuk siapa?' }, options: [{ value: 'anak', label: { id: 'Anak', en: 'Child' } }, { value: 'diri_sendiri' }] },
      {
        key: 'anak',
        type: 'group',
        min: 1,
        max: 4,
        when: [{ field: 'untuk_siapa', test: 'is', values: ['anak'] }],
        fields: [{ key: 'nama_anak', type: 'text' }],
      },
    ]);
    for (const more of ['', '/isian/anak', '/isian/anak-nama_anak', '/halaman/1', '/pratinjau', '/pratinjau?lebar=360'])
      expect((await visitor('writer').get(`${address}/formulir${more}`)).status, more).toBe(200);
  });

  test('undoes the last thing that was done, and brings it back', async () => {
    const { address, press } = await building();
    await press({ act: 'page-add', title: 'Pemohon' });
    await press({ act: 'field-add', page: '0', 'label-0': 'Nama', 'type-0': 'text' });
    await press({ act: 'field-remove nama' });
    expect(await keysAt(address)).toEqual([[]]);
    expect((await visitor('writer').get(`${address}/formulir`)).text).toContain('Urungkan perubahan terakhir');
    await press({ act: 'undo' });
    expect(await keysAt(address)).toEqual([['nama']]);
    await press({ act: 'undo' });
    expect(await keysAt(address)).toEqual([[]]);
  });

  test('C6: of two who do something at once, the second is told and nothing is overwritten', async () => {
    const { address, press } = await building();
    await press({ act: 'page-add', title: 'Pemohon' });
    const late = await press({ version: '1', act: 'page-remove 0' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('Orang lain baru saja mengubah draf ini');
    expect(await keysAt(address)).toEqual([[]]);
  });

  test('says beside the field what it cannot take, and keeps what was typed', async () => {
    const { address, press } = await building();
    const untitled = await press({ act: 'page-add', title: ' ' });
    expect([untitled.status, untitled.text.includes('href="#f-title"')]).toEqual([422, true]);
    await press({ act: 'page-add', title: 'Pemohon' });
    await press({ act: 'field-add', page: '0', 'label-0': 'Umur', 'type-0': 'number' });
    const wrong = await press({ 'label-id': 'Umur anak', min: 'satu' }, '/isian/umur');
    expect(wrong.status).toBe(422);
    for (const part of ['href="#f-min"', 'value="Umur anak"', 'value="satu"']) expect(wrong.text).toContain(part);
    const odd = await press({ act: 'field-add', page: '0', 'label-0': 'X', 'type-0': '__proto__' });
    expect(odd.status).toBe(422);
    expect(await keysAt(address)).toEqual([['umur']]);
  });

  test('A1: is nobody else’s', async () => {
    const { address } = await building();
    expect((await visitor('plain').get(`${address}/formulir`)).status).toBe(403);
    expect((await visitor('plain').post(`${address}/formulir`, { version: '1', act: 'page-add', title: 'X' })).status).toBe(403);
    expect((await visitor('writer').get('/kelola/layanan/00000000-0000-7000-8000-000000000000/formulir')).status).toBe(404);
    expect(await keysAt(address)).toEqual([]);
  });
});
