import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journey, type Visitor } from '#test/browser';
import { fillSteps, laboratoryTest, receiptOf, track } from './steps/citizen.ts';
import { alsoInEnglish, arrived } from './steps/look.ts';
import { openCase } from './steps/officer.ts';

const demo = journey();

let clerk: Visitor;

beforeAll(async () => {
  clerk = await demo.signedIn('officer', { width: 1280 });
});

afterAll(() => {
  expect(clerk.faults).toEqual([]);
});

/** Who came is called by this name in the case. */
const name = `Amaq ${Math.random()
  .toString(36)
  .replace(/[^a-z]/g, '')}`;

describe('a clerk serves a walk-in', () => {
  test('says whom they see before they type', async () => {
    const { page } = clerk;
    await page.goto('/kerja/loket');
    await arrived(page, 'Loket');
    await alsoInEnglish(page);
    await page.getByRole('button', { name: 'Mulai mengetik' }).click();
    await arrived(page, 'Loket');
    expect(await page.getByRole('alert').getByRole('link').count()).toBe(2);
  });

  test('types the same form without an e-mail, and prints the receipt and the statement to sign', async () => {
    const { page } = clerk;
    await page.locator('main select[name=service]').selectOption({ label: 'Uji Laboratorium Lingkungan' });
    await page.locator('main [name=identity][value=ktp]').check();
    await page.getByRole('button', { name: 'Mulai mengetik' }).click();
    await fillSteps(page, { ...laboratoryTest, nama: name, email: '' });
    await page.getByRole('button', { name: /Kirim/ }).click();
    await arrived(page, 'Permohonan sudah masuk antrean');
    await alsoInEnglish(page);
    const text = await page.locator('main').innerText();
    expect(text).toContain(`Saya, ${name}, datang ke loket`);
    const receipt = receiptOf(text);
    expect(receipt).toBeDefined();
    const citizen = await demo.visitor({ javaScript: false });
    await track(citizen.page, receipt!);
    await arrived(citizen.page, /Uji Laboratorium/);
    expect(await citizen.page.locator('main').innerText()).toContain('Di loket, diketik petugas');
    await citizen.context.close();
    await openCase(page, receipt!.ticket);
    await page.getByText('Milik Anda, atau Anda yang mengetiknya').waitFor();
    expect(await page.getByRole('button', { name: 'Ambil permohonan ini' }).count()).toBe(0);
    await arrived(page, 'Pekerjaan');
  });
});
