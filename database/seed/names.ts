/** Names that sound of Lombok, Sumbawa and Bima; all persons are invented. */
export const maleNames = ['Lalu Hamdan', 'Lalu Wirawan', 'Ahmad Fauzi', 'Muhamad Taufik', 'Sahrul Gunawan', 'Abdul Majid', 'Iwan Setiawan', 'I Ketut Sudarma', 'I Nyoman Arta', 'I Wayan Sukadana', 'Syamsul Bahri', 'Arifin Ilham', 'Hidayatullah', 'Zulkarnain', 'Mahsun', 'Sirajuddin', 'Nurdin', 'Jayadi', 'Burhanuddin', 'Rahmat Hidayat', 'Khairul Anwar', 'Yusuf Effendi', 'Muslihin', 'Agus Salim', 'Herman'] as const;
export const femaleNames = ['Baiq Rina', 'Baiq Nurhasanah', 'Lale Yuliana', 'Siti Aminah', 'Fitriani', 'Nurul Hidayah', 'Rohani', 'Ni Made Ayu', 'Ni Luh Sukerti', 'Dewi Kartika', 'Sri Wahyuni', 'Mariani', 'Hartati', 'Nining Suryani', 'Yulia Rahma', 'Eka Putri', 'Husnul Khatimah', 'Salmah', 'Ratna Sari', 'Indah Permata', 'Halimah', 'Zaenab', 'Rabiatul', 'Maulida', 'Ernawati'] as const;
export const familyNames = ['Kusumawati', 'Saputra', 'Pratama', 'Ramdhani', 'Hidayat', 'Wijaya', 'Rahman', 'Akbar', 'Suryadi', 'Putra', 'Mulyadi', 'Hasanah', 'Yusuf', 'Maulana', 'Firdaus', 'Lestari', 'Anggraini', 'Syahputra', 'Efendi', 'Nugraha'] as const;
export const places = ['Mataram', 'Praya', 'Selong', 'Gerung', 'Tanjung', 'Taliwang', 'Sumbawa Besar', 'Dompu', 'Woha', 'Raba'] as const;

export const unitPlan = [
  ['SETDA', 'Sekretariat Daerah', 'Setda'],
  ['DPMPTSP', 'Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu', 'DPMPTSP'],
  ['DIKBUD', 'Dinas Pendidikan dan Kebudayaan', 'Dikbud'],
  ['DLHK', 'Dinas Lingkungan Hidup dan Kehutanan', 'DLHK'],
  ['DISPORA', 'Dinas Pemuda dan Olahraga', 'Dispora'],
  ['DISKOMINFOTIK', 'Dinas Komunikasi, Informatika, dan Statistik', 'Diskominfotik'],
  ['BKD', 'Badan Kepegawaian Daerah', 'BKD'],
  ['BPSDMD', 'Badan Pengembangan Sumber Daya Manusia Daerah', 'BPSDMD'],
  ['BAPPEDA', 'Badan Perencanaan Pembangunan Daerah', 'Bappeda'],
  ['DINKES', 'Dinas Kesehatan', 'Dinkes'],
  ['DINSOS', 'Dinas Sosial', 'Dinsos'],
  ['INSPEKTORAT', 'Inspektorat', 'Inspektorat'],
] as const;
export type UnitCode = (typeof unitPlan)[number][0];

export const complaintTexts = [
  ['pelayanan', 'Antrean loket terlalu lama', 'Saya menunggu dua jam di loket padahal nomor antrean saya sudah dekat. Mohon ada petugas tambahan pada jam ramai.'],
  ['fasilitas', 'Ruang tunggu tanpa kursi cukup', 'Kursi ruang tunggu hanya sepuluh, banyak orang tua berdiri. Kipas angin juga mati.'],
  ['perilaku-petugas', 'Penjelasan petugas kurang ramah', 'Petugas menjawab pertanyaan saya sambil melihat ponsel. Saya berharap dijelaskan baik-baik.'],
  ['jalan', 'Jalan menuju kantor berlubang', 'Jalan di depan kantor layanan berlubang besar, dua kali saya lihat motor jatuh saat hujan.'],
  ['informasi', 'Persyaratan di situs berbeda dengan di loket', 'Di situs tertulis dua berkas, di loket diminta tiga. Mohon disamakan.'],
  ['pungutan', 'Diminta biaya fotokopi', 'Saya diminta membayar fotokopi dua puluh ribu padahal layanan ini gratis.'],
] as const;
