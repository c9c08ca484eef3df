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

const taken = { address: '', label: '' };

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

  test('takes a number at the kiosk without a script, and follows it on a phone', async () => {
    const manager = await demo.signedIn('service-manager', { width: 1280 });
    await manager.page.goto('/kelola/loket');
    await arrived(manager.page, 'Loket dan jamnya');
    const unit = manager.page.locator('section', { has: manager.page.getByRole('heading', { name: 'Dinas Lingkungan Hidup dan Kehutanan' }) });
    const address = await unit.getByRole('link', { name: 'Jadikan perangkat ini kios' }).getAttribute('href');
    expect(manager.faults).toEqual([]);
    await manager.context.close();
    const kiosk = await demo.visitor({ javaScript: false });
    await kiosk.page.goto(address ?? '');
    await arrived(kiosk.page, 'Ambil nomor antrean');
    await kiosk.page.getByLabel('Uji Laboratorium Lingkungan').check();
    await kiosk.page.getByLabel('Lanjut usia').check();
    await kiosk.page.getByRole('button', { name: 'Ambil nomor' }).click();
    await arrived(kiosk.page, 'Nomor antrean Anda');
    await alsoInEnglish(kiosk.page);
    taken.address = new URL(kiosk.page.url()).pathname;
    taken.label = /P-\d{3}/.exec(await kiosk.page.locator('main').innerText())?.[0] ?? '';
    expect(taken.label).not.toBe('');
    await kiosk.context.close();
  });

  test('is called in turn: the screen and the phone say where to go', async () => {
    const { page } = clerk;
    await page.goto('/kerja/loket');
    await page.getByRole('link', { name: /^Loket 1/ }).click();
    await arrived(page, 'Loket 1');
    const label = page.locator('main .slip-number');
    for (let calls = 0; calls < 30 && (await label.allInnerTexts())[0] !== taken.label; calls += 1) {
      await page.getByRole('button', { name: /anggil berikutnya/ }).click();
      await page.getByRole('status').first().waitFor();
    }
    expect(await label.innerText()).toBe(taken.label);
    await arrived(page, 'Loket 1');
    await alsoInEnglish(page);
    const phone = await demo.visitor();
    await phone.page.goto(taken.address);
    await phone.page.getByText('Silakan ke Loket 1').waitFor();
    await arrived(phone.page, 'Nomor antrean Anda');
    await phone.page.goto('/loket');
    await arrived(phone.page, 'Loket pelayanan');
    await phone.page.getByRole('link', { name: 'Dinas Lingkungan Hidup dan Kehutanan' }).click();
    await arrived(phone.page, 'Dinas Lingkungan Hidup dan Kehutanan');
    await phone.page.getByRole('link', { name: 'Layar antrean' }).click();
    await arrived(phone.page, /^Antrean/);
    await alsoInEnglish(phone.page);
    await phone.page.getByRole('listitem').filter({ hasText: taken.label }).filter({ hasText: 'Loket 1' }).waitFor();
    expect(phone.faults).toEqual([]);
    await phone.context.close();
  });

  test('types the same form without an e-mail, and prints the receipt and the statement to sign', async () => {
    const { page } = clerk;
    await page.goto('/kerja/loket');
    await page.getByRole('link', { name: /^Loket 1/ }).click();
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
