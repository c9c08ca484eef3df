import { formatDate, type PlainDate } from '#platform/time';
import type { ObjectionStage } from '../model.ts';

const stages: Readonly<Record<ObjectionStage, string>> = { objection: 'Keberatan', appeal: 'Banding' };

export const id = {
  stages,
  file: { objection: 'Ajukan keberatan', appeal: 'Ajukan banding' } as Readonly<Record<ObjectionStage, string>>,
  lead: {
    objection: (days: number, law: string, article: string) =>
      `Ditujukan kepada pejabat di atas yang memutuskan, dijawab paling lama ${days} hari kerja (${law} pasal ${article}). Yang menjawab bukan orang yang memutuskan.`,
    appeal: (days: number, law: string, article: string) =>
      `Ditujukan kepada atasan pejabat yang menjawab keberatan Anda, dijawab paling lama ${days} hari kerja (${law} pasal ${article}).`,
  } as Readonly<Record<ObjectionStage, (days: number, law: string, article: string) => string>>,
  grounds: 'Mengapa Anda tidak setuju?',
  groundsHint: 'Sebutkan bagian keputusan yang keliru dan apa yang Anda minta. Tidak dipungut biaya.',
  back: 'Kembali ke permohonan',
  filed: 'Terkirim. Perkembangannya ada di halaman ini.',
  section: 'Keberatan dan banding',
  filedOn: 'Diajukan',
  answerBy: 'Dijawab paling lambat',
  provisional: 'sementara: hari libur tahun itu belum ditetapkan',
  answered: 'Jawaban',
  outcomes: { upheld: 'Dikabulkan', dismissed: 'Ditolak' },
  waiting: 'Menunggu jawaban',
  takenAsGranted:
    'Tenggat jawaban sudah lewat. Menurut undang-undang keberatan yang tidak dijawab pada waktunya dianggap dikabulkan; pejabat wajib menetapkan keputusan sesuai permintaan Anda.',
  newDecision: 'Keputusan baru diperintahkan: naskahnya sedang disiapkan atau sudah terbit di atas.',
  usedUp: 'Upaya di dalam pemerintah sudah selesai',
  ombudsman:
    'Berikutnya: Ombudsman Republik Indonesia menerima laporan tentang pelayanan publik tanpa biaya, di ombudsman.go.id atau telepon 137. Bawa nomor permohonan, keputusan, dan jawaban keberatan serta banding Anda. Anda juga dapat menggugat ke pengadilan tata usaha negara.',
  desk: 'Keberatan',
  deskTitle: 'Keberatan dan banding',
  deskLead: 'Yang paling mendesak di atas. Dijawab oleh orang yang tidak ikut memutuskan, menandatangani, atau menjawab sebelumnya.',
  deskNone: 'Tidak ada keberatan',
  deskNoneHint: 'Keberatan dan banding warga muncul di sini.',
  dueBy: (on: string) => `paling lambat ${on}`,
  late: 'lewat tenggat',
  decision: 'Keputusan yang dipersoalkan',
  decisionReason: 'Alasan keputusan',
  answer: 'Jawab',
  outcome: 'Putusan atas keberatan',
  uphold: 'Kabulkan',
  dismiss: 'Tolak',
  reason: 'Alasan',
  reasonHint: 'Pemohon membacanya. Bila penolakan dikabulkan, permohonan menjadi disetujui dan naskah baru menunggu tanda tangan.',
  done: 'Jawaban tersimpan dan pemohon diberi tahu.',
  contact: 'Ubah alamat kabar',
  contactNote:
    'Kabar tentang permohonan ini dikirim ke surel yang baru; alamat lama diberi tahu. Kosongkan bila Anda tidak memakai surel: semuanya tetap terbaca dengan nomor dan kode.',
  newEmail: 'Surel yang baru',
  contactSave: 'Simpan alamat',
  contactChanged: 'Alamat kabar diubah.',
  mail: {
    filed: (ticket: string, code: string, { stage, due }: { readonly stage: ObjectionStage; readonly due: PlainDate }, track: string) => ({
      subject: `${stages[stage]} atas ${ticket} diterima`,
      body: `${stages[stage]} Anda kami terima dan dijawab paling lambat ${formatDate(due, 'id')}.\n\nIkuti dengan nomor dan kode ini di:\n${track}\n\nNomor: ${ticket}\nKode: ${code}`,
    }),
    answered: (
      ticket: string,
      code: string,
      { stage, outcome, reason }: { readonly stage: ObjectionStage; readonly outcome: 'upheld' | 'dismissed'; readonly reason: string },
      track: string,
    ) => ({
      subject: `${stages[stage]} atas ${ticket} sudah dijawab`,
      body: `${stages[stage]} Anda ${outcome === 'upheld' ? 'dikabulkan' : 'ditolak'}.\n\n${reason}\n\nLihat jawabannya dan langkah berikutnya dengan nomor dan kode ini di:\n${track}\n\nNomor: ${ticket}\nKode: ${code}`,
    }),
    moved: (ticket: string) => ({
      subject: `Alamat kabar permohonan ${ticket} diubah`,
      body: `Kabar tentang permohonan ${ticket} tidak lagi dikirim ke alamat ini, atas permintaan pemegang kodenya.\n\nBila bukan Anda yang meminta, hubungi loket dengan membawa tanda terima.`,
    }),
    here: (ticket: string, code: string, track: string) => ({
      subject: `Kabar permohonan ${ticket} kini dikirim ke sini`,
      body: `Mulai sekarang kabar tentang permohonan Anda dikirim ke alamat ini. Lihat dengan nomor dan kode ini di:\n${track}\n\nNomor: ${ticket}\nKode: ${code}`,
    }),
  },
  errors: {
    'objection-nothing': 'Belum ada keputusan yang dapat dipersoalkan.',
    'objection-late': 'Tenggat menurut undang-undang sudah lewat. Anda masih dapat membuat aduan atau melapor ke Ombudsman.',
    'objection-open': 'Keberatan Anda masih diproses atau sudah dikabulkan.',
    'objection-all': 'Keberatan dan banding sudah pernah diajukan.',
    'objection-answered': 'Sudah dijawab.',
    'objection-own': 'Anda ikut memutuskan, menandatangani, atau menjawab sebelumnya; orang lain yang harus menjawab.',
    'objection-above': 'Banding dijawab oleh atasan di tingkat instansi.',
    'grounds-required': 'Tulis alasan Anda.',
    'outcome-required': 'Pilih kabulkan atau tolak.',
    'reason-required': 'Tulis alasannya.',
  } as Readonly<Record<string, string>>,
};

export type Words = typeof id;
