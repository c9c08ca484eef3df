import type { Lang } from '#platform/words';
import { type ChartHead, place, RowChart, type RowTone, ScaleFoot, unknown } from './chart.tsx';

export type IntervalRow = {
  readonly label: string;
  readonly note?: string | undefined;
  /** Undefined is unknown or too few: the row stays, without a dot. */
  readonly value: number | undefined;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly tone?: RowTone | undefined;
};

type Props = ChartHead & {
  readonly lang: Lang;
  readonly rows: readonly IntervalRow[];
  readonly min: number;
  readonly max: number;
  /** Norms that cut the scale, with their words under the rows. */
  readonly marks?: readonly { readonly value: number; readonly label: string }[];
  readonly format: (value: number) => string;
  /** What stands in place of a value that is not shown. */
  readonly none?: string | undefined;
  readonly columns: readonly [label: string, value: string, interval: string, note: string];
};

/** A dot is the value, the band around it how sure it is. */
export function IntervalRows({ lang, title, note, level, rows, min, max, marks = [], format, none, columns }: Props) {
  const shown = (row: IntervalRow) => (row.value === undefined ? (none ?? unknown(lang)) : format(row.value));
  const interval = (row: IntervalRow) => (row.low === undefined || row.high === undefined ? '–' : `${format(row.low)}–${format(row.high)}`);
  return (
    <RowChart
      lang={lang}
      title={title}
      note={note}
      level={level}
      track_px={16}
      table={{ head: [...columns], rows: rows.map((row) => [row.label, shown(row), interval(row), row.note ?? '–']) }}
      rows={rows.map((row) => ({
        label: row.label,
        note: row.note,
        value: shown(row),
        tone: row.tone,
        track: (
          <>
            <line class="grid" x1="0" x2="100%" y1="8" y2="8" />
            {marks.map((mark) => (
              <line key={mark.label} class="limit" x1={place(mark.value, min, max)} x2={place(mark.value, min, max)} y1="0" y2="16" />
            ))}
            {row.low !== undefined && row.high !== undefined && (
              <line class="band" x1={place(row.low, min, max)} x2={place(row.high, min, max)} y1="8" y2="8" />
            )}
            {row.value !== undefined && <circle class="dot" cx={place(row.value, min, max)} cy="8" r="6" />}
          </>
        ),
      }))}
      foot={marks.length > 0 && <ScaleFoot min={min} max={max} marks={marks} />}
    />
  );
}
