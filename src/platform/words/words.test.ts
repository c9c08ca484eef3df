import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorSentences } from './errors.ts';
import { href, pathWords, readPath } from './paths.ts';
import { formatBytes, formatNumber, formatPercent } from './words.ts';

describe('addresses in two languages', () => {
  test('no word stands on both sides, or twice', () => {
    const all = Array.from(pathWords).flat();
    expect(all.filter((word, at) => all.indexOf(word) !== at)).toEqual([]);
    expect(pathWords.size).toBeGreaterThan(60);
  });

  test('a word of an address is lower case, letters and dashes: nothing that a browser would write otherwise', () => {
    expect(
      Array.from(pathWords)
        .flat()
        .filter((word) => !/^[a-z]+(-[a-z]+)*$/.test(word)),
    ).toEqual([]);
  });

  test('every path comes back from English as it was, whatever its words are, with query and anchor', () => {
    const word = fc.oneof(
      fc.constantFrom(...Array.from(pathWords).flat()),
      fc.uuid(),
      fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-', '_', '.', '~', '%20', ':'), minLength: 1 }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), fc.constantFrom('', '?q=layanan', '?q=a/layanan#services', '#isi'), (words, tail) => {
        const path = `/${words.join('/')}${tail}`;
        const english = href('en', path);
        if (english === path) return; // a machine's address
        expect(english === '/en' || /^\/en[/?#]/.test(english)).toBe(true);
        expect(readPath(english)).toEqual({ lang: 'en', path });
      }),
    );
  });

  test.each([
    ['/', '/en'],
    ['/?a=1', '/en/?a=1'],
    ['/layanan/izin?x=layanan', '/en/services/izin?x=layanan'],
    ['/layanan/mail', '/en/services/surat'],
    ['/data-diri', '/en/data-diri'],
    ['/data/skm.csv', '/data/skm.csv'],
    ['/api/x', '/api/x'],
    ['/favicon.ico', '/favicon.ico'],
    ['#isi', '#isi'],
    ['https://x.id/layanan', 'https://x.id/layanan'],
  ])('%s is %s in English, and itself in Indonesian', (path, english) => {
    expect(href('en', path)).toBe(english);
    expect(href('id', path)).toBe(path);
  });

  test('what only begins like /en is Indonesian', () => {
    expect(readPath('/energi')).toEqual({ lang: 'id', path: '/energi' });
    expect(readPath('/en')).toEqual({ lang: 'en', path: '/' });
    expect(readPath('/en?a=1')).toEqual({ lang: 'en', path: '/?a=1' });
  });
});

describe('numbers', () => {
  test.each<readonly [number | bigint, number | undefined, string, string]>([
    [0, undefined, '0', '0'],
    [1234.5, undefined, '1.234,5', '1,234.5'],
    [1234.5, 2, '1.234,50', '1,234.50'],
    [999.999, 2, '1.000,00', '1,000.00'],
    [-1234567.891, undefined, '−1.234.567,89', '−1,234,567.89'],
    [-0.001, 2, '0,00', '0.00'],
    [-0, undefined, '0', '0'],
    [1234567890123456789n, undefined, '1.234.567.890.123.456.789', '1,234,567,890,123,456,789'],
    [-1000n, undefined, '−1.000', '−1,000'],
  ])('%s with %s decimals', (value, digits, id, en) => {
    expect([formatNumber(value, 'id', digits), formatNumber(value, 'en', digits)]).toEqual([id, en]);
  });

  test('a number can be read back from what is shown, in both languages', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 4 }), (whole, digits) => {
        const value = whole / 100;
        const id = formatNumber(value, 'id', digits);
        const en = formatNumber(value, 'en', digits);
        expect(Number(en.replaceAll(',', '').replace('−', '-'))).toBeCloseTo(Number(value.toFixed(digits)), 9);
        expect(id).toBe(en.replaceAll(',', '_').replaceAll('.', ',').replaceAll('_', '.'));
      }),
    );
  });

  test('shares and sizes', () => {
    expect([formatPercent(0.7346, 'id'), formatPercent(0.7346, 'en', 1), formatPercent(1, 'id')]).toEqual(['73%', '73.5%', '100%']);
    expect([999, 1000, 24_600, 1_000_000, 10_450_000].map((bytes) => formatBytes(bytes, 'id'))).toEqual(['999 B', '1 kB', '25 kB', '1,0 MB', '10,4 MB']);
  });
});

test("a code of what is wrong is a sentence: the slice's own first, then ours, and never a code", () => {
  expect(errorSentences('id', { a: 'required', b: 'own', c: 'unheard-of' }, { own: 'Milik irisan.', required: 'Tulis nama.' })).toEqual({
    a: 'Tulis nama.',
    b: 'Milik irisan.',
    c: 'Isian ini tidak dapat dipakai. Periksa kembali.',
  });
  expect(errorSentences('en', { a: 'required' })).toEqual({ a: 'This answer is required.' });
});
