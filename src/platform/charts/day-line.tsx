import { formatDate, type PlainDate } from '#platform/time';
import type { Lang } from '#platform/words';
import { Chart, type ChartHead, place } from './chart.tsx';

const words = {
  id: { day: 'Hari', what: 'Arti', begun: 'mulai', today: 'hari ini', promise: 'janji', likely: 'mungkin selesai', until: 'sampai' },
  en: { day: 'Day', what: 'Meaning', begun: 'begun', today: 'today', promise: 'promise', likely: 'likely done', until: 'to' },
} as const;

type Props = ChartHead & {
  readonly lang: Lang;
  readonly begun: PlainDate;
  readonly today: PlainDate;
  readonly promise: PlainDate;
  readonly likely: { readonly from: PlainDate; readonly until: PlainDate };
};

const fits = 7;

function daysUntil(from: PlainDate, until: PlainDate): number {
  return from.until(until, { largestUnit: 'days' }).days;
}

/** Where today stands between a beginning and its promised end, and when such things usually end. */
export function DayLine({ lang, title, note, level, begun, today, promise, likely }: Props) {
  const w = words[lang];
  const ends = [promise, likely.until, today].map((date) => daysUntil(begun, date));
  const last = Math.max(1, ...ends);
  const at = (date: PlainDate) => place(daysUntil(begun, date) + 0.5, 0, last + 1);
  const every = Math.ceil((last + 1) / fits);
  const long = (date: PlainDate) => formatDate(date, lang);
  const table = {
    head: [w.what, w.day],
    rows: [
      [w.begun, long(begun)],
      [w.today, long(today)],
      [w.likely, likely.from.equals(likely.until) ? long(likely.from) : `${long(likely.from)} ${w.until} ${long(likely.until)}`],
      [w.promise, long(promise)],
    ],
  };
  const days = Array.from({ length: last + 1 }, (_none, day) => begun.add({ days: day })).filter((_date, day) => day % every === 0);
  const close = Math.abs(daysUntil(today, promise)) <= Math.max(1, last / 6);
  return (
    <Chart lang={lang} title={title} note={note} level={level} height={92} table={table}>
      <rect class="track" x="0" y="30" width="100%" height="10" rx="5" />
      <line class="whisker wide" x1={at(likely.from)} x2={at(likely.until)} y1="35" y2="35" />
      <line class="line wide" x1="0" x2={at(today)} y1="35" y2="35" />
      <circle class="dot ring" cx={at(today)} cy="35" r="7" />
      <text class="strong" x={at(today)} y={close ? 60 : 18} text-anchor="middle">
        {w.today}
      </text>
      <line class="norm" x1={at(promise)} x2={at(promise)} y1="22" y2="48" />
      <text class="strong" x={at(promise)} y="18" text-anchor={daysUntil(begun, promise) >= last * 0.85 ? 'end' : 'middle'}>
        {w.promise}
      </text>
      {days.map((date) => (
        <text key={date.toString()} x={at(date)} y="82" text-anchor="middle">
          {`${formatDate(date, lang, 'day').slice(0, 3)} ${date.day}`}
        </text>
      ))}
    </Chart>
  );
}
