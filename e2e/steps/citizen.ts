import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Answers, answerField } from './form.ts';
import { alsoInEnglish, arrived } from './look.ts';

/** One page of a PDF that says what it is: small, real, and no file of anybody's. */
export const paper = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);

/** Fills the fields of this step that the answers know. */
async function fill(page: Page, answers: Answers): Promise<void> {
  for (const [name, value] of Object.entries(answers)) {
    const field = page.locator(`main [name="${name}"]`);
    if ((await field.count()) === 0) continue;
    if ((await field.first().getAttribute('type')) === 'file') await field.setInputFiles({ name: value, mimeType: 'application/pdf', buffer: paper });
    else await answerField(page, name, value);
  }
}

export const researchLetter: Answers = {
  nama: 'Baiq Rina Kusumawati',
  nik: '5271014507990003',
  email: 'rina.kusumawati@surel.contoh.id',
  lembaga: 'Universitas Mataram',
  judul: 'Pengelolaan sampah pesisir di Tanjung Luar',
  lokasi: 'Kabupaten Lombok Timur',
  tanggal_mulai: '2026-12-07',
  surat_pengantar: 'surat pengantar.pdf',
  proposal: 'proposal.pdf',
  pernyataan: 'ya',
};

export const laboratoryTest: Answers = {
  nama: 'Lalu Hamdan Saputra',
  usaha: 'CV Bahari Jaya',
  email: 'hamdan@surel.contoh.id',
  telepon: '081234567890',
  jenis_contoh: 'air_bersih',
  jumlah_contoh: '2',
  lokasi_contoh: 'Sumur di Jalan Raya Ampenan Nomor 12',
  tanggal_ambil: '2026-12-01',
  surat_permohonan_uji: 'surat permohonan.pdf',
  pernyataan: 'ya',
};

export type Receipt = { readonly ticket: string; readonly code: string; readonly address: string };

/** From the catalogue to the receipt; every page on the way is looked at, in both languages. */
export async function applyFor(page: Page, slug: string, answers: Answers, { clicks = 1 }: { readonly clicks?: number } = {}): Promise<Receipt> {
  await page.goto(`/layanan/${slug}`);
  await arrived(page, /./);
  await alsoInEnglish(page);
  await page.getByRole('button', { name: 'Ajukan sekarang' }).click();
  await fillSteps(page, answers);
  await page.getByRole('button', { name: /Kirim/ }).click({ clickCount: clicks });
  return readReceipt(page);
}

/** From the first step of a form to the page on which all answers are checked. */
export async function fillSteps(page: Page, answers: Answers): Promise<void> {
  for (let step = 0; step < 10 && /\/langkah\/\d+$/.test(new URL(page.url()).pathname); step += 1) {
    await arrived(page, /./);
    await alsoInEnglish(page);
    await fill(page, answers);
    await page.getByRole('button', { name: /^Lanjut|^Simpan/ }).click();
  }
  await arrived(page, 'Periksa jawaban Anda');
  await alsoInEnglish(page);
  expect(await page.locator('main').innerText()).toContain(answers['nama']);
}

/** Number and code on the page of a receipt, if it is one. */
export function receiptOf(text: string): Pick<Receipt, 'ticket' | 'code'> | undefined {
  const ticket = /LYN-52-2026-\d{7}-\d/.exec(text)?.[0];
  const code = /\b(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}\b(?!-)/.exec(text)?.[0];
  return ticket && code ? { ticket, code } : undefined;
}

async function readReceipt(page: Page): Promise<Receipt> {
  await page.getByText('Permohonan Anda kami terima').waitFor();
  await arrived(page, /./);
  const text = await page.locator('main').innerText();
  const receipt = receiptOf(text);
  if (!receipt) throw new Error(`no number and code on ${page.url()}`);
  return { ...receipt, address: page.url() };
}

/** Finds a case again from any device, with what stands on the paper receipt. */
export async function track(page: Page, { ticket, code }: Pick<Receipt, 'ticket' | 'code'>): Promise<void> {
  await page.goto('/lacak');
  await arrived(page, /Lacak/);
  await page.locator('main [name=ticket]').fill(ticket.toLowerCase());
  await page.locator('main [name=code]').fill(code.replaceAll('-', ' '));
  await page.getByRole('button', { name: /Lacak|Lihat/ }).click();
  await page.getByText(ticket).first().waitFor();
}
