import type { Lang } from './words.ts';

// One pair a word: routes are written once, in Indonesian; an English address is the same address word for word.
// A word may stand only once on either side, else a path could not be turned back.
const pairs: ReadonlyMap<string, string> = new Map([
  ['layanan', 'services'],
  ['permohonan', 'applications'],
  ['lacak', 'track'],
  ['aduan', 'complaints'],
  ['survei', 'survey'],
  ['kinerja', 'performance'],
  ['transparansi', 'transparency'],
  ['verifikasi', 'verify'],
  ['catatan', 'entries'],
  ['belajar', 'learn'],
  ['kelas', 'classes'],
  ['asesmen', 'assessment'],
  ['kompetensi', 'competence'],
  ['rencana', 'plans'],
  ['kerja', 'work'],
  ['kelola', 'manage'],
  ['kabar', 'news'],
  ['tenggat', 'deadlines'],
  ['minggu', 'week'],
  ['hari', 'day'],
  ['konfirmasi', 'confirm'],
  ['standar', 'standards'],
  ['masuk', 'sign-in'],
  ['keluar', 'sign-out'],
  ['warga', 'citizen'],
  ['pegawai', 'staff'],
  ['unit-kerja', 'units'],
  ['jabatan', 'positions'],
  ['impor', 'import'],
  ['akun', 'account'],
  ['sesi', 'sessions'],
  ['kode', 'code'],
  ['sandi', 'password'],
  ['pulihkan', 'recover'],
  ['dua-langkah', 'two-step'],
  ['kewenangan', 'grants'],
  ['kalender', 'calendar'],
  ['komponen', 'components'],
  ['baru', 'new'],
  ['ubah', 'edit'],
  ['kirim', 'submit'],
  ['periksa', 'check'],
  ['tanda-terima', 'receipt'],
  ['berkas', 'files'],
  ['hasil', 'result'],
  ['perbaikan', 'correction'],
  ['ambil', 'take'],
  ['putuskan', 'decide'],
  ['tugaskan', 'assign'],
  ['centang', 'checklist'],
  ['tarik', 'withdraw'],
  ['langkah', 'step'],
  ['mulai', 'start'],
  ['lanjut', 'continue'],
  ['selesai', 'finish'],
  ['soal', 'item'],
  ['tes', 'test'],
  ['waktu-tes', 'extra-time'],
  ['jawab', 'answer'],
  ['kursus', 'courses'],
  ['kegiatan', 'activity'],
  ['daftar-hadir', 'roll'],
  ['terbitkan', 'publish'],
  ['naik', 'up'],
  ['hapus', 'delete'],
  ['peserta', 'participants'],
  ['modul', 'module'],
  ['hadir', 'attendance'],
  ['daftar', 'enrol'],
  ['batal', 'cancel'],
  ['sertifikat', 'certificates'],
  ['usulan', 'proposals'],
  ['setujui', 'approve'],
  ['tolak', 'reject'],
  ['nominasi', 'nominate'],
  ['cari', 'search'],
  ['bantuan', 'help'],
  ['privasi', 'privacy'],
  ['aksesibilitas', 'accessibility'],
  ['beranda', 'home'],
  ['negara', 'countries'],
  ['hitung-ulang', 'recompute'],
  ['indeks', 'indices'],
  ['surat', 'mail'],
  ['siapkan', 'set-up'],
  ['tanggapan', 'reply'],
  ['tutup', 'close'],
  ['alihkan', 'take-over'],
  ['naskah', 'signed-act'],
  ['instansi', 'agencies'],
  ['unduh', 'download'],
  ['surel', 'email'],
  ['pindah', 'transfer'],
  ['akhiri', 'end'],
  ['atur-ulang', 'reset'],
  ['hapus', 'remove'],
  ['contoh', 'template'],
  ['masalah', 'faults'],
  ['lainnya', 'others'],
  ['wilayah', 'regions'],
  ['nomor', 'number'],
  ['angka', 'figures'],
  ['saya', 'mine'],
  ['saran', 'suggestions'],
  ['bukti', 'evidence'],
  ['terima-kasih', 'thanks'],
  ['teruskan', 'forward'],
  ['minta', 'ask'],
  ['permintaan', 'requests'],
  ['perbarui', 'refresh'],
  ['rantai', 'chain'],
  ['takarir', 'captions'],
  ['alur', 'workflow'],
  ['tambah', 'add'],
  ['riwayat', 'history'],
  ['pohon', 'tree'],
  ['terbit', 'published'],
  ['kembalikan', 'return'],
  ['buang', 'discard'],
  ['riwayat', 'history'],
  ['banding', 'compare'],
  ['dasar', 'basics'],
  ['biaya', 'fee'],
  ['maklumat', 'charter'],
  ['cek', 'pre-check'],
  ['hentikan', 'retire'],
  ['buka', 'reopen'],
  ['antrean', 'queues'],
  ['undian', 'lots'],
  ['undi', 'draw'],
  ['keluarga', 'family'],
  ['kejanggalan', 'alarms'],
  ['loket', 'counters'],
  ['tanda-tangan', 'signing'],
  ['pratinjau', 'preview'],
  ['formulir', 'form'],
  ['isian', 'field'],
  ['halaman', 'page'],
  ['dicabut', 'revoked'],
  ['cabut', 'revoke'],
  ['betulkan', 'amend'],
  ['keberatan', 'objections'],
  ['kontak', 'contact'],
  ['layar', 'screen'],
  ['kios', 'kiosk'],
  ['panggil', 'call'],
  ['panggil-ulang', 'call-again'],
  ['tidak-hadir', 'no-show'],
  ['oper', 'pass-on'],
  ['beri', 'give'],
  ['janji', 'appointments'],
  ['datang', 'arrive'],
  ['etiket', 'labels'],
  ['dilihat', 'viewed'],
]);

// Each word and its twin, both ways: a name that somebody gave and that happens to be one of the words is turned round too,
// and so turned back, whatever it is.
const twins: ReadonlyMap<string, string> = new Map(Array.from(pairs).flatMap(([id, en]) => [[id, en] as const, [en, id] as const]));

function turned(path: string): string {
  const [pathname = '', ...rest] = path.split(/(?=[?#])/);
  const words = pathname.split('/').map((word) => twins.get(word) ?? word);
  return words.join('/') + rest.join('');
}

/** Machine addresses and files have one address in every language. */
const neutral = /^\/(assets|api|ledger|healthz|readyz|metrics|data|files|favicon)(?=[/?#.]|$)/;

/** To a browser the name of another site: two slashes, or what it takes for them. */
const elsewhere = /^\/[\s\\/]/;

/** The address of a page in the reader's language: `/layanan/x` is `/en/services/x` in English. */
export function href(lang: Lang, path: string): string {
  if (elsewhere.test(path)) return href(lang, '/');
  if (lang === 'id' || neutral.test(path) || !path.startsWith('/')) return path;
  return path === '/' ? '/en' : `/en${turned(path)}`;
}

/** What the router matches: the language asked for and the Indonesian path of the same page. */
export function readPath(url: string): { readonly lang: Lang; readonly path: string } {
  if (url !== '/en' && !url.startsWith('/en/') && !url.startsWith('/en?')) return { lang: 'id', path: url };
  const rest = url.slice(3);
  return { lang: 'en', path: turned(rest.startsWith('/') ? rest : `/${rest}`) };
}

/** For the test that keeps the dictionary a bijection. */
export const pathWords: ReadonlyMap<string, string> = pairs;
