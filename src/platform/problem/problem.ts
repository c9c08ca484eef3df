import type { Lang } from '#platform/words';

type ProblemKind = {
  readonly status: number;
  readonly id: string;
  readonly en: string;
};

/** Something that cannot go on, said at the edge as a page or as RFC 9457 problem+json. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly kind: ProblemKind;
  readonly retryAfter_s: number | undefined;

  constructor(code: string, kind: ProblemKind, retryAfter_s?: number) {
    super(code);
    this.name = 'Problem';
    this.code = code;
    this.status = kind.status;
    this.kind = kind;
    this.retryAfter_s = retryAfter_s;
  }

  sentence(lang: Lang): string {
    return lang === 'en' ? this.kind.en : this.kind.id;
  }
}

const catalogue = new Map<string, ProblemKind>();

/** A slice's catalogue: each entry becomes a function that makes the problem. Printed to docs/generated/problems.md. */
export function defineProblems<const Kinds extends Readonly<Record<string, ProblemKind>>>(
  owner: string,
  kinds: Kinds,
): { readonly [Code in keyof Kinds]: (retryAfter_s?: number) => Problem } {
  const makers: Record<string, (retryAfter_s?: number) => Problem> = {};
  for (const [name, kind] of Object.entries(kinds)) {
    const code = `${owner}.${name}`;
    catalogue.set(code, kind);
    makers[name] = (retryAfter_s) => new Problem(code, kind, retryAfter_s);
  }
  return makers as { readonly [Code in keyof Kinds]: (retryAfter_s?: number) => Problem };
}

export function allProblems(): ReadonlyMap<string, ProblemKind> {
  return catalogue;
}

/** What any route may answer. */
export const problems = defineProblems('platform', {
  notFound: { status: 404, id: 'Halaman atau data ini tidak ada, atau bukan untuk Anda.', en: 'This page or record does not exist, or is not for you.' },
  forbidden: { status: 403, id: 'Anda tidak berwenang melakukan ini.', en: 'You are not allowed to do this.' },
  secondFactor: {
    status: 403,
    id: 'Peran Anda berlaku sesudah verifikasi dua langkah. Nyalakan di halaman Akun saya, atau masuk lagi dengan langkah kedua.',
    en: 'Your role counts once two-step verification is on. Turn it on at My account, or sign in again with the second step.',
  },
  signIn: { status: 401, id: 'Silakan masuk lebih dahulu.', en: 'Please sign in first.' },
  crossSite: { status: 403, id: 'Permintaan ini datang dari situs lain dan ditolak.', en: 'This request came from another site and was refused.' },
  badRequest: { status: 400, id: 'Permintaan ini tidak dapat dibaca.', en: 'This request could not be read.' },
  invalidInput: { status: 422, id: 'Ada isian yang perlu diperbaiki.', en: 'Some answers need to be corrected.' },
  conflict: { status: 409, id: 'Data ini sudah diubah orang lain. Muat ulang lalu coba lagi.', en: 'Somebody else changed this. Reload and try again.' },
  tooLarge: { status: 413, id: 'Kiriman terlalu besar.', en: 'What you sent is too large.' },
  unsupported: { status: 415, id: 'Jenis kiriman ini tidak diterima.', en: 'This type of content is not accepted.' },
  tooMany: { status: 429, id: 'Terlalu banyak permintaan. Tunggu sebentar lalu coba lagi.', en: 'Too many requests. Wait a little, then try again.' },
  unexpected: {
    status: 500,
    id: 'Ada kesalahan di pihak kami. Coba lagi; bila berulang, sebutkan nomor rujukan.',
    en: 'Something went wrong on our side. Try again; if it repeats, tell us the reference.',
  },
  unavailable: { status: 503, id: 'Layanan sedang tidak tersedia. Coba lagi sebentar lagi.', en: 'The service is not available right now. Try again shortly.' },
});
