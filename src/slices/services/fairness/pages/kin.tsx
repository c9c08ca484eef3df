import { Button, Empty, ErrorSummary, Form, type FormState, PageHead, Section, Select, Table, TextField } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import { kinRelations, type KinRelation } from '../../model.ts';
import { words } from '../words.ts';

export type KinView = {
  readonly lang: Lang;
  readonly form: FormState;
  readonly kin: readonly {
    readonly id: string;
    readonly relation: KinRelation;
    readonly initials: string;
    readonly withNik: boolean;
    readonly since: string;
  }[];
};

/** An officer's own list, seen by nobody else. */
export function KinPage({ lang, form, kin }: KinView) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.kin} lead={w.kinLead} back={{ href: href(lang, '/kerja'), label: w.toWork }} />
      <ErrorSummary lang={lang} form={form} />
      {kin.length === 0 ? (
        <Empty title={w.kinNone} />
      ) : (
        <Table
          caption={w.kin}
          rows={kin}
          keyOf={(one) => one.id}
          columns={[
            { head: w.kinRelation, cell: (one) => w.relations[one.relation] },
            { head: w.kinName, cell: (one) => `${one.initials} (${one.withNik ? w.kinWithNik : w.kinByName})` },
            { head: w.since, cell: (one) => one.since },
            {
              head: w.act,
              quiet: true,
              cell: (one) => (
                <Form action={href(lang, `/kerja/keluarga/${one.id}/akhiri`)} inline>
                  <Button kind="plain">{w.kinEnd}</Button>
                </Form>
              ),
            },
          ]}
        />
      )}
      <Section title={w.kinDeclare}>
        <Form action={href(lang, '/kerja/keluarga')}>
          <Select
            lang={lang}
            form={form}
            name="relation"
            label={w.kinRelation}
            blank={w.relationBlank}
            options={kinRelations.map((value) => ({ value, label: w.relations[value] }))}
          />
          <TextField lang={lang} form={form} name="name" label={w.kinName} hint={w.kinNameHint} maxLength={100} />
          <TextField lang={lang} form={form} name="nik" label={w.kinNik} hint={w.kinNikHint} inputmode="numeric" maxLength={16} optional />
          <Button>{w.kinSave}</Button>
        </Form>
        <p class="note prose">{w.kinKept}</p>
      </Section>
    </>
  );
}
