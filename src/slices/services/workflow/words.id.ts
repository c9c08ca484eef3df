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
};

/** The same for a file, where the place beside it names the steps. */
export const faultErrors: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(faults).map(([code, say]) => [`workflow-${code}`, say({ steps: 'langkah ini', first: 'Langkah ini', rest: '', more: '' })]),
);

export type Words = typeof id;
