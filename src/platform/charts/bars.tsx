import { formatNumber, type Lang } from '#platform/words';
import { Chart, type ChartHead, place, unknown } from './chart.tsx';

export type BarRow = {
  readonly label: string;
  /** Undefined is unknown, and shown so: never as nothing. */
  readonly value: number | undefined;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly note?: string | undefined;
  readonly tone?: 'normal' | 'miss' | 'muted' | undefined;
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

const row_px = 44;
const line_px = 18;
// What fits beside each other on a screen 360 px wide, at 12 px.
const fits_characters = 44;

/** Whether a label and what is said of it need a line each, at the narrowest screen. */
function needsTwoLines(rows: readonly (readonly [label: string, said: string])[]): boolean {
  return rows.some(([label, said]) => label.length + said.length > fits_characters);
}

function Labels({ label, said, top, extra }: { readonly label: string; readonly said: string; readonly top: number; readonly extra: number }) {
  return (
    <>
      <text x="0" y={top + 14} class="strong">
        {label}
      </text>
      <text x={extra > 0 ? '0' : '100%'} y={top + extra + 14} text-anchor={extra > 0 ? 'start' : 'end'}>
        {said}
      </text>
    </>
  );
}

const classes = { normal: 'bar', miss: 'bar-miss', muted: 'bar-muted' } as const;

/** Horizontal bars, each label above its track; the interval is a band, the norm a dark mark. */
export function BarRows({ lang, title, note, level, rows, min = 0, max, format, norm, columns }: Props) {
  const shown = (row: BarRow) => (row.value === undefined ? unknown(lang) : format(row.value));
  const said = (row: BarRow) => [shown(row), row.note].filter(Boolean).join(', ');
  const table = { head: [...columns], rows: rows.map((row) => [row.label, said(row)]) };
  const extra = needsTwoLines(rows.map((row) => [row.label, said(row)])) ? line_px : 0;
  return (
    <Chart lang={lang} title={title} note={note} level={level} height={rows.length * (row_px + extra) + 4} table={table}>
      {rows.map((row, at) => {
        const above = at * (row_px + extra);
        const top = above + extra;
        return (
          <g key={row.label}>
            <Labels label={row.label} said={said(row)} top={above} extra={extra} />
            <rect class="track" x="0" y={top + 21} width="100%" height="10" rx="2" />
            {row.value !== undefined && <rect class={classes[row.tone ?? 'normal']} x="0" y={top + 21} width={place(row.value, min, max)} height="10" rx="2" />}
            {row.low !== undefined && row.high !== undefined && (
              <line class="whisker" x1={place(row.low, min, max)} x2={place(row.high, min, max)} y1={top + 26} y2={top + 26} />
            )}
            {norm !== undefined && <line class="norm" x1={place(norm, min, max)} x2={place(norm, min, max)} y1={top + 17} y2={top + 35} />}
          </g>
        );
      })}
    </Chart>
  );
}

type HistogramProps = ChartHead & {
  readonly lang: Lang;
  readonly bins: readonly { readonly label: string; readonly count: number }[];
  readonly binsLabel: string;
  /** Bins after this one miss the promise. */
  readonly promiseAt: number;
  readonly promiseLabel: string;
};

/** How many cases took how long, against the promise. */
export function Histogram({ lang, title, note, level, bins, binsLabel, promiseAt, promiseLabel }: HistogramProps) {
  const height = 150;
  const most = Math.max(1, ...bins.map((bin) => bin.count));
  const width = 100 / Math.max(1, bins.length);
  const every = Math.ceil(bins.length / 14);
  const mark = `${Math.min(100, (promiseAt + 1) * width).toFixed(2)}%`;
  return (
    <Chart
      lang={lang}
      title={title}
      note={note}
      level={level}
      height={height + 44}
      table={{ head: [binsLabel, 'n'], rows: bins.filter((bin) => bin.count > 0).map((bin) => [bin.label, String(bin.count)]) }}
    >
      {bins.map((bin, at) => {
        const tall = (bin.count / most) * (height - 36);
        return (
          <g key={bin.label}>
            <rect
              class={at > promiseAt ? 'bar-miss' : 'bar'}
              x={`${(at * width + width * 0.1).toFixed(2)}%`}
              y={height - tall}
              width={`${(width * 0.8).toFixed(2)}%`}
              height={tall}
            />
            {bin.count > 0 && every === 1 && (
              <text class="halo strong" x={`${((at + 0.5) * width).toFixed(2)}%`} y={height - tall - 6} text-anchor="middle">
                {formatNumber(bin.count, lang)}
              </text>
            )}
            {at % every === 0 && (
              <text x={`${((at + 0.5) * width).toFixed(2)}%`} y={height + 16} text-anchor="middle">
                {bin.label}
              </text>
            )}
          </g>
        );
      })}
      <line class="norm" x1={mark} x2={mark} y1="4" y2={height} />
      <text class="halo strong" x={mark} dx={promiseAt * width > 60 ? -6 : 6} y="14" text-anchor={promiseAt * width > 60 ? 'end' : 'start'}>
        {promiseLabel}
      </text>
      <text x="50%" y={height + 38} text-anchor="middle">
        {binsLabel}
      </text>
    </Chart>
  );
}

export type LevelRow = { readonly label: string; readonly held: number | undefined; readonly required: number | undefined; readonly note?: string | undefined };

/** Levels from 0 to 5: what is held as a bar, what the post asks for as a mark. */
export function LevelScale({
  lang,
  title,
  rows,
  columns,
}: {
  readonly lang: Lang;
  readonly title: string;
  readonly rows: readonly LevelRow[];
  readonly columns: readonly [string, string, string];
}) {
  const max = 5;
  const table = {
    head: [...columns],
    rows: rows.map((row) => [row.label, row.held === undefined ? unknown(lang) : String(row.held), row.required === undefined ? '–' : String(row.required)]),
  };
  const said = (row: LevelRow) => (row.held === undefined ? unknown(lang) : (row.note ?? ''));
  const extra = needsTwoLines(rows.map((row) => [row.label, said(row)])) ? line_px : 0;
  const bottom = rows.length * (row_px + extra);
  return (
    <Chart lang={lang} title={title} height={bottom + 20} table={table}>
      {rows.map((row, at) => {
        const above = at * (row_px + extra);
        const top = above + extra;
        const misses = row.held !== undefined && row.required !== undefined && row.held < row.required;
        return (
          <g key={row.label}>
            <Labels label={row.label} said={said(row)} top={above} extra={extra} />
            <rect class="track" x="0" y={top + 21} width="100%" height="10" rx="2" />
            {row.held !== undefined && <rect class={misses ? 'bar-miss' : 'bar'} x="0" y={top + 21} width={place(row.held, 0, max)} height="10" rx="2" />}
            {row.required !== undefined && <line class="norm" x1={place(row.required, 0, max)} x2={place(row.required, 0, max)} y1={top + 16} y2={top + 36} />}
          </g>
        );
      })}
      {[0, 1, 2, 3, 4, 5].map((level) => (
        <text key={level} x={place(level, 0, max)} y={bottom + 12} text-anchor={level === 0 ? 'start' : level === max ? 'end' : 'middle'}>
          {level}
        </text>
      ))}
    </Chart>
  );
}
