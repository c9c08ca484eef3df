import type { PlainDate } from '#platform/time';
import {
  Alert,
  Button,
  Choices,
  ErrorSummary,
  Facts,
  Form,
  type FormState,
  PageHead,
  Panel,
  Section,
  Select,
  Split,
  type Step,
  Tag,
  TextArea,
  Timeline,
} from '#platform/ui';
import { formatDate } from '#platform/time';
import { href, type Lang, type Text } from '#platform/words';
import type { Answers, ApplicationId, ApplicationState, FormDefinition } from '../../model.ts';
import type { ShownFile } from '../../applications/pages/form-fields.tsx';
import { AnswerFacts } from '../../applications/pages/form-steps.tsx';
import { stateTones } from '../../applications/pages/case.tsx';
import { inLang } from '../../standards/pages/catalogue.tsx';
import { words } from '../../words.ts';
import { Deadline } from './worklist.tsx';

export type OpenCaseView = {
  readonly lang: Lang;
  readonly id: ApplicationId;
  readonly version: number;
  readonly name: Text;
  readonly ticket: string;
  readonly applicant: string;
  readonly state: ApplicationState;
  readonly due: PlainDate;
  readonly provisional: boolean;
  readonly today: PlainDate;
  readonly holder: string | undefined;
  readonly isMine: boolean;
  readonly earlier: readonly { readonly id: string; readonly ticket: string }[];
  readonly definition: FormDefinition;
  readonly answers: Answers;
  readonly files: readonly ShownFile[];
  readonly steps: readonly Step[];
  readonly reason: string | null;
  readonly form: FormState;
};

export function OpenCasePage(view: OpenCaseView) {
  const { lang } = view;
  const w = words(lang);
  return (
    <>
      <PageHead kicker={view.ticket} title={view.applicant} lead={inLang(view.name, lang)} back={{ href: href(lang, '/kerja'), label: w.work }}>
        <Tag tone={stateTones[view.state]}>{w.states[view.state]}</Tag>
      </PageHead>
      <ErrorSummary lang={lang} form={view.form} />
      <Split aside={<CaseSide {...view} />}>
        {view.definition.steps.map((step) => (
          <Section key={step.key} title={inLang(step.title, lang)}>
            <AnswerFacts lang={lang} fields={step.fields} answers={view.answers} files={view.files} />
          </Section>
        ))}
        {view.state === 'in-review' && view.isMine && <Decide {...view} />}
      </Split>
    </>
  );
}

function CaseSide(view: OpenCaseView) {
  const { lang } = view;
  const w = words(lang);
  return (
    <>
      <Panel>
        <Facts
          facts={[
            [w.deadline, <Deadline key="due" lang={lang} due={view.due} today={view.today} state={view.state} />],
            [w.due, `${formatDate(view.due, lang)}${view.provisional ? ` (${w.provisional})` : ''}`],
            [w.holder, view.holder ?? w.nobody],
            ...(view.reason ? ([[w.reason, view.reason]] as const) : []),
          ]}
        />
        {view.state === 'submitted' && <Take {...view} />}
      </Panel>
      <Panel title={w.timeline}>
        <Timeline label={w.timeline} steps={view.steps} />
      </Panel>
    </>
  );
}

function Take({ lang, id, earlier, form }: OpenCaseView) {
  const w = words(lang);
  return (
    <Form action={href(lang, `/kerja/${id}/ambil`)}>
      {earlier.length > 0 && (
        <>
          <Alert tone="warn" title={w.earlier}>
            <p>{w.earlierText}</p>
            <p class="row">
              {earlier.map((one) => (
                <a key={one.id} href={href(lang, `/kerja/${one.id}`)}>
                  {one.ticket}
                </a>
              ))}
            </p>
          </Alert>
          <Select
            lang={lang}
            form={form}
            name="because"
            label={w.because}
            blank="–"
            options={Object.entries(w.becauseOptions).map(([value, label]) => ({ value, label }))}
          />
        </>
      )}
      <Button icon="check">{w.take}</Button>
    </Form>
  );
}

function Decide({ lang, id, version, definition, form }: OpenCaseView) {
  const w = words(lang);
  const fields = definition.steps.flatMap((step) => step.fields).filter((field) => field.type !== 'declaration');
  return (
    <>
      <Section title={w.decide} id="putuskan">
        <Form action={href(lang, `/kerja/${id}/putuskan`)}>
          <input type="hidden" name="version" value={version} />
          <Choices
            lang={lang}
            form={form}
            name="outcome"
            label={w.outcome}
            inline
            options={[
              { value: 'granted', label: w.grant },
              { value: 'refused', label: w.refuse },
            ]}
          />
          <TextArea lang={lang} form={form} name="reason" label={w.reason} hint={w.reasonHint} rows={3} maxLength={2000} optional />
          <Button icon="check">{w.decide}</Button>
        </Form>
      </Section>
      <Section title={w.askCorrection} id="perbaikan">
        <Form action={href(lang, `/kerja/${id}/perbaikan`)}>
          <input type="hidden" name="version" value={version} />
          <Choices
            lang={lang}
            form={form}
            name="fields"
            label={w.whichFields}
            many
            options={fields.map((field) => ({ value: field.key, label: inLang(field.label, lang) }))}
          />
          <TextArea lang={lang} form={form} name="note" label={w.note} hint={w.noteHint} rows={3} maxLength={2000} />
          <Button kind="plain" icon="send">
            {w.askCorrection}
          </Button>
        </Form>
      </Section>
    </>
  );
}
