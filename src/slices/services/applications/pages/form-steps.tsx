import type { ComponentChildren } from 'preact';
import { Alert, Button, ErrorSummary, Facts, Form, type FormState, Icon, PageHead, Panel, said, Section, Split } from '#platform/ui';
import { formatBytes, href, type Lang, type Text } from '#platform/words';
import type { Answers, ApplicationId, FormDefinition, FormField } from '../../model.ts';
import { shownAnswer } from '../answers.ts';
import { words } from '../../words.ts';
import { namedErrors, QuestionField, type ShownFile } from './form-fields.tsx';

export type Kept = {
  /** When the draft was last saved, and until when it is kept. */
  readonly savedAt: string;
  readonly until: string;
  /** Continues the draft on another device; an account needs none. */
  readonly code: string | undefined;
};

type Common = {
  readonly lang: Lang;
  readonly id: ApplicationId;
  readonly name: Text;
  readonly definition: FormDefinition;
  readonly files: readonly ShownFile[];
};

/** The road ahead: what is done can be opened again, what is to come is named. */
function Road({ lang, id, name, definition, at, kept }: Omit<Common, 'files'> & { readonly at: number; readonly kept: Kept }) {
  const w = words(lang);
  const steps = [
    ...definition.steps.map((step, place) => ({ title: said(step.title, lang), to: `/permohonan/${id}/langkah/${place + 1}` })),
    { title: w.checkAndSend, to: `/permohonan/${id}/periksa` },
  ];
  return (
    <>
      <Panel title={said(name, lang)}>
        <ol class="stepper">
          {steps.map(({ title, to }, place) => (
            <li key={to} class={place + 1 < at ? 'done' : place + 1 === at ? 'now' : undefined} aria-current={place + 1 === at ? 'step' : undefined}>
              {place + 1 < at && <Icon name="check" />}
              {place + 1 < at ? <a href={href(lang, to)}>{title}</a> : title}
            </li>
          ))}
        </ol>
      </Panel>
      <div class="saved-note note">
        <Icon name="lock" />
        <div>
          <p class="saved" role="status" data-saved={w.savedNow} data-unsaved={w.unsaved}>
            {w.savedAt(kept.savedAt)}
          </p>
          <p>{kept.code ? w.resumeWith(kept.until) : w.resumeAccount(kept.until)}</p>
          {kept.code && <p class="mono">{kept.code}</p>}
        </div>
      </div>
    </>
  );
}

function Progress({ lang, at, of }: { readonly lang: Lang; readonly at: number; readonly of: number }) {
  return (
    <>
      <p class="kicker">{words(lang).step(at, of)}</p>
      <div class="progress" aria-hidden="true">
        {Array.from({ length: of }, (_none, place) => (
          <i key={place} class={place + 1 < at ? 'done' : place + 1 === at ? 'now' : undefined} />
        ))}
      </div>
    </>
  );
}

function Foot({ back, children }: { readonly back: { readonly href: string; readonly label: string }; readonly children: ComponentChildren }) {
  return (
    <div class="step-foot">
      {children}
      <a href={back.href}>{back.label}</a>
    </div>
  );
}

type StepView = Common & { readonly slug: string; readonly at: number; readonly form: FormState; readonly kept: Kept };

export function StepPage({ lang, id, slug, name, definition, files, at, form, kept }: StepView) {
  const w = words(lang);
  const step = definition.steps[at - 1];
  if (!step) return null;
  const back = href(lang, at > 1 ? `/permohonan/${id}/langkah/${at - 1}` : `/layanan/${slug}`);
  return (
    <Split aside={<Road lang={lang} id={id} name={name} definition={definition} at={at} kept={kept} />}>
      <Progress lang={lang} at={at} of={definition.steps.length + 1} />
      <ErrorSummary lang={lang} form={namedErrors(form, step.fields, lang)} />
      <PageHead title={said(step.title, lang)} />
      <Form action={href(lang, `/permohonan/${id}/langkah/${at}`)} files>
        {step.fields.map((field) => (
          <QuestionField key={field.key} lang={lang} form={form} field={field} files={files} />
        ))}
        <Foot back={{ href: back, label: w.back }}>
          <Button icon="arrow-right">{w.saveAndContinue}</Button>
        </Foot>
      </Form>
    </Split>
  );
}

/** What was answered, question by question. */
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
        said(field.label, lang),
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
          {file.href ? (
            <a href={file.href} target="_blank" rel="noopener">
              {file.name}
            </a>
          ) : (
            file.name
          )}{' '}
          <span class="note">{formatBytes(file.size_bytes, lang)}</span>
        </div>
      ))}
    </>
  );
}

type CheckView = Common & { readonly answers: Answers; readonly form: FormState; readonly kept: Kept };

export function CheckPage({ lang, id, name, definition, files, answers, form, kept }: CheckView) {
  const w = words(lang);
  const steps = definition.steps.length;
  return (
    <Split aside={<Road lang={lang} id={id} name={name} definition={definition} at={steps + 1} kept={kept} />}>
      <Progress lang={lang} at={steps + 1} of={steps + 1} />
      <ErrorSummary lang={lang} form={form} />
      <PageHead title={w.check} lead={w.checkLead} />
      {definition.steps.map((step, at) => (
        <Section
          key={step.key}
          title={said(step.title, lang)}
          more={{ href: href(lang, `/permohonan/${id}/langkah/${at + 1}`), label: w.change, of: said(step.title, lang) }}
        >
          <AnswerFacts lang={lang} fields={step.fields} answers={answers} files={files} />
        </Section>
      ))}
      <div class="section">
        <Form action={href(lang, `/permohonan/${id}/kirim`)}>
          <Foot back={{ href: href(lang, `/permohonan/${id}/langkah/${steps}`), label: w.back }}>
            <Button icon="send">{w.submit}</Button>
          </Foot>
        </Form>
      </div>
    </Split>
  );
}

type CorrectionView = Omit<Common, 'definition'> & {
  readonly ticket: string;
  readonly fields: readonly FormField[];
  readonly form: FormState;
  readonly note: string;
};

export function CorrectionPage({ lang, id, ticket, name, fields, files, form, note }: CorrectionView) {
  const w = words(lang);
  return (
    <>
      <PageHead
        kicker={
          <>
            {said(name, lang)} · {ticket}
          </>
        }
        title={w.correct}
        lead={w.correctLead}
        back={{ href: href(lang, `/permohonan/${id}`), label: ticket }}
      />
      <ErrorSummary lang={lang} form={namedErrors(form, fields, lang)} />
      <Alert tone="warn" title={w.officerNote}>
        <p>{note}</p>
      </Alert>
      <Form action={href(lang, `/permohonan/${id}/perbaikan`)} files>
        {fields.map((field) => (
          <QuestionField key={field.key} lang={lang} form={form} field={field} files={files} />
        ))}
        <Button icon="send">{w.sendCorrection}</Button>
      </Form>
    </>
  );
}
