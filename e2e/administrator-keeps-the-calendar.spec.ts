import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journey, type Visitor } from '#test/browser';
import { answerForm, refused } from './steps/form.ts';
import { alsoInEnglish, arrived } from './steps/look.ts';

/* The agency works on a Saturday: deadlines that would move are shown, proposed, and decided on by another person. */

const demo = journey();
let admin: Visitor;
let manager: Visitor;

beforeAll(async () => {
  admin = await demo.signedIn('admin', { width: 1280 });
  manager = await demo.signedIn('service-manager', { width: 1280 });
});

afterAll(() => {
  expect([...admin.faults, ...manager.faults]).toEqual([]);
});

async function ownDay(treatment: string): Promise<void> {
  const { page } = admin;
  await page.goto('/kelola/kalender');
  const form = page.locator('form', { has: page.locator('[name=on]') });
  await form.locator('[name=on]').fill('2026-11-28');
  await form.locator(`[name=treatment][value=${treatment}]`).check();
  await form.locator('[name=basis]').fill('Surat Edaran Gubernur Nomor 7 Tahun 2026');
  await form.getByRole('button', { name: 'Lihat akibatnya' }).click();
  await arrived(page, 'Akibat perubahan kalender');
}

describe('a Saturday that becomes a working day', () => {
  test('shows first which deadlines would come earlier', async () => {
    await ownDay('works');
    const { page } = admin;
    expect(await page.locator('main').innerText()).toMatch(/\d+ tenggat akan diusulkan bergeser/);
    await page.getByRole('button', { name: 'Muat', exact: true }).click();
    await page.getByText('Kalender dimuat.').waitFor();
    await arrived(page, 'Kalender hari kerja');
    await alsoInEnglish(page);
  });

  test('is decided on by somebody else: who loaded it is refused', async () => {
    for (const { page } of [admin, manager]) {
      await page.goto('/kelola/tenggat');
      await arrived(page, 'Tenggat yang bergeser');
      await page.getByRole('link', { name: 'Surat Edaran Gubernur Nomor 7 Tahun 2026' }).first().click();
      await arrived(page, /^\d+ tenggat menunggu konfirmasi$/);
    }
    await alsoInEnglish(manager.page);
    await admin.page.getByRole('button', { name: /^Konfirmasi/ }).click();
    await admin.page.getByText('Anda sendiri yang memuat perubahan ini.').first().waitFor();
    const { page } = manager;
    await page.getByText('Tolak, tenggat tetap').first().click();
    await page.getByRole('button', { name: 'Tolak, tenggat tetap' }).click();
    await refused(page, [/./]);
    await answerForm(page, { note: 'Hari Sabtu itu hanya untuk apel.' });
    await page.getByRole('button', { name: 'Tolak, tenggat tetap' }).click();
    await page.getByText('Tenggat tetap seperti semula.').waitFor();
  });

  test('can be as the nation has it again', async () => {
    await ownDay('national');
    await admin.page.getByRole('button', { name: 'Muat', exact: true }).click();
    await admin.page.getByText('Kalender dimuat.').waitFor();
  });
});
