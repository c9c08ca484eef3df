import { Alert, Button, Choices, ErrorSummary, Form, type FormState, LinkButton, PageHead, TextArea } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import { unsurCodes } from '../../model.ts';
import { words } from '../../words.ts';

export function SurveyPage({
  lang,
  form,
  token,
  service,
}: {
  readonly lang: Lang;
  readonly form: FormState;
  readonly token: string;
  readonly service: string;
}) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.survey} lead={w.surveyLead(service)} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, `/survei/${token}`)}>
        {unsurCodes.map((code, at) => (
          <Choices
            key={code}
            lang={lang}
            form={form}
            name={code}
            label={`${at + 1}. ${w.questions[code].text}`}
            inline
            options={w.questions[code].answers.map((label, value) => ({ value: String(value + 1), label }))}
          />
        ))}
        <TextArea lang={lang} form={form} name="comment" label={w.comment} rows={3} maxLength={1000} optional />
        <Button icon="send">{w.sendRating}</Button>
      </Form>
    </>
  );
}

export function SurveyThanks({ lang }: { readonly lang: Lang }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.thanks} lead={w.thanksLead} />
      <LinkButton href={href(lang, '/')}>{w.back}</LinkButton>
    </>
  );
}

export function SurveyClosed({ lang }: { readonly lang: Lang }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.survey} />
      <Alert tone="info">{w.surveyClosed}</Alert>
      <LinkButton href={href(lang, '/')}>{w.back}</LinkButton>
    </>
  );
}
