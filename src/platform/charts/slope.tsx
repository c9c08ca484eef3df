import type { Lang } from '#platform/words';
import { Chart, type ChartHead, unknown } from './chart.tsx';

export type SlopeRow = { readonly label: string; readonly from: number | undefined; readonly to: number | undefined; readonly strong?: boolean | undefined };

type Props = ChartHead & {
  readonly lang: Lang;
  readonly rows: readonly SlopeRow[];
  readonly sides: readonly [from: string, to: string];
  readonly format: (value: number) => string;
  readonly column: string;
};

const top = 34;
const gap = 15;
const [left, right] = ['36%', '64%'];

/** Places for labels in order of their values, pushed apart so that none covers another. */
export function spread(places: readonly number[]): readonly number[] {
  const order = places.map((_place, at) => at).toSorted((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
  const result = [...places];
  order.forEach((at, rank) => {
    const above = order[rank - 1];
    if (above !== undefined) result[at] = Math.max(places[at] ?? 0, (result[above] ?? 0) + gap);
  });
  return result;
}

/** How each went from one time to another; who is known at one time only is in the table. */
export function SlopeChart({ lang, title, note, level, rows, sides, format, column }: Props) {
  const both = rows.filter((row): row is SlopeRow & { from: number; to: number } => row.from !== undefined && row.to !== undefined);
  const values = both.flatMap((row) => [row.from, row.to]);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const tall = Math.max(180, both.length * 26);
  const down = (value: number) => Math.round(top + (1 - (value - least) / (most - least || 1)) * tall);
  const befores = spread(both.map((row) => down(row.from)));
  const afters = spread(both.map((row) => down(row.to)));
  const shown = (value: number | undefined) => (value === undefined ? unknown(lang) : format(value));
  const height = Math.max(top + tall, ...befores, ...afters) + 14;
  return (
    <Chart
      lang={lang}
      title={title}
      note={note}
      level={level}
      height={height}
      table={{ head: [column, ...sides], rows: rows.map((row) => [row.label, shown(row.from), shown(row.to)]) }}
    >
      {[left, right].map((x, at) => (
        <g key={x}>
          <line class="grid" x1={x} x2={x} y1={top - 8} y2={height} />
          <text x={x} y="14" text-anchor="middle">
            {sides[at]}
          </text>
        </g>
      ))}
      {both
        .map((row, at) => ({ row, at }))
        .toSorted((a, b) => Number(a.row.strong ?? false) - Number(b.row.strong ?? false))
        .map(({ row, at }) => (
          <g key={row.label} class={row.strong ? 'slope strong-slope' : 'slope'}>
            <line x1={left} y1={down(row.from)} x2={right} y2={down(row.to)} />
            <circle cx={left} cy={down(row.from)} r={row.strong ? 5 : 3.5} />
            <circle cx={right} cy={down(row.to)} r={row.strong ? 5 : 3.5} />
            <text class={row.strong ? 'strong' : undefined} x={left} dx="-12" y={(befores[at] ?? 0) + 4} text-anchor="end">
              {row.label} {format(row.from)}
            </text>
            <text class={row.strong ? 'strong' : undefined} x={right} dx="12" y={(afters[at] ?? 0) + 4}>
              {format(row.to)} {row.label}
            </text>
          </g>
        ))}
    </Chart>
  );
}
