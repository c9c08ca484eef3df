import { Button, ErrorSummary, Form, type FormState, LinkButton, LinkList, PageHead, Panel, said, Section, Select, Split, Table, Tag } from '#platform/ui';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import type { NumberLane } from '../../model.ts';
import { numberLabel } from '../rules.ts';
import { words } from '../words.ts';
import { NumberFields, type NumberChoice } from './take-number.tsx';
import { BeginForm, type OfferedService } from './walk-in.tsx';

export type WaitingNumber = {
  readonly id: string;
  readonly number: number;
  readonly lane: NumberLane;
  readonly service: Text | undefined;
  readonly since: string;
  /** The case about which they come. */
  readonly about: { readonly id: string; readonly ticket: string } | undefined;
};

type CountersView = {
  readonly lang: Lang;
  readonly counters: readonly { readonly id: string; readonly name: string; readonly unit: string; readonly note: string }[];
  readonly services: readonly OfferedService[];
  readonly form: FormState;
};

export function ClerkCounters({ lang, counters, services, form }: CountersView) {
  const w = words(lang);
  return (
    <>
      <ErrorSummary lang={lang} form={form} />
      <PageHead title={w.counters} lead={w.countersLead} />
      {counters.length > 0 && (
        <Section title={w.yourCounters}>
          <LinkList rows={counters.map(({ id, name, unit, note }) => ({ href: href(lang, `/kerja/loket/${id}`), title: `${name}, ${unit}`, note }))} />
        </Section>
      )}
      <BeginForm lang={lang} services={services} numberId={undefined} form={form} />
    </>
  );
}

export type ClerkView = {
  readonly lang: Lang;
  readonly id: string;
  readonly name: string;
  readonly unit: { readonly slug: string; readonly name: string };
  readonly current: WaitingNumber | undefined;
  readonly waiting: readonly WaitingNumber[];
  readonly online: number;
  readonly others: readonly { readonly id: string; readonly name: string }[];
  readonly services: readonly OfferedService[];
  readonly choices: readonly NumberChoice[];
  readonly formKey: string;
  readonly form: FormState;
};

/** A clerk's desk: who stands there, who comes next, and the form for what they came for. */
export function ClerkPage(view: ClerkView) {
  const { lang, waiting } = view;
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  return (
    <>
      <ErrorSummary lang={lang} form={view.form} />
      <PageHead
        title={view.name}
        kicker={view.unit.name}
        lead={w.clerkLead(n(waiting.length), n(view.online))}
        back={{ href: href(lang, '/kerja/loket'), label: w.counters }}
      >
        <LinkButton href={href(lang, `/loket/${view.unit.slug}/layar`)} icon="eye">
          {w.openScreen}
        </LinkButton>
      </PageHead>
      <Split aside={<Waiting {...view} />}>
        <Current {...view} />
        <BeginForm lang={lang} services={view.services} numberId={view.current?.id} form={view.form} />
      </Split>
    </>
  );
}

function act(lang: Lang, id: string, name: string): string {
  return href(lang, `/kerja/loket/${id}/${name}`);
}

function Current(view: ClerkView) {
  const { lang, id, current } = view;
  const w = words(lang);
  return (
    <Panel title={w.current}>
      {current ? <Standing {...view} current={current} /> : <p class="note">{w.nobody}</p>}
      <Form action={act(lang, id, current ? 'selesai' : 'panggil')} inline>
        {current && <input type="hidden" name="number" value={current.id} />}
        <Button icon="arrow-right" name="next" value="ya">
          {current ? w.callAfter : w.call}
        </Button>
      </Form>
    </Panel>
  );
}

function Standing({ lang, id, current, others, form }: ClerkView & { readonly current: WaitingNumber }) {
  const w = words(lang);
  const number = <input type="hidden" name="number" value={current.id} />;
  return (
    <>
      <p class="slip-number large">{numberLabel(current)}</p>
      <p>
        {w.lanes[current.lane]}, {current.service ? said(current.service, lang) : w.information}
      </p>
      {current.about && (
        <p>
          <LinkButton href={href(lang, `/kerja/${current.about.id}`)} icon="file-text">
            {w.openCase(current.about.ticket)}
          </LinkButton>
        </p>
      )}
      <div class="button-row">
        <Form action={act(lang, id, 'selesai')} inline>
          {number}
          <Button kind="plain">{w.done}</Button>
        </Form>
        <Form action={act(lang, id, 'panggil-ulang')} inline>
          {number}
          <Button kind="plain">{w.again}</Button>
        </Form>
        <Form action={act(lang, id, 'tidak-hadir')} inline>
          {number}
          <Button kind="plain">{w.absent}</Button>
        </Form>
      </div>
      {others.length > 0 && (
        <Form action={act(lang, id, 'oper')} inline>
          {number}
          <Select lang={lang} form={form} name="to" label={w.passTo} options={others.map((one) => ({ value: one.id, label: one.name }))} />
          <Button kind="plain">{w.pass}</Button>
        </Form>
      )}
    </>
  );
}

function Waiting({ lang, id, waiting, choices, formKey, form }: ClerkView) {
  const w = words(lang);
  return (
    <>
      <section>
        <h2>{w.waitingHere}</h2>
        <div id="menunggu" data-live>
          {waiting.length === 0 ? (
            <p class="note">{w.noneWaits}</p>
          ) : (
            <Table
              caption={w.waitingHere}
              rows={waiting}
              keyOf={(one) => one.id}
              columns={[
                { head: w.number, cell: (one) => <Tag tone={one.lane === 'regular' ? 'quiet' : 'info'}>{numberLabel(one)}</Tag> },
                { head: w.service, cell: (one) => (one.service ? said(one.service, lang) : w.information) },
                { head: w.since, cell: (one) => one.since },
              ]}
            />
          )}
        </div>
      </section>
      <details class="more section">
        <summary>{w.give}</summary>
        <p class="note">{w.giveLead}</p>
        <Form action={act(lang, id, 'beri')}>
          <NumberFields lang={lang} form={{ ...form, errors: {} }} services={choices} formKey={formKey} />
          <Button kind="plain">{w.give}</Button>
        </Form>
      </details>
    </>
  );
}
