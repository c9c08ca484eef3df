import { formatDate, type PlainDate } from '#platform/time';
import {
  Button,
  ErrorSummary,
  Facts,
  Form,
  type FormState,
  LinkButton,
  PageHead,
  Panel,
  Section,
  Split,
  type Step,
  Tag,
  TextArea,
  Timeline,
  type Tone,
} from '#platform/ui';
import { href, type Lang } from '#platform/words';
import type { ComplaintState } from '../../model.ts';
import { words } from '../../words.ts';

export const stateTones: Readonly<Record<ComplaintState, Tone>> = { received: 'info', assigned: 'info', answered: 'good', closed: 'good', 'not-ours': 'quiet' };

export type ShownFile = { readonly id: string; readonly name: string; readonly href: string };

export function FileLinks({ files }: { readonly files: readonly ShownFile[] }) {
  if (files.length === 0) return <>–</>;
  return (
    <ul class="plain">
      {files.map((file) => (
        <li key={file.id}>
          <a href={file.href}>{file.name}</a>
        </li>
      ))}
    </ul>
  );
}

/** The date that counts now, with what it means. */
export type Due = { readonly kind: 'verify' | 'answer' | 'feedback'; readonly on: PlainDate; readonly provisional: boolean };

export function dueText(due: Due, lang: Lang): readonly [label: string, text: string] {
  const w = words(lang);
  const labels = { verify: w.verifyDue, answer: w.answerDue, feedback: w.feedbackDue };
  return [labels[due.kind], `${formatDate(due.on, lang)}${due.provisional ? ` (${w.provisional})` : ''}`];
}

export type ComplaintView = {
  readonly lang: Lang;
  readonly ticket: string;
  readonly title: string;
  readonly body: string;
  readonly place: string | null;
  readonly state: ComplaintState;
  readonly due: Due | undefined;
  readonly steps: readonly Step[];
  readonly files: readonly ShownFile[];
  readonly form: FormState;
};

/** The complaint as its reporter follows it. */
export function ComplaintCase(view: ComplaintView) {
  const { lang, form, due } = view;
  const w = words(lang);
  return (
    <>
      <PageHead kicker={view.ticket} title={view.title}>
        <Tag tone={stateTones[view.state]}>{w.states[view.state]}</Tag>
      </PageHead>
      <ErrorSummary lang={lang} form={form} />
      <Split
        aside={
          <>
            <Panel title={w.yours}>
              <p class="prose">{view.body}</p>
              <Facts
                facts={[
                  [w.place, view.place ?? '–'],
                  [w.files, <FileLinks key="files" files={view.files} />],
                ]}
              />
            </Panel>
            <Panel title={w.proof} tone="sunken">
              <p class="note">{w.proofNote}</p>
              <LinkButton href={href(lang, `/aduan/nomor/${view.ticket}/tanda-terima.json`)} icon="download">
                {w.download}
              </LinkButton>
            </Panel>
          </>
        }
      >
        {view.state === 'answered' && <Feedback {...view} />}
        {due && view.state !== 'answered' && <Facts facts={[dueText(due, lang)]} />}
        <Section title={w.timeline}>
          <Timeline label={w.timeline} steps={view.steps} />
        </Section>
      </Split>
    </>
  );
}

function Feedback({ lang, form, ticket, due, steps }: ComplaintView) {
  const w = words(lang);
  const answer = steps.findLast((step) => step.title.startsWith(w.steps.answered) && step.note);
  return (
    <Panel tone="lifted" title={w.content}>
      {answer && <p class="prose answer">{answer.note}</p>}
      <Form action={href(lang, '/aduan/tanggapan')}>
        <input type="hidden" name="ticket" value={ticket} />
        <TextArea lang={lang} form={form} name="note" label={w.note} hint={w.noteHint} rows={3} optional maxLength={2000} />
        <div class="button-row">
          <Button name="content" value="ya" icon="check">
            {w.contentYes}
          </Button>
          <Button name="content" value="belum" kind="plain">
            {w.contentNo}
          </Button>
        </div>
      </Form>
      {due && (
        <p class="note">
          {dueText(due, lang).join(': ')}. {w.feedbackNote}
        </p>
      )}
    </Panel>
  );
}
