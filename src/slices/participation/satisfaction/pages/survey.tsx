import { Alert, Button, Choices, ErrorSummary, Form, type FormState, LinkButton, PageHead, TextArea, TextField } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import { words } from '../../words.ts';

export type Question = { readonly code: string; readonly unsur: string; readonly text: string; readonly answers: readonly string[] };

type Props = { readonly lang: Lang; readonly form: FormState; readonly token: string; readonly service: string; readonly questions: readonly Question[] };

/** Nine questions, one an element of the regulation; the answers from 1 to 4 stand side by side where there is room. */
export function SurveyPage({ lang, form, token, service, questions }: Props) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.survey} lead={w.surveyLead(service)} />
      <ErrorSummary lang={lang} form={form} />
      <Alert tone="info">
        <p>{w.surveyNobody}</p>
      </Alert>
      <div class="survey">
        <Form action={href(lang, `/survei/${token}`)}>
          {questions.map(({ code, unsur, text, answers }, at) => (
            <div class="survey-question" key={code}>
              <p class="kicker">{unsur}</p>
              <Choices
                lang={lang}
                form={form}
                name={code}
                label={`${at + 1}. ${text}`}
                options={answers.map((label, value) => ({ value: String(value + 1), label }))}
              />
            </div>
          ))}
          <TextArea lang={lang} form={form} name="comment" label={w.comment} hint={w.commentHint} rows={3} maxLength={1000} optional />
          <Button icon="send">{w.sendRating}</Button>
          <p class="note">{w.surveyBasis}</p>
        </Form>
      </div>
    </>
  );
}

/** For who has the receipt on paper: number and code lead to the questions. */
export function SurveyFind({ lang, form }: { readonly lang: Lang; readonly form: FormState }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.surveyFind} lead={w.surveyFindLead} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, '/survei')}>
        <TextField lang={lang} form={form} name="ticket" label={w.applicationTicket} hint="LYN-52-2026-0000123-7" width="medium" autocomplete="off" />
        <TextField lang={lang} form={form} name="code" label={w.code} width="medium" autocomplete="off" />
        <Button icon="arrow-right">{w.next}</Button>
      </Form>
    </>
  );
}

export function SurveyThanks({ lang }: { readonly lang: Lang }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.thanks} lead={w.thanksLead} />
      <div class="button-row">
        <LinkButton kind="primary" href={href(lang, '/kinerja')} icon="chart-bar">
          {w.seeFigures}
        </LinkButton>
        <LinkButton href={href(lang, '/')}>{w.back}</LinkButton>
      </div>
    </>
  );
}

export function SurveyClosed({ lang }: { readonly lang: Lang }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.survey} />
      <Alert tone="info" title={w.surveyClosed}>
        <p>{w.surveyClosedHint}</p>
      </Alert>
      <LinkButton href={href(lang, '/')}>{w.back}</LinkButton>
    </>
  );
}
