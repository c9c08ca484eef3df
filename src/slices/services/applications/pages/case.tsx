import { QrCode } from '#platform/charts';
import { formatDate, type PlainDate } from '#platform/time';
import {
  Alert,
  Button,
  Empty,
  ErrorSummary,
  type Fact,
  Facts,
  Form,
  type FormState,
  LinkButton,
  LinkList,
  PageHead,
  Section,
  Split,
  Tag,
  type Tone,
  type Step,
  TextField,
  Timeline,
} from '#platform/ui';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import type { Answers, ApplicationId, ApplicationState, FormDefinition } from '../../model.ts';
import { inLang } from '../../standards/pages/catalogue.tsx';
import { words } from '../../words.ts';
import type { ShownFile } from './form-fields.tsx';
import { AnswerFacts } from './form-steps.tsx';

export const stateTones: Readonly<Record<ApplicationState, Tone>> = {
  draft: 'quiet',
  submitted: 'info',
  'in-review': 'info',
  returned: 'warn',
  granted: 'good',
  refused: 'bad',
  withdrawn: 'quiet',
};

export type CaseView = {
  readonly lang: Lang;
  readonly id: ApplicationId;
  readonly name: Text;
  readonly unitName: string;
  readonly ticket: string;
  readonly code: string;
  readonly state: ApplicationState;
  readonly due: PlainDate | undefined;
  readonly provisional: boolean;
  readonly ahead: number;
  readonly steps: readonly Step[];
  readonly definition: FormDefinition;
  readonly answers: Answers;
  readonly files: readonly ShownFile[];
  readonly reason: string | null;
  readonly rate: { readonly href: string; readonly label: string } | undefined;
  readonly returnedNote: string | null;
  readonly looks: readonly { readonly who: string; readonly when: string }[];
};

function deadlineFact({ lang, due, provisional }: CaseView): Fact {
  const w = words(lang);
  return [w.due, due ? `${formatDate(due, lang)}${provisional ? ` (${w.provisional})` : ''}` : '–'];
}

function place({ lang, ahead }: CaseView): string {
  const w = words(lang);
  return ahead === 0 ? w.first : w.aheadOf(formatNumber(ahead, lang));
}

/** After handing in: number and code, the deadline, the place in line, and the receipt that anyone can verify. */
export function ReceiptPage(view: CaseView & { readonly trackUrl: string }) {
  const { lang, id } = view;
  const w = words(lang);
  return (
    <>
      <PageHead title={w.received} lead={w.receivedLead} />
      <div class="receipt">
        <div class="two">
          <div class="stack">
            <div>
              <p class="figure-label">{w.ticket}</p>
              <p class="code">{view.ticket}</p>
            </div>
            <div>
              <p class="figure-label">{w.code}</p>
              <p class="code">{view.code}</p>
            </div>
            <Facts facts={[[w.service, inLang(view.name, lang)], deadlineFact(view), [w.ahead, place(view)]]} />
          </div>
          <div class="stack">
            <QrCode text={view.trackUrl} label={w.track} />
            <p class="button-row">
              <LinkButton kind="primary" href={href(lang, `/permohonan/${id}`)} icon="eye">
                {w.follow}
              </LinkButton>
              <LinkButton href={`/permohonan/${id}/tanda-terima.json`} icon="download">
                {w.print}
              </LinkButton>
            </p>
            <p class="note">
              {w.printHint} <a href={href(lang, '/transparansi/verifikasi')}>{w.verify}</a>
            </p>
          </div>
        </div>
      </div>
    </>
  );
}

export function CasePage(view: CaseView) {
  const { lang, id } = view;
  const w = words(lang);
  return (
    <>
      <PageHead kicker={view.ticket} title={inLang(view.name, lang)} lead={view.unitName}>
        <Tag tone={stateTones[view.state]}>{w.states[view.state]}</Tag>
      </PageHead>
      <CaseNotice {...view} />
      <Split aside={<CaseAside {...view} />}>
        <h2>{w.timeline}</h2>
        <Timeline label={w.timeline} steps={view.steps} />
        {view.definition.steps.map((step) => (
          <Section key={step.key} title={inLang(step.title, lang)}>
            <AnswerFacts lang={lang} fields={step.fields} answers={view.answers} files={view.files} />
          </Section>
        ))}
        {view.looks.length > 0 && (
          <Section title={w.lookedBy}>
            <Facts facts={view.looks.map((look) => [look.when, look.who])} />
          </Section>
        )}
        {(view.state === 'submitted' || view.state === 'in-review' || view.state === 'returned') && (
          <Section title={w.withdraw}>
            <Form action={href(lang, `/permohonan/${id}/tarik`)}>
              <Button kind="danger">{w.withdraw}</Button>
            </Form>
          </Section>
        )}
      </Split>
    </>
  );
}

function CaseNotice({ lang, id, state, reason, rate, returnedNote }: CaseView) {
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
      <Alert tone="good" title={w.resultMade}>
        <div class="button-row">
          <LinkButton kind="primary" href={`/permohonan/${id}/hasil.pdf`} icon="download">
            {w.result}
          </LinkButton>
          {rating}
        </div>
      </Alert>
    );
  }
  if (state === 'refused') {
    return (
      <Alert tone="bad" title={w.refusedBecause}>
        <p>{reason}</p>
        <p>{w.refusedNext}</p>
        {rating}
      </Alert>
    );
  }
  return null;
}

function CaseAside(view: CaseView) {
  const { lang, id } = view;
  const w = words(lang);
  const open = view.state === 'submitted' || view.state === 'in-review';
  return (
    <div class="panel">
      <Facts facts={[deadlineFact(view), ...(open ? ([[w.ahead, place(view)]] as const) : []), [w.ticket, view.ticket]]} />
      <p>
        <LinkButton href={`/permohonan/${id}/tanda-terima.json`} icon="download">
          {w.print}
        </LinkButton>
      </p>
      <p class="note">
        {w.printHint} <a href={href(lang, '/transparansi/verifikasi')}>{w.verify}</a>
      </p>
    </div>
  );
}

export function TrackPage({ lang, form }: { readonly lang: Lang; readonly form: FormState }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.track} lead={w.trackLead} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, '/lacak')}>
        <TextField lang={lang} form={form} name="ticket" label={w.ticket} hint="LYN-52-2026-0000123-4" width="medium" autocomplete="off" />
        <TextField lang={lang} form={form} name="code" label={w.code} hint="XXXX-XXXX-XXXX-XXXX" width="medium" autocomplete="off" />
        <Button icon="search">{w.trackSubmit}</Button>
      </Form>
    </>
  );
}

export type MineRow = {
  readonly id: ApplicationId;
  readonly name: Text;
  readonly state: ApplicationState;
  readonly ticket: string | null;
  readonly when: string;
};

export function MyApplications({ lang, rows }: { readonly lang: Lang; readonly rows: readonly MineRow[] }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.mine}>
        <LinkButton href={href(lang, '/layanan')} icon="plus">
          {w.apply}
        </LinkButton>
      </PageHead>
      {rows.length === 0 ? (
        <Empty title={w.mineNone}>
          <p>
            <a href={href(lang, '/layanan')}>{w.mineNoneHint}</a>
          </p>
        </Empty>
      ) : (
        <LinkList
          rows={rows.map((row) => ({
            href: href(lang, row.state === 'draft' ? `/permohonan/${row.id}/langkah/1` : `/permohonan/${row.id}`),
            title: inLang(row.name, lang),
            note: row.ticket ?? w.continueDraft,
            side: (
              <>
                <Tag tone={stateTones[row.state]}>{w.states[row.state]}</Tag>
                <br />
                {row.when}
              </>
            ),
          }))}
        />
      )}
    </>
  );
}
