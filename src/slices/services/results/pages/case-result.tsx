import { LinkButton } from '#platform/ui';
import type { Lang } from '#platform/words';
import { words } from '../../words.ts';
import { words as resultWords } from '../words.ts';

/** The paper that tells the decision, as its holder may know it. */
export type ShownResult = {
  readonly stage: 'being-signed' | 'copy' | 'scanned' | 'sealed' | 'revoked';
  readonly isDemo: boolean;
  /** A correction of it is on its way. */
  readonly correcting: boolean;
  /** The number of the paper that it replaces. */
  readonly replaces: string | undefined;
  readonly note: string | undefined;
};

export function grantedTitle(lang: Lang, result: ShownResult | undefined): string {
  if (result?.stage === 'being-signed') return resultWords(lang).beingSigned;
  return result?.stage === 'revoked' ? resultWords(lang).revokedTitle : words(lang).resultMade;
}

/** What kind of paper it is, and what is on its way. */
export function ResultNote({ lang, result }: { readonly lang: Lang; readonly result: ShownResult | undefined }) {
  const [w, own] = [words(lang), resultWords(lang)];
  if (!result) return null;
  const notes = { 'being-signed': own.beingSignedText, copy: w.resultCopy, scanned: w.resultSigned, sealed: own.signedResult, revoked: result.note ?? '' };
  return (
    <>
      <p>{notes[result.stage]}</p>
      {result.isDemo && <p class="note">{own.demoResult}</p>}
      {result.replaces && <p class="note">{own.replacedResult(result.replaces)}</p>}
      {result.correcting && <p class="note">{own.correcting}</p>}
    </>
  );
}

type PaperLinkView = {
  readonly lang: Lang;
  readonly id: string;
  readonly result: ShownResult | undefined;
  readonly kind: 'primary' | 'plain';
  readonly label: string;
};

/** The way to the paper, once there is one. */
export function PaperLink({ id, result, kind, label }: PaperLinkView) {
  if (!result || result.stage === 'being-signed' || result.stage === 'revoked') return null;
  return (
    <LinkButton kind={kind} href={`/permohonan/${id}/hasil.pdf`} icon="download">
      {label}
    </LinkButton>
  );
}
