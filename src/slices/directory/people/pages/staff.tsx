import { Button, Empty, Form, type FormState, LinkButton, PageHead, Pages, Select, Table, TextField } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import type { Branch } from '../../structure/rules.ts';
import { DirectoryTabs, type Places } from '../../structure/pages/tabs.tsx';
import { words } from '../words.ts';

export type StaffLine = { readonly id: string; readonly name: string; readonly nip: string; readonly position: string; readonly unitId: string };

type Props = {
  readonly lang: Lang;
  readonly places: Places;
  readonly query: string;
  readonly unit: string;
  readonly units: readonly Branch[];
  readonly rows: readonly StaffLine[];
  readonly total: number;
  /** Rows found were cut at this number. */
  readonly cutAt: number | undefined;
  readonly page: number;
  readonly pages: number;
  readonly mayManage: boolean;
};

export function StaffPage(props: Props) {
  const { lang, places, query, unit, units, rows, total, page, pages } = props;
  const w = words(lang);
  const form: FormState = { values: { cari: query, unit }, errors: {} };
  const shorts = new Map<string, string>(units.map((one) => [one.id, one.shortName]));
  return (
    <>
      <PageHead title={w.staff} lead={query ? w.found(formatNumber(total, lang)) : w.staffLead(formatNumber(total, lang))}>
        <Doings {...props} />
      </PageHead>
      <DirectoryTabs lang={lang} {...places} />
      <Form action={href(lang, '/kelola/pegawai')} method="get" inline>
        <TextField lang={lang} form={form} name="cari" label={w.find} type="search" maxLength={100} />
        <Select
          lang={lang}
          form={form}
          name="unit"
          label={w.unit}
          blank={w.allUnits}
          options={units.map((one) => ({ value: one.id, label: `${'– '.repeat(one.depth)}${one.shortName}` }))}
        />
        <Button kind="plain" icon="search">
          {w.search}
        </Button>
      </Form>
      <div class="section">
        {rows.length === 0 ? (
          <NobodyHere {...props} />
        ) : (
          <Table
            caption={w.staff}
            keyOf={(row) => row.id}
            rows={rows}
            columns={[
              { head: w.name, cell: (row) => <a href={href(lang, `/kelola/pegawai/${row.id}`)}>{row.name}</a> },
              { head: w.nip, cell: (row) => <span class="mono">{row.nip}</span> },
              { head: w.position, cell: (row) => row.position },
              { head: w.unit, cell: (row) => <a href={href(lang, `/kelola/unit-kerja/${row.unitId}`)}>{shorts.get(row.unitId) ?? ''}</a> },
            ]}
          />
        )}
        {props.cutAt !== undefined && <p class="note">{w.foundMost(formatNumber(props.cutAt, lang))}</p>}
        <Pages lang={lang} page={page} pages={pages} hrefOf={(number) => href(lang, `/kelola/pegawai?unit=${unit}&halaman=${number}`)} />
      </div>
    </>
  );
}

function Doings({ lang, places, total, mayManage }: Props) {
  const w = words(lang);
  return (
    <>
      {total > 0 && (
        <LinkButton href={href(lang, '/kelola/pegawai/unduh')} icon="download">
          {w.download}
        </LinkButton>
      )}
      {places.mayImport && (
        <LinkButton href={href(lang, '/kelola/impor')} icon="upload">
          {w.import}
        </LinkButton>
      )}
      {mayManage && (
        <LinkButton kind="primary" href={href(lang, '/kelola/pegawai/baru')} icon="plus">
          {w.add}
        </LinkButton>
      )}
    </>
  );
}

function NobodyHere({ lang, query, unit }: Props) {
  const w = words(lang);
  const isSearch = query !== '' || unit !== '';
  return (
    <Empty title={isSearch ? w.none : w.nobody}>
      <p>{isSearch ? w.noneNote : w.nobodyNote}</p>
    </Empty>
  );
}
