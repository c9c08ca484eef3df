import { Button, ErrorSummary, Form, type FormState, PageHead, TextArea } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import type { ObjectionStage } from '../../model.ts';
import { words } from '../words.ts';

type View = {
  readonly lang: Lang;
  readonly id: string;
  readonly ticket: string;
  readonly stage: ObjectionStage;
  readonly terms: { readonly law: string; readonly article: string; readonly answer_workingDays: number };
  readonly form: FormState;
};

/** One question: why the applicant does not agree. */
export function FileObjectionPage({ lang, id, ticket, stage, terms, form }: View) {
  const w = words(lang);
  return (
    <>
      <PageHead
        kicker={ticket}
        title={w.file[stage]}
        lead={w.lead[stage](terms.answer_workingDays, terms.law, terms.article)}
        back={{ href: href(lang, `/permohonan/${id}`), label: w.back }}
      />
      {Object.keys(form.errors).length > 0 && <ErrorSummary lang={lang} form={form} />}
      <Form action={href(lang, `/permohonan/${id}/keberatan`)}>
        <TextArea lang={lang} form={form} name="grounds" label={w.grounds} hint={w.groundsHint} rows={8} maxLength={5000} />
        <Button icon="send">{w.file[stage]}</Button>
      </Form>
    </>
  );
}
