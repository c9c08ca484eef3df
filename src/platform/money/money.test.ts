import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatRupiah, rupiah } from './index.ts';

test.each([
  [0, 'Rp0'],
  [500, 'Rp500'],
  [25_000, 'Rp25.000'],
  ['1234567890123456789', 'Rp1.234.567.890.123.456.789'],
  [-1500n, '−Rp1.500'],
])('%s is printed %s', (amount, text) => {
  expect(formatRupiah(rupiah(amount))).toBe(text);
});

test('an amount comes back from what is printed, to the last rupiah', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), (amount) => {
      expect(BigInt(formatRupiah(rupiah(amount)).replace('Rp', '').replace('−', '-').replaceAll('.', ''))).toBe(amount);
    }),
  );
});

test('a sum of many amounts is exact, where floating numbers are not', () => {
  const amounts = Array.from({ length: 1000 }, (_none, at) => rupiah(9_007_199_254_740_991n + BigInt(at)));
  expect(amounts.reduce((sum, one) => sum + one, 0n)).toBe(9_007_199_254_740_991_000n + 499_500n);
});

test('half a rupiah is no amount', () => {
  expect(() => rupiah(0.5)).toThrow();
  expect(() => rupiah('12,5')).toThrow();
});
