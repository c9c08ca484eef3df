import type { Page } from 'playwright-core';
import { arrived } from './look.ts';

/** An official signs what was decided on this case, and sends it at once. */
export async function signAndIssue(page: Page, ticket: string): Promise<void> {
  await sign(page, ticket);
  await page.getByRole('button', { name: new RegExp(`^Terbitkan sekarang ${ticket}`) }).click();
  await page.getByText('Hasil sudah terbit dan pemohon diberi tahu.').waitFor();
}

/** Ticks it and signs; the page shows when it is done. */
export async function sign(page: Page, ticket: string): Promise<void> {
  await page.goto('/kerja/tanda-tangan');
  await arrived(page, 'Hasil yang menunggu tanda tangan Anda');
  await page.getByRole('checkbox', { name: new RegExp(`^Pilih ${ticket}`) }).check();
  await page.getByRole('button', { name: 'Tanda tangani yang dipilih' }).click();
  await page.getByText('sedang ditandatangani. Halaman ini').waitFor();
  const ready = page.getByRole('button', { name: new RegExp(`^Batalkan ${ticket}`) });
  for (let tries = 0; tries < 60 && (await ready.count()) === 0; tries += 1) {
    await page.waitForTimeout(500);
    await page.goto('/kerja/tanda-tangan');
  }
  await ready.first().waitFor();
}
