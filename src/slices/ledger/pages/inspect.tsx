import { Alert, Button, Facts, Form, LinkButton, PageHead, Pages, Section, Select, Table, Tag } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import { words } from '../words.ts';
import { Contents } from './verify.tsx';

export type InspectLine = { readonly index: number; readonly says: string; readonly who: string; readonly when: string; readonly isOpen: boolean };

type ListProps = {
  readonly lang: Lang;
  readonly rows: readonly InspectLine[];
  readonly kinds: readonly { readonly value: string; readonly label: string }[];
  readonly kind: string | undefined;
  readonly page: number;
  readonly pages: number;
  readonly check: Checked | undefined;
};

/** What the last check of everything that is stored found. */
type Checked = { readonly when: string; readonly size: string; readonly faults: readonly string[] };

function CheckBox({ lang, check }: { readonly lang: Lang; readonly check: Checked }) {
  const w = words(lang);
  if (check.faults.length === 0) return <Alert tone="good">{w.damagedNone(check.when, check.size)}</Alert>;
  return (
    <Alert tone="bad" title={w.damagedTitle}>
      <p>{w.damagedSome(check.when, formatNumber(check.faults.length, lang))}</p>
      <ul class="plain mono">
        {check.faults.map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
    </Alert>
  );
}

/** What happened in the agency, as the log holds it: for the inspectorate. */
export function InspectListPage({ lang, rows, kinds, kind, page, pages, check }: ListProps) {
  const w = words(lang);
  const at = (hal: number) => `${href(lang, '/kelola/catatan')}?hal=${hal}${kind ? `&jenis=${kind}` : ''}`;
  return (
    <>
      <PageHead title={w.inspect} lead={w.inspectLead} />
      {check && <CheckBox lang={lang} check={check} />}
      <Form action={href(lang, '/kelola/catatan')} method="get" inline>
        <Select lang={lang} form={{ values: { jenis: kind }, errors: {} }} name="jenis" label={w.kind} blank={w.allKinds} options={kinds} />
        <Button kind="plain">{w.filter}</Button>
      </Form>
      {rows.length === 0 ? (
        <p class="note">{w.none}</p>
      ) : (
        <Table
          caption={w.inspect}
          keyOf={(row) => String(row.index)}
          rows={rows}
          columns={[
            { head: w.number, cell: (row) => <a href={href(lang, `/kelola/catatan/${row.index}`)}>{formatNumber(row.index, lang)}</a> },
            { head: w.kind, cell: (row) => row.says },
            { head: w.actor, cell: (row) => row.who },
            { head: w.when, cell: (row) => row.when },
            { head: w.contents, cell: (row) => <Tag tone={row.isOpen ? 'info' : 'quiet'}>{row.isOpen ? w.readable : w.erased}</Tag> },
          ]}
        />
      )}
      <Pages lang={lang} page={page} pages={pages} hrefOf={at} />
    </>
  );
}

type OneProps = {
  readonly lang: Lang;
  readonly line: InspectLine;
  readonly actor: string;
  readonly record: unknown;
  readonly payload: unknown;
  /** Whether record and salt hash to what the log holds; undefined once the opening is erased. */
  readonly fits: boolean | undefined;
};

export function InspectPage({ lang, line, actor, record, payload, fits }: OneProps) {
  const w = words(lang);
  return (
    <>
      <PageHead
        title={w.entryTitle(formatNumber(line.index, lang))}
        lead={`${line.says}, ${line.when}`}
        back={{ href: href(lang, '/kelola/catatan'), label: w.inspect }}
      >
        <LinkButton href={href(lang, `/transparansi/catatan/${line.index}`)} icon="shield-check">
          {w.inLog}
        </LinkButton>
      </PageHead>
      {fits === undefined && <Alert tone="info">{w.erasedNote}</Alert>}
      {fits === true && <Alert tone="good">{w.fits}</Alert>}
      {fits === false && <Alert tone="bad">{w.fitsNot}</Alert>}
      <Facts
        facts={[
          [w.actor, line.who],
          [
            w.reference,
            <span class="mono" key="actor">
              {actor}
            </span>,
          ],
        ]}
      />
      {fits !== undefined && (
        <Section title={w.recorded}>
          <Contents lang={lang} record={record} />
        </Section>
      )}
      <Section title={w.concerns}>
        <Contents lang={lang} record={payload} />
      </Section>
      <p class="note">{w.lookNote}</p>
    </>
  );
}
