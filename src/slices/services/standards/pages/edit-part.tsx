import type { ComponentChildren } from 'preact';
import { Alert, Button, Choices, ErrorSummary, Form, type FormState, PageHead, Select, Table, TextArea, TextField } from '#platform/ui';
import { href, type Lang, langOf } from '#platform/words';
import type { EditField, FieldGroup } from '../fields.ts';
import { words } from '../words.ts';
import { SeenVersion } from './draft.tsx';

/** What stands in the draft now where somebody typed something else. */
export type Differing = readonly { readonly label: string; readonly now: string; readonly typed: string }[];

type Act = { readonly name: string; readonly value: string; readonly label: string };

type View = {
  readonly lang: Lang;
  readonly draft: { readonly id: string; readonly version: number };
  readonly kicker?: ComponentChildren;
  readonly title: string;
  readonly lead?: ComponentChildren;
  /** Below the address of the draft: where the form goes. */
  readonly address: string;
  readonly back: { readonly address: string; readonly label: string };
  readonly groups: readonly FieldGroup[];
  readonly form: FormState;
  readonly differing: Differing | undefined;
  /** Ways to save besides the first. */
  readonly acts?: readonly Act[];
  readonly children?: ComponentChildren;
};

/** One part of a draft as one form. */
export function EditPartPage({ lang, draft, kicker, title, lead, address, back, groups, form, differing, acts = [], children }: View) {
  const w = words(lang);
  const at = `/kelola/layanan/${draft.id}`;
  return (
    <>
      <PageHead title={title} kicker={kicker} lead={lead} back={{ href: href(lang, `${at}${back.address}`), label: back.label }} />
      <ErrorSummary lang={lang} form={form} />
      {differing && <Meanwhile lang={lang} differing={differing} />}
      <Form action={href(lang, `${at}${address}`)}>
        <SeenVersion draft={draft} />
        {groups.map((group) => (
          <Group key={group.legend ?? ''} lang={lang} group={group} form={form} />
        ))}
        <div class="button-row">
          <Button icon="check">{w.save}</Button>
          {acts.map((act) => (
            <Button key={act.value} kind="plain" name={act.name} value={act.value}>
              {act.label}
            </Button>
          ))}
        </div>
      </Form>
      {children}
    </>
  );
}

function Meanwhile({ lang, differing }: { readonly lang: Lang; readonly differing: Differing }) {
  const w = words(lang);
  const empty = <em>{w.emptyValue}</em>;
  return (
    <Alert tone="bad" title={w.errors['draft-changed'] ?? ''}>
      <p>{w.changedMeanwhileNote}</p>
      {differing.length > 0 && (
        <Table
          caption={w.changedMeanwhile}
          shownCaption
          rows={differing}
          keyOf={({ label }) => label}
          columns={[
            { head: w.field, cell: ({ label }) => label },
            { head: w.now, cell: ({ now }) => (now ? <span lang={langOf({ id: now }, lang)}>{now}</span> : empty) },
            { head: w.sentValue, cell: ({ typed }) => (typed ? <span lang={langOf({ id: typed }, lang)}>{typed}</span> : empty) },
          ]}
        />
      )}
    </Alert>
  );
}

function Group({ lang, group, form }: { readonly lang: Lang; readonly group: FieldGroup; readonly form: FormState }) {
  const fields = group.fields.map((field) => <OneField key={field.name} lang={lang} field={field} form={form} />);
  if (group.legend === undefined)
    return (
      <>
        {group.note && <p class="note">{group.note}</p>}
        {fields}
      </>
    );
  return (
    <div class="panel sunken">
      <fieldset>
        <legend>{group.legend}</legend>
        {fields}
      </fieldset>
    </div>
  );
}

function OneField({ lang, field, form }: { readonly lang: Lang; readonly field: EditField; readonly form: FormState }) {
  const w = words(lang);
  const { kind, maxLength, options = [], short, rows = 4, proposed: _proposed, ...named } = field;
  const common = { lang, form, ...named };
  switch (kind) {
    case 'line':
      return <TextField {...common} maxLength={maxLength} />;
    case 'number':
      return <TextField {...common} inputmode="numeric" width={short ? 'short' : undefined} />;
    case 'area':
      return <TextArea {...common} rows={rows} maxLength={maxLength} />;
    case 'lines':
      return <TextArea {...common} rows={8} maxLength={maxLength} />;
    case 'select':
      return <Select {...common} options={options} blank={w.basics.choose} />;
    case 'yes-no':
      return (
        <Choices
          {...common}
          inline
          options={[
            { value: 'ya', label: w.basics.yes },
            { value: 'tidak', label: w.basics.no },
          ]}
        />
      );
  }
}
