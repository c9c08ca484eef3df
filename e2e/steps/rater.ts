import type { Page } from 'playwright-core';
import { alsoInEnglish, arrived } from './look.ts';
import { type Receipt, track } from './citizen.ts';

/** From the tracked case to the nine questions; `scores` by unsur, 3 for those not named. */
export async function rateService(page: Page, receipt: Receipt, scores: Readonly<Record<string, number>>): Promise<void> {
  await track(page, receipt);
  await page.getByRole('link', { name: /Nilai/ }).click();
  await arrived(page, 'Bagaimana pelayanan kami?');
  await alsoInEnglish(page);
  for (let unsur = 1; unsur <= 9; unsur += 1) await page.locator(`main input[name=U${unsur}][value="${scores[`U${unsur}`] ?? 3}"]`).check();
  await page.getByRole('button', { name: /Kirim/ }).click();
  await arrived(page, /Terima kasih/);
}
