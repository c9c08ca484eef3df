import { formatInstant, type Instant, type Zone } from '#platform/time';
import { Alert, Button, emptyForm, Facts, Form, PageHead, said, TextField } from '#platform/ui';
import { href, type Lang, type Text } from '#platform/words';
import { words } from '../../words.ts';

export type ResultFacts = {
  readonly number: string;
  readonly service: Text;
  readonly unitName: string;
  readonly agency: string;
  readonly decidedAt: Instant;
  readonly initials: string;
  /** Of the scan of the act as signed, where there is one. */
  readonly signedSha256: string | undefined;
};

/** For who has the paper in hand but no camera. */
export function TypeCodePage({ lang }: { readonly lang: Lang }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.checkResult} lead={w.checkResultLead} />
      <CodeForm lang={lang} />
    </>
  );
}

function CodeForm({ lang }: { readonly lang: Lang }) {
  const w = words(lang);
  return (
    <Form action={href(lang, '/verifikasi/hasil')} method="get">
      <TextField lang={lang} form={emptyForm} name="kode" label={w.resultCode} hint={w.resultCodeHint} width="medium" autocomplete="off" />
      <Button icon="search">{w.checkResultSubmit}</Button>
    </Form>
  );
}

/** What who holds the paper may know: that it is ours, and enough to compare it with the paper. */
export function CheckResultPage({ lang, zone, facts }: { readonly lang: Lang; readonly zone: Zone; readonly facts: ResultFacts | undefined }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.checkResult} />
      {facts ? (
        <>
          <Alert tone="good" title={w.resultGood}>
            <p>{w.resultGoodText(facts.agency)}</p>
          </Alert>
          <Facts
            facts={[
              [w.number, facts.number],
              [w.service, said(facts.service, lang)],
              [w.unit, facts.unitName],
              [w.decidedAt, formatInstant(facts.decidedAt, zone, lang)],
              [w.holderInitials, facts.initials],
              ...(facts.signedSha256
                ? ([
                    [
                      w.fingerprint,
                      <span class="mono" key="sha256">
                        {facts.signedSha256}
                      </span>,
                    ],
                  ] as const)
                : []),
            ]}
          />
          <p class="section note">{facts.signedSha256 ? w.compareScan : w.compareCopy}</p>
        </>
      ) : (
        <>
          <Alert tone="bad" title={w.resultBad}>
            <p>{w.resultBadText}</p>
          </Alert>
          <CodeForm lang={lang} />
        </>
      )}
    </>
  );
}
