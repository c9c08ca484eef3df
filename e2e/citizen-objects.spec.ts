import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journey, type Visitor } from '#test/browser';
import { readPaper } from '#test/paper';
import { applyFor, laboratoryTest, type Receipt, track } from './steps/citizen.ts';
import { alsoInEnglish, arrived } from './steps/look.ts';
import { askForCorrection, decide, openCase, takeCase } from './steps/officer.ts';
import { signAndIssue } from './steps/official.ts';

const demo = journey();

let citizen: Visitor;
let officer: Visitor;
let signer: Visitor;
let above: Visitor;
let receipt: Receipt;
const casePage = () => receipt.address.replace('/tanda-terima', '');
const workPage = () => receipt.address.replace(/.*\/permohonan\/([^/]+)\/.*/, '/kerja/$1');

beforeAll(async () => {
  citizen = await demo.visitor({ javaScript: false });
  officer = await demo.signedIn('officer', { width: 1280 });
  signer = await demo.signedIn('supervisor', { width: 1280 });
  above = await demo.signedIn('head', { width: 1280 });
});

afterAll(() => {
  expect([...citizen.faults, ...officer.faults, ...signer.faults, ...above.faults]).toEqual([]);
});

describe('a citizen does not agree', () => {
  test('was asked for a correction, which the officer prints for who has no e-mail; then refused, on a signed paper', async () => {
    receipt = await applyFor(citizen.page, 'uji-laboratorium-lingkungan', laboratoryTest);
    await takeCase(officer.page, receipt.ticket);
    await askForCorrection(officer.page, 'lokasi_contoh', 'Tulis desanya.');
    const printed = await readPaper(await (await officer.context.request.get(`${workPage()}/perbaikan.pdf`)).body());
    expect(printed.text).toContain('Tulis desanya.');
    expect(printed.text).not.toContain(receipt.code);
    await citizen.page.goto(`${casePage()}/perbaikan`);
    await citizen.page.locator('main [name=lokasi_contoh]').fill('Sumur di Desa Kekait');
    await citizen.page.getByRole('button', { name: 'Kirim perbaikan' }).click();
    await openCase(officer.page, receipt.ticket);
    await decide(officer.page, 'refused', 'Contoh tidak dapat diambil pada tanggal itu.');
    await signAndIssue(signer.page, receipt.ticket);
  });

  test('objects with number and code; who signed may not answer, who stands above does, and a new decision replaces the old', async () => {
    const { page, context } = await demo.visitor({ javaScript: false });
    await track(page, receipt);
    await page.getByRole('link', { name: 'Ajukan keberatan' }).click();
    await arrived(page, 'Ajukan keberatan');
    await alsoInEnglish(page);
    await page.getByLabel('Mengapa Anda tidak setuju?').fill('Tanggalnya dapat digeser, dan saya sudah menulisnya.');
    await page.getByRole('button', { name: 'Ajukan keberatan' }).click();
    await page.getByText('Terkirim. Perkembangannya').waitFor();

    await signer.page.goto('/kerja/keberatan');
    await signer.page.getByRole('link', { name: `Keberatan ${receipt.ticket}` }).click();
    await signer.page.getByText('orang lain yang harus menjawab').waitFor();
    await above.page.goto('/kerja/keberatan');
    await arrived(above.page, 'Keberatan dan banding');
    await above.page.getByRole('link', { name: `Keberatan ${receipt.ticket}` }).click();
    await arrived(above.page, `Keberatan ${receipt.ticket}`);
    await alsoInEnglish(above.page);
    await above.page.getByLabel('Kabulkan').check();
    await above.page.getByLabel('Alasan', { exact: true }).fill('Tanggal dapat digeser.');
    await above.page.getByRole('button', { name: 'Jawab' }).click();
    await above.page.getByText('Jawaban tersimpan').waitFor();

    await signAndIssue(signer.page, receipt.ticket);
    await page.goto(casePage());
    await arrived(page, /Uji Laboratorium/);
    expect(await page.locator('main').innerText()).toContain('Dikabulkan');
    const paper = await readPaper(await (await context.request.get(`${casePage()}/hasil.pdf`)).body());
    expect(paper.text).toContain('Laporan Hasil Uji Laboratorium');
    await context.close();
  });

  test('a letter of a draft is looked at with answers of nobody', async () => {
    const manager = await demo.signedIn('service-manager', { width: 1280 });
    const { page } = manager;
    await page.goto('/kelola/layanan');
    const draft = await page.locator('main a[href^="/kelola/layanan/0"]').first().getAttribute('href');
    const preview = await manager.context.request.get(`${draft}/surat/granted/pratinjau.pdf`);
    expect(preview.headers()['content-type']).toBe('application/pdf');
    expect((await readPaper(await preview.body())).text).toContain('pratinjau, belum ditandatangani');
    expect(manager.faults).toEqual([]);
  });
});
