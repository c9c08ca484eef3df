import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { journey, type Visitor } from '#test/browser';
import { alsoInEnglish, arrived } from './steps/look.ts';

const demo = journey();
const run = promisify(execFile);
let stranger: Visitor;

beforeAll(async () => {
  stranger = await demo.visitor({ width: 1280 });
});

/** As a stranger runs it, with nothing but the address. */
function recount(...args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  const site = new URL(stranger.page.url()).origin;
  return run(process.execPath, ['bin/recount', site, ...args]).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, said: error.stdout }),
  );
}

describe('a stranger recounts', () => {
  test('the queues: on the page, and on their own computer', async () => {
    const { page } = stranger;
    await page.goto('/transparansi/antrean');
    await arrived(page, 'Giliran dalam antrean');
    await page.getByRole('button', { name: 'Hitung ulang di peramban ini' }).click();
    await page.getByText(/^Sama: \d/).waitFor({ timeout: 120_000 });
    const { code, said } = await recount();
    expect(said).toContain('0 tanpa alasan');
    expect(said).toContain('SAMA');
    expect(code).toBe(0);
    await alsoInEnglish(page);
  });

  test('a lot that an officer has drawn just now', async () => {
    const officer = await demo.signedIn('officer', { width: 1280 });
    const { page } = officer;
    await page.goto('/kerja?tampilan=mine&tahap=in-review');
    const addresses = await page.locator('form.listed .at-ticket a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    for (const address of addresses) {
      await page.goto(address);
      if ((await page.getByRole('link', { name: 'Bukti undian' }).count()) === 0) break;
    }
    const address = page.url();
    await page.getByRole('link', { name: 'Undi petugas pemeriksa' }).click();
    await arrived(page, 'Undi petugas pemeriksa');
    await page.getByRole('button', { name: 'Umumkan undian' }).click();
    await page.getByText('Undian diumumkan.').waitFor();
    for (let attempt = 0; attempt < 60 && (await page.getByText(/, label /).count()) === 0; attempt += 1) {
      await page.waitForTimeout(500);
      await page.goto(address);
    }
    const proof = await page.getByRole('link', { name: 'Bukti undian' }).first().getAttribute('href');
    expect(officer.faults).toEqual([]);

    await stranger.page.goto(proof ?? '');
    const draw = (proof ?? '').split('/').at(-1) ?? '';
    await arrived(stranger.page, `Undian ${draw}`);
    await stranger.page.getByRole('button', { name: 'Hitung ulang di peramban ini' }).click();
    await stranger.page.getByText(/^Cocok: /).waitFor({ timeout: 120_000 });
    const { code, said } = await recount('--draw', draw);
    expect(said).toContain(`${draw}: cocok`);
    expect(code).toBe(0);
    expect(stranger.faults).toEqual([]);
  });
});
