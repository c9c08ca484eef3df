import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journey, type Visitor } from '#test/browser';
import { alsoInEnglish, arrived } from './steps/look.ts';

const demo = journey();

let citizen: Visitor;
const held = {
  code: '',
  address: '',
  name: `Inaq ${Math.random()
    .toString(36)
    .replace(/[^a-z]/g, '')}`,
};

beforeAll(async () => {
  citizen = await demo.visitor({ javaScript: false });
});

afterAll(async () => {
  expect(citizen.faults).toEqual([]);
});

describe('a citizen books an appointment', () => {
  test('from the page of the service, without an account and without a script', async () => {
    const { page } = citizen;
    await page.goto('/layanan/uji-laboratorium-lingkungan');
    await page.getByRole('link', { name: 'Buat janji temu' }).click();
    await arrived(page, 'Buat janji temu');
    await alsoInEnglish(page);
    await page.getByRole('button', { name: 'Pesan' }).click();
    await arrived(page, 'Buat janji temu');
    expect(await page.getByRole('alert').getByRole('link').count()).toBe(2);
    await page.locator('main nav.jumps a').nth(1).click();
    await page.locator('main input[name=slot]').first().check();
    await page.locator('main [name=name]').fill(held.name);
    await page.locator('main [name=email]').fill('inaq@surel.contoh.id');
    await page.getByRole('button', { name: 'Pesan' }).click();
    await page.getByText('Janji temu tercatat').waitFor();
    await arrived(page, 'Janji temu Anda');
    await alsoInEnglish(page);
    held.code = await page.locator('main .code').innerText();
    held.address = new URL(page.url()).pathname;
  });

  test('opens it elsewhere with the code, saves it to a calendar, moves it, and lets it go', async () => {
    const { page, context, faults } = await demo.visitor();
    expect((await page.goto(held.address))?.status()).toBe(404);
    await page.goto('/janji');
    await arrived(page, 'Janji temu');
    await alsoInEnglish(page);
    await page.locator('main [name=code]').fill(held.code.toLowerCase());
    await page.getByRole('button', { name: 'Buka janji' }).click();
    await arrived(page, 'Janji temu Anda');
    const file = await context.request.get(`${held.address}/kalender.ics`);
    expect(file.headers()['content-type']).toContain('text/calendar');
    expect(await file.text()).toContain('TZID:Asia/Makassar');
    const before = await page.locator('main dd').first().innerText();
    await page.getByText('Pindahkan').first().click();
    await page.locator('main input[name=slot]').last().check();
    await page.getByRole('button', { name: 'Pindahkan' }).click();
    await page.getByText('Janji temu dipindahkan.').waitFor();
    expect(await page.locator('main dd').first().innerText()).not.toBe(before);
    await page.getByText('Batalkan').first().click();
    await page.getByRole('button', { name: 'Ya, batalkan janji ini' }).click();
    await page.getByText('Janji temu dibatalkan.').waitFor();
    await arrived(page, 'Janji temu Anda');
    expect(faults).toEqual([]);
    await context.close();
  });

  test('who has come is ticked on the list of the day, and has a number with the place of their hour', async () => {
    const { page, context, faults } = await demo.signedIn('officer', { width: 1280 });
    await page.goto('/kerja/janji');
    await arrived(page, /^Janji temu Senin, 23 November 2026/);
    await alsoInEnglish(page);
    await page
      .getByRole('button', { name: /^Datang/ })
      .first()
      .click();
    await arrived(page, 'Nomor antrean Anda');
    expect(await page.locator('main .slip-number').innerText()).toMatch(/^J-\d{3}$/);
    expect(faults).toEqual([]);
    await context.close();
  });

  test('within a schedule that the service manager writes, where a closed day cannot be booked', async () => {
    const { page, context, faults } = await demo.signedIn('service-manager', { width: 1280 });
    await page.goto('/kelola/janji');
    await page.getByRole('link', { name: 'Dinas Lingkungan Hidup dan Kehutanan' }).click();
    await arrived(page, 'Jadwal janji temu');
    await alsoInEnglish(page);
    const day = await citizen.page
      .goto('/layanan/uji-laboratorium-lingkungan/janji')
      .then(() => citizen.page.locator('main nav.jumps a').last().getAttribute('href'));
    const on = /hari=([\d-]+)/.exec(day ?? '')?.[1] ?? '';
    await page.locator('main [name=day]').last().fill(on);
    await page.locator('main [name=reason]').fill('Rapat kerja');
    await page.getByRole('button', { name: 'Tutup hari itu' }).click();
    await page.getByText('Hari itu tidak dapat dipesan lagi.').waitFor();
    await citizen.page.reload();
    expect(await citizen.page.locator(`main nav.jumps a[href*="${on}"]`).count()).toBe(0);
    await page
      .getByRole('button', { name: /^Buka lagi/ })
      .first()
      .click();
    await arrived(page, 'Jadwal janji temu');
    expect(faults).toEqual([]);
    await context.close();
  });
});
