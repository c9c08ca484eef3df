import type { ComplaintCategory, ComplaintClass } from '../../src/slices/participation/model.ts';
import type { UnitCode } from './names.ts';
import type { Random } from './random.ts';

/** Something that a citizen says, who it goes to, and what that unit answers. */
export type Voice = {
  readonly class: ComplaintClass;
  readonly category: ComplaintCategory;
  readonly title: string;
  readonly body: string;
  readonly place?: string;
  readonly about?: UnitCode;
  readonly independent?: boolean;
  readonly oversight?: boolean;
  readonly notOurs?: boolean;
  readonly to: UnitCode;
  readonly answers: readonly [string, ...string[]];
};

export const voices: readonly Voice[] = [
  {
    class: 'pengaduan',
    category: 'pelayanan',
    title: 'Antrean loket terlalu lama',
    body: 'Saya menunggu dua jam di loket padahal nomor antrean saya sudah dekat. Mohon ada petugas tambahan pada jam ramai.',
    about: 'DPMPTSP',
    to: 'DPMPTSP',
    answers: [
      'Terima kasih atas laporan Anda. Data antrean hari itu kami periksa: dua loket tutup pada pukul 11.00 sampai 13.00. Mulai pekan ini satu petugas cadangan berjaga pada jam itu.',
      'Kami minta maaf atas antrean Anda. Nomor antrean kini dapat diambil dari rumah, dan jam istirahat petugas dibuat bergiliran.',
    ],
  },
  {
    class: 'permintaan-informasi',
    category: 'pendidikan',
    title: 'Syarat pindah sekolah antarkabupaten',
    body: 'Anak saya akan pindah dari SMA di Dompu ke Mataram pada tengah semester. Apakah cukup surat dari sekolah asal?',
    to: 'DIKBUD',
    answers: [
      'Surat keterangan pindah dari sekolah asal, rapor terakhir, dan surat kesediaan sekolah tujuan. Permohonannya dapat dikirim lewat layanan Mutasi siswa tanpa datang ke kantor.',
      'Pindah di tengah semester dapat diproses sampai dua pekan sebelum ujian. Syarat lengkap ada pada halaman layanan Mutasi siswa.',
    ],
  },
  {
    class: 'pengaduan',
    category: 'perilaku-petugas',
    title: 'Penjelasan petugas kurang ramah',
    body: 'Petugas menjawab pertanyaan saya sambil melihat ponsel. Saya berharap dijelaskan baik-baik.',
    about: 'DIKBUD',
    independent: true,
    to: 'INSPEKTORAT',
    answers: [
      'Kami sudah meminta keterangan petugas dan atasannya. Petugas diberi teguran lisan dan masuk daftar peserta pelatihan melayani dengan empati.',
      'Rekaman loket kami periksa bersama kepala bidang. Petugas menyampaikan permintaan maaf dan dipindahkan sementara dari loket.',
    ],
  },
  {
    class: 'pengaduan',
    category: 'lingkungan',
    title: 'Saluran dekat pasar berbau limbah',
    body: 'Air di saluran menghitam sejak tiga hari lalu dan ikan di tambak warga mati. Mohon contoh airnya diambil.',
    place: 'Saluran belakang pasar',
    oversight: true,
    to: 'DLHK',
    answers: [
      'Contoh air diambil dua hari sesudah laporan Anda dan diuji di laboratorium. Satu usaha pemotongan diberi sanksi teguran tertulis dan wajib memperbaiki bak penampungnya dalam 30 hari.',
      'Tim kami mengambil contoh di tiga titik. Hasilnya di atas baku mutu untuk BOD; penanggung jawab usaha sudah dipanggil dan diawasi tiap pekan.',
    ],
  },
  {
    class: 'aspirasi',
    category: 'fasilitas',
    title: 'Jalur landai untuk kursi roda',
    body: 'Ibu saya memakai kursi roda dan harus diangkat di tangga depan. Mohon dibuat jalur landai di pintu samping.',
    about: 'DIKBUD',
    to: 'DIKBUD',
    answers: [
      'Usul Anda masuk rencana perbaikan gedung triwulan depan. Sementara itu petugas melayani di meja lantai dasar pintu samping.',
      'Jalur landai sementara dari kayu sudah dipasang. Yang permanen dikerjakan bersama perbaikan halaman.',
    ],
  },
  {
    class: 'pengaduan',
    category: 'jalan',
    title: 'Jalan menuju kantor berlubang',
    body: 'Jalan di depan kantor layanan berlubang besar, dua kali saya lihat motor jatuh saat hujan.',
    place: 'Jalan di depan kantor layanan,',
    notOurs: true,
    to: 'SETDA',
    answers: ['Ruas jalan ini milik kabupaten. Laporan Anda dapat disampaikan kepada dinas pekerjaan umum kabupaten setempat.'],
  },
  {
    class: 'pengaduan',
    category: 'informasi',
    title: 'Persyaratan di situs berbeda dengan di loket',
    body: 'Di situs tertulis dua berkas, di loket diminta tiga. Mohon disamakan.',
    about: 'DPMPTSP',
    to: 'DPMPTSP',
    answers: [
      'Anda benar: standar pelayanan menyebut dua berkas. Formulir lama di loket sudah ditarik dan petugas diberi tahu.',
      'Berkas ketiga hanya untuk permohonan kelompok. Penjelasannya kami tambahkan pada halaman layanan.',
    ],
  },
  {
    class: 'pengaduan',
    category: 'pungutan',
    title: 'Diminta biaya fotokopi',
    body: 'Saya diminta membayar fotokopi dua puluh ribu padahal layanan ini gratis.',
    about: 'DISPORA',
    independent: true,
    to: 'INSPEKTORAT',
    answers: [
      'Pemeriksaan kami menemukan pungutan itu tidak berdasar. Uang dikembalikan, dan kepala unit diminta memasang maklumat biaya di loket.',
      'Petugas jaga mengaku menerima uang fotokopi. Ia dikenai hukuman disiplin ringan; mesin fotokopi warga kini disediakan gratis.',
    ],
  },
  {
    class: 'permintaan-informasi',
    category: 'lingkungan',
    title: 'Berapa lama hasil uji air keluar',
    body: 'Saya mengirim contoh air sumur. Apakah hasilnya dikirim lewat surel atau harus diambil?',
    to: 'DLHK',
    answers: [
      'Hasil terbit paling lama sepuluh hari kerja dan dapat diunduh dari halaman lacak. Lembar aslinya dapat diambil di laboratorium pada jam kantor.',
      'Hasil dikirim ke surel yang Anda tulis. Bila mendesak, sebutkan alasannya pada permohonan.',
    ],
  },
  {
    class: 'aspirasi',
    category: 'lainnya',
    title: 'Lapangan dibuka pada malam hari',
    body: 'Banyak pelajar baru bisa berlatih sesudah magrib. Mohon lapangan dibuka sampai pukul 21.00 pada hari kerja.',
    place: 'Lapangan',
    about: 'DISPORA',
    to: 'DISPORA',
    answers: [
      'Mulai bulan depan lapangan dibuka sampai pukul 21.00 pada Selasa dan Kamis sebagai percobaan tiga bulan.',
      'Lampu lapangan sedang diperbaiki. Sesudah selesai, jam malam dicoba dua kali sepekan.',
    ],
  },
  {
    class: 'pengaduan',
    category: 'kesehatan',
    title: 'Posyandu dua bulan tidak buka',
    body: 'Posyandu di dusun kami tidak buka dua bulan. Balita belum ditimbang dan jadwal imunisasi terlewat.',
    place: 'Dusun di sekitar',
    to: 'DINKES',
    answers: [
      'Kader posyandu sedang kosong. Puskesmas menugaskan dua orang pengganti; jadwalnya setiap Rabu pekan kedua, mulai bulan ini.',
      'Petugas puskesmas datang ke dusun pada hari Senin dan menyusulkan imunisasi yang terlewat.',
    ],
  },
  {
    class: 'pengaduan',
    category: 'fasilitas',
    title: 'Ruang tunggu tanpa kursi cukup',
    body: 'Kursi ruang tunggu hanya sepuluh, banyak orang tua berdiri. Kipas angin juga mati.',
    about: 'DPMPTSP',
    to: 'DPMPTSP',
    answers: [
      'Dua puluh kursi ditambahkan dan kipas angin diganti. Lansia dan ibu hamil mendapat nomor antrean tersendiri.',
      'Kursi tambahan datang pekan ini. Untuk sementara ruang rapat dibuka sebagai ruang tunggu kedua.',
    ],
  },
  {
    class: 'pengaduan',
    category: 'pelayanan',
    title: 'Status permohonan tidak berubah sepekan',
    body: 'Sudah tujuh hari kerja status uji laboratorium saya tetap sama, dan telepon kantor tidak diangkat.',
    about: 'DLHK',
    to: 'DLHK',
    answers: [
      'Alat uji sedang dikalibrasi sehingga antrean mundur tiga hari. Contoh Anda diuji hari ini; kami minta maaf tidak memberi kabar lebih dulu.',
      'Contoh Anda menunggu pereaksi yang baru datang kemarin. Hasilnya terbit paling lambat Jumat.',
    ],
  },
];

const glad = [
  'Cepat dan jelas, petugasnya menjelaskan langkah demi langkah.',
  'Terima kasih, tidak perlu bolak-balik ke kantor.',
  'Prosesnya lebih cepat dari yang dijanjikan.',
  'Petugas ramah dan mau menjawab pertanyaan saya.',
  'Pertahankan. Kabar lewat surel sangat membantu.',
  'Mudah diikuti, ibu saya yang sudah sepuh pun bisa.',
  'Syaratnya jelas sejak awal, jadi sekali kirim langsung lengkap.',
  'Saya dari Bima, sangat terbantu karena tidak harus ke Mataram.',
  'Formulirnya pendek. Semoga layanan lain menyusul.',
  'Hasil dapat diunduh malam itu juga, terima kasih.',
] as const;
const unsure = [
  'Petugas belum paham cara memakai sistem barunya, saya yang menunjukkan.',
  'Jawaban dua petugas berbeda untuk pertanyaan yang sama.',
  'Petugas lama mencari berkas di komputer.',
  'Mohon petugas dilatih memakai aplikasi, antrean jadi panjang.',
] as const;
const hurt = [
  'Mohon petugas lebih sabar menjelaskan kepada orang tua.',
  'Saya disuruh menunggu tanpa penjelasan.',
  'Nada bicara petugas membuat saya segan bertanya.',
  'Tolong menyapa dulu, kami datang jauh dari Sumbawa.',
] as const;

/** What somebody may write beside such scores. */
export function commentFor(random: Random, competent: boolean, kind: boolean): string {
  if (!kind) return random.pick(hurt);
  return random.pick(competent ? glad : unsure);
}
