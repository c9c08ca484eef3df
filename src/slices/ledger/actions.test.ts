import { describe, expect, test } from 'vitest';
import { ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { emit } from '#platform/outbox';
import { testAgency, testDatabase, testNow } from '#test/db';
import { publicKeyOf, sequence, settleIdentity, verifierKey } from './index.ts';
import { receiptOf } from './actions.ts';
import { checkLog } from './audit/actions.ts';
import { verifyReceipt, verifyReceiptText } from './formats/receipt.ts';
import { newestCheckpoint } from './store.ts';
import { keyNumber, make } from './testing.ts';

const database = testDatabase();
const ctxAt = (now = testNow) =>
  ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now, lang: 'id', agency: testAgency, requestId: 'test' });
const asOwner = (statement: string) => database.owner.transact('all', (tx) => sql.raw(statement).execute(tx));
const rowsOf = async <Row>(statement: string): Promise<readonly Row[]> =>
  (await database.owner.transact('all', (tx) => sql.raw(statement).execute(tx))).rows as readonly Row[];
const receipt = (eventId: string) => ctxAt().read((tx) => receiptOf(tx, eventId));

describe('origin and key', () => {
  test('two processes that start at once settle on one key, and the empty log is signed with it', async () => {
    const [one, other] = await Promise.all([settleIdentity(ctxAt(), keyNumber(7)), settleIdentity(ctxAt(), keyNumber(8))]);
    expect(one).toEqual(other);
    expect(await ctxAt().read(newestCheckpoint)).toMatchObject({ size: 0 });
    const seed = one.vkey === keyNumber(7).vkey ? 7 : 8;
    expect(one.vkey).toBe(verifierKey('contoh.go.id/ledger', publicKeyOf(new Uint8Array(32).fill(seed))));
    await make.log(ctxAt(), keyNumber(seed));
  });

  test('a later start with another key or origin finds the first', async () => {
    const [{ vkey } = { vkey: '' }] = await rowsOf<{ vkey: string }>('select vkey from ledger.identity');
    expect((await settleIdentity(ctxAt(), keyNumber(9, 'lain.go.id/ledger'))).vkey).toBe(vkey);
  });
});

describe('receipts', () => {
  test('an event is promised first, to be in the log ten seconds after it happened, and then proved', async () => {
    const eventId = await make.event(ctxAt(), 'permohonan satu');
    const promise = await receipt(eventId);
    expect(promise).toMatchObject({ format: 'smart-asn/promise/v1', merge_by: testNow.add({ seconds: 10 }).toString(), record: { note: 'permohonan satu' } });
    expect(verifyReceipt(promise)).toMatchObject({ ok: true, what: 'promise' });
    await make.sequenced(ctxAt());
    const full = await receipt(eventId);
    expect(full).toMatchObject({ format: 'smart-asn/receipt/v1', record: { note: 'permohonan satu' } });
    expect(verifyReceiptText(`${JSON.stringify(full, null, 2)}\n`)).toMatchObject({ ok: true, what: 'receipt' });
  });

  test('every receipt still verifies after the log has grown', async () => {
    const ids: string[] = [];
    for (let at = 0; at < 40; at += 1) {
      ids.push(await make.event(ctxAt(), `catatan ${at}`, at % 2 === 0 ? 'public' : 'commitment'));
      if (at % 7 === 0) await make.sequenced(ctxAt());
    }
    await make.sequenced(ctxAt());
    for (const id of ids) expect(verifyReceipt(await receipt(id))).toMatchObject({ ok: true, what: 'receipt' });
  });

  test('P1: an erased opening leaves a log that is valid and tells nothing', async () => {
    const eventId = await make.event(ctxAt(), 'NIK 5201010101900001');
    await make.sequenced(ctxAt());
    const before = await receipt(eventId);
    await ctxAt().transact((tx) => sql`delete from outbox.openings where event_id = ${eventId}`.execute(tx));
    expect(await receipt(eventId)).toBeUndefined();
    expect(await checkLog(ctxAt())).toMatchObject({ faults: [] });
    expect(verifyReceipt(before).ok).toBe(true);
    const [entry = { text: '' }] = await rowsOf<{ text: string }>(
      `select convert_from(entry, 'utf8') as text from ledger.entries where event_id = '${eventId}'`,
    );
    expect(Object.keys(JSON.parse(entry.text) as object)).toEqual(['commitment', 'kind', 'version']);
    expect(entry.text).not.toContain('5201');
  });
});

describe('one sequencer', () => {
  test('R14: many that sequence at once give each event one place, without a gap', async () => {
    const before = (await ctxAt().read(newestCheckpoint))?.size ?? 0;
    for (let at = 0; at < 60; at += 1) await make.event(ctxAt(), `serempak ${at}`);
    const placed = await Promise.all(Array.from({ length: 6 }, () => sequence(ctxAt(), 25)));
    await make.sequenced(ctxAt());
    expect(placed.some((count) => count > 0)).toBe(true);
    expect((await ctxAt().read(newestCheckpoint))?.size).toBe(before + 60);
    const [counts] = await rowsOf('select count(*)::int as n, count(distinct event_id)::int as events, max(leaf_index)::int + 1 as next from ledger.entries');
    expect(counts).toEqual({ n: before + 60, events: before + 60, next: before + 60 });
  });

  test('X14: an event that was placed is never placed again', async () => {
    await asOwner('update outbox.events set leaf_index = null where leaf_index = 3');
    await expect(sequence(ctxAt())).rejects.toThrow(/entries_event_id_key/);
    await asOwner('update outbox.events e set leaf_index = n.leaf_index from ledger.entries n where n.event_id = e.id and e.leaf_index is null');
    expect(await sequence(ctxAt())).toBe(0);
  });

  test('X14: an entry too large for a bundle is refused where it is made, and nothing waits behind it', async () => {
    await expect(make.event(ctxAt(), 'x'.repeat(65_536), 'public')).rejects.toThrow('too large for the log');
    await expect(asOwner("update outbox.events set entry = convert_to(repeat('x', 65536), 'utf8') where leaf_index = 0")).rejects.toThrow(/check/);
    await make.event(ctxAt(), 'sesudahnya');
    expect(await sequence(ctxAt())).toBe(1);
  });

  test('X14: a clock that is put back does not put the log back', async () => {
    const early = ctxAt(testNow.subtract({ hours: 1 }));
    await make.event(early, 'jam mundur');
    const before = await ctxAt().read(newestCheckpoint);
    expect(await sequence(early)).toBe(1);
    const after = await ctxAt().read(newestCheckpoint);
    expect(after?.size).toBe((before?.size ?? 0) + 1);
    expect(Temporal.Instant.compare(after?.publishedAt ?? testNow, before?.publishedAt ?? testNow)).toBe(0);
  });
});

describe('who may change the log', () => {
  test.each(['entries', 'nodes', 'checkpoints', 'identity', 'checks'])('nobody who runs as the app may change or delete in ledger.%s', async (table) => {
    for (const statement of [
      `update ledger.${table} set ${table === 'identity' ? "origin = 'x'" : table === 'entries' ? "entry = ''" : table === 'nodes' ? "hash = ''" : 'size = 0'}`,
      `delete from ledger.${table}`,
      `truncate ledger.${table}`,
    ])
      await expect(
        ctxAt().transact((tx) => sql.raw(statement).execute(tx)),
        statement,
      ).rejects.toThrow('permission denied');
  });
});

// The connection of the sequencer is cut by its own insert; `deferred` cuts it at the moment of commit.
async function cutAt(table: string, deferred: boolean): Promise<() => Promise<void>> {
  await asOwner(`create or replace function public.cut() returns trigger language plpgsql security definer as
    $$ begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1); return null; end $$`);
  await asOwner(
    deferred
      ? `create constraint trigger cut after insert on ledger.${table} deferrable initially deferred for each row execute function public.cut()`
      : `create trigger cut after insert on ledger.${table} for each statement execute function public.cut()`,
  );
  return async () => {
    await asOwner(`drop trigger cut on ledger.${table}`);
  };
}

describe('a crash while the log grows', () => {
  test.each([
    ['after the entries, before their hashes', 'entries', false],
    ['after the hashes, before the checkpoint', 'nodes', false],
    ['after the checkpoint, before the commit', 'checkpoints', false],
    ['at the commit', 'checkpoints', true],
  ])('R2: cut %s, nothing of it is there, and the next run resumes', async (_when, table, deferred) => {
    const before = await ctxAt().read(newestCheckpoint);
    const ids = await Promise.all([make.event(ctxAt(), `${table} satu`), make.event(ctxAt(), `${table} dua`)]);
    const mend = await cutAt(table, deferred);
    await expect(sequence(ctxAt())).rejects.toThrow();
    await mend();
    expect(await ctxAt().read(newestCheckpoint)).toEqual(before);
    expect(await rowsOf(`select 1 from ledger.entries where leaf_index >= ${before?.size ?? 0}`)).toHaveLength(0);
    for (const id of ids) expect(verifyReceipt(await receipt(id))).toMatchObject({ ok: true, what: 'promise' });
    expect(await sequence(ctxAt())).toBe(2);
    for (const id of ids) expect(verifyReceipt(await receipt(id))).toMatchObject({ ok: true, what: 'receipt' });
    expect(await checkLog(ctxAt())).toMatchObject({ faults: [], size: (before?.size ?? 0) + 2 });
  });

  test('R2: one size is never signed twice', async () => {
    const last = await ctxAt().read(newestCheckpoint);
    await expect(
      ctxAt().transact((tx) =>
        sql`insert into ledger.checkpoints (size, root, note, published_at)
        values (${BigInt(last?.size ?? 0)}, ${new Uint8Array(32)}::bytea, 'another', ${testNow})`.execute(tx),
      ),
    ).rejects.toThrow(/checkpoints_pkey/);
  });
});

describe('a store that lies', () => {
  const spoil = async (statement: string, mend: string, work: () => Promise<void>) => {
    await asOwner(statement);
    try {
      await work();
    } finally {
      await asOwner(mend);
    }
  };

  test('R3: on hashes that no longer give the last root nothing more is signed', async () => {
    await make.event(ctxAt(), 'menunggu');
    const { size } = (await ctxAt().read(newestCheckpoint)) ?? { size: 0 };
    const level = Math.floor(Math.log2(size));
    const flip = `update ledger.nodes set hash = set_byte(hash, 0, get_byte(hash, 0) # 1) where level = ${level} and index = 0`;
    await spoil(flip, flip, async () => {
      await expect(sequence(ctxAt())).rejects.toThrow('nothing more is signed');
    });
    await asOwner(`create table public.kept as select * from ledger.nodes where level = ${level} and index = 0`);
    await spoil(`delete from ledger.nodes where level = ${level} and index = 0`, 'insert into ledger.nodes select * from public.kept', async () => {
      await expect(sequence(ctxAt())).rejects.toThrow('lacks a node');
    });
    expect(await sequence(ctxAt())).toBe(1);
  });
});

test('an event that the log does not keep has no receipt', async () => {
  const ctx = ctxAt();
  const eventId = await ctx.transact(async (tx) => {
    const { defineEvent } = await import('#platform/outbox');
    const { z } = await import('zod');
    const quiet = defineEvent({ kind: 'test.quiet', says: { id: 'Uji', en: 'Test' }, version: 1, ledger: 'none', payload: z.object({}) });
    return (await emit(tx, ctx, quiet, {}, { agencyId: testAgency.id })).eventId;
  });
  expect(await receipt(eventId)).toBeUndefined();
});
