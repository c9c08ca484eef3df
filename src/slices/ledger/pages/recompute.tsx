import { Alert, Facts, Meter, PageHead, Section, Table } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import type { Replayed } from '../formats/replay.ts';
import { words } from '../words.ts';

export function RecomputePage({ lang, vkey, size }: { readonly lang: Lang; readonly vkey: string; readonly size: number }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.recompute} lead={w.recomputeLead(formatNumber(size, lang))} back={{ href: href(lang, '/transparansi'), label: w.transparency }} />
      <div id="recompute" class="stack" data-vkey={vkey} data-lang={lang}>
        <noscript>
          <Alert tone="info">{w.recomputeNoScript}</Alert>
        </noscript>
        <button type="button" id="recompute-start" class="button primary" hidden>
          {w.recomputeStart}
        </button>
        <div id="recomputed" aria-live="polite" />
      </div>
      <Section title={w.recomputeHow}>
        <ol class="plain prose">
          {w.recomputeSteps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </Section>
    </>
  );
}

export type ReplayState =
  | { readonly kind: 'running'; readonly done: number; readonly size: number }
  | { readonly kind: 'done'; readonly found: Replayed }
  | { readonly kind: 'cut' };

/** How far the recomputation is, and what it found. */
export function ReplayBox({ lang, state }: { readonly lang: Lang; readonly state: ReplayState }) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  if (state.kind === 'cut') return <Alert tone="warn">{w.recomputeCut}</Alert>;
  if (state.kind === 'running') {
    return (
      <>
        <Meter value={state.done} max={state.size} label={w.recompute} />
        <p class="note">{w.recomputing(n(state.done), n(state.size))}</p>
      </>
    );
  }
  const { found } = state;
  if (!found.ok) {
    return (
      <Alert tone="bad" title={w.recomputeBad}>
        <p>
          {w.recomputeBadAt} <code class="mono">{found.at}</code>
        </p>
      </Alert>
    );
  }
  return (
    <>
      <Alert tone="good" title={w.recomputeGood(n(found.size))}>
        <p>{w.recomputeGoodNote(n(found.tiles))}</p>
      </Alert>
      <Facts
        facts={[
          [
            w.root,
            <code class="mono" key="root">
              {found.root}
            </code>,
          ],
        ]}
      />
      <Table
        caption={w.byKind}
        shownCaption
        keyOf={([kind]) => kind}
        rows={[...found.kinds].toSorted(([, a], [, b]) => b - a)}
        columns={[
          { head: w.kind, cell: ([kind]) => <span class="mono">{kind}</span> },
          { head: w.count, number: true, cell: ([, count]) => n(count) },
        ]}
      />
    </>
  );
}
