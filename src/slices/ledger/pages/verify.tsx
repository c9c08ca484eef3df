import { Alert, Button, Facts, Form, type FormState, PageHead, Section, TextArea } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import { isWitnessed, type Trust, type Verdict } from '../formats/receipt.ts';
import { words } from '../words.ts';

type Props = { readonly lang: Lang; readonly form: FormState; readonly verdict: Verdict | undefined; readonly trust: Trust };

export function VerifyPage({ lang, form, verdict, trust }: Props) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.check} lead={w.checkLead} back={{ href: href(lang, '/transparansi'), label: w.transparency }} />
      <noscript>
        <p class="note">{w.checkNoScript}</p>
      </noscript>
      <div id="verdict" aria-live="polite">
        {verdict && <VerdictBox lang={lang} verdict={verdict} />}
      </div>
      <div id="verifier" class="stack" data-trust={JSON.stringify(trust)} data-lang={lang}>
        <div class="field">
          <label for="receipt-file">{w.pick}</label>
          <p class="hint" id="h-receipt-file">
            {w.pickHint}
          </p>
          <input id="receipt-file" type="file" accept="application/json,.json" aria-describedby="h-receipt-file" />
        </div>
        <Form action={href(lang, '/transparansi/verifikasi')}>
          <TextArea lang={lang} form={form} name="receipt" label={w.file} hint={w.fileHint} rows={8} />
          <Button icon="shield-check">{w.verify}</Button>
        </Form>
      </div>
      <Section title={w.howTitle}>
        <ul class="plain prose">
          {w.how.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p class="note">{w.keyNote}</p>
        {trust.keys?.map((vkey) => (
          <p class="mono" key={vkey}>
            {vkey}
          </p>
        ))}
      </Section>
    </>
  );
}

/** What one file proves, with the numbers of the proof and what was recorded. */
export function VerdictBox({ lang, verdict }: { readonly lang: Lang; readonly verdict: Verdict }) {
  const w = words(lang);
  if (!verdict.ok) {
    return (
      <Alert tone="bad" title={w.bad}>
        <p>{w.reasons[verdict.why]}</p>
      </Alert>
    );
  }
  const n = (value: number) => formatNumber(value, lang);
  const { tree, witnessed } = verdict;
  return (
    <>
      {!isWitnessed(verdict) && (
        <Alert tone="warn" title={w.witnesses.short}>
          <p>{w.witnesses.shortNote}</p>
        </Alert>
      )}
      <Alert tone="good" title={w.good}>
        <p>{tree ? w.goodReceipt(n(verdict.index ?? 0)) : w.goodPromise(verdict.mergeBy ?? '')}</p>
        {tree && <a href={href(lang, `/transparansi/pohon?ukuran=${tree.size}&catatan=${verdict.index ?? 0}`)}>{w.inTree}</a>}
      </Alert>
      {tree && (
        <Facts
          facts={[
            [w.entryNumber, n(verdict.index ?? 0)],
            [w.treeSize, w.entriesOf(n(tree.size))],
            [w.proof, w.proofOf(n(tree.proofHashes))],
            [
              w.root,
              <span class="mono" key="root">
                {tree.root}
              </span>,
            ],
            ...(witnessed
              ? ([
                  [
                    w.witnesses.by,
                    <>
                      {w.witnesses.byOf(n(witnessed.by.length), n(witnessed.k), n(witnessed.n))}
                      {witnessed.by.map((stamp) => (
                        <small class="mono" key={stamp.name}>
                          {' '}
                          {stamp.name}
                        </small>
                      ))}
                    </>,
                  ],
                ] as const)
              : []),
          ]}
        />
      )}
      <Section title={w.contents}>
        <Contents lang={lang} record={verdict.record} />
      </Section>
    </>
  );
}

/** A record as a list of its members; what is deeper stands as text. */
export function Contents({ lang, record }: { readonly lang: Lang; readonly record: unknown }) {
  if (typeof record !== 'object' || record === null || Object.keys(record).length === 0) return <p class="note">{words(lang).emptyRecord}</p>;
  return (
    <Facts
      facts={Object.entries(record).map(([name, value]) => [
        name,
        <span class="mono" key={name}>
          {typeof value === 'string' ? value : JSON.stringify(value)}
        </span>,
      ])}
    />
  );
}
