import { beforeAll, describe, expect, test } from 'vitest';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { serve, type Served } from '#test/server';
import { testAgency, testDatabase, testNow } from '#test/db';
import { ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import type { ApplicationId } from '../model.ts';
import type { Service } from '../standards/store.ts';
import { routes } from '../routes.ts';
import { make } from '../testing.ts';

const database = testDatabase();
const place: { served?: Served; service?: Service; officer?: MadeStaff } = {};
const ctx = () => ctxOn(database.app, 'all', { actor: { kind: 'anonymous' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });

beforeAll(async () => {
  place.served = await serve(() => database, routes);
  await directory.home(ctx());
  const unit = await directory.unit(ctx());
  place.officer = await directory.staff(ctx(), { unitId: unit.id, roles: ['officer'] });
  place.service = await make.service(ctx(), { unitId: unit.id });
});

/** A case, and its applicant with the number and code in hand. */
async function opened(email = '') {
  const { id, ticket } = await make.submitted(ctx(), { service: place.service!, answers: { email } });
  const visitor = place.served!.visitor();
  await visitor.post('/lacak', { ticket, code: await make.code(ctx(), id) });
  return { id, ticket, visitor, at: `/permohonan/${id}` };
}

const messagesOf = (id: ApplicationId) =>
  database.app.transact('all', async (tx) => {
    const { rows } = await sql<{
      channel: string;
      recipient: string;
      body: string;
    }>`select channel, recipient, body from mail.messages where about_id = ${id} order by made_at, channel`.execute(tx);
    return rows;
  });

describe('who has no e-mail', () => {
  test('gives a phone number, and is told by text message from then on, with number and link and nothing else', async () => {
    const { id, ticket, visitor, at } = await opened();
    expect((await visitor.get(at)).text).toContain('Belum ada pesan yang dikirim');
    expect((await visitor.post(`${at}/kabar`, { by_sms: 'ya', phone: '0812 3456 7890' })).location).toBe(at);
    await make.taken(ctx(), id, place.officer!.actor);
    await make.returned(ctx(), id, place.officer!.actor);
    expect(await messagesOf(id)).toEqual([
      { channel: 'sms', recipient: '+6281234567890', body: `Ada kabar untuk permohonan ${ticket}: /lacak?nomor=${ticket}` },
    ]);
    const { text } = await visitor.get(at);
    expect(text).toContain('pesan singkat');
    expect(text).toContain('menunggu dikirim');
    expect(text).toContain('value="+6281234567890"');
  });

  test('reads at the field that a number is none; what was typed stays, nothing is kept', async () => {
    const { visitor, at, id } = await opened();
    const answer = await visitor.post(`${at}/kabar`, { by_sms: 'ya', phone: 'delapan' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('href="#f-phone"');
    expect(answer.text).toContain('value="delapan"');
    expect((await visitor.post(`${at}/kabar`, { by_sms: 'ya', phone: '' })).status).toBe(422);
    await make.taken(ctx(), id, place.officer!.actor);
    await make.returned(ctx(), id, place.officer!.actor);
    expect(await messagesOf(id)).toEqual([]);
  });
});

test('who wants no e-mail gets none any more; a stranger chooses for nobody (A2)', async () => {
  const { id, visitor, at } = await opened('siti@contoh.id');
  expect((await messagesOf(id)).map((one) => one.channel)).toEqual(['mail']);
  expect((await place.served!.visitor().post(`${at}/kabar`, { by_sms: 'ya', phone: '0812 3456 7890' })).status).toBe(404);
  await visitor.post(`${at}/kabar`, {});
  await make.taken(ctx(), id, place.officer!.actor);
  await make.returned(ctx(), id, place.officer!.actor);
  expect((await messagesOf(id)).map((one) => one.channel)).toEqual(['mail']);
});
