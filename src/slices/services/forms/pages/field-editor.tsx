import { Button, Checkbox, Choices, ErrorSummary, Form, type FormState, PageHead, Section, Select, TextArea, TextField } from '#platform/ui';
import { href, type Lang, textIn } from '#platform/words';
import { type Condition, conditionTests, type FormField, type FormStep, regionLevels } from '../../model.ts';
import { mostConditions, nameable } from '../field-input.ts';
import { regionsIn } from '../regions.ts';
import { words } from '../words.ts';
import { type BuiltDraft, builderAddress, Seen } from './form-builder.tsx';

type Common = { readonly lang: Lang; readonly draft: BuiltDraft; readonly before: readonly FormField[]; readonly state: FormState };
type FieldView = Common & { readonly path: string; readonly field: FormField };

/** Everything that can be said of one field, by its kind. */
export function FieldEditor(view: FieldView) {
  const { lang, draft, path, field, state } = view;
  const w = words(lang).builder;
  const common = { lang, form: state } as const;
  return (
    <>
      <PageHead
        kicker={w.types[field.type]}
        title={textIn(field.label, lang)}
        lead={field.type === 'file' ? undefined : w.mergeHint(path.replace('-', '.'))}
        back={{ href: href(lang, `${builderAddress(draft)}#isian-${path}`), label: w.title }}
      />
      <ErrorSummary lang={lang} form={state} />
      <Form action={href(lang, builderAddress(draft, `/isian/${path}`))}>
        <Seen draft={draft} />
        <TextField {...common} name="label-id" label={w.label} maxLength={300} />
        <TextField {...common} name="label-en" label={w.labelEn} maxLength={300} optional />
        <TextArea {...common} name="hint-id" label={w.hint} rows={2} maxLength={500} optional />
        <TextArea {...common} name="hint-en" label={w.hintEn} rows={2} maxLength={500} optional />
        {field.type !== 'computed' && <Checkbox {...common} name="required" label={w.required} />}
        <ByKind {...view} />
        {field.type !== 'computed' && field.type !== 'group' && (
          <>
            <TextField {...common} name="message-id" label={w.message} hint={w.messageHint} maxLength={300} optional />
            <TextField {...common} name="message-en" label={w.messageEn} maxLength={300} optional />
          </>
        )}
        <Conditions {...view} />
        <Button icon="check">{w.save}</Button>
      </Form>
    </>
  );
}

const bounded: readonly FormField['type'][] = ['number', 'money', 'many', 'group'];
const worded: readonly FormField['type'][] = ['text', 'textarea', 'address', 'email'];
const fileTypes = ['application/pdf', 'image/jpeg', 'image/png'] as const;

function ByKind({ lang, field, state, before }: FieldView) {
  const w = words(lang).builder;
  const common = { lang, form: state } as const;
  return (
    <>
      {bounded.includes(field.type) && (
        <>
          <TextField {...common} name="min" label={w.min} inputmode="decimal" width="short" optional />
          <TextField {...common} name="max" label={w.max} inputmode="decimal" width="short" optional />
        </>
      )}
      {worded.includes(field.type) && <TextField {...common} name="maxLength" label={w.maxLength} inputmode="numeric" width="short" optional />}
      {(field.type === 'choice' || field.type === 'many') && (
        <>
          <TextArea {...common} name="options" label={w.options} hint={w.optionsHint} />
          <TextArea {...common} name="optionsEn" label={w.optionsEn} hint={w.optionsEnHint} optional />
        </>
      )}
      {field.type === 'file' && (
        <>
          <Choices {...common} name="accept" label={w.accept} many options={fileTypes.map((value) => ({ value, label: w.fileTypes[value] }))} />
          <Checkbox {...common} name="camera" label={w.camera} />
        </>
      )}
      {field.type === 'region' && (
        <>
          <Select {...common} name="level" label={w.level} options={regionLevels.map((value) => ({ value, label: words(lang).regionLevels[value] }))} />
          <Select
            {...common}
            name="within"
            label={w.within}
            blank={w.wholeCountry}
            options={regionsIn('').map(({ code, name }) => ({ value: code, label: name, lang: 'id' as const }))}
          />
        </>
      )}
      {field.type === 'computed' && (
        <>
          <TextArea {...common} name="formula" label={w.formula} hint={w.formulaHint} rows={2} maxLength={500} />
          <p class="note">
            {nameable(before).length > 0 ? w.formulaNames : w.formulaNone}{' '}
            {nameable(before)
              .map((one) => `[${one.label}]`)
              .join(' ')}
          </p>
          <Checkbox {...common} name="money" label={w.money} />
        </>
      )}
    </>
  );
}

/** When the field or the page is asked for: all of these must hold. */
function Conditions({ lang, before, state }: Common) {
  const w = words(lang).builder;
  const named = before.filter((field) => field.type !== 'file');
  if (named.length === 0) return null;
  const isOpen = Object.keys(state.values).some((name) => /^when-\d-field$/.test(name) && state.values[name] !== '');
  return (
    <details class="more" open={isOpen}>
      <summary>{w.when}</summary>
      <p class="note">{w.whenHint}</p>
      {Array.from({ length: mostConditions }, (_none, at) => (
        <fieldset class="field condition" key={at}>
          <legend>{w.conditionOf(at + 1)}</legend>
          <Select
            lang={lang}
            form={state}
            name={`when-${at}-field`}
            label={w.whenField}
            blank={w.always}
            options={named.map((field) => ({ value: field.key, label: textIn(field.label, lang) }))}
          />
          <Select lang={lang} form={state} name={`when-${at}-test`} label={w.whenTest} options={testsOf(lang)} />
          <TextField lang={lang} form={state} name={`when-${at}-value`} label={w.whenValue} hint={at === 0 ? w.whenValueHint : undefined} optional />
        </fieldset>
      ))}
    </details>
  );
}

function testsOf(lang: Lang) {
  const says: Readonly<Record<Condition['test'], string>> = words(lang).builder.tests;
  return conditionTests.map((value) => ({ value, label: says[value] }));
}

type PageView = Common & { readonly no: number; readonly step: FormStep };

/** The title of a page and when it is asked. */
export function PageEditor(view: PageView) {
  const { lang, draft, no, step, state } = view;
  const w = words(lang).builder;
  return (
    <>
      <PageHead title={w.pageOf(no, textIn(step.title, lang))} back={{ href: href(lang, builderAddress(draft)), label: w.title }} />
      <ErrorSummary lang={lang} form={state} />
      <Section title={w.editPage}>
        <Form action={href(lang, builderAddress(draft, `/halaman/${no}`))}>
          <Seen draft={draft} />
          <TextField lang={lang} form={state} name="title-id" label={w.pageTitle} maxLength={300} />
          <TextField lang={lang} form={state} name="title-en" label={w.pageTitleEn} maxLength={300} optional />
          <Conditions {...view} />
          <Button icon="check">{w.save}</Button>
        </Form>
      </Section>
    </>
  );
}
