import type { FaultCode } from './checks.ts';
import type { OutcomeKind } from './model.ts';

type Named = { readonly steps: string; readonly first: string; readonly rest: string; readonly more: string };

/** Why a workflow is refused, with the names of its steps. */
const faults: Readonly<Record<FaultCode, (named: Named) => string>> = {
  'no-steps': () => 'Alur ini belum punya langkah.',
  'empty-branch': ({ steps }) =>
    steps ? `Cabang di samping ${steps} belum berisi langkah: yang menunggunya tidak akan pernah mulai.` : 'Ada tahap tanpa langkah. Isi atau hapus.',
  'key-twice': ({ steps }) => `Dua langkah memakai nama dalam ${steps}.`,
  'no-outcome': ({ steps }) => `${steps} tidak punya hasil: permohonan berhenti di sana.`,
  'back-nowhere': ({ first, rest }) =>
    rest
      ? `${first} mengembalikan ke ${rest}, padahal hanya boleh ke langkah sebelumnya yang pasti dikerjakan.`
      : `${first} mengembalikan ke langkah yang tidak ada.`,
  'nothing-after': ({ steps }) => `Sesudah ${steps} tidak ada langkah lagi, dan ${steps} tidak memutuskan: permohonan buntu di sana.`,
  'never-ends': ({ first, rest }) =>
    rest
      ? `Dari ${first} permohonan hanya berputar ke ${rest} dan tidak pernah sampai ke keputusan.`
      : `Dari ${first} permohonan tidak pernah sampai ke keputusan.`,
  'join-waits': ({ first }) => `Langkah sesudah percabangan menunggu ${first}, yang tidak pernah melanjutkan: permohonan menunggu selamanya.`,
  unreachable: ({ steps }) => `Tidak ada jalan menuju ${steps}: langkah itu tidak akan pernah dikerjakan.`,
  'grant-in-parallel': ({ steps }) => `${steps} menyetujui selagi cabang lain masih bekerja. Keputusan setuju diambil sesudah percabangan bertemu.`,
  'nothing-applies': () => 'Ada jawaban pemohon yang membuat tidak satu langkah pun dikerjakan.',
  'condition-unknown': ({ steps, more }) => `Syarat ${steps} menanyakan isian "${more}" atau pilihan yang tidak ada pada formulir.`,
  'too-many-conditions': ({ steps }) => `Terlalu banyak syarat untuk dapat diperiksa semuanya: ${steps}.`,
  'four-eyes-unknown': ({ steps }) => `Empat mata pada ${steps} menunjuk langkah yang tidak ada.`,
  'four-eyes-self': ({ steps }) => `${steps} harus dikerjakan orang lain dari dirinya sendiri: tidak seorang pun bisa.`,
  'four-eyes-nobody': ({ first, rest }) => `Tidak ada pejabat tersisa untuk ${first}: yang memegang perannya hari ini sudah diperlukan untuk ${rest}.`,
  'too-many-days': ({ more }) => `Tenggat langkah berjumlah lebih lama daripada janji layanan (${more.replace('/', ' hari, janjinya ')} hari kerja).`,
};

const outcomeNames: Readonly<Record<OutcomeKind, string>> = {
  next: 'Lanjutkan',
  back: 'Kembalikan',
  applicant: 'Minta perbaikan pemohon',
  refuse: 'Tolak',
  grant: 'Setujui',
};

export const id = {
  faults,
  outcomeNames,
  outcomes: 'Hasil',
  flow: 'Alur kerja',
  diagram: 'Bagan alur kerja, dapat digeser',
  diagramAlt: 'Bagan alur kerja. Isinya sama dengan daftar langkah di bawahnya.',
  inWords: 'Alur sebagai daftar',
  begins: 'Permohonan lengkap',
  ends: 'Keputusan',
  days: (n: string) => `${n} hari kerja`,
  sometimes: 'Hanya untuk jawaban tertentu',
  fourEyes: 'Empat mata',
  mayAsk: 'Dapat minta perbaikan',
  mayRefuse: 'Dapat menolak',
  mayIssue: 'Dapat menerbitkan surat',
  notBy: (steps: string) => `Oleh orang lain dari yang mengerjakan: ${steps}.`,
  backTo: (step: string) => `Kembalikan ke ${step}`,
  together: (n: string) => `Dikerjakan bersamaan, ${n} cabang; yang berikut mulai bila semuanya selesai:`,
  inOrder: 'Berturut-turut:',
  branch: (n: string) => `Cabang ${n}:`,
  marks: { done: 'Selesai', now: 'Sekarang', waiting: 'Menunggu pemohon' },
  step: 'Langkah',
  escalated: 'Lewat tenggat langkah',
  stepNow: (step: string, role: string) => `Langkah: ${step} (${role})`,
  stepDue: 'Tenggat langkah',
  heldBy: (step: string, name: string) => `${step}: dipegang ${name}`,
  untaken: (step: string) => `${step}: belum diambil`,
  otherSteps: 'Langkah lain yang sedang berjalan',
  notYours: 'Langkah ini dikerjakan peran lain. Anda dapat membaca permohonannya.',
  barred: 'Empat mata: Anda mengerjakan langkah yang harus terpisah dari langkah ini.',
  finding: 'Temuan atau catatan untuk rekan',
  findingHint: 'Dibaca petugas langkah berikutnya; wajib bila dikembalikan. Pemohon tidak melihatnya.',
  passOn: 'Selesai, lanjutkan',
  passedOn: 'Langkah selesai. Permohonan berlanjut.',
  sentBack: 'Permohonan dikembalikan ke langkah sebelumnya.',
  letterHere: (letter: string) => `Surat yang terbit di langkah ini: ${letter}.`,
  findings: 'Catatan antarlangkah',
  backToDraft: 'Kembali ke draf',
  builderLead: 'Langkah dari permohonan lengkap sampai keputusan. Bagan di samping dibuat dari data yang sama dengan yang dijalankan.',
  noneDrawn: 'Satu langkah',
  noneDrawnText: 'Layanan ini belum punya alur sendiri: seorang petugas memeriksa dan memutuskan. Itu cukup untuk banyak layanan.',
  draw: 'Susun alur sendiri',
  clear: 'Kembali ke satu langkah',
  clearNote: 'Alur ini dihapus dari draf; permohonan yang sedang berjalan tidak terpengaruh.',
  isSound: 'Alur ini selalu sampai ke keputusan',
  faultsTitle: 'Alur ini belum dapat diterbitkan',
  stage: (n: string) => `Tahap ${n}`,
  stageParallel: (n: string, branches: string) => `Tahap ${n}, ${branches} cabang bersamaan`,
  change: 'Ubah',
  up: 'Naikkan',
  down: 'Turunkan',
  remove: 'Hapus',
  addStep: 'Tambah langkah',
  stepName: 'Nama langkah',
  stepNameEn: 'Nama dalam bahasa Inggris',
  place: 'Letaknya',
  placeFirst: 'Paling awal',
  placeAfter: (step: string) => `Sesudah ${step}`,
  placeBeside: (step: string) => `Bersamaan dengan ${step}, cabang baru`,
  placeIn: (step: string, n: string) => `Di cabang ${n}, sesudah ${step}`,
  stepAdded: (name: string) => `Langkah ${name} ditambahkan.`,
  stepSaved: 'Langkah tersimpan.',
  saveStep: 'Simpan langkah',
  backToFlow: 'Kembali ke alur',
  whoDoes: 'Dikerjakan oleh',
  whichUnit: 'Di unit',
  ownUnit: 'Unit penyelenggara layanan',
  daysLabel: 'Tenggat dalam hari kerja',
  daysHint: 'Dihitung dari hari kerja berikutnya; berhenti selama pemohon harus bertindak.',
  outcomesHint: 'Apa yang boleh terjadi sesudah langkah ini.',
  outcomeHints: {
    next: 'Langkah berikut dimulai.',
    grant: 'Permohonan selesai, hasilnya terbit.',
    applicant: 'Pemohon memperbaiki isian tertentu; jam berhenti.',
    refuse: 'Permohonan selesai, dengan alasan.',
  },
  checksRequirements: 'Persyaratan layanan dicentang di langkah ini',
  checklist: 'Daftar periksa tambahan',
  checklistHint: 'Satu baris satu butir. Bahasa Inggrisnya sesudah tanda | bila ada.',
  otherThan: 'Empat mata: oleh orang lain dari yang mengerjakan',
  otherThanHint: 'Sistem menolak orang yang sama, juga sebagai pejabat pengganti.',
  letter: 'Surat yang dapat terbit',
  letterHint: 'Misalnya: surat tugas pemeriksaan.',
  when: 'Hanya bila pemohon menjawab',
  whenHint: 'Tanpa pilihan: selalu dikerjakan. Pilih jawaban dari satu isian saja.',
  errors: {
    'days-1-365': 'Tulis angka dari 1 sampai 365.',
    'one-field': 'Pilih jawaban dari satu isian saja.',
    'no-such-step': 'Langkah ini sudah tidak ada.',
    'no-such-place': 'Langkah ini tidak dapat dipindah ke sana.',
    'no-such-outcome': 'Langkah ini tidak punya hasil itu. Lihat alurnya.',
    'not-your-step': 'Langkah ini dikerjakan peran lain.',
    'four-eyes': 'Empat mata: Anda sudah mengerjakan langkah yang harus terpisah dari langkah ini.',
    'own-work': 'Sebagai pejabat pengganti Anda tidak boleh memutus permohonan yang sudah Anda kerjakan sendiri.',
    'why-back': 'Tulis mengapa dikembalikan.',
  } as Readonly<Record<string, string>>,
};

/** The same for a file, where the place beside it names the steps. */
export const faultErrors: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(faults).map(([code, say]) => [`workflow-${code}`, say({ steps: 'langkah ini', first: 'Langkah ini', rest: '', more: '' })]),
);

export type Words = typeof id;
