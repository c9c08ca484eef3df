import type { ComponentChildren } from 'preact';
import { formatNumber, type Lang } from '#platform/words';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

type Children = { readonly children: ComponentChildren };
export type Tone = 'good' | 'bad' | 'warn' | 'info' | 'quiet';

type HeadProps = {
  readonly title: ComponentChildren;
  readonly lead?: ComponentChildren;
  readonly kicker?: ComponentChildren;
  readonly children?: ComponentChildren;
  readonly back?: { readonly href: string; readonly label: string } | undefined;
};

/** Every page's one h1. Children are the page's actions. */
export function PageHead({ title, lead, kicker, children, back }: HeadProps) {
  return (
    <div class="page-head">
      <div>
        {back && (
          <a class="back" href={back.href}>
            <Icon name="arrow-left" /> {back.label}
          </a>
        )}
        {kicker && <p class="kicker">{kicker}</p>}
        <h1>{title}</h1>
        {lead && <p class="lead">{lead}</p>}
      </div>
      {children && <div class="actions">{children}</div>}
    </div>
  );
}

/** `of` is said to who cannot see what the link stands beside: "Ubah" alone says too little in a list of links. */
type More = { readonly href: string; readonly label: string; readonly of?: ComponentChildren };

export function Section({
  title,
  children,
  more,
  id,
}: Children & { readonly title: ComponentChildren; readonly more?: More | undefined; readonly id?: string }) {
  return (
    <section class="section" id={id}>
      <div class="section-head">
        <h2>{title}</h2>
        {more && (
          <a href={more.href}>
            {more.label} {more.of && <span class="visually-hidden">{more.of}</span>} <Icon name="arrow-right" />
          </a>
        )}
      </div>
      {children}
    </section>
  );
}

const toneIcon = { good: 'circle-check', bad: 'alert-triangle', warn: 'alert-triangle', info: 'info-circle', quiet: 'info-circle' } as const;

export function Alert({ tone = 'info', title, children }: { readonly tone?: Tone; readonly title?: string; readonly children?: ComponentChildren }) {
  return (
    <div class={`alert ${tone}`} role={tone === 'bad' ? 'alert' : undefined}>
      <Icon name={toneIcon[tone]} />
      <div>
        {title && <p class="alert-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}

export function Tag({ tone = 'quiet', icon, children }: Children & { readonly tone?: Tone; readonly icon?: IconName }) {
  return (
    <span class={`tag ${tone}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}

export type Fact = readonly [label: ComponentChildren, value: ComponentChildren];

export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts.map(([label, value], at) => (
        <div key={`${at} ${typeof label === 'string' ? label : ''}`}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export type Column<Row> = {
  readonly head: string;
  readonly cell: (row: Row) => ComponentChildren;
  readonly number?: boolean;
  /** Where the cell goes in a table that lays its stacked rows out itself. */
  readonly place?: string;
  /** The head is said, not seen. */
  readonly quiet?: boolean;
};

function cellClass<Row>({ number, place }: Column<Row>): string | undefined {
  return [number ? 'number' : '', place ?? ''].filter(Boolean).join(' ') || undefined;
}

type TableProps<Row> = {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly shownCaption?: boolean;
  /** The row that is open beside the table. */
  readonly currentKey?: string | undefined;
};

/** Stacks into blocks when its container is narrow: each cell then carries its own label. */
export function Table<Row>({ caption, columns, rows, keyOf, shownCaption, currentKey }: TableProps<Row>) {
  return (
    <div class="table-box">
      <table>
        <caption class={shownCaption ? undefined : 'visually-hidden'}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" class={cellClass(column)} key={column.head}>
                {column.quiet ? <span class="visually-hidden">{column.head}</span> : column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} class={currentKey === keyOf(row) ? 'current' : undefined} aria-current={currentKey === keyOf(row) ? 'true' : undefined}>
              {columns.map((column) => (
                <td class={cellClass(column)} data-label={column.head} key={column.head}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Empty({ title, children }: { readonly title: string; readonly children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}

export type Step = { readonly title: string; readonly when?: string | undefined; readonly note?: ComponentChildren; readonly state: 'done' | 'now' | 'next' };

/** Where a case is: what happened, what goes on, what is to come. */
export function Timeline({ label, steps }: { readonly label: string; readonly steps: readonly Step[] }) {
  return (
    <ol class="timeline" aria-label={label}>
      {steps.map((step, at) => (
        <li class={step.state} key={`${at} ${step.title}`} aria-current={step.state === 'now' ? 'step' : undefined}>
          <p class="step-title">{step.title}</p>
          {step.when && <p class="step-when">{step.when}</p>}
          {step.note && <div class="step-note">{step.note}</div>}
        </li>
      ))}
    </ol>
  );
}

export function Panel({ title, children, tone }: Children & { readonly title?: ComponentChildren; readonly tone?: 'lifted' | 'sunken' }) {
  return (
    <section class={`panel ${tone ?? ''}`}>
      {title && <h2>{title}</h2>}
      {children}
    </section>
  );
}

export function Split({ children, aside }: Children & { readonly aside: ComponentChildren }) {
  return (
    <div class="split">
      <div class="split-main">{children}</div>
      <aside>{aside}</aside>
    </div>
  );
}

export type Tab = {
  readonly href: string;
  readonly label: string;
  readonly count?: number | undefined;
  readonly tone?: 'bad' | undefined;
  readonly current: boolean;
};

export function Tabs({ label, tabs, lang }: { readonly label: string; readonly tabs: readonly Tab[]; readonly lang: Lang }) {
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
              {tab.label}
              {tab.count !== undefined && <span class={tab.tone ? `count ${tab.tone}` : 'count'}>{formatNumber(tab.count, lang)}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

type PagesProps = { readonly lang: Lang; readonly page: number; readonly pages: number; readonly hrefOf: (page: number) => string };

export function Pages({ lang, page, pages, hrefOf }: PagesProps) {
  if (pages <= 1) return null;
  const words =
    lang === 'id'
      ? { label: 'Halaman', before: 'Sebelumnya', after: 'Berikutnya', of: 'dari' }
      : { label: 'Pages', before: 'Previous', after: 'Next', of: 'of' };
  return (
    <nav class="pages" aria-label={words.label}>
      {page > 1 ? <a href={hrefOf(page - 1)}>{words.before}</a> : <span />}
      <span>
        {formatNumber(page, lang)} {words.of} {formatNumber(pages, lang)}
      </span>
      {page < pages ? <a href={hrefOf(page + 1)}>{words.after}</a> : <span />}
    </nav>
  );
}

/** A share of a whole, with its numbers in words beside it. */
export function Meter({ value, max, label, tone }: { readonly value: number; readonly max: number; readonly label: string; readonly tone?: Tone }) {
  return <meter class={tone} value={Math.min(value, max)} min={0} max={max} aria-label={label} />;
}

export type LinkRow = {
  readonly href: string;
  readonly title: ComponentChildren;
  readonly note?: ComponentChildren;
  readonly side?: ComponentChildren;
  readonly icon?: IconName;
};

/** Lines under one strong rule: what can be opened. */
export function LinkList({ rows }: { readonly rows: readonly LinkRow[] }) {
  return (
    <ul class="link-list">
      {rows.map((row) => (
        <li key={row.href}>
          {row.icon && <Icon name={row.icon} />}
          <div>
            <a href={row.href}>{row.title}</a>
            {row.note && <div class="note">{row.note}</div>}
          </div>
          {row.side && <div class="side">{row.side}</div>}
        </li>
      ))}
    </ul>
  );
}

/** A number that matters, with what it is and out of how many. */
export function Figure({
  label,
  value,
  of,
  note,
}: {
  readonly label: string;
  readonly value: string;
  readonly of?: string;
  readonly note?: ComponentChildren;
}) {
  return (
    <div class="figure">
      <p class="figure-label">{label}</p>
      <p class="figure-value">
        {value} {of && <small>{of}</small>}
      </p>
      {note && <p class="note">{note}</p>}
    </div>
  );
}
