import { Alert, Button, ErrorSummary, Facts, Form, type FormState, PageHead, Panel, Section, Split } from '#platform/ui';
import { formatBytes, href, type Lang, type Text } from '#platform/words';
import type { Answers, ApplicationId, FormDefinition, FormField } from '../../model.ts';
import { words } from '../../words.ts';
import { inLang } from '../../standards/pages/catalogue.tsx';
import { QuestionField, type ShownFile, shownAnswer } from './form-fields.tsx';

type Common = {
  readonly lang: Lang;
  readonly id: ApplicationId;
  readonly name: Text;
  readonly definition: FormDefinition;
  readonly files: readonly ShownFile[];
};

export function StepPage({
  lang,
  id,
  name,
  definition,
  files,
  at,
  form,
  savedAt,
}: Common & { readonly at: number; readonly form: FormState; readonly savedAt: string }) {
  const w = words(lang);
  const step = definition.steps[at - 1];
  if (!step) return null;
  const coming = [...definition.steps.slice(at).map((one) => inLang(one.title, lang)), w.check];
  const back = at > 1 ? { href: href(lang, `/permohonan/${id}/langkah/${at - 1}`), label: inLang(definition.steps[at - 2]?.title ?? name, lang) } : undefined;
  return (
    <>
      <PageHead kicker={`${inLang(name, lang)} · ${w.step(at, definition.steps.length + 1)}`} title={inLang(step.title, lang)} back={back} />
      <ErrorSummary lang={lang} form={form} />
      <Split
        aside={
          <Panel tone="sunken" title={w.stillToCome}>
            <ol class="plain">
              {coming.map((title) => (
                <li key={title}>{title}</li>
              ))}
            </ol>
            <p class="saved" role="status">
              {w.savedAt(savedAt)}
            </p>
          </Panel>
        }
      >
        <Form action={href(lang, `/permohonan/${id}/langkah/${at}`)} files>
          {step.fields.map((field) => (
            <QuestionField key={field.key} lang={lang} form={form} field={field} files={files} />
          ))}
          <Button icon="arrow-right">{w.saveAndContinue}</Button>
        </Form>
      </Split>
    </>
  );
}

/** What was answered, question by question, with the way to change each step. */
export function AnswerFacts({
  lang,
  fields,
  answers,
  files,
}: {
  readonly lang: Lang;
  readonly fields: readonly FormField[];
  readonly answers: Answers;
  readonly files: readonly ShownFile[];
}) {
  return (
    <Facts
      facts={fields.map((field) => [
        inLang(field.label, lang),
        field.type === 'file' ? (
          <FileNames lang={lang} files={files.filter((file) => file.field === field.key)} />
        ) : (
          shownAnswer(field, answers[field.key] ?? '', lang) || '–'
        ),
      ])}
    />
  );
}

function FileNames({ lang, files }: { readonly lang: Lang; readonly files: readonly ShownFile[] }) {
  if (files.length === 0) return <>–</>;
  return (
    <>
      {files.map((file) => (
        <div key={file.id}>
          {file.href ? <a href={file.href}>{file.name}</a> : file.name} <span class="note">{formatBytes(file.size_bytes, lang)}</span>
        </div>
      ))}
    </>
  );
}

export function CheckPage({ lang, id, name, definition, files, answers, form }: Common & { readonly answers: Answers; readonly form: FormState }) {
  const w = words(lang);
  return (
    <>
      <PageHead kicker={inLang(name, lang)} title={w.check} lead={w.checkLead} />
      <ErrorSummary lang={lang} form={form} />
      {definition.steps.map((step, at) => (
        <Section key={step.key} title={inLang(step.title, lang)} more={{ href: href(lang, `/permohonan/${id}/langkah/${at + 1}`), label: w.change }}>
          <AnswerFacts lang={lang} fields={step.fields} answers={answers} files={files} />
        </Section>
      ))}
      <div class="section">
        <Form action={href(lang, `/permohonan/${id}/kirim`)}>
          <Button icon="send">{w.submit}</Button>
        </Form>
      </div>
    </>
  );
}

export function CorrectionPage({
  lang,
  id,
  name,
  fields,
  files,
  form,
  note,
}: Omit<Common, 'definition'> & { readonly fields: readonly FormField[]; readonly form: FormState; readonly note: string }) {
  const w = words(lang);
  return (
    <>
      <PageHead kicker={inLang(name, lang)} title={w.correct} lead={w.correctLead} />
      <Alert tone="warn" title={w.officerNote}>
        <p>{note}</p>
      </Alert>
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, `/permohonan/${id}/perbaikan`)} files>
        {fields.map((field) => (
          <QuestionField key={field.key} lang={lang} form={form} field={field} files={files} />
        ))}
        <Button icon="send">{w.sendCorrection}</Button>
      </Form>
    </>
  );
}
