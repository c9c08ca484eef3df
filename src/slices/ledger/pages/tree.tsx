import { Button, Form, PageHead, Section, Tag, TextField } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import type { Range } from '../formats/walk.ts';
import { words } from '../words.ts';

export type HashedNode = Range & { readonly hash: string };
/** One node on the way down, with the two that it is hashed from. */
export type TreeStep = HashedNode & { readonly children: readonly [HashedNode, HashedNode] | undefined };

type Props = {
  readonly lang: Lang;
  readonly size: number;
  /** From the root to the node that is looked at. */
  readonly steps: readonly TreeStep[];
  /** The entry whose way is marked. */
  readonly entry: number | undefined;
};

type Walk = Pick<Props, 'lang' | 'size' | 'entry'>;

/** The tree, walked from the root down: each hash with the two that it follows from, so that anybody can compute it again. */
export function TreePage({ lang, size, steps, entry }: Props) {
  const w = words(lang);
  const walk = { lang, size, entry };
  return (
    <>
      <PageHead title={w.tree.title} lead={w.tree.lead(formatNumber(size, lang))} back={{ href: href(lang, '/transparansi'), label: w.transparency }} />
      <Form action={href(lang, '/transparansi/pohon')} method="get" inline>
        <input type="hidden" name="ukuran" value={size} />
        <TextField
          lang={lang}
          form={{ values: { catatan: entry === undefined ? '' : String(entry) }, errors: {} }}
          name="catatan"
          label={w.tree.find}
          inputmode="numeric"
        />
        <Button kind="plain">{w.tree.show}</Button>
      </Form>
      {steps.length === 0 ? (
        <p class="note">{w.none}</p>
      ) : (
        <Section title={entry === undefined ? w.tree.way : w.tree.wayOf(formatNumber(entry, lang))}>
          <ol class="plain stack">
            {steps.map((step) => (
              <li key={`${step.from} ${step.until}`}>
                <Step walk={walk} step={step} isRoot={step.until - step.from === size} />
              </li>
            ))}
          </ol>
        </Section>
      )}
      <Section title={w.tree.howTitle}>
        <ul class="plain prose">
          {w.tree.how.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Section>
    </>
  );
}

function addressOf({ lang, size, entry }: Walk, { from, until }: Range): string {
  return `${href(lang, '/transparansi/pohon')}?ukuran=${size}&dari=${from}&sampai=${until}${entry === undefined ? '' : `&catatan=${entry}`}`;
}

function nameOf({ lang }: Walk, { from, until }: Range): string {
  const w = words(lang).tree;
  const n = (value: number) => formatNumber(value, lang);
  return until - from === 1 ? w.leafOf(n(from)) : w.leavesOf(n(from), n(until - 1), n(until - from));
}

function Step({ walk, step, isRoot }: { readonly walk: Walk; readonly step: TreeStep; readonly isRoot: boolean }) {
  const w = words(walk.lang).tree;
  return (
    <>
      <h3>
        {isRoot && `${w.root}: `}
        {nameOf(walk, step)}
      </h3>
      <p class="mono">{step.hash}</p>
      {step.children ? (
        <>
          <p class="note">{w.fromTwo}</p>
          <ul class="plain">
            {step.children.map((child) => (
              <li key={child.from}>
                <a href={addressOf(walk, child)}>{nameOf(walk, child)}</a> {holds(child, walk.entry) && <Tag tone="info">{w.onWay}</Tag>}
                <br />
                <code class="mono">{child.hash}</code>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p class="note">
          {w.fromEntry} <a href={href(walk.lang, `/transparansi/catatan/${step.from}`)}>{words(walk.lang).entryTitle(formatNumber(step.from, walk.lang))}</a>
        </p>
      )}
    </>
  );
}

const holds = ({ from, until }: Range, entry: number | undefined) => entry !== undefined && from <= entry && entry < until;
