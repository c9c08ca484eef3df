import { formatInstant, type Instant, type Zone } from '#platform/time';
import { Alert, Facts, PageHead } from '#platform/ui';
import { type Lang, type Text } from '#platform/words';
import { inLang } from '../../standards/pages/catalogue.tsx';
import { words } from '../../words.ts';

export type ResultFacts = {
  readonly number: string;
  readonly service: Text;
  readonly unitName: string;
  readonly agency: string;
  readonly decidedAt: Instant;
  readonly initials: string;
};

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
              [w.service, inLang(facts.service, lang)],
              [w.unit, facts.unitName],
              [w.decidedAt, formatInstant(facts.decidedAt, zone, lang)],
              [w.holderInitials, facts.initials],
            ]}
          />
        </>
      ) : (
        <Alert tone="bad" title={w.resultBad}>
          <p>{w.resultBadText}</p>
        </Alert>
      )}
    </>
  );
}
