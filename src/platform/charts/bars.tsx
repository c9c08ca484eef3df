import type { Lang } from '#platform/words';
import { type ChartHead, place, RowChart, type RowTone, unknown } from './chart.tsx';

export type BarRow = {
  readonly label: string;
  /** Undefined is unknown, and shown so: never as nothing. */
  readonly value: number | undefined;
  readonly note?: string | undefined;
  readonly tone?: RowTone | undefined;
};

type Props = ChartHead & {
  readonly lang: Lang;
  readonly rows: readonly BarRow[];
  readonly min?: number;
  readonly max: number;
  readonly format: (value: number) => string;
  readonly norm?: number | undefined;
  readonly columns: readonly [label: string, value: string];
};

const classes = { normal: 'bar', miss: 'bar-miss', muted: 'bar-muted' } as const;

function Norm({ at, min, max }: { readonly at: number | undefined; readonly min: number; readonly max: number }) {
  if (at === undefined) return null;
  return <line class="norm" x1={place(at, min, max)} x2={place(at, min, max)} y1="0" y2="18" />;
}

const tableRows = (rows: readonly BarRow[], lang: Lang, format: Props['format']) =>
  rows.map((row) => [
    row.label,
    row.value === undefined ? [unknown(lang), row.note].filter(Boolean).join(', ') : [format(row.value), row.note].filter(Boolean).join(', '),
  ]);

/** Horizontal bars, each label above its track; the norm is a dark mark. */
export function BarRows({ lang, title, note, level, rows, min = 0, max, format, norm, columns }: Props) {
  return (
    <RowChart
      lang={lang}
      title={title}
      note={note}
      level={level}
      track_px={18}
      table={{ head: [...columns], rows: tableRows(rows, lang, format) }}
      rows={rows.map((row) => ({
        label: row.label,
        note: row.note,
        value: row.value === undefined ? unknown(lang) : format(row.value),
        tone: row.tone,
        track: (
          <>
            <rect class="track" y="4" width="100%" height="10" rx="5" />
            {row.value !== undefined && <rect class={classes[row.tone ?? 'normal']} y="4" width={place(row.value, min, max)} height="10" rx="5" />}
            <Norm at={norm} min={min} max={max} />
          </>
        ),
      }))}
    />
  );
}

export type SegmentRow = {
  readonly label: string;
  readonly note?: string | undefined;
  readonly value: number | undefined;
  readonly tone?: RowTone | undefined;
};

type SegmentProps = ChartHead & {
  readonly lang: Lang;
  readonly rows: readonly SegmentRow[];
  /** How many steps there are; each is a segment. */
  readonly steps: number;
  readonly format: (value: number) => string;
  readonly columns: readonly [label: string, value: string];
};

/** Levels that are climbed step by step: as many segments as steps, filled up to the value. */
export function SegmentRows({ lang, title, note, level, rows, steps, format, columns }: SegmentProps) {
  const width = 100 / steps;
  return (
    <RowChart
      lang={lang}
      title={title}
      note={note}
      level={level}
      track_px={14}
      table={{ head: [...columns], rows: tableRows(rows, lang, format) }}
      rows={rows.map((row) => ({
        label: row.label,
        note: row.note,
        value: row.value === undefined ? unknown(lang) : format(row.value),
        tone: row.tone,
        track: Array.from({ length: steps }, (_none, step) => {
          const filled = Math.min(1, Math.max(0, (row.value ?? 0) - step));
          const left = `${(step * width).toFixed(2)}%`;
          return (
            <g key={`${step}`}>
              <rect class="track" x={left} y="2" width={`${(width - 0.6).toFixed(2)}%`} height="9" rx="2" />
              {filled > 0 && <rect class={classes[row.tone ?? 'normal']} x={left} y="2" width={`${((width - 0.6) * filled).toFixed(2)}%`} height="9" rx="2" />}
            </g>
          );
        }),
      }))}
    />
  );
}
