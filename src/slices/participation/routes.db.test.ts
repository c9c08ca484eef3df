import { beforeAll, describe, expect, test } from 'vitest';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { make as services } from '#slices/services/testing';
import { testAgency, testDatabase, testNow } from '#test/db';
import { serve, type Served } from '#test/server';
import { ctxOn } from '#platform/context';
import { makeSecret, secretOf, sql } from '#platform/db';
import { routes } from './routes.ts';
import { openSurvey } from './satisfaction/actions.ts';
import { surveyToken } from './satisfaction/token.ts';
import { make } from './testing.ts';

const database = testDatabase();
const system = () => ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 8, 8, 0, 16, 0, 16, 1, 0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9]);

type Place = {
  served: Served;
  service: Awaited<ReturnType<typeof services.service>>;
  unit: Awaited<ReturnType<typeof directory.unit>>;
  staff: Record<string, MadeStaff>;
};
const place = { staff: {} } as Place;
const as = (name: 'manager' | 'officer' | 'outsider' | 'inspector' | 'plain') => place.served.visitor(place.staff[name]!.actor);
const complaint = {
  class: 'pengaduan',
  category: 'perilaku-petugas',
  title: 'Petugas ketus',
  body: 'Dijawab sambil melihat ponsel.',
  name: 'Nurhasanah Lestari',
};
const key = () => crypto.randomUUID();

beforeAll(async () => {
  place.served = await serve(() => database, routes);
  const ctx = system();
  await directory.home(ctx);
  await ctx.transact((tx) => makeSecret(tx, 'complaints'));
  place.unit = await directory.unit(ctx);
  const inspectorate = await directory.unit(ctx);
  place.staff['manager'] = await directory.staff(ctx, { unitId: inspectorate.id, roles: ['service-manager'] });
  place.staff['officer'] = await directory.staff(ctx, { unitId: place.unit.id, roles: ['officer'] });
  place.staff['outsider'] = await directory.staff(ctx, { unitId: inspectorate.id, roles: ['officer'] });
  place.staff['inspector'] = await directory.staff(ctx, { unitId: inspectorate.id, roles: ['inspector'] });
  place.staff['plain'] = await directory.staff(ctx, { unitId: place.unit.id });
  place.service = await services.service(ctx, { unitId: place.unit.id, name: { id: 'Uji Laboratorium' } });
});

/** An application that has been decided, whose survey is open: number and code as they stand on paper. */
async function decided() {
  const officer = place.staff['officer']!.actor;
  const made = await services.decided(system(), { service: place.service, officer });
  await openSurvey(system(), { applicationId: made.id, agencyId: testAgency.id as never, serviceId: place.service.id, unitId: place.unit.id });
  const token = await system().read(async (tx) => surveyToken(await secretOf(tx, 'surveys'), made.id));
  return { ...made, token, code: await services.code(system(), made.id) };
}

describe('a survey, without account and without script', () => {
  beforeAll(() => make.survey(system(), { serviceId: place.service.id, unitId: place.unit.id }).then(() => undefined));
  const answers = Object.fromEntries(['U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7', 'U8', 'U9'].map((code) => [code, '3']));

  test('what is missing comes back with nothing lost; then it counts, and the link is used', async () => {
    const { token } = await decided();
    const citizen = place.served.visitor();
    const page = await citizen.get(`/survei/${token}`);
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('Uji Laboratorium')]);
    const { U9: _missing, ...eight } = answers;
    const back = await citizen.post(`/survei/${token}`, { ...eight, comment: 'Terima kasih.' });
    expect(back.status).toBe(422);
    expect(back.text).toContain('href="#f-U9"');
    expect(back.text).toContain('Terima kasih.');
    expect((await citizen.post(`/survei/${token}`, answers)).location).toBe('/survei/terima-kasih');
    expect((await citizen.get(`/survei/${token}`)).status).toBe(410);
    expect((await citizen.post(`/survei/${token}`, answers)).status).toBeGreaterThanOrEqual(400);
  });

  test('is found with number and code on paper; a wrong code and an open case are refused in words', async () => {
    const { ticket, code, token } = await decided();
    const citizen = place.served.visitor();
    expect((await citizen.post('/survei', { ticket, code: '0000-0000-0000-0000' })).text).toContain('Nomor dan kode ini tidak cocok.');
    expect((await citizen.post('/survei', { ticket: ticket.toLowerCase().replaceAll('-', ' '), code: code.toLowerCase() })).location).toBe(`/survei/${token}`);
  });

  test('says of number and code whether the survey was used, or its time has passed', async () => {
    const { ticket, code, token } = await decided();
    const { ticket: old, code: oldCode, id } = await decided();
    const citizen = place.served.visitor();
    await citizen.post(`/survei/${token}`, answers);
    expect((await citizen.post('/survei', { ticket, code })).text).toContain('Tautan ini sudah dipakai.');
    await database.app.transact('all', (tx) => sql`update participation.surveys set expires_on = '2026-11-01' where application_id = ${id}`.execute(tx));
    expect((await citizen.post('/survei', { ticket: old, code: oldCode })).text).toContain('Tautan ini sudah lewat waktunya.');
  });

  test('A3: more than nine answers, or others, change nothing', async () => {
    const { token } = await decided();
    const citizen = place.served.visitor();
    expect((await citizen.post(`/survei/${token}`, { ...answers, U7: '5' })).status).toBe(422);
    expect((await citizen.post(`/survei/${token}`, { ...answers, rated_on: '2020-01-01', unit_id: 'x' })).status).toBe(303);
  });
});

describe('a complaint', () => {
  test('what is missing comes back with nothing lost', async () => {
    const back = await place.served.visitor().post('/aduan', { ...complaint, title: '', kunci: key(), independent: 'ya' }, []);
    expect(back.status).toBe(422);
    expect(back.text).toContain('href="#f-title"');
    expect(back.text).toContain('Dijawab sambil melihat ponsel.');
  });

  test('F8: a page that calls itself a photo is refused beside the field, with the rest kept', async () => {
    const files = [{ field: 'files', name: 'foto.jpg', type: 'image/jpeg', bytes: Buffer.from('<html><script>alert(1)</script></html>') }];
    const back = await place.served.visitor().post('/aduan', { ...complaint, kunci: key() }, files);
    expect(back.status).toBe(422);
    expect(back.text).toContain('Jenis atau isi berkas ini tidak diterima.');
    expect(back.text).toContain('Petugas ketus');
  });

  async function sent(more: Readonly<Record<string, string>> = {}) {
    const citizen = place.served.visitor();
    const files = [{ field: 'files', name: 'foto.jpg', type: 'image/jpeg', bytes: jpeg }];
    const answer = await citizen.post('/aduan', { ...complaint, ...more, kunci: key() }, files);
    expect(answer.location).toBe('/aduan/tanda-terima');
    const receipt = await citizen.get('/aduan/tanda-terima');
    const ticket = /ADU-52-2026-\d{7}-\d/.exec(receipt.text)![0];
    return { citizen, ticket, code: /<p class="code">([0-9A-Z]{4}(?:-[0-9A-Z]{4})+)<\/p>/.exec(receipt.text)![1]! };
  }

  async function opened(by: Parameters<typeof as>[0], ticket: string) {
    const list = await as(by).get('/kerja/aduan?tampilan=baru');
    const row = list.text.split('<tr').find((one) => one.includes(ticket));
    const id = /\/kerja\/aduan\/([0-9a-f-]{36})/.exec(row ?? '')?.[1];
    return { id: id!, page: id ? await as(by).get(`/kerja/aduan/${id}`) : undefined };
  }

  test('is followed by number and code, from the desk to the answer and the reporter’s word', async () => {
    const { ticket, code } = await sent();
    const { id, page } = await opened('manager', ticket);
    expect(page?.text).toContain('Nurhasanah Lestari');
    const pass = await as('manager').post(`/kerja/aduan/${id}/teruskan`, { version: '1', unitId: place.unit.id });
    expect(pass.location).toBe('/kerja/aduan');
    expect((await as('officer').post(`/kerja/aduan/${id}/jawab`, { version: '2', answer: 'Kami tegur.' })).location).toBe('/kerja/aduan');
    const elsewhere = place.served.visitor();
    expect((await elsewhere.get(`/aduan/nomor/${ticket}`)).status).toBe(404);
    expect((await elsewhere.post('/aduan/lacak', { ticket, code })).location).toBe(`/aduan/nomor/${ticket}`);
    expect((await elsewhere.get(`/aduan/nomor/${ticket}`)).text).toContain('Kami tegur.');
    expect((await elsewhere.post('/aduan/tanggapan', { ticket, content: 'belum' })).text).toContain('Tulis apa yang belum selesai');
    expect((await elsewhere.post('/aduan/tanggapan', { ticket, content: 'ya' })).location).toBe(`/aduan/nomor/${ticket}`);
    const proof = JSON.parse((await elsewhere.get(`/aduan/nomor/${ticket}/tanda-terima.json`)).text) as { readonly record: { readonly ticket: string } };
    expect(proof.record.ticket).toBe(ticket);
  });

  test('whose reporter asked for it names nobody at the desk', async () => {
    const { ticket } = await sent({ confidential: 'ya' });
    const { page } = await opened('manager', ticket);
    expect(page?.text).not.toContain('Nurhasanah');
    expect(page?.text).toContain('Dirahasiakan atas permintaan pelapor');
  });

  test('about a service counts as about its unit, and does not go there when the reporter forbids it', async () => {
    const { ticket } = await sent({ service: place.service.id, independent: 'ya' });
    const { id } = await opened('manager', ticket);
    const back = await as('manager').post(`/kerja/aduan/${id}/teruskan`, { version: '1', unitId: place.unit.id });
    expect([back.status, back.text]).toEqual([422, expect.stringContaining('Aduan ini tentang unit itu.')]);
  });

  test('A3: goes to no unit that there is not, and is not told so as a fault of ours', async () => {
    const { ticket } = await sent();
    const { id } = await opened('manager', ticket);
    for (const fields of [{ unitId: key() }, { unitId: place.unit.id, aboutUnit: key() }])
      expect((await as('manager').post(`/kerja/aduan/${id}/teruskan`, { version: '1', ...fields })).status).toBe(409);
    expect((await as('officer').get(`/kerja/aduan/${id}`)).status).toBe(404);
  });

  test('A1: is found by no officer of another unit, and by nobody without the role', async () => {
    const { ticket } = await sent();
    const { id } = await opened('manager', ticket);
    expect((await as('officer').get(`/kerja/aduan/${id}`)).status).toBe(404);
    expect((await as('plain').get(`/kerja/aduan/${id}`)).status).toBe(403);
    expect((await place.served.visitor().get(`/kerja/aduan/${id}`)).status).toBe(303);
    await as('manager').post(`/kerja/aduan/${id}/teruskan`, { version: '1', unitId: place.unit.id });
    expect((await as('officer').get(`/kerja/aduan/${id}`)).status).toBe(200);
    expect((await as('outsider').get(`/kerja/aduan/${id}`)).status).toBe(404);
  });

  test('A2: its files open from the second origin only, by a signed address, for download', async () => {
    const { ticket } = await sent();
    const { page } = await opened('manager', ticket);
    const address = /href="(http:\/\/localhost:3001\/berkas\/aduan\/[^"]+)"/.exec(page!.text)![1]!.replaceAll('&amp;', '&');
    const file = await place.served.content(address);
    expect([file.status, file.header('content-disposition')]).toEqual([200, expect.stringContaining('attachment')]);
    expect((await place.served.content(address.replace(/tanda=.{4}/, 'tanda=AAAA'))).status).toBe(404);
    expect((await place.served.content(address.split('?')[0]!)).status).toBe(404);
  });

  test('A11, F20: the desk forgives an address that makes no sense', async () => {
    for (const query of ['tampilan=semua', 'hal=-1', 'tampilan[]=baru', 'hal=1;drop', 'hal=1e9'])
      expect((await as('manager').get(`/kerja/aduan?${query}`)).status, query).toBe(200);
  });
});
