export const id = {
  plan: 'Rencana saya',
  lead: 'Kursus yang disarankan bagi Anda, dengan alasannya. Hanya bukti dan jabatan Anda sendiri, atau nominasi kepala unit, yang menjadi dasar.',
  none: 'Belum ada saran',
  noneHint: 'Ikuti tes kompetensi; saran muncul dari hasilnya.',
  refresh: 'Perbarui saran dari bukti saya',
  refreshed: (n: string) => `${n} saran baru.`,
  states: { proposed: 'Disarankan', requested: 'Menunggu atasan', approved: 'Disetujui', rejected: 'Ditolak', completed: 'Selesai' },
  ask: 'Minta pelatihan ini',
  asked: 'Permintaan dikirim kepada atasan Anda.',
  open: 'Buka kursus',
  proposals: 'Usulan untuk unit',
  proposalsLead: 'Dari penilaian warga terhadap unit. Anda memilih siapa yang ikut; belum ada nama sebelum itu.',
  proposalsNone: 'Tidak ada usulan terbuka',
  nominate: 'Nominasikan',
  whom: 'Siapa yang ikut',
  nominated: (n: string) => `${n} permintaan dikirim kepada atasan.`,
  dismiss: 'Tidak sekarang',
  because: 'Alasan',
  dismissed: 'Usulan ditutup.',
  approvals: 'Permintaan pelatihan bawahan',
  approvalsNone: 'Tidak ada permintaan yang menunggu Anda',
  approve: 'Setujui dan daftarkan',
  reject: 'Tolak',
  rejectReason: 'Alasan (wajib bila ditolak)',
  approved: 'Disetujui; pegawai sudah terdaftar di kursus.',
  rejected: 'Ditolak.',
  proposalStates: { open: 'Terbuka', nominated: 'Dinominasikan', dismissed: 'Ditutup', lapsed: 'Gugur: penilaian membaik' },
  reasons: {
    unit: (unsur: string, mean: string, n: string, competency: string) =>
      `Penilaian unit ${unsur} adalah ${mean} dari ${n} jawaban; kursus ini melatih ${competency}.`,
    test: (competency: string, held: string, required: string, right: string, items: string) =>
      `Bukti Anda untuk ${competency} menunjukkan tingkat ${held} (${right} dari ${items} soal benar); jabatan Anda meminta ${required}.`,
    post: (competency: string, required: string, position: string) =>
      `Jabatan ${position} meminta tingkat ${required} untuk ${competency}, dan belum ada bukti Anda.`,
  },
  errors: {
    'nobody-chosen': 'Pilih paling sedikit satu pegawai.',
    'proposal-closed': 'Usulan ini sudah ditutup.',
    'recommendation-state': 'Permintaan ini sudah diputus.',
    'own-request': 'Anda tidak boleh memutus permintaan Anda sendiri.',
    'reason-required': 'Tulis alasannya.',
  } as Readonly<Record<string, string>>,
};

export type Words = typeof id;
