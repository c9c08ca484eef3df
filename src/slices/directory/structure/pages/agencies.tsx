import { zoneLabel, zones } from '#platform/time';
import { Alert, Button, ErrorSummary, Form, type FormState, PageHead, Section, Select, Table, Tag, TextField } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import type { Agency } from '../../model.ts';
import { words } from '../words.ts';
import { DirectoryTabs, type Places } from './tabs.tsx';

type Props = {
  readonly lang: Lang;
  readonly places: Places;
  readonly agencies: readonly Agency[];
  readonly missing: number;
  readonly mayManage: boolean;
  readonly form: FormState;
};

export function AgenciesPage({ lang, places, agencies, missing, mayManage, form }: Props) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.agencies} lead={w.agenciesLead} />
      <DirectoryTabs lang={lang} {...places} />
      <ErrorSummary lang={lang} form={form} />
      {mayManage && missing > 0 && (
        <Alert tone="info" title={w.regencies(formatNumber(missing, lang))}>
          <Form action={href(lang, '/kelola/instansi/wilayah')} inline>
            <Button kind="plain" icon="plus">
              {w.addRegencies}
            </Button>
          </Form>
        </Alert>
      )}
      <Table
        caption={w.agencies}
        keyOf={(row) => row.id}
        rows={agencies}
        columns={[
          { head: w.code, cell: (row) => <span class="mono">{row.code}</span> },
          {
            head: w.name,
            cell: (row) => (
              <>
                {row.name} {row.isHome && <Tag tone="info">{w.home}</Tag>}
              </>
            ),
          },
          { head: w.short, cell: (row) => row.shortName },
          { head: w.zone, cell: (row) => zoneLabel(row.zone) },
        ]}
      />
      {mayManage && (
        <Section title={w.addAgency} id="tambah">
          <Form action={href(lang, '/kelola/instansi')}>
            <TextField lang={lang} form={form} name="name" label={w.name} maxLength={150} />
            <TextField lang={lang} form={form} name="short" label={w.short} width="medium" maxLength={40} />
            <TextField lang={lang} form={form} name="code" label={w.agencyCode} hint={w.agencyCodeHint} width="short" />
            <Select lang={lang} form={form} name="zone" label={w.zone} blank="–" options={zones.map((zone) => ({ value: zone, label: zoneLabel(zone) }))} />
            <Button icon="plus">{w.addAgency}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}
