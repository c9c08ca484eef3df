import { formatDate, type PlainDate } from '#platform/time';
import { Alert, Button, Empty, ErrorSummary, Facts, Form, type FormState, LinkButton, PageHead, Panel, Section, Select, Table, TextField } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import { type GrantableRole, grantableRoles } from '../../model.ts';
import { words } from '../../words.ts';

export type StaffRow = { readonly id: string; readonly name: string; readonly nip: string; readonly position: string; readonly unit: string };

export function StaffPage({
  lang,
  query,
  rows,
  total,
  mayImport,
}: {
  readonly lang: Lang;
  readonly query: string;
  readonly rows: readonly StaffRow[];
  readonly total: number;
  readonly mayImport: boolean;
}) {
  const w = words(lang);
  const form: FormState = { values: { cari: query }, errors: {} };
  return (
    <>
      <PageHead title={w.staff} lead={w.staffLead(formatNumber(total, lang))}>
        {mayImport && (
          <LinkButton href={href(lang, '/kelola/impor')} icon="upload">
            {w.import}
          </LinkButton>
        )}
      </PageHead>
      <Form action={href(lang, '/kelola/pegawai')} method="get" inline>
        <TextField lang={lang} form={form} name="cari" label={w.find} type="search" maxLength={100} />
        <Button kind="plain" icon="search">
          {w.search}
        </Button>
      </Form>
      <div class="section">
        {rows.length === 0 ? (
          <Empty title={w.none} />
        ) : (
          <Table
            caption={w.staff}
            keyOf={(row) => row.id}
            rows={rows}
            columns={[
              { head: w.name, cell: (row) => <a href={href(lang, `/kelola/pegawai/${row.id}`)}>{row.name}</a> },
              { head: w.nip, cell: (row) => <span class="mono">{row.nip}</span> },
              { head: w.position, cell: (row) => row.position },
              { head: w.unit, cell: (row) => row.unit },
            ]}
          />
        )}
      </div>
    </>
  );
}

export type GrantLine = {
  readonly id: string;
  readonly role: string;
  readonly unit: string | undefined;
  readonly starts: PlainDate;
  readonly ends: PlainDate | null;
  readonly reason: string;
  readonly isOpen: boolean;
};
export type PersonView = {
  readonly lang: Lang;
  readonly id: string;
  readonly name: string;
  readonly nip: string;
  readonly status: string;
  readonly position: string;
  readonly unit: string;
  readonly grants: readonly GrantLine[];
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly mayGrant: boolean;
  readonly today: PlainDate;
  readonly form: FormState;
};

export function PersonPage(view: PersonView) {
  const { lang } = view;
  const w = words(lang);
  return (
    <>
      <PageHead title={view.name} lead={view.position} back={{ href: href(lang, '/kelola/pegawai'), label: w.staff }} />
      <ErrorSummary lang={lang} form={view.form} />
      <Facts
        facts={[
          [w.nip, view.nip],
          [w.status, view.status],
          [w.unit, view.unit],
        ]}
      />
      <Section title={w.grants}>
        <Grants {...view} />
      </Section>
      {view.mayGrant && <Give {...view} />}
      {view.mayGrant && (
        <Section title={w.reset}>
          <p class="note">{w.resetLead}</p>
          <Form action={href(lang, `/kelola/pegawai/${view.id}/atur-ulang`)} inline>
            <Button kind="plain" icon="key">
              {w.reset}
            </Button>
          </Form>
          <h2>{w.leave}</h2>
          <p class="note">{w.leaveLead}</p>
          <Form action={href(lang, `/kelola/pegawai/${view.id}/akhiri`)} inline>
            <Button kind="danger">{w.leave}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}

function Grants({ lang, id, grants, mayGrant }: PersonView) {
  const w = words(lang);
  if (grants.length === 0) return <Empty title={w.grantsNone} />;
  return (
    <Table
      caption={w.grants}
      keyOf={(row) => row.id}
      rows={grants}
      columns={[
        { head: w.role, cell: (row) => w.roles[row.role as GrantableRole] ?? row.role },
        { head: w.reach, cell: (row) => row.unit ?? w.wholeAgency },
        { head: w.starts, cell: (row) => formatDate(row.starts, lang, 'short') },
        { head: w.ends, cell: (row) => (row.ends ? formatDate(row.ends, lang, 'short') : w.forever) },
        { head: w.reason, cell: (row) => row.reason },
        {
          head: w.end,
          cell: (row) =>
            mayGrant && row.isOpen ? (
              <Form action={href(lang, `/kelola/pegawai/${id}/kewenangan/${row.id}/akhiri`)} inline>
                <Button kind="plain">{w.end}</Button>
              </Form>
            ) : (
              ''
            ),
        },
      ]}
    />
  );
}

function Give({ lang, id, units, today, form }: PersonView) {
  const w = words(lang);
  const state: FormState = { values: { starts: today.toString(), ...form.values }, errors: form.errors };
  return (
    <Section title={w.give} id="beri">
      <Form action={href(lang, `/kelola/pegawai/${id}/kewenangan`)}>
        <Select lang={lang} form={state} name="role" label={w.role} blank="–" options={grantableRoles.map((value) => ({ value, label: w.roles[value] }))} />
        <Select
          lang={lang}
          form={state}
          name="unit"
          label={w.reach}
          blank={w.wholeAgency}
          options={units.map((unit) => ({ value: unit.id, label: unit.name }))}
        />
        <TextField lang={lang} form={state} name="starts" label={w.starts} type="date" width="short" />
        <TextField lang={lang} form={state} name="ends" label={w.ends} type="date" width="short" optional />
        <TextField lang={lang} form={state} name="reason" label={w.reason} hint={w.reasonHint} maxLength={300} />
        <Button icon="plus">{w.give}</Button>
      </Form>
    </Section>
  );
}

export function ResetCodePage({ lang, name, code, back }: { readonly lang: Lang; readonly name: string; readonly code: string; readonly back: string }) {
  const w = words(lang);
  return (
    <>
      <PageHead kicker={name} title={w.resetCode} back={{ href: back, label: name }} />
      <Alert tone="warn">{w.resetOnce}</Alert>
      <Panel tone="lifted">
        <p class="code">{code}</p>
      </Panel>
    </>
  );
}
