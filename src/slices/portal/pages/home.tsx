import type { Message } from '#platform/mail';
import { formatInstant, type Zone } from '#platform/time';
import { Button, Empty, Form, type FormState, LinkList, type LinkRow, PageHead, Prose, Section, Tag, TextField } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import { words } from '../words.ts';

/** What waits for this person today, first; then where they can go. */
export function HomePage({
  lang,
  name,
  waits,
  places,
}: {
  readonly lang: Lang;
  readonly name: string;
  readonly waits: readonly LinkRow[];
  readonly places: readonly LinkRow[];
}) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.hello(name)} />
      <Section title={w.waits}>{waits.length === 0 ? <Empty title={w.waitsNone} /> : <LinkList rows={waits} />}</Section>
      <Section title={w.places}>
        <LinkList rows={places} />
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
