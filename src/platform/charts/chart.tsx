import type { ComponentChildren } from 'preact';
import { Icon } from '#platform/ui';
import type { Lang } from '#platform/words';

export type ChartTable = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

const words = {
  id: { figures: 'Lihat angkanya sebagai tabel', none: 'belum ada data' },
  en: { figures: 'See the figures as a table', none: 'no data yet' },
} as const;

export function unknown(lang: Lang): string {
  return words[lang].none;
}

/** What every chart says of itself: the finding, as a heading of this level where it opens a part of the page, and from how much. */
export type ChartHead = { readonly title: string; readonly note?: string | undefined; readonly level?: 2 | 3 | undefined };

type FrameProps = ChartHead & { readonly lang: Lang; readonly table: ChartTable; readonly children: ComponentChildren };

function Frame({ lang, title, note, level, table, children }: FrameProps) {
  const Heading = level ? (`h${level}` as const) : 'p';
  return (
    <figure class="chart">
      <figcaption>
        <Heading class="chart-title">{title}</Heading>
        {note && <p class="note">{note}</p>}
      </figcaption>
      {children}
      <details class="chart-data">
        <summary>
          <Icon name="chevron-right" /> {words[lang].figures}
        </summary>
        <Figures title={title} table={table} />
      </details>
    </figure>
  );
}

function Figures({ title, table }: { readonly title: string; readonly table: ChartTable }) {
  return (
    <table>
      <caption class="visually-hidden">{title}</caption>
      <thead>
        <tr>
          {table.head.map((head, at) => (
            <th scope="col" class={at === 0 ? undefined : 'number'} key={head}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row) => (
          <tr key={row[0]}>
            {row.map((cell, at) =>
              at === 0 ? (
                <th scope="row" key={table.head[at]}>
                  {cell}
                </th>
              ) : (
                <td class="number" data-label={table.head[at]} key={table.head[at]}>
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type ChartProps = FrameProps & { readonly height: number };

/** Percent across and pixels down, without a viewBox, so that text keeps its size from 320 px to any width. The numbers follow as a table. */
export function Chart({ height, children, ...frame }: ChartProps) {
  return (
    <Frame {...frame}>
      <svg role="img" aria-label={frame.title} width="100%" height={height}>
        {children}
      </svg>
    </Frame>
  );
}

export type RowTone = 'normal' | 'miss' | 'muted';

export type ChartRow = {
  readonly label: string;
  /** Said after the label, quieter: how many, or what weight. */
  readonly note?: string | undefined;
  readonly value: string;
  readonly tone?: RowTone | undefined;
  /** What is drawn on the row's track, percent across. */
  readonly track: ComponentChildren;
};

type RowChartProps = Omit<FrameProps, 'children'> & {
  readonly rows: readonly ChartRow[];
  readonly track_px: number;
  /** What stands under all rows: a scale. */
  readonly foot?: ComponentChildren;
};

/** One line of text and one track a row; long names wrap, at any width. */
export function RowChart({ rows, track_px, foot, ...frame }: RowChartProps) {
  return (
    <Frame {...frame}>
      <div class="chart-rows" role="img" aria-label={frame.title}>
        {rows.map((row) => (
          <div class={`chart-row ${row.tone ?? 'normal'}`} key={row.label}>
            <span>
              {row.label} {row.note && <small>{row.note}</small>}
            </span>
            <b>{row.value}</b>
            <svg width="100%" height={track_px} aria-hidden="true">
              {row.track}
            </svg>
          </div>
        ))}
        {foot}
      </div>
    </Frame>
  );
}

/** The words of a scale under the tracks, each at its place; those at the ends stay inside. */
export function ScaleFoot({
  marks,
  min,
  max,
}: {
  readonly marks: readonly { readonly value: number; readonly label: string }[];
  readonly min: number;
  readonly max: number;
}) {
  return (
    <svg class="chart-foot" width="100%" height="18" aria-hidden="true">
      {marks.map(({ value, label }) => {
        const share = (value - min) / (max - min);
        return (
          <text key={label} x={place(value, min, max)} y="14" text-anchor={share < 0.08 ? 'start' : share > 0.92 ? 'end' : 'middle'}>
            {label}
          </text>
        );
      })}
    </svg>
  );
}

/** A place between two values as percent of the width, within 0 and 100. */
export function place(value: number, min: number, max: number): string {
  const share = max === min ? 0 : (value - min) / (max - min);
  return `${(Math.min(1, Math.max(0, share)) * 100).toFixed(2)}%`;
}
