import {
  Button,
  Empty,
  ErrorSummary,
  Form,
  type FormState,
  LinkButton,
  LinkList,
  type LinkRow,
  PageHead,
  Panel,
  said,
  Section,
  Tag,
  TextField,
} from '#platform/ui';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import type { RecommendationState } from '../model.ts';
import { words } from '../words.ts';
import { planTones } from './chain.tsx';

export type PlanRow = {
  readonly id: string;
  readonly course: Text;
  readonly slug: string;
  readonly reason: string;
  readonly state: RecommendationState;
  readonly decision: string | null;
};

const over: readonly RecommendationState[] = ['rejected', 'completed', 'lapsed'];

/** What is recommended to the reader, asked for, approved and done. */
export function PlanPage({ lang, rows }: { readonly lang: Lang; readonly rows: readonly PlanRow[] }) {
  const w = words(lang);
  const current = rows.filter((row) => !over.includes(row.state));
  const past = rows.filter((row) => over.includes(row.state));
  return (
    <>
      <PageHead title={w.plan} lead={w.lead}>
        <Form action={href(lang, '/rencana/perbarui')} inline>
          <Button kind="plain">{w.refresh}</Button>
        </Form>
      </PageHead>
      {rows.length === 0 && (
        <Empty title={w.none}>
          <p>{w.noneHint}</p>
          <LinkButton href={href(lang, '/asesmen')} icon="clipboard-check">
            {w.takeTest}
          </LinkButton>
        </Empty>
      )}
      {current.length > 0 && (
        <Section title={w.current}>
          {current.map((row) => (
            <Plan key={row.id} lang={lang} row={row} />
          ))}
        </Section>
      )}
      {past.length > 0 && (
        <Section title={w.past}>
          <LinkList
            rows={past.map((row) => ({
              href: href(lang, `/rencana/rantai/${row.id}`),
              title: said(row.course, lang),
              note: row.decision ?? row.reason,
              side: <Tag tone={planTones[row.state]}>{w.states[row.state]}</Tag>,
            }))}
          />
        </Section>
      )}
    </>
  );
}

function Plan({ lang, row }: { readonly lang: Lang; readonly row: PlanRow }) {
  const w = words(lang);
  return (
    <Panel title={said(row.course, lang)}>
      <p>
        <Tag tone={planTones[row.state]}>{w.states[row.state]}</Tag>
      </p>
      <p>{row.reason}</p>
      <div class="button-row">
        {row.state === 'proposed' && (
          <Form action={href(lang, `/rencana/${row.id}/minta`)} inline>
            <Button icon="send">{w.ask}</Button>
          </Form>
        )}
        {row.state === 'approved' && (
          <LinkButton kind="primary" href={href(lang, `/belajar/${row.slug}`)} icon="books">
            {w.open}
          </LinkButton>
        )}
        <a href={href(lang, `/rencana/rantai/${row.id}`)}>{w.why}</a>
      </div>
    </Panel>
  );
}

export type RequestRow = { readonly id: string; readonly name: string; readonly position: string; readonly course: Text; readonly reason: string };

type UnitPlanView = {
  readonly lang: Lang;
  readonly requests: readonly RequestRow[];
  readonly proposals: readonly LinkRow[];
  readonly form: FormState;
};

/** What waits for a supervisor and head of a unit. */
export function UnitPlanPage({ lang, requests, proposals, form }: UnitPlanView) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.approvals} />
      <ErrorSummary lang={lang} form={form} />
      <Section title={w.requests}>
        {requests.length === 0 ? (
          <Empty title={w.approvalsNone} />
        ) : (
          <div class="two">
            {requests.map((row) => (
              <Request key={row.id} lang={lang} row={row} form={form} />
            ))}
          </div>
        )}
      </Section>
      <Proposals lang={lang} proposals={proposals} />
    </>
  );
}

function Proposals({ lang, proposals }: Pick<UnitPlanView, 'lang' | 'proposals'>) {
  const w = words(lang);
  return (
    <Section title={w.proposals} id="usulan">
      <p class="note">{w.proposalsLead}</p>
      {proposals.length === 0 ? <Empty title={w.proposalsNone} /> : <LinkList rows={proposals} />}
    </Section>
  );
}

function Request({ lang, row, form }: { readonly lang: Lang; readonly row: RequestRow; readonly form: FormState }) {
  const w = words(lang);
  const field = `because-${row.id}`;
  const typed = form.values[field];
  return (
    <Panel title={row.name}>
      <p class="note">{row.position}</p>
      <p>
        <strong>{said(row.course, lang)}</strong>
      </p>
      <p>{row.reason}</p>
      <p>
        <a href={href(lang, `/rencana/rantai/${row.id}`)}>{w.why}</a>
      </p>
      <Form action={href(lang, `/rencana/permintaan/${row.id}`)}>
        <TextField lang={lang} form={{ values: { [field]: typed }, errors: form.errors }} name={field} label={w.rejectReason} maxLength={300} />
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

type AgencyPlanView = { readonly lang: Lang; readonly open: number; readonly nominated: number; readonly proposals: readonly LinkRow[] };

/** All proposals of the agency, for who plans training. */
export function AgencyPlanPage({ lang, open, nominated, proposals }: AgencyPlanView) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.agency} lead={w.agencyLead(formatNumber(open, lang), formatNumber(nominated, lang))} />
      <Proposals lang={lang} proposals={proposals} />
    </>
  );
}
