import type { ComponentChildren } from 'preact';
import type { Lang } from '#platform/words';

export type ChartTable = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

const words = { id: { figures: 'Angka', none: 'belum ada data' }, en: { figures: 'Figures', none: 'no data yet' } } as const;

export function unknown(lang: Lang): string {
  return words[lang].none;
}

type ChartProps = { readonly lang: Lang; readonly title: string; readonly height: number; readonly table: ChartTable; readonly children: ComponentChildren };

/** Percent across and pixels down, without a viewBox, so that text keeps its size from 320 px to any width. The numbers follow as a table. */
export function Chart({ lang, title, height, table, children }: ChartProps) {
  return (
    <figure class="chart">
      <figcaption class="chart-title">{title}</figcaption>
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
