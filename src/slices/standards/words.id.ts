export const id = {
  calendar: 'Kalender hari kerja',
  lead: 'Tenggat dihitung dari hari kerja. Tahun yang keputusannya belum dimuat memberi tenggat sementara.',
  loaded: 'Tahun yang sudah dimuat',
  year: 'Tahun',
  decree: 'Dasar',
  daysOff: 'Hari libur dan cuti bersama',
  shipped: 'bawaan, SKB Tiga Menteri 19 September 2025',
  load: 'Muat keputusan',
  days: 'Hari libur, satu tanggal sebaris',
  daysHint: 'Misalnya 2027-01-01 Tahun Baru Masehi',
  decreeHint: 'Nomor dan tanggal keputusan bersama.',
  save: 'Muat kalender',
  saved: 'Kalender dimuat.',
  errors: { 'calendar-day': 'Ada baris yang tidak dimulai dengan tanggal tahun itu.', decree: 'Tulis nomor dan tanggal keputusannya.' } as Readonly<
    Record<string, string>
  >,
};

export type Words = typeof id;
