import { Alert, Button, Choices, Empty, ErrorSummary, Form, type FormState, LinkList, PageHead, Panel, Section, Split, Table } from '#platform/ui';
import { formatNumber, formatPercent, href, type Lang, type Text } from '#platform/words';
import type { CompetencyResult, ShownItem } from '../model.ts';
import type { FullItem } from '../store.ts';
import { words } from '../words.ts';

const textIn = (text: Text, lang: Lang) => (lang === 'en' ? (text.en ?? text.id) : text.id);

export type TestCard = { readonly slug: string; readonly title: Text; readonly summary: Text; readonly minutes: number; readonly running: boolean };

export function TestsPage({
  lang,
  tests,
  history,
}: {
  readonly lang: Lang;
  readonly tests: readonly TestCard[];
  readonly history: readonly { readonly id: string; readonly title: Text; readonly when: string }[];
}) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.tests} lead={w.lead} />
      {tests.length === 0 && <Empty title={w.none} />}
      <div class="two">
        {tests.map((test) => (
          <Panel key={test.slug} title={textIn(test.title, lang)}>
            <p>{textIn(test.summary, lang)}</p>
            <p class="note">{w.minutes(formatNumber(test.minutes, lang))}</p>
            <Form action={href(lang, `/asesmen/${test.slug}/mulai`)} inline>
              <Button icon="arrow-right">{test.running ? w.resume : w.start}</Button>
            </Form>
          </Panel>
        ))}
      </div>
      <Section title={w.history}>
        {history.length === 0 ? (
          <p class="note">{w.historyNone}</p>
        ) : (
          <LinkList
            rows={history.map((one) => ({
              href: href(lang, `/asesmen/hasil/${one.id}`),
              title: textIn(one.title, lang),
              note: one.when,
              icon: 'clipboard-check',
            }))}
          />
        )}
      </Section>
    </>
  );
}

type ItemView = {
  readonly lang: Lang;
  readonly attemptId: string;
  readonly at: number;
  readonly items: readonly { readonly id: string; readonly answered: boolean }[];
  readonly item: ShownItem;
  readonly chosen: string | undefined;
  readonly secondsLeft: number;
  readonly form: FormState;
};

export function ItemPage({ lang, attemptId, at, items, item, chosen, secondsLeft, form }: ItemView) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const address = (place: number) => href(lang, `/asesmen/tes/${attemptId}/soal/${place}`);
  const state: FormState = { values: { choice: chosen ?? '' }, errors: form.errors };
  return (
    <>
      <PageHead kicker={w.item(n(at), n(items.length))} title={item.stem} />
      <ErrorSummary lang={lang} form={form} />
      <Split
        aside={
          <Panel title={w.overview} tone="sunken">
            <p id="time-left" data-seconds={secondsLeft}>
              {w.timeLeft(n(Math.ceil(secondsLeft / 60)))}
            </p>
            <ol class="quiz-nav">
              {items.map((one, place) => (
                <li key={one.id}>
                  <a href={address(place + 1)} class={one.answered ? 'answered' : undefined} aria-current={place + 1 === at ? 'page' : undefined}>
                    {place + 1}
                  </a>
                </li>
              ))}
            </ol>
            <p>
              <a href={href(lang, `/asesmen/tes/${attemptId}/selesai`)}>{w.finish}</a>
            </p>
          </Panel>
        }
      >
        <div id="answer" data-address={address(at)} data-saved={w.saved} data-not-saved={w.notSaved}>
          <Form action={address(at)}>
            <Choices
              lang={lang}
              form={state}
              name="choice"
              label={w.choose}
              options={item.options.map((option) => ({ value: option.key, label: option.text }))}
            />
            <p class="saved" role="status" id="answer-state">
              {chosen ? w.saved : ''}
            </p>
            <div class="button-row">
              <Button icon="arrow-right">{w.saveNext}</Button>
              {at > 1 && <a href={address(at - 1)}>{w.before}</a>}
            </div>
          </Form>
        </div>
      </Split>
    </>
  );
}

export function FinishPage({
  lang,
  attemptId,
  answered,
  all,
}: {
  readonly lang: Lang;
  readonly attemptId: string;
  readonly answered: number;
  readonly all: number;
}) {
  const w = words(lang);
  return (
    <>
      <PageHead
        title={w.finish}
        lead={w.finishLead(formatNumber(answered, lang), formatNumber(all, lang))}
        back={{ href: href(lang, `/asesmen/tes/${attemptId}/soal/1`), label: w.overview }}
      />
      <Form action={href(lang, `/asesmen/tes/${attemptId}/selesai`)}>
        <Button icon="check">{w.finish}</Button>
      </Form>
    </>
  );
}

export function ResultPage({
  lang,
  title,
  results,
}: {
  readonly lang: Lang;
  readonly title: Text;
  readonly results: readonly (CompetencyResult & { readonly name: string })[];
}) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  return (
    <>
      <PageHead kicker={textIn(title, lang)} title={w.result} back={{ href: href(lang, '/asesmen'), label: w.tests }} />
      <Alert tone="info">{w.interim}</Alert>
      {results.map((result) => (
        <Section key={result.code} title={`${result.name}: ${result.level === 0 ? w.levelNone : w.levelShown(n(result.level))}`}>
          <p>{w.resultOf(n(result.right), n(result.items))}</p>
          <Table
            caption={w.byLevel}
            keyOf={(row) => String(row.level)}
            rows={result.levels}
            columns={[
              { head: w.level, cell: (row) => n(row.level) },
              { head: w.right, number: true, cell: (row) => w.resultOf(n(row.right), n(row.items)) },
              { head: w.lower, number: true, cell: (row) => formatPercent(row.lowerBound, lang) },
            ]}
          />
        </Section>
      ))}
    </>
  );
}

export function BankPage({ lang, items }: { readonly lang: Lang; readonly items: readonly FullItem[] }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.bank} lead={w.bankLead(formatNumber(items.length, lang))} />
      {items.map((item) => (
        <details key={item.id} class="panel">
          <summary>
            <span class="mono">{item.code}</span> {item.stem}
          </summary>
          <ul class="plain">
            {item.options.map((option) => (
              <li key={option.key}>
                {option.key}. {option.text}
              </li>
            ))}
          </ul>
          <p>
            <strong>
              {w.key}: {item.answer}
            </strong>
            . {item.rationale}
          </p>
        </details>
      ))}
    </>
  );
}
