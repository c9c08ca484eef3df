import { Alert, Button, Choices, ErrorSummary, Form, type FormState, PageHead, Prose, said, Section, Tag } from '#platform/ui';
import { formatNumber, href, type Lang, langOf, textIn } from '#platform/words';
import type { Course, ModuleInput } from '../../model.ts';
import { words } from '../../words.ts';

type View = {
  readonly lang: Lang;
  readonly course: Course;
  readonly moduleId: string;
  readonly module: ModuleInput;
  readonly done: boolean;
  readonly watched_s: number;
  readonly best: number | null;
  readonly videoUrl: string | undefined;
  readonly next: { readonly href: string; readonly title: string } | undefined;
  readonly form: FormState;
  readonly result: { readonly score: number; readonly passed: boolean; readonly answers: Readonly<Record<string, string | undefined>> } | undefined;
};

export function ActivityPage(view: View) {
  const { lang, course, module, done } = view;
  const w = words(lang);
  return (
    <>
      <PageHead
        kicker={said(course.title, lang)}
        title={said(module.title, lang)}
        back={{ href: href(lang, `/belajar/${course.slug}`), label: w.backToCourse }}
      >
        {done && (
          <Tag tone="good" icon="check">
            {w.done}
          </Tag>
        )}
      </PageHead>
      <ErrorSummary lang={lang} form={view.form} />
      <Activity {...view} />
      {view.next && (
        <p class="section">
          {w.nextModule}: <a href={view.next.href}>{view.next.title}</a>
        </p>
      )}
    </>
  );
}

function Activity(view: View) {
  const { lang, course, module, moduleId, done } = view;
  const w = words(lang);
  const address = href(lang, `/belajar/${course.slug}/kegiatan/${moduleId}`);
  switch (module.kind) {
    case 'page':
      return (
        <>
          <Prose text={textIn(module.body, lang)} lang={langOf(module.body, lang)} />
          <div class="section">
            {done ? (
              <p class="saved">{w.readDone}</p>
            ) : (
              <Form action={address}>
                <Button icon="check">{w.read}</Button>
              </Form>
            )}
          </div>
        </>
      );
    case 'video':
      return <Video {...view} module={module} address={address} />;
    case 'quiz':
      return <Quiz {...view} module={module} address={address} />;
  }
}

function Video({
  lang,
  module,
  videoUrl,
  watched_s,
  done,
  address,
}: View & { readonly module: Extract<ModuleInput, { kind: 'video' }>; readonly address: string }) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const all = module.minutes * 60;
  return (
    <>
      {videoUrl ? (
        <video controls preload="metadata" src={videoUrl} data-watch={address} controlsList="noplaybackrate">
          {module.subtitles && <track kind="captions" srcLang="id" label={w.subtitles} src={`${address}/takarir.vtt`} default />}
        </video>
      ) : (
        <Alert tone="warn">{w.noVideo}</Alert>
      )}
      <p class="saved" role="status" id="watched" data-text={w.watched('{n}', n(all))}>
        {w.watched(n(watched_s), n(all))}
      </p>
      <Section title={w.caption}>
        <Prose text={textIn(module.caption, lang)} lang={langOf(module.caption, lang)} />
        {!done && (
          <div class="section">
            <p class="note">{w.transcriptHint}</p>
            <Form action={address}>
              <Button kind="plain" icon="check">
                {w.readTranscript}
              </Button>
            </Form>
          </div>
        )}
      </Section>
    </>
  );
}

function Quiz({ lang, module, form, result, best, address }: View & { readonly module: Extract<ModuleInput, { kind: 'quiz' }>; readonly address: string }) {
  const w = words(lang);
  return (
    <>
      {result && (
        <Alert tone={result.passed ? 'good' : 'warn'} title={w.score(formatNumber(result.score, lang))}>
          <p>{result.passed ? w.passed : w.failed}</p>
        </Alert>
      )}
      {!result && best !== null && <Alert tone="info">{w.bestScore(formatNumber(best, lang))}</Alert>}
      <Form action={address}>
        {module.questions.map((question, at) => {
          const name = `q${at + 1}`;
          const given = result?.answers[name];
          return (
            <div key={name}>
              <Choices
                lang={lang}
                form={result ? { values: result.answers, errors: {} } : form}
                name={name}
                label={
                  <>
                    {at + 1}. {said(question.text, lang)}
                  </>
                }
                options={question.options.map((option) => ({ value: option.key, label: textIn(option.text, lang), lang: langOf(option.text, lang) }))}
              />
              {given && (
                <p class="note">
                  <Tag tone={given === question.answer ? 'good' : 'warn'}>{given === question.answer ? w.right : w.wrong}</Tag> {said(question.why, lang)}
                </p>
              )}
            </div>
          );
        })}
        <Button icon="send">{w.answerQuiz}</Button>
      </Form>
    </>
  );
}
