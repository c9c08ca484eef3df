import { describe, expect, test } from 'vitest';
import { deviceName, isTooCommon, safeNext } from './rules.ts';

describe('a password', () => {
  test.each([
    ['123456789012', []],
    ['aaaaaaaaaaaa', []],
    ['abcdefghijklmn', []],
    ['987654321098', []],
    ['Indonesia1234', []],
    ['Budi Santoso', ['Budi Santoso']],
    ['198501012010011001', ['198501012010011001']],
    ['santoso123456', ['Budi Santoso']],
    ['warga@contoh.id1', ['warga@contoh.id']],
  ])('that is common, a run, or made of the own name is refused: %s', (password, own) => {
    expect(isTooCommon(password, own)).toBe(true);
  });
  test.each(['kuda poni makan apel', 'sepeda-biru-di-rinjani', 'T7#kp!aaQz0v'])('that is long and of its own is taken: %s', (password) => {
    expect(isTooCommon(password, ['Budi Santoso', '198501012010011001', 'budi@contoh.id'])).toBe(false);
  });
});

describe('A13: where a sign-in leads', () => {
  test.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/ok path', '/a\\b', '', undefined, 7])(
    '%s is not ours',
    (text) => {
      expect(safeNext(text)).toBe('');
    },
  );
  test.each(['/beranda', '/kerja?tampilan=late', '/en/work'])('%s is', (text) => {
    expect(safeNext(text)).toBe(text);
  });
});

test.each([
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge, Windows'],
  ['Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 SamsungBrowser/24.0 Chrome/117.0 Mobile Safari/537.36', 'Samsung Internet, Android'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1', 'Safari, iOS'],
  ['curl/8.0', ''],
])('a browser is named by what it says: %s', (userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name);
});
