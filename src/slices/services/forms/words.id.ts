import type { regionLevels } from '../model.ts';

type Level = (typeof regionLevels)[number];

/** What is wrong with a form itself, for who builds it. */
export const definitionErrors: Readonly<Record<string, string>> = {
  'key-twice': 'Nama isian ini dipakai dua kali.',
  'key-reserved': 'Nama isian ini dipakai oleh halaman formulir sendiri. Ubah labelnya.',
  'no-options': 'Isian pilihan memerlukan daftar pilihan.',
  'option-empty': 'Ada pilihan tanpa isi.',
  'option-twice': 'Ada pilihan yang ditulis dua kali.',
  'group-empty': 'Kelompok ini belum mempunyai isian.',
  'min-over-max': 'Batas atas lebih kecil daripada batas bawah.',
  'region-unknown': 'Kode wilayah ini tidak dikenal.',
  'when-unknown': 'Syarat tampil menyebut isian yang tidak ada.',
  'when-later': 'Syarat tampil menyebut isian yang letaknya sesudah isian ini. Pindahkan salah satunya.',
  'when-empty': 'Syarat tampil belum menyebut jawabannya.',
  'when-option': 'Syarat tampil menyebut jawaban yang tidak ada dalam daftar pilihan.',
  'when-number': 'Syarat tampil ini memerlukan angka.',
  'when-file': 'Syarat tampil tidak dapat bergantung pada berkas.',
  'formula-unreadable': 'Rumus ini tidak terbaca. Pakai nama isian, angka bulat, + − × ÷, tanda kurung, sum(), count(), min(), max(), atau round().',
  'formula-unknown': 'Rumus menyebut isian yang tidak ada.',
  'formula-later': 'Rumus menyebut isian yang letaknya sesudah nilai ini. Pindahkan salah satunya.',
  'formula-measure': 'Rumus menyebut isian yang bukan angka.',
  'formula-rows': 'sum() dan count() memerlukan kelompok: sum(kelompok.isian) atau count(kelompok).',
  'formula-circle': 'Nilai-nilai yang dihitung ini saling menunggu: rumusnya berputar.',
};

export const id = {
  wrong: 'Keliru:',
  optional: 'tidak wajib',
  choose: 'Pilih',
  nextChoice: 'Tampilkan pilihan berikutnya',
  regionLevels: { province: 'Provinsi', regency: 'Kabupaten atau kota', district: 'Kecamatan', village: 'Desa atau kelurahan' } as Readonly<
    Record<Level, string>
  >,
  bounds: (min: string | undefined, max: string | undefined) =>
    min && max ? `Antara ${min} dan ${max}.` : min ? `Paling sedikit ${min}.` : max ? `Paling banyak ${max}.` : '',
  fileHint: (kinds: string, most: number) => `${kinds}; paling besar 10 MB, paling banyak ${most} berkas.`,
  camera: 'Atau ambil foto dengan kamera',
  attached: 'Berkas terlampir',
  remove: 'Hapus',
  addRow: 'Tambah',
  removeRow: 'Hapus',
  rowOf: (label: string, n: number) => `${label} ${n}`,
  askedMore: 'Jawaban Anda memunculkan pertanyaan berikut.',
  /** What is wrong with an answer; a code of every form stands in platform/words. */
  faults: {
    'not-phone': 'Tulis nomor telepon dengan angka, misalnya 0812 3456 7890.',
    'not-nik': 'Periksa NIK: 16 angka, dengan tanggal lahir di tengahnya (perempuan: tanggal ditambah 40).',
    'not-nip': 'Periksa NIP: 18 angka, dimulai dengan tanggal lahir, lalu tahun dan bulan pengangkatan.',
    'not-npwp': 'Periksa NPWP: 15 angka, atau 16 angka yang sama dengan NIK.',
    'not-money': 'Tulis rupiah bulat, misalnya 25.000.',
    'not-region': 'Pilih wilayah dari daftar.',
    'region-open': 'Pilih wilayah sampai tingkat yang terakhir.',
    'rows-required': 'Isi paling sedikit sebanyak yang diminta.',
    'too-few': 'Pilih lebih banyak.',
    'too-many': 'Terlalu banyak. Kurangi sampai batasnya.',
    'too-many-files': 'Paling banyak lima berkas untuk satu isian. Hapus salah satu lebih dulu.',
    declare: 'Beri tanda centang untuk melanjutkan.',
  } as Readonly<Record<string, string>>,
};

export type Words = typeof id;
