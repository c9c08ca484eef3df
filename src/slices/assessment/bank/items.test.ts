import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { itemInput, type ItemInput } from '../model.ts';

const files = ['m05', 't01'].map((name) => itemInput.array().parse(JSON.parse(readFileSync(`database/seed/items/${name}.json`, 'utf8'))));
const items: readonly ItemInput[] = files.flat();
const keyOf = (item: ItemInput) => item.options.find((option) => option.key === item.answer)?.text ?? '';
const count = <T>(list: readonly T[], one: T) => list.filter((each) => each === one).length;

/** What each key says, written down a second time: an option that moves without its key is noticed. */
const keys: Readonly<Record<string, string>> = {
  'M05-1-01': 'Memintanya mengambil nomor antrean',
  'M05-1-02': 'Menjelaskan isi formulir dalam',
  'M05-1-03': 'Menolaknya dengan sopan dan',
  'M05-1-04': 'Mengakui kekeliruan, meminta maaf,',
  'M05-1-05': 'Menunjukkan kekurangannya dan memberi',
  'M05-1-06': 'Melayaninya sesuai prosedur yang',
  'M05-1-07': 'Melayaninya sampai selesai karena',
  'M05-1-08': 'Turun melayaninya di lantai',
  'M05-1-09': 'Menjelaskan instansi yang berwenang',
  'M05-1-10': 'Menyatakan layanan ini gratis',
  'M05-2-01': 'Mendampingi petugas dan menjelaskan',
  'M05-2-02': 'Membahas catatan itu bersamanya,',
  'M05-2-03': 'Menemui calon pekerja migran',
  'M05-2-04': 'Meminta izin tokoh setempat',
  'M05-2-05': 'Kriteria pembagian, data yang',
  'M05-2-06': 'Menelusuri bagian syarat yang',
  'M05-2-07': 'Meminta petugas memproses sesuai',
  'M05-2-08': 'Mengumumkan perkiraan pulih serta',
  'M05-2-09': 'Memeriksa keterangan kedua pihak',
  'M05-2-10': 'Penjelasan singkat yang seragam',
  'M05-3-01': 'Menelusuri tahap yang paling',
  'M05-3-02': 'Memakai kriteria tertulis yang',
  'M05-3-03': 'Mengajak ketiga dinas menyepakati',
  'M05-3-04': 'Menyusun rencana tambahan loket,',
  'M05-3-05': 'Membahas rancangannya dengan pengguna',
  'M05-3-06': 'Menjelaskan kriteria seleksi dan',
  'M05-3-07': 'Membuat satu catatan pengaduan',
  'M05-3-08': 'Membuka pendaftaran daring dengan',
  'M05-3-09': 'Memetakan alur bersama kedua',
  'M05-3-10': 'Menyediakan loket bantuan dan',
  'T01-1-01': 'Rangkaian beberapa kata acak',
  'T01-1-02': 'Tidak membuka tautannya dan',
  'T01-1-03': 'Mengunci layar sehingga komputer',
  'T01-1-04': 'Memakai teknologi untuk mewujudkan',
  'T01-1-05': 'Membantu pimpinan membuat disposisi',
  'T01-1-06': 'Mengatur format kolom sebagai',
  'T01-1-07': 'Data dan informasi kesehatan',
  'T01-1-08': 'Menyerahkannya kepada pengelola TI',
  'T01-1-09': '2026-03-14_laporan-triwulan-1_v02.docx yang disimpan dalam',
  'T01-1-10': 'Menolak membagikannya dan menyarankan',
  'T01-2-01': 'Menolaknya dengan sopan dan',
  'T01-2-02': 'Memeriksa berkas PDF aslinya',
  'T01-2-03': 'Membuat salinan berkas, menandai',
  'T01-2-04': 'Menulis rumus menjadi =B2*$F$1',
  'T01-2-05': 'Tiga salinan data pada',
  'T01-2-06': 'Data seperlunya, misalnya nama',
  'T01-2-07': 'Membagikan templat dengan kode',
  'T01-2-08': 'Segera mengganti kata sandi',
  'T01-2-09': 'Hanya tiga akun tersebut',
  'T01-2-10': 'Karena isian itu menjadi',
  'T01-3-01': 'Memakai aplikasi umum itu',
  'T01-3-02': 'Memberi tahu subjek data',
  'T01-3-03': 'Memutus server dari jaringan,',
  'T01-3-04': 'Menjadwalkan uji pemulihan berkala',
  'T01-3-05': 'Menetapkan sumber acuan beserta',
  'T01-3-06': 'Melakukan penilaian dampak pelindungan',
  'T01-3-07': 'Mengaitkan perubahan status pegawai',
  'T01-3-08': 'Menerapkan autentikasi dua faktor,',
  'T01-3-09': 'Menyederhanakan alurnya bersama pelaksana',
  'T01-3-10': 'Membagi pakai data lewat',
};

describe('the item bank', () => {
  test('has sixty items or more: ten at each of three levels of each competency', () => {
    expect(items.length).toBeGreaterThanOrEqual(60);
    for (const competency of ['M.05', 'T.01'])
      for (const level of [1, 2, 3]) {
        expect(items.filter((item) => item.competency === competency && item.level === level).length, `${competency} ${level}`).toBeGreaterThanOrEqual(10);
      }
  });

  test('asks nothing twice: codes, stems and the options within an item are unique', () => {
    expect(new Set(items.map((item) => item.code)).size).toBe(items.length);
    expect(new Set(items.map((item) => item.stem.toLowerCase())).size).toBe(items.length);
    for (const item of items) expect(new Set(item.options.map((option) => option.text.toLowerCase())).size, item.code).toBe(item.options.length);
  });

  test('every key is the option that was meant', () => {
    for (const item of items) expect(keyOf(item).startsWith(keys[item.code] ?? '?'), `${item.code}: ${keyOf(item)}`).toBe(true);
    expect(Object.keys(keys)).toHaveLength(items.length);
  });

  test('keys stand at every place about equally often, and never three times running', () => {
    for (const bank of files) {
      const places = bank.map((item) => item.answer);
      for (const place of ['A', 'B', 'C', 'D'] as const) {
        expect(count(places, place)).toBeGreaterThanOrEqual(Math.floor(bank.length / 4));
        expect(count(places, place)).toBeLessThanOrEqual(Math.ceil(bank.length / 4) + 1);
      }
      expect(places.some((place, at) => at > 1 && place === places[at - 1] && place === places[at - 2])).toBe(false);
    }
  });

  test('the length of an option does not give the key away', () => {
    for (const item of items) {
      const lengths = item.options.map((option) => option.text.length);
      expect(Math.max(...lengths) / Math.min(...lengths), item.code).toBeLessThan(1.2);
    }
    const longest = items.filter((item) => item.options.every((option) => option.text.length <= keyOf(item).length));
    expect(longest.length / items.length).toBeLessThan(0.35);
  });

  test('no option leans on the others, and every item ends with its question and says why', () => {
    for (const item of items) {
      expect(item.stem.endsWith('?'), item.code).toBe(true);
      expect(item.options.map((option) => option.text).join(' '), item.code).not.toMatch(
        /semua (jawaban |pilihan )?(benar|salah)|tidak ada yang benar|bukan salah satu/i,
      );
      expect(`${item.stem} ${item.rationale}`, item.code).not.toMatch(/ {2}|\bjawaban [A-E]\b|\bpilihan [A-E]\b/);
      expect(item.rationale.length, item.code).toBeGreaterThanOrEqual(60);
      expect(item.options.map((option) => option.key).join('')).toBe('ABCD');
    }
  });
});
