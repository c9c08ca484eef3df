import { Alert, Button, emptyForm, Facts, Form, PageHead, said, Section, TextField } from '#platform/ui';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import { words } from '../../words.ts';

export type CertificateFacts = { readonly number: string; readonly name: string; readonly course: Text; readonly jp: number; readonly issued: string };

export function CheckCertificate({ lang, facts }: { readonly lang: Lang; readonly facts: CertificateFacts | undefined }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.verifyTitle} />
      {facts ? (
        <>
          <Alert tone="good" title={w.verifyGood} />
          <Facts
            facts={[
              [w.number, facts.number],
              [w.holder, facts.name],
              [w.course, said(facts.course, lang)],
              ['JP', formatNumber(facts.jp, lang)],
              [w.issued, facts.issued],
            ]}
          />
        </>
      ) : (
        <Alert tone="bad" title={w.verifyBad}>
          <p>{w.verifyBadText}</p>
        </Alert>
      )}
      <Section title={w.verifyAnother}>
        <CodeForm lang={lang} />
      </Section>
    </>
  );
}

/** For a paper without a camera at hand: its code can be typed. */
export function AskCertificate({ lang }: { readonly lang: Lang }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.verifyTitle} lead={w.verifyLead} />
      <CodeForm lang={lang} />
    </>
  );
}

function CodeForm({ lang }: { readonly lang: Lang }) {
  const w = words(lang);
  return (
    <Form action={href(lang, '/verifikasi/sertifikat')} method="get">
      <TextField
        lang={lang}
        form={emptyForm}
        name="kode"
        label={w.certificateCode}
        hint={w.certificateCodeHint}
        width="medium"
        maxLength={60}
        autocomplete="off"
      />
      <Button icon="search">{w.verify}</Button>
    </Form>
  );
}
