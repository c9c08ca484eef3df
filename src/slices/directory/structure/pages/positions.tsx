import { Alert, Button, Empty, ErrorSummary, Form, type FormState, PageHead, Select, Table, Tag } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import { type Position, positionKinds, positionLevels } from '../../model.ts';
import { words } from '../words.ts';
import { DirectoryTabs, type Places } from './tabs.tsx';

type Line = Position & { readonly holders: number };

type ListProps = { readonly lang: Lang; readonly places: Places; readonly positions: readonly Line[]; readonly mayManage: boolean };

export function PositionsPage({ lang, places, positions, mayManage }: ListProps) {
  const w = words(lang);
  const open = positions.filter((one) => !one.isConfirmed).length;
  return (
    <>
      <PageHead title={w.positions} lead={w.positionsLead} />
      <DirectoryTabs lang={lang} {...places} />
      {open > 0 && <Alert tone="warn">{w.unconfirmed(formatNumber(open, lang))}</Alert>}
      {positions.length === 0 ? (
        <Empty title={w.positionsNone} />
      ) : (
        <Table
          caption={w.positions}
          keyOf={(row) => row.id}
          rows={positions}
          columns={[
            {
              head: w.position,
              cell: (row) => (mayManage ? <a href={href(lang, `/kelola/jabatan/${row.id}`)}>{row.name}</a> : row.name),
            },
            { head: w.kind, cell: (row) => w.kinds[row.kind] },
            { head: w.level, cell: (row) => row.level },
            { head: w.state, cell: (row) => (row.isConfirmed ? w.confirmed : <Tag tone="warn">{w.guessed}</Tag>) },
            { head: w.holders, number: true, cell: (row) => formatNumber(row.holders, lang) },
          ]}
        />
      )}
    </>
  );
}

export function PositionPage({ lang, form, position }: { readonly lang: Lang; readonly form: FormState; readonly position: Position }) {
  const w = words(lang);
  const state: FormState = { values: { kind: position.kind, level: position.level, ...form.values }, errors: form.errors };
  return (
    <>
      <PageHead title={position.name} kicker={w.confirmTitle} back={{ href: href(lang, '/kelola/jabatan'), label: w.positions }} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, `/kelola/jabatan/${position.id}`)}>
        <Select lang={lang} form={state} name="kind" label={w.kind} options={positionKinds.map((value) => ({ value, label: w.kinds[value] }))} />
        <Select lang={lang} form={state} name="level" label={w.level} hint={w.levelHint} options={positionLevels.map((value) => ({ value, label: value }))} />
        <Button icon="check">{w.confirm}</Button>
      </Form>
    </>
  );
}
