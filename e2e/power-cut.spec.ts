import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { copyData, startProduct } from '#test/product';
import { type Opened, type Reader, reader } from '#test/reader';
import { laboratoryTest, paper, receiptOf } from './steps/citizen.ts';

type Shown = { readonly ticket: string; readonly code: string };

// Each citizen comes from an address of their own, as through a proxy.
const environment = { TRUST_PROXY_HOPS: '1' };

/** From the service's page to a receipt, as a browser without scripts goes; `shown` is called with what the citizen then holds. */
async function apply(citizen: Reader, shown: (receipt: Shown) => void): Promise<void> {
  let page: Opened = await citizen.send(await citizen.open('/layanan/uji-laboratorium-lingkungan'), /\/mulai$/, {});
  for (let step = 0; step < 10 && /\/langkah\/\d+$/.test(page.path); step += 1) {
    const answers = Object.fromEntries(
      Object.entries(laboratoryTest).map(([name, value]) => [
        name,
        value.endsWith('.pdf') ? new File([new Uint8Array(paper)], value, { type: 'application/pdf' }) : value,
      ]),
    );
    page = await citizen.send(page, /\/langkah\/\d+$/, answers);
  }
  const receipt = receiptOf((await citizen.send(page, /\/kirim$/, {})).text);
  if (receipt) shown(receipt);
}

test('R1: the power is cut during 100 submissions, and every receipt that was shown is there after the restart, once', async () => {
  const seed = Math.floor(Math.random() * 1_000_000);
  const cutAfter = 15 + (seed % 60);
  console.info(`power cut after ${cutAfter} receipts (seed ${seed})`);
  const scratch = await mkdtemp(join(tmpdir(), 'smart-asn-cut-'));
  const dataDir = await copyData(inject('pristineDir'), join(scratch, 'data'));
  const before = await startProduct({ dataDir, environment });
  onTestFinished(async () => {
    await before.stop('SIGKILL');
    await rm(scratch, { recursive: true, force: true });
  });
  const held: Shown[] = [];
  let cut: Promise<unknown> | undefined;
  const citizens = Array.from({ length: 100 }, (_none, at) => reader(before.url, `10.0.0.${at}`));
  const next = citizens.values();
  const worker = async () => {
    for (const citizen of next) {
      // What was cut off fails here, as it would in the citizen's hands.
      await apply(citizen, (receipt) => {
        held.push(receipt);
        if (held.length === cutAfter) cut = before.stop('SIGKILL');
      }).catch((error: unknown) => {
        if (!cut) throw error;
      });
      if (cut) return;
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  await cut;
  expect(held.length).toBeGreaterThanOrEqual(cutAfter);

  const after = await startProduct({ dataDir, environment });
  onTestFinished(async () => {
    await after.stop();
  });
  const lost: string[] = [];
  for (const [at, { ticket, code }] of held.entries()) {
    const visitor = reader(after.url, `10.0.1.${at}`);
    const found = await visitor.send(await visitor.open('/lacak'), /\/lacak$/, { ticket, code });
    if (found.status !== 200 || !found.text.includes(ticket)) lost.push(ticket);
  }
  expect(lost).toEqual([]);
  expect(new Set(held.map(({ ticket }) => ticket)).size).toBe(held.length);
});
