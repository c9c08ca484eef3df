type Reasons = Readonly<Record<string, string>>;

const reasonIn =
  (reasons: Reasons, part: (at: string) => string) =>
  (at: string): string =>
    reasons[at] ?? part(at);

/** What bin/monitor says. */
export const monitorTexts = {
  id: {
    locale: 'id-ID',
    help: `Mengikuti buku besar Smart ASN sebagai pengamat.

Pemakaian: bin/monitor https://situs/ledger [--data FOLDER] [--vkey KUNCI] [--policy BERKAS] [--every DETIK] [--en]

  --data FOLDER    ingatan pengamat: apa yang terakhir dilihat [monitor-data]
  --vkey KUNCI     hanya terima buku besar dengan kunci pemeriksa ini; bawaan kunci yang pertama kali dilihat
  --policy BERKAS  kunci dan aturan saksi yang Anda percaya (disalin dari /ledger/policy)
  --every DETIK    ulangi terus sampai ada yang tidak cocok
  --en             berbahasa Inggris

Hasil: 0 cocok, 1 tidak cocok, 2 tidak dapat dibaca, 3 cocok tetapi ada yang ganjil atau saksinya kurang.
`,
    good: (size: string, more: string, root: string) => `COCOK: ${size} catatan, ${more} di antaranya baru; akar ${root}`,
    bad: 'TIDAK COCOK',
    evidence: (file: string) => `Kedua titik periksa disimpan di ${file}. Simpan, dan tunjukkan kepada Ombudsman.`,
    unreadable: (what: string) => `Tidak dapat dibaca: ${what}`,
    reasonOf: reasonIn(
      {
        checkpoint: 'titik periksa tidak ditandatangani kunci buku besar ini.',
        rollback: 'buku besar lebih pendek daripada yang pernah diperlihatkan.',
        'split-view': 'dua pohon yang berbeda untuk ukuran yang sama, keduanya bertanda tangan.',
        history: 'yang pernah dilihat bukan lagi awal dari yang diperlihatkan sekarang.',
        root: 'akar yang dihitung bukan yang ditandatangani.',
      },
      (at) => `bagian ${at} tidak seperti yang dihitung.`,
    ),
    odd: (index: string, why: string) => `Ganjil: catatan nomor ${index} ${why}.`,
    oddities: { unreadable: 'bukan JSON', 'not-canonical': 'bukan JSON kanonik', 'unknown-form': 'bukan sidik dan bukan catatan terbuka' },
    tooFew: (k: number) => `SAKSI KURANG: belum ada pohon yang ditandatangani ${k} saksi.`,
    witnessed: (size: string, k: number, n: number) => `Saksi: pohon ${size} catatan ditandatangani sedikitnya ${k} dari ${n}.`,
  },
  en: {
    locale: 'en-GB',
    help: `Follows a ledger of Smart ASN as an observer.

Usage: bin/monitor https://site/ledger [--data FOLDER] [--vkey KEY] [--policy FILE] [--every SECONDS] [--en]

  --data FOLDER    the observer's memory: what was seen last [monitor-data]
  --vkey KEY       accept only the ledger with this verifier key; by default the one that was seen first
  --policy FILE    keys and policy of witnesses that you trust (copied from /ledger/policy)
  --every SECONDS  again and again, until something does not fit
  --en             in English

Exit code: 0 fits, 1 does not fit, 2 could not be read, 3 fits, but something is odd or there are too few witnesses.
`,
    good: (size: string, more: string, root: string) => `FITS: ${size} entries, ${more} of them new; root ${root}`,
    bad: 'DOES NOT FIT',
    evidence: (file: string) => `Both checkpoints are kept in ${file}. Keep it, and show it to the Ombudsman.`,
    unreadable: (what: string) => `Could not be read: ${what}`,
    reasonOf: reasonIn(
      {
        checkpoint: 'the checkpoint is not signed by the key of this ledger.',
        rollback: 'the ledger is shorter than what it has shown before.',
        'split-view': 'two different trees of one size, both signed.',
        history: 'what was seen before is no longer the beginning of what is shown now.',
        root: 'the root that was computed is not the one that was signed.',
      },
      (at) => `the part ${at} is not as it was computed.`,
    ),
    odd: (index: string, why: string) => `Odd: entry number ${index} is ${why}.`,
    oddities: { unreadable: 'no JSON', 'not-canonical': 'not canonical JSON', 'unknown-form': 'neither a fingerprint nor an open record' },
    tooFew: (k: number) => `TOO FEW WITNESSES: no tree has been signed by ${k} witnesses yet.`,
    witnessed: (size: string, k: number, n: number) => `Witnesses: the tree of ${size} entries is signed by at least ${k} of ${n}.`,
  },
} as const;
