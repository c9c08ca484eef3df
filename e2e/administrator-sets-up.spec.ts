import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journey, type Visitor } from '#test/browser';
import { type Product, startProduct } from '#test/product';
import { add, doWith, figures, inOffice, linesOf, openPerson, sendList, settled } from './steps/administrator.ts';
import { type Answers, answerForm, refused, standingIn } from './steps/form.ts';
import { alsoInEnglish, arrived } from './steps/look.ts';
import { isOutAt, signInWith, takeUpAccount } from './steps/staff.ts';
import { asCsv, fillTemplate, type Line, staffList, units, withCells } from './steps/staff-list.ts';

/*
 * An agency begins: from a database without anything to staff who sign in, on a product of its own. What stands in one test is
 * what the next begins with.
 */

const browsers = journey();
const csv = (buffer: Buffer) => ({ name: 'pegawai siasn.csv', mimeType: 'text/csv', buffer });
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const agency: Answers = {
  agencyName: 'Pemerintah Kabupaten Lombok Timur',
  agencyShort: 'Kab. Lombok Timur',
  agencyCode: '5203',
  zone: 'Asia/Makassar',
  adminName: 'Lalu Ahmad Wirawan',
  adminNip: '198003122005011002',
  adminEmail: '',
  password: 'gunung tambora 1815',
};
const wrong: Answers = { ...agency, agencyCode: 'Lombok', adminNip: '1,98003E+17', adminEmail: 'lalu ahmad', password: 'pendek' };

const siti = { nip: '199001152015012003', name: 'Siti Aminah', password: 'rinjani di pagi hari' };

const seed = Math.floor(Math.random() * 1_000_000);
const whole = staffList(seed, 5000);
/** What spreadsheets and hands do to three of five thousand. */
const list = withCells(whole, [
  [1204, 'NIP BARU', '1,98501E+17'],
  [2750, 'TMT JABATAN', '31-02-2024'],
  [4999, 'GOL AKHIR NAMA', 'V/z'],
]);
const sample = whole[40] as Line;

let scratch: string;
let product: Product;
let admin: Visitor;
const opened: Visitor[] = [];

async function visitor(options: { readonly javaScript?: boolean; readonly width?: number } = {}): Promise<Visitor> {
  const one = await browsers.visitor({ at: product.url, ...options });
  opened.push(one);
  return one;
}

beforeAll(async () => {
  console.info(`staff list of seed ${seed}`);
  scratch = await mkdtemp(join(tmpdir(), 'smart-asn-new-'));
  product = await startProduct({ dataDir: join(scratch, 'data'), args: ['--empty'] });
  admin = await visitor();
});

afterAll(async () => {
  await product.stop();
  await rm(scratch, { recursive: true, force: true });
  expect(opened.flatMap((one) => one.faults)).toEqual([]);
});

describe('a house without an agency', () => {
  test.each(['/', '/layanan', '/masuk', '/masuk/warga', '/beranda', '/akun', '/kelola/pegawai', '/kinerja', '/transparansi/verifikasi', '/bantuan'])(
    'leads from %s to the set-up',
    async (address) => {
      const { page } = admin;
      await page.goto(address);
      expect(new URL(page.url()).pathname).toBe('/siapkan');
    },
  );

  test('in English leads to the set-up in English', async () => {
    const { page } = admin;
    await page.goto('/en/services');
    expect(new URL(page.url()).pathname).toBe('/en/set-up');
    await arrived(page, 'Set up Smart ASN');
  });

  test.each([true, false])('asked with nothing or with what is wrong, says all of it at once and loses nothing (scripts: %s)', async (javaScript) => {
    const { page } = await visitor({ javaScript });
    await page.goto('/siapkan');
    await arrived(page, 'Siapkan Smart ASN');
    await alsoInEnglish(page);
    await page.getByRole('button', { name: 'Mulai' }).click();
    await refused(page, [/nama instansi/, /nama pendek/, /kode wilayah/, /zona waktu/, /nama administrator/, /NIP administrator/, /paling sedikit 12/]);
    await arrived(page, 'Siapkan Smart ASN');
    await answerForm(page, wrong);
    await page.getByRole('button', { name: 'Mulai' }).click();
    await refused(page, [/dua angka titik dua angka/, /ke-18 angkanya/, /alamat surel yang lengkap/, /paling sedikit 12/]);
    const { password: _secret, ...kept } = wrong;
    expect(await standingIn(page)).toEqual(kept);
    await arrived(page, 'Siapkan Smart ASN');
    await alsoInEnglish(page);
    await page.context().close();
  });

  test('becomes an agency in one act, without scripts too, and then has no set-up page any more', async () => {
    const { page } = await visitor({ javaScript: false });
    await page.goto('/siapkan');
    await answerForm(page, agency);
    await page.getByRole('button', { name: 'Mulai' }).click();
    await page.getByText('Instansi siap').waitFor();
    await arrived(page, 'Masuk sebagai pegawai');
    expect((await page.goto('/siapkan'))?.status()).toBe(404);
    await page.context().close();
  });
});

describe('its administrator', () => {
  test('signs in and is led on to the staff list', async () => {
    const { page } = admin;
    await signInWith(page, agency['adminNip'] ?? '', agency['password'] ?? '');
    await arrived(page, /Lalu Ahmad Wirawan/);
    await page.goto('/kelola');
    expect(new URL(page.url()).pathname).toBe('/beranda');
    await page.goto('/kelola/impor');
    await arrived(page, 'Impor daftar pegawai');
    await alsoInEnglish(page);
  });

  test('adds a unit; a code that is taken comes back with all that was typed', async () => {
    const { page } = admin;
    const unit = { name: 'Dinas Kesehatan', short: 'Dinkes', code: 'DINKES', kind: 'Perangkat daerah (OPD)', parent: agency['agencyName'] ?? '' };
    await add(page, '/kelola/unit-kerja', 'Tambah unit', unit);
    await page.goto('/kelola/unit-kerja/baru');
    await answerForm(page, { ...unit, name: 'Dinas Kesehatan Hewan' });
    await page.getByRole('button', { name: 'Simpan' }).click();
    await refused(page, ['Kode ini sudah dipakai unit lain.']);
    expect(await standingIn(page)).toEqual({ ...unit, name: 'Dinas Kesehatan Hewan' });
    await alsoInEnglish(page);
  });

  test('adds a person, after correcting what was wrong', async () => {
    const { page } = admin;
    const person = {
      nip: siti.nip,
      name: siti.name,
      unit: '– Dinas Kesehatan',
      position: 'Pengelola Layanan Operasional',
      kind: 'Pelaksana',
      level: 'Pelaksana',
      golongan: 'III/z',
      starts: '2024-02-01',
    };
    await page.goto('/kelola/pegawai/baru');
    await answerForm(page, person);
    await page.getByRole('button', { name: 'Tambah pegawai' }).click();
    await refused(page, [/Golongan tidak dikenal/]);
    expect(await standingIn(page)).toMatchObject(person);
    await add(page, '/kelola/pegawai', 'Tambah pegawai', { ...person, golongan: 'II/d' });
    await arrived(page, siti.name);
    await alsoInEnglish(page);
  });

  test('sends a list of 5,000: the dry run names the three lines, column and all, in plain words, and changes nothing', async () => {
    const { page } = admin;
    await sendList(page, csv(asCsv(list)));
    expect(await figures(page)).toEqual({ 'Baris terbaca': '5.000', 'Pegawai baru': '4.997', 'Akan berubah': '0', 'Sudah sama': '0', Bermasalah: '3' });
    expect(await linesOf(page, '3 baris bermasalah')).toEqual([
      ['1.204', 'NIP', expect.stringContaining('sudah berubah menjadi bilangan'), '1,98501E+17'],
      ['2.750', 'TMT jabatan', expect.stringContaining('Tanggal tidak terbaca'), '31-02-2024'],
      ['4.999', 'Golongan', expect.stringContaining('Golongan tidak dikenal'), 'V/z'],
    ]);
    const file = await page.context().request.get((await page.getByRole('link', { name: 'Unduh daftar masalah (CSV)' }).getAttribute('href')) ?? '');
    expect((await file.text()).trim().split('\r\n').slice(1)).toEqual([
      expect.stringMatching(/^1204,NIP,.*1,98501E\+17/),
      expect.stringMatching(/^2750,TMT jabatan,.*31-02-2024/),
      expect.stringMatching(/^4999,Golongan,.*V\/z/),
    ]);
    const here = page.url();
    expect(await inOffice(page)).toBe('2 pegawai bertugas hari ini.');
    await page.goto(here);
  });

  test('makes the eleven units that are missing, and agrees: 4,997 come in, and the page of the work survives being loaded again', async () => {
    const { page } = admin;
    expect((await linesOf(page, 'Unit yang belum ada')).map(([name]) => name)).toEqual(
      expect.arrayContaining(units.filter((name) => name !== 'Dinas Kesehatan')),
    );
    await page.getByRole('button', { name: 'Buat 11 unit ini' }).click();
    await page.getByText('11 unit dibuat.').waitFor();
    await arrived(page, 'Hasil pemeriksaan');
    await page.getByRole('button', { name: 'Impor 4.997 baris' }).click();
    await arrived(page, /^(Mengimpor pegawai|Impor selesai)$/);
    await page.reload();
    await arrived(page, /^(Mengimpor pegawai|Impor selesai)$/);
    await settled(page, 'done');
    await arrived(page, 'Impor selesai');
    await alsoInEnglish(page);
    expect(await page.locator('main').innerText()).toContain('4.997 pegawai baru, 0 diperbarui, 0 tidak berubah.');
    expect(await linesOf(page, '3 baris bermasalah')).toHaveLength(3);
    await page.getByRole('link', { name: 'Lihat daftar pegawai' }).click();
    await arrived(page, 'Pegawai');
    await alsoInEnglish(page);
    expect(await inOffice(page)).toBe('4.999 pegawai bertugas hari ini.');
  });

  test('sends the same list again, and nothing changes', async () => {
    const { page } = admin;
    await sendList(page, csv(asCsv(list)));
    expect(await figures(page)).toEqual({ 'Baris terbaca': '5.000', 'Pegawai baru': '0', 'Akan berubah': '0', 'Sudah sama': '4.997', Bermasalah: '3' });
    await page.getByRole('button', { name: 'Impor 4.997 baris' }).click();
    await settled(page, 'done');
    expect(await page.locator('main').innerText()).toContain('0 pegawai baru, 0 diperbarui, 4.997 tidak berubah.');
  });

  test('corrects the three in the template, a workbook, and they come in too', async () => {
    const { page, context } = admin;
    await page.goto('/kelola/impor');
    await arrived(page, 'Impor daftar pegawai');
    await alsoInEnglish(page);
    const template = await context.request.get((await page.getByRole('link', { name: 'Unduh contoh (XLSX)' }).getAttribute('href')) ?? '');
    const three = [1204, 2750, 4999].map((line) => whole[line - 2] as Line);
    await sendList(page, { name: 'tiga pegawai.xlsx', mimeType: xlsx, buffer: fillTemplate(await template.body(), three) });
    expect(await figures(page)).toMatchObject({ 'Baris terbaca': '3', 'Pegawai baru': '3', Bermasalah: '0' });
    await page.getByRole('button', { name: 'Impor 3 baris' }).click();
    await settled(page, 'done');
    await arrived(page, 'Impor selesai');
    expect(await inOffice(page)).toBe('5.002 pegawai bertugas hari ini.');
    await openPerson(page, three[0]?.['NIP BARU'] ?? '');
  });

  test.each(['daftar.xls', 'daftar.pdf'])('sends %s, which is no list, and is told what to do', async (name) => {
    const { page } = admin;
    await page.goto('/kelola/impor');
    const buffer = name.endsWith('pdf') ? Buffer.from('%PDF-1.4\n%%EOF\n') : Buffer.from('d0cf11e0a1b11ae1'.padEnd(2048, '0'), 'hex');
    await page.locator('main input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    await page.getByRole('button', { name: 'Periksa berkas' }).click();
    await refused(page, [/CSV/]);
    await arrived(page, 'Impor daftar pegawai');
    await alsoInEnglish(page);
  });
});

describe('somebody without an address', () => {
  let person: Visitor;

  test('signs in with the code that the administrator hands over, and a password of their own', async () => {
    const { page } = admin;
    await openPerson(page, siti.nip);
    await doWith(page, 'Atur ulang akses', {});
    await arrived(page, 'Kode atur ulang');
    const code = await page.locator('main .code').innerText();
    person = await visitor();
    await takeUpAccount(person.page, code, siti.password);
    await signInWith(person.page, siti.nip, siti.password);
    await arrived(person.page, /Siti Aminah/);
    const late = await visitor();
    await late.page.goto('/masuk/pulihkan/kode');
    await answerForm(late.page, { code, password: 'rinjani di sore hari' });
    await late.page.getByRole('button', { name: 'Simpan' }).click();
    await refused(late.page, [/Kode tidak cocok atau sudah tidak berlaku/]);
    await late.context.close();
  });

  test('may more once a role is granted, after signing in again', async () => {
    expect((await person.page.goto('/kelola/pegawai'))?.status()).toBe(403);
    const { page } = admin;
    await openPerson(page, siti.nip);
    const today = Temporal.Now.plainDateISO('Asia/Makassar').toString();
    await doWith(page, 'Beri kewenangan', { role: 'Inspektorat', capacity: 'Pelaksana tugas (Plt)', starts: today, reason: 'SPT 800/12/2026' });
    await refused(page, ['Plt dan Plh selalu punya tanggal akhir.']);
    await arrived(page, 'Beri kewenangan');
    await answerForm(page, { capacity: 'Definitif' });
    await page.locator('main form button').first().click();
    await page.getByText('Kewenangan diberikan.').waitFor();
    await arrived(page, siti.name);
    await isOutAt(person.page, '/akun');
    await signInWith(person.page, siti.nip, siti.password);
    await person.page.goto('/akun');
    await arrived(person.page, 'Akun saya');
    await alsoInEnglish(person.page);
    expect(await linesOf(person.page, 'Kewenangan saya')).toEqual([['Inspektorat', 'sesuai jabatan', expect.stringMatching(/./), 'tanpa akhir']]);
    await person.page.goto('/kelola/pegawai');
    await arrived(person.page, 'Pegawai');
  });

  test('who has looked at their data is theirs to read', async () => {
    await person.page.goto('/akun');
    const looks = await linesOf(person.page, 'Pegawai yang membuka data Anda');
    expect(looks[0]).toEqual([
      agency['adminName'],
      `Administrator sistem, ${agency['agencyShort']}`,
      'data kepegawaian',
      expect.stringMatching(/kewenangan: ./),
      expect.stringMatching(/ pukul /),
    ]);
  });

  test('publishes the first service, which the administrator wrote from a file; nobody publishes their own', async () => {
    const { page } = admin;
    const service = JSON.parse(await readFile('database/seed/services/izin-pemakaian-lapangan.json', 'utf8')) as object;
    const send = async (content: object) => {
      await page
        .locator('main input[type=file]')
        .setInputFiles({ name: 'layanan.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(content)) });
      await page.getByRole('button', { name: 'Jadikan draf' }).click();
    };
    await page.goto('/kelola/layanan');
    await arrived(page, 'Layanan');
    await send({ ...service, workingDays: 'tiga' });
    await refused(page, [/ada bagian yang perlu diperbaiki/]);
    expect((await linesOf(page, '1 bagian berkas perlu diperbaiki')).map(([place]) => place)).toEqual(['workingDays']);
    await arrived(page, 'Layanan');
    await send({ ...service, unit: 'DINKES' });
    await page.getByText('Draf dibuat.').waitFor();
    await arrived(page, 'Izin Pemakaian Lapangan Olahraga');
    await alsoInEnglish(page);
    await page.getByRole('button', { name: 'Kirim untuk diperiksa' }).click();
    await page.getByText('Anda ikut menulis draf ini').waitFor();
    expect(await page.getByRole('button', { name: 'Terbitkan' }).count()).toBe(0);
    const draft = new URL(page.url()).pathname;
    await openPerson(page, siti.nip);
    const today = Temporal.Now.plainDateISO('Asia/Makassar').toString();
    await doWith(page, 'Beri kewenangan', { role: 'Manajer layanan', capacity: 'Definitif', starts: today, reason: 'SK 800/14/2026' });
    await page.getByText('Kewenangan diberikan.').waitFor();
    await signInWith(person.page, siti.nip, siti.password);
    await person.page.goto(draft);
    await arrived(person.page, 'Izin Pemakaian Lapangan Olahraga');
    await person.page.getByRole('button', { name: 'Terbitkan' }).click();
    await person.page.getByText('Izin Pemakaian Lapangan Olahraga sudah terbit sebagai versi 1.').waitFor();
    await arrived(person.page, 'Layanan');
    await alsoInEnglish(person.page);
    const citizen = await visitor();
    await citizen.page.goto('/');
    await citizen.page.getByRole('link', { name: 'Izin Pemakaian Lapangan Olahraga' }).first().click();
    await arrived(citizen.page, 'Izin Pemakaian Lapangan Olahraga');
    await citizen.page.getByRole('button', { name: 'Ajukan sekarang' }).click();
    await citizen.page.waitForURL(/\/langkah\/1$/);
    await citizen.context.close();
  });

  test('off-boarded, is out at the next click: session, password, role and place in the list end together', async () => {
    const { page } = admin;
    await openPerson(page, siti.nip);
    const yesterday = Temporal.Now.plainDateISO('Asia/Makassar').subtract({ days: 1 });
    await doWith(page, 'Akhiri masa tugas', { on: '2020-01-01' });
    await refused(page, [/tidak boleh sebelum jabatannya mulai/]);
    await answerForm(page, { on: yesterday.toString() });
    await page.getByRole('button', { name: 'Akhiri masa tugas' }).click();
    await page.getByText('Masa tugas diakhiri.').waitFor();
    await arrived(page, siti.name);
    await alsoInEnglish(page);
    expect(await page.locator('main').innerText()).toContain('Tidak sedang bertugas.');
    expect((await linesOf(page, 'Kewenangan'))[0]?.[0]).toContain('berakhir');
    await isOutAt(person.page, '/beranda');
    await person.page.goto('/masuk');
    await answerForm(person.page, { username: siti.nip, password: siti.password });
    await person.page.getByRole('button', { name: 'Masuk' }).click();
    await person.page.getByText('NIP, surel, atau kata sandi tidak cocok.').first().waitFor();
    expect(await inOffice(page)).toBe('5.001 pegawai bertugas hari ini.');
  });

  test('of the imported ones can be found by a part of the name, whatever its case', async () => {
    const { page } = admin;
    await page.goto('/kelola/pegawai');
    await answerForm(page, { cari: sample.NAMA.toLowerCase() });
    await page.getByRole('button', { name: 'Cari' }).click();
    await arrived(page, 'Pegawai');
    expect(await page.locator('main tbody').innerText()).toContain(sample['NIP BARU']);
  });
});

test('stopped and started again, all is there, and no set-up is offered', async () => {
  const { page } = admin;
  expect(await product.stop()).toBe(0);
  product = await startProduct({ dataDir: product.dataDir, args: ['--empty'], port: Number(new URL(product.url).port) });
  const stranger = await visitor();
  expect((await stranger.page.goto('/siapkan'))?.status()).toBe(404);
  await stranger.page.goto('/');
  await arrived(stranger.page, /Apa yang ingin\s+Anda urus hari ini/);
  await alsoInEnglish(stranger.page);
  expect(await inOffice(page)).toBe('5.001 pegawai bertugas hari ini.');
  await openPerson(page, sample['NIP BARU']);
  expect(await page.locator('main').innerText()).toContain(sample['JABATAN NAMA']);
  // Without --empty the demo is not played into somebody's data either.
  expect(await product.stop()).toBe(0);
  product = await startProduct({ dataDir: product.dataDir, port: Number(new URL(product.url).port) });
  expect(product.printed()).not.toContain('peragaan');
  await page.goto('/kelola/unit-kerja');
  await arrived(page, 'Unit');
  expect(await page.locator('main').innerText()).toContain('13 unit, 5.001 pegawai bertugas hari ini.');
});
