import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journey, type Visitor } from '#test/browser';
import { showCode, showPassword } from '#test/chromium';
import { scan } from '#test/scan';
import { add, doWith, linesOf, openPerson } from './steps/administrator.ts';
import { answerForm, refused, standingIn } from './steps/form.ts';
import { alsoInEnglish, arrived } from './steps/look.ts';
import { isOutAt, signInWith, takeUpAccount } from './steps/staff.ts';

/*
 * Staff come in: by password, by a second step, by a code on paper. The one whose account changes on the way is new and leaves
 * again, so that no other journey meets a changed account.
 */

const demo = journey();
const serial = String(Math.floor(Math.random() * 999) + 1).padStart(3, '0');
const fatimah = { nip: `199203152016052${serial}`, name: 'Fatimah Zahra Ningsih', password: 'sasambo di ujung timur' };

let admin: Visitor;
let staff: Visitor;
let secret: string;
let codes: readonly string[];
const opened: Visitor[] = [];

async function visitor(options: { readonly javaScript?: boolean } = {}): Promise<Visitor> {
  const one = await demo.visitor(options);
  opened.push(one);
  return one;
}

/** Another device of hers, in front of the second step. */
async function atSecondStep(): Promise<Visitor> {
  const one = await visitor();
  await showPassword(one.page, fatimah.nip, fatimah.password);
  await arrived(one.page, 'Langkah kedua');
  return one;
}

beforeAll(async () => {
  admin = await visitor();
});

afterAll(async () => {
  expect(opened.flatMap((one) => one.faults)).toEqual([]);
});

describe('an administrator', () => {
  test('is not in before the second step; a wrong code is said, the right one leads on to where they wanted to go', async () => {
    const { page } = admin;
    const { username, password, totp_secret } = demo.account('admin');
    await page.goto('/kelola/unit-kerja');
    expect(page.url()).toContain('/masuk?lanjut=');
    await arrived(page, 'Masuk sebagai pegawai');
    await answerForm(page, { username, password });
    await page.getByRole('button', { name: 'Masuk' }).click();
    await arrived(page, 'Langkah kedua');
    await alsoInEnglish(page);
    const aside = await page.context().newPage();
    await isOutAt(aside, '/kelola/unit-kerja');
    await aside.close();
    await answerForm(page, { code: '000000' });
    await page.getByRole('button', { name: 'Lanjut' }).click();
    await refused(page, ['Kode tidak cocok atau sudah tidak berlaku.']);
    await arrived(page, 'Langkah kedua');
    await showCode(page, totp_secret ?? '');
    await arrived(page, 'Unit');
  });

  test('adds somebody, who takes up the account with the code that is handed over', async () => {
    const { page } = admin;
    await add(page, '/kelola/pegawai', 'Tambah pegawai', {
      nip: fatimah.nip,
      name: fatimah.name,
      unit: '– Dinas Kesehatan',
      position: 'Pengelola Layanan Operasional',
      kind: 'Pelaksana',
      level: 'Pelaksana',
      golongan: 'II/d',
      starts: '2026-02-02',
    });
    await doWith(page, 'Atur ulang akses', {});
    await arrived(page, 'Kode atur ulang');
    staff = await visitor();
    await takeUpAccount(staff.page, await page.locator('main .code').innerText(), fatimah.password);
    await signInWith(staff.page, fatimah.nip, fatimah.password);
    await arrived(staff.page, /Fatimah Zahra Ningsih/);
  });
});

describe('somebody at the door', () => {
  test('is told the same, whether the password is wrong or there is no such account; what was typed stays but the password', async () => {
    const said: string[] = [];
    for (const username of [fatimah.nip, '197001011990011001']) {
      const { page, context } = await visitor({ javaScript: false });
      await page.goto('/masuk');
      await answerForm(page, { username, password: 'bukan kata sandinya' });
      await page.getByRole('button', { name: 'Masuk' }).click();
      await page.getByText('NIP, surel, atau kata sandi tidak cocok.').first().waitFor();
      await arrived(page, 'Masuk sebagai pegawai');
      expect(await standingIn(page)).toEqual({ username });
      said.push((await page.locator('body').innerHTML()).replaceAll(username, 'NIP'));
      await context.close();
    }
    expect(said[0]).toBe(said[1]);
  });

  test('asks for a reset, and is told the same whether there is such an account or not', async () => {
    const said: string[] = [];
    for (const username of [demo.account('supervisor').username, '197001011990011001']) {
      const { page, context } = await visitor();
      await page.goto('/masuk/pulihkan');
      await answerForm(page, { username });
      await page.getByRole('button', { name: 'Kirim kode ke surel saya' }).click();
      await page.getByText('Bila akun itu ada').waitFor();
      await arrived(page, 'Buat kata sandi baru');
      said.push(await page.locator('body').innerHTML());
      await context.close();
    }
    expect(said[0]).toBe(said[1]);
  });
});

describe('a second step of one’s own', () => {
  let other: Visitor;

  test('is set up with the picture on the screen or the key below it; a wrong code sets nothing up', async () => {
    other = await visitor();
    await showPassword(other.page, fatimah.nip, fatimah.password);
    const { page } = staff;
    await page.goto('/akun');
    await arrived(page, 'Akun saya');
    await alsoInEnglish(page);
    await page.getByRole('link', { name: 'Aktifkan' }).click();
    await arrived(page, 'Aktifkan verifikasi dua langkah');
    await alsoInEnglish(page);
    const seen = new URL((await scan(await page.locator('svg.qr').screenshot())) ?? 'none:');
    secret = seen.searchParams.get('secret') ?? '';
    expect(seen.href).toMatch(/^otpauth:\/\/totp\/Smart%20ASN:/);
    expect((await page.locator('main .steps .mono').innerText()).replaceAll(' ', '')).toBe(secret);
    await answerForm(page, { code: '000000' });
    await page.getByRole('button', { name: 'Aktifkan' }).click();
    await refused(page, ['Kode tidak cocok atau sudah tidak berlaku.']);
    await arrived(page, 'Aktifkan verifikasi dua langkah');
    expect((await page.locator('main .steps .mono').innerText()).replaceAll(' ', '')).toBe(secret);
  });

  test('once set up, shows ten codes for paper a single time, and ends the sessions of other devices', async () => {
    const { page } = staff;
    await answerForm(page, { code: new TOTP({ secret: Secret.fromBase32(secret) }).generate() });
    await page.getByRole('button', { name: 'Aktifkan' }).click();
    await arrived(page, 'Simpan kode pemulihan Anda');
    codes = await page.locator('main .codes li').allInnerTexts();
    expect(new Set(codes).size).toBe(10);
    // No link leads here again, in no language.
    expect(await page.locator('[hreflang]').count()).toBe(0);
    await page.getByRole('link', { name: 'Sudah saya simpan' }).click();
    await page.getByText('Kode pemulihan tersisa: 10.').waitFor();
    await arrived(page, 'Akun saya');
    await alsoInEnglish(page);
    await isOutAt(other.page, '/akun');
    await page.goto('/akun/dua-langkah');
    await page.getByText('Verifikasi dua langkah sudah aktif.').waitFor();
    await arrived(page, 'Akun saya');
  });

  test('is asked at the next sign-in, and a code that was used opens nothing a second time', async () => {
    const { page, context } = await atSecondStep();
    await showCode(page, secret);
    await arrived(page, /Fatimah/);
    const late = await atSecondStep();
    await answerForm(late.page, { code: new TOTP({ secret: Secret.fromBase32(secret) }).generate() });
    await late.page.getByRole('button', { name: 'Lanjut' }).click();
    await refused(late.page, ['Kode tidak cocok atau sudah tidak berlaku.']);
    await late.context.close();
    await page.getByRole('link', { name: fatimah.name }).click();
    await page.getByRole('button', { name: 'Keluar' }).first().click();
    await page.getByText('Anda sudah keluar.').waitFor();
    await isOutAt(page, '/akun');
    await context.close();
  });

  test('gives way to a code from paper, typed in any way, once', async () => {
    const { page, context } = await atSecondStep();
    const code = codes[3] ?? '';
    await answerForm(page, { code: code.toLowerCase().replaceAll('-', ' ') });
    await page.getByRole('button', { name: 'Lanjut' }).click();
    await arrived(page, /Fatimah/);
    await page.goto('/akun');
    await page.getByText('Kode pemulihan tersisa: 9.').waitFor();
    await context.close();
    const again = await atSecondStep();
    await answerForm(again.page, { code });
    await again.page.getByRole('button', { name: 'Lanjut' }).click();
    await refused(again.page, ['Kode tidak cocok atau sudah tidak berlaku.']);
    await again.context.close();
  });

  test('stays as it is for who sits at an open session without a code', async () => {
    const { page } = staff;
    await page.goto('/akun');
    await answerForm(page, { code: '000000' });
    await page.getByRole('button', { name: 'Matikan' }).click();
    await refused(page, ['Kode tidak cocok atau sudah tidak berlaku.']);
    await arrived(page, 'Akun saya');
    // The address of what was sent cannot be read; the other language leads to the page that can.
    await alsoInEnglish(page);
  });

  test('new codes for paper end the old ones', async () => {
    const { page } = staff;
    await page.goto('/akun');
    await answerForm(page, { code: codes[4] ?? '' });
    await page.getByRole('button', { name: 'Buat kode pemulihan baru' }).click();
    await arrived(page, 'Simpan kode pemulihan Anda');
    const fresh = await page.locator('main .codes li').allInnerTexts();
    expect(fresh.filter((one) => codes.includes(one))).toEqual([]);
    const { page: door, context } = await atSecondStep();
    await answerForm(door, { code: codes[5] ?? '' });
    await door.getByRole('button', { name: 'Lanjut' }).click();
    await refused(door, ['Kode tidak cocok atau sudah tidak berlaku.']);
    await context.close();
    codes = fresh;
  });
});

describe('devices that are signed in', () => {
  test('are listed, and any one is ended from any other: it is out at its next click, this one stays', async () => {
    const second = await atSecondStep();
    await answerForm(second.page, { code: codes[0] ?? '' });
    await second.page.getByRole('button', { name: 'Lanjut' }).click();
    await arrived(second.page, /Fatimah/);
    const { page } = staff;
    await page.goto('/akun');
    const rows = await linesOf(page, 'Sesi yang masih berlaku');
    expect(rows.map(([device]) => device)).toEqual(expect.arrayContaining(['Chrome, Linux perangkat ini', 'Chrome, Linux']));
    const ends = page.getByRole('row', { name: /Chrome, Linux/ }).filter({ hasNotText: 'perangkat ini' });
    for (let left = await ends.count(); left > 0; left = await ends.count()) {
      await ends.first().getByRole('button', { name: 'Akhiri' }).click();
      await page.getByText('Sesi diakhiri.').waitFor();
    }
    await isOutAt(second.page, '/akun');
    await page.goto('/akun');
    expect(await linesOf(page, 'Sesi yang masih berlaku')).toHaveLength(1);
  });

  test('all others are ended at once', async () => {
    const second = await atSecondStep();
    await answerForm(second.page, { code: codes[1] ?? '' });
    await second.page.getByRole('button', { name: 'Lanjut' }).click();
    await arrived(second.page, /Fatimah/);
    const { page } = staff;
    await page.goto('/akun');
    await page.getByRole('button', { name: 'Keluarkan semua perangkat lain' }).click();
    await page.getByText('Semua perangkat lain sudah dikeluarkan.').waitFor();
    await arrived(page, 'Akun saya');
    await isOutAt(second.page, '/akun');
  });
});

test('the second step is turned off with a code, and the password alone is enough again', async () => {
  const { page } = staff;
  await page.goto('/akun');
  await answerForm(page, { code: codes[2] ?? '' });
  await page.getByRole('button', { name: 'Matikan' }).click();
  await page.getByText('Belum aktif.').waitFor();
  await arrived(page, 'Akun saya');
  const { page: door, context } = await visitor();
  await showPassword(door, fatimah.nip, fatimah.password);
  await arrived(door, /Fatimah/);
  await context.close();
});

test('a new password ends the old one and every other device', async () => {
  const other = await visitor();
  await showPassword(other.page, fatimah.nip, fatimah.password);
  const { page } = staff;
  await page.goto('/akun');
  await answerForm(page, { old: 'bukan kata sandinya', password_new: 'pendek' });
  await page.locator('#sandi').getByRole('button', { name: 'Simpan' }).click();
  await refused(page, [/paling sedikit 12/]);
  await answerForm(page, { old: 'bukan kata sandinya', password_new: 'tambora di pagi buta' });
  await page.locator('#sandi').getByRole('button', { name: 'Simpan' }).click();
  await refused(page, ['Kata sandi sekarang tidak cocok.']);
  await arrived(page, 'Akun saya');
  await alsoInEnglish(page);
  await page.goto('/akun');
  await answerForm(page, { old: fatimah.password, password_new: 'tambora di pagi buta' });
  await page.locator('#sandi').getByRole('button', { name: 'Simpan' }).click();
  await page.getByText('Tersimpan.').waitFor();
  await isOutAt(other.page, '/akun');
  await showPassword(other.page, fatimah.nip, fatimah.password);
  await other.page.getByText('NIP, surel, atau kata sandi tidak cocok.').first().waitFor();
  await showPassword(other.page, fatimah.nip, 'tambora di pagi buta');
  await arrived(other.page, /Fatimah/);
});

test('leaves, and the list is as it was', async () => {
  const { page } = admin;
  await openPerson(page, fatimah.nip);
  await doWith(page, 'Akhiri masa tugas', { on: '2026-11-22' });
  await page.getByText('Masa tugas diakhiri.').waitFor();
  await isOutAt(staff.page, '/beranda');
});
