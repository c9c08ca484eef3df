import { formatDate, formatInstant, type Instant, todayIn, type Zone } from '#platform/time';
import { Alert, Button, ErrorSummary, type Fact, Facts, FileField, Form, type FormState, LinkButton, PageHead, said, Section, TextField } from '#platform/ui';
import { href, type Lang, type Text } from '#platform/words';
import type { RevocationReason } from '../../model.ts';
import type { Standing } from '../rules.ts';
import { words as sliceWords } from '../../words.ts';
import { words } from '../words.ts';

export type ResultFacts = {
  readonly number: string;
  readonly service: Text;
  readonly unitName: string;
  readonly agency: string;
  readonly decidedAt: Instant;
  readonly initials: string;
  readonly standing: Standing;
  /** Of what went out: the signed document, or the scan of what was signed by hand. */
  readonly sha256: string | undefined;
  readonly signer: string | undefined;
  readonly signedAt: Instant | null;
  readonly isDemo: boolean;
  readonly revoked: { readonly reason: RevocationReason; readonly at: Instant; readonly successor: string | undefined } | undefined;
};

type FormsView = { readonly lang: Lang; readonly form: FormState };

/** For who has the file, or the paper but no camera. */
export function CheckPage({ lang, form }: FormsView) {
  const [w, own] = [sliceWords(lang), words(lang)];
  return (
    <>
      <PageHead title={w.checkResult} lead={w.checkResultLead} />
      {Object.keys(form.errors).length > 0 && <ErrorSummary lang={lang} form={form} />}
      <Forms lang={lang} form={form} />
      <p class="section">
        <a href={href(lang, '/verifikasi/dicabut')}>{own.revocations}</a>
      </p>
    </>
  );
}

function Forms({ lang, form }: FormsView) {
  const [w, own] = [sliceWords(lang), words(lang)];
  return (
    <>
      <Section title={own.checkCode}>
        <Form action={href(lang, '/verifikasi/hasil')} method="get">
          <TextField lang={lang} form={form} name="kode" label={w.resultCode} hint={w.resultCodeHint} width="medium" autocomplete="off" />
          <Button icon="search">{w.checkResultSubmit}</Button>
        </Form>
      </Section>
      <Section title={own.checkFile}>
        <Form action={href(lang, '/verifikasi/hasil')} files>
          <FileField lang={lang} form={form} name="file" label={own.file} hint={own.checkFileLead} accept={['application/pdf']} />
          <Button kind="plain" icon="upload">
            {own.checkFileSubmit}
          </Button>
        </Form>
      </Section>
    </>
  );
}

type View = FormsView & {
  readonly zone: Zone;
  readonly facts: ResultFacts | undefined;
  /** Of the file that was uploaded, if one was. */
  readonly uploaded: string | undefined;
};

/** What who holds the paper may know: whether it is ours and holds, and enough to compare it with the paper. */
export function CheckResultPage(view: View) {
  const { lang, facts, form, uploaded } = view;
  const [w, own] = [sliceWords(lang), words(lang)];
  return (
    <>
      <PageHead title={w.checkResult} />
      <Verdict {...view} />
      {facts ? (
        <Known {...view} facts={facts} />
      ) : (
        <>
          {uploaded && <Facts facts={[[own.thisFile, <span class="mono">{uploaded}</span>]]} />}
          <Forms lang={lang} form={form} />
        </>
      )}
    </>
  );
}

function Verdict({ lang, zone, facts, uploaded }: View) {
  const [w, own] = [sliceWords(lang), words(lang)];
  const on = (at: Instant) => formatDate(todayIn(at, zone), lang);
  switch (facts?.standing ?? 'unknown') {
    case 'valid':
      return (
        <Alert tone="good" title={own.validTitle}>
          <p>{own.validText(facts?.agency ?? '')}</p>
          {uploaded && <p>{own.fileValid}</p>}
        </Alert>
      );
    case 'copy':
      return (
        <Alert tone="good" title={w.resultGood}>
          <p>{w.resultGoodText(facts?.agency ?? '')}</p>
          {uploaded && <p>{own.fileValid}</p>}
        </Alert>
      );
    case 'revoked':
      return (
        <Alert tone="bad" title={own.revokedTitle}>
          {facts?.revoked && <p>{own.revokedPublic(on(facts.revoked.at), own.reasons[facts.revoked.reason])}</p>}
        </Alert>
      );
    case 'replaced':
      return (
        <Alert tone="warn" title={own.replacedTitle}>
          {facts?.revoked && <p>{own.replacedPublic(on(facts.revoked.at), facts.revoked.successor ?? '')}</p>}
        </Alert>
      );
    case 'changed':
      return (
        <Alert tone="bad" title={own.changedTitle}>
          <p>{own.changedText}</p>
        </Alert>
      );
    case 'unknown':
      return (
        <Alert tone="bad" title={uploaded ? own.unknownFileTitle : w.resultBad}>
          <p>{uploaded ? own.unknownFileText : w.resultBadText}</p>
        </Alert>
      );
  }
}

function Known({ lang, zone, facts, uploaded }: View & { readonly facts: ResultFacts }) {
  const [w, own] = [sliceWords(lang), words(lang)];
  const mono = (text: string) => <span class="mono">{text}</span>;
  const rows: readonly Fact[] = [
    [w.number, facts.number],
    [w.service, said(facts.service, lang)],
    [w.unit, facts.unitName],
    [w.decidedAt, formatInstant(facts.decidedAt, zone, lang)],
    [w.holderInitials, facts.initials],
    ...(facts.signer ? ([[own.signer, facts.signer]] as const) : []),
    ...(facts.signedAt ? ([[own.signedAt, formatInstant(facts.signedAt, zone, lang)]] as const) : []),
    ...(facts.sha256 ? ([[w.fingerprint, mono(facts.sha256)]] as const) : []),
    ...(uploaded && uploaded !== facts.sha256 ? ([[own.thisFile, mono(uploaded)]] as const) : []),
  ];
  return (
    <>
      {facts.isDemo && (
        <Alert tone="warn" title={own.demoSigner}>
          <p>{own.demoPublic}</p>
        </Alert>
      )}
      <Facts facts={rows} />
      <p class="section note">{facts.sha256 ? w.compareScan : w.compareCopy}</p>
      <p class="button-row">
        <LinkButton href={href(lang, '/verifikasi/hasil')}>{own.checkFile}</LinkButton>
      </p>
    </>
  );
}
