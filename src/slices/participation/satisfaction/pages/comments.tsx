import { Empty, PageHead, Pages } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import { words } from '../../words.ts';

export type ShownComment = { readonly id: string; readonly text: string; readonly unit: string; readonly service: string; readonly month: string | undefined };

type Props = {
  readonly lang: Lang;
  readonly rows: readonly ShownComment[];
  readonly threshold: number;
  readonly page: number;
  readonly pages: number;
};

/** What citizens wrote with their ratings, for who can change something. */
export function CommentsPage({ lang, rows, threshold, page, pages }: Props) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.comments} lead={w.commentsLead} />
      <p class="note">{w.commentsFew(formatNumber(threshold, lang))}</p>
      {rows.length === 0 ? (
        <Empty title={w.commentsNone} />
      ) : (
        <ul class="comments">
          {rows.map((row) => (
            <li key={row.id}>
              <blockquote>{row.text}</blockquote>
              <p class="note">{[row.service, row.unit, row.month].filter(Boolean).join(', ')}</p>
            </li>
          ))}
        </ul>
      )}
      <Pages lang={lang} page={page} pages={pages} hrefOf={(at) => `${href(lang, '/kerja/saran')}?hal=${at}`} />
    </>
  );
}
