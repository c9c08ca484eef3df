import { Button, FilterChip } from '#platform/ui';
import { href, type Lang, langOf, type Text, textIn } from '#platform/words';
import type { ApplicationState } from '../../model.ts';
import { words } from '../../words.ts';

export const queueViews = ['open', 'mine', 'late', 'waiting', 'done'] as const;
export type QueueViewName = (typeof queueViews)[number];

/** The stages by which each list can be narrowed. */
export const stagesOf: Readonly<Record<QueueViewName, readonly ApplicationState[]>> = {
  open: ['submitted', 'in-review', 'returned'],
  mine: ['in-review', 'returned'],
  late: ['submitted', 'in-review'],
  waiting: [],
  done: ['granted', 'refused'],
};

/** What is asked of the list; it stands in the address, so that a list can be kept, sent and come back to. */
export type Filter = {
  readonly view: QueueViewName;
  readonly service: string;
  readonly stage: ApplicationState | '';
  /** Somebody's id, or `bebas`: held by nobody. */
  readonly holder: string;
  readonly search: string;
  readonly page: number;
};

/** An address of the worklist with its filter: `/kerja`, or a case with the list beside it. */
export function workAddress(path: string, filter: Filter): string {
  const query = new URLSearchParams();
  if (filter.view !== 'open') query.set('tampilan', filter.view);
  if (filter.service) query.set('layanan', filter.service);
  if (filter.stage) query.set('tahap', filter.stage);
  if (filter.holder) query.set('pemegang', filter.holder);
  if (filter.search) query.set('cari', filter.search);
  if (filter.page > 1) query.set('hal', String(filter.page));
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** Of a filter only what the other list knows too. */
export function onView(filter: Filter, view: QueueViewName): Filter {
  return {
    ...filter,
    view,
    stage: filter.stage && stagesOf[view].includes(filter.stage) ? filter.stage : '',
    holder: view === 'mine' || (view === 'done' && filter.holder === 'bebas') ? '' : filter.holder,
    page: 1,
  };
}

export type FilterView = {
  readonly lang: Lang;
  readonly filter: Filter;
  readonly services: readonly { readonly id: string; readonly name: Text }[];
  readonly holders: readonly { readonly id: string; readonly name: string }[];
};

type Named = { readonly value: string; readonly label: string };

export function FilterBar({ lang, filter, services, holders }: FilterView) {
  const w = words(lang);
  const hidden = Object.entries({ tampilan: filter.view, layanan: filter.service, tahap: filter.stage, pemegang: filter.holder });
  const chip = (label: string, key: 'service' | 'stage' | 'holder', options: readonly Named[]) => {
    const chosen = options.find((option) => option.value === filter[key]);
    if (options.length === 0 || (options.length === 1 && !chosen)) return null;
    const address = (value: string) => href(lang, workAddress('/kerja', { ...filter, [key]: value, page: 1 }));
    return (
      <FilterChip
        lang={lang}
        label={label}
        options={options.map((option) => ({ href: address(option.value), label: option.label }))}
        chosen={chosen && { label: chosen.label, without: address('') }}
      />
    );
  };
  const free = filter.view === 'done' || filter.view === 'waiting' ? [] : [{ value: 'bebas', label: w.nobody }];
  return (
    <div class="filters" role="search" aria-label={w.filter}>
      <form action={href(lang, '/kerja')} method="get" class="filter-search">
        {hidden.map(([name, value]) => value && <input type="hidden" name={name} value={value} key={name} />)}
        <label class="visually-hidden" for="f-cari">
          {w.ticketOrName}
        </label>
        <input id="f-cari" name="cari" type="search" value={filter.search} placeholder={w.ticketOrName} maxLength={100} />
        <Button kind="plain">{w.search}</Button>
      </form>
      {filter.search && (
        <FilterChip
          lang={lang}
          label={w.searched}
          options={[]}
          chosen={{ label: filter.search, without: href(lang, workAddress('/kerja', { ...filter, search: '', page: 1 })) }}
        />
      )}
      {chip(
        w.service,
        'service',
        services.map((service) => ({ value: service.id, label: textIn(service.name, lang), lang: langOf(service.name, lang) })),
      )}
      {chip(
        w.stage,
        'stage',
        stagesOf[filter.view].map((stage) => ({ value: stage, label: w.stages[stage] })),
      )}
      {filter.view !== 'mine' && chip(w.holder, 'holder', [...free, ...holders.map((one) => ({ value: one.id, label: one.name }))])}
      <span class="note sorted">{filter.view === 'done' ? w.sortedNewest : w.sortedArrival}</span>
    </div>
  );
}
