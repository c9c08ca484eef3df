import { beforeAll, describe, expect, test } from 'vitest';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { serve, type Served, type Visitor } from '#test/server';
import { testAgency, testDatabase, testNow } from '#test/db';
import type { Actor } from '#platform/access';
import { ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import type { FormDefinition } from '../model.ts';
import { routes } from '../routes.ts';
import { make } from '../testing.ts';

const database = testDatabase();
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
const said = (id: string) => ({ id });

/** Two questions, then a picture or PDF: files come in as real ones do. */
const withFile: FormDefinition = {
  steps: [
    {
      key: 'pemohon',
      title: said('Pemohon'),
      fields: [
        { key: 'nama', type: 'text', label: said('Nama lengkap'), required: true, maxLength: 100 },
        { key: 'email', type: 'email', label: said('Surel'), required: false },
      ],
    },
    {
      key: 'berkas',
      title: said('Berkas'),
      fields: [{ key: 'ktp', type: 'file', label: said('KTP'), required: true, accept: ['application/pdf', 'image/png'] }],
    },
  ],
};

const system = () => ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });

const place: { served?: Served; officer?: MadeStaff } = {};
const served = () => place.served!;

beforeAll(async () => {
  place.served = await serve(() => database, routes);
  const ctx = system();
  await directory.home(ctx);
  const unit = await directory.unit(ctx);
  place.officer = await directory.staff(ctx, { unitId: unit.id, roles: ['officer'] });
  await make.service(ctx, { unitId: unit.id, form: withFile, slug: 'legalisasi' });
  await make.service(ctx, { unitId: unit.id, form: withFile, slug: 'dengan-akun', accountNeeded: true });
});

const caseOf = (location: string) => location.split('/').slice(0, 3).join('/');

async function begun(visitor: Visitor): Promise<string> {
  return caseOf((await visitor.post('/layanan/legalisasi/mulai')).location);
}

async function filled(visitor: Visitor, name = 'Siti Rahma'): Promise<string> {
  const at = await begun(visitor);
  await visitor.post(`${at}/langkah/1`, { nama: name, email: '' });
  await visitor.post(`${at}/langkah/2`, {}, [{ field: 'ktp', name: 'ktp.png', type: 'image/png', bytes: png }]);
  return at;
}

async function sent(visitor: Visitor): Promise<{ readonly at: string; readonly ticket: string; readonly code: string }> {
  const at = await filled(visitor);
  await visitor.post(`${at}/kirim`);
  const { text } = await visitor.get(`${at}/tanda-terima`);
  const ticket = /LYN-52-2026-\d{7}-\d/.exec(text)?.[0] ?? '';
  const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(text.replaceAll(ticket, ''))?.[0] ?? '';
  return { at, ticket, code };
}

async function citizenOf(name: string): Promise<Extract<Actor, { kind: 'citizen' }>> {
  return { kind: 'citizen', ...(await directory.citizen(system(), name)) };
}

describe('filling in, without JavaScript', () => {
  test('a form leads from step to step, to the check and to the receipt', async () => {
    const visitor = served().visitor();
    const begin = await visitor.post('/layanan/legalisasi/mulai');
    expect(begin.status).toBe(303);
    const at = caseOf(begin.location);
    expect(begin.location).toBe(`${at}/langkah/1`);
    expect((await visitor.post(`${at}/langkah/1`, { nama: 'Siti Rahma', email: '' })).location).toBe(`${at}/langkah/2`);
    const files = [{ field: 'ktp', name: 'ktp.png', type: 'image/png', bytes: png }];
    expect((await visitor.post(`${at}/langkah/2`, {}, files)).location).toBe(`${at}/periksa`);
    const check = await visitor.get(`${at}/periksa`);
    expect(check.text).toContain('Siti Rahma');
    expect(check.text).toContain(`href="${at}/langkah/1"`);
    expect((await visitor.post(`${at}/kirim`)).location).toBe(`${at}/tanda-terima`);
    const receipt = await visitor.get(`${at}/tanda-terima`);
    expect(receipt.text).toMatch(/LYN-52-2026-\d{7}-\d/);
    expect(receipt.text).toContain('Kamis, 26 November 2026');
    expect(receipt.text).toContain('Permohonan Anda paling depan');
  });

  test('what was typed wrong comes back with a summary that leads to its field, and nothing is lost', async () => {
    const visitor = served().visitor();
    const at = await begun(visitor);
    const answer = await visitor.post(`${at}/langkah/1`, { nama: '', email: 'bukan surel' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('href="#f-nama"');
    expect(answer.text).toContain('href="#f-email"');
    expect(answer.text).toContain('value="bukan surel"');
    expect((await visitor.get(`${at}/langkah/1`)).text).toContain('value="bukan surel"');
  });

  test('the check is reached only with every step complete', async () => {
    const visitor = served().visitor();
    const at = await begun(visitor);
    expect((await visitor.get(`${at}/periksa`)).location).toBe(`${at}/langkah/1`);
    await visitor.post(`${at}/langkah/1`, { nama: 'Siti', email: '' });
    expect((await visitor.get(`${at}/periksa`)).location).toBe(`${at}/langkah/2`);
  });

  test('P5: going back, refreshing and a session that has ended lose nothing and send nothing twice', async () => {
    const citizen = await citizenOf('Siti Rahma');
    const visitor = served().visitor(citizen);
    const at = await begun(visitor);
    await visitor.post(`${at}/langkah/1`, { nama: 'Siti Rahma', email: citizen.email });
    visitor.actor = { kind: 'anonymous' };
    const files = [{ field: 'ktp', name: 'ktp.png', type: 'image/png', bytes: png }];
    expect((await visitor.post(`${at}/langkah/2`, {}, files)).location).toBe(`${at}/periksa`);
    expect((await visitor.get(`${at}/langkah/1`)).text).toContain('value="Siti Rahma"');
    visitor.actor = citizen;
    await visitor.post(`${at}/kirim`);
    const first = (await visitor.get(`${at}/tanda-terima`)).text;
    expect((await visitor.post(`${at}/kirim`)).location).toBe(`${at}/tanda-terima`);
    expect((await visitor.get(`${at}/langkah/2`)).location).toBe(at);
    expect((await visitor.post(`${at}/langkah/1`, { nama: 'Lain', email: '' })).location).toBe(at);
    const again = (await visitor.get(`${at}/tanda-terima`)).text;
    expect(/LYN-[\d-]+/.exec(again)?.[0]).toBe(/LYN-[\d-]+/.exec(first)?.[0]);
    expect(again).not.toContain('Lain');
  });

  test('once an account has the case, the browser alone opens it no more', async () => {
    const citizen = await citizenOf('Baiq Aminah');
    const visitor = served().visitor(citizen);
    const at = await filled(visitor);
    await visitor.post(`${at}/kirim`);
    visitor.actor = { kind: 'anonymous' };
    expect((await visitor.get(at)).status).toBe(404);
    visitor.actor = citizen;
    expect((await visitor.get(at)).status).toBe(200);
    expect((await visitor.get('/permohonan')).text).toContain(`href="${at}"`);
  });

  test('a draft goes on in another browser with its code, and only as long as it is a draft', async () => {
    const visitor = served().visitor();
    const at = await begun(visitor);
    await visitor.post(`${at}/langkah/1`, { nama: 'Lalu Hamdan', email: '' });
    const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec((await visitor.get(`${at}/langkah/2`)).text)?.[0] ?? '';
    const other = served().visitor();
    expect((await other.get(`${at}/langkah/1`)).status).toBe(404);
    expect((await other.post('/permohonan/lanjut', { code: 'AAAA-BBBB-CCCC-DDDD' })).status).toBe(422);
    expect((await other.post('/permohonan/lanjut', { code: code.toLowerCase().replaceAll('-', ' ') })).location).toBe(`${at}/langkah/1`);
    expect((await other.get(`${at}/langkah/1`)).text).toContain('value="Lalu Hamdan"');
    await other.post(`${at}/langkah/2`, {}, [{ field: 'ktp', name: 'ktp.png', type: 'image/png', bytes: png }]);
    await other.post(`${at}/kirim`);
    expect((await served().visitor().post('/permohonan/lanjut', { code })).status).toBe(422);
  });

  test('a service that needs an account asks to sign in first and leads back', async () => {
    const { location } = await served().visitor().post('/layanan/dengan-akun/mulai');
    expect(location).toBe(`/masuk/warga?lanjut=${encodeURIComponent('/layanan/dengan-akun')}`);
    expect(
      (
        await served()
          .visitor(await citizenOf('Ni Made Ayu'))
          .post('/layanan/dengan-akun/mulai')
      ).location,
    ).toMatch(/langkah\/1$/);
  });
});

describe('files', () => {
  test('F8: the bytes decide the type, not the name nor what the sender says of it', async () => {
    const visitor = served().visitor();
    const at = await begun(visitor);
    await visitor.post(`${at}/langkah/1`, { nama: 'Siti', email: '' });
    const html = Buffer.from('<html><script>alert(1)</script></html>');
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    for (const [name, type, bytes] of [
      ['foto.png', 'image/png', html],
      ['foto.svg', 'image/svg+xml', svg],
      ['surat.pdf.exe', 'application/pdf', Buffer.from('MZ\u0090')],
    ] as const) {
      const answer = await visitor.post(`${at}/langkah/2`, {}, [{ field: 'ktp', name, type, bytes }]);
      expect(answer.status, name).toBe(422);
      expect(answer.text).toContain('Jenis atau isi berkas ini tidak diterima');
    }
    expect((await visitor.post(`${at}/langkah/2`, {}, [{ field: 'ktp', name: 'ktp.exe', type: 'text/html', bytes: pdf }])).location).toBe(`${at}/periksa`);
  });

  test('F8: a file is served as an attachment from the second origin, sandboxed, to who holds a signed address', async () => {
    const visitor = served().visitor();
    const at = await filled(visitor);
    const address = /href="(http:\/\/localhost:3001[^"]+)"/.exec((await visitor.get(`${at}/periksa`)).text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const file = await served().content(address);
    expect(file.status).toBe(200);
    expect(Buffer.from(file.bytes)).toEqual(png);
    expect(file.header('content-type')).toBe('image/png');
    expect(file.header('content-disposition')).toMatch(/^attachment; filename="ktp.png"/);
    expect(file.header('x-content-type-options')).toBe('nosniff');
    expect(file.header('content-security-policy')).toContain('sandbox');
    expect((await served().content(address.replace(/sampai=\d/, 'sampai=9'))).status).toBe(404);
    expect((await visitor.get(address.replace('http://localhost:3001', ''))).status).toBe(404);
    served().clock.now = testNow.add({ minutes: 11 });
    expect((await served().content(address)).status).toBe(404);
    served().clock.now = testNow;
  });

  test('F11: a file keeps its name as text, whatever stands in it', async () => {
    const visitor = served().visitor();
    const at = await begun(visitor);
    await visitor.post(`${at}/langkah/1`, { nama: 'Siti', email: '' });
    const name = '..\\..\\CON\u202Egnp 😀;x.png';
    await visitor.post(`${at}/langkah/2`, {}, [{ field: 'ktp', name, type: 'image/png', bytes: png }]);
    const { text } = await visitor.get(`${at}/periksa`);
    const address = /href="(http:\/\/localhost:3001[^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const disposition = (await served().content(address)).header('content-disposition');
    expect(disposition).not.toMatch(/[\\\u202e]/);
    expect(disposition.split(';')[1]).toMatch(/^ filename="[\x20-\x7e]+"$/);
    expect(decodeURIComponent(disposition.split("''")[1] ?? '')).toContain('😀');
  });

  test('an empty file, one too large and a sixth one are told at their field, and what was good is kept', async () => {
    const visitor = served().visitor();
    const at = await begun(visitor);
    await visitor.post(`${at}/langkah/1`, { nama: 'Siti', email: '' });
    const one = (bytes: Uint8Array) => ({ field: 'ktp', name: 'a.png', type: 'image/png', bytes });
    expect((await visitor.post(`${at}/langkah/2`, {}, [one(new Uint8Array())])).text).toContain('Berkas ini kosong');
    expect((await visitor.post(`${at}/langkah/2`, {}, [one(new Uint8Array(10_000_001))])).text).toContain('Berkas terlalu besar');
    const six = await visitor.post(
      `${at}/langkah/2`,
      {},
      Array.from({ length: 6 }, () => one(png)),
    );
    expect(six.status).toBe(422);
    expect(six.text).toContain('Paling banyak lima berkas');
    expect(six.text.match(/name="hapus"/g)).toHaveLength(5);
  });

  test('a file can be taken away again from a draft, by its owner alone', async () => {
    const visitor = served().visitor();
    const at = await filled(visitor);
    const id = /name="hapus" value="([^"]+)"/.exec((await visitor.get(`${at}/langkah/2`)).text)?.[1] ?? '';
    const stranger = served().visitor();
    expect((await stranger.post(`${at}/langkah/2`, { hapus: id })).status).toBe(404);
    const other = await filled(stranger);
    await stranger.post(`${other}/langkah/2`, { hapus: id });
    expect((await visitor.get(`${at}/periksa`)).status).toBe(200);
    await visitor.post(`${at}/langkah/2`, { hapus: id });
    expect((await visitor.get(`${at}/periksa`)).location).toBe(`${at}/langkah/2`);
  });
});

describe('tracking', () => {
  test('ticket and code open the case; the ticket alone opens nothing', async () => {
    const { at, ticket, code } = await sent(served().visitor());
    const visitor = served().visitor();
    expect((await visitor.get(at)).status).toBe(404);
    expect((await visitor.get(`/lacak?nomor=${ticket}`)).text).not.toContain('Siti Rahma');
    expect((await visitor.post('/lacak', { ticket, code: '' })).status).toBe(422);
    expect((await visitor.post('/lacak', { ticket: ticket.toLowerCase().replaceAll('-', ' '), code: code.toLowerCase() })).location).toBe(at);
    expect((await visitor.get(at)).text).toContain('Siti Rahma');
  });

  test('A15: a wrong ticket, a wrong code and both wrong are answered alike', async () => {
    const { ticket, code } = await sent(served().visitor());
    const wrong = async (input: { ticket: string; code: string }) => {
      const answer = await served().visitor().post('/lacak', input);
      return [answer.status, answer.text.replaceAll(input.ticket, 'T').replaceAll(input.code, 'C')] as const;
    };
    const none = await wrong({ ticket: 'LYN-52-2026-9999999-1', code: 'AAAA-AAAA-AAAA-AAAA' });
    expect(none[0]).toBe(422);
    expect(await wrong({ ticket, code: 'AAAA-AAAA-AAAA-AAAA' })).toEqual(none);
    expect(await wrong({ ticket: 'LYN-52-2026-9999999-1', code })).toEqual(none);
    expect(await wrong({ ticket: 'apa saja', code })).toEqual(none);
  });

  test('A15: codes have 80 bits, and guesses from one address soon have to wait', async () => {
    const { ticket, code } = await sent(served().visitor());
    expect(code.replaceAll('-', '')).toHaveLength(16);
    const other = await serve(() => database, routes);
    const statuses: number[] = [];
    for (let guess = 0; guess < 25; guess += 1) statuses.push((await other.visitor().post('/lacak', { ticket, code: `AAAA-AAAA-AAAA-${guess}` })).status);
    expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 422));
    expect(statuses.slice(-4)).toEqual([429, 429, 429, 429]);
  });

  test('A1: nobody else finds a case, its receipt, its result or its files', async () => {
    const { at } = await sent(served().visitor(await citizenOf('Siti Rahma')));
    for (const stranger of [served().visitor(), served().visitor(await citizenOf('Orang Lain')), served().visitor(place.officer?.actor)]) {
      for (const path of ['', '/tanda-terima', '/tanda-terima.json', '/tanda-terima.pdf', '/hasil.pdf', '/perbaikan', '/langkah/1', '/periksa'])
        expect((await stranger.get(`${at}${path}`)).status, path).toBe(404);
      for (const path of ['/kirim', '/tarik', '/perbaikan', '/langkah/1']) expect((await stranger.post(`${at}${path}`)).status, path).toBe(404);
    }
    expect((await served().visitor().get('/permohonan/bukan-id')).status).toBe(404);
  });

  test('a guessed cookie opens nothing', async () => {
    const { at } = await sent(served().visitor());
    const visitor = served().visitor();
    visitor.cookies.set('kasus', encodeURIComponent(`${at.split('/')[2]}.AAAABBBBCCCCDDDD`));
    expect((await visitor.get(at)).status).toBe(404);
    expect((await visitor.get('/permohonan')).text).not.toContain('LYN-');
  });
});

describe('the receipt', () => {
  test('proof, paper and page agree; every answer with personal data stays out of caches', async () => {
    const visitor = served().visitor();
    const { at, ticket, code } = await sent(visitor);
    const proof = await visitor.get(`${at}/tanda-terima.json`);
    const { record, format } = JSON.parse(proof.text) as { record: { ticket: string; queueToken: string; answers: Record<string, string> }; format: string };
    expect(format).toBe('smart-asn/promise/v1');
    expect(record.ticket).toBe(ticket);
    expect(record.answers['nama']).toBe('Siti Rahma');
    const page = await visitor.get(`${at}/tanda-terima`);
    expect(page.text).toContain(record.queueToken);
    expect(page.text).toContain(code);
    const paper = await visitor.get(`${at}/tanda-terima.pdf`);
    expect(Buffer.from(paper.bytes.subarray(0, 5)).toString()).toBe('%PDF-');
    for (const answer of [proof, page, paper]) expect(answer.header('cache-control')).toMatch(/no-store/);
  });

  test('who looked at the data: an officer is named, the applicant is not', async () => {
    const visitor = served().visitor();
    const { at } = await sent(visitor);
    expect((await visitor.get(at)).text).toContain('Belum ada petugas yang membukanya');
    const officer = served().visitor(place.officer?.actor);
    expect((await officer.get(`/kerja/${at.split('/')[2]}`)).status).toBe(200);
    const { text } = await visitor.get(at);
    expect(text).toContain(place.officer?.name);
    expect(text).not.toContain('Belum ada petugas yang membukanya');
  });

  test('a case that was withdrawn says so, and is not handled any more', async () => {
    const visitor = served().visitor();
    const { at } = await sent(visitor);
    await visitor.post(`${at}/tarik`);
    expect((await visitor.get(at)).text).toContain('Ditarik oleh pemohon');
    const officer = served().visitor(place.officer?.actor);
    expect((await officer.post(`/kerja/${at.split('/')[2]}/ambil`, { because: 'hukum' })).status).toBe(422);
    expect((await visitor.post(`${at}/tarik`)).status).toBe(409);
  });

  test('H11: a NUL byte and lone surrogates are refused everywhere, before the database sees them', async () => {
    const visitor = served().visitor();
    const at = await begun(visitor);
    expect((await visitor.post(`${at}/langkah/1`, { nama: 'a\u0000b', email: '' })).status).toBe(400);
    expect((await visitor.post('/lacak', { ticket: 'LYN\u0000', code: 'x' })).status).toBe(400);
    expect((await visitor.get('/layanan?cari=a%00b')).status).toBe(400);
  });

  test('A3: what the form does not ask for is not stored', async () => {
    const visitor = served().visitor();
    const at = await begun(visitor);
    await visitor.post(`${at}/langkah/1`, { nama: 'Siti', email: '', state: 'granted', agency_id: 'x', ticket: 'LYN-1', created_at: '2020-01-01' });
    const { rows } = await database.owner.transact('all', (tx) =>
      sql<{ state: string; answers: object }>`select state, answers from services.applications where id = ${at.split('/')[2]}`.execute(tx),
    );
    expect(rows[0]).toEqual({ state: 'draft', answers: { nama: 'Siti', email: '' } });
  });

  test('F15: what an applicant types is text on every page, for the applicant and for the officer', async () => {
    const visitor = served().visitor();
    const canary = '<img src=x onerror=alert(1)>"\'{{constructor}}';
    const at = await filled(visitor, canary);
    await visitor.post(`${at}/kirim`);
    const officer = served().visitor(place.officer?.actor);
    const id = at.split('/')[2];
    for (const text of [
      (await visitor.get(at)).text,
      (await visitor.get('/permohonan')).text,
      (await officer.get(`/kerja/${id}`)).text,
      (await officer.get('/kerja')).text,
    ])
      expect(text).not.toContain('<img src=x');
    expect((await officer.get(`/kerja/${id}`)).text).toContain('&lt;img src=x');
  });
});
