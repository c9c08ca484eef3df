import { Alert, Facts, PageHead } from '#platform/ui';
import { formatNumber, type Lang, type Text } from '#platform/words';
import { textIn } from '../../content/pages/learn.tsx';
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
              [w.course, textIn(facts.course, lang)],
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
    </>
  );
}
