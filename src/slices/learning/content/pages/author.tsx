import { Button, ErrorSummary, FileField, Form, type FormState, LinkList, PageHead, Section, Select, Table, Tag, TextArea, TextField } from '#platform/ui';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import type { Course } from '../../model.ts';
import { words } from '../../words.ts';
import { type ModuleLine, textIn } from './learn.tsx';

type Named = { readonly value: string; readonly label: string };

export function ManagePage({
  lang,
  courses,
  competencies,
  form,
}: {
  readonly lang: Lang;
  readonly courses: readonly Course[];
  readonly competencies: readonly Named[];
  readonly form: FormState;
}) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.manage} />
      <ErrorSummary lang={lang} form={form} />
      <LinkList
        rows={courses.map((course) => ({
          href: href(lang, `/kelola/kursus/${course.slug}`),
          title: textIn(course.title, lang),
          icon: 'books',
          note: textIn(course.summary, lang),
          side: <Tag tone={course.state === 'published' ? 'good' : 'warn'}>{course.state === 'published' ? w.published : w.draft}</Tag>,
        }))}
      />
      <Section title={w.newCourse} id="baru">
        <Form action={href(lang, '/kelola/kursus')}>
          <TextField lang={lang} form={form} name="title" label={w.title} maxLength={150} />
          <TextField lang={lang} form={form} name="titleEn" label={w.titleEn} optional maxLength={150} />
          <TextField lang={lang} form={form} name="slug" label={w.slug} hint={w.slugHint} width="medium" maxLength={80} />
          <TextArea lang={lang} form={form} name="summary" label={w.summary} rows={2} maxLength={400} />
          <Select lang={lang} form={form} name="competency" label={w.competency} blank="–" options={competencies} />
          <TextField lang={lang} form={form} name="level" label={w.levelField} inputmode="numeric" width="short" />
          <TextField lang={lang} form={form} name="jpOnline" label={w.jpOnline} inputmode="numeric" width="short" />
          <TextField lang={lang} form={form} name="jpClassroom" label={w.jpClassroom} inputmode="numeric" width="short" />
          <TextField lang={lang} form={form} name="passing" label={w.passingField} inputmode="numeric" width="short" />
          <Button icon="plus">{w.create}</Button>
        </Form>
      </Section>
    </>
  );
}

type EditView = {
  readonly lang: Lang;
  readonly course: Course;
  readonly modules: readonly ModuleLine[];
  readonly classes: readonly { readonly id: string; readonly title: Text; readonly when: string }[];
  readonly tutors: readonly Named[];
  readonly form: FormState;
};

export function EditPage({ lang, course, modules, classes, tutors, form }: EditView) {
  const w = words(lang);
  return (
    <>
      <PageHead title={textIn(course.title, lang)} lead={textIn(course.summary, lang)} back={{ href: href(lang, '/kelola/kursus'), label: w.manage }}>
        {course.state === 'draft' && (
          <Form action={href(lang, `/kelola/kursus/${course.slug}/terbitkan`)} inline>
            <Button icon="check">{w.publish}</Button>
          </Form>
        )}
      </PageHead>
      <ErrorSummary lang={lang} form={form} />
      <Section title={w.modules}>
        <Table
          caption={w.modules}
          keyOf={(row) => row.id}
          rows={modules}
          columns={[
            { head: w.title, cell: (row) => textIn(row.title, lang) },
            { head: w.kind, cell: (row) => w.kinds[row.kind] },
            { head: w.minutesField, number: true, cell: (row) => formatNumber(row.minutes, lang) },
          ]}
        />
      </Section>
      {course.state === 'draft' ? (
        <AddModule lang={lang} course={course} form={form} />
      ) : (
        <OpenClass lang={lang} course={course} classes={classes} tutors={tutors} form={form} />
      )}
    </>
  );
}

function AddModule({ lang, course, form }: Pick<EditView, 'lang' | 'course' | 'form'>) {
  const w = words(lang);
  return (
    <Section title={w.addModule} id="modul">
      <Form action={href(lang, `/kelola/kursus/${course.slug}/modul`)} files>
        <Select
          lang={lang}
          form={form}
          name="kind"
          label={w.kind}
          options={[
            { value: 'page', label: w.kinds.page },
            { value: 'video', label: w.kinds.video },
            { value: 'quiz', label: w.kinds.quiz },
          ]}
        />
        <TextField lang={lang} form={form} name="title" label={w.title} maxLength={150} />
        <TextField lang={lang} form={form} name="minutes" label={w.minutesField} inputmode="numeric" width="short" />
        <TextArea lang={lang} form={form} name="body" label={w.body} hint={`${w.bodyHint} ${w.quizHint}`} rows={12} maxLength={50_000} />
        <FileField lang={lang} form={form} name="video" label={w.videoFile} hint={w.videoHint} accept={['video/mp4', 'video/webm']} optional />
        <Button icon="plus">{w.add}</Button>
      </Form>
    </Section>
  );
}

function OpenClass({ lang, course, classes, tutors, form }: Omit<EditView, 'modules'>) {
  const w = words(lang);
  return (
    <>
      <Section title={w.classes}>
        <LinkList rows={classes.map((one) => ({ href: href(lang, `/kelas/${one.id}`), title: textIn(one.title, lang), note: one.when, icon: 'calendar' }))} />
      </Section>
      <Section title={w.openClass} id="kelas">
        <Form action={href(lang, `/kelola/kursus/${course.slug}/kelas`)}>
          <TextField lang={lang} form={form} name="title" label={w.title} maxLength={150} />
          <TextArea lang={lang} form={form} name="agenda" label={w.agenda} rows={3} maxLength={1000} />
          <Select lang={lang} form={form} name="tutor" label={w.tutor} blank="–" options={tutors} />
          <TextField lang={lang} form={form} name="date" label={w.date} type="date" width="short" />
          <TextField lang={lang} form={form} name="starts" label={w.from} hint="09:00" width="short" />
          <TextField lang={lang} form={form} name="ends" label={w.until} hint="12:00" width="short" />
          <TextField lang={lang} form={form} name="room" label={w.room} optional maxLength={150} />
          <TextField lang={lang} form={form} name="link" label={w.link} optional maxLength={300} />
          <TextField lang={lang} form={form} name="capacity" label={w.capacity} inputmode="numeric" width="short" />
          <Button icon="plus">{w.openClass}</Button>
        </Form>
      </Section>
    </>
  );
}
