import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { journey } from '#test/browser';
import { arrived } from './steps/look.ts';
import { receiptOf } from './steps/citizen.ts';
import { takePhoto } from './steps/camera.ts';

const demo = journey();
const slug = 'izin-pemakaian-lapangan';

const next = (page: Page) => page.getByRole('button', { name: 'Simpan dan lanjut' }).and(page.locator(':not([aria-hidden])')).click();

async function begin(page: Page): Promise<void> {
  await page.goto(`/layanan/${slug}`);
  await page.getByRole('button', { name: 'Ajukan sekarang' }).click();
  await page.locator('main [name=nama]').fill('Lalu Hamdan Saputra');
  await page.locator('main [name=email]').fill('hamdan@surel.contoh.id');
  await page.locator('main [name=telepon]').fill('0812 3456 7890');
  await next(page);
}

async function aboutTheEvent(page: Page): Promise<void> {
  await page.locator('main [name=lapangan][value=voli]').check();
  await page.locator('main [name=tanggal]').fill('2026-12-19');
  await page.locator('main [name=sesi][value=pagi]').check();
  await page.locator('main [name=nama_kegiatan]').fill('Turnamen voli antardesa');
  await page.locator('main [name=jumlah_orang]').fill('200');
  await page.locator('main [name=perlengkapan][value=tenda]').check();
  await page.locator('main [name=perlengkapan][value=genset]').check();
}

/** A choice of a region below the last one; the next comes when it is asked for. */
async function chooseRegion(page: Page): Promise<void> {
  for (const name of ['Kota Mataram', 'Ampenan', 'Ampenan Tengah']) {
    await page.locator('main select[name=asal]').last().selectOption({ label: name });
    const more = page.getByRole('button', { name: 'Tampilkan pilihan berikutnya' });
    if (name !== 'Ampenan Tengah') await more.click();
  }
}

async function organisers(page: Page): Promise<void> {
  await page.locator('main [name="panitia-0-nama"]').fill('Siti Rahma');
  await page.locator('main [name="panitia-0-tugas"][value=kesehatan]').check();
  await page.getByRole('button', { name: 'Tambah Panitia' }).click();
  await page.locator('main [name="panitia-1-nama"]').fill('Ali');
  await page.locator('main [name="panitia-1-tugas"][value=kebersihan]').check();
  await page.getByRole('button', { name: 'Tambah Panitia' }).click();
  await page.getByRole('button', { name: 'Hapus Panitia 3' }).click();
  expect(await page.locator('main [name="panitia-1-nama"]').inputValue()).toBe('Ali');
}

/** Sends the form; gives the sizes of the files that went up, in kB. */
async function finish(page: Page): Promise<readonly number[]> {
  // A photo may still be being made small.
  await page.waitForURL(/\/periksa$/);
  await arrived(page, 'Periksa jawaban Anda');
  const text = await page.locator('main').innerText();
  for (const part of ['Ampenan Tengah, Ampenan, Kota Mataram', 'Tenda, Genset', 'Siti Rahma', 'Kesehatan', 'Rp25.000', 'Rp5.000.000'])
    expect(text).toContain(part);
  await page.getByRole('button', { name: 'Kirim permohonan' }).click();
  await page.getByText('Permohonan Anda kami terima').waitFor();
  expect(receiptOf(await page.locator('main').innerText())?.ticket).toMatch(/^LYN-52-2026-/);
  return [...text.matchAll(/(\d+) kB/g)].map((match) => Number(match[1]));
}

describe('a form with conditions, a group, several choices, a region and two photos', () => {
  test('is filled in without scripts: what an answer calls up comes next, rows come and go', async () => {
    const { page, faults } = await demo.visitor({ javaScript: false });
    const { page: camera } = await demo.visitor();
    const photo = { name: 'KTP.jpg', mimeType: 'image/jpeg', buffer: await takePhoto(camera) };
    await begin(page);
    await aboutTheEvent(page);
    await chooseRegion(page);
    await next(page);
    await arrived(page, 'Panitia dan karcis');
    await organisers(page);
    expect(await page.locator('main [name=harga_karcis]').count()).toBe(0);
    await page.locator('main [name=berkarcis]').check();
    await next(page);
    await page.getByText('Jawaban Anda memunculkan pertanyaan berikut.').waitFor();
    await page.locator('main [name=harga_karcis]').fill('25');
    await next(page);
    await page.getByRole('link', { name: 'Harga selembar karcis: Tulis harga antara Rp1.000 dan Rp1.000.000.' }).waitFor();
    await page.locator('main [name=harga_karcis]').fill('25.000');
    await next(page);
    await page.locator('#f-surat_permohonan').setInputFiles([photo]);
    await page.locator('#f-identitas').setInputFiles([photo]);
    await page.locator('main [name=pernyataan]').check();
    await next(page);
    await finish(page);
    expect(faults).toEqual([]);
  });

  test('is quicker with scripts: questions come and go at once, sums are shown, two photos go up in 400 KB', async () => {
    const { page, faults } = await demo.visitor();
    await begin(page);
    await aboutTheEvent(page);
    await chooseRegion(page);
    await next(page);
    await organisers(page);
    await page.locator('main [name=berkarcis]').check();
    await page.locator('main [name=harga_karcis]').fill('25');
    await page.locator('main [name=harga_karcis]').press('Tab');
    await page.getByText('Tulis harga antara Rp1.000 dan Rp1.000.000.').waitFor();
    await page.locator('main [name=harga_karcis]').fill('25.000');
    await page.locator('main [name=harga_karcis]').press('Tab');
    await page.getByText('Rp5.000.000').waitFor();
    await page.locator('main [name=berkarcis]').uncheck();
    await expect.poll(() => page.locator('main [name=harga_karcis]').count()).toBe(0);
    await page.locator('main [name=berkarcis]').check();
    expect(await page.locator('main [name=harga_karcis]').inputValue()).toBe('25.000');
    await next(page);
    const photo = { name: 'KTP.jpg', mimeType: 'image/jpeg', buffer: await takePhoto(page) };
    expect(photo.buffer.length).toBeGreaterThan(500_000);
    await page.locator('#f-surat_permohonan').setInputFiles([photo]);
    await page.locator('#f-identitas').setInputFiles([photo]);
    await page.locator('main [name=pernyataan]').check();
    await next(page);
    const sizes_kB = await finish(page);
    expect(sizes_kB).toHaveLength(2);
    expect(sizes_kB.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(390);
    expect(faults).toEqual([]);
  });
});
