import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journey, type Visitor } from '#test/browser';
import { alsoInEnglish, arrived } from './steps/look.ts';

const demo = journey();
let officer: Visitor;

beforeAll(async () => {
  officer = await demo.signedIn('officer', { width: 1280 });
});

afterAll(() => {
  expect(officer.faults).toEqual([]);
});

const focused = (visitor: Visitor) => visitor.page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
const tickets = (visitor: Visitor) => visitor.page.locator('form.listed .at-ticket a').allInnerTexts();

/** One of the cases in hand with a file that nobody has opened yet; another journey may have opened some. */
async function openUnseen(page: Page): Promise<void> {
  await page.goto('/kerja?tampilan=mine&tahap=in-review');
  const addresses = await page.locator('form.listed .at-ticket a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  for (const address of addresses) {
    await page.goto(address);
    if ((await page.locator('.files .tag').first().innerText()) === 'belum dilihat') return;
  }
  throw new Error('every file in hand has been opened');
}

describe('an officer works the list', () => {
  test('by keys: J and K move, X chooses, Enter opens beside the list; never while something is typed', async () => {
    const { page } = officer;
    await page.goto('/kerja');
    await arrived(page, 'Pekerjaan');
    const [first, second] = await tickets(officer);
    await page.keyboard.press('j');
    expect(await focused(officer)).toBe(first);
    await page.keyboard.press('j');
    expect(await focused(officer)).toBe(second);
    await page.keyboard.press('x');
    await page.getByText('1 dipilih').waitFor();
    await page.keyboard.press('k');
    expect(await focused(officer)).toBe(first);
    await page.keyboard.press('/');
    await page.keyboard.type('jxk?');
    expect(await page.getByLabel('Nomor permohonan atau nama').inputValue()).toBe('jxk?');
    await page.getByText('1 dipilih').waitFor();
    await page.locator('form.listed .at-ticket a').first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('article', { name: first ?? '' }).waitFor();
    expect(await tickets(officer)).toContain(second);
    await arrived(page, 'Pekerjaan');
  });

  test('narrows it by chips that close as menus do', async () => {
    const { page } = officer;
    await page.goto('/kerja');
    const chip = page.locator('summary.chip', { hasText: 'Tahap' });
    const choice = page.getByRole('link', { name: 'Menunggu', exact: true });
    await chip.click();
    await choice.waitFor();
    await page.keyboard.press('Escape');
    expect(await choice.isVisible()).toBe(false);
    await chip.click();
    await choice.click();
    await page.getByRole('link', { name: /^Tahap: Menunggu/ }).waitFor();
    expect(await page.locator('form.listed .at-stage').allInnerTexts()).not.toContain('Diperiksa');
    await arrived(page, 'Pekerjaan');
    await page.getByRole('link', { name: /^Tahap: Menunggu/ }).click();
    await chip.waitFor();
  });

  test('letters are listed by ? and can be switched off, for good', async () => {
    const { page } = officer;
    await page.goto('/kerja');
    await page.keyboard.press('?');
    await page.getByLabel('Matikan tombol huruf').check();
    await page.reload();
    await page.locator('details.keys').waitFor();
    await page.keyboard.press('j');
    expect(await focused(officer)).not.toMatch(/^LYN-/);
    await page.locator('details.keys summary').click();
    await page.getByLabel('Matikan tombol huruf').uncheck();
  });

  test('takes several at once; what was passed over asks for its reason and keeps the choice', async () => {
    const { page } = officer;
    await page.goto('/kerja?tahap=submitted');
    const [, second, third] = await tickets(officer);
    for (const ticket of [second, third]) await page.getByRole('checkbox', { name: `Pilih ${ticket}` }).check();
    await page.getByRole('button', { name: 'Ambil yang dipilih' }).click();
    await page.getByRole('link', { name: 'Pilih alasan mendahulukan permohonan ini.' }).waitFor();
    await arrived(page, 'Pekerjaan');
    expect(await page.locator('input[name=cases]:checked').count()).toBe(2);
    await page.getByLabel('Alasan mendahulukan').selectOption('pengadilan');
    await page.getByRole('button', { name: 'Ambil yang dipilih' }).click();
    await page.getByText('2 permohonan kini Anda pegang.').waitFor();
    await page.goto('/kerja?tampilan=mine');
    expect(await tickets(officer)).toEqual(expect.arrayContaining([second, third]));
    await alsoInEnglish(page);
  });

  test('ticks the checklist and opens a file; both are kept', async () => {
    const { page } = officer;
    await openUnseen(page);
    const box = page.locator('.check-form input[type=checkbox]').first();
    const saved = page.waitForResponse((answer) => answer.url().includes('/centang'));
    await box.check();
    expect((await saved).status()).toBe(303);
    const mark = page.locator('.files .tag').first();
    expect(await mark.innerText()).toBe('belum dilihat');
    const file = page.waitForEvent('download');
    await page.locator('.files a').first().click();
    await file;
    expect(await mark.innerText()).toBe('dilihat');
    await page.reload();
    expect(await box.isChecked()).toBe(true);
    expect(await mark.innerText()).toBe('dilihat');
    await arrived(page, 'Pekerjaan');
  });

  test('without a script, on a telephone: the case has a page of its own, and several are still taken in one act', async () => {
    const plain = await demo.signedIn('officer', { javaScript: false });
    const { page } = plain;
    await page.goto('/kerja?tahap=submitted');
    await arrived(page, 'Pekerjaan');
    const [ticket] = await tickets(plain);
    await page.getByRole('checkbox', { name: `Pilih ${ticket}` }).check();
    await page.getByRole('button', { name: 'Ambil yang dipilih' }).click();
    await page.getByText('1 permohonan kini Anda pegang.').waitFor();
    await page.goto(`/kerja?cari=${ticket}`);
    await page.getByRole('link', { name: ticket ?? '', exact: true }).click();
    await page.getByRole('article', { name: ticket ?? '' }).waitFor();
    expect(await page.locator('form.listed').isVisible()).toBe(false);
    await page.getByRole('link', { name: 'Minta perbaikan' }).click();
    expect(await page.getByLabel('Catatan untuk pemohon').isVisible()).toBe(true);
    await arrived(page, 'Pekerjaan');
    await plain.context.close();
  });
});
