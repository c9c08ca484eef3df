import { Button, Empty, ErrorSummary, FileField, Form, type FormState, LinkList, PageHead, said, Section, Table } from '#platform/ui';
import { formatNumber, href, type Lang, langOf } from '#platform/words';
import { words } from '../../words.ts';
import type { Card } from './catalogue.tsx';

type View = {
  readonly lang: Lang;
  readonly services: readonly (Card & { readonly version: number })[];
  readonly form: FormState;
  /** Place in the file, and what to mend there. */
  readonly faults: readonly (readonly [place: string, text: string])[];
};

export function PublishPage({ lang, services, form, faults }: View) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.publishing} lead={w.publishingLead} />
      <ErrorSummary lang={lang} form={form} />
      {faults.length > 0 && (
        <Table
          caption={w.faults(formatNumber(faults.length, lang))}
          shownCaption
          rows={faults}
          keyOf={([place]) => place}
          columns={[
            { head: w.faultPlace, cell: ([place]) => <code class="mono">{place}</code> },
            { head: w.faultText, cell: ([, text]) => text },
          ]}
        />
      )}
      {services.length === 0 ? (
        <Empty title={w.publishedNone}>{w.publishedNoneNote}</Empty>
      ) : (
        <LinkList
          rows={services.map((service) => ({
            href: href(lang, `/layanan/${service.slug}`),
            title: said(service.name, lang),
            note: <span lang={langOf({ id: service.unitName }, lang)}>{service.unitName}</span>,
            side: w.version(formatNumber(service.version, lang)),
          }))}
        />
      )}
      <Section title={w.publish} id="terbit">
        <Form action={href(lang, '/kelola/layanan')} files>
          <FileField lang={lang} form={form} name="file" label={w.publishFile} accept={['application/json', '.json']} />
          <Button icon="upload">{w.publish}</Button>
        </Form>
      </Section>
    </>
  );
}
