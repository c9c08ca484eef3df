import { formatNumber, formatPercent, type Lang, textIn } from '#platform/words';
import { words } from './words.ts';
import type { Worse } from './worse.ts';

export type Said = { readonly value: string; readonly way: string; readonly title: string; readonly why: string };

type NameOf = (code: string, lang: Lang) => string;
type Names = { readonly competency: NameOf; readonly unsur: NameOf };

/** What got worse, in words. */
export function say(lang: Lang, one: Worse, nameOf: Names): Said {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const two = (value: number) => formatNumber(value, lang, 2);
  switch (one.kind) {
    case 'late':
      return {
        value: formatPercent(one.now, lang),
        way: w.from(formatPercent(one.before, lang)),
        title: w.worse.late(textIn(one.name, lang)),
        why: w.worse.lateWhy(one.unit, n(one.n)),
      };
    case 'skm':
      return { value: two(one.now), way: w.from(two(one.before)), title: w.worse.skm(textIn(one.name, lang)), why: w.worse.skmWhy(n(one.n)) };
    case 'gap':
      return {
        value: two(one.now),
        way: w.limit(two(one.norm)),
        title: w.worse.gap(nameOf.unsur(one.unsur, lang), textIn(one.name, lang)),
        why: w.worse.gapWhy(one.unsur, n(one.n), nameOf.competency(one.competency, lang)),
      };
    case 'complaints':
      return { value: n(one.late), way: '', title: w.worse.complaints, why: w.worse.complaintsWhy(n(one.open)) };
  }
}
