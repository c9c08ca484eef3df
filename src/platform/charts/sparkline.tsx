import { place } from './chart.tsx';

type Props = {
  /** What it shows in words, with the numbers that matter: the picture has no axis. */
  readonly label: string;
  /** Oldest first; undefined is unknown and leaves a gap. */
  readonly values: readonly (number | undefined)[];
  readonly tone?: 'normal' | 'miss' | undefined;
};

const height = 34;
const radius = 4;

/** The way of one number over time, beside the number itself. */
export function Sparkline({ label, values, tone = 'normal' }: Props) {
  const known = values.filter((value) => value !== undefined);
  const least = Math.min(...known);
  const most = Math.max(...known);
  const across = (at: number) => place(values.length <= 1 ? 1 : 0.02 + (at / (values.length - 1)) * 0.94, 0, 1);
  const down = (value: number) => (most === least ? height / 2 : radius + (1 - (value - least) / (most - least)) * (height - 2 * radius)).toFixed(1);
  const last = values.at(-1);
  if (known.length === 0) return null;
  return (
    <svg class={`sparkline ${tone}`} role="img" aria-label={label} width="100%" height={height}>
      {values.map((value, at) => {
        const before = values[at - 1];
        if (value === undefined || before === undefined) return null;
        return <line key={`${at}`} x1={across(at - 1)} y1={down(before)} x2={across(at)} y2={down(value)} />;
      })}
      {last !== undefined && <circle cx={across(values.length - 1)} cy={down(last)} r={radius} />}
    </svg>
  );
}
