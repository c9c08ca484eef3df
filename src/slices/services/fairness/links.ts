import type { LinkRow } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import { words } from './words.ts';

/** What this part adds to the page of the public log. */
export function queueLinks(lang: Lang): readonly LinkRow[] {
  const w = words(lang);
  return [
    { href: href(lang, '/transparansi/antrean'), title: w.overtaking, note: w.overtakingShort, icon: 'clipboard-list' },
    { href: href(lang, '/transparansi/undian'), title: w.lots, note: w.lotsShort, icon: 'users' },
  ];
}
