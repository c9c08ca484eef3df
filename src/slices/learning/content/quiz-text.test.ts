import { expect, test } from 'vitest';
import { readQuiz, writeQuiz } from './quiz-text.ts';

const text = `Mana yang aman?
A. Kata sandi pendek
B. Frasa panjang
Kunci: B
Alasan: Panjang lebih kuat.

Siapa yang boleh tahu?
A) Semua
B) Tidak ada
Key: B
Reason: Akun itu pribadi.`;

test('questions are read as their author types them, and written back the same', () => {
  const read = readQuiz(text);
  if (!read.ok) throw new Error('refused');
  expect(read.value).toHaveLength(2);
  expect(read.value[0]).toMatchObject({ text: { id: 'Mana yang aman?' }, answer: 'B', why: { id: 'Panjang lebih kuat.' } });
  expect(readQuiz(writeQuiz(read.value))).toEqual(read);
});

test.each([
  ['nothing', ''],
  ['no key', 'Apa?\nA. Ini\nB. Itu\nAlasan: Ya.'],
  ['no reason', 'Apa?\nA. Ini\nB. Itu\nKunci: A'],
  ['one option', 'Apa?\nA. Ini\nKunci: A\nAlasan: Ya.'],
  ['a key that is no option', 'Apa?\nA. Ini\nB. Itu\nKunci: C\nAlasan: Ya.'],
  ['no question', 'A. Ini\nB. Itu\nKunci: A\nAlasan: Ya.'],
])('with %s it is refused at the field', (_what, wrong) => {
  expect(readQuiz(wrong)).toMatchObject({ ok: false, refusal: { fields: { body: 'quiz-format' } } });
});

test('F20: a long line of typing is judged at once', () => {
  expect(readQuiz(`${'A. '.repeat(50_000)}\n${'('.repeat(50_000)}`).ok).toBe(false);
});
