import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { damagedContents, keepFile, openFileStore, stage } from '#platform/files';
import { testAgency, testDatabase, testNow } from '#test/db';
import { holdWitnesses } from '../held.ts';
import { newestCheckpoint } from '../store.ts';
import { make, witnessNumber } from '../testing.ts';
import { saveCosignature } from '../witnesses/store.ts';
import { checkLog } from './actions.ts';
import { sayFault } from './say.ts';
import { newestCheck } from './store.ts';

const database = testDatabase();
const ctx = (now = testNow) => ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now, lang: 'id', agency: testAgency, requestId: 'test' });
const asOwner = (statement: string) => database.owner.transact('all', (tx) => sql.raw(statement).execute(tx));
const faults = async () => (await checkLog(ctx())).faults;
const witness = witnessNumber(21, 'saksi.example');
const at = { early: 0, late: 0 };

beforeAll(async () => {
  await make.log(ctx());
  for (let round = 0; round < 3; round += 1) {
    for (let n = 0; n < 100; n += 1) await make.event(ctx(), `catatan ${round} ${n}`, n % 2 === 0 ? 'public' : 'commitment');
    await make.sequenced(ctx());
    const { size, note } = (await ctx().read(newestCheckpoint)) ?? { size: 0, note: '' };
    at.early ||= size;
    at.late = size;
    await ctx().transact((tx) =>
      saveCosignature(tx, { witness: witness.vkey, size, line: witness.cosign(note, 1_780_000_000), stampedAt: testNow, now: testNow }),
    );
  }
}, 60_000);

const flip = (column: string, byte: number, bit = 1) => `${column} = set_byte(${column}, ${byte}, get_byte(${column}, ${byte}) # ${bit})`;

/** Damages, looks, and undoes: a flipped bit that is flipped again is whole. */
async function spoiled(statement: string): Promise<readonly string[]> {
  await asOwner(statement);
  try {
    return await faults();
  } finally {
    await asOwner(statement);
  }
}

describe('R17: the nightly check names the item whose one bit was flipped', () => {
  test('nothing, where all is whole', async () => {
    expect(await faults()).toEqual([]);
  });

  test.each([
    ['an entry', () => `update ledger.entries set ${flip('entry', 5, 4)} where leaf_index = 12`, () => ['entry 12']],
    ['the last entry', () => `update ledger.entries set ${flip('entry', 0)} where leaf_index = ${at.late - 1}`, () => [`entry ${at.late - 1}`]],
    ['a leaf', () => `update ledger.nodes set ${flip('hash', 31, 128)} where level = 0 and index = 77`, () => ['node 0/77']],
    ['an inner node', () => `update ledger.nodes set ${flip('hash', 31, 128)} where level = 2 and index = 5`, () => ['node 2/5']],
    ['a hash of a tile of level 1', () => `update ledger.nodes set ${flip('hash', 0)} where level = 8 and index = 0`, () => ['node 8/0']],
    ['the root of a checkpoint', () => `update ledger.checkpoints set ${flip('root', 0)} where size = ${at.early}`, () => [`checkpoint ${at.early}`]],
    ['an event', () => `update outbox.events set ${flip('entry', 9, 2)} where leaf_index = 30`, () => ['event 30']],
  ])('%s', async (_what, statement, named) => {
    expect(await spoiled(statement())).toEqual(named());
    expect(await faults()).toEqual([]);
  });

  test('the salt or the record of an opening', async () => {
    const { rows } = await database.owner.transact('all', (tx) =>
      sql<{
        leaf_index: bigint;
        event_id: string;
        record: unknown;
      }>`select e.leaf_index, o.event_id, o.record from outbox.openings o join outbox.events e on e.id = o.event_id
        where e.leaf_index is not null order by e.leaf_index limit 1`.execute(tx),
    );
    const [row] = rows;
    expect(await spoiled(`update outbox.openings set ${flip('salt', 3)} where event_id = '${row?.event_id}'`)).toEqual([`opening ${row?.leaf_index}`]);
    await asOwner(`update outbox.openings set record = '{"note": "lain"}' where event_id = '${row?.event_id}'`);
    expect(await faults()).toEqual([`opening ${row?.leaf_index}`]);
    await asOwner(`update outbox.openings set record = '${JSON.stringify(row?.record)}' where event_id = '${row?.event_id}'`);
    expect(await faults()).toEqual([]);
  });

  test('the signature of a checkpoint, of a witness, and a row that is gone', async () => {
    await asOwner(`create table public.kept as select size, note from ledger.checkpoints where size = ${at.early}`);
    await asOwner(`update ledger.checkpoints set note = overlay(note placing 'A' from length(note) - 20 for 1) where size = ${at.early}`);
    expect(await faults()).toEqual([`checkpoint ${at.early}`]);
    await asOwner('update ledger.checkpoints c set note = k.note from public.kept k where k.size = c.size');
    await asOwner('create table public.lines as select size, line from ledger.cosignatures');
    await asOwner(`update ledger.cosignatures set line = overlay(line placing 'AA' from length(line) - 20 for 2) where size = ${at.late}`);
    expect(await faults()).toEqual([`cosignature ${at.late} saksi.example`]);
    await asOwner('update ledger.cosignatures c set line = l.line from public.lines l where l.size = c.size');
    await asOwner('create table public.gone as select * from ledger.entries where leaf_index = 44');
    await asOwner('delete from ledger.entries where leaf_index = 44');
    expect(await faults()).toEqual(['entry 44']);
    await asOwner('insert into ledger.entries select * from public.gone');
    expect(await faults()).toEqual([]);
  });

  test('several at once, each by its name', async () => {
    const spoil = [
      `update ledger.entries set ${flip('entry', 5, 4)} where leaf_index in (3, 90)`,
      `update ledger.nodes set ${flip('hash', 1)} where level = 4 and index = 2`,
      `update ledger.checkpoints set ${flip('root', 9)} where size = ${at.late}`,
    ];
    for (const statement of spoil) await asOwner(statement);
    expect((await faults()).toSorted()).toEqual([`checkpoint ${at.late}`, 'entry 3', 'entry 90', 'node 4/2']);
    for (const statement of spoil) await asOwner(statement);
    const later = await checkLog(ctx(testNow.add({ hours: 1 })));
    expect(later.faults).toEqual([]);
    expect(await ctx().read(newestCheck)).toEqual(later);
  });
});

describe('R17: files that are kept', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'damaged-'));
  afterAll(() => {
    rmSync(scratch, { recursive: true, force: true });
    holdWitnesses({ k: 0, witnesses: [] });
  });

  test('one whose bit was flipped, or that is gone, is named by its hash; to the public without it', async () => {
    const store = openFileStore('', scratch);
    const kept: string[] = [];
    for (const name of ['satu', 'dua', 'tiga']) {
      const staged = await stage(join(scratch, 'uploads'), `${name}.txt`, Readable.from([Buffer.from(name)]), 1000);
      await keepFile(ctx(), store, staged);
      kept.push(Buffer.from(staged.sha256).toString('hex'));
    }
    const damaged = () => damagedContents({ store, read: (work) => ctx().read(work) });
    expect(await damaged()).toEqual([]);
    const placeOf = (hex = '') => join(scratch, 'files', hex.slice(0, 2), hex);
    const whole = readFileSync(placeOf(kept[1]));
    writeFileSync(placeOf(kept[1]), Buffer.from(whole.map((byte, place) => (place === 0 ? byte ^ 1 : byte))));
    rmSync(placeOf(kept[2]));
    expect(await damaged()).toEqual(kept.slice(1).toSorted((one, other) => (one < other ? -1 : 1)));
    const { faults: found } = await checkLog(ctx(testNow.add({ hours: 2 })), async () => (await damaged()).map((sha256) => `file ${sha256}`));
    expect(found.map((fault) => sayFault(fault, 'id', 'inspector'))).toContain(`berkas yang disimpan ${kept[1]}`);
    expect(found.map((fault) => sayFault(fault, 'id', 'public'))).toEqual(['berkas yang disimpan', 'berkas yang disimpan']);
  });
});
