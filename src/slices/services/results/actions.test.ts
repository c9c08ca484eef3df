import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { inTransaction, testCtx, testDatabase, testNow } from '#test/db';
import type { Ctx } from '#platform/context';
import { sql, type Tx } from '#platform/db';
import type { FileStore } from '#platform/files';
import { certificateSigner, holdSigner, makeKey, type Signer, SigningFault } from '#platform/sign';
import { findApplication, stepsOf } from '../applications/store.ts';
import type { ResultId } from '../model.ts';
import { attachSignedAct } from '../queue/actions.ts';
import type { Service } from '../standards/store.ts';
import { make } from '../testing.ts';
import { checkResults, correctResult, issueDue, revokeResult } from './actions.ts';
import { undoWithin_s } from './rules.ts';
import { issueNow, signResults, undoSignature } from './sign-actions.ts';
import { resultsOf, revocationsOf } from './store.ts';

const database = testDatabase();
const kept = new Map<string, Uint8Array>();
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const store: FileStore = {
  async put(sha256, path) {
    kept.set(hex(sha256), new Uint8Array(await readFile(path)));
  },
  async read(sha256) {
    const found = kept.get(hex(sha256));
    return found && Readable.from([Buffer.from(found)]);
  },
  remove: () => Promise.resolve(),
};

const held: { signer?: Signer } = {};
beforeAll(async () => {
  const key = await makeKey({ name: 'Kepala Dinas', from: new Date('2026-01-01'), until: new Date('2036-01-01') });
  held.signer = certificateSigner({ key, stampUrl: '', isDemo: true });
});
afterEach(() => holdSigner(undefined));

type Scene = {
  readonly tx: Tx;
  readonly ctx: Ctx;
  readonly service: Service;
  readonly officer: MadeStaff;
  readonly head: MadeStaff;
  readonly other: MadeStaff;
};

async function scene(work: (scene: Scene) => Promise<void>): Promise<void> {
  await inTransaction(database.app, async (tx) => {
    const ctx = testCtx(tx);
    await directory.home(ctx);
    const [unit, far] = [await directory.unit(ctx), await directory.unit(ctx)];
    holdSigner(held.signer);
    await work({
      tx,
      ctx,
      officer: await directory.staff(ctx, { unitId: unit.id, roles: ['officer'] }),
      head: await directory.staff(ctx, { unitId: unit.id, roles: ['unit-head', 'officer'], name: 'Dr. Baiq Nurhayati', positionName: 'Kepala Dinas' }),
      other: await directory.staff(ctx, { unitId: far.id, roles: ['unit-head'] }),
      service: await make.service(ctx, { unitId: unit.id }),
    });
  });
}

const as = (ctx: Ctx, one: MadeStaff, seconds = 0): Ctx => ({ ...ctx, actor: one.actor, now: testNow.add({ seconds }) });
const typed = { nik: '', passphrase: '' };

async function paperOf({ tx, ctx, service, officer }: Scene, email = 'siti@contoh.id') {
  const { id, ticket } = await make.decided(ctx, { service, officer: officer.actor, answers: { email } });
  const row = (await findApplication(tx, id))!;
  const [result] = await resultsOf(tx, row);
  return { row, ticket, result: result! };
}

async function sign(ctx: Ctx, ids: readonly ResultId[], how = typed): Promise<void> {
  await (await signResults(ctx, { ids, ...how }, store)).done;
}

async function events(tx: Tx, kind: string): Promise<readonly { readonly payload: Record<string, unknown>; readonly entry: Uint8Array | null }[]> {
  const { rows } = await sql<{
    payload: Record<string, unknown>;
    entry: Uint8Array | null;
  }>`select payload, entry from outbox.events where kind = ${kind} order by id`.execute(tx);
  return rows;
}

async function letters(tx: Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ subject: string }>`select subject from mail.messages order by made_at, id`.execute(tx);
  return rows.map((row) => row.subject);
}

const refusal = (code: string) => ({ refusal: { code } });

describe('signing', () => {
  test('a decision waits for an official; signed, it can be taken back for a while, then goes out and its holder is told', async () => {
    await scene(async (at) => {
      const { row, ticket, result } = await paperOf(at);
      expect(result).toMatchObject({ number: `${ticket}/H`, electronic: true, issued_at: null });
      await sign(as(at.ctx, at.head), [result.id]);
      const [signed] = await resultsOf(at.tx, row);
      expect(signed).toMatchObject({ signer_name: 'Dr. Baiq Nurhayati', signer_post: 'Kepala Dinas', is_demo: true, issued_at: null });
      expect(
        createHash('sha256')
          .update(kept.get(hex(signed!.sha256!))!)
          .digest('hex'),
      ).toBe(hex(signed!.sha256!));
      expect(await issueDue(as(at.ctx, at.head, undoWithin_s - 1))).toBe(0);
      expect(await letters(at.tx)).not.toContain(`Hasil permohonan ${ticket} sudah terbit`);
      expect(await issueDue(as(at.ctx, at.head, undoWithin_s))).toBe(1);
      expect(await issueDue(as(at.ctx, at.head, undoWithin_s + 60))).toBe(0);
      expect(await letters(at.tx)).toContain(`Hasil permohonan ${ticket} sudah terbit`);
      expect((await stepsOf(at.tx, row)).at(-1)).toMatchObject({ kind: 'issued', note: result.number });
      for (const kind of ['services.result-sealed', 'services.result-issued']) expect(await events(at.tx, kind), kind).toHaveLength(1);
    });
  });

  test('a signature taken back leaves the paper waiting; once out it cannot be', async () => {
    await scene(async (at) => {
      const { row, result } = await paperOf(at);
      const head = as(at.ctx, at.head);
      await sign(head, [result.id]);
      await undoSignature(head, result.id);
      expect((await resultsOf(at.tx, row))[0]).toMatchObject({ signed_at: null, issued_at: null });
      await expect(undoSignature(head, result.id)).rejects.toMatchObject(refusal('result-state'));
      await sign(head, [result.id]);
      await issueNow(head, result.id);
      await expect(undoSignature(head, result.id)).rejects.toMatchObject(refusal('result-state'));
      await expect(sign(head, [result.id])).rejects.toMatchObject(refusal('result-state'));
    });
  });

  test('A1, C10: four eyes: who decided does not sign, nor does an official of another unit, nor who holds no such role', async () => {
    await scene(async (at) => {
      const { id } = await make.decided(at.ctx, { service: at.service, officer: at.head.actor });
      const [own] = await resultsOf(at.tx, (await findApplication(at.tx, id))!);
      await expect(sign(as(at.ctx, at.head), [own!.id])).rejects.toMatchObject(refusal('own-decision'));
      const { result } = await paperOf(at);
      await expect(sign(as(at.ctx, at.other), [result.id])).rejects.toMatchObject({ code: 'platform.notFound' });
      await expect(sign(as(at.ctx, at.officer), [result.id])).rejects.toMatchObject({ code: 'platform.forbidden' });
    });
  });

  test('an official does not sign a result of their own', async () => {
    await scene(async (at) => {
      const { result } = await paperOf(at, 'kepala@contoh.id');
      const head = await directory.staff(at.ctx, { unitId: at.service.unitId, roles: ['unit-head'], email: 'kepala@contoh.id' });
      await expect(sign(as(at.ctx, head), [result.id])).rejects.toMatchObject(refusal('own-case'));
    });
  });

  test('several are signed in one act; a wrong passphrase is tried once, tells why, and is kept nowhere', async () => {
    await scene(async (at) => {
      const papers = [await paperOf(at), await paperOf(at), await paperOf(at)];
      const tried: string[] = [];
      holdSigner({
        kind: 'bsre',
        isDemo: false,
        asksPassphrase: true,
        sign(pdf, by) {
          tried.push(by.passphrase);
          return by.passphrase === 'Benar#1' ? held.signer!.sign(pdf, by) : Promise.reject(new SigningFault('wrong-passphrase'));
        },
      });
      const head = as(at.ctx, at.head);
      const ids = papers.map((paper) => paper.result.id);
      await expect(sign(head, ids, { nik: '12', passphrase: 'x' })).rejects.toMatchObject({ refusal: { fields: { nik: 'not-nik' } } });
      await expect(sign(head, ids, { nik: '5271010101700001', passphrase: '' })).rejects.toMatchObject({ refusal: { fields: { passphrase: 'required' } } });
      await sign(head, ids, { nik: '5271010101700001', passphrase: 'Salah#1' });
      expect(tried).toEqual(['Salah#1']);
      for (const { row } of papers) expect((await resultsOf(at.tx, row))[0]).toMatchObject({ fault: 'wrong-passphrase', signed_at: null, signing_until: null });
      await sign(head, ids, { nik: '5271010101700001', passphrase: 'Benar#1' });
      for (const { row } of papers) expect((await resultsOf(at.tx, row))[0]).toMatchObject({ fault: null, signer_name: 'Dr. Baiq Nurhayati' });
      const { rows } = await sql<{ found: string }>`
        select payload::text as found from outbox.events union all select record::text from outbox.openings union all select body from mail.messages
        union all select r::text from services.results r union all select s::text from services.signatures s`.execute(at.tx);
      expect(rows.length).toBeGreaterThan(10);
      for (const { found } of rows) expect(found).not.toMatch(/Salah#1|Benar#1|5271010101700001/);
    });
  });

  test('of two clicks at once one signs; what a process left half done waits again', async () => {
    await scene(async (at) => {
      const { row, result } = await paperOf(at);
      holdSigner({ ...held.signer!, sign: () => new Promise(() => undefined) });
      void signResults(as(at.ctx, at.head), { ids: [result.id], ...typed }, store).then(({ done }) => done);
      await new Promise((resolve) => setTimeout(resolve, 200));
      await expect(sign(as(at.ctx, at.head, 1), [result.id])).rejects.toMatchObject(refusal('result-state'));
      holdSigner(held.signer);
      await sign(as(at.ctx, at.head, 600), [result.id]);
      expect((await resultsOf(at.tx, row))[0]?.signed_at).not.toBeNull();
    });
  });

  test('where nobody signs electronically, the copy goes out with the decision, and the scan can follow; where somebody does, it cannot', async () => {
    await scene(async (at) => {
      const scan = { path: '/dev/null', fileName: 'a.pdf', size_bytes: 9, sha256: new Uint8Array(32).fill(7), mediaType: 'application/pdf', tooLarge: false };
      const { row } = await paperOf(at);
      await expect(attachSignedAct(as(at.ctx, at.officer), { id: row.id, file: scan, store })).rejects.toMatchObject(refusal('application-state'));
      holdSigner(undefined);
      const copy = await paperOf(at);
      expect(copy.result).toMatchObject({ electronic: false, issued_at: testNow });
      await attachSignedAct(as(at.ctx, at.officer), { id: copy.row.id, file: scan, store });
    });
  });
});

describe('what becomes of a result', () => {
  async function issued(at: Scene) {
    const made = await paperOf(at);
    await sign(as(at.ctx, at.head), [made.result.id]);
    await issueNow(as(at.ctx, at.head), made.result.id);
    return made;
  }

  test('it is revoked once, in public by number, day and reason, and to its holder with what is behind it', async () => {
    await scene(async (at) => {
      const { row, ticket, result } = await issued(at);
      const head = as(at.ctx, at.head);
      await expect(revokeResult(as(at.ctx, at.other), { id: result.id, reason: 'pengadilan', note: 'x' })).rejects.toMatchObject({ code: 'platform.notFound' });
      await revokeResult(head, { id: result.id, reason: 'data-tidak-benar', note: 'Surat pengantar Siti Rahma palsu.' });
      await expect(revokeResult(head, { id: result.id, reason: 'pengadilan', note: 'x' })).rejects.toMatchObject(refusal('result-state'));
      const [event] = await events(at.tx, 'services.result-revoked');
      expect(event?.payload).toEqual({ number: `${ticket}/H`, reason: 'data-tidak-benar', on: at.ctx.today.toString() });
      expect(Buffer.from(event!.entry!).toString()).not.toContain('Siti');
      expect(await revocationsOf(at.tx, at.ctx.agency.id, 10)).toMatchObject([{ number: `${ticket}/H`, reason: 'data-tidak-benar' }]);
      expect(await letters(at.tx)).toContain(`Hasil permohonan ${ticket} dicabut`);
      expect((await stepsOf(at.tx, row)).at(-1)).toMatchObject({ kind: 'result-revoked', note: 'Surat pengantar Siti Rahma palsu.' });
    });
  });

  test('it is corrected by another that replaces it once that is out: until then the old one holds', async () => {
    await scene(async (at) => {
      const { row, ticket } = await issued(at);
      const officer = as(at.ctx, at.officer);
      const correct = (raw: Record<string, string>) => correctResult(officer, { id: row.id, raw, because: 'Nama keliru.' });
      await expect(correct({})).rejects.toMatchObject({ refusal: { code: 'invalid' } });
      await expect(correct({ nama: 'Lalu Hamdan Saputra', tujuan: 'melanjutkan sekolah' })).rejects.toMatchObject(refusal('nothing-corrected'));
      await correct({ nama: 'Lalu Hamdan Syahputra', tujuan: 'melanjutkan sekolah' });
      await expect(correct({ nama: 'Lain', tujuan: 'x' })).rejects.toMatchObject(refusal('result-state'));
      const [second, first] = await resultsOf(at.tx, row);
      expect(second).toMatchObject({ edition: 2, number: `${ticket}/H-P1`, issued_at: null, because: 'Nama keliru.' });
      expect(first?.reason).toBeNull();
      await sign(as(at.ctx, at.head), [second!.id]);
      await issueNow(as(at.ctx, at.head), second!.id);
      const [now, before] = await resultsOf(at.tx, row);
      expect(now?.issued_at).not.toBeNull();
      expect(before).toMatchObject({ reason: 'diganti' });
      expect((await events(at.tx, 'services.result-revoked'))[0]?.payload).toMatchObject({ number: `${ticket}/H`, reason: 'diganti' });
      for (const kind of ['services.result-corrected', 'services.result-issued']) expect((await events(at.tx, kind)).length, kind).toBeGreaterThan(0);
      expect(await letters(at.tx)).toContain(`Hasil permohonan ${ticket} dibetulkan`);
      expect((await findApplication(at.tx, row.id))?.answers['nama']).toBe('Lalu Hamdan Saputra');
    });
  });

  test('where nothing is signed electronically, a correction goes out at once', async () => {
    await scene(async (at) => {
      holdSigner(undefined);
      const { row, ticket } = await paperOf(at);
      await correctResult(as(at.ctx, at.officer), { id: row.id, raw: { nama: 'Lalu Syahputra', tujuan: 'bekerja' }, because: 'Keliru.' });
      expect((await resultsOf(at.tx, row)).map((one) => [one.number, one.reason, one.issued_at !== null])).toEqual([
        [`${ticket}/H-P1`, null, true],
        [`${ticket}/H`, 'diganti', true],
      ]);
    });
  });

  test('R17: the nightly look names the paper in whose file one bit has flipped, and the one that is gone', async () => {
    await scene(async (at) => {
      const [one, two] = [await issued(at), await issued(at)];
      expect(await checkResults(at.ctx, store)).toBeUndefined();
      const hashOf = async (row: typeof one.row) => hex((await resultsOf(at.tx, row))[0]!.sha256!);
      const [first, second] = [await hashOf(one.row), await hashOf(two.row)];
      const bytes = kept.get(second)!;
      bytes[1000]! ^= 1;
      expect(await checkResults(at.ctx, store)).toBe(two.result.number);
      bytes[1000]! ^= 1;
      expect(await checkResults(at.ctx, store)).toBeUndefined();
      kept.delete(first);
      expect(await checkResults(at.ctx, store)).toBe(one.result.number);
    });
  });
});
