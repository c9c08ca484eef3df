import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startWitness, type Witness } from '#test/public-log';
import { copyData, freePorts, type Product, startProduct } from '#test/product';
import { reader } from '#test/reader';
import { independentVerifier } from '../tools/independent/program.ts';

/* What a stranger can do with the log of a running product: verify it in another language, follow it, witness it. */

const open: { scratch: string; product?: Product; witnesses: Witness[]; go?: ReturnType<typeof independentVerifier> } = { scratch: '', witnesses: [] };
const site = () => (open.product?.url ?? inject('productUrl')) + '/ledger';
const text = async (path: string) => (await fetch(`${site()}/${path}`)).text();

type Ended = { readonly code: number | null; readonly said: string };

function run(program: string, ...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join('bin', program), ...args]);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('close', (code) => resolve({ code, said }));
  });
}

async function until<T>(found: () => Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; attempt < 120; attempt += 1) {
    const value = await found();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('it did not come');
}

beforeAll(async () => {
  open.scratch = await mkdtemp(join(tmpdir(), 'stranger-'));
  open.go = independentVerifier();
  const vkey = (await (await fetch(`${inject('productUrl')}/ledger/vkey`)).text()).trim();
  for (const name of ['ombudsman', 'kampus', 'pers'])
    open.witnesses.push(await startWitness({ folder: join(open.scratch, name), name: `saksi.${name}.example`, logs: [vkey] }));
  // While a journey is being written the product that runs has the witnesses of its operator, or none.
  if (inject('pristineDir') === '') return;
  const environment = { LEDGER_WITNESSES: open.witnesses.map((one) => `${one.url} ${one.vkey}`).join('; '), LEDGER_POLICY: '2' };
  open.product = await startProduct({ dataDir: await copyData(inject('pristineDir'), join(open.scratch, 'data')), port: await freePorts(), environment });
}, 240_000);
afterAll(async () => {
  await open.product?.stop();
  await Promise.all(open.witnesses.map((one) => one.stop('SIGKILL')));
  await rm(open.scratch, { recursive: true, force: true });
});

describe('a stranger', () => {
  test('verifies the whole log of the demo with a program in Go on other people’s code, and with ours', async () => {
    const vkey = (await text('vkey')).trim();
    const old = join(open.scratch, 'old');
    await writeFile(old, await text('checkpoint'));
    const found = (await open.go?.('-url', site(), '-vkey', vkey, '-old', old)) ?? { code: -1, said: '' };
    expect(found).toMatchObject({ code: 0, said: expect.stringMatching(/"size":\d{3,}/) as string });
    const memory = join(open.scratch, 'memory');
    expect(await run('monitor', site(), '--data', memory)).toMatchObject({ code: 0, said: expect.stringContaining('COCOK') as string });
    expect(await run('monitor', site(), '--data', memory, '--en')).toMatchObject({ code: 0, said: expect.stringContaining('FITS') as string });
  });

  test('sees who witnesses it: the checkpoint, a receipt and the page say so', async ({ skip }) => {
    if (!open.product) skip('the product that runs has its own witnesses');
    const witnessed = await until(async () => {
      const note = await text('witnessed');
      return note.includes('saksi.') ? note : undefined;
    });
    expect(witnessed.match(/\u2014 saksi\./g)?.length).toBeGreaterThanOrEqual(2);
    const file = join(open.scratch, 'policy');
    await writeFile(file, await text('policy'));
    const keys = open.witnesses.flatMap((one) => ['-witness', one.vkey]);
    await until(async () => ((await text('checkpoint')).match(/\u2014 saksi\./g)?.length === 3 ? true : undefined));
    expect(await open.go?.('-url', site(), '-vkey', (await text('vkey')).trim(), '-k', '2', ...keys)).toMatchObject({ code: 0 });
    expect(await run('monitor', site(), '--data', join(open.scratch, 'policed'), '--policy', file)).toMatchObject({
      code: 0,
      said: expect.stringContaining('sedikitnya 2 dari 3') as string,
    });
    const visitor = reader(site().replace('/ledger', ''));
    const page = await visitor.open('/transparansi');
    for (const part of ['saksi.ombudsman.example', 'sejalan', '2 dari 3 saksi']) expect(page.text).toContain(part);
  });

  test('walks the tree and compares an old checkpoint, without a script', async () => {
    const visitor = reader(site().replace('/ledger', ''));
    const paper = await text('checkpoint');
    const size = Number(paper.split('\n')[1]);
    const tree = await visitor.open(`/transparansi/pohon?catatan=${size - 1}&ukuran=${size}`);
    expect(tree.text).toContain(paper.split('\n')[2]);
    const compared = await visitor.send(await visitor.open('/transparansi/riwayat'), /\/riwayat$/, { paper });
    expect(compared.text).toContain('Cocok: tidak ada yang berubah');
  });
});
