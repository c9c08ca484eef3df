import { formatDate, formatInstant, type Instant, type PlainDate, type Zone } from '#platform/time';
import { Button, Choices, Empty, ErrorSummary, Facts, Form, type FormState, LinkList, PageHead, Section, Tag, TextArea } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import type { ObjectionStage } from '../../model.ts';
import { words } from '../words.ts';

export type ObjectionLine = {
  readonly id: string;
  readonly ticket: string;
  readonly applicant: string;
  readonly stage: ObjectionStage;
  readonly due: PlainDate;
  readonly outcome: 'upheld' | 'dismissed' | null;
};

/** What citizens hold against decisions, the most urgent on top. */
export function ObjectionsPage({ lang, today, rows }: { readonly lang: Lang; readonly today: PlainDate; readonly rows: readonly ObjectionLine[] }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.deskTitle} lead={w.deskLead} />
      {rows.length === 0 ? (
        <Empty title={w.deskNone}>
          <p>{w.deskNoneHint}</p>
        </Empty>
      ) : (
        <LinkList
          rows={rows.map((one) => ({
            href: href(lang, `/kerja/keberatan/${one.id}`),
            title: `${w.stages[one.stage]} ${one.ticket}`,
            note: one.applicant,
            side: one.outcome ? (
              <Tag tone="quiet">{w.outcomes[one.outcome]}</Tag>
            ) : (
              <Tag tone={Temporal.PlainDate.compare(today, one.due) > 0 ? 'bad' : 'info'}>
                {Temporal.PlainDate.compare(today, one.due) > 0 ? w.late : w.dueBy(formatDate(one.due, lang, 'short'))}
              </Tag>
            ),
          }))}
        />
      )}
    </>
  );
}

type View = {
  readonly lang: Lang;
  readonly zone: Zone;
  readonly one: ObjectionLine & { readonly grounds: string; readonly filedAt: Instant; readonly reason: string | null };
  readonly decision: { readonly outcome: string; readonly reason: string | null };
  /** Why this official may not answer. */
  readonly barred: string | undefined;
  readonly form: FormState;
};

export function ObjectionPage({ lang, zone, one, decision, barred, form }: View) {
  const w = words(lang);
  return (
    <>
      <PageHead title={`${w.stages[one.stage]} ${one.ticket}`} back={{ href: href(lang, '/kerja/keberatan'), label: w.deskTitle }} />
      {Object.keys(form.errors).length > 0 && <ErrorSummary lang={lang} form={form} />}
      <Facts
        facts={[
          [w.decision, decision.outcome],
          ...(decision.reason ? ([[w.decisionReason, decision.reason]] as const) : []),
          [w.filedOn, `${formatInstant(one.filedAt, zone, lang)}, ${one.applicant}`],
          [w.grounds, one.grounds],
          ...(one.outcome
            ? ([[w.answered, `${w.outcomes[one.outcome]}. ${one.reason ?? ''}`]] as const)
            : ([[w.answerBy, formatDate(one.due, lang)]] as const)),
        ]}
      />
      {barred !== undefined && <p class="note section">{barred}</p>}
      {!one.outcome && barred === undefined && (
        <Section title={w.answer}>
          <Form action={href(lang, `/kerja/keberatan/${one.id}`)}>
            <Choices
              lang={lang}
              form={form}
              name="outcome"
              label={w.outcome}
              options={[
                { value: 'upheld', label: w.uphold },
                { value: 'dismissed', label: w.dismiss },
              ]}
            />
            <TextArea lang={lang} form={form} name="reason" label={w.reason} hint={w.reasonHint} rows={5} maxLength={5000} />
            <Button icon="check">{w.answer}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}
