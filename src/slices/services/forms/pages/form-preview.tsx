import { emptyForm, PageHead, said, Tabs } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import type { FormDefinition } from '../../model.ts';
import { fieldsOf, rowPath } from '../rules.ts';
import { words } from '../words.ts';
import { type BuiltDraft, builderAddress } from './form-builder.tsx';
import { Questions } from './form-fields.tsx';

type View = { readonly lang: Lang; readonly draft: BuiltDraft; readonly form: FormDefinition; readonly narrow: boolean };

/** Every question as the citizen will see it, those too that only some answers call up; nothing typed here is kept. */
export function FormPreview({ lang, draft, form, narrow }: View) {
  const w = words(lang).builder;
  const shown = new Set(
    fieldsOf(form).flatMap((field) => [
      field.key,
      ...(field.fields ?? []).flatMap((part) => Array.from({ length: field.min ?? 1 }, (_none, row) => rowPath(field.key, row, part.key))),
    ]),
  );
  const address = builderAddress(draft, '/pratinjau');
  return (
    <>
      <PageHead title={w.preview} lead={w.previewLead} back={{ href: href(lang, builderAddress(draft)), label: w.title }} />
      <Tabs
        lang={lang}
        label={w.width}
        tabs={[
          { href: href(lang, address), label: w.wide, current: !narrow },
          { href: href(lang, `${address}?lebar=360`), label: w.narrow, current: narrow },
        ]}
      />
      <form class={narrow ? 'preview narrow' : 'preview'} method="get" action={href(lang, address)}>
        {form.steps.map((step, at) => (
          <section key={step.key} class="form">
            <p class="kicker">{w.pageNumber(at + 1, form.steps.length)}</p>
            <h2>{said(step.title, lang)}</h2>
            {step.when?.length ? <p class="note">{w.conditional}</p> : null}
            <Questions lang={lang} form={emptyForm} fields={step.fields} files={[]} shown={shown} />
          </section>
        ))}
      </form>
    </>
  );
}
