export const id = {
  mine: 'Permohonan Anda',
  fix: (service: string) => `Perbaiki ${service}`,
  fixNext: 'Menunggu Anda',
  fixText: (ticket: string) => `${ticket}. Petugas meminta perbaikan; waktu layanan berhenti sampai Anda mengirimnya.`,
  fixAction: 'Perbaiki',
  yourTurn: 'giliran Anda',
  goOn: (service: string) => `Lanjutkan ${service}`,
  draftText: (until: string) => `Belum dikirim. Tersimpan sampai ${until}.`,
  draftAction: 'Lanjutkan',
  decideBy: (ticket: string, due: string) => `${ticket}, diputus paling lambat ${due}`,
  underWay: 'sedang diproses',
  ready: (ticket: string, when: string) => `${ticket}, diputus ${when}`,
  mineAll: 'Semua permohonan saya',
};

export type Words = typeof id;
