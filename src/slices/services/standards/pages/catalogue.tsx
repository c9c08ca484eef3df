import { Empty, Icon, type IconName, LinkButton, LinkList, PageHead, Section } from '#platform/ui';
import { formatRupiah, type Rupiah } from '#platform/money';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import { words } from '../../words.ts';

export type Card = {
  readonly slug: string;
  readonly name: Text;
  readonly summary: Text;
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

export function inLang(text: Text, lang: Lang): string {
  return lang === 'en' ? (text.en ?? text.id) : text.id;
}

/** A text that has no translation keeps its own language's mark, so that readers are read to rightly. */
export function langOf(text: Text, lang: Lang): 'id' | undefined {
  return lang === 'en' && !text.en ? 'id' : undefined;
}

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

export function ServiceList({ lang, cards }: { readonly lang: Lang; readonly cards: readonly Card[] }) {
  const w = words(lang);
  return (
    <LinkList
      rows={cards.map((card) => ({
        href: href(lang, `/layanan/${card.slug}`),
        title: inLang(card.name, lang),
        icon: icons[card.lifeEvent] ?? 'file-text',
        note: (
          <>
            {inLang(card.summary, lang)}
            <br />
            {card.unitName}
          </>
        ),
        side: (
          <>
            {w.days(formatNumber(card.workingDays, lang))}
            <br />
            {card.fee === 0n ? w.free : formatRupiah(card.fee as Rupiah)}
          </>
        ),
      }))}
    />
  );
}

export function CataloguePage({ lang, cards, query }: { readonly lang: Lang; readonly cards: readonly Card[]; readonly query: string }) {
  const w = words(lang);
  const groups = Array.from(new Set(cards.map((card) => card.lifeEvent)));
  return (
    <>
      <PageHead title={query ? (cards.length > 0 ? w.found(cards.length, query) : w.foundNone(query)) : w.catalogue} lead={w.catalogueLead} />
      <SearchForm lang={lang} query={query} />
      {query && cards.length === 0 && (
        <div class="section">
          <Empty title={w.foundNone(query)}>
            <p>{w.foundNoneHint}</p>
            <LinkButton href={href(lang, '/layanan')}>{w.all}</LinkButton>
          </Empty>
        </div>
      )}
      {query
        ? cards.length > 0 && (
            <div class="section">
              <ServiceList lang={lang} cards={cards} />
            </div>
          )
        : groups.map((group) => (
            <Section key={group} title={w.lifeEvents[group] ?? group}>
              <ServiceList lang={lang} cards={cards.filter((card) => card.lifeEvent === group)} />
            </Section>
          ))}
    </>
  );
}
