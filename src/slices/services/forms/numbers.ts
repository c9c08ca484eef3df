/** Numbers as people type them, and those by which the state knows people. Plain arithmetic: the browser runs it too. */

export const patterns = {
  email: '^[^\\s@]+@[^\\s@]+\\.[^\\s@.]+$',
  phone: '^\\+?[0-9 ()\\-]{8,20}$',
  /** Province, regency, district; day of birth (women: and 40), month, year; serial. The region is that of first registration. */
  nik: '^\\d{6}(0[1-9]|[12]\\d|3[01]|4[1-9]|[56]\\d|7[01])(0[1-9]|1[0-2])\\d{2}\\d{4}$',
  nip: '^\\d{18}$',
  npwp: '^\\d{15,16}$',
  region: '^\\d{2}(\\.\\d{2}(\\.\\d{2}(\\.\\d{4})?)?)?$',
} as const;

/** The digits of a number that people write in groups: `01.234.567.8-901.000`. */
export function digitsOf(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s.-]/g, '');
}

const typedNumber = /^-?\d{1,15}([.,]\d{1,6})?$/;

/** `3,5` and `3.5`: a mark before the last digits is a decimal one. */
export function numberOf(typed: string): number | undefined {
  return typedNumber.test(typed) ? Number(typed.replace(',', '.')) : undefined;
}

const typedMoney = /^(?:Rp\s?)?(\d{1,15}|\d{1,3}(?:[. ]\d{3}){1,4})(?:,00|,-)?$/i;

/** Whole rupiah: `25000`, `25.000`, `Rp25.000,00`. */
export function moneyOf(typed: string): number | undefined {
  const amount = typedMoney.exec(typed)?.[1];
  return amount === undefined ? undefined : Number(amount.replace(/[. ]/g, ''));
}

function daysIn(year: number, month: number): number {
  return month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

/** `2026-11-23`, and there is such a day. */
export function isDate(typed: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typed) ?? [];
  return isDay(Number(year), Number(month), Number(day));
}

const youngest = 15;
const oldest = 70;

/**
 * Date of birth, year and month of appointment, sex, serial. The two digits after the year are a month for PNS (Perka BKN 22/2007); PPPK
 * carry a code there that has not been checked against the regulation, so a number that is no month is left to be one.
 */
export function isNip(digits: string): boolean {
  const at = (from: number, to: number) => Number(digits.slice(from, to));
  const born = at(0, 4);
  const started = at(8, 12);
  const isBorn = born >= 1930 && isDay(born, at(4, 6), at(6, 8));
  return isBorn && started >= born + youngest && started <= born + oldest && at(12, 14) > 0 && /^[12]$/.test(digits.charAt(14)) && at(15, 18) > 0;
}

/** Fifteen digits, or since 2024 sixteen: a person's NIK, or the fifteen after a zero. */
export function isNpwp(digits: string): boolean {
  const isPerson = new RegExp(patterns.nik).test(digits);
  return Number(digits) > 0 && (digits.length === 15 || digits.startsWith('0') || isPerson);
}

/** The serial begins at one. */
export function isNik(digits: string): boolean {
  return Number(digits.slice(12)) > 0;
}
