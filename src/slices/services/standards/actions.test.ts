import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AgencyId } from '#slices/directory';
import { type MadeStaff, make as directory } from '#slices/directory/testing';
import { ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { testAgency, testDatabase, testNow } from '#test/db';
import { assignProductRoles } from '#test/roles';
import { type DraftContent, type DraftId, serviceInput, type ServiceInput } from '../model.ts';
import { make } from '../testing.ts';
import { startDraft, submitApplication } from '../applications/actions.ts';
import { beginDraft, discardDraft, editDraft, publishDraft, retireService, returnDraft, sendDraft } from './actions.ts';
import { draftOf, draftSteps, findInput, findService, openDrafts } from './store.ts';
import { draftWaits } from './waits.ts';

const database = testDatabase();
const agencyId = testAgency.id as AgencyId;
const ctxOf = (actor: Parameters<typeof ctxOn>[2]['actor']) =>
  ctxOn(database.app, 'all', { actor, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });
const system = () => ctxOf({ kind: 'system', name: 'test' });
const inAgency = <T>(work: Parameters<typeof database.app.transact<T>>[1]) => database.app.transact([agencyId], work);

let writer: MadeStaff;
let reviewer: MadeStaff;
let file: ServiceInput;

beforeAll(async () => {
  assignProductRoles();
  await directory.home(system());
  const unit = await directory.unit(system(), { code: 'DIKBUD' });
  writer = await directory.official(system(), { unitId: unit.id, roles: ['service-manager'] });
  reviewer = await directory.official(system(), { unitId: unit.id, roles: ['admin'] });
  file = serviceInput.parse(JSON.parse(await readFile('database/seed/services/mutasi-siswa.json', 'utf8')));
});

const begin = (content: DraftContent, by = writer) => beginDraft(ctxOf(by.actor), agencyId, content);
const seen = (id: DraftId, version: number) => ({ agencyId, id, version });
const send = (id: DraftId, version = 1, by = writer) => sendDraft(ctxOf(by.actor), seen(id, version));
const publish = (id: DraftId, version: number, by = reviewer) => publishDraft(ctxOf(by.actor), seen(id, version));
const draft = async (id: DraftId) => (await inAgency((tx) => draftOf(tx, agencyId, id)))!;
const refusal = (code: string) => ({ refusal: expect.objectContaining({ code }) as unknown });

/** Written by one, published by the other. */
async function published(content: ServiceInput): Promise<void> {
  const id = await begin(content);
  await send(id);
  await publish(id, 2);
}

describe('a draft', () => {
  test('may be incomplete, and cannot be sent before it is whole', async () => {
    const id = await begin({ name: { id: 'Surat Pindah' } });
    await expect(send(id)).rejects.toMatchObject(refusal('service-format'));
    expect(await draft(id)).toMatchObject({ state: 'draft', version: 1, content: { name: { id: 'Surat Pindah' } }, published: undefined });
  });

  test('keeps who wrote which part, and counts no change where nothing changed', async () => {
    const id = await begin({ name: { id: 'Surat Pindah' } });
    const edit = (version: number, change: DraftContent, by = writer) => editDraft(ctxOf(by.actor), { ...seen(id, version), change });
    expect(await edit(1, { workingDays: 3, name: { id: 'Surat Pindah', en: 'Transfer' } })).toBe(2);
    expect(await edit(2, { workingDays: 3, name: { en: 'Transfer', id: 'Surat Pindah' } })).toBe(2);
    expect(await edit(2, { components: { cost: { id: 'Gratis.' } } }, reviewer)).toBe(3);
    const steps = await inAgency((tx) => draftSteps(tx, agencyId, id));
    expect(steps.map(({ kind, parts, personId }) => [kind, parts, personId])).toEqual([
      ['begun', ['name'], writer.personId],
      ['written', ['name', 'workingDays'], writer.personId],
      ['written', ['components.cost'], reviewer.personId],
    ]);
  });

  test('C6: the second of two who write is told that the first has, and nothing is lost', async () => {
    const id = await begin({ name: { id: 'Surat Pindah' } });
    await editDraft(ctxOf(writer.actor), { ...seen(id, 1), change: { workingDays: 3 } });
    await expect(editDraft(ctxOf(reviewer.actor), { ...seen(id, 1), change: { workingDays: 7 } })).rejects.toMatchObject(refusal('draft-changed'));
    expect((await draft(id)).content.workingDays).toBe(3);
  });

  test('C6: of two who write at the same moment one is told', async () => {
    const id = await begin({ name: { id: 'Surat Pindah' } });
    const both = [3, 7].map((workingDays) => editDraft(ctxOf(writer.actor), { ...seen(id, 1), change: { workingDays } }));
    expect((await Promise.allSettled(both)).map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await draft(id)).version).toBe(2);
  });

  test('in review stands still, until it is sent back with a note', async () => {
    const id = await begin({ ...file, slug: 'diam' });
    await send(id);
    await expect(editDraft(ctxOf(writer.actor), { ...seen(id, 2), change: { workingDays: 1 } })).rejects.toMatchObject(refusal('draft-state'));
    await returnDraft(ctxOf(reviewer.actor), { ...seen(id, 2), note: 'Biaya belum jelas.' });
    expect(await editDraft(ctxOf(writer.actor), { ...seen(id, 3), change: { workingDays: 1 } })).toBe(4);
    expect((await inAgency((tx) => draftSteps(tx, agencyId, id)))[2]).toMatchObject({ kind: 'returned', note: 'Biaya belum jelas.' });
    await discardDraft(ctxOf(writer.actor), seen(id, 4));
    expect((await inAgency((tx) => openDrafts(tx, agencyId))).map((one) => one.id)).not.toContain(id);
  });

  test('of another agency is not found', async () => {
    const id = await begin({ name: { id: 'Surat Pindah' } });
    const elsewhere = '01900000-0000-7000-8000-000000000099' as AgencyId;
    await expect(editDraft(ctxOf(writer.actor), { agencyId: elsewhere, id, version: 1, change: { workingDays: 1 } })).rejects.toMatchObject({ status: 404 });
  });
});

describe('publishing', () => {
  test('C10: is for nobody who wrote any part of it, or asked for the review', async () => {
    const id = await begin(file);
    await editDraft(ctxOf(reviewer.actor), { ...seen(id, 1), change: { workingDays: 6 } });
    await editDraft(ctxOf(writer.actor), { ...seen(id, 2), change: { workingDays: 5 } });
    await send(id, 3);
    for (const by of [writer, reviewer]) await expect(publish(id, 4, by)).rejects.toMatchObject(refusal('own-draft'));
    expect((await draft(id)).state).toBe('in-review');
    await discardDraft(ctxOf(writer.actor), seen(id, 4));
  });

  test('C10: is for nobody whose role was taken away between page load and click', async () => {
    const unit = reviewer.actor.unitId as Parameters<typeof directory.official>[1]['unitId'];
    const third = await directory.official(system(), { unitId: unit, roles: ['service-manager'] });
    const id = await begin({ ...file, slug: 'peran-dicabut' });
    await send(id);
    await database.owner.transact('all', (tx) => sql`update directory.grants set ends_on = '2026-11-22' where person_id = ${third.personId}`.execute(tx));
    await expect(publish(id, 2, third)).rejects.toMatchObject({ status: 403 });
    expect((await draft(id)).state).toBe('in-review');
  });

  test('puts what was written in the catalogue and in the log, by whom', async () => {
    await published(file);
    expect(await inAgency((tx) => findService(tx, agencyId, 'mutasi-siswa'))).toMatchObject({ version: 1, unitId: writer.actor.unitId });
    const { rows } = await inAgency((tx) => sql<{ actor: string }>`select actor from outbox.events where kind = 'services.service-published'`.execute(tx));
    expect(rows.map((row) => row.actor)).toContain(`staff:${reviewer.personId}`);
  });

  test('again gives the next version; the one before stays as it was, whole', async () => {
    await published({ ...file, slug: 'berlanjut' });
    await published({ ...file, slug: 'berlanjut', workingDays: 9, name: { id: 'Mutasi' } });
    expect(await inAgency((tx) => findService(tx, agencyId, 'berlanjut'))).toMatchObject({ version: 2, workingDays: 9 });
    expect(await inAgency((tx) => findInput(tx, agencyId, 'berlanjut', 1))).toEqual({ ...file, slug: 'berlanjut' });
    expect(await inAgency((tx) => findInput(tx, agencyId, 'berlanjut'))).toEqual({ ...file, slug: 'berlanjut', workingDays: 9, name: { id: 'Mutasi' } });
  });

  test('needs the version that the reviewer saw', async () => {
    const id = await begin({ ...file, slug: 'dilihat' });
    await send(id);
    await expect(publish(id, 1)).rejects.toMatchObject(refusal('draft-changed'));
    await publish(id, 2);
    await expect(publish(id, 3)).rejects.toMatchObject(refusal('draft-state'));
  });

  test('at the address of another service is refused, while writing and at the end', async () => {
    await published({ ...file, slug: 'alamat-lama' });
    const id = await begin({ ...file, slug: 'alamat-baru' });
    await expect(editDraft(ctxOf(writer.actor), { ...seen(id, 1), change: { slug: 'alamat-lama' } })).rejects.toMatchObject(refusal('slug-taken'));
    await send(id);
    await published({ ...file, slug: 'alamat-baru-2' });
    await database.owner.transact('all', (tx) =>
      sql`update services.service_drafts set content = content || '{"slug":"alamat-baru-2"}' where id = ${id}`.execute(tx),
    );
    await expect(publish(id, 2)).rejects.toMatchObject(refusal('slug-taken'));
  });

  test('in a unit that is not there is refused', async () => {
    const id = await begin({ ...file, slug: 'lain', unit: 'TIDAK-ADA' });
    await expect(send(id)).rejects.toMatchObject(refusal('service-format'));
  });
});

describe('what waits for a reviewer', () => {
  test('C10: are drafts that somebody else wrote and sent', async () => {
    const id = await begin({ ...file, slug: 'menunggu' });
    const waits = async (who: MadeStaff) => (await inAgency((tx) => draftWaits(tx, ctxOf(who.actor)))).flatMap(({ rows }) => rows.map((row) => row.href));
    expect(await waits(reviewer)).not.toContain(`/kelola/layanan/${id}`);
    await send(id);
    expect(await waits(reviewer)).toContain(`/kelola/layanan/${id}`);
    expect(await waits(writer)).not.toContain(`/kelola/layanan/${id}`);
    expect(await inAgency((tx) => draftWaits(tx, ctxOf({ ...reviewer.actor, grants: [] })))).toEqual([]);
  });
});

describe('a service', () => {
  test('that is retired still takes a form that was begun before', async () => {
    const unit = writer.actor.unitId as Parameters<typeof make.service>[1]['unitId'];
    const service = await make.service(system(), { unitId: unit });
    const id = await make.draft(system(), { service });
    await retireService(ctxOf(writer.actor), agencyId, { slug: service.slug, reason: 'Digabung.' });
    expect(await submitApplication(system(), id)).toHaveProperty('ticket');
    await expect(startDraft(system(), (await inAgency((tx) => findService(tx, agencyId, service.slug)))!)).rejects.toMatchObject(refusal('service-retired'));
  });

  test('has one open draft at a time', async () => {
    await published({ ...file, slug: 'satu-draf' });
    const both = await Promise.allSettled([begin({ ...file, slug: 'satu-draf' }), begin({ ...file, slug: 'satu-draf' }, reviewer)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(begin({ ...file, slug: 'satu-draf' })).rejects.toMatchObject(refusal('draft-open'));
  });

  test('is written by who holds the permission, and by nobody else', async () => {
    const nobody = { ...writer.actor, grants: [] };
    await expect(beginDraft(ctxOf(nobody), agencyId, file)).rejects.toMatchObject({ status: 403 });
  });

  test('for tests is published as editors would', async () => {
    const unit = writer.actor.unitId as Parameters<typeof make.service>[1]['unitId'];
    expect(await make.service(system(), { unitId: unit })).toMatchObject({ version: 1, unitId: unit });
  });
});
