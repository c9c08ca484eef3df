import type { Lang } from '#platform/words';
import { place, unknown } from './chart.tsx';

const words = {
  id: {
    half: (time: string) => `Separuh: ${time}`,
    promise: (time: string) => `Janji: ${time}`,
    said: (label: string, promise: string, half: string, most: string) =>
      `${label}: dijanjikan ${promise}; separuh selesai dalam ${half}, 9 dari 10 dalam ${most}.`,
    few: (label: string, promise: string) => `${label}: dijanjikan ${promise}; ${unknown('id')}.`,
    legend: ['separuh selesai', '9 dari 10 selesai', 'melewati janji', 'yang dijanjikan'],
  },
  en: {
    half: (time: string) => `Half: ${time}`,
    promise: (time: string) => `Promise: ${time}`,
    said: (label: string, promise: string, half: string, most: string) => `${label}: promised ${promise}; half done in ${half}, 9 of 10 in ${most}.`,
    few: (label: string, promise: string) => `${label}: promised ${promise}; ${unknown('en')}.`,
    legend: ['half are done', '9 of 10 are done', 'beyond the promise', 'what is promised'],
  },
} as const;

type Props = {
  readonly lang: Lang;
  /** Whose times these are, for who hears the picture. */
  readonly label: string;
  readonly promise: number;
  /** Undefined where too few are known: then the promise stands alone. */
  readonly half: number | undefined;
  readonly nineTenths: number | undefined;
  readonly format: (value: number) => string;
};

/** The promise against what happened: half of all, nine of ten, and what went beyond the promise. */
export function RangeBar({ lang, label, promise, half, nineTenths, format }: Props) {
  const w = words[lang];
  const max = Math.max(promise, nineTenths ?? 0) * 1.15 || 1;
  const at = promise / max;
  const known = half !== undefined && nineTenths !== undefined;
  const side = at >= 0.5 && at < 0.8 ? { x: place(promise, 0, max), anchor: 'middle' } : { x: '100%', anchor: 'end' };
  return (
    <svg
      class="range-bar"
      role="img"
      aria-label={known ? w.said(label, format(promise), format(half), format(nineTenths)) : w.few(label, format(promise))}
      width="100%"
      height="40"
    >
      <rect class="track" y="6" width="100%" height="10" rx="5" />
      {known && nineTenths > promise && <rect class="bar-miss" y="6" width={place(nineTenths, 0, max)} height="10" rx="5" />}
      {known && <rect class="bar-2" y="6" width={place(Math.min(nineTenths, promise), 0, max)} height="10" rx="5" />}
      {known && <rect class="bar" y="6" width={place(Math.min(half, promise), 0, max)} height="10" rx="5" />}
      <line class="norm" x1={place(promise, 0, max)} x2={place(promise, 0, max)} y1="0" y2="22" />
      {known && (
        <text x="0" y="36">
          {w.half(format(half))}
        </text>
      )}
      <text class="strong" x={side.x} y="36" text-anchor={side.anchor}>
        {w.promise(format(promise))}
      </text>
    </svg>
  );
}

/** What the colours of range bars mean, once under a list of them. */
export function RangeLegend({ lang }: { readonly lang: Lang }) {
  const [half, most, beyond, promise] = words[lang].legend;
  return (
    <ul class="chart-legend">
      <li class="key-1">{half}</li>
      <li class="key-2">{most}</li>
      <li class="key-miss">{beyond}</li>
      <li class="key-norm">{promise}</li>
    </ul>
  );
}
