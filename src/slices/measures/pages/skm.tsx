import { BarRows, IntervalRows, TrendLine } from '#platform/charts';
import { skmGoodFrom, unsurName } from '#slices/standards';
import { monthName } from '#platform/time';
import { formatNumber, type Lang, textIn } from '#platform/words';
import type { SkmFigures, SkmGroup } from '../figures.ts';
import { words } from '../words.ts';

export function shortMonth(month: string, lang: Lang): string {
  return monthName(Number(month.slice(5, 7)), lang).slice(0, 3);
}

/** Lower edges of the grades of Permenpan RB 14/2017. */
const limits = [
  { value: 65, label: '65 C' },
  { value: 76.61, label: '76,61 B' },
  { value: 88.31, label: '88,31 A' },
] as const;
const good = 76.61;

type GroupsProps = {
  readonly lang: Lang;
  readonly what: 'byService' | 'byUnit';
  readonly groups: readonly SkmGroup[];
  readonly n: number;
  readonly threshold: number;
};

// A finding never says more than its interval allows.
function findingOf(lang: Lang, what: GroupsProps['what'], groups: readonly SkmGroup[]): string {
  const w = words(lang);
  const known = groups.filter((group) => group.skm !== undefined && group.interval !== undefined);
  const below = known.filter((group) => (group.interval?.high ?? good) < good).toSorted((a, b) => (a.skm?.index ?? 0) - (b.skm?.index ?? 0))[0];
  const [best, worst] = [known[0], known.at(-1)];
  if (!best || !worst) return w[what];
  if (below) return w.skmBelow(textIn(below.name, lang));
  if (known.length > 1 && known.every((group) => (group.interval?.low ?? 0) >= good)) return w.skmAbove(w[what]);
  return best === worst ? w.skmOne(textIn(best.name, lang)) : w.skmMixed(textIn(best.name, lang), textIn(worst.name, lang));
}

/** The index of each group, with how sure it is. */
export function SkmIntervals({ lang, what, groups, n, threshold }: GroupsProps) {
  const w = words(lang);
  const shown = (value: number) => formatNumber(value, lang);
  if (groups.length === 0) return null;
  const lows = groups.flatMap((group) => group.interval?.low ?? group.skm?.index ?? []);
  return (
    <IntervalRows
      lang={lang}
      level={2}
      title={findingOf(lang, what, groups)}
      note={w.skmNote(shown(n), shown(threshold))}
      columns={[what === 'byUnit' ? w.unit : w.service, w.index, w.interval, 'n']}
      min={Math.floor(Math.min(62, ...lows))}
      max={100}
      marks={limits}
      none={w.few}
      format={(value) => formatNumber(value, lang, 2)}
      rows={groups.map((group) => ({
        label: textIn(group.name, lang),
        note: group.n === undefined ? undefined : `n ${shown(group.n)}`,
        value: group.skm?.index,
        low: group.interval?.low,
        high: group.interval?.high,
        tone: group.interval && group.interval.high < good ? ('miss' as const) : ('normal' as const),
      }))}
    />
  );
}

export function SkmTrend({ lang, skm }: { readonly lang: Lang; readonly skm: SkmFigures }) {
  const w = words(lang);
  const known = skm.byMonth.flatMap((one) => one.skm?.index ?? []);
  const [first, last] = [known[0], known.at(-1)];
  const shown = (value: number) => formatNumber(value, lang, 2);
  if (first === undefined || last === undefined) return null;
  return (
    <TrendLine
      lang={lang}
      level={2}
      title={known.length > 1 ? w.trend(shown(first), shown(last)) : w.trendNone}
      columns={[w.month, w.index]}
      min={Math.floor(Math.min(70, ...known))}
      max={Math.ceil(Math.max(95, ...known))}
      norm={{ value: good, label: 'B 76,61' }}
      format={shown}
      points={skm.byMonth.map((one) => ({
        label: shortMonth(one.month, lang),
        value: one.skm?.index,
        note: one.n === undefined ? w.few : w.answers(formatNumber(one.n, lang)),
      }))}
    />
  );
}

export function UnsurBars({ lang, skm }: { readonly lang: Lang; readonly skm: SkmFigures }) {
  const w = words(lang);
  if (!skm.whole) return null;
  const shown = (value: number) => formatNumber(value, lang, 2);
  const unsur = skm.whole.unsur.toSorted((a, b) => a.mean - b.mean);
  const lowest = unsur[0];
  return (
    <BarRows
      lang={lang}
      level={2}
      title={lowest ? w.unsurMiss(unsurName(lowest.code, lang), shown(lowest.mean)) : ''}
      note={w.unsurNote(shown(skmGoodFrom))}
      columns={[w.unsur, w.mean]}
      min={1}
      max={4}
      norm={skmGoodFrom}
      format={shown}
      rows={unsur.map((one) => ({
        label: `${one.code} ${unsurName(one.code, lang)}`,
        value: one.mean,
        tone: one.mean < skmGoodFrom ? ('miss' as const) : ('normal' as const),
      }))}
    />
  );
}
