import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journey, type Visitor } from '#test/browser';
import { applyFor, researchLetter, track } from './steps/citizen.ts';
import { answerForm, refused, standingIn } from './steps/form.ts';
import { alsoInEnglish, arrived } from './steps/look.ts';

/* A service manager writes the next version of a service, a second person publishes it, citizens see it; who applied before stays on theirs. */

const demo = journey();
const slug = 'surat-keterangan-penelitian';
const name = 'Surat Keterangan Penelitian';

let manager: Visitor;
let admin: Visitor;
let citizen: Visitor;
let before: Awaited<ReturnType<typeof applyFor>>;
let draft: string;

beforeAll(async () => {
  citizen = await demo.visitor();
  before = await applyFor(citizen.page, slug, researchLetter);
  manager = await demo.signedIn('service-manager', { width: 1280 });
  admin = await demo.signedIn('admin', { width: 1280 });
});

afterAll(() => {
  expect([manager, admin, citizen].flatMap((one) => one.faults)).toEqual([]);
});

describe('the next version of a service', () => {
  test('is begun from the one that is published', async () => {
    const { page } = manager;
    await page.goto('/kelola/layanan');
    await page.getByRole('link', { name }).click();
    await arrived(page, name);
    await alsoInEnglish(page);
    await page.getByRole('button', { name: 'Susun versi berikutnya' }).click();
    await page.getByText('Draf dibuat.').waitFor();
    draft = new URL(page.url()).pathname;
    await arrived(page, name);
  });

  test('is written part by part; what is wrong comes back with all that was typed', async () => {
    const { page } = manager;
    await page.getByRole('link', { name: 'Keterangan dasar' }).click();
    await arrived(page, 'Keterangan dasar');
    await alsoInEnglish(page);
    const wrong = { 'name-id': `${name} Ilmiah`, workingDays: 'empat' };
    await answerForm(page, wrong);
    await page.getByRole('button', { name: 'Simpan' }).click();
    await refused(page, ['Tulis angka saja.']);
    expect(await standingIn(page)).toMatchObject(wrong);
    await answerForm(page, { workingDays: '4' });
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByText('Tersimpan.').waitFor();
    await page.getByRole('link', { name: 'Standar pelayanan, 14 komponen' }).click();
    await arrived(page, 'Standar pelayanan, 14 komponen');
    await page.getByRole('link', { name: '3. Jangka waktu penyelesaian' }).click();
    await arrived(page, 'Jangka waktu penyelesaian');
    await answerForm(page, { 'components-duration-id': 'Empat hari kerja sejak berkas lengkap.' });
    await page.getByRole('button', { name: 'Simpan', exact: true }).click();
    await page.getByText('Tersimpan.').waitFor();
  });

  test('C6: written by two at once, the second sees both versions and loses nothing', async () => {
    const { page } = manager;
    await page.goto(`${draft}/biaya`);
    await admin.page.goto(`${draft}/biaya`);
    await answerForm(page, { 'fee-basis': 'Tidak dipungut biaya menurut Perda Nomor 2 Tahun 2024.' });
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByText('Tersimpan.').waitFor();
    await answerForm(admin.page, { 'fee-basis': 'Gratis.' });
    await admin.page.getByRole('button', { name: 'Simpan' }).click();
    await admin.page.getByText('Yang tersimpan sekarang').first().waitFor();
    await arrived(admin.page, 'Biaya dan dasar hukumnya');
    expect(await admin.page.locator('main').innerText()).toContain('Perda Nomor 2 Tahun 2024');
    expect(await standingIn(admin.page)).toMatchObject({ 'fee-basis': 'Gratis.' });
  });

  test('C10: is published by the second person, who sees what changes, and not by who wrote it', async () => {
    const { page } = manager;
    await page.goto(draft);
    await page.getByRole('button', { name: 'Kirim untuk diperiksa' }).click();
    await page.getByText('Anda ikut menulis draf ini').first().waitFor();
    expect(await page.getByRole('button', { name: 'Terbitkan' }).count()).toBe(0);
    await admin.page.goto(draft);
    await arrived(admin.page, `${name} Ilmiah`);
    await alsoInEnglish(admin.page);
    const changes = await admin.page.locator('#perubahan').innerText();
    for (const said of ['Yang berubah dari versi 2', 'Empat hari kerja sejak berkas lengkap.', `${name} Ilmiah`]) expect(changes).toContain(said);
    await admin.page.getByRole('button', { name: 'Terbitkan' }).click();
    await admin.page.getByText(`${name} Ilmiah sudah terbit sebagai versi 3.`).waitFor();
  });

  test('is what citizens find from then on; who applied before stays on theirs', async () => {
    const { page } = citizen;
    await page.goto(`/layanan/${slug}`);
    await arrived(page, `${name} Ilmiah`);
    expect(await page.locator('main').innerText()).toContain('4 hari kerja, dihitung sejak hari kerja sesudah berkas lengkap.');
    await page.getByRole('link', { name: 'Periksa dulu: boleh mengajukan?' }).click();
    await arrived(page, /Nusa Tenggara Barat/);
    await alsoInEnglish(page);
    await page.getByRole('link', { name: 'Ya', exact: true }).click();
    await page.getByRole('link', { name: 'Ya', exact: true }).click();
    await arrived(page, 'Ya, Anda boleh mengajukan');
    await alsoInEnglish(page);
    const promiseTo = async (receipt: Parameters<typeof track>[1]) => {
      await track(page, receipt);
      return /paling lambat [^\n.(]+/.exec(await page.locator('main').innerText())?.[0];
    };
    const first = await promiseTo(before);
    expect(first).toBeDefined();
    const later = await promiseTo(await applyFor(page, slug, researchLetter));
    expect(later).toBeDefined();
    expect(later).not.toBe(first);
    expect(await promiseTo(before)).toBe(first);
  });

  test('can be compared with any other, and goes out as a file', async () => {
    const { page } = manager;
    await page.goto(`/kelola/layanan/terbit/${slug}`);
    await page.getByRole('button', { name: 'Bandingkan' }).click();
    await arrived(page, 'Perbedaan versi 2 dan versi 3');
    await alsoInEnglish(page);
    const file = await page.context().request.get(`/kelola/layanan/terbit/${slug}/unduh?versi=3`);
    expect(((await file.json()) as { readonly name: { readonly id: string } }).name.id).toBe(`${name} Ilmiah`);
  });
});
