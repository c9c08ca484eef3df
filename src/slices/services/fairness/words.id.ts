import type { PassedBin } from './rules.ts';

const passedBins: Readonly<Record<PassedBin, string>> = {
  day: 'kurang dari 1 hari',
  'three-days': '1 sampai 3 hari',
  week: '3 sampai 7 hari',
  longer: '7 hari atau lebih',
  waiting: 'masih menunggu',
};

export const id = {
  overtaking: 'Giliran dalam antrean',
  overtakingLead:
    'Permohonan diambil menurut waktu datang. Yang didahulukan wajib beralasan, dan alasannya terbuka di buku besar. Semua angka di sini dapat Anda hitung sendiri dari buku besar itu.',
  lastYear: 'Dua belas bulan terakhir',
  ofMonth: (month: string) => `Bulan ${month}`,
  allMonths: 'Dua belas bulan',
  taken: 'Diambil',
  outOfTurn: 'Di luar giliran',
  share: 'Bagian',
  withoutReason: 'Tanpa alasan',
  withoutReasonNote: 'Harus nol: sistem menolak yang tanpa alasan.',
  takenNote: 'permohonan',
  shareOf: (share: string, of: string) => `${share} dari ${of}`,
  chartNone: 'Tidak ada yang diambil di luar giliran',
  chartFinding: (unit: string, share: string) => `${unit} paling sering: ${share} diambil di luar giliran`,
  chartNote: 'Bagian permohonan yang diambil sementara yang datang lebih dulu masih menunggu, per unit.',
  unit: 'Unit',
  unnamedUnit: 'Unit belum tercatat',
  service: 'Layanan',
  month: 'Bulan',
  byService: 'Per layanan',
  byMonth: 'Per bulan',
  reasons: 'Alasan',
  reasonsAndLaw: 'Alasan yang sah dan dasar hukumnya',
  basis: 'Dasar hukum',
  noReason: 'tanpa alasan',
  passed: 'Dilewati',
  passedTitle: (n: string) => `${n} permohonan pernah dilewati: berapa lama lagi mereka menunggu`,
  passedNone: 'Tidak ada permohonan yang dilewati',
  passedNote: 'Sejak pertama kali dilewati sampai diambil atau ditarik.',
  passedColumn: 'Menunggu lagi',
  cases: 'Permohonan',
  passedBins,
  recountTitle: 'Hitung sendiri',
  recountText: (size: string) =>
    `Angka ini dihitung dari ${size} catatan pertama buku besar. Perintah berikut mengunduh seluruh buku besar, memeriksanya, menghitung ulang, dan membandingkan.`,
  recountFile: 'Angka sebagai JSON',
  notHidden:
    'Angka kecil tidak disembunyikan di halaman ini: setiap fakta antrean sudah terbuka di buku besar di bawah nama acak yang hanya diketahui pemohonnya, tanpa data diri.',
  definition:
    'Sebuah permohonan dihitung dilewati bila sudah menunggu sedikitnya sepuluh detik sebelum, dan masih sepuluh detik sesudah, yang datang kemudian untuk layanan dan unit yang sama diambil. Yang berkasnya dikembalikan untuk diperbaiki tidak sedang menunggu giliran. Bulan dihitung menurut WIB.',
  none: 'Belum ada permohonan yang diambil',
};

export type Words = typeof id;
