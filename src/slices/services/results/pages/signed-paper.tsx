import { formatInstant, type Instant, type Zone } from '#platform/time';
import { Alert, Button, ErrorSummary, type Fact, Facts, Form, type FormState, LinkButton, PageHead, said, Section, Select, Tag, TextArea } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import { revocationReasons } from '../../model.ts';
import { words } from '../words.ts';
import type { PaperLine } from './signing.tsx';

export type SignedPaper = PaperLine & {
  readonly signerName: string | null;
  readonly signerPost: string | null;
  readonly signedAt: Instant | null;
  readonly because: string | null;
  readonly sha256: string | undefined;
  readonly isDemo: boolean;
};

type View = { readonly lang: Lang; readonly zone: Zone; readonly paper: SignedPaper; readonly form: FormState };

/** One paper, with what an official can still do about it: read it before, revoke it after. */
export function SignedPaperPage(view: View) {
  const { lang, zone, paper, form } = view;
  const w = words(lang);
  const signed: readonly Fact[] =
    paper.signedAt && paper.signerName ? [[w.signedBy, `${paper.signerName}, ${paper.signerPost ?? ''}, ${formatInstant(paper.signedAt, zone, lang)}`]] : [];
  return (
    <>
      <PageHead title={paper.number} kicker={said(paper.service, lang)} back={{ href: href(lang, '/kerja/tanda-tangan'), label: w.backToSigning }}>
        <Tag tone={paper.stage === 'issued' && paper.standing === 'valid' ? 'good' : 'info'}>
          {paper.stage === 'issued' ? w.standings[paper.standing] : w.stages[paper.stage]}
        </Tag>
      </PageHead>
      {Object.keys(form.errors).length > 0 && <ErrorSummary lang={lang} form={form} />}
      {paper.isDemo && (
        <Alert tone="warn" title={w.demoSigner}>
          <p>{w.demoSignerText}</p>
        </Alert>
      )}
      <Facts
        facts={[
          [w.paper, paper.applicant],
          [w.outcome, w.outcomes[paper.outcome]],
          [w.decidedBy, formatInstant(paper.madeAt, zone, lang)],
          ...(paper.because ? ([[w.correctionOf, paper.because]] as const) : []),
          ...signed,
          ...(paper.issuedAt ? ([[w.issuedOn, formatInstant(paper.issuedAt, zone, lang)]] as const) : []),
          ...(paper.sha256 ? ([['SHA-256', <span class="mono">{paper.sha256}</span>]] as const) : []),
        ]}
      />
      <p class="button-row section">
        <LinkButton href={href(lang, `/kerja/tanda-tangan/${paper.id}/pratinjau.pdf`)} icon="file-text">
          {w.preview}
        </LinkButton>
      </p>
      {paper.stage === 'issued' && paper.standing === 'valid' && <Revoke {...view} />}
    </>
  );
}

function Revoke({ lang, paper, form }: View) {
  const w = words(lang);
  return (
    <Section title={w.revoke}>
      <p class="note">{w.revokeNote}</p>
      <Form action={href(lang, `/kerja/tanda-tangan/${paper.id}/cabut`)}>
        <Select
          lang={lang}
          form={form}
          name="reason"
          label={w.revokeReason}
          blank={w.revokeBlank}
          options={revocationReasons.map((value) => ({ value, label: w.reasons[value] }))}
        />
        <TextArea lang={lang} form={form} name="note" label={w.revokeWhy} hint={w.revokeWhyHint} rows={3} maxLength={2000} />
        <Button kind="danger">{w.revoke}</Button>
      </Form>
    </Section>
  );
}
