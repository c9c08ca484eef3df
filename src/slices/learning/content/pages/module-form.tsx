import { Alert, Button, ErrorSummary, FileField, Form, type FormState, PageHead, Prose, said, Section, TextArea, TextField } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import type { Course, ModuleInput, ModuleKind } from '../../model.ts';
import { words } from '../../words.ts';

type View = {
  readonly lang: Lang;
  readonly course: Course;
  readonly kind: ModuleKind;
  /** The module that is changed; undefined: a new one. */
  readonly module: { readonly id: string; readonly content: ModuleInput } | undefined;
  readonly form: FormState;
};

export function ModuleFormPage({ lang, course, kind, module, form }: View) {
  const w = words(lang);
  const base = `/kelola/kursus/${course.slug}/modul`;
  const isPublished = course.state === 'published';
  const locked = isPublished && kind === 'quiz';
  return (
    <>
      <PageHead
        kicker={said(course.title, lang)}
        title={module ? said(module.content.title, lang) : w.addKind[kind]}
        back={{ href: href(lang, `/kelola/kursus/${course.slug}`), label: w.backToCourse }}
      />
      <ErrorSummary lang={lang} form={form} />
      {locked ? (
        <Alert tone="info">{w.quizLocked}</Alert>
      ) : (
        <Form action={href(lang, `${base}/${module?.id ?? 'baru'}`)} files>
          <input type="hidden" name="kind" value={kind} />
          <TextField lang={lang} form={form} name="title" label={w.title} maxLength={150} />
          <TextField lang={lang} form={form} name="titleEn" label={w.titleEn} optional maxLength={150} />
          {isPublished ? (
            <input type="hidden" name="minutes" value={String(form.values['minutes'])} />
          ) : (
            <TextField lang={lang} form={form} name="minutes" label={kind === 'video' ? w.videoMinutes : w.minutesField} inputmode="numeric" width="short" />
          )}
          <TextArea lang={lang} form={form} name="body" label={w.bodies[kind]} hint={w.bodyHints[kind]} rows={14} maxLength={50_000} />
          {kind !== 'quiz' && <TextArea lang={lang} form={form} name="bodyEn" label={w.bodyEn} rows={6} optional maxLength={50_000} />}
          {kind === 'video' && <VideoFields lang={lang} form={form} isNew={!module} />}
          <Button icon="check">{w.save}</Button>
        </Form>
      )}
      {module && <Preview lang={lang} content={module.content} />}
      {module && !isPublished && (
        <Section title={w.removeModule}>
          <Form action={href(lang, `${base}/${module.id}/hapus`)} inline>
            <Button kind="danger">{w.removeModule}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}

function VideoFields({ lang, form, isNew }: { readonly lang: Lang; readonly form: FormState; readonly isNew: boolean }) {
  const w = words(lang);
  return (
    <>
      <FileField
        lang={lang}
        form={form}
        name="video"
        label={w.videoFile}
        hint={isNew ? w.videoHint : w.videoHintKeep}
        accept={['video/mp4', 'video/webm']}
        optional={!isNew}
      />
      <FileField lang={lang} form={form} name="subtitles" label={w.subtitlesFile} hint={w.subtitlesHint} accept={['text/vtt', '.vtt']} optional />
    </>
  );
}

function Preview({ lang, content }: { readonly lang: Lang; readonly content: ModuleInput }) {
  const w = words(lang);
  if (content.kind !== 'quiz') {
    return (
      <Section title={w.previewTitle}>
        <Prose text={content.kind === 'page' ? content.body.id : content.caption.id} lang={lang === 'en' ? 'id' : undefined} />
      </Section>
    );
  }
  return (
    <Section title={w.previewTitle}>
      <ol class="plain stack" lang={lang === 'en' ? 'id' : undefined}>
        {content.questions.map((question) => (
          <li key={question.text.id}>
            <p>{question.text.id}</p>
            <ul class="plain">
              {question.options.map((option) => (
                <li key={option.key}>{option.key === question.answer ? <strong>{option.text.id}</strong> : option.text.id}</li>
              ))}
            </ul>
            <p class="note">{question.why.id}</p>
          </li>
        ))}
      </ol>
    </Section>
  );
}
