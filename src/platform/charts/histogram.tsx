import { formatNumber, formatPercent, type Lang } from '#platform/words';
import { Chart, type ChartHead } from './chart.tsx';

type HistogramProps = ChartHead & {
  readonly lang: Lang;
  readonly bins: readonly { readonly label: string; readonly count: number }[];
  readonly binsLabel: string;
  /** Bins after this one miss the promise. */
  readonly promiseAt: number;
  readonly promiseLabel: string;
};

const height = 170;
const fits = 14;
const share = { id: 'Bagian', en: 'Share' } as const;

/** How many cases took how long, against the promise. */
export function Histogram({ lang, title, note, level, bins, binsLabel, promiseAt, promiseLabel }: HistogramProps) {
  const most = Math.max(1, ...bins.map((bin) => bin.count));
  const all = bins.reduce((sum, bin) => sum + bin.count, 0) || 1;
  const width = 100 / Math.max(1, bins.length);
  const every = Math.ceil(bins.length / fits);
  const at = (places: number) => `${Math.min(100, places * width).toFixed(2)}%`;
  const isRight = (promiseAt + 1) * width > 60;
  const table = {
    head: [binsLabel, 'n', share[lang]],
    rows: bins.filter((bin) => bin.count > 0).map((bin) => [bin.label, formatNumber(bin.count, lang), formatPercent(bin.count / all, lang, 1)]),
  };
  return (
    <Chart lang={lang} title={title} note={note} level={level} height={height + 44} table={table}>
      <line class="grid" x1="0" x2="100%" y1={height} y2={height} />
      {bins.map((bin, index) => {
        const tall = (bin.count / most) * (height - 36);
        return (
          <g key={bin.label}>
            <rect
              class={index > promiseAt ? 'bar-miss' : 'bar'}
              x={at(index + 0.04)}
              y={height - tall}
              width={`${(width * 0.92).toFixed(2)}%`}
              height={tall}
              rx="3"
            />
            {bin.count > 0 && every === 1 && (
              <text class="halo strong" x={at(index + 0.5)} y={height - tall - 6} text-anchor="middle">
                {formatNumber(bin.count, lang)}
              </text>
            )}
            {index % every === 0 && (
              <text x={at(index + 0.5)} y={height + 16} text-anchor="middle">
                {bin.label}
              </text>
            )}
          </g>
        );
      })}
      <line class="norm" x1={at(promiseAt + 1)} x2={at(promiseAt + 1)} y1="4" y2={height + 4} />
      <text class="halo strong" x={at(promiseAt + 1)} dx={isRight ? -6 : 6} y="14" text-anchor={isRight ? 'end' : 'start'}>
        {promiseLabel}
      </text>
      <text x="0" y={height + 38}>
        {binsLabel}
      </text>
    </Chart>
  );
}
