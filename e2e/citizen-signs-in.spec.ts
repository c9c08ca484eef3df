import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journey, type Visitor } from '#test/browser';
import { paper, receiptOf } from './steps/citizen.ts';
import { answerForm, refused, standingIn } from './steps/form.ts';
import { alsoInEnglish, arrived } from './steps/look.ts';
import { codeFor, letterTo } from './steps/mailbox.ts';

/*
 * A citizen comes in with nothing but an e-mail address, sets a password, moves to another address, and loses nothing when a session
 * ends in the middle of a form. An account of their own, so that no other journey meets a changed one.
 */

const demo = journey();
const serial = Math.random().toString(36).slice(2, 8);
const address = `sri.${serial}@surel.contoh.id`;
const newAddress = `sri.rahayu.${serial}@surel.contoh.id`;
const password = 'gili trawangan saat fajar';

let sri: Visitor;
const opened: Visitor[] = [];

async function visitor(options: { readonly javaScript?: boolean; readonly width?: number } = {}): Promise<Visitor> {
  const one = await demo.visitor(options);
  opened.push(one);
  return one;
}

/** The door, and the code that goes to this address. */
async function askCode({ page }: Visitor, email: string): Promise<void> {
  await page.goto('/masuk/warga');
  await arrived(page, 'Masuk sebagai warga');
  await answerForm(page, { email });
  await page.getByRole('button', { name: 'Kirim kode' }).click();
  await arrived(page, 'Tulis kode dari surel Anda');
}

async function showPassword({ page }: Visitor, email: string, typed = password): Promise<void> {
  await page.goto('/masuk/warga/sandi');
  await answerForm(page, { email, password: typed });
  await page.getByRole('button', { name: 'Masuk' }).click();
}

/** Everywhere but here: what was signed in elsewhere is out from its next click on. */
async function endOthers({ page }: Visitor): Promise<void> {
  await page.goto('/akun');
  await page.getByRole('button', { name: 'Keluarkan semua perangkat lain' }).click();
  await page.getByText('Semua perangkat lain sudah dikeluarkan.').waitFor();
}

beforeAll(async () => {
  sri = await visitor();
});

afterAll(async () => {
  expect(opened.flatMap((one) => one.faults)).toEqual([]);
});

describe('at the door', () => {
  test.each([true, false])('an address that is none comes back with what was typed (scripts: %s)', async (javaScript) => {
    const { page, context } = await visitor({ javaScript });
    for (const at of ['/masuk/warga', '/masuk/warga/sandi']) {
      await page.goto(at);
      await arrived(page, 'Masuk sebagai warga');
      await alsoInEnglish(page);
      await answerForm(page, { email: 'sri di mataram' });
      await page.locator('main form button').first().click();
      await refused(page, at.endsWith('sandi') ? [/alamat surel yang lengkap/, /./] : [/alamat surel yang lengkap/]);
      expect(await standingIn(page)).toMatchObject({ email: 'sri di mataram' });
      await arrived(page, 'Masuk sebagai warga');
    }
    await context.close();
  });

  test('a code goes to the address; a wrong one is said, the right one leads in, once', async () => {
    const { page } = sri;
    await askCode(sri, address);
    await alsoInEnglish(page);
    const code = await codeFor(sri, address);
    await answerForm(page, { code: code === '11111111' ? '22222222' : '11111111' });
    await page.getByRole('button', { name: 'Lanjut' }).click();
    await refused(page, ['Kode tidak cocok atau sudah tidak berlaku.']);
    await arrived(page, 'Tulis kode dari surel Anda');
    await answerForm(page, { code: `${code.slice(0, 4)} ${code.slice(4)}` });
    await page.getByRole('button', { name: 'Lanjut' }).click();
    await arrived(page, new RegExp(`sri\\.${serial}`));
    await alsoInEnglish(page);
    await page.goto('/masuk/warga/kode');
    await answerForm(page, { code });
    await page.getByRole('button', { name: 'Lanjut' }).click();
    await refused(page, ['Kode tidak cocok atau sudah tidak berlaku.']);
  });

  test('a code opens nothing in a browser that did not ask for it', async () => {
    await askCode(await visitor(), address);
    const other = await visitor();
    await other.page.goto('/masuk/warga/kode');
    await answerForm(other.page, { code: await codeFor(other, address) });
    await other.page.getByRole('button', { name: 'Lanjut' }).click();
    await refused(other.page, ['Kode tidak cocok atau sudah tidak berlaku.']);
    await other.context.close();
  });
});

describe('the account', () => {
  test('takes a name and a telephone number; what is wrong comes back with what was typed', async () => {
    const { page } = sri;
    await page.goto('/akun');
    await arrived(page, 'Akun saya');
    await alsoInEnglish(page);
    const typed = { name: 'Sri Rahayu Ningsih', phone: 'nol delapan' };
    const own = page.locator('#data');
    await answerForm(page, typed);
    await own.getByRole('button', { name: 'Simpan' }).click();
    await refused(page, [/nomor telepon dengan angka/]);
    expect(await standingIn(page)).toMatchObject(typed);
    await arrived(page, 'Akun saya');
    await answerForm(page, { phone: '0812 3456 7890' });
    await own.getByRole('button', { name: 'Simpan' }).click();
    await page.getByText('Tersimpan.').waitFor();
    expect(await standingIn(page)).toMatchObject({ ...typed, phone: '0812 3456 7890' });
  });

  test('takes a password, which then opens it without a letter; the owner is told', async () => {
    const { page } = sri;
    await page.goto('/akun');
    const own = page.locator('#sandi');
    for (const [weak, said] of [
      ['pendek', /paling sedikit 12/],
      [`sri.${serial}`.padEnd(12, '1'), /terlalu mudah ditebak/],
    ] as const) {
      await answerForm(page, { password_new: weak });
      await own.getByRole('button', { name: 'Simpan' }).click();
      await refused(page, [said]);
    }
    await arrived(page, 'Akun saya');
    await answerForm(page, { password_new: password });
    await own.getByRole('button', { name: 'Simpan' }).click();
    await page.getByText('Tersimpan.').waitFor();
    expect(await letterTo(sri, address)).toContain('Kata sandi akun Anda diganti');
    const second = await visitor({ javaScript: false });
    await showPassword(second, address, 'bukan kata sandinya');
    await second.page.getByText('NIP, surel, atau kata sandi tidak cocok.').first().waitFor();
    expect(await standingIn(second.page)).toEqual({ email: address });
    await showPassword(second, address);
    await arrived(second.page, /Sri Rahayu Ningsih/);
    await second.context.close();
  });

  test('moves to another address with the code that went there; the old one is told and opens nothing any more', async () => {
    const { page } = sri;
    await page.goto('/akun');
    const own = page.locator('#surel');
    await answerForm(page, { email: newAddress, password: 'bukan kata sandinya' });
    await own.getByRole('button', { name: 'Kirim kode' }).click();
    await refused(page, ['Kata sandi sekarang tidak cocok.']);
    expect(await standingIn(page)).toMatchObject({ email: newAddress });
    await answerForm(page, { password });
    await own.getByRole('button', { name: 'Kirim kode' }).click();
    await arrived(page, 'Pastikan alamat surel baru');
    await alsoInEnglish(page);
    const code = await codeFor(sri, newAddress);
    await answerForm(page, { code: code === '11111111' ? '22222222' : '11111111' });
    await page.getByRole('button', { name: 'Simpan' }).click();
    await refused(page, ['Kode tidak cocok atau sudah tidak berlaku.']);
    await answerForm(page, { code });
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByText('Tersimpan.').waitFor();
    expect(await page.locator('#surel').innerText()).toContain(newAddress);
    expect(await letterTo(sri, `${address},`)).toContain('Surat ini dikirim ke alamat yang lama.');
    const old = await visitor();
    await showPassword(old, address);
    await old.page.getByText('NIP, surel, atau kata sandi tidak cocok.').first().waitFor();
    await old.context.close();
  });
});

describe('P5: a session that ends in the middle of a form', () => {
  const first = { nama: 'Sri Rahayu Ningsih', telepon: '081234567890' };
  const second = {
    nama_siswa: 'Lalu Rizki Ramdhani',
    nisn: '0098124599',
    sekolah_asal: 'SMAN 2 Selong',
    sekolah_tujuan: 'SMAN 5 Mataram',
    alasan: 'jarak',
  };
  const next = (page: Visitor['page']) => page.getByRole('button', { name: /^Lanjut|^Simpan/ }).click();
  let draft: string;

  test.each([true, false])('loses nothing that was typed, and the form goes on (scripts: %s)', async (javaScript) => {
    const device = await visitor({ javaScript });
    await showPassword(device, newAddress);
    const { page } = device;
    await page.goto('/layanan/mutasi-siswa');
    await page.getByRole('button', { name: 'Ajukan sekarang' }).click();
    await arrived(page, 'Orang tua atau wali');
    await answerForm(page, first);
    await next(page);
    await page.waitForURL(/\/langkah\/2$/);
    draft = page.url();
    await answerForm(page, second);
    await endOthers(sri);
    await next(page);
    await page.waitForURL(/\/langkah\/3$/);
    await arrived(page, 'Berkas dan pernyataan');
    await page.goBack();
    expect(await standingIn(page)).toMatchObject(second);
    await page.reload();
    expect(await standingIn(page)).toMatchObject(second);
    await device.context.close();
  });

  test('neither on a device on which it was not begun', async () => {
    const device = await visitor();
    await showPassword(device, newAddress);
    const { page } = device;
    await page.goto(draft);
    await answerForm(page, { sekolah_tujuan: 'SMAN 1 Gerung' });
    await endOthers(sri);
    await next(page);
    await page.waitForURL(/\/langkah\/3$/);
    await sri.page.goto(draft);
    expect(await standingIn(sri.page)).toMatchObject({ ...second, sekolah_tujuan: 'SMAN 1 Gerung' });
    await device.context.close();
  });

  test('and who signs out leaves nothing for the next at this computer', async () => {
    const device = await visitor();
    await showPassword(device, newAddress);
    const { page } = device;
    await page.goto(draft);
    await page.goto('/akun');
    await page.getByRole('button', { name: 'Keluar' }).first().click();
    await page.getByText('Anda sudah keluar.').waitFor();
    expect((await page.goto(draft))?.status()).toBe(404);
    await device.context.close();
  });

  test('what is handed in stays handed in once: reload and the way back lead to the one case', async () => {
    const { page } = sri;
    await page.goto(draft.replace(/2$/, '3'));
    for (const name of ['surat_keterangan_pindah', 'surat_kesediaan_menerima'])
      await page.locator(`main [name=${name}]`).setInputFiles({ name: 'surat.pdf', mimeType: 'application/pdf', buffer: paper });
    await answerForm(page, { pernyataan: 'ya' });
    await next(page);
    await arrived(page, 'Periksa jawaban Anda');
    await page.getByRole('button', { name: /Kirim/ }).click();
    await page.getByText('Permohonan Anda kami terima').waitFor();
    const ticket = receiptOf(await page.locator('main').innerText())?.ticket ?? '';
    await page.reload();
    expect(receiptOf(await page.locator('main').innerText())?.ticket).toBe(ticket);
    await page.goBack();
    await page.getByText(ticket).first().waitFor();
    expect(await page.getByRole('button', { name: /Kirim/ }).count()).toBe(0);
    await page.goto('/permohonan');
    await arrived(page, 'Permohonan saya');
    expect((await page.locator('main').innerText()).match(/LYN-52-2026-\d{7}-\d/g)).toEqual([ticket]);
  });
});
