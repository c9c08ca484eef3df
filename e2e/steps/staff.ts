import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { showPassword } from '#test/chromium';
import { answerForm } from './form.ts';
import { alsoInEnglish, arrived } from './look.ts';

/** With NIP or address and password, to wherever that leads. */
export async function signInWith(page: Page, username: string, password: string): Promise<void> {
  await page.goto('/masuk');
  await arrived(page, 'Masuk sebagai pegawai');
  await alsoInEnglish(page);
  await showPassword(page, username, password);
  await arrived(page, /./);
}

/** The administrator's code becomes a password of one's own. */
export async function takeUpAccount(page: Page, code: string, password: string): Promise<void> {
  await page.goto('/masuk');
  await page.getByRole('link', { name: 'Lupa kata sandi?' }).click();
  await arrived(page, 'Pulihkan kata sandi');
  await alsoInEnglish(page);
  await page.getByRole('link', { name: 'Saya sudah punya kode' }).click();
  await arrived(page, 'Buat kata sandi baru');
  await alsoInEnglish(page);
  await answerForm(page, { code, password });
  await page.getByRole('button', { name: 'Simpan' }).click();
  await page.getByText('Kata sandi baru tersimpan').waitFor();
  await arrived(page, 'Masuk sebagai pegawai');
}

/** Whoever had a session here has none any more: the next click leads to the door. */
export async function isOutAt(page: Page, address: string): Promise<void> {
  await page.goto(address);
  expect(new URL(page.url()).pathname).toBe('/masuk');
}
