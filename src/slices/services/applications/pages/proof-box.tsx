import { type Fact, Facts, Icon, LinkButton, Panel } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import { words } from '../../words.ts';

/** What the public log says of the case: a promise for some seconds, then its place and the proof. */
export type Proof =
  | { readonly kind: 'promise'; readonly by: string }
  | { readonly kind: 'receipt'; readonly place: number; readonly size: number; readonly nodes: number };

/** Where the public log has the case, and how anybody checks it. */
export function ProofBox({ lang, proof, queueToken }: { readonly lang: Lang; readonly proof: Proof; readonly queueToken: string }) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const facts: readonly Fact[] =
    proof.kind === 'promise'
      ? [[w.proofPromised, proof.by]]
      : [
          [w.proofPlace, n(proof.place)],
          [w.proofTree, w.entries(n(proof.size))],
          [w.proofPath, w.nodes(n(proof.nodes))],
        ];
  return (
    <Panel tone="sunken">
      <h2>
        <Icon name="shield-check" /> {w.proof}
      </h2>
      <p class="note">{w.proofText}</p>
      <div class="tight">
        <Facts facts={facts} />
      </div>
      <p class="note">{w.queueToken}</p>
      <p class="mono">{queueToken}</p>
      <p>
        <LinkButton href={href(lang, '/transparansi/verifikasi')}>{w.verify}</LinkButton>
      </p>
      <p class="note">{w.verifyNote}</p>
    </Panel>
  );
}
