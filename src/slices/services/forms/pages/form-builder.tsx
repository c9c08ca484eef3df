import { Button, Empty, ErrorSummary, Form, type FormState, Icon, LinkButton, PageHead, said, Section, Select, Tag, TextField } from '#platform/ui';
import { href, type Lang, textIn } from '#platform/words';
import { fieldTypes, type FormDefinition, type FormField, type FormStep } from '../../model.ts';
import { words } from '../words.ts';

export type BuiltDraft = { readonly id: string; readonly version: number };

type View = {
  readonly lang: Lang;
  readonly draft: BuiltDraft;
  readonly form: FormDefinition;
  /** Place in the form → what is wrong there. */
  readonly faults: Readonly<Record<string, string>>;
  readonly mayUndo: boolean;
  readonly state: FormState;
};

export function builderAddress(draft: BuiltDraft, more = ''): string {
  return `/kelola/layanan/${draft.id}/formulir${more}`;
}

/** The version that the page shows: who has an older one is told what changed meanwhile. */
export function Seen({ draft }: { readonly draft: BuiltDraft }) {
  return <input type="hidden" name="version" value={draft.version} />;
}

/** The pages of a form with their fields, each thing that can be done to them a button. */
export function FormBuilder(view: View) {
  const { lang, draft, form, mayUndo, state } = view;
  const w = words(lang).builder;
  return (
    <>
      <PageHead title={w.title} lead={w.lead} back={{ href: href(lang, `/kelola/layanan/${draft.id}`), label: w.backToDraft }} />
      <ErrorSummary lang={lang} form={state} />
      <div class="button-row">
        {form.steps.length > 0 && (
          <LinkButton href={href(lang, builderAddress(draft, '/pratinjau'))} icon="eye">
            {w.preview}
          </LinkButton>
        )}
        {mayUndo && (
          <Form inline action={href(lang, builderAddress(draft))}>
            <Seen draft={draft} />
            <Button kind="plain" icon="arrow-left" name="act" value="undo">
              {w.undo}
            </Button>
          </Form>
        )}
      </div>
      {form.steps.length === 0 && <Empty title={w.noPages}>{w.noPagesNote}</Empty>}
      {form.steps.map((step, page) => (
        <BuiltPage key={step.key} {...view} step={step} page={page} />
      ))}
      <Section title={w.addPage}>
        <Form action={href(lang, builderAddress(draft))}>
          <Seen draft={draft} />
          <input type="hidden" name="act" value="page-add" />
          <TextField lang={lang} form={state} name="title" label={w.pageTitle} hint={w.pageTitleHint} />
          <Button icon="plus">{w.addPage}</Button>
        </Form>
      </Section>
    </>
  );
}

type PageView = View & { readonly step: FormStep; readonly page: number };

function BuiltPage(view: PageView) {
  const { lang, draft, step, page, faults, form } = view;
  const w = words(lang).builder;
  const title = textIn(step.title, lang);
  const here = `steps.${page}`;
  return (
    <Section title={w.pageOf(page + 1, title)} more={{ href: href(lang, builderAddress(draft, `/halaman/${page + 1}`)), label: w.editPage, of: title }}>
      {step.when?.length ? <p class="note">{w.conditional}</p> : null}
      <Fault text={faults[`${here}.when`]} />
      <Acts {...view} kind="page" what={String(page)} of={title} isFirst={page === 0} isLast={page === form.steps.length - 1} />
      {step.fields.length === 0 && <p class="note">{w.noFields}</p>}
      <ol class="built">
        {step.fields.map((field, at) => (
          <BuiltField key={field.key} {...view} field={field} path={field.key} place={`${here}.fields.${at}`} />
        ))}
      </ol>
      <AddField {...view} />
    </Section>
  );
}

function Fault({ text }: { readonly text: string | undefined }) {
  if (!text) return null;
  return (
    <p class="field-error">
      <Icon name="alert-triangle" /> {text}
    </p>
  );
}

type FieldView = PageView & { readonly field: FormField; readonly path: string; readonly place: string };

/** Faults at a field itself, not at those inside it. */
function faultsAt({ faults, place }: Pick<FieldView, 'faults' | 'place'>): readonly string[] {
  return Object.entries(faults).flatMap(([at, text]) => (at.startsWith(`${place}.`) && !at.startsWith(`${place}.fields.`) ? [text] : []));
}

function BuiltField(view: FieldView) {
  const { lang, draft, field, path, place, form, page } = view;
  const w = words(lang).builder;
  const label = textIn(field.label, lang);
  const inGroup = path.includes('-');
  return (
    <li id={`isian-${path}`}>
      <div class="built-line">
        <a href={href(lang, builderAddress(draft, `/isian/${path}`))}>{said(field.label, lang)}</a>
        <span class="note">{w.types[field.type]}</span>
        {!field.required && <Tag tone="quiet">{words(lang).optional}</Tag>}
        {field.when?.length ? <Tag tone="info">{w.conditional}</Tag> : null}
        <Acts
          {...view}
          kind="field"
          what={path}
          of={label}
          isFirst={!inGroup && page === 0 && form.steps[0]?.fields[0] === field}
          isLast={!inGroup && page === form.steps.length - 1 && form.steps.at(-1)?.fields.at(-1) === field}
        />
      </div>
      {faultsAt(view).map((text) => (
        <Fault key={text} text={text} />
      ))}
      {field.type === 'group' && (
        <>
          <ol class="built">
            {(field.fields ?? []).map((part, at) => (
              <BuiltField key={part.key} {...view} field={part} path={`${path}-${part.key}`} place={`${place}.fields.${at}`} />
            ))}
          </ol>
          <AddField {...view} group={path} />
        </>
      )}
    </li>
  );
}

type ActsView = View & {
  readonly kind: 'page' | 'field';
  readonly what: string;
  readonly of: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
};

function Acts({ lang, draft, kind, what, of, isFirst, isLast }: ActsView) {
  const w = words(lang).builder;
  const acts = [...(isFirst ? [] : ([['up', w.up]] as const)), ...(isLast ? [] : ([['down', w.down]] as const)), ['remove', words(lang).remove] as const];
  return (
    <form class="built-acts" method="post" action={href(lang, builderAddress(draft))}>
      <Seen draft={draft} />
      {acts.map(([act, say]) => (
        <button key={act} class="button plain" type="submit" name="act" value={`${kind}-${act} ${what}`}>
          {say} <span class="visually-hidden">{of}</span>
        </button>
      ))}
    </form>
  );
}

function AddField({ lang, draft, page, group, state }: PageView & { readonly group?: string }) {
  const w = words(lang).builder;
  const spot = group ?? String(page);
  const types = fieldTypes.filter((type) => group === undefined || (type !== 'file' && type !== 'group'));
  return (
    <details class="more" open={state.errors[`label-${spot}`] !== undefined}>
      <summary>{group === undefined ? w.addField : w.addRowField}</summary>
      <Form action={href(lang, builderAddress(draft))}>
        <Seen draft={draft} />
        <input type="hidden" name="act" value="field-add" />
        <input type="hidden" name="page" value={page} />
        {group !== undefined && <input type="hidden" name="group" value={group} />}
        <TextField lang={lang} form={state} name={`label-${spot}`} label={w.label} />
        <Select lang={lang} form={state} name={`type-${spot}`} label={w.type} options={types.map((type) => ({ value: type, label: w.types[type] }))} />
        <Button icon="plus">{w.addField}</Button>
      </Form>
    </details>
  );
}
