import { objectionTerms } from '#slices/standards';
import { DayLine, QrCode } from '#platform/charts';
import { formatDate, type PlainDate, type Zone } from '#platform/time';
import {
  Alert,
  Button,
  emptyForm,
  type Fact,
  Facts,
  Form,
  LinkButton,
  PageHead,
  said,
  Section,
  Split,
  type Step,
  Tag,
  Timeline,
  type Tone,
} from '#platform/ui';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import type { Answers, ApplicationId, ApplicationState, FormDefinition } from '../../model.ts';
import type { Likely } from '../../dates/rules.ts';
import { isOpen } from '../rules.ts';
import { type CaseLot, CaseLots } from '../../fairness/pages/lots.tsx';
import { type Notices, NoticesSection } from '../../notices/pages/notices.tsx';
import { CaseObjections, ContactForm, type ObjectionsView } from '../../objections/pages/case-objections.tsx';
import { grantedTitle, PaperLink, ResultNote, type ShownResult } from '../../results/pages/case-result.tsx';
import { words as resultWords } from '../../results/words.ts';
import type { StepMark, Workflow } from '../../workflow/model.ts';
import { Flow } from '../../workflow/pages/diagram.tsx';
import { words as flowWords } from '../../workflow/words.ts';
import { words as counterWords } from '../../counter/words.ts';
import { words } from '../../words.ts';
import { type Proof, ProofBox } from './proof-box.tsx';
import type { ShownFile } from '../../forms/pages/form-fields.tsx';
import { AnswerFacts } from '../../forms/pages/answer-facts.tsx';

export const stateTones: Readonly<Record<ApplicationState, Tone>> = {
  draft: 'quiet',
  submitted: 'info',
  'in-review': 'info',
  returned: 'warn',
  granted: 'good',
  refused: 'bad',
  withdrawn: 'quiet',
};

/** Who saw the case, as what, how and why. */
export type CaseLook = { readonly who: string; readonly role: string; readonly why: string; readonly when: string };

export type CaseView = {
  readonly lang: Lang;
  readonly id: ApplicationId;
  readonly name: Text;
  readonly unitName: string;
  /** Of the service, as it stands in addresses. */
  readonly slug: string;
  readonly ticket: string;
  readonly code: string;
  readonly trackUrl: string;
  readonly queueToken: string;
  readonly state: ApplicationState;
  readonly applicant: string;
  readonly mailedTo: string | undefined;
  readonly receivedAt: string;
  readonly receivedOn: PlainDate;
  readonly today: PlainDate;
  readonly due: PlainDate;
  readonly provisional: boolean;
  readonly likely: Likely | undefined;
  readonly kept: string | undefined;
  readonly line: { readonly ahead: number; readonly waiting: number };
  readonly steps: readonly Step[];
  readonly workflow: Workflow;
  readonly marks: ReadonlyMap<string, StepMark>;
  readonly definition: FormDefinition;
  readonly answers: Answers;
  readonly files: readonly ShownFile[];
  readonly reason: string | null;
  readonly result: ShownResult | undefined;
  readonly objections: ObjectionsView['objections'];
  readonly mayFile: ObjectionsView['mayFile'];
  readonly rate: { readonly href: string; readonly label: string } | undefined;
  readonly returnedNote: string | null;
  readonly zone: Zone;
  readonly notices: Notices;
  readonly looks: readonly CaseLook[];
  readonly proof: Proof | undefined;
  /** Field examiners drawn for it. */
  readonly lots: readonly CaseLot[];
};

/** One page from the receipt to the decision: what was handed in, where it stands, who holds it, what comes next. */
export function CasePage({ justSent, ...view }: CaseView & { readonly justSent: boolean }) {
  const { lang } = view;
  const w = words(lang);
  return (
    <>
      {justSent && (
        <Alert tone="good" title={w.received}>
          <p>
            {view.mailedTo ? w.receiptMailed(view.mailedTo) : w.receiptPrint} {w.nothingToDo}
          </p>
        </Alert>
      )}
      <PageHead kicker={view.unitName} title={said(view.name, lang)} back={{ href: href(lang, '/permohonan'), label: w.mine }}>
        <Tag tone={stateTones[view.state]}>{w.states[view.state]}</Tag>
      </PageHead>
      <CaseNotice {...view} />
      <ReceiptCard {...view} />
      <div class="section">
        <Split aside={<CaseAside {...view} />}>
          {isOpen(view.state) && <InLine {...view} />}
          {isOpen(view.state) && <Prospect {...view} />}
          {view.lots.length > 0 && (
            <Section title={w.examiner}>
              <CaseLots lang={lang} lots={view.lots} />
            </Section>
          )}
          <CaseObjections {...view} />
          <Section title={w.timeline}>
            <Timeline label={w.timeline} steps={view.steps} />
          </Section>
          <Section title={flowWords(lang).flow}>
            <Flow lang={lang} workflow={view.workflow} marks={view.marks} />
          </Section>
          <NoticesSection lang={lang} zone={view.zone} id={view.id} mailedTo={view.mailedTo} {...view.notices} />
          <Section title={w.answers}>
            {view.definition.steps.map((step) => (
              <details class="more" key={step.key}>
                <summary>{said(step.title, lang)}</summary>
                <AnswerFacts lang={lang} form={view.definition} fields={step.fields} answers={view.answers} files={view.files} />
              </details>
            ))}
          </Section>
        </Split>
      </div>
    </>
  );
}

function ReceiptCard(view: CaseView) {
  const { lang, id } = view;
  const w = words(lang);
  const due: readonly Fact[] = isOpen(view.state) ? [[w.due, dueText(view)]] : [];
  return (
    <section class="receipt" aria-label={w.receipt}>
      <div class="receipt-top">
        <div class="stack">
          <div>
            <p class="figure-label">{w.ticket}</p>
            <p class="ticket">{view.ticket}</p>
            <p>
              {w.code} <strong class="mono">{view.code}</strong>
            </p>
          </div>
          <Facts facts={[[w.applicant, view.applicant], [w.receivedAt, view.receivedAt], ...due]} />
        </div>
        <div>
          <QrCode text={view.trackUrl} label={w.qrLabel} />
          <p class="note">{w.qrHint}</p>
        </div>
      </div>
      <div class="receipt-foot">
        <p class="button-row">
          <LinkButton kind="primary" href={href(lang, `/permohonan/${id}/tanda-terima.pdf`)} icon="printer">
            {w.printReceipt}
          </LinkButton>
          <LinkButton href={`/permohonan/${id}/tanda-terima.json`} icon="download">
            {w.proofFile}
          </LinkButton>
        </p>
        <p class="note">{w.keepCode}</p>
      </div>
    </section>
  );
}

function dueText({ lang, due, provisional, state }: CaseView): string {
  const w = words(lang);
  const day = `${formatDate(due, lang)}${provisional ? ` (${w.provisional})` : ''}`;
  return state === 'returned' ? `${day}. ${w.clockStopped}` : day;
}

// More places than this do not fit on a narrow screen.
const mostPlaces = 30;

function InLine({ lang, line, unitName }: CaseView) {
  const w = words(lang);
  const place = line.ahead + 1;
  return (
    <section>
      <h2>{line.ahead === 0 ? w.first : w.aheadOf(formatNumber(line.ahead, lang))}</h2>
      <p class="note">
        {w.placeOf(formatNumber(place, lang), formatNumber(line.waiting, lang), unitName)} <a href={href(lang, '/transparansi/antrean')}>{w.whoWasFirst}</a>
      </p>
      {line.waiting <= mostPlaces && line.waiting > 1 && (
        <ol class="line-bar" aria-hidden="true">
          {Array.from({ length: line.waiting }, (_none, at) => (
            <li key={at} class={at < line.ahead ? 'ahead' : at === line.ahead ? 'you' : undefined}>
              {at === line.ahead ? formatNumber(place, lang) : ''}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function withoutYear(date: PlainDate, lang: Lang): string {
  return formatDate(date, lang).replace(/ \d{4}$/, '');
}

function Prospect({ lang, likely, due, today, receivedOn, kept, state }: CaseView) {
  const w = words(lang);
  if (state === 'returned') return null;
  const promised = formatDate(due, lang);
  const isLate = Temporal.PlainDate.compare(due, today) < 0;
  if (!likely) return <p class="section">{isLate ? w.late(promised) : w.likelyUnknown(promised)}</p>;
  const title = likely.from.equals(likely.until)
    ? w.likelyOn(withoutYear(likely.from, lang))
    : w.likelyBetween(withoutYear(likely.from, lang), withoutYear(likely.until, lang));
  return (
    <div class="section">
      <DayLine
        lang={lang}
        level={2}
        title={title}
        note={[isLate ? w.late(promised) : w.promisedBy(promised), w.likelyNote, ...(kept ? [w.likelyKept(kept)] : [])].join(' ')}
        begun={receivedOn}
        today={today}
        promise={due}
        likely={likely}
      />
    </div>
  );
}

function CaseNotice({ lang, id, state, reason, rate, returnedNote, result }: CaseView) {
  const w = words(lang);
  if (state === 'returned') {
    return (
      <Alert tone="warn" title={w.states.returned}>
        <p>{returnedNote}</p>
        <p>
          <LinkButton kind="primary" href={href(lang, `/permohonan/${id}/perbaikan`)} icon="edit">
            {w.correct}
          </LinkButton>
        </p>
      </Alert>
    );
  }
  const rating = rate && (
    <LinkButton href={rate.href} icon="message-circle">
      {rate.label}
    </LinkButton>
  );
  if (state === 'granted') {
    return (
      <Alert tone={result?.stage === 'revoked' ? 'bad' : 'good'} title={grantedTitle(lang, result)}>
        <ResultNote lang={lang} result={result} />
        {reason && <p>{reason}</p>}
        <div class="button-row">
          <PaperLink lang={lang} id={id} result={result} kind="primary" label={w.result} />
          {rating}
        </div>
      </Alert>
    );
  }
  if (state === 'refused') {
    return (
      <Alert tone="bad" title={w.refusedBecause}>
        <p>{reason}</p>
        <ResultNote lang={lang} result={result} />
        <p>{w.refusedNext(objectionTerms())}</p>
        <div class="button-row">
          <PaperLink lang={lang} id={id} result={result} kind="plain" label={resultWords(lang).refusalPaper} />
          {rating}
        </div>
      </Alert>
    );
  }
  return null;
}

function CaseAside(view: CaseView) {
  const { lang, id, looks, state } = view;
  const w = words(lang);
  return (
    <>
      <section>
        <h2>{w.lookedBy}</h2>
        {looks.length === 0 ? (
          <p class="note">{w.lookedNone}</p>
        ) : (
          <ul class="aside-list">
            {looks.map((look) => (
              <li key={`${look.when} ${look.who} ${look.why}`}>
                <strong>{look.who}</strong>
                <span class="note">{look.role}</span>
                <span class="note">{look.why}</span>
                <span class="note">{look.when}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      {view.proof && (
        <div class="section">
          <ProofBox lang={lang} proof={view.proof} queueToken={view.queueToken} />
        </div>
      )}
      <ContactForm lang={lang} id={id} form={emptyForm} />
      {isOpen(state) && (
        <p class="section">
          <a href={href(lang, `/layanan/${view.slug}/janji?permohonan=${id}`)}>{counterWords(lang).byAppointment}</a>
        </p>
      )}
      {isOpen(state) && (
        <details class="more section">
          <summary>{w.withdraw}</summary>
          <p class="note">{w.withdrawNote}</p>
          <Form action={href(lang, `/permohonan/${id}/tarik`)}>
            <Button kind="danger">{w.withdrawSure}</Button>
          </Form>
        </details>
      )}
    </>
  );
}
