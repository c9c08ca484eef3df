import { Icon, Panel } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import { words } from '../../words.ts';

export type JpView = {
  readonly earned: number;
  /** What the running programme would add. */
  readonly planned: number;
  readonly term: { readonly rule: 'min' | 'max'; readonly jp: number; readonly law: string };
  readonly yearEnd: string;
};

/** The year's hours against the law's number, one segment an hour. A floor fills up; a ceiling counts no more than it holds. */
export function JpBar({ lang, jp }: { readonly lang: Lang; readonly jp: JpView }) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const { earned, planned, term } = jp;
  const got = Math.min(earned, term.jp);
  const more = Math.min(planned, term.jp - got);
  const title = term.rule === 'min' ? w.jpOf(n(earned), n(term.jp)) : w.jpCounted(n(got), n(term.jp));
  const label = w.jpBar(n(got), n(more), n(term.jp));
  return (
    <Panel title={title}>
      <p class="note">{sentence()}</p>
      <div class="jp-bar" role="img" aria-label={label}>
        {Array.from({ length: term.jp }, (_none, at) => (
          <i key={at} class={at < got ? 'got' : at < got + more ? 'planned' : undefined} />
        ))}
      </div>
      <ul class="jp-key">
        <li>
          <i class="got" /> {w.jpGot(n(earned))}
        </li>
        {planned > 0 && (
          <li>
            <i class="planned" /> {w.jpMore(n(planned))}
          </li>
        )}
      </ul>
      <p class="note">
        {w.jpLaw[term.rule](n(term.jp), term.law)} {w.jpUntil(jp.yearEnd)}
      </p>
      <p>
        <a href={href(lang, '/belajar/jp')}>
          {w.transcript} <Icon name="arrow-right" />
        </a>
      </p>
    </Panel>
  );

  function sentence(): string {
    if (term.rule === 'max') return earned > term.jp ? w.jpBeyond(n(earned - term.jp)) : w.jpCeilingLeft(n(term.jp - earned));
    if (earned >= term.jp) return w.jpReached;
    if (planned === 0) return w.jpMissing(n(term.jp - earned));
    return earned + planned >= term.jp ? w.jpPlanEnough(n(planned), n(term.jp)) : w.jpPlanShort(n(planned), n(term.jp - earned - planned));
  }
}
