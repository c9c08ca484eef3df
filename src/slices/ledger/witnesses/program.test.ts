import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startWitness, type Witness } from '#test/public-log';
import { stampsOf } from '../formats/cosignature.ts';
import { formatCheckpoint, signNote } from '../formats/note.ts';
import { keyNumber, type MemoryLog, memoryLog, tellEntries, witnessNumber } from '../testing.ts';

/* bin/witness as others run it: one file, its own process, a folder of its own. */

const scratch = mkdtempSync(join(tmpdir(), 'witness-'));
const started: Witness[] = [];
afterAll(async () => {
  await Promise.all(started.map((one) => one.stop('SIGKILL')));
  rmSync(scratch, { recursive: true, force: true });
});

const key = keyNumber(7);
const log = memoryLog(key, tellEntries(0, 100));
const fork = memoryLog(key, [...tellEntries(0, 50), ...tellEntries(50, 50, 'b')]);
let folders = 0;
const newFolder = () => join(scratch, String((folders += 1)));

async function witness(folder = newFolder(), logs: readonly string[] = [key.vkey], more: { readonly port?: number; readonly program?: string } = {}) {
  const one = await startWitness({ folder, name: `saksi-${folders}.example`, logs, ...more });
  started.push(one);
  return one;
}

describe('a witness', () => {
  it('signs a tree that it sees for the first time, and then what only adds to it', async () => {
    const one = await witness();
    const first = await one.add(0, [], log.checkpoint(10));
    expect(first).toMatchObject({ status: 200, text: expect.stringMatching(/^\u2014 saksi-\d+\.example \S+\n$/) as string });
    expect(stampsOf(log.checkpoint(10) + first.text, [one.vkey])).toMatchObject([{ vkey: one.vkey }]);
    for (const [old, size] of [
      [10, 10],
      [10, 11],
      [11, 64],
      [64, 100],
    ] as const) {
      const { status, text } = await one.add(old, log.consistency(old, size), log.checkpoint(size));
      expect([status, stampsOf(log.checkpoint(size) + text, [one.vkey])?.length], `${old} to ${size}`).toEqual([200, 1]);
    }
    expect(await (await fetch(one.url)).text()).toContain(`${key.origin}\n100\n`);
  });

  it('answers by the letter of the protocol', async () => {
    const one = await witness();
    await one.add(0, [], log.checkpoint(40));
    const foreign = memoryLog(keyNumber(9, 'lain.go.id/ledger'), tellEntries(0, 50));
    const forged = memoryLog(keyNumber(8), tellEntries(0, 50));
    expect(await one.add(0, [], foreign.checkpoint()), 'an origin that it does not know').toMatchObject({ status: 404 });
    expect(await one.add(40, forged.consistency(40), forged.checkpoint()), 'a foreign key').toMatchObject({ status: 403 });
    expect(await one.add(60, [], log.checkpoint(50)), 'an old size beyond the tree').toMatchObject({ status: 400 });
    expect(await one.add(39, log.consistency(39, 50), log.checkpoint(50)), 'another old size').toEqual({
      status: 409,
      type: 'text/x.tlog.size',
      text: '40\n',
    });
    expect(await one.add(40, log.consistency(40, 51), log.checkpoint(50)), 'a wrong proof').toMatchObject({ status: 422 });
    expect(await one.add(40, [], log.checkpoint(50)), 'no proof').toMatchObject({ status: 422 });
    expect(await one.add(40, fork.consistency(40, 90), log.checkpoint(90)), 'the proof of another history').toMatchObject({ status: 422 });
    for (const body of [
      '',
      'old 40\n',
      'old 040\n\n',
      `old -1\n\n${log.checkpoint(50)}`,
      `old 40\nAAAA\n\n${log.checkpoint(50)}`,
      `old 40\n\n${log.checkpoint(50)}x`,
    ])
      expect((await fetch(`${one.url}/add-checkpoint`, { method: 'POST', body })).status, body.slice(0, 20)).toBe(400);
    const long = Array.from({ length: 64 }, () => new Uint8Array(32));
    expect(await one.add(40, long, log.checkpoint(50)), '64 lines of proof').toMatchObject({ status: 400 });
    expect((await fetch(`${one.url}/add-checkpoint`, { method: 'POST', body: 'x'.repeat(200_000) })).status).toBe(413);
    expect((await fetch(`${one.url}/add-checkpoint`)).status).toBe(405);
    // After all of that it stands where it stood.
    expect(await one.add(40, log.consistency(40, 41), log.checkpoint(41))).toMatchObject({ status: 200 });
  });

  it('X15: never signs a second tree of one size, nor a shorter one', async () => {
    const one = await witness();
    await one.add(0, [], log.checkpoint(60));
    expect(await one.add(60, [], fork.checkpoint(60))).toMatchObject({ status: 409, text: '60\n' });
    expect(await one.add(0, [], fork.checkpoint(60))).toMatchObject({ status: 409, text: '60\n' });
    expect(await one.add(60, fork.consistency(60, 80), fork.checkpoint(80))).toMatchObject({ status: 422 });
    expect(await one.add(50, log.consistency(50, 55), log.checkpoint(55))).toMatchObject({ status: 409, text: '60\n' });
  });

  it('takes one of many requests at once, and tells the others where it stands', async () => {
    const one = await witness();
    const answers = await Promise.all(Array.from({ length: 40 }, (_none, at) => one.add(0, [], (at % 2 === 0 ? log : fork).checkpoint(60 + at))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(39);
  });

  it('ignores signatures that it does not know, and signs lines that a log adds as they stand', async () => {
    const one = await witness();
    const text = `${formatCheckpoint({ origin: key.origin, size: 30, root: log.root(30) })}keterangan log\n`;
    const note = signNote(text, key.origin, key.seed) + witnessNumber(5).cosign(`${text}\n`, 1);
    const { status, text: line } = await one.add(0, [], note);
    expect([status, stampsOf(note + line, [one.vkey])?.length]).toEqual([200, 1]);
  });

  it('keeps several logs apart, and follows a log to its new key', async () => {
    const other = memoryLog(keyNumber(9, 'lain.go.id/ledger'), tellEntries(0, 20));
    const renewed = memoryLog({ ...keyNumber(8), origin: key.origin }, tellEntries(0, 100));
    const folder = newFolder();
    await (await witness(folder)).stop();
    writeFileSync(join(folder, 'logs'), `# log kedua\n${other.key.vkey}\n\n${renewed.key.vkey}\n`);
    const one = await witness(folder);
    expect(await one.add(0, [], log.checkpoint(30))).toMatchObject({ status: 200 });
    expect(await one.add(0, [], other.checkpoint(20))).toMatchObject({ status: 200 });
    expect(await one.add(30, renewed.consistency(30, 40), renewed.checkpoint(40))).toMatchObject({ status: 200 });
  });
});

describe('k of n witnesses', () => {
  it('X15: two histories shown to two halves: neither gets k, whoever is asked in whatever order', async () => {
    const four = await Promise.all(Array.from({ length: 4 }, () => witness()));
    const policy = { k: 3, witnesses: four.map((one) => one.vkey) };
    const collected = new Map([log, fork].map((history) => [history, [] as string[]]));
    const show = async (one: Witness, history: MemoryLog, old: number, size: number) => {
      const { status, text } = await one.add(old, history.consistency(old, size), history.checkpoint(size));
      if (status === 200 && size === 80) collected.get(history)?.push(text);
      return status;
    };
    // Both histories agree on the first 50.
    for (const one of four) expect(await show(one, log, 0, 50)).toBe(200);
    const [first, second, third, fourth] = four as [Witness, Witness, Witness, Witness];
    for (const one of [first, second]) expect(await show(one, log, 50, 80)).toBe(200);
    for (const one of [third, fourth]) expect(await show(one, fork, 50, 80)).toBe(200);
    // The operator tries every way to a third signature: by the old size, by the one that it holds, by a longer tree.
    for (const one of four) for (const history of [log, fork]) for (const old of [0, 50, 80]) for (const size of [80, 100]) await show(one, history, old, size);
    for (const history of [log, fork]) {
      const note = history.checkpoint(80) + [...new Set(collected.get(history))].join('');
      const stamps = stampsOf(history.checkpoint(80) + linesByKey(note), policy.witnesses);
      expect(stamps?.length).toBe(2);
      expect(stamps?.length).toBeLessThan(policy.k);
    }
  });
});

/** One line a witness: it may have signed the same tree again, at another second. */
function linesByKey(note: string): string {
  const lines = note
    .slice(note.lastIndexOf('\n\n') + 2, -1)
    .split('\n')
    .slice(1);
  return Array.from(new Map(lines.map((line) => [line.split(' ')[1], `${line}\n`])).values()).join('');
}

describe('what a witness keeps', () => {
  it('R2: kill -9 at any moment, and it never signs against what it has signed', async () => {
    const folder = newFolder();
    let one = await witness(folder);
    const { vkey } = one;
    let signed = 0;
    for (let round = 0; round < 6; round += 1) {
      const asking = Array.from({ length: 12 }, async (_none, at) => {
        const size = Math.min(100, signed + at + 1);
        const answer = await one.add(signed, log.consistency(signed, size), log.checkpoint(size)).catch(() => undefined);
        if (answer?.status === 200) signed = Math.max(signed, size);
      });
      setTimeout(() => void one.stop('SIGKILL'), round * 3);
      await Promise.all(asking);
      await one.stop('SIGKILL');
      one = await witness(folder);
      expect(one.vkey).toBe(vkey);
      const { status, text } = await one.add(0, [], fork.checkpoint(100));
      if (signed > 0) expect(status).toBe(409);
      const known = status === 409 ? Number(text) : 0;
      expect(known).toBeGreaterThanOrEqual(signed);
      if (status === 200) return;
      signed = known;
    }
    expect(signed).toBeGreaterThan(0);
  });

  it('R3: refuses to start on a state that was cut, changed or is not its own', async () => {
    const folder = newFolder();
    const one = await witness(folder);
    await one.add(0, [], log.checkpoint(60));
    await one.stop('SIGKILL');
    const file = join(folder, 'state', readdirSync(join(folder, 'state'))[0] ?? '');
    const good = readFileSync(file);
    for (const spoil of [
      () => truncateSync(file, 0),
      () => truncateSync(file, Math.floor(good.length / 2)),
      () => writeFileSync(file, good.toString().replace('\n60\n', '\n50\n')),
      () => writeFileSync(file, Buffer.from(good.map((byte, at) => (at === good.length - 20 ? byte ^ 1 : byte)))),
    ]) {
      spoil();
      await expect(witness(folder)).rejects.toThrow(/rusak/);
      writeFileSync(file, good);
    }
    expect(await (await witness(folder)).add(0, [], fork.checkpoint(60))).toMatchObject({ status: 409 });
  });

  it('is used by one process, and its key is for its owner only', async () => {
    const folder = newFolder();
    const one = await witness(folder);
    await expect(witness(folder)).rejects.toThrow(/sedang dipakai/);
    expect(statSync(join(folder, 'key')).mode & 0o77).toBe(0);
    await one.stop('SIGKILL');
    expect((await witness(folder)).vkey).toBe(one.vkey);
  });

  it('says what is missing in one line', async () => {
    await expect(startWitness({ folder: newFolder(), logs: [key.vkey] })).rejects.toThrow(/^Beri nama saksi.*\n$/);
    await expect(startWitness({ folder: newFolder(), name: 'a b', logs: [key.vkey] })).rejects.toThrow(/^Beri nama/);
    await expect(startWitness({ folder: newFolder(), name: 'saksi.example', logs: [] })).rejects.toThrow(/^Belum ada buku besar/);
    await expect(startWitness({ folder: newFolder(), name: 'saksi.example', logs: [witnessNumber(3).vkey] })).rejects.toThrow(/^Bukan kunci pemeriksa/);
  });

  it('runs from anywhere: the file alone is the program', async () => {
    const folder = newFolder();
    const copy = join(scratch, 'saksi');
    copyFileSync(join(import.meta.dirname, '../../../../bin/witness'), copy);
    expect(existsSync(join(scratch, 'package.json'))).toBe(false);
    expect(await (await witness(folder, [key.vkey], { program: copy })).add(0, [], log.checkpoint(5))).toMatchObject({ status: 200 });
  });
});
