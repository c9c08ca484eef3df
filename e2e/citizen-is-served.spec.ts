import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journey, type Visitor } from '#test/browser';
import { readPaper } from '#test/paper';
import { applyFor, laboratoryTest, type Receipt, track } from './steps/citizen.ts';
import { arrived } from './steps/look.ts';
import { askForCorrection, decide, openCase, takeCase } from './steps/officer.ts';
import { signAndIssue } from './steps/official.ts';
import { altered, receiptFile, verify } from './steps/receipt.ts';

const demo = journey();

let citizen: Visitor;
let officer: Visitor;
let receipt: Receipt;
let scratch: string;

beforeAll(async () => {
  citizen = await demo.visitor();
  officer = await demo.signedIn('officer', { width: 1280 });
  scratch = await mkdtemp(join(tmpdir(), 'receipts-'));
});

afterAll(async () => {
  expect([...citizen.faults, ...officer.faults]).toEqual([]);
  await rm(scratch, { recursive: true, force: true });
});

describe('a citizen is served', () => {
  test('what is missing or wrong comes back with a summary, and nothing typed is lost', async () => {
    const { page } = citizen;
    await page.goto('/layanan/uji-laboratorium-lingkungan');
    await page.getByRole('button', { name: 'Ajukan sekarang' }).click();
    await page.locator('main [name=nama]').fill('Lalu Hamdan Saputra');
    await page.locator('main [name=email]').fill('bukan surel');
    await page.getByRole('button', { name: /^Lanjut|^Simpan/ }).click();
    await arrived(page, 'Data pemohon');
    const summary = page.getByRole('alert');
    expect(await summary.getByRole('link').count()).toBe(2);
    expect(await page.locator('main [name=nama]').inputValue()).toBe('Lalu Hamdan Saputra');
    expect(await page.locator('main [name=email]').inputValue()).toBe('bukan surel');
    await summary.getByRole('link').first().click();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('email');
  });

  test('applies, and holds a receipt that verifies: at once, in the log, from the command line', async () => {
    receipt = await applyFor(citizen.page, 'uji-laboratorium-lingkungan', laboratoryTest);
    const printed = await citizen.page.getByRole('link', { name: 'Cetak tanda terima (PDF)' }).getAttribute('href');
    const onPaper = await readPaper(await (await citizen.context.request.get(printed ?? '')).body());
    expect(onPaper.text).toContain(receipt.ticket);
    expect(onPaper.text).toContain(receipt.code);
    const whole = await receiptFile(citizen.page, receipt.address.replace(/\/tanda-terima$/, ''));
    const path = join(scratch, 'receipt.json');
    await writeFile(path, whole);
    expect(await verify(path)).toEqual({ code: 0, said: expect.stringMatching(/sah/i) });
    await writeFile(path, altered(whole));
    expect((await verify(path)).code).toBe(1);
  });

  test('verifies it in a browser that has no network any more; one changed letter fails', async () => {
    const whole = await receiptFile(citizen.page, receipt.address.replace(/\/tanda-terima$/, ''));
    const { page, context, faults } = await demo.visitor();
    await page.goto('/transparansi/verifikasi');
    await arrived(page, 'Periksa tanda terima');
    await context.setOffline(true);
    await page.locator('main [name=receipt]').fill(whole);
    await page.getByRole('button', { name: /Periksa/ }).click();
    await page.locator('#verdict .alert.good').waitFor();
    await page.locator('main [name=receipt]').fill(altered(whole));
    await page.getByRole('button', { name: /Periksa/ }).click();
    await page.locator('#verdict .alert.bad').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  test('tracks it on another device by what stands on paper; the number alone opens nothing', async () => {
    const { page, context } = await demo.visitor({ javaScript: false });
    await track(page, receipt);
    await arrived(page, /Uji Laboratorium/);
    await page.goto('/lacak');
    await page.locator('main [name=ticket]').fill(receipt.ticket);
    await page.locator('main [name=code]').fill('0000-0000-0000-0000');
    await page.getByRole('button', { name: /Lacak|Lihat/ }).click();
    await arrived(page, /Lacak/);
    expect(await page.locator('main').innerText()).not.toContain(laboratoryTest['nama']);
    await context.close();
  });

  test('an officer asks for a correction of one field, and only that one opens again', async () => {
    await takeCase(officer.page, receipt.ticket);
    await askForCorrection(officer.page, 'lokasi_contoh', 'Tulis desa dan kecamatannya.');
    const { page } = citizen;
    await page.goto(receipt.address.replace('/tanda-terima', ''));
    await arrived(page, /Uji Laboratorium/);
    await page.getByRole('link', { name: 'Perbaiki permohonan' }).click();
    await arrived(page, 'Perbaiki permohonan');
    expect(await page.locator('main [name]:not([type=hidden])').evaluateAll((fields) => fields.map((field) => field.getAttribute('name')))).toEqual([
      'lokasi_contoh',
    ]);
    await page.locator('main [name=lokasi_contoh]').fill('Sumur di Desa Kekait, Kecamatan Gunungsari');
    await page.getByRole('button', { name: 'Kirim perbaikan' }).click();
    await page.getByText('Perbaikan terkirim').waitFor();
  });

  test('is told the decision, and who looked; the paper that comes out of it verifies by its code', async () => {
    await openCase(officer.page, receipt.ticket);
    await decide(officer.page, 'granted');
    const official = await demo.signedIn('supervisor', { width: 1280 });
    await signAndIssue(official.page, receipt.ticket);
    expect(official.faults).toEqual([]);
    await officer.page.goto(receipt.address.replace(/.*\/permohonan\/([^/]+)\/.*/, '/kerja/$1'));
    await arrived(officer.page, 'Pekerjaan');
    const copy = await officer.page.getByRole('link', { name: 'Unduh hasil (PDF)' }).getAttribute('href');
    expect((await officer.context.request.get(copy ?? '')).headers()['content-type']).toBe('application/pdf');
    const { page, context } = citizen;
    await page.goto(receipt.address.replace('/tanda-terima', ''));
    await arrived(page, /Uji Laboratorium/);
    expect(await page.locator('main').innerText()).toContain(demo.account('officer').name);
    const answer = await context.request.get(`${receipt.address.replace('/tanda-terima', '')}/hasil.pdf`);
    expect(answer.headers()['content-type']).toBe('application/pdf');
    const paper = await readPaper(await answer.body());
    expect(paper.text).toContain('Ditandatangani secara elektronik oleh');
    const check = await page.goto(new URL(paper.qr ?? '').pathname);
    expect(check?.status()).toBe(200);
    await arrived(page, 'Periksa keaslian hasil');
    await page.getByText('Hasil ini asli dan berlaku').waitFor();
  });

  test('a double click on the last button makes one application', async () => {
    const { page, context, faults } = await demo.visitor({ width: 768 });
    const name = `Klik ${Math.random()
      .toString(36)
      .replace(/[^a-z]/g, '')}`;
    const watched: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/kirim')) watched.push(request.url());
    });
    const one = await applyFor(page, 'uji-laboratorium-lingkungan', { ...laboratoryTest, nama: name }, { clicks: 2 });
    expect(watched.length).toBeGreaterThan(0);
    await openCase(officer.page, one.ticket);
    await officer.page.goto(`/kerja?cari=${encodeURIComponent(name)}`);
    expect(await officer.page.locator('main form.listed tbody tr').count()).toBe(1);
    expect(faults).toEqual([]);
    await context.close();
  });
});
