import { formatDate, type PlainDate } from '#platform/time';
import {
  Alert,
  Button,
  Choices,
  ErrorSummary,
  FileField,
  Form,
  type FormState,
  Icon,
  LinkButton,
  said,
  type Step,
  Tag,
  TextArea,
  Timeline,
} from '#platform/ui';
import { href, type Lang, langOf, type Text } from '#platform/words';
import type { Answers, ApplicationId, ApplicationState, FormDefinition, Recusal } from '../../model.ts';
import { AnswerFacts } from '../../forms/pages/answer-facts.tsx';
import { fieldAt, returnable } from '../../forms/rules.ts';
import { labelAt } from '../../forms/sentences.ts';
import { stateTones } from '../../applications/pages/case.tsx';
import { isOpen } from '../../applications/rules.ts';
import { type CaseLot, CaseLots, LotLink } from '../../fairness/pages/lots.tsx';
import { Recused } from '../../fairness/pages/recused.tsx';
import { words as resultWords } from '../../results/words.ts';
import { words as counterWords } from '../../counter/words.ts';
import type { StepMark, Workflow } from '../../workflow/model.ts';
import { Flow } from '../../workflow/pages/diagram.tsx';
import { type OpenStep, type OtherStep, PassOn, StepHead } from '../../workflow/pages/step-acts.tsx';
import { words as flowWords } from '../../workflow/words.ts';
import { words } from '../../words.ts';
import { CaseFiles, Checks, type CaseFile, type Conflict, ConflictNotice, type Requirement } from './case-papers.tsx';
import { type Filter, workAddress } from './filters.tsx';
import { Because, Deadline } from './work-table.tsx';

export type OpenCaseView = {
  readonly lang: Lang;
  readonly id: ApplicationId;
  readonly filter: Filter;
  readonly version: number;
  readonly name: Text;
  readonly ticket: string;
  readonly applicant: string;
  readonly state: ApplicationState;
  readonly received: PlainDate;
  readonly due: PlainDate;
  readonly provisional: boolean;
  readonly today: PlainDate;
  readonly holder: string | undefined;
  /** That it was typed at a counter, by whom. */
  readonly typedBy: string | undefined;
  readonly isMine: boolean;
  /** An application of the officer's own: to be read, never handled. */
  readonly isOwn: boolean;
  /** Field examiners drawn for it. */
  readonly lots: readonly CaseLot[];
  /** Why else this officer keeps away from it. */
  readonly recusal: Recusal | undefined;
  readonly earlier: readonly { readonly id: string; readonly ticket: string }[];
  readonly definition: FormDefinition;
  readonly answers: Answers;
  readonly files: readonly CaseFile[];
  /** What the standard asks for, in its order. */
  readonly requirements: readonly Requirement[];
  readonly steps: readonly Step[];
  readonly returnedFields: readonly string[];
  /** The newest paper of a decided case. */
  readonly paper: { readonly stage: 'to-sign' | 'copy' | 'scanned' | 'sealed' | 'revoked'; readonly mayCorrect: boolean } | undefined;
  /** The step that the reader does or could do; nothing once the case is closed. */
  readonly step: OpenStep | undefined;
  /** Why it is not the reader's to do: another role, four eyes. */
  readonly notYours: 'role' | 'four-eyes' | undefined;
  readonly others: readonly OtherStep[];
  readonly workflow: Workflow;
  readonly marks: ReadonlyMap<string, StepMark>;
  readonly form: FormState;
  readonly conflict: Conflict | undefined;
};

export function OpenCase(view: OpenCaseView) {
  const { lang, definition, answers, files } = view;
  const w = words(lang);
  const asked = definition.steps.flatMap((step) => step.fields).filter((field) => field.type !== 'file' && field.type !== 'declaration');
  return (
    <article class="case" aria-labelledby="case-ticket">
      <CaseHead {...view} />
      {Object.keys(view.form.errors).length > 0 && (
        <div>
          <ErrorSummary lang={lang} form={view.form} />
        </div>
      )}
      {view.conflict && <ConflictNotice lang={lang} conflict={view.conflict} />}
      {view.notYours && !isBarred(view) && (
        <Alert tone="info">
          <p>{view.notYours === 'role' ? flowWords(lang).notYours : flowWords(lang).barred}</p>
        </Alert>
      )}
      {view.state === 'submitted' && !isBarred(view) && !view.notYours && <Take {...view} />}
      {view.recusal && !view.isOwn && isOpen(view.state) && <Recused lang={lang} id={view.id} recusal={view.recusal} />}
      {view.isOwn && (
        <Alert tone="warn" title={w.ownCase}>
          <p>{w.errors['own-case']}</p>
        </Alert>
      )}
      <section>
        <h3>{w.answers}</h3>
        <AnswerFacts lang={lang} form={definition} fields={asked} answers={answers} files={[]} />
      </section>
      {files.length > 0 && <CaseFiles {...view} />}
      <Checks {...view} mayTick={view.state === 'in-review' && view.isMine && !isBarred(view)} action={actionOf(view, 'centang')} />
      <Examiners {...view} />
      <section>
        <h3>{flowWords(lang).flow}</h3>
        <Flow lang={lang} workflow={view.workflow} marks={view.marks} />
      </section>
      <section>
        <h3>{w.history}</h3>
        <Timeline label={w.history} steps={view.steps} />
      </section>
      <Acts {...view} />
    </article>
  );
}

const isBarred = (view: OpenCaseView) => view.isOwn || view.recusal !== undefined;

function Examiners(view: OpenCaseView) {
  const { lang, id, lots } = view;
  const mayDraw = view.state === 'in-review' && view.isMine && !isBarred(view);
  if (lots.length === 0 && !mayDraw) return null;
  return (
    <section>
      <h3>{words(lang).examiner}</h3>
      <CaseLots lang={lang} lots={lots} />
      {mayDraw && <LotLink lang={lang} id={id} />}
    </section>
  );
}

function CaseHead(view: OpenCaseView) {
  const { lang } = view;
  const w = words(lang);
  const isDone = view.state === 'granted' || view.state === 'refused' || view.state === 'withdrawn';
  return (
    <header>
      <a class="back" href={href(lang, workAddress('/kerja', view.filter))}>
        <Icon name="arrow-left" /> {w.closeCase}
      </a>
      <div class="case-head">
        <h2 id="case-ticket">{view.ticket}</h2>
        <Tag tone={stateTones[view.state]}>{w.stages[view.state]}</Tag>
      </div>
      <p>
        <strong>{view.applicant}</strong>, {said(view.name, lang)}
      </p>
      {!isDone && (
        <p>
          {w.deadline}: <Deadline lang={lang} today={view.today} received={view.received} due={view.due} state={view.state} />{' '}
          <span class="note">
            {(view.state === 'returned' || Temporal.PlainDate.compare(view.due, view.today) <= 0) && formatDate(view.due, lang)}
            {view.provisional && ` (${w.provisional})`}
          </span>
        </p>
      )}
      <p class="note">{view.holder ? w.heldBy(view.holder) : w.heldByNobody}</p>
      {view.typedBy && <p class="note">{view.typedBy}</p>}
      <a href={href(lang, `/kerja/etiket?cases=${view.id}`)}>{counterWords(lang).printLabels}</a>
      {view.step && isDrawn(view.workflow) && <StepHead lang={lang} step={view.step} others={view.others} />}
    </header>
  );
}

/** Whether the service has a workflow of more than the one step that all have. */
function isDrawn(workflow: Workflow): boolean {
  return workflow.stages.length > 1 || workflow.stages.some(({ branches }) => branches.length > 1 || branches.some((steps) => steps.length > 1));
}

function Acts(view: OpenCaseView) {
  if (isBarred(view) || view.notYours) return null;
  switch (view.state) {
    case 'in-review':
      return view.isMine ? <Decide {...view} /> : <TakeOver {...view} />;
    case 'returned':
      return view.isMine ? <Awaiting {...view} /> : <TakeOver {...view} />;
    case 'granted':
    case 'refused':
      return <Paper {...view} />;
    case 'submitted':
    case 'draft':
    case 'withdrawn':
      return null;
  }
}

function actionOf({ lang, id, filter }: OpenCaseView, act: string): string {
  return href(lang, workAddress(`/kerja/${id}/${act}`, filter));
}

function Take(view: OpenCaseView) {
  const { lang, earlier, form, filter } = view;
  const w = words(lang);
  return (
    <>
      {earlier.length > 0 && (
        <Alert tone="warn" title={w.earlier(earlier.length)}>
          <p class="row">
            {earlier.map((one) => (
              <a key={one.id} href={href(lang, workAddress(`/kerja/${one.id}`, filter))}>
                {one.ticket}
              </a>
            ))}
          </p>
          <p>{w.earlierText}</p>
        </Alert>
      )}
      <section class="case-act">
        <Form action={actionOf(view, 'ambil')}>
          <StepField {...view} />
          {earlier.length > 0 && <Because lang={lang} form={form} />}
          <Button icon="check">{w.take}</Button>
        </Form>
      </section>
    </>
  );
}

function StepField({ step }: OpenCaseView) {
  return step ? <input type="hidden" name="step" value={step.key} /> : null;
}

function TakeOver(view: OpenCaseView) {
  const { lang, form } = view;
  const w = words(lang);
  return (
    <details class="more case-act" open={form.errors['note'] !== undefined}>
      <summary>{w.takeOver}</summary>
      <Form action={actionOf(view, 'alihkan')}>
        <StepField {...view} />
        <TextArea lang={lang} form={form} name="note" label={w.takeOverWhy} rows={2} maxLength={500} />
        <Button kind="plain">{w.takeOver}</Button>
      </Form>
    </details>
  );
}

/** What the step may come to, and nothing else. */
function Decide(view: OpenCaseView) {
  const { lang, version, form, step, workflow } = view;
  const may = (kind: string) => step?.outcomes.some((one) => one.kind === kind) ?? false;
  return (
    <>
      {may('applicant') && <Correction {...view} />}
      {step && <PassOn lang={lang} step={step} workflow={workflow} version={version} action={actionOf(view, 'teruskan')} form={form} />}
      {may('grant') || may('refuse') ? <Decision {...view} may={may} /> : may('applicant') && <AskOnly lang={lang} />}
    </>
  );
}

function AskOnly({ lang }: { readonly lang: Lang }) {
  return (
    <section class="case-act">
      <LinkButton href="#perbaikan">{words(lang).askCorrection}</LinkButton>
    </section>
  );
}

function Decision({ may, ...view }: OpenCaseView & { readonly may: (kind: string) => boolean }) {
  const { lang, version, form } = view;
  const w = words(lang);
  const unticked = view.requirements.filter((one) => !one.checked).length;
  const unseen = view.files.filter((one) => !one.seen).length;
  return (
    <section class="decide-bar" id="putuskan" aria-label={w.decide}>
      <Form action={actionOf(view, 'putuskan')} files>
        <input type="hidden" name="version" value={version} />
        <StepField {...view} />
        <TextArea lang={lang} form={form} name="reason" label={w.reason} hint={w.reasonHint} rows={2} maxLength={2000} />
        <div class="button-row" id="f-outcome" tabIndex={-1}>
          {may('grant') && (
            <Button icon="check" name="outcome" value="granted">
              {w.grant}
            </Button>
          )}
          {may('applicant') && <LinkButton href="#perbaikan">{w.askCorrection}</LinkButton>}
          {may('refuse') && (
            <Button kind="danger" name="outcome" value="refused">
              {w.refuse}
            </Button>
          )}
        </div>
        <p class="note">
          <span data-left="requirements" hidden={unticked === 0}>
            {w.unticked} <b>{unticked}</b>.
          </span>{' '}
          <span data-left="files" hidden={unseen === 0}>
            {w.unseenFiles} <b>{unseen}</b>.
          </span>
        </p>
        {may('grant') && (
          <details class="more" open={form.errors['signed'] !== undefined}>
            <summary>{w.attachSigned}</summary>
            <FileField lang={lang} form={form} name="signed" label={w.signedAct} hint={w.signedActHint} accept={['application/pdf']} optional />
          </details>
        )}
      </Form>
    </section>
  );
}

/** Opens by its address from the bar below, or with what is wrong in it. */
function Correction(view: OpenCaseView) {
  const { lang, version, definition, answers, form } = view;
  const w = words(lang);
  const isAsking = form.errors['fields'] !== undefined || form.errors['note'] !== undefined;
  return (
    <section class={isAsking ? 'correction open' : 'correction'} id="perbaikan">
      <h3>{w.askCorrection}</h3>
      <Form action={actionOf(view, 'perbaikan')}>
        <input type="hidden" name="version" value={version} />
        <StepField {...view} />
        <Choices
          lang={lang}
          form={form}
          name="fields"
          label={w.whichFields}
          many
          options={returnable(definition, answers).map((path) => ({
            value: path,
            label: labelAt(definition, path, lang) ?? path,
            lang: langOf(fieldAt(definition, path)?.field.label ?? { id: '' }, lang),
          }))}
        />
        <TextArea lang={lang} form={form} name="note" label={w.note} hint={w.noteHint} rows={3} maxLength={2000} />
        <div class="button-row">
          <Button kind="plain" icon="send">
            {w.sendBack}
          </Button>
          <a href="#putuskan">{w.notNow}</a>
        </div>
      </Form>
    </section>
  );
}

function Awaiting({ lang, id, definition, returnedFields }: OpenCaseView) {
  const w = words(lang);
  return (
    <section class="case-act">
      <h3>{w.awaiting}</h3>
      <ul class="plain">
        {returnedFields.map((path) => (
          <li key={path} lang={langOf(fieldAt(definition, path)?.field.label ?? { id: '' }, lang)}>
            {labelAt(definition, path, lang)}
          </li>
        ))}
      </ul>
      <p>
        <a href={`/kerja/${id}/perbaikan.pdf`}>{resultWords(lang).correctionPaper}</a>
      </p>
    </section>
  );
}

function Paper(view: OpenCaseView) {
  const { lang, id, paper, form, state } = view;
  const [w, own] = [words(lang), resultWords(lang)];
  if (!paper) return null;
  const stages = { 'to-sign': own.waitsForSignature, copy: w.copyOnly, scanned: w.signedKept, sealed: own.stages.signed, revoked: own.standings.revoked };
  return (
    <section class="case-act">
      <p class="row">
        {paper.stage !== 'to-sign' && paper.stage !== 'revoked' && (
          <LinkButton href={`/kerja/${id}/hasil.pdf`} icon="download">
            {w.result}
          </LinkButton>
        )}
        <Tag tone={paper.stage === 'scanned' || paper.stage === 'sealed' ? 'good' : 'quiet'}>{stages[paper.stage]}</Tag>
        {paper.mayCorrect && <a href={href(lang, `/kerja/${id}/betulkan`)}>{own.correctTitle}</a>}
      </p>
      {paper.stage === 'copy' && state === 'granted' && (
        <Form action={actionOf(view, 'naskah')} files>
          <FileField lang={lang} form={form} name="signed" label={w.signedAct} hint={w.signedActLater} accept={['application/pdf']} />
          <Button kind="plain" icon="upload">
            {w.attachSigned}
          </Button>
        </Form>
      )}
    </section>
  );
}
