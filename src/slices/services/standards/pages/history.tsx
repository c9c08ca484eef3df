import { formatInstant, type Zone } from '#platform/time';
import { Alert, Button, ErrorSummary, Form, type FormState, LinkButton, PageHead, said, Section, Select, Table, TextArea } from '#platform/ui';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import type { Difference } from '../difference.ts';
import { words } from '../words.ts';
import { DifferenceList } from './difference-list.tsx';

type Version = {
  readonly version: number;
  readonly publishedAt: Temporal.Instant;
  readonly publishedBy: string | undefined;
  readonly writtenBy: readonly string[];
};

type View = {
  readonly lang: Lang;
  readonly zone: Zone;
  readonly slug: string;
  readonly name: Text;
  readonly retiredAt: Temporal.Instant | undefined;
  readonly versions: readonly Version[];
  readonly form: FormState;
};

/** A published service: its versions, what can be done with it, and whether it takes applications. */
export function HistoryPage({ lang, zone, slug, name, retiredAt, versions, form }: View) {
  const w = words(lang);
  const at = `/kelola/layanan/terbit/${slug}`;
  const no = (version: number) => w.version(formatNumber(version, lang));
  return (
    <>
      <PageHead title={said(name, lang)} back={{ href: href(lang, '/kelola/layanan'), label: w.manage }}>
        <LinkButton href={href(lang, `/layanan/${slug}`)}>{w.publicPage}</LinkButton>
        <Form action={href(lang, `${at}/ubah`)} inline>
          <Button kind="primary">{w.nextVersion}</Button>
        </Form>
      </PageHead>
      <ErrorSummary lang={lang} form={form} />
      {retiredAt && <Alert tone="warn" title={w.retiredSince(formatInstant(retiredAt, zone, lang, 'short'))} />}
      <Section title={w.versions} id="versi">
        <Table
          caption={w.versions}
          rows={versions}
          keyOf={(one) => String(one.version)}
          columns={[
            { head: w.versionColumn, cell: ({ version }) => no(version) },
            { head: w.publishedOn, cell: ({ publishedAt }) => formatInstant(publishedAt, zone, lang, 'short') },
            { head: w.writtenBy, cell: ({ writtenBy }) => writtenBy.join(', ') || w.theProduct },
            { head: w.publishedBy, cell: ({ publishedBy }) => publishedBy ?? w.theProduct },
            {
              head: w.exportFile,
              cell: ({ version }) => (
                <a href={href(lang, `${at}/unduh?versi=${version}`)}>
                  {w.exportFile} <span class="visually-hidden">{no(version)}</span>
                </a>
              ),
            },
          ]}
        />
        {versions.length > 1 && (
          <Form action={href(lang, `${at}/banding`)} method="get" inline>
            {(['dari', 'ke'] as const).map((field, place) => (
              <Select
                key={field}
                lang={lang}
                form={{ values: { [field]: String(versions[1 - place]?.version ?? '') }, errors: {} }}
                name={field}
                label={field === 'dari' ? w.compareFrom : w.compareTo}
                options={versions.map(({ version }) => ({ value: String(version), label: no(version) }))}
              />
            ))}
            <Button kind="plain">{w.compare}</Button>
          </Form>
        )}
      </Section>
      <Taking lang={lang} at={at} retired={retiredAt !== undefined} form={form} />
    </>
  );
}

type TakingProps = { readonly lang: Lang; readonly at: string; readonly retired: boolean; readonly form: FormState };

function Taking({ lang, at, retired, form }: TakingProps) {
  const w = words(lang);
  return (
    <Section title={retired ? w.reopen : w.retire} id="terima">
      <p class="note">{retired ? w.reopenNote : w.retireNote}</p>
      {retired ? (
        <Form action={href(lang, `${at}/buka`)}>
          <Button kind="plain">{w.reopen}</Button>
        </Form>
      ) : (
        <Form action={href(lang, `${at}/hentikan`)}>
          <TextArea lang={lang} form={form} name="reason" label={w.retireWhy} rows={2} maxLength={500} />
          <Button kind="danger">{w.retire}</Button>
        </Form>
      )}
    </Section>
  );
}

type Compared = {
  readonly lang: Lang;
  readonly slug: string;
  readonly name: Text;
  readonly from: number;
  readonly to: number;
  readonly differences: readonly Difference[];
};

export function ComparePage({ lang, slug, name, from, to, differences }: Compared) {
  const w = words(lang);
  return (
    <>
      <PageHead
        kicker={said(name, lang)}
        title={w.comparing(formatNumber(from, lang), formatNumber(to, lang))}
        back={{ href: href(lang, `/kelola/layanan/terbit/${slug}`), label: w.versions }}
      />
      <DifferenceList lang={lang} differences={differences} />
    </>
  );
}
