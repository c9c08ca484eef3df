export const id = {
  work: 'Permohonan untuk diputus',
  workLead: (open: string, today: string, late: string, returned: string) =>
    `${open} terbuka: ${today} jatuh tempo hari ini, ${late} terlambat, ${returned} menunggu pemohon.`,
  allHeld: 'Semua yang menunggu sudah dipegang rekan Anda.',
  next: (due: string) => `Langkah berikut, tenggat ${due}`,
  nextLate: (days: string) => `Langkah berikut, terlambat ${days} hari`,
  decide: (service: string) => `Putuskan ${service}`,
  takeIt: (service: string) => `Ambil ${service}`,
  arrived: (ticket: string, when: string) => `${ticket}, masuk ${when}`,
  arrivedAt: (ticket: string, when: string, unit: string) => `${ticket}, masuk ${when}. ${unit}`,
  open: 'Buka permohonan',
  all: 'Semua permohonan',
  yours: 'Anda pegang',
  untaken: 'belum diambil',
  heldBy: (name: string) => `dipegang ${name}`,
  today: 'hari ini',
  risk: 'Terlambat atau hampir',
  riskLead: (late: string, today: string, open: string) => `${late} terlambat, ${today} jatuh tempo hari ini, dari ${open} yang terbuka.`,
  times: 'Ketepatan waktu bulan ini',
  timesLead: 'Dari permohonan yang diputus sejak awal bulan, yang paling sering terlambat di atas.',
  decided: (n: string, median: string, promise: string) => `${n} diputus; separuhnya dalam ${median} hari kerja, janji ${promise}`,
  onTime: (share: string) => `${share} tepat waktu`,
  outOfTurn: 'Didahulukan atau diambil alih',
  outOfTurnLead: 'Tujuh hari terakhir, seperti yang tercatat di buku besar publik.',
  timesPut: (n: string, newest: string) => `${n} kali, terakhir ${newest}`,
};

export type Words = typeof id;
