import type { ComponentChildren } from 'preact';
import { Alert, Button, ErrorSummary, Form, type FormState, Icon, PageHead, Panel, said, Section, Split } from '#platform/ui';
import { href, type Lang, type Text } from '#platform/words';
import type { Answers, ApplicationId, FormDefinition } from '../../model.ts';
import { AnswerFacts } from '../../forms/pages/answer-facts.tsx';
import { Questions, ReopenedQuestions, type ShownFile } from '../../forms/pages/form-fields.tsx';
import { countFiles, fill, type Filled, pagesOf } from '../../forms/rules.ts';
import { namedSentences } from '../../forms/sentences.ts';
import { words } from '../../words.ts';

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

/** Pages of the form that ask something, and where on that road we are, from 1. */
type Place = { readonly pages: readonly number[]; readonly at: number };

function titleOf(definition: FormDefinition, page: number, lang: Lang): ComponentChildren {
  const step = definition.steps[page - 1];
  return step && said(step.title, lang);
}

/** The road ahead: what is done can be opened again, what is to come is named. */
function Road({ lang, id, name, definition, pages, at, kept }: Omit<Common, 'files'> & Place & { readonly kept: Kept }) {
  const w = words(lang);
  const steps = [
    ...pages.map((page) => ({ title: titleOf(definition, page, lang), to: `/permohonan/${id}/langkah/${page}` })),
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

type StepView = Common & {
  readonly slug: string;
  /** The page's number in the form. */
  readonly page: number;
  readonly filled: Filled;
  readonly form: FormState;
  readonly kept: Kept;
  /** What the island goes by that judges while one types. */
  readonly live?: Readonly<Record<`data-${string}`, string>> | undefined;
};

export function StepPage({ lang, id, slug, name, definition, files, page, filled, form, kept, live }: StepView) {
  const w = words(lang);
  const pages = pagesOf(definition, filled);
  const at = pages.indexOf(page) + 1;
  const step = definition.steps[page - 1];
  if (!step) return null;
  const before = pages[at - 2];
  const back = href(lang, before ? `/permohonan/${id}/langkah/${before}` : `/layanan/${slug}`);
  return (
    <Split aside={<Road lang={lang} id={id} name={name} definition={definition} pages={pages} at={at} kept={kept} />}>
      <Progress lang={lang} at={at} of={pages.length + 1} />
      <ErrorSummary lang={lang} form={{ ...form, errors: namedSentences(definition, form.errors, lang) }} />
      <PageHead title={said(step.title, lang)} />
      <Form action={href(lang, `/permohonan/${id}/langkah/${page}`)} files data={live}>
        <EnterKey label={w.saveAndContinue} />
        <Questions lang={lang} form={form} fields={step.fields} files={files} shown={filled.shown} />
        <Foot back={{ href: back, label: w.back }}>
          <Button icon="arrow-right">{w.saveAndContinue}</Button>
        </Foot>
      </Form>
    </Split>
  );
}

// Enter in a field presses the first button of a form: it must not be one that removes something.
function EnterKey({ label }: { readonly label: string }) {
  return (
    <button class="visually-hidden" type="submit" tabIndex={-1} aria-hidden="true">
      {label}
    </button>
  );
}

type CheckView = Common & { readonly answers: Answers; readonly form: FormState; readonly kept: Kept };

export function CheckPage({ lang, id, name, definition, files, answers, form, kept }: CheckView) {
  const w = words(lang);
  const pages = pagesOf(definition, fill(definition, answers, countFiles(files)));
  const last = pages.length + 1;
  return (
    <Split aside={<Road lang={lang} id={id} name={name} definition={definition} pages={pages} at={last} kept={kept} />}>
      <Progress lang={lang} at={last} of={last} />
      <ErrorSummary lang={lang} form={form} />
      <PageHead title={w.check} lead={w.checkLead} />
      {pages.map((page) => (
        <Section
          key={page}
          title={titleOf(definition, page, lang)}
          more={{ href: href(lang, `/permohonan/${id}/langkah/${page}`), label: w.change, of: titleOf(definition, page, lang) }}
        >
          <AnswerFacts lang={lang} form={definition} fields={definition.steps[page - 1]?.fields ?? []} answers={answers} files={files} />
        </Section>
      ))}
      <div class="section">
        <Form action={href(lang, `/permohonan/${id}/kirim`)}>
          <Foot back={{ href: href(lang, `/permohonan/${id}/langkah/${pages.at(-1) ?? 1}`), label: w.back }}>
            <Button icon="send">{w.submit}</Button>
          </Foot>
        </Form>
      </div>
    </Split>
  );
}

type CorrectionView = Common & {
  readonly ticket: string;
  /** Fields, and rows of groups, that may be mended. */
  readonly open: readonly string[];
  readonly filled: Filled;
  readonly form: FormState;
  readonly note: string;
};

export function CorrectionPage({ lang, id, ticket, name, definition, open, filled, files, form, note }: CorrectionView) {
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
      <ErrorSummary lang={lang} form={{ ...form, errors: namedSentences(definition, form.errors, lang) }} />
      <Alert tone="warn" title={w.officerNote}>
        <p>{note}</p>
      </Alert>
      <Form action={href(lang, `/permohonan/${id}/perbaikan`)} files>
        <EnterKey label={w.sendCorrection} />
        <ReopenedQuestions lang={lang} form={form} definition={definition} open={open} files={files} shown={filled.shown} />
        <Button icon="send">{w.sendCorrection}</Button>
      </Form>
    </>
  );
}
