import { Alert, Empty, Facts, LinkButton, Meter, PageHead, Pages, said, Section, Table, Tag } from '#platform/ui';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import type { DrawExclusion, RedrawReason } from '../../model.ts';
import type { DrawVerdict } from '../recount.ts';
import { words } from '../words.ts';

export type LotLine = {
  readonly draw: string;
  readonly serviceName: Text;
  readonly unitName: string;
  readonly announced: string;
  readonly eligible: number;
  readonly count: number;
  readonly again: RedrawReason | null;
  readonly state: 'open' | 'abandoned' | 'done';
};

const place = '/transparansi/undian';
const tones = { open: 'info', abandoned: 'bad', done: 'good' } as const;

type ListView = { readonly lang: Lang; readonly lots: readonly LotLine[]; readonly abandoned: number; readonly page: number; readonly pages: number };

export function LotsPage({ lang, lots, abandoned, page, pages }: ListView) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.lots} lead={w.lotsLead} />
      {abandoned > 0 && <Alert tone="bad" title={w.abandonedList(formatNumber(abandoned, lang))} />}
      {lots.length === 0 ? (
        <Empty title={w.lotsNone} />
      ) : (
        <Table
          caption={w.lots}
          rows={lots}
          keyOf={(lot) => lot.draw}
          columns={[
            {
              head: w.lotNumber,
              cell: (lot) => (
                <a class="mono" href={href(lang, `${place}/${lot.draw}`)}>
                  {lot.draw}
                </a>
              ),
            },
            {
              head: w.service,
              cell: (lot) => (
                <>
                  {said(lot.serviceName, lang)} <small>{lot.unitName}</small>
                </>
              ),
            },
            { head: w.announcedAt, cell: (lot) => lot.announced },
            { head: w.toDraw, cell: (lot) => w.ofLabels(formatNumber(lot.count, lang), formatNumber(lot.eligible, lang)) },
            {
              head: w.state,
              cell: (lot) => (
                <>
                  <Tag tone={tones[lot.state]}>{w.lotStates[lot.state]}</Tag> {lot.again && <small>{`${w.againBecause} ${w.againReasons[lot.again]}`}</small>}
                </>
              ),
            },
          ]}
        />
      )}
      <Pages lang={lang} page={page} pages={pages} hrefOf={(at) => `${href(lang, place)}?hal=${at}`} />
    </>
  );
}

export type LotView = LotLine & {
  readonly lang: Lang;
  readonly site: string;
  readonly labels: readonly string[];
  readonly excluded: readonly { readonly label: string; readonly why: DrawExclusion }[];
  readonly result: readonly string[];
  readonly drawnAt: string | undefined;
  readonly leaf: number | undefined;
  readonly size: number | undefined;
  readonly root: string | undefined;
  readonly seed: string | undefined;
};

export function LotPage(view: LotView) {
  const { lang } = view;
  const w = words(lang);
  return (
    <>
      <PageHead title={w.lot(view.draw)} kicker={view.unitName} lead={said(view.serviceName, lang)} back={{ href: href(lang, place), label: w.lots }}>
        <Tag tone={tones[view.state]}>{w.lotStates[view.state]}</Tag>
      </PageHead>
      {view.state === 'abandoned' && <Alert tone="bad" title={w.abandonedTitle} />}
      <LotFacts {...view} />
      <Section title={w.eligible}>
        <ul class="plain">
          {view.labels.map((label) => (
            <li key={label}>
              <span class="mono">{label}</span> {view.result.includes(label) && <Tag tone="good">{w.drawn}</Tag>}
            </li>
          ))}
        </ul>
        {view.excluded.length > 0 && (
          <>
            <h3>{w.excludedOnes}</h3>
            <ul class="plain">
              {view.excluded.map(({ label, why }) => (
                <li key={label}>
                  <span class="mono">{label}</span> {w.exclusions[why]}
                </li>
              ))}
            </ul>
          </>
        )}
      </Section>
      <LotRecount {...view} />
    </>
  );
}

function LotFacts(view: LotView) {
  const { lang } = view;
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const mono = (text: string) => <span class="mono">{text}</span>;
  return (
    <Facts
      facts={[
        [w.announcedAt, view.announced],
        [w.toDraw, w.ofLabels(n(view.count), n(view.eligible))],
        ...(view.again ? ([[w.againBecause, w.againReasons[view.again]]] as const) : []),
        ...(view.leaf === undefined
          ? []
          : ([[w.announcementEntry, <a href={href(lang, `/transparansi/catatan/${view.leaf}`)}>{w.entry(n(view.leaf))}</a>]] as const)),
        ...(view.drawnAt ? ([[w.drawnAt, view.drawnAt]] as const) : []),
        ...(view.result.length > 0 ? ([[w.result, mono(view.result.join(', '))]] as const) : []),
        ...(view.size === undefined ? [] : ([[w.checkpointSize, w.entriesOf(n(view.size))]] as const)),
        ...(view.root ? ([[w.seedRoot, mono(view.root)]] as const) : []),
        ...(view.seed ? ([[w.seed, mono(view.seed)]] as const) : []),
      ]}
    />
  );
}

function LotRecount({ lang, draw, site }: LotView) {
  const w = words(lang);
  return (
    <Section title={w.lotHow}>
      <ol class="plain prose">
        {w.lotSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <RecountHere lang={lang} draw={draw} />
      <p>
        <code class="mono">{`bin/recount ${site} --draw ${draw}`}</code>
      </p>
    </Section>
  );
}

/** Where the island of this part recounts: one lot, or the figures of the queues. */
export function RecountHere({ lang, draw }: { readonly lang: Lang; readonly draw?: string }) {
  const w = words(lang);
  return (
    <div id="recount" class="stack" data-lang={lang} data-draw={draw}>
      <noscript>
        <p class="note">{w.recountNoScript}</p>
      </noscript>
      <button type="button" id="recount-start" class="button plain" hidden>
        {w.recountHere}
      </button>
      <div id="recounted" aria-live="polite" />
    </div>
  );
}

export type RecountState =
  | { readonly kind: 'running'; readonly done: number; readonly size: number }
  | { readonly kind: 'cut' }
  | { readonly kind: 'bad-log'; readonly at: string }
  | { readonly kind: 'draw'; readonly verdict: DrawVerdict | 'missing'; readonly earlier: number }
  | { readonly kind: 'figures'; readonly taken: number; readonly outOfTurn: number; readonly differences: number };

/** What the island says of its work. */
export function RecountBox({ lang, state }: { readonly lang: Lang; readonly state: RecountState }) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  switch (state.kind) {
    case 'running':
      return (
        <>
          <Meter value={state.done} max={state.size} label={w.recountHere} />
          <p class="note">{w.recounting(n(state.done), n(state.size))}</p>
        </>
      );
    case 'cut':
      return <Alert tone="warn">{w.recountCut}</Alert>;
    case 'bad-log':
      return <Alert tone="bad" title={w.recountBad(state.at)} />;
    case 'draw':
      return (
        <Alert tone={state.verdict === 'fits' ? 'good' : state.verdict === 'open' ? 'info' : 'bad'} title={w.verdicts[state.verdict]}>
          {state.earlier > 0 && <p>{w.secondLot(n(state.earlier + 1))}</p>}
        </Alert>
      );
    case 'figures':
      return state.differences === 0 ? (
        <Alert tone="good" title={w.sameFigures(n(state.taken), n(state.outOfTurn))} />
      ) : (
        <Alert tone="bad" title={w.otherFigures(n(state.differences))} />
      );
  }
}

/** What a case's page says of its lots; officers also read who is behind a label. */
export type CaseLot = {
  readonly draw: string;
  readonly announced: string;
  readonly again: RedrawReason | null;
  readonly drawn: readonly { readonly label: string; readonly name: string | undefined; readonly receipt: string }[];
};

export function CaseLots({ lang, lots }: { readonly lang: Lang; readonly lots: readonly CaseLot[] }) {
  const w = words(lang);
  return (
    <>
      {lots.map((lot) => (
        <div key={lot.draw}>
          {lot.drawn.length === 0 ? (
            <p class="note">{w.lotWaits}</p>
          ) : (
            <ul class="plain">
              {lot.drawn.map(({ label, name, receipt }) => (
                <li key={label}>
                  {name ? w.examinerOf(name, label) : w.examinerLabel(label)} <a href={receipt}>{w.receiptFile}</a>
                </li>
              ))}
            </ul>
          )}
          <p class="note">
            {lot.announced} {lot.again && `${w.againBecause} ${w.againReasons[lot.again]}. `}
            <a href={href(lang, `${place}/${lot.draw}`)}>{w.lotProof}</a>
          </p>
        </div>
      ))}
    </>
  );
}

export function LotLink({ lang, id }: { readonly lang: Lang; readonly id: string }) {
  return (
    <LinkButton href={href(lang, `/kerja/${id}/undi`)} icon="users">
      {words(lang).drawExaminer}
    </LinkButton>
  );
}
