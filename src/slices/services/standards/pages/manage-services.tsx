import { formatInstant, type Zone } from '#platform/time';
import { Button, Empty, ErrorSummary, FileField, Form, type FormState, LinkList, PageHead, said, Section, Table, Tag, TextField } from '#platform/ui';
import { formatNumber, href, type Lang, langOf, type Text } from '#platform/words';
import type { DraftContent, DraftState } from '../../model.ts';
import { words } from '../words.ts';

type Published = {
  readonly slug: string;
  readonly name: Text;
  readonly unitName: string;
  readonly version: number;
  readonly retiredAt: Temporal.Instant | undefined;
};
type OpenDraft = {
  readonly id: string;
  readonly state: DraftState;
  readonly content: DraftContent;
  readonly changedAt: Temporal.Instant;
  readonly published: { readonly version: number } | undefined;
};

type View = {
  readonly lang: Lang;
  readonly zone: Zone;
  readonly services: readonly Published[];
  readonly drafts: readonly OpenDraft[];
  readonly form: FormState;
  /** Place in the file, and what to mend there. */
  readonly faults: readonly (readonly [place: string, text: string])[];
};

export function ManageServicesPage({ lang, zone, services, drafts, form, faults }: View) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.manage} lead={w.manageLead} />
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
      <Section title={w.drafts} id="draf">
        {drafts.length === 0 ? <p class="note">{w.draftsNone}</p> : <Drafts lang={lang} zone={zone} drafts={drafts} />}
      </Section>
      <Section title={w.publishedServices} id="terbit">
        {services.length === 0 ? <Empty title={w.publishedNone}>{w.publishedNoneNote}</Empty> : <Services lang={lang} services={services} />}
      </Section>
      <Section title={w.beginNew} id="baru">
        <Form action={href(lang, '/kelola/layanan')}>
          <TextField lang={lang} form={form} name="name" label={w.name} hint={w.nameHint} maxLength={150} />
          <Button icon="arrow-right">{w.begin}</Button>
        </Form>
      </Section>
      <Section title={w.fromFile} id="berkas">
        <p class="note">{w.fromFileLead}</p>
        <Form action={href(lang, '/kelola/layanan/impor')} files>
          <FileField lang={lang} form={form} name="file" label={w.file} accept={['application/json', '.json']} />
          <Button icon="upload" kind="plain">
            {w.importFile}
          </Button>
        </Form>
      </Section>
    </>
  );
}

function Drafts({ lang, zone, drafts }: Pick<View, 'lang' | 'zone' | 'drafts'>) {
  const w = words(lang);
  return (
    <LinkList
      rows={drafts.map(({ id, state, content, changedAt, published }) => ({
        href: href(lang, `/kelola/layanan/${id}`),
        title: content.name?.id ? said(content.name, lang) : w.unnamed,
        note: `${published ? w.draftNext(formatNumber(published.version + 1, lang)) : w.draftNew}, ${w.changed(formatInstant(changedAt, zone, lang, 'short'))}`,
        side: <Tag tone={state === 'in-review' ? 'info' : 'quiet'}>{w.states[state]}</Tag>,
      }))}
    />
  );
}

function Services({ lang, services }: Pick<View, 'lang' | 'services'>) {
  const w = words(lang);
  return (
    <LinkList
      rows={services.map((service) => ({
        href: href(lang, `/kelola/layanan/terbit/${service.slug}`),
        title: said(service.name, lang),
        note: <span lang={langOf({ id: service.unitName }, lang)}>{service.unitName}</span>,
        side: (
          <>
            {service.retiredAt && <Tag tone="warn">{w.retiredTag}</Tag>} {w.version(formatNumber(service.version, lang))}
          </>
        ),
      }))}
    />
  );
}
