import type { Lang } from '#platform/words';
import { words } from '../words.ts';

/** A damaged item in words. To the public a file stays without its hash, by which a guess at its content could be tested. */
export function sayFault(fault: string, lang: Lang, to: 'public' | 'inspector'): string {
  const [what = '', ...which] = fault.split(' ');
  const name = words(lang).damaged[what] ?? what;
  return what === 'file' && to === 'public' ? name : [name, ...which].join(' ');
}
