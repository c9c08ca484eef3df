import type { Lang } from '#platform/words';
import { Chart, type ChartHead, unknown } from './chart.tsx';

export type TrendPoint = { readonly label: string; readonly value: number | undefined; readonly note?: string | undefined };

type Props = ChartHead & {
  readonly lang: Lang;
  readonly points: readonly TrendPoint[];
  readonly min: number;
  readonly max: number;
  readonly format: (value: number) => string;
  readonly norm?: { readonly value: number; readonly label: string } | undefined;
  readonly columns: readonly [label: string, value: string];
};

const height = 140;

/** A value over time. Where it is unknown the line has a gap. */
export function TrendLine({ lang, title, note, level, points, min, max, format, norm, columns }: Props) {
  const across = (at: number) => `${(points.length <= 1 ? 50 : 3 + (at / (points.length - 1)) * 94).toFixed(2)}%`;
  const down = (value: number) => Math.round((1 - (value - min) / (max - min || 1)) * (height - 24)) + 14;
  const table = {
    head: [...columns],
    rows: points.map((point) => [point.label, point.value === undefined ? unknown(lang) : [format(point.value), point.note].filter(Boolean).join(', ')]),
  };
  const every = Math.ceil(points.length / 8);
  return (
    <Chart lang={lang} title={title} note={note} level={level} height={height + 24} table={table}>
      <line class="grid" x1="0" x2="100%" y1={height} y2={height} />
      {norm && (
        <>
          <line class="norm" x1="0" x2="100%" y1={down(norm.value)} y2={down(norm.value)} stroke-dasharray="4 3" />
          <text class="halo" x="100%" y={down(norm.value) - 5} text-anchor="end">
            {norm.label}
          </text>
        </>
      )}
      {points.map((point, at) => {
        const before = points[at - 1];
        if (point.value === undefined || before?.value === undefined) return null;
        return <line key={`l${point.label}`} class="line" x1={across(at - 1)} y1={down(before.value)} x2={across(at)} y2={down(point.value)} />;
      })}
      {points.map((point, at) => (
        <g key={point.label}>
          {point.value !== undefined && <circle class="dot" cx={across(at)} cy={down(point.value)} r={at === points.length - 1 ? 5 : 3} />}
          {at % every === 0 && (
            <text x={across(at)} y={height + 16} text-anchor={at === 0 ? 'start' : at === points.length - 1 ? 'end' : 'middle'}>
              {point.label}
            </text>
          )}
        </g>
      ))}
      <LastValue points={points} down={down} format={format} />
    </Chart>
  );
}

function LastValue({
  points,
  down,
  format,
}: {
  readonly points: readonly TrendPoint[];
  readonly down: (value: number) => number;
  readonly format: (value: number) => string;
}) {
  const last = points.at(-1);
  if (last?.value === undefined) return null;
  return (
    <text class="halo strong" x="97%" y={Math.max(11, down(last.value) - 9)} text-anchor="end">
      {format(last.value)}
    </text>
  );
}
