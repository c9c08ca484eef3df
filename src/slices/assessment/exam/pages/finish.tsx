import { Button, Form, LinkButton, PageHead, Section } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import { words } from '../../words.ts';

type View = { readonly lang: Lang; readonly attemptId: string; readonly all: number; readonly open: readonly number[]; readonly endsAt: string };

/** The last look before answers are handed in: what is still open, and how long there is time. */
export function FinishPage({ lang, attemptId, all, open, endsAt }: View) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const address = (place: number) => href(lang, `/asesmen/tes/${attemptId}/soal/${place}`);
  return (
    <>
      <PageHead title={w.finish} lead={w.finishLead(n(all - open.length), n(all))} />
      {open.length === 0 ? (
        <p>{w.allAnswered}</p>
      ) : (
        <Section title={w.stillOpen}>
          <ol class="quiz-nav">
            {open.map((place) => (
              <li key={place}>
                <a href={address(place)} aria-label={w.itemState(n(place), false)}>
                  {place}
                </a>
              </li>
            ))}
          </ol>
        </Section>
      )}
      <p class="note section">{w.timeUntil(endsAt)}</p>
      <div class="button-row">
        <Form action={href(lang, `/asesmen/tes/${attemptId}/selesai`)} inline>
          <Button icon="send">{w.finish}</Button>
        </Form>
        <LinkButton href={address(open[0] ?? 1)}>{w.backToItems}</LinkButton>
      </div>
    </>
  );
}
