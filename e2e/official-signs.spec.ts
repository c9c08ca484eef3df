import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journey, type Visitor } from '#test/browser';
import { readPaper } from '#test/paper';
import { applyFor, laboratoryTest, type Receipt } from './steps/citizen.ts';
import { arrived } from './steps/look.ts';
import { decide, takeCase } from './steps/officer.ts';
import { sign, signAndIssue } from './steps/official.ts';

const demo = journey();
const run = promisify(execFile);

let citizen: Visitor;
let officer: Visitor;
let official: Visitor;
let stranger: Visitor;
let scratch: string;
let receipt: Receipt;
let first: { readonly file: Buffer; readonly check: string };

const casePage = () => receipt.address.replace('/tanda-terima', '');
const workPage = () => receipt.address.replace(/.*\/permohonan\/([^/]+)\/.*/, '/kerja/$1');

async function download(): Promise<{ readonly file: Buffer; readonly check: string }> {
  const file = await (await citizen.context.request.get(`${casePage()}/hasil.pdf`)).body();
  return { file, check: new URL((await readPaper(file)).qr ?? '').pathname };
}

/** Uploads a file for verification, as who was handed it. */
async function judged(page: Page, file: Buffer): Promise<string> {
  await page.goto('/verifikasi/hasil');
  await page.getByLabel('Berkas PDF').setInputFiles({ name: 'hasil.pdf', mimeType: 'application/pdf', buffer: file });
  await page.getByRole('button', { name: 'Periksa berkas' }).click();
  await page.locator('.alert-title').first().waitFor();
  return page.locator('main').innerText();
}

beforeAll(async () => {
  citizen = await demo.visitor();
  stranger = await demo.visitor({ javaScript: false });
  officer = await demo.signedIn('officer', { width: 1280 });
  official = await demo.signedIn('supervisor', { width: 1280 });
  scratch = await mkdtemp(join(tmpdir(), 'results-'));
});

afterAll(async () => {
  expect([...citizen.faults, ...officer.faults, ...official.faults, ...stranger.faults]).toEqual([]);
  await rm(scratch, { recursive: true, force: true });
});

describe('an official signs', () => {
  test('what an officer decided waits for the official; until it is out its holder reads so, and a signature can be taken back', async () => {
    receipt = await applyFor(citizen.page, 'uji-laboratorium-lingkungan', laboratoryTest);
    await takeCase(officer.page, receipt.ticket);
    await decide(officer.page, 'granted');
    await citizen.page.goto(casePage());
    await citizen.page.getByText('Pejabat sedang menandatangani').waitFor();
    await sign(official.page, receipt.ticket);
    await official.page.getByRole('button', { name: new RegExp(`^Batalkan ${receipt.ticket}`) }).click();
    await official.page.getByText('Tanda tangan dibatalkan').waitFor();
    await signAndIssue(official.page, receipt.ticket);
  });

  test('the citizen downloads it; pdfsig finds the signature valid over the whole document', async () => {
    await citizen.page.goto(casePage());
    await citizen.page.getByText('Hasil bertanda tangan elektronik').waitFor();
    first = await download();
    const path = join(scratch, 'hasil.pdf');
    await writeFile(path, first.file);
    const { stdout } = await run('pdfsig', [path]);
    expect(stdout).toContain('Signature is Valid');
    expect(stdout).toContain('Total document signed');
    const { text } = await readPaper(first.file);
    expect(text).toContain('Ditandatangani secara elektronik oleh');
    expect(text).toContain('tanpa kekuatan hukum');
  });

  test('a stranger verifies it by QR and by upload; an altered copy is refused', async () => {
    const { page } = stranger;
    await page.goto(first.check);
    await arrived(page, 'Periksa keaslian hasil');
    await page.getByText('Hasil ini asli dan berlaku').waitFor();
    expect(await judged(page, first.file)).toContain('Hasil ini asli dan berlaku');
    const altered = Buffer.from(first.file);
    altered[altered.length - 60] = (altered[altered.length - 60] ?? 0) ^ 1;
    expect(await judged(page, altered)).toContain('Tidak sah');
    expect(await judged(page, Buffer.concat([first.file, Buffer.from('\n%%EOF\n')]))).toContain('Tidak sah');
  });

  test('a corrected one shows its successor', async () => {
    await officer.page.goto(workPage());
    await officer.page.getByRole('link', { name: 'Betulkan hasil yang sudah terbit' }).click();
    await arrived(officer.page, 'Betulkan hasil yang sudah terbit');
    await officer.page.locator('main [name=nama]').fill('Lalu Hamdan Syahputra');
    await officer.page.getByLabel('Mengapa dibetulkan?').fill('Nama keluarga salah tulis.');
    await officer.page.getByRole('button', { name: 'Siapkan pembetulan' }).click();
    await officer.page.getByText('Pembetulan disiapkan.').waitFor();
    await signAndIssue(official.page, receipt.ticket);
    const { page } = stranger;
    await page.goto(first.check);
    await page.getByText('Hasil ini sudah diganti').waitFor();
    expect(await page.locator('main').innerText()).toContain(`${receipt.ticket}/H-P1`);
    const second = await download();
    expect((await readPaper(second.file)).text).toContain('Syahputra');
    expect(await judged(page, second.file)).toContain('Hasil ini asli dan berlaku');
    expect(await judged(page, first.file)).toContain('Hasil ini sudah diganti');
  });

  test('a revoked one says so, everywhere, and stands in the public list without a name', async () => {
    const second = await download();
    const { page } = official;
    await page.goto('/kerja/tanda-tangan');
    await page.getByRole('link', { name: `${receipt.ticket}/H-P1` }).click();
    await arrived(page, `${receipt.ticket}/H-P1`);
    await page.getByLabel('Alasan', { exact: true }).selectOption('data-tidak-benar');
    await page.getByLabel('Penjelasan untuk pemohon').fill('Contoh air bukan dari sumur yang disebut.');
    await page.getByRole('button', { name: 'Cabut hasil ini' }).click();
    await page.getByText('Hasil dicabut. Pemohon diberi tahu.').waitFor();
    expect(await judged(stranger.page, second.file)).toContain('Hasil ini sudah dicabut');
    await stranger.page.goto('/verifikasi/dicabut');
    await arrived(stranger.page, 'Hasil yang dicabut atau diganti');
    const list = await stranger.page.locator('main').innerText();
    expect(list).toContain(`${receipt.ticket}/H-P1`);
    expect(list).not.toContain('Hamdan');
    await citizen.page.goto(casePage());
    await citizen.page.getByRole('alert').getByText('Contoh air bukan dari sumur yang disebut.').waitFor();
    expect((await citizen.context.request.get(`${casePage()}/hasil.pdf`)).status()).toBe(404);
  });
});
