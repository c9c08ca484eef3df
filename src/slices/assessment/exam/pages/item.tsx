import { Button, Choices, ErrorSummary, Form, type FormState, Icon, LinkButton, Meter } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import type { ShownItem } from '../../model.ts';
import { words } from '../../words.ts';

type View = {
  readonly lang: Lang;
  readonly attemptId: string;
  /** From 1. */
  readonly at: number;
  readonly answered: readonly boolean[];
  readonly item: ShownItem;
  readonly chosen: string | undefined;
  readonly secondsLeft: number;
  readonly endsAt: string;
  /** The server's clock when the page was made: from here the device counts on, whatever its own clock says. */
  readonly now_ms: number;
  readonly errors: FormState['errors'];
};

/** One item and nothing else that could draw the eye: the question, its options, what is saved, how much time is left. */
export function ItemPage({ lang, attemptId, at, answered, item, chosen, errors, now_ms, secondsLeft, endsAt }: View) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const all = answered.length;
  const done = answered.filter(Boolean).length;
  const address = (place: number) => href(lang, `/asesmen/tes/${attemptId}/soal/${place}`);
  const form: FormState = { values: { choice: chosen }, errors };
  return (
    <div class="test">
      <div class="test-head">
        <h1>{w.item(n(at), n(all))}</h1>
        <TimeLeft lang={lang} secondsLeft={secondsLeft} endsAt={endsAt} />
      </div>
      <Meter value={done} max={all} label={w.answered(n(done), n(all))} />
      <ErrorSummary lang={lang} form={form} />
      <div
        id="answer"
        data-address={address(at)}
        data-result={href(lang, `/asesmen/hasil/${attemptId}`)}
        data-now={now_ms}
        data-saved={w.saved}
        data-saving={w.saving}
        data-not-saved={w.notSaved}
        data-older={w.older}
      >
        <Form action={address(at)}>
          <div lang={lang === 'id' ? undefined : 'id'}>
            <Choices
              lang={lang}
              form={form}
              name="choice"
              label={item.stem}
              options={item.options.map((option) => ({ value: option.key, label: option.text }))}
            />
          </div>
          <p class="saved" role="status" id="answer-state">
            {chosen ? w.saved : ''}
          </p>
          <div class="button-row">
            <Button icon="arrow-right">{w.saveNext}</Button>
            {at > 1 && <LinkButton href={address(at - 1)}>{w.before}</LinkButton>}
            {at < all && !chosen && <LinkButton href={address(at + 1)}>{w.skip}</LinkButton>}
          </div>
        </Form>
      </div>
      <Overview lang={lang} attemptId={attemptId} at={at} answered={answered} />
    </div>
  );
}

function TimeLeft({ lang, secondsLeft, endsAt }: { readonly lang: Lang; readonly secondsLeft: number; readonly endsAt: string }) {
  const w = words(lang);
  const minutes = formatNumber(Math.ceil(secondsLeft / 60), lang);
  return (
    <p class="test-time">
      <Icon name="clock" />{' '}
      <span id="time-left" data-seconds={secondsLeft} data-minutes-text={w.timeLeft('{n}')} data-seconds-text={w.secondsLeft('{n}')} data-up-text={w.timeUp}>
        {w.timeLeft(minutes)}
      </span>
      , {w.until(endsAt)}
      <span class="visually-hidden" role="status" id="time-said" />
    </p>
  );
}

function Overview({ lang, attemptId, at, answered }: Pick<View, 'lang' | 'attemptId' | 'at' | 'answered'>) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  return (
    <nav class="test-overview" aria-label={w.overview}>
      <p class="note">
        {w.overview}: {w.answered(n(answered.filter(Boolean).length), n(answered.length))}
      </p>
      <ol class="quiz-nav">
        {answered.map((isAnswered, place) => (
          <li key={`${attemptId} ${place + 1}`}>
            <a
              href={href(lang, `/asesmen/tes/${attemptId}/soal/${place + 1}`)}
              class={isAnswered ? 'answered' : undefined}
              aria-current={place + 1 === at ? 'page' : undefined}
              aria-label={w.itemState(n(place + 1), isAnswered)}
            >
              {place + 1}
            </a>
          </li>
        ))}
      </ol>
      <p>
        <a href={href(lang, `/asesmen/tes/${attemptId}/selesai`)}>{w.finish}</a>
      </p>
    </nav>
  );
}
