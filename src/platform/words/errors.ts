import type { Lang } from './words.ts';

// What any form may answer. A slice adds its own codes beside these.
const sentences: Readonly<Record<Lang, Readonly<Record<string, string>>>> = {
  id: {
    required: 'Isian ini wajib diisi.',
    invalid: 'Isian ini tidak dapat dipakai. Periksa kembali.',
    'too-long': 'Isian ini terlalu panjang.',
    'too-small': 'Nilai ini terlalu kecil atau terlalu pendek.',
    'too-big': 'Nilai ini terlalu besar.',
    'not-email': 'Tulis alamat surel yang lengkap, misalnya nama@contoh.id.',
    'not-a-date': 'Tulis tanggal yang ada, misalnya 23-11-2026.',
    'not-uuid': 'Pilihan ini tidak dikenal.',
    'not-url': 'Tulis alamat web yang lengkap, dimulai dengan https://.',
    'not-a-number': 'Tulis angka saja.',
    'file-required': 'Lampirkan berkas ini.',
    'file-too-large': 'Berkas terlalu besar.',
    'file-type': 'Jenis atau isi berkas ini tidak diterima.',
    'file-empty': 'Berkas ini kosong.',
  },
  en: {
    required: 'This answer is required.',
    invalid: 'This answer cannot be used. Please check it.',
    'too-long': 'This answer is too long.',
    'too-small': 'This value is too small or too short.',
    'too-big': 'This value is too large.',
    'not-email': 'Write the whole e-mail address, for example name@example.id.',
    'not-a-date': 'Write a date that exists, for example 23-11-2026.',
    'not-uuid': 'This choice is not known.',
    'not-url': 'Write the whole web address, beginning with https://.',
    'not-a-number': 'Write digits only.',
    'file-required': 'Attach this file.',
    'file-too-large': 'The file is too large.',
    'file-type': 'The type or the content of this file is not accepted.',
    'file-empty': 'This file is empty.',
  },
};

/** Codes of what is wrong as sentences; `own` are the slice's, and win. */
export function errorSentences(
  lang: Lang,
  codes: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const common = sentences[lang];
  return Object.fromEntries(Object.entries(codes).map(([field, code]) => [field, own[code] ?? common[code] ?? common['invalid'] ?? code]));
}
