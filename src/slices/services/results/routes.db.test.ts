import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { sequence } from '#slices/ledger';
import { serve, type Served, type Visitor } from '#test/server';
import { testAgency, testDatabase, testNow } from '#test/db';
import { publicEntry } from '#platform/commitment';
import { ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { certificateSigner, findSigner, holdSigner, makeKey } from '#platform/sign';
import { codeOf, resultCodeOf } from '../applications/case-code.ts';
import { findApplication, type ApplicationRow } from '../applications/store.ts';
import { routes } from '../routes.ts';
import type { Service } from '../standards/store.ts';
import { make } from '../testing.ts';
import { letterNumber } from './rules.ts';
import { nextLetterSerial, type ResultRow, resultsOf } from './store.ts';

const database = testDatabase();
const system = () => ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });
const place: { served?: Served; service?: Service; officer?: MadeStaff; head?: MadeStaff } = {};
const anyone = (): Visitor => place.served!.visitor();
const head = () => place.served!.visitor(place.head!.actor);
const officer = () => place.served!.visitor(place.officer!.actor);

beforeAll(async () => {
  place.served = await serve(() => database, routes);
  const ctx = system();
  await directory.home(ctx);
  const unit = await directory.unit(ctx);
  place.officer = await directory.staff(ctx, { unitId: unit.id, roles: ['officer'] });
  place.head = await directory.staff(ctx, { unitId: unit.id, roles: ['unit-head'], name: 'Dr. Baiq Nurhayati', positionName: 'Kepala Dinas' });
  place.service = await make.service(ctx, { unitId: unit.id });
  const key = await makeKey({ name: 'Sertifikat contoh', from: new Date('2026-01-01'), until: new Date('2036-01-01') });
  holdSigner(certificateSigner({ key, stampUrl: '', isDemo: true }));
});
afterAll(() => holdSigner(undefined));

type Made = { readonly row: ApplicationRow; readonly result: ResultRow; readonly code: string };

async function newest(id: ApplicationRow['id']): Promise<Made> {
  return database.owner.transact('all', async (tx) => {
    const row = (await findApplication(tx, id))!;
    const [result] = await resultsOf(tx, row);
    return { row, result: result!, code: await resultCodeOf(tx, id, result!.edition) };
  });
}

async function decided(nama = 'Siti Rahma'): Promise<Made> {
  const { id } = await make.decided(system(), { service: place.service!, officer: place.officer!.actor, answers: { nama } });
  return newest(id);
}

/** Signed on the page, and sent at once. */
async function issued(made: Made): Promise<Made> {
  expect((await head().post('/kerja/tanda-tangan', { results: made.result.id })).status).toBe(303);
  for (let tries = 0; tries < 100 && !(await newest(made.row.id)).result.signed_at; tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await head().post(`/kerja/tanda-tangan/${made.result.id}/terbitkan`)).status).toBe(303);
  return newest(made.row.id);
}

async function applicant({ row }: Made): Promise<Visitor> {
  const visitor = anyone();
  const code = await database.owner.transact('all', (tx) => codeOf(tx, row.id));
  await visitor.post('/lacak', { ticket: row.ticket ?? '', code });
  return visitor;
}

const upload = (bytes: Uint8Array, name = 'hasil.pdf', type = 'application/pdf') =>
  anyone().post('/verifikasi/hasil', {}, [{ field: 'file', name, type, bytes }]);

describe('from the decision to the holder', () => {
  test('while it waits its holder reads that it is being signed and gets nothing; once out, the signed file, byte for byte', async () => {
    const made = await decided();
    const holder = await applicant(made);
    const page = `/permohonan/${made.row.id}`;
    expect((await holder.get(page)).text).toContain('Sedang ditandatangani');
    expect((await holder.get(`${page}/hasil.pdf`)).status).toBe(404);
    expect((await anyone().get(`/verifikasi/hasil/${made.code}`)).status).toBe(404);
    const list = await head().get('/kerja/tanda-tangan');
    expect(list.text).toContain(made.result.number);
    expect(list.text).toContain('tidak berkekuatan hukum');
    expect((await head().get(`/kerja/tanda-tangan/${made.result.id}/pratinjau.pdf`)).header('content-type')).toBe('application/pdf');
    const out = await issued(made);
    expect((await holder.get(page)).text).toMatch(/bertanda tangan elektronik[\s\S]*tanpa kekuatan hukum/);
    const file = await holder.get(`${page}/hasil.pdf`);
    expect(file.header('content-disposition')).toMatch(/^attachment/);
    expect(Buffer.from(file.bytes).toString('latin1')).toContain('/ETSI.CAdES.detached');
    expect(out.result.sha256).not.toBeNull();
  });

  test('the desk is for who signs in that unit; a paper of another is not found', async () => {
    const made = await decided();
    expect((await officer().get('/kerja/tanda-tangan')).status).toBe(403);
    expect((await officer().post('/kerja/tanda-tangan', { results: made.result.id })).status).toBe(403);
    const far = await directory.staff(system(), { unitId: (await directory.unit(system())).id, roles: ['unit-head'] });
    const other = place.served!.visitor(far.actor);
    expect((await other.get('/kerja/tanda-tangan')).text).not.toContain(made.result.number);
    for (const path of ['', '/pratinjau.pdf']) expect((await other.get(`/kerja/tanda-tangan/${made.result.id}${path}`)).status).toBe(404);
    for (const act of ['batal', 'terbitkan']) expect((await other.post(`/kerja/tanda-tangan/${made.result.id}/${act}`)).status).toBe(404);
    expect((await other.post(`/kerja/tanda-tangan/${made.result.id}/cabut`, { reason: 'pengadilan', note: 'x' })).status).toBe(404);
  });

  test('chosen nothing, or what is no paper, says so at its place', async () => {
    for (const results of [[], ['x'], ['']] as const) {
      const answer = await head().post('/kerja/tanda-tangan', { results });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('href="#f-results"');
    }
  });
});

describe('verification', () => {
  test('by the code and by the file says the same: genuine, who signed, and initials only', async () => {
    const out = await issued(await decided());
    const file = await (await applicant(out)).get(`/permohonan/${out.row.id}/hasil.pdf`);
    for (const answer of [await anyone().get(`/verifikasi/hasil/${out.code}`), await upload(file.bytes)]) {
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('asli dan berlaku');
      expect(answer.text).toContain('Dr. Baiq Nurhayati, Kepala Dinas');
      expect(answer.text).toContain('sertifikat contoh');
      expect(answer.text).not.toContain('Siti Rahma');
    }
  });

  test('R17, F10: a flipped bit, an addition at the end, a cut end, another signature: not valid, with the number that it pretends to', async () => {
    const out = await issued(await decided());
    const good = Buffer.from((await (await applicant(out)).get(`/permohonan/${out.row.id}/hasil.pdf`)).bytes);
    const flipped = Buffer.from(good);
    flipped[flipped.length - 40] = (flipped[flipped.length - 40] ?? 0) ^ 1;
    const forged = Buffer.concat([
      good,
      Buffer.from('\n5 0 obj\n<< /Type /Page >>\nendobj\nxref\n0 0\ntrailer\n<< /Root 3 0 R /Prev 1 >>\nstartxref\n9\n%%EOF\n'),
    ]);
    for (const bytes of [flipped, forged, good.subarray(0, good.length - 500), Buffer.concat([good, good])]) {
      const answer = await upload(bytes);
      expect(answer.text).toContain('Tidak sah');
      expect(answer.text).toContain(out.result.number);
      expect(answer.text).not.toContain('asli dan berlaku');
    }
  });

  test('F8: what is no PDF, whatever it is called, is refused; a PDF of somebody else is not known; neither is kept', async () => {
    const contents = () =>
      database.owner.transact('all', async (tx) => (await sql<{ n: bigint }>`select count(*) as n from files.contents`.execute(tx)).rows[0]?.n);
    const before = await contents();
    for (const [bytes, name] of [
      [Buffer.from('<html><script>alert(1)</script></html>'), 'hasil.pdf'],
      [Buffer.from('GIF89a\0\0<script>'), 'hasil.pdf.exe'],
      [Buffer.from(''), 'kosong.pdf'],
    ] as const) {
      const answer = await upload(bytes, name);
      expect(answer.status, name).toBe(422);
      expect(answer.text).toContain('href="#f-file"');
    }
    const foreign = await upload(Buffer.from('%PDF-1.7\n1 0 obj<</JS (app.alert(1)) /OpenAction 1 0 R>>endobj\n%%EOF'));
    expect(foreign.status).toBe(404);
    expect(foreign.text).toContain('Berkas ini tidak dikenal');
    expect((await anyone().post('/verifikasi/hasil')).status).toBe(422);
    expect(await contents()).toBe(before);
  });

  test('a code in a file that names another paper does not make the file that paper', async () => {
    const [one, two] = [await issued(await decided()), await issued(await decided('Ahmad Yani'))];
    const bytes = Buffer.from((await (await applicant(one)).get(`/permohonan/${one.row.id}/hasil.pdf`)).bytes);
    const swapped = Buffer.from(bytes.toString('latin1').replaceAll(one.code, two.code), 'latin1');
    const answer = await upload(swapped);
    expect(answer.text).toContain('Tidak sah');
    expect(answer.text).toContain(two.result.number);
  });

  test('a copy that nobody signed electronically is compared with the one that would be made now', async () => {
    const signer = findSigner();
    holdSigner(undefined);
    const made = await decided();
    holdSigner(signer);
    const copy = Buffer.from((await (await applicant(made)).get(`/permohonan/${made.row.id}/hasil.pdf`)).bytes);
    expect((await upload(copy)).text).toContain('Hasil ini asli');
    copy[copy.length - 20] = (copy[copy.length - 20] ?? 0) ^ 1;
    expect((await upload(copy)).text).toContain('Tidak sah');
  });
});

type Proved = {
  readonly kind: string;
  readonly version: number;
  readonly record: Readonly<Record<string, string>>;
  readonly leaf_index: number;
  readonly proof: readonly string[];
  readonly checkpoint: string;
};

/** The root of the log by a record and its path alone (RFC 9162, 2.1.3.2), written apart from the product's own. */
function rootOf({ kind, version, record, leaf_index, proof, checkpoint }: Proved): string {
  const hash = (...parts: readonly Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
  let [at, last, root] = [leaf_index, Number(checkpoint.split('\n')[1]) - 1, hash(Buffer.from([0]), publicEntry(kind, version, record))];
  for (const node of proof.map((one) => Buffer.from(one, 'base64'))) {
    if (at % 2 === 1 || at === last) {
      root = hash(Buffer.from([1]), node, root);
      while (at % 2 === 0 && at !== 0) [at, last] = [at >> 1, last >> 1];
    } else root = hash(Buffer.from([1]), root, node);
    [at, last] = [at >> 1, last >> 1];
  }
  return root.toString('base64');
}

describe('what does not hold any more', () => {
  test('a revoked one says so by code and by file, stands in the public list without a name, and is no download', async () => {
    const out = await issued(await decided());
    const holder = await applicant(out);
    const file = await holder.get(`/permohonan/${out.row.id}/hasil.pdf`);
    const address = `/kerja/tanda-tangan/${out.result.id}/cabut`;
    for (const fields of [
      { reason: '', note: 'x' },
      { reason: 'diganti', note: 'x' },
      { reason: 'pengadilan', note: ' ' },
    ])
      expect((await head().post(address, fields)).status).toBe(422);
    expect((await head().post(address, { reason: 'pengadilan', note: 'Putusan Nomor 1/G/2026.' })).status).toBe(303);
    for (const answer of [await anyone().get(`/verifikasi/hasil/${out.code}`), await upload(file.bytes)])
      expect(answer.text).toMatch(/sudah dicabut[\s\S]*Putusan pengadilan/);
    const list = await anyone().get('/verifikasi/dicabut');
    expect(list.text).toContain(out.result.number);
    expect(list.text).not.toContain('Siti Rahma');
    const page = await holder.get(`/permohonan/${out.row.id}`);
    expect(page.text).toContain('Putusan Nomor 1/G/2026.');
    expect((await holder.get(`/permohonan/${out.row.id}/hasil.pdf`)).status).toBe(404);
  });

  test('the list as a file holds the log’s own proofs: whoever has it can check it without us', async () => {
    while ((await sequence(system())) > 0);
    const answer = await anyone().get('/verifikasi/dicabut.json');
    const { revoked } = JSON.parse(answer.text) as { revoked: readonly Proved[] };
    expect(revoked.length).toBeGreaterThan(0);
    for (const one of revoked) {
      expect(one).toMatchObject({ format: 'smart-asn/receipt/v1', kind: 'services.result-revoked' });
      expect(Object.keys(one.record).toSorted()).toEqual(['number', 'on', 'reason']);
      expect(rootOf(one)).toBe(one.checkpoint.split('\n')[2]);
    }
  });

  test('a corrected one shows its successor, which its holder then gets', async () => {
    const out = await issued(await decided('Siti Rama'));
    const address = `/kerja/${out.row.id}/betulkan`;
    expect((await officer().get(address)).text).toContain('value="Siti Rama"');
    expect((await officer().post(address, { nama: 'Siti Rahma', tujuan: 'melanjutkan sekolah', because: '' })).status).toBe(422);
    expect((await officer().post(address, { nama: 'Siti Rama', tujuan: 'melanjutkan sekolah', because: 'x' })).text).toContain('Belum ada isian yang berbeda');
    expect((await officer().post(address, { nama: 'Siti Rahma', tujuan: 'melanjutkan sekolah', because: 'Salah ketik.' })).status).toBe(303);
    const holder = await applicant(out);
    expect((await holder.get(`/permohonan/${out.row.id}`)).text).toContain('Pembetulan sedang disiapkan');
    expect((await anyone().get(`/verifikasi/hasil/${out.code}`)).text).toContain('asli dan berlaku');
    const next = await issued(await newest(out.row.id));
    expect(next.result.number).toBe(`${out.result.number}-P1`);
    expect((await anyone().get(`/verifikasi/hasil/${out.code}`)).text).toMatch(new RegExp(`sudah diganti[\\s\\S]*nomor ${next.result.number}`));
    expect((await anyone().get(`/verifikasi/hasil/${next.code}`)).text).toContain('asli dan berlaku');
    expect((await holder.get(`/permohonan/${out.row.id}`)).text).toContain(`menggantikan ${out.result.number}`);
    expect((await anyone().get('/verifikasi/dicabut')).text).toContain('Diganti dengan pembetulan');
  });
});

test('C8: of a thousand numbers taken at once none is taken twice and none is left out; what is rolled back leaves no gap', async () => {
  const { agencyId, unitId } = place.service!;
  const on = Temporal.PlainDate.from('2026-11-23');
  const take = (fail: boolean) =>
    database.app.transact('all', async (tx) => {
      const serial = await nextLetterSerial(tx, agencyId, unitId, on);
      if (fail) throw new Error('the decision did not come about');
      return serial;
    });
  // As many at a time as the house lets wait for the database; every eleventh decision comes to nothing.
  const lane = async () => {
    const own: number[] = [];
    for (let at = 0; at < 22; at += 1)
      await take(at % 11 === 0).then(
        (serial) => own.push(serial),
        (error: Error) => expect(error.message).toBe('the decision did not come about'),
      );
    return own;
  };
  const serials = (await Promise.all(Array.from({ length: 50 }, lane))).flat();
  expect(serials).toHaveLength(1000);
  expect(serials.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_none, at) => at + 1));
  const numbers = serials.map((serial) => letterNumber('{urut}/{unit}/{tahun}', { ticket: '', unit: 'U', serial, on, edition: 1 }));
  expect(new Set(numbers).size).toBe(1000);
  expect(await database.app.transact('all', (tx) => nextLetterSerial(tx, agencyId, unitId, on.add({ years: 1 })))).toBe(1);
});
