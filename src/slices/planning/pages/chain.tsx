import { TrendLine } from '#platform/charts';
import { Button, Choices, ErrorSummary, Form, type FormState, Icon, PageHead, Panel, Section, Split, Table, Tag, TextArea, type Tone } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import type { ProposalState, RecommendationState } from '../model.ts';
import { words } from '../words.ts';

export type ShownStep = {
  readonly title: string;
  readonly when: string | undefined;
  readonly text: readonly string[];
  readonly links: readonly { readonly href: string; readonly label: string }[];
  readonly state: 'done' | 'now' | 'next' | 'ended';
  /** Its place in the public ledger, and where its reader gets the receipt. */
  readonly leaf: number | undefined;
  readonly receipt: string | undefined;
};

/** Step by step from a cause to what came of it, each with its date, its numbers, where to read on, and its proof. */
export function Chain({ lang, steps, level }: { readonly lang: Lang; readonly steps: readonly ShownStep[]; readonly level: 2 | 3 }) {
  const w = words(lang);
  const Heading = `h${level}` as const;
  return (
    <ol class="chain" aria-label={w.chain}>
      {steps.map((step) => (
        <li key={step.title} class={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
          <Heading>{step.title}</Heading>
          {step.when && <p class="step-when">{step.when}</p>}
          {step.text.map((line) => (
            <p key={line}>{line}</p>
          ))}
          {step.links.length > 0 && (
            <p class="row">
              {step.links.map((link) => (
                <a key={link.href} href={link.href}>
                  {link.label}
                </a>
              ))}
            </p>
          )}
          {step.leaf !== undefined && (
            <p class="leaf">
              <Icon name="shield-check" />
              {w.leaf(formatNumber(step.leaf, lang))}
              {step.receipt && <a href={step.receipt}>{w.receipt}</a>}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

export const planTones: Readonly<Record<RecommendationState, Tone>> = {
  proposed: 'info',
  requested: 'warn',
  approved: 'good',
  rejected: 'quiet',
  completed: 'good',
  lapsed: 'quiet',
};

const lists = { '/rencana': 'plan', '/rencana/unit': 'approvals', '/rencana/instansi': 'agency' } as const;

type PlanView = {
  readonly lang: Lang;
  readonly name: string;
  readonly course: string;
  readonly state: RecommendationState;
  readonly steps: readonly ShownStep[];
  /** The list that the reader came from, or could have. */
  readonly back: keyof typeof lists;
};

/** The chain of one person's plan. */
export function PlanChainPage({ lang, name, course, state, steps, back }: PlanView) {
  const w = words(lang);
  return (
    <>
      <PageHead kicker={name} title={w.chainOf(course)} lead={w.chainLead} back={{ href: href(lang, back), label: w[lists[back]] }}>
        <Tag tone={planTones[state]}>{w.states[state]}</Tag>
      </PageHead>
      <Chain lang={lang} steps={steps} level={2} />
    </>
  );
}

export type Nominee = {
  readonly id: string;
  readonly name: string;
  readonly state: RecommendationState;
  readonly certificate: string | undefined;
};
export type Candidate = { readonly id: string; readonly name: string; readonly position: string };

export type ProposalView = {
  readonly lang: Lang;
  readonly id: string;
  readonly title: string;
  readonly state: ProposalState;
  readonly reason: string;
  readonly steps: readonly ShownStep[];
  readonly nominees: readonly Nominee[];
  /** Undefined: the reader does not nominate here. */
  readonly candidates: readonly Candidate[] | undefined;
  readonly trend: {
    readonly title: string;
    readonly goodFrom: number;
    readonly points: readonly { readonly label: string; readonly value: number | undefined; readonly n: number }[];
  };
  readonly form: FormState;
};

/** A proposal to a unit: what waits for the head, the whole loop, and how the ratings went. */
export function ProposalPage(view: ProposalView) {
  const { lang } = view;
  const w = words(lang);
  return (
    <>
      <PageHead
        kicker={w.proposal}
        title={view.title}
        lead={view.reason}
        back={{ href: href(lang, view.candidates ? '/rencana/unit' : '/rencana/instansi'), label: view.candidates ? w.approvals : w.agency }}
      >
        <Tag tone={view.state === 'open' ? 'warn' : 'quiet'}>{w.proposalStates[view.state]}</Tag>
      </PageHead>
      <ErrorSummary lang={lang} form={view.form} />
      {view.candidates && (view.state === 'open' || view.state === 'nominated') && <Nominating {...view} candidates={view.candidates} />}
      <Split aside={<Trend {...view} />}>
        <Section title={w.chain}>
          <Chain lang={lang} steps={view.steps} level={3} />
        </Section>
        {view.nominees.length > 0 && <Nominees {...view} />}
      </Split>
    </>
  );
}

function Nominating({ lang, id, state, candidates, form }: ProposalView & { readonly candidates: readonly Candidate[] }) {
  const w = words(lang);
  const pick = (
    <div class="people-pick">
      {candidates.length === 0 ? (
        <p>{w.whomNone}</p>
      ) : (
        <Form action={href(lang, `/rencana/usulan/${id}/nominasi`)}>
          <Choices
            lang={lang}
            form={form}
            name="personIds"
            label={w.whom}
            hint={w.whomHint}
            many
            options={candidates.map((person) => ({ value: person.id, label: person.name, hint: person.position }))}
          />
          <Button icon="users">{w.nominate}</Button>
        </Form>
      )}
    </div>
  );
  if (state === 'nominated')
    return (
      <details class="panel" open={form.errors['personIds'] !== undefined}>
        <summary>{w.nominate}</summary>
        {pick}
      </details>
    );
  return (
    <>
      <Panel tone="lifted">{pick}</Panel>
      <details class="panel" open={form.errors['because'] !== undefined}>
        <summary>{w.dismiss}</summary>
        <Form action={href(lang, `/rencana/usulan/${id}/tutup`)}>
          <TextArea lang={lang} form={form} name="because" label={w.because} hint={w.becauseHint} rows={2} maxLength={500} />
          <Button kind="plain">{w.dismiss}</Button>
        </Form>
      </details>
    </>
  );
}

function Nominees({ lang, nominees }: ProposalView) {
  const w = words(lang);
  return (
    <Section title={w.people}>
      <Table
        caption={w.people}
        keyOf={(row) => row.id}
        rows={nominees}
        columns={[
          { head: w.person, cell: (row) => <a href={href(lang, `/rencana/rantai/${row.id}`)}>{row.name}</a> },
          { head: w.state, cell: (row) => <Tag tone={planTones[row.state]}>{w.states[row.state]}</Tag> },
          { head: w.certificate, cell: (row) => (row.certificate ? <span class="mono">{row.certificate}</span> : '–') },
        ]}
      />
    </Section>
  );
}

function Trend({ lang, trend }: ProposalView) {
  const w = words(lang);
  const two = (value: number) => formatNumber(value, lang, 2);
  return (
    <TrendLine
      lang={lang}
      title={trend.title}
      columns={[w.month, w.mean]}
      min={1}
      max={4}
      format={two}
      norm={{ value: trend.goodFrom, label: w.norm(two(trend.goodFrom)) }}
      points={trend.points.map(({ label, value, n }) => ({ label, value, note: w.answers(formatNumber(n, lang)) }))}
    />
  );
}
