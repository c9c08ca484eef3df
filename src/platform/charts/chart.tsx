import type { ComponentChildren } from 'preact';
import type { Lang } from '#platform/words';

export type ChartTable = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

const words = { id: { figures: 'Angka', none: 'belum ada data' }, en: { figures: 'Figures', none: 'no data yet' } } as const;

export function unknown(lang: Lang): string {
  return words[lang].none;
}

/** What every chart says of itself: the finding, as a heading of this level where it opens a part of the page, and from how much. */
export type ChartHead = { readonly title: string; readonly note?: string | undefined; readonly level?: 2 | 3 | undefined };

type ChartProps = ChartHead & { readonly lang: Lang; readonly height: number; readonly table: ChartTable; readonly children: ComponentChildren };

/** Percent across and pixels down, without a viewBox, so that text keeps its size from 320 px to any width. The numbers follow as a table. */
export function Chart({ lang, title, note, level, height, table, children }: ChartProps) {
  const Heading = level ? (`h${level}` as const) : undefined;
  return (
    <figure class="chart">
      <figcaption class={Heading ? undefined : 'chart-title'}>
        {Heading ? <Heading>{title}</Heading> : title}
        {note && <p class="note">{note}</p>}
      </figcaption>
      <svg role="img" aria-label={title} width="100%" height={height}>
        {children}
      </svg>
      <details class="chart-data">
        <summary>{words[lang].figures}</summary>
        <table>
          <caption class="visually-hidden">{title}</caption>
          <thead>
            <tr>
              {table.head.map((head) => (
                <th scope="col" key={head}>
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
                    <td data-label={table.head[at]} key={table.head[at]}>
                      {cell}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** A place between two values as percent of the width, within 0 and 100. */
export function place(value: number, min: number, max: number): string {
  const share = max === min ? 0 : (value - min) / (max - min);
  return `${(Math.min(1, Math.max(0, share)) * 100).toFixed(2)}%`;
}
