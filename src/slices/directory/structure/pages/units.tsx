import { Button, Empty, ErrorSummary, Facts, Form, type FormState, LinkButton, PageHead, Pages, Section, Select, Table, TextField } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import type { Post, Unit } from '../../model.ts';
import type { Branch } from '../rules.ts';
import { words } from '../words.ts';
import { DirectoryTabs, type Places } from './tabs.tsx';

export type UnitLine = Branch & { readonly staff: number; readonly head: string | null };

type ListProps = { readonly lang: Lang; readonly places: Places; readonly units: readonly UnitLine[]; readonly mayManage: boolean };

export function UnitsPage({ lang, places, units, mayManage }: ListProps) {
  const w = words(lang);
  const staff = units.reduce((sum, unit) => sum + unit.staff, 0);
  return (
    <>
      <PageHead title={w.units} lead={w.unitsLead(formatNumber(units.length, lang), formatNumber(staff, lang))}>
        {mayManage && (
          <LinkButton kind="primary" href={href(lang, '/kelola/unit-kerja/baru')} icon="plus">
            {w.addUnit}
          </LinkButton>
        )}
      </PageHead>
      <DirectoryTabs lang={lang} {...places} />
      {units.length === 0 ? (
        <Empty title={w.unitsNone}>
          <p>{w.unitsNoneNote}</p>
        </Empty>
      ) : (
        <Table
          caption={w.units}
          keyOf={(row) => row.id}
          rows={units}
          columns={[
            {
              head: w.name,
              cell: (row) => (
                <span class={`branch depth-${Math.min(row.depth, 4)}`}>
                  <a href={href(lang, `/kelola/unit-kerja/${row.id}`)}>{row.name}</a>
                </span>
              ),
            },
            { head: w.code, cell: (row) => <span class="mono">{row.code}</span> },
            { head: w.unitKind, cell: (row) => w.unitKinds[row.kind] },
            { head: w.head, cell: (row) => row.head ?? <span class="note">{w.headNone}</span> },
            { head: w.staff, number: true, cell: (row) => formatNumber(row.staff, lang) },
          ]}
        />
      )}
    </>
  );
}

type UnitProps = {
  readonly lang: Lang;
  readonly unit: Unit;
  readonly parent: Unit | undefined;
  readonly children: readonly UnitLine[];
  readonly staff: readonly Post[];
  readonly total: number;
  readonly head: string | null;
  readonly page: number;
  readonly pages: number;
  readonly mayManage: boolean;
};

export function UnitPage({ lang, unit, parent, children, staff, total, head, page, pages, mayManage }: UnitProps) {
  const w = words(lang);
  const at = `/kelola/unit-kerja/${unit.id}`;
  return (
    <>
      <PageHead title={unit.name} kicker={w.unitKinds[unit.kind]} back={{ href: href(lang, '/kelola/unit-kerja'), label: w.units }}>
        {mayManage && (
          <LinkButton href={href(lang, `${at}/ubah`)} icon="edit">
            {w.changeUnit}
          </LinkButton>
        )}
      </PageHead>
      <Facts
        facts={[
          [w.short, unit.shortName],
          [w.code, <span class="mono">{unit.code}</span>],
          [w.parent, parent ? <a href={href(lang, `/kelola/unit-kerja/${parent.id}`)}>{parent.name}</a> : w.parentNone],
          [w.head, head ?? w.headNone],
        ]}
      />
      {children.length > 0 && (
        <Section title={w.units}>
          <Table
            caption={w.units}
            keyOf={(row) => row.id}
            rows={children}
            columns={[
              { head: w.name, cell: (row) => <a href={href(lang, `/kelola/unit-kerja/${row.id}`)}>{row.name}</a> },
              { head: w.head, cell: (row) => row.head ?? w.headNone },
              { head: w.staff, number: true, cell: (row) => formatNumber(row.staff, lang) },
            ]}
          />
        </Section>
      )}
      <Section title={`${w.staff} (${formatNumber(total, lang)})`}>
        {staff.length === 0 ? (
          <Empty title={w.staffNone} />
        ) : (
          <Table
            caption={w.staff}
            keyOf={(row) => row.personId}
            rows={staff}
            columns={[
              { head: w.name, cell: (row) => <a href={href(lang, `/kelola/pegawai/${row.personId}`)}>{row.name}</a> },
              { head: 'NIP', cell: (row) => <span class="mono">{row.nip}</span> },
              { head: w.position, cell: (row) => row.positionName },
              { head: w.level, cell: (row) => row.positionLevel },
            ]}
          />
        )}
        <Pages lang={lang} page={page} pages={pages} hrefOf={(number) => href(lang, `${at}?halaman=${number}`)} />
      </Section>
    </>
  );
}

type FormProps = {
  readonly lang: Lang;
  readonly form: FormState;
  readonly units: readonly Branch[];
  /** The unit that is changed; a new one otherwise. */
  readonly unit: Unit | undefined;
};

export function UnitFormPage({ lang, form, units, unit }: FormProps) {
  const w = words(lang);
  const at = unit ? `/kelola/unit-kerja/${unit.id}` : '/kelola/unit-kerja';
  const state: FormState = unit
    ? { values: { name: unit.name, short: unit.shortName, code: unit.code, kind: unit.kind, parent: unit.parentId ?? '', ...form.values }, errors: form.errors }
    : form;
  return (
    <>
      <PageHead title={unit ? w.changeUnit : w.addUnit} back={{ href: href(lang, at), label: unit?.name ?? w.units }} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, unit ? `${at}/ubah` : '/kelola/unit-kerja/baru')}>
        <TextField lang={lang} form={state} name="name" label={w.unitName} maxLength={150} />
        <TextField lang={lang} form={state} name="short" label={w.short} width="medium" maxLength={40} />
        <TextField lang={lang} form={state} name="code" label={w.unitCode} hint={w.unitCodeHint} width="medium" maxLength={30} />
        <Select
          lang={lang}
          form={state}
          name="kind"
          label={w.unitKind}
          options={(['opd', 'bagian', 'upt'] as const).map((value) => ({ value, label: w.unitKinds[value] }))}
        />
        <Select
          lang={lang}
          form={state}
          name="parent"
          label={w.parent}
          blank={w.parentNone}
          options={units.filter((one) => one.id !== unit?.id).map((one) => ({ value: one.id, label: `${'– '.repeat(one.depth)}${one.name}` }))}
        />
        <Button>{w.save}</Button>
      </Form>
      {unit && (
        <Section title={w.removeUnit} id="hapus">
          <p class="note">{w.removeUnitNote}</p>
          <Form action={href(lang, `${at}/hapus`)} inline>
            <Button kind="danger">{w.removeUnit}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}
