import { Button, Choices, Empty, ErrorSummary, Form, type FormState, LinkButton, PageHead, Panel, Section, Tag, TextField, type Tone } from '#platform/ui';
import { href, type Lang, type Text } from '#platform/words';
import type { ProposalState, RecommendationState } from '../model.ts';
import { words } from '../words.ts';

const textIn = (text: Text, lang: Lang) => (lang === 'en' ? (text.en ?? text.id) : text.id);
const tones: Readonly<Record<RecommendationState, Tone>> = { proposed: 'info', requested: 'warn', approved: 'good', rejected: 'quiet', completed: 'good' };

export type PlanRow = { readonly id: string; readonly course: Text; readonly slug: string; readonly reason: string; readonly state: RecommendationState };

export function PlanPage({ lang, rows }: { readonly lang: Lang; readonly rows: readonly PlanRow[] }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.plan} lead={w.lead}>
        <Form action={href(lang, '/rencana/perbarui')} inline>
          <Button kind="plain">{w.refresh}</Button>
        </Form>
      </PageHead>
      {rows.length === 0 && (
        <Empty title={w.none}>
          <p>
            <a href={href(lang, '/asesmen')}>{w.noneHint}</a>
          </p>
        </Empty>
      )}
      {rows.map((row) => (
        <Panel key={row.id} title={textIn(row.course, lang)}>
          <p>
            <Tag tone={tones[row.state]}>{w.states[row.state]}</Tag>
          </p>
          <p>{row.reason}</p>
          {row.state === 'proposed' && (
            <Form action={href(lang, `/rencana/${row.id}/minta`)} inline>
              <Button icon="send">{w.ask}</Button>
            </Form>
          )}
          {(row.state === 'approved' || row.state === 'completed') && (
            <p>
              <LinkButton href={href(lang, `/belajar/${row.slug}`)} icon="books">
                {w.open}
              </LinkButton>
            </p>
          )}
        </Panel>
      ))}
    </>
  );
}

export type ProposalRow = {
  readonly id: string;
  readonly unit: string;
  readonly course: Text;
  readonly reason: string;
  readonly state: ProposalState;
  readonly people: readonly { readonly id: string; readonly name: string; readonly position: string }[];
};
export type RequestRow = { readonly id: string; readonly name: string; readonly position: string; readonly course: Text; readonly reason: string };

type UnitPlanView = {
  readonly lang: Lang;
  readonly proposals: readonly ProposalRow[];
  readonly requests: readonly RequestRow[];
  readonly mayNominate: boolean;
  readonly form: FormState;
};

export function UnitPlanPage({ lang, proposals, requests, mayNominate, form }: UnitPlanView) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.approvals} />
      <ErrorSummary lang={lang} form={form} />
      {requests.length === 0 ? <Empty title={w.approvalsNone} /> : requests.map((row) => <Request key={row.id} lang={lang} row={row} form={form} />)}
      <Section title={w.proposals} id="usulan">
        <p class="note">{w.proposalsLead}</p>
        {proposals.length === 0 ? (
          <Empty title={w.proposalsNone} />
        ) : (
          proposals.map((row) => <Proposal key={row.id} lang={lang} row={row} form={form} mayNominate={mayNominate} />)
        )}
      </Section>
    </>
  );
}

function Request({ lang, row, form }: { readonly lang: Lang; readonly row: RequestRow; readonly form: FormState }) {
  const w = words(lang);
  return (
    <Panel title={row.name}>
      <p class="note">{row.position}</p>
      <p>
        <strong>{textIn(row.course, lang)}</strong>
      </p>
      <p>{row.reason}</p>
      <Form action={href(lang, `/rencana/permintaan/${row.id}`)}>
        <TextField lang={lang} form={{ values: {}, errors: form.errors }} name={`because-${row.id}`} label={w.rejectReason} optional maxLength={300} />
        <div class="button-row">
          <Button name="outcome" value="approved" icon="check">
            {w.approve}
          </Button>
          <Button name="outcome" value="rejected" kind="danger">
            {w.reject}
          </Button>
        </div>
      </Form>
    </Panel>
  );
}

function Proposal({
  lang,
  row,
  form,
  mayNominate,
}: {
  readonly lang: Lang;
  readonly row: ProposalRow;
  readonly form: FormState;
  readonly mayNominate: boolean;
}) {
  const w = words(lang);
  return (
    <Panel title={`${row.unit}: ${textIn(row.course, lang)}`}>
      <p>
        <Tag tone={row.state === 'open' ? 'warn' : 'quiet'}>{w.proposalStates[row.state]}</Tag>
      </p>
      <p>{row.reason}</p>
      {mayNominate && row.state === 'open' && (
        <Form action={href(lang, `/rencana/usulan/${row.id}/nominasi`)}>
          <Choices
            lang={lang}
            form={form}
            name="personIds"
            label={w.whom}
            many
            options={row.people.map((person) => ({ value: person.id, label: person.name, hint: person.position }))}
          />
          <Button icon="users">{w.nominate}</Button>
        </Form>
      )}
    </Panel>
  );
}
