import { describe, expect, test } from 'vitest';
import { journey } from '#test/browser';
import { applyFor, researchLetter } from './steps/citizen.ts';

const demo = journey();

describe('a citizen without scripts, without an account, at 360 px', () => {
  test('finds a service in spite of a typing error, applies, and holds a receipt', async () => {
    const { page, faults } = await demo.visitor({ javaScript: false });
    await page.goto('/');
    await page.locator('main input[type=search]').first().fill('surat peneliian');
    await page.locator('main input[type=search]').first().press('Enter');
    await page.getByRole('link', { name: 'Surat Keterangan Penelitian' }).first().click();
    const receipt = await applyFor(page, 'surat-keterangan-penelitian', researchLetter);
    expect(receipt.ticket).toMatch(/^LYN-52-2026-/);
    expect(faults).toEqual([]);
  });
});
