import { Alert, Button, Facts, Form, type FormState, PageHead, Section, TextArea } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import type { Compared } from '../formats/prefix.ts';
import { words } from '../words.ts';

type Props = { readonly lang: Lang; readonly form: FormState; readonly compared: Compared | undefined; readonly keys: readonly string[] };

/** Somebody holds an old paper: whether what it says is still the beginning of what is shown today. */
export function HistoryPage({ lang, form, compared, keys }: Props) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.history.title} lead={w.history.lead} back={{ href: href(lang, '/transparansi'), label: w.transparency }} />
      <div id="compared" aria-live="polite">
        {compared && <ComparedBox lang={lang} compared={compared} />}
      </div>
      <div id="history" data-keys={JSON.stringify(keys)} data-lang={lang}>
        <Form action={href(lang, '/transparansi/riwayat')}>
          <TextArea lang={lang} form={form} name="paper" label={w.history.paper} hint={w.history.paperHint} rows={8} />
          <Button icon="shield-check">{w.history.compare}</Button>
        </Form>
      </div>
      <Section title={w.howTitle}>
        <ul class="plain prose">
          {w.history.how.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Section>
    </>
  );
}

export function ComparedBox({ lang, compared }: { readonly lang: Lang; readonly compared: Compared }) {
  const w = words(lang).history;
  const n = (value: number) => formatNumber(value, lang);
  if (!compared.ok) {
    const isAlarm = compared.why === 'history' || compared.why === 'rollback';
    return (
      <Alert tone={isAlarm ? 'bad' : 'warn'} title={isAlarm ? w.bad : w.unclear}>
        <p>{w.reasons[compared.why]}</p>
      </Alert>
    );
  }
  const { older, newer, proof, tiles } = compared;
  return (
    <>
      <Alert tone="good" title={w.good}>
        <p>{w.goodNote(n(older.size), n(newer.size), n(newer.size - older.size))}</p>
      </Alert>
      <Facts
        facts={[
          [w.older, <Hash key="o" size={n(older.size)} root={older.root} lang={lang} />],
          [w.newer, <Hash key="n" size={n(newer.size)} root={newer.root} lang={lang} />],
          [
            w.proof,
            proof.length === 0 ? (
              w.same
            ) : (
              <ol class="plain mono" key="proof">
                {proof.map((hash) => (
                  <li key={hash}>{hash}</li>
                ))}
              </ol>
            ),
          ],
          [
            w.tiles,
            <ul class="plain mono" key="tiles">
              {tiles.map((path) => (
                <li key={path}>
                  <a href={`/ledger/${path}`}>{path}</a>
                </li>
              ))}
            </ul>,
          ],
        ]}
      />
    </>
  );
}

function Hash({ lang, size, root }: { readonly lang: Lang; readonly size: string; readonly root: string }) {
  return (
    <>
      {words(lang).entriesOf(size)} <code class="mono">{root}</code>
    </>
  );
}
