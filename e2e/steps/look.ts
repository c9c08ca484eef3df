import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { faultsOf } from '#test/browser';

/** The page as it stands is whole: no fault of axe, not too wide; `heading` is what its one h1 says. */
export async function arrived(page: Page, heading: string | RegExp): Promise<void> {
  await page.locator('h1').waitFor();
  expect(await page.locator('h1').allInnerTexts()).toEqual([expect.stringMatching(heading)]);
  expect(await faultsOf(page)).toEqual([]);
}

/** The same page in English, and back. */
export async function alsoInEnglish(page: Page): Promise<void> {
  const here = page.url();
  const english = await page.locator('link[rel=alternate][hreflang=en]').getAttribute('href');
  expect(english).toBeTruthy();
  await page.goto(english ?? '/en');
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  expect(await faultsOf(page)).toEqual([]);
  await page.goto(here);
}
