import { Alert, Button, Form, LinkButton, PageHead, said, Section } from '#platform/ui';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import type { Question, Reached } from '../pre-check.ts';
import { words } from '../words.ts';

type View = {
  readonly lang: Lang;
  readonly slug: string;
  readonly name: Text;
  readonly questions: readonly Question[];
  readonly reached: Reached;
};

const tones = { yes: 'good', no: 'bad', maybe: 'warn' } as const;

/** "May I apply?": one question a page, each answer a link, nothing kept but in the address. */
export function PreCheckPage({ lang, slug, name, questions, reached }: View) {
  const w = words(lang).asking;
  const service = `/layanan/${slug}`;
  return (
    <>
      <PageHead
        kicker={said(name, lang)}
        title={reached.kind === 'question' ? said(reached.question.question, lang) : w.outcomes[reached.outcome]}
        lead={reached.kind === 'question' ? (reached.question.hint ? said(reached.question.hint, lang) : w.lead) : undefined}
        back={{ href: href(lang, service), label: w.backToService }}
      />
      {reached.kind === 'question' ? (
        <ul class="answers">
          {reached.question.answers.map((answer, place) => (
            <li key={answer.label.id}>
              <a class="choice" href={address(lang, slug, [...reached.answered, place])}>
                {said(answer.label, lang)}
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <End lang={lang} slug={slug} reached={reached} />
      )}
      {reached.answered.length > 0 && <Answered lang={lang} slug={slug} questions={questions} answered={reached.answered} />}
    </>
  );
}

function address(lang: Lang, slug: string, answered: readonly number[]): string {
  return href(lang, `/layanan/${slug}/cek${answered.length > 0 ? `?jawab=${answered.join('.')}` : ''}`);
}

function End({ lang, slug, reached }: { readonly lang: Lang; readonly slug: string; readonly reached: Extract<Reached, { kind: 'end' }> }) {
  const w = words(lang).asking;
  const { outcome, answer } = reached;
  return (
    <>
      <Alert tone={tones[outcome]} title={w.meanings[outcome]}>
        {answer?.reason && <p>{said(answer.reason, lang)}</p>}
        {answer?.where && <p>{answer.href ? <a href={href(lang, answer.href)}>{said(answer.where, lang)}</a> : said(answer.where, lang)}</p>}
      </Alert>
      <div class="section button-row">
        {outcome !== 'no' && (
          <Form action={href(lang, `/layanan/${slug}/mulai`)} inline>
            <Button icon="arrow-right">{w.apply}</Button>
          </Form>
        )}
        <LinkButton href={address(lang, slug, [])}>{w.again}</LinkButton>
      </div>
      <p class="note section">{w.note}</p>
    </>
  );
}

type Given = { readonly lang: Lang; readonly slug: string; readonly questions: readonly Question[]; readonly answered: readonly number[] };

function Answered({ lang, slug, questions, answered }: Given) {
  const w = words(lang).asking;
  return (
    <Section title={w.answered}>
      <dl class="facts">
        {answered.map((given, at) => {
          const question = questions[at];
          const label = question?.answers[given]?.label;
          return (
            question &&
            label && (
              <div key={question.question.id}>
                <dt>{said(question.question, lang)}</dt>
                <dd>
                  {said(label, lang)}{' '}
                  <a href={address(lang, slug, answered.slice(0, at))}>
                    {w.change} <span class="visually-hidden">{w.answerNo(formatNumber(at + 1, lang))}</span>
                  </a>
                </dd>
              </div>
            )
          );
        })}
      </dl>
    </Section>
  );
}
