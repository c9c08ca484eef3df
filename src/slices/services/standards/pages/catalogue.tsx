import type { ComponentChildren } from 'preact';
import { Empty, Icon, type IconName, LinkButton, LinkList, PageHead, said, Section, Tabs } from '#platform/ui';
import { formatRupiah, type Rupiah } from '#platform/money';
import { formatNumber, href, type Lang, langOf, type Text, textIn } from '#platform/words';
import { words } from '../../words.ts';
import { words as partWords } from '../words.ts';

export type Card = {
  readonly slug: string;
  readonly name: Text;
  readonly summary: Text;
  readonly unitCode: string;
  readonly unitName: string;
  readonly lifeEvent: string;
  readonly workingDays: number;
  readonly fee: bigint;
};

const icons: Readonly<Record<string, IconName>> = {
  pendidikan: 'school',
  lingkungan: 'flask',
  olahraga: 'ball-football',
  usaha: 'briefcase',
  kependudukan: 'users',
};

export function SearchForm({ lang, query }: { readonly lang: Lang; readonly query: string }) {
  const w = words(lang);
  return (
    <form class="search" action={href(lang, '/layanan')} method="get" role="search">
      <label class="visually-hidden" for="cari">
        {w.searchLabel}
      </label>
      <input id="cari" name="cari" type="search" value={query} placeholder={w.searchPlaceholder} maxLength={100} />
      <button class="button primary" type="submit">
        <Icon name="search" /> {w.search}
      </button>
    </form>
  );
}

function ServiceList({ lang, cards }: { readonly lang: Lang; readonly cards: readonly Card[] }) {
  const w = words(lang);
  return (
    <LinkList
      rows={cards.map((card) => ({
        href: href(lang, `/layanan/${card.slug}`),
        title: said(card.name, lang),
        icon: icons[card.lifeEvent] ?? 'file-text',
        note: (
          <>
            {said(card.summary, lang)}
            <br />
            <span lang={langOf({ id: card.unitName }, lang)}>{card.unitName}</span>
          </>
        ),
        side: (
          <>
            <strong>{w.days(formatNumber(card.workingDays, lang))}</strong>
            <br />
            {card.fee === 0n ? w.free : formatRupiah(card.fee as Rupiah)}
          </>
        ),
      }))}
    />
  );
}

/** By what happens in a life, the largest group first, so that nobody needs to know which office does what. */
function groupsOf(cards: readonly Card[]): readonly (readonly [event: string, cards: readonly Card[]])[] {
  return Array.from(Map.groupBy(cards, (card) => card.lifeEvent)).toSorted(([, a], [, b]) => b.length - a.length);
}

/** The groups of the catalogue, each with the first of its services, for the front page; `children` is what follows them. */
export function LifeEvents({ lang, cards, children }: { readonly lang: Lang; readonly cards: readonly Card[]; readonly children: ComponentChildren }) {
  const w = words(lang);
  return (
    <ul class="life">
      {groupsOf(cards)
        .slice(0, 8)
        .map(([event, own]) => (
          <li key={event}>
            <Icon name={icons[event] ?? 'file-text'} />
            <div>
              <a href={`${href(lang, '/layanan')}#${event}`}>{w.lifeEvents[event] ?? event}</a>
              {own.slice(0, 3).map((card) => (
                <div class="note" key={card.slug}>
                  <a href={href(lang, `/layanan/${card.slug}`)}>{said(card.name, lang)}</a>
                </div>
              ))}
            </div>
          </li>
        ))}
      {children}
    </ul>
  );
}

export const catalogueOrders = ['peristiwa', 'unit', 'abjad'] as const;
export type CatalogueOrder = (typeof catalogueOrders)[number];

type Group = { readonly id: string; readonly title: ComponentChildren; readonly icon: IconName; readonly cards: readonly Card[]; readonly charter?: string };

function ordered(lang: Lang, cards: readonly Card[], order: CatalogueOrder): readonly Group[] {
  const w = words(lang);
  if (order === 'peristiwa')
    return groupsOf(cards).map(([event, own]) => ({ id: event, title: w.lifeEvents[event] ?? event, icon: icons[event] ?? 'file-text', cards: own }));
  const byName = cards.toSorted((a, b) => textIn(a.name, lang).localeCompare(textIn(b.name, lang), lang));
  if (order === 'abjad') {
    const letters = Map.groupBy(byName, (card) => Array.from(textIn(card.name, lang))[0]?.toLocaleUpperCase(lang) ?? '');
    return Array.from(letters, ([letter, own]) => ({ id: `abjad-${letter}`, title: letter, icon: 'file-text', cards: own }));
  }
  const units = Array.from(Map.groupBy(byName, (card) => card.unitCode)).toSorted(([, a], [, b]) => (a[0]?.unitName ?? '').localeCompare(b[0]?.unitName ?? ''));
  return units.map(([code, own]) => {
    const name = own[0]?.unitName ?? '';
    return { id: `unit-${code}`, title: <span lang={langOf({ id: name }, lang)}>{name}</span>, icon: 'users', cards: own, charter: `/maklumat/${code}` };
  });
}

type View = { readonly lang: Lang; readonly title: string; readonly cards: readonly Card[]; readonly query: string; readonly order?: CatalogueOrder };

export function CataloguePage({ lang, title, cards, query, order = 'peristiwa' }: View) {
  const w = words(lang);
  return (
    <>
      <PageHead title={title} lead={w.catalogueLead} back={query ? { href: href(lang, '/layanan'), label: w.all } : undefined} />
      <SearchForm lang={lang} query={query} />
      {query && cards.length === 0 && (
        <div class="section">
          <Empty title={w.foundNoneHint}>
            <LinkButton href={href(lang, '/layanan')}>{w.all}</LinkButton>
          </Empty>
        </div>
      )}
      {query && cards.length > 0 && (
        <div class="section">
          <ServiceList lang={lang} cards={cards} />
        </div>
      )}
      {!query && cards.length === 0 && (
        <div class="section">
          <Empty title={w.catalogueEmpty} />
        </div>
      )}
      {!query && cards.length > 0 && <Groups lang={lang} order={order} groups={ordered(lang, cards, order)} />}
    </>
  );
}

function Groups({ lang, order, groups }: { readonly lang: Lang; readonly order: CatalogueOrder; readonly groups: readonly Group[] }) {
  const w = words(lang);
  const names = { peristiwa: w.byLifeEvent, unit: w.byUnit, abjad: w.byLetter };
  return (
    <>
      <Tabs
        lang={lang}
        label={w.listOrder}
        tabs={catalogueOrders.map((one) => ({
          href: href(lang, one === 'peristiwa' ? '/layanan' : `/layanan?menurut=${one}`),
          label: names[one],
          current: one === order,
        }))}
      />
      {groups.length > 1 && (
        <nav class="jumps" aria-label={names[order]}>
          {groups.map(({ id, title, icon, cards }) => (
            <a key={id} href={`#${id}`}>
              {order === 'abjad' ? null : <Icon name={icon} />} {title} <span class="count">{formatNumber(cards.length, lang)}</span>
            </a>
          ))}
        </nav>
      )}
      {groups.map(({ id, title, cards, charter }) => (
        <Section
          key={id}
          id={id}
          title={title}
          more={charter === undefined ? undefined : { href: href(lang, charter), label: partWords(lang).charter.link, of: title }}
        >
          <ServiceList lang={lang} cards={cards} />
        </Section>
      ))}
    </>
  );
}
