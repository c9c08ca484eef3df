import { formatDate, type PlainDate } from '#platform/time';
import { formatNumber, type Lang } from '#platform/words';
import { Tag } from './parts.tsx';

const sentences = {
  id: { late: (days: string) => `terlambat ${days} hari`, today: 'hari ini', until: (when: string) => `sampai ${when}` },
  en: { late: (days: string) => `${days} ${days === '1' ? 'day' : 'days'} late`, today: 'today', until: (when: string) => `by ${when}` },
} as const;

/** By when something is due: how late it is, or today, or the day. */
export function DueTag({ lang, today, due }: { readonly lang: Lang; readonly today: PlainDate; readonly due: PlainDate }) {
  const w = sentences[lang];
  const left = today.until(due).days;
  if (left < 0) return <Tag tone="bad">{w.late(formatNumber(-left, lang))}</Tag>;
  return <Tag tone={left <= 1 ? 'warn' : 'quiet'}>{left === 0 ? w.today : w.until(formatDate(due, lang, 'day'))}</Tag>;
}
