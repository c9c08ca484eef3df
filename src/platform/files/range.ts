export type ByteRange = { readonly start: number; readonly end: number };

/**
 * RFC 9110, section 14: one range of bytes. What cannot be read, and several ranges at once, are answered with the whole file,
 * as the standard allows; a range beyond the end is not satisfiable.
 */
export function readRange(header: string | undefined, size_bytes: number): ByteRange | 'whole' | 'not-satisfiable' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.replace(/\s/g, '') ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return 'whole';
  const [, first = '', last = ''] = match;
  if (first === '') {
    const count = Number(last);
    return count === 0 || size_bytes === 0 ? 'not-satisfiable' : { start: Math.max(0, size_bytes - count), end: size_bytes - 1 };
  }
  const start = Number(first);
  if (start >= size_bytes) return 'not-satisfiable';
  if (last === '') return { start, end: size_bytes - 1 };
  return Number(last) < start ? 'whole' : { start, end: Math.min(Number(last), size_bytes - 1) };
}
