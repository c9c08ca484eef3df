import type { Message } from '#platform/mail';
import { formatDate, formatInstant, type Instant, todayIn, type Zone } from '#platform/time';
import { Button, Empty, Form, type FormState, Icon, LinkList, type LinkRow, PageHead, Prose, Section, Tag, TextField } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import { words } from '../words.ts';

type HomeView = {
  readonly lang: Lang;
  readonly zone: Zone;
  readonly now: Instant;
  readonly actor: { readonly name: string; readonly positionName?: string | undefined };
  readonly waits: readonly LinkRow[];
  readonly places: readonly LinkRow[];
};

/** What waits for this person today, first; then where they can go. */
export function HomePage({ lang, zone, now, actor, waits, places }: HomeView) {
  const w = words(lang);
  const { hour } = now.toZonedDateTimeISO(zone);
  const part = hour < 11 ? 'morning' : hour < 15 ? 'noon' : hour < 18 ? 'afternoon' : 'evening';
  const today = formatDate(todayIn(now, zone), lang);
  return (
    <>
      <PageHead title={w.hello[part](actor.name)} lead={actor.positionName ? `${today}. ${actor.positionName}.` : `${today}.`} />
      <section aria-labelledby="menunggu">
        <h2 id="menunggu" class="visually-hidden">
          {w.waits}
        </h2>
        {waits.length === 0 ? <Empty title={w.waitsNone} /> : <LinkList rows={waits} />}
      </section>
      <Section title={w.places}>
        <ul class="places">
          {places.map((place) => (
            <li key={place.href}>
              {place.icon && <Icon name={place.icon} />}
              <div>
                <a href={place.href}>{place.title}</a>
                {place.note && <div class="note">{place.note}</div>}
              </div>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

export function SearchPage({ lang, query, rows }: { readonly lang: Lang; readonly query: string; readonly rows: readonly LinkRow[] }) {
  const w = words(lang);
  const form: FormState = { values: { cari: query }, errors: {} };
  return (
    <>
      <PageHead title={w.search} lead={w.searchLead} />
      <Form action={href(lang, '/cari')} method="get" inline>
        <TextField lang={lang} form={form} name="cari" label={w.search} type="search" maxLength={100} />
        <Button icon="search">{w.search}</Button>
      </Form>
      {query && (
        <Section title={w.results(formatNumber(rows.length, lang))}>{rows.length === 0 ? <Empty title={w.searchNone} /> : <LinkList rows={rows} />}</Section>
      )}
    </>
  );
}

export function MailboxPage({ lang, zone, mails }: { readonly lang: Lang; readonly zone: Zone; readonly mails: readonly Message[] }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.mailbox} lead={w.mailboxLead} />
      {mails.length === 0 && <Empty title={w.mailboxNone} />}
      {mails.map((mail) => (
        <details class="panel" key={mail.id}>
          <summary>
            {mail.subject} <Tag>{w.mailState[mail.state]}</Tag>
            <div class="note">
              {w.mailTo} {mail.recipient}, {formatInstant(mail.made_at, zone, lang, 'short')}
            </div>
          </summary>
          <pre class="mono prose" lang={mail.lang}>
            {mail.body}
          </pre>
        </details>
      ))}
    </>
  );
}

export function TextPage({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <>
      <PageHead title={title} />
      <Prose text={text} />
    </>
  );
}
