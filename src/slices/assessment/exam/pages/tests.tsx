import { Button, Empty, ErrorSummary, Form, type FormState, LinkList, PageHead, Panel, said, Split, Tag } from '#platform/ui';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import { words } from '../../words.ts';

type TestCard = {
  readonly slug: string;
  readonly title: Text;
  readonly summary: Text;
  readonly items: number;
  /** With the person's extra time. */
  readonly minutes: number;
  readonly running: boolean;
  readonly waitsUntil: string | undefined;
};
type Extra = { readonly percent: number; readonly asked: boolean };

type View = {
  readonly lang: Lang;
  readonly tests: readonly TestCard[];
  readonly history: readonly { readonly id: string; readonly title: Text; readonly when: string; readonly levels: readonly number[] }[];
  readonly extra: Extra;
  readonly form: FormState;
};

export function TestsPage({ lang, tests, history, extra, form }: View) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  return (
    <>
      <PageHead title={w.tests} lead={`${w.lead} ${w.indonesianOnly}`} />
      <ErrorSummary lang={lang} form={form} />
      <Split
        aside={
          <>
            <Panel title={w.history}>
              {history.length === 0 ? (
                <p class="note">{w.historyNone}</p>
              ) : (
                <LinkList
                  rows={history.map((one) => ({
                    href: href(lang, `/asesmen/hasil/${one.id}`),
                    title: said(one.title, lang),
                    note: `${one.levels.map((level) => (level === 0 ? w.levelNoneAlone : w.levelRow(n(level)))).join(', ')}. ${one.when}`,
                    icon: 'clipboard-check',
                  }))}
                />
              )}
            </Panel>
            <ExtraTime lang={lang} extra={extra} />
          </>
        }
      >
        {tests.length === 0 ? (
          <Empty title={w.none}>
            <p>{w.noneText}</p>
          </Empty>
        ) : (
          <div class="stack">
            {tests.map((test) => (
              <Card key={test.slug} lang={lang} test={test} extra={extra} />
            ))}
          </div>
        )}
      </Split>
    </>
  );
}

function Card({ lang, test, extra }: { readonly lang: Lang; readonly test: TestCard; readonly extra: Extra }) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const size = `${w.items(n(test.items))}, ${w.minutes(n(test.minutes))}`;
  return (
    <Panel title={said(test.title, lang)}>
      <p>{said(test.summary, lang)}</p>
      <p class="note">
        {extra.percent > 0 ? `${size} (${w.withExtra(n(extra.percent))})` : size} {test.running && <Tag tone="info">{w.running}</Tag>}
      </p>
      {test.waitsUntil ? (
        <p class="note">{w.again(test.waitsUntil)}</p>
      ) : (
        <Form action={href(lang, `/asesmen/${test.slug}/mulai`)} inline>
          <Button icon="arrow-right">{test.running ? w.resume : w.start}</Button>
        </Form>
      )}
    </Panel>
  );
}

function ExtraTime({ lang, extra }: { readonly lang: Lang; readonly extra: Extra }) {
  const w = words(lang);
  return (
    <Panel title={w.extraNeed}>
      {extra.percent > 0 && <p>{w.extraHeld(formatNumber(extra.percent, lang))}</p>}
      {extra.asked ? (
        <p class="note">{w.extraWaiting}</p>
      ) : (
        <>
          <p class="note">{w.extraNeedText}</p>
          <Form action={href(lang, '/asesmen/waktu-tes')} inline>
            <Button kind="plain" icon="clock">
              {w.extraAsk}
            </Button>
          </Form>
        </>
      )}
    </Panel>
  );
}
