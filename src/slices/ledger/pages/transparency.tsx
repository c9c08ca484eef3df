import { Alert, Button, Facts, Form, type FormState, LinkButton, PageHead, Section, Table, TextArea } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import type { Verdict } from '../receipt.ts';
import { words } from '../words.ts';

type Props = {
  readonly lang: Lang;
  readonly size: number;
  readonly root: string;
  readonly publishedAt: string | undefined;
  readonly recent: readonly { readonly index: string; readonly kind: string; readonly when: string }[];
  readonly vkey: string;
};

export function TransparencyPage({ lang, size, root, publishedAt, recent, vkey }: Props) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.transparency} lead={w.lead}>
        <LinkButton kind="primary" href={href(lang, '/transparansi/verifikasi')} icon="shield-check">
          {w.check}
        </LinkButton>
      </PageHead>
      <Facts
        facts={[
          [w.entries, formatNumber(size, lang)],
          [w.published, publishedAt ?? w.none],
          [
            w.root,
            <span class="mono" key="root">
              {root}
            </span>,
          ],
        ]}
      />
      {recent.length > 0 && (
        <Section title={w.recent}>
          <Table
            caption={w.recent}
            keyOf={(row) => row.index}
            rows={recent}
            columns={[
              { head: w.number, number: true, cell: (row) => row.index },
              { head: w.kind, cell: (row) => <span class="mono">{row.kind}</span> },
              { head: w.when, cell: (row) => row.when },
            ]}
          />
        </Section>
      )}
      <Section title={w.machines}>
        <p>{w.machinesText}</p>
        <Facts
          facts={[
            [
              w.checkpoint,
              <a key="c" href="/ledger/checkpoint">
                /ledger/checkpoint
              </a>,
            ],
            [
              w.key,
              <span class="mono" key="k">
                {vkey}
              </span>,
            ],
          ]}
        />
      </Section>
    </>
  );
}

export function VerifyPage({
  lang,
  form,
  verdict,
  vkey,
  scripted,
}: {
  readonly lang: Lang;
  readonly form: FormState;
  readonly verdict: Verdict | undefined;
  readonly vkey: string;
  readonly scripted: boolean;
}) {
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
      <div id="verifier" data-vkey={vkey} data-lang={lang}>
        {scripted && (
          <div class="field">
            <label for="receipt-file">{w.pick}</label>
            <input id="receipt-file" type="file" accept="application/json,.json" />
          </div>
        )}
        <Form action={href(lang, '/transparansi/verifikasi')}>
          <TextArea lang={lang} form={form} name="receipt" label={w.file} hint={w.fileHint} rows={8} />
          <Button icon="shield-check">{w.verify}</Button>
        </Form>
      </div>
    </>
  );
}

export function VerdictBox({ lang, verdict }: { readonly lang: Lang; readonly verdict: Verdict }) {
  const w = words(lang);
  if (!verdict.ok) {
    return (
      <Alert tone="bad" title={w.bad}>
        <p>{w.reasons[verdict.why]}</p>
      </Alert>
    );
  }
  return (
    <>
      <Alert tone="good" title={w.good}>
        <p>{verdict.what === 'receipt' ? w.goodReceipt(formatNumber(verdict.index ?? 0, lang)) : w.goodPromise(verdict.mergeBy ?? '')}</p>
      </Alert>
      <Section title={w.contents}>
        <pre class="mono prose">{JSON.stringify(verdict.record, null, 2)}</pre>
      </Section>
    </>
  );
}
