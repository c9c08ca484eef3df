export const id = {
  title: 'Pesan kepada Anda',
  none: 'Belum ada pesan yang dikirim.',
  what: 'Pesan',
  by: 'Lewat',
  when: 'Dibuat',
  state: 'Keadaan',
  channels: { mail: 'surel', sms: 'pesan singkat' },
  states: {
    waiting: 'menunggu dikirim',
    retried: 'belum terkirim, dicoba lagi',
    sent: 'terkirim',
    delivered: 'sampai',
    failed: 'gagal dikirim',
    simulated: 'simulasi, tidak dikirim',
  },
  choose: 'Cara kami memberi kabar',
  chooseNote: 'Pesan hanya memuat nomor permohonan dan tautan. Kode hanya ada di surel.',
  byMail: (address: string) => `Surel ke ${address}`,
  bySms: 'Pesan singkat (SMS atau WhatsApp)',
  phone: 'Nomor telepon',
  phoneHint: 'Misalnya 0812 3456 7890. Dipakai untuk kabar permohonan ini saja.',
  save: 'Simpan',
  saved: 'Cara memberi kabar disimpan.',
  short: (ticket: string, track: string) => `Ada kabar untuk permohonan ${ticket}: ${track}`,
  errors: { 'not-a-phone': 'Tulis nomor telepon yang lengkap, misalnya 0812 3456 7890.' } as Readonly<Record<string, string>>,
};

export type Words = typeof id;
