import { Button, ErrorSummary, Form, type FormState, PageHead, said, TextArea } from '#platform/ui';
import { href, type Lang, type Text } from '#platform/words';
import type { FormDefinition } from '../../model.ts';
import { ReopenedQuestions } from '../../forms/pages/form-fields.tsx';
import type { Filled } from '../../forms/rules.ts';
import { words } from '../words.ts';

type View = {
  readonly lang: Lang;
  readonly id: string;
  readonly number: string;
  readonly name: Text;
  readonly definition: FormDefinition;
  /** Fields that stand in the letter. */
  readonly open: readonly string[];
  readonly filled: Filled;
  readonly form: FormState;
};

/** What stands wrong in a paper that went out, put right: only what the paper repeats can be changed. */
export function CorrectResultPage({ lang, id, number, name, definition, open, filled, form }: View) {
  const w = words(lang);
  return (
    <>
      <PageHead
        title={w.correctTitle}
        kicker={said(name, lang)}
        lead={w.correctLead(number)}
        back={{ href: href(lang, `/kerja/${id}`), label: w.backToCase }}
      />
      {Object.keys(form.errors).length > 0 && <ErrorSummary lang={lang} form={form} />}
      <Form action={href(lang, `/kerja/${id}/betulkan`)}>
        <ReopenedQuestions lang={lang} form={form} definition={definition} open={open} files={[]} shown={filled.shown} />
        <TextArea lang={lang} form={form} name="because" label={w.correctBecause} hint={w.correctBecauseHint} rows={3} maxLength={2000} />
        <Button icon="check">{w.correct}</Button>
      </Form>
    </>
  );
}
