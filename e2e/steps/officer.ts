import type { Page } from 'playwright-core';
import { arrived } from './look.ts';

/** Opens a case by its ticket, beside the list. */
export async function openCase(page: Page, ticket: string): Promise<void> {
  await page.goto('/kerja');
  await arrived(page, 'Pekerjaan');
  await page.getByLabel('Nomor permohonan atau nama').fill(ticket);
  await page.getByRole('button', { name: 'Cari', exact: true }).click();
  await page.getByRole('link', { name: ticket, exact: true }).click();
  await page.getByRole('heading', { name: ticket }).waitFor();
}

/** Takes it; where others came first, with the reason that then stands in the public record. */
export async function takeCase(page: Page, ticket: string): Promise<void> {
  await openCase(page, ticket);
  await arrived(page, 'Pekerjaan');
  const because = page.locator('main select[name=because]');
  if ((await because.count()) > 0) await because.selectOption('pengadilan');
  await page.getByRole('button', { name: 'Ambil permohonan ini' }).click();
  await page.getByText('Permohonan ini sekarang Anda pegang.').waitFor();
  await arrived(page, 'Pekerjaan');
}

export async function askForCorrection(page: Page, field: string, note: string): Promise<void> {
  await page.getByRole('link', { name: 'Minta perbaikan' }).click();
  await page.locator(`main input[name=fields][value=${field}]`).check();
  await page.getByLabel('Catatan untuk pemohon').fill(note);
  await page
    .locator('form', { has: page.locator('input[name=fields]') })
    .getByRole('button')
    .click();
  await page.getByText('Permintaan perbaikan terkirim.').waitFor();
}

export async function decide(page: Page, outcome: 'granted' | 'refused', reason = ''): Promise<void> {
  await page.getByLabel('Alasan', { exact: true }).fill(reason);
  await page.locator(`main button[name=outcome][value=${outcome}]`).click();
  await page.getByText('Keputusan tersimpan.').waitFor();
  await arrived(page, 'Pekerjaan');
}
