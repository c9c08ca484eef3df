// What cannot be seen says nothing: zero-width characters and direction marks alone are no answer.
export function isBlank(value: string): boolean {
  return /^[\p{Z}\p{C}]*$/u.test(value);
}

const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter('id', { granularity: 'grapheme' }) : undefined;

/** As people count: an accented letter or a family of emoji is one character. An old browser leaves it to the server. */
export function isTooLong(value: string, max: number): boolean {
  if (value.length <= max) return false;
  // What is stored has an end too, whatever it is counted as.
  if (value.length > max * 8) return true;
  if (!segmenter) return false;
  let count = 0;
  for (const _one of segmenter.segment(value)) if (++count > max) return true;
  return false;
}
