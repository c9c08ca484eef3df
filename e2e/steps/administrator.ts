import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Answers, answerForm } from './form.ts';
import { alsoInEnglish, arrived } from './look.ts';

/** From a list of the directory to one of its forms, filled in and sent. */
export async function add(page: Page, at: string, doing: string, answers: Answers): Promise<void> {
  await page.goto(at);
  await arrived(page, /./);
  await alsoInEnglish(page);
  await page.getByRole('link', { name: doing }).first().click();
  await arrived(page, doing);
  await alsoInEnglish(page);
  await answerForm(page, answers);
  await page.locator('main form button').first().click();
  await page.getByRole('status').first().waitFor();
  await arrived(page, /./);
}

/** The page of somebody in the staff list. */
export async function openPerson(page: Page, nip: string): Promise<void> {
  await page.goto('/kelola/pegawai');
  await page.locator('main [name=cari]').fill(nip);
  await page.locator('main [name=cari]').press('Enter');
  await page.locator('main tbody a').first().click();
  await page.getByRole('heading', { name: 'Riwayat jabatan' }).waitFor();
  await arrived(page, /./);
}

/** One of the things that can be done with the person whose page is open. */
export async function doWith(page: Page, doing: string, answers: Answers): Promise<void> {
  await page.getByRole('link', { name: doing }).click();
  await arrived(page, doing);
  await alsoInEnglish(page);
  await answerForm(page, answers);
  await page.locator('main form button').first().click();
}

type File = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

/** Sends a staff list, and waits until it has been checked. */
export async function sendList(page: Page, file: File): Promise<void> {
  await page.goto('/kelola/impor');
  await page.locator('main input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: 'Periksa berkas' }).click();
  await settled(page, 'checked');
  await arrived(page, 'Hasil pemeriksaan');
  await alsoInEnglish(page);
}

/** Waits until the page itself says that the work has come to this. */
export async function settled(page: Page, state: 'checked' | 'done'): Promise<void> {
  await page.locator(`#import[data-state=${state}]`).waitFor({ timeout: 120_000 });
}

/** The figures of the report, by what they count. */
export async function figures(page: Page): Promise<Readonly<Record<string, string>>> {
  const pairs = await page
    .locator('main .figures > *')
    .evaluateAll((all) => all.map((one) => [one.querySelector('.figure-label')?.textContent, one.querySelector('.figure-value')?.textContent?.trim()]));
  return Object.fromEntries(pairs) as Record<string, string>;
}

/** The lines of a table, cell by cell. */
export async function linesOf(page: Page, caption: string): Promise<readonly (readonly string[])[]> {
  const table = page.getByRole('table', { name: caption });
  expect(await table.count(), caption).toBe(1);
  return table.locator('tbody tr').evaluateAll((rows) => rows.map((row) => Array.from(row.children, (cell) => (cell.textContent ?? '').trim())));
}

/** What the staff list says of how many serve today. */
export async function inOffice(page: Page): Promise<string> {
  await page.goto('/kelola/pegawai');
  await arrived(page, 'Pegawai');
  return page.locator('main .page-head .lead').innerText();
}
