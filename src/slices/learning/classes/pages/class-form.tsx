import { Button, ErrorSummary, Form, type FormState, type Option, PageHead, said, Section, Select, TextArea, TextField } from '#platform/ui';
import { href, type Lang, type Text } from '#platform/words';
import { words } from '../../words.ts';

type View = {
  readonly lang: Lang;
  readonly course: { readonly slug: string; readonly title: Text };
  /** The class that is changed; undefined: a new one. */
  readonly classId: string | undefined;
  readonly tutors: readonly Option[];
  readonly form: FormState;
};

export function ClassFormPage({ lang, course, classId, tutors, form }: View) {
  const w = words(lang);
  const base = `/kelola/kursus/${course.slug}/kelas/${classId ?? 'baru'}`;
  return (
    <>
      <PageHead
        kicker={said(course.title, lang)}
        title={classId ? w.changeClass : w.openClass}
        back={{ href: href(lang, `/kelola/kursus/${course.slug}`), label: w.backToCourse }}
      />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, base)}>
        <TextField lang={lang} form={form} name="title" label={w.title} maxLength={150} />
        <TextField lang={lang} form={form} name="titleEn" label={w.titleEn} optional maxLength={150} />
        <TextArea lang={lang} form={form} name="agenda" label={w.agenda} rows={3} maxLength={1000} />
        <Select lang={lang} form={form} name="tutor" label={w.tutor} blank="–" options={tutors} />
        <TextField lang={lang} form={form} name="date" label={w.date} type="date" width="short" />
        <TextField lang={lang} form={form} name="starts" label={w.from} hint={w.timeHint} width="short" maxLength={5} />
        <TextField lang={lang} form={form} name="ends" label={w.until} hint={w.timeHint} width="short" maxLength={5} />
        <TextField lang={lang} form={form} name="room" label={w.room} hint={w.roomHint} optional maxLength={150} />
        <TextField lang={lang} form={form} name="link" label={w.link} hint={w.linkHint} optional maxLength={300} />
        <TextField lang={lang} form={form} name="capacity" label={w.capacity} inputmode="numeric" width="short" />
        <Button icon="check">{classId ? w.saveClass : w.openClass}</Button>
      </Form>
      {classId && (
        <Section title={w.cancelClass}>
          <Form action={href(lang, `${base}/batal`)}>
            <p class="note">{w.cancelClassLead}</p>
            <Button kind="danger">{w.cancelClass}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}
