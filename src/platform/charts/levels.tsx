import type { Lang } from '#platform/words';
import { type ChartHead, RowChart, unknown } from './chart.tsx';

export type LevelRow = {
  readonly label: string;
  /** Undefined is unknown: the steps stay open, never as if nothing were held. */
  readonly held: number | undefined;
  readonly required: number;
  /** What is held may be more: the steps above it stay open, and nothing is missed. */
  readonly isOpen?: boolean | undefined;
  /** What stands at the end of the row. */
  readonly said: string;
};

type Props = ChartHead & {
  readonly lang: Lang;
  readonly rows: readonly LevelRow[];
  readonly columns: readonly [label: string, held: string, required: string];
  /** Names of the levels from 1 on. */
  readonly levels: readonly string[];
  readonly legend: { readonly held: string; readonly below: string; readonly unknown: string; readonly required: string };
};

/** Levels as steps: what is shown is filled, what the post asks for is a mark. Levels have no halves, so there are none here. */
export function LevelScale({ lang, title, note, level, rows, columns, levels, legend }: Props) {
  const width = 100 / levels.length;
  const table = {
    head: [...columns],
    rows: rows.map((row) => [row.label, row.held === undefined ? unknown(lang) : String(row.held), String(row.required)]),
  };
  return (
    <RowChart
      lang={lang}
      title={title}
      note={note}
      level={level}
      track_px={24}
      table={table}
      rows={rows.map((row) => ({
        label: row.label,
        value: row.said,
        tone: misses(row) ? ('miss' as const) : ('normal' as const),
        track: <Steps row={row} count={levels.length} width={width} />,
      }))}
      foot={
        <>
          <svg class="chart-foot" width="100%" height="18" aria-hidden="true">
            {levels.map((name, at) => (
              <text key={name} x={`${(at + 1) * width - 0.8}%`} y="14" text-anchor="end">
                {at + 1} <tspan class="level-name">{name}</tspan>
              </text>
            ))}
          </svg>
          <ul class="chart-legend">
            <li class="key-1">{legend.held}</li>
            <li class="key-miss">{legend.below}</li>
            <li class="key-open">{legend.unknown}</li>
            <li class="key-norm">{legend.required}</li>
          </ul>
        </>
      }
    />
  );
}

function misses(row: LevelRow): boolean {
  return row.held !== undefined && row.held < row.required && !row.isOpen;
}

function Steps({ row, count, width }: { readonly row: LevelRow; readonly count: number; readonly width: number }) {
  const isOpen = row.held === undefined || row.isOpen;
  const step = (at: number) => (at < (row.held ?? 0) ? (misses(row) ? 'bar-miss' : 'bar') : isOpen ? 'step-open' : 'track');
  const mark = `${row.required * width - 0.4}%`;
  return (
    <>
      {Array.from({ length: count }, (_none, at) => (
        <rect key={`${at}`} class={step(at)} x={`${at * width}%`} y="6" width={`${width - 0.8}%`} height="12" rx="2" />
      ))}
      <line class="norm" x1={mark} x2={mark} y1="0" y2="24" />
    </>
  );
}
