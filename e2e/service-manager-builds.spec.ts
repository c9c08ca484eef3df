import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journey, type Visitor } from '#test/browser';
import { answerForm, refused } from './steps/form.ts';
import { alsoInEnglish, arrived } from './steps/look.ts';

/* A service manager builds the form and the workflow of a new service in the browser: no code, no file, nothing in brackets. */

const demo = journey();
let manager: Visitor;
let draft: string;

beforeAll(async () => {
  manager = await demo.signedIn('service-manager');
});

afterAll(() => {
  expect(manager.faults).toEqual([]);
});

/** Opens what hides the way to add a field and adds one; of a group, a column of its rows. */
async function addField(label: string, type: string, spot = '0'): Promise<void> {
  const { page } = manager;
  const adding = page.locator('details', { has: page.locator(`[name="label-${spot}"]`) }).last();
  await adding.locator('summary').click();
  await answerForm(page, { [`label-${spot}`]: label, [`type-${spot}`]: type });
  await adding.getByRole('button').click();
  await page.getByRole('link', { name: label, exact: true }).waitFor();
}

async function save(name: string, said: string): Promise<void> {
  await manager.page.getByRole('button', { name, exact: true }).click();
  await manager.page.getByText(said).first().waitFor();
}

describe('a new service', () => {
  test('begins with its name', async () => {
    const { page } = manager;
    await page.goto('/kelola/layanan');
    await answerForm(page, { name: 'Bantuan Seragam Sekolah' });
    await page.getByRole('button', { name: 'Mulai menyusun' }).click();
    await arrived(page, 'Bantuan Seragam Sekolah');
    draft = new URL(page.url()).pathname;
  });

  test('has a form with a choice, a condition and rows, and shows it as citizens will see it', async () => {
    const { page } = manager;
    await page.goto(`${draft}/formulir`);
    await page.getByRole('button', { name: 'Tambah halaman' }).click();
    await refused(page, [/./]);
    await answerForm(page, { title: 'Untuk siapa' });
    await page.getByRole('button', { name: 'Tambah halaman' }).click();
    await page.getByRole('heading', { name: 'Halaman 1: Untuk siapa' }).waitFor();
    await addField('Hubungan', 'Pilih satu');
    await addField('Anak', 'Kelompok berulang');
    await addField('Nama anak', 'Teks pendek', 'anak');
    await arrived(page, 'Formulir');
    await alsoInEnglish(page);

    await page.getByRole('link', { name: 'Hubungan', exact: true }).click();
    await arrived(page, 'Hubungan');
    await alsoInEnglish(page);
    await answerForm(page, { options: 'Orang tua\nWali' });
    await save('Simpan', 'Tersimpan.');

    await page.goto(`${draft}/formulir/halaman/1`);
    await arrived(page, 'Halaman 1: Untuk siapa');
    await alsoInEnglish(page);

    await page.goto(`${draft}/formulir/pratinjau?lebar=360`);
    await arrived(page, 'Pratinjau');
    await alsoInEnglish(page);
    for (const name of ['Orang tua', 'Wali']) expect(await page.getByRole('radio', { name }).count()).toBe(1);
  });

  test('has a workflow of several steps, checked as it is drawn', async () => {
    const { page } = manager;
    await page.goto(`${draft}/alur`);
    await page.getByRole('button', { name: 'Susun alur sendiri' }).click();
    await page.locator('#tambah').waitFor();
    await answerForm(page, { name: 'Penetapan' });
    await page.getByRole('button', { name: 'Tambah langkah' }).click();
    await page.getByText('Langkah Penetapan ditambahkan.').waitFor();
    await arrived(page, /Penetapan|Alur kerja/);
    await page.goto(`${draft}/alur`);
    await arrived(page, 'Alur kerja');
    await alsoInEnglish(page);
    await page.locator('.flow-item', { hasText: 'Penetapan' }).getByRole('link').first().click();
    await arrived(page, 'Penetapan');
    await alsoInEnglish(page);
  });
});
