import { Button, Empty, ErrorSummary, Form, type FormState, LinkList, type Option, PageHead, said, Select, Tag, TextArea, TextField } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import type { Course } from '../../model.ts';
import { words } from '../../words.ts';

export type ManagedCourse = { readonly course: Course; readonly running: number; readonly completed: number };

type View = { readonly lang: Lang; readonly courses: readonly ManagedCourse[]; readonly competencies: readonly Option[]; readonly form: FormState };

export function ManagePage({ lang, courses, competencies, form }: View) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  return (
    <>
      <PageHead title={w.manage} />
      <ErrorSummary lang={lang} form={form} />
      {courses.length === 0 ? (
        <Empty title={w.coursesNone} />
      ) : (
        <LinkList
          rows={courses.map(({ course, running, completed }) => ({
            href: href(lang, `/kelola/kursus/${course.slug}`),
            title: said(course.title, lang),
            icon: 'books',
            note: course.state === 'draft' ? said(course.summary, lang) : w.enrolledCounts(n(running), n(completed)),
            side: <Tag tone={course.state === 'published' ? 'good' : 'warn'}>{course.state === 'published' ? w.published : w.draft}</Tag>,
          }))}
        />
      )}
      <details class="panel section" id="baru" open={courses.length === 0 || Object.keys(form.errors).length > 0}>
        <summary>{w.newCourse}</summary>
        <Form action={href(lang, '/kelola/kursus')}>
          <TextField lang={lang} form={form} name="slug" label={w.slug} hint={w.slugHint} width="medium" maxLength={80} />
          <CourseFields lang={lang} form={form} competencies={competencies} />
          <Button icon="plus">{w.create}</Button>
        </Form>
      </details>
    </>
  );
}

export function CourseFields({ lang, form, competencies }: Pick<View, 'lang' | 'form' | 'competencies'>) {
  const w = words(lang);
  return (
    <>
      <TextField lang={lang} form={form} name="title" label={w.title} maxLength={150} />
      <TextField lang={lang} form={form} name="titleEn" label={w.titleEn} optional maxLength={150} />
      <TextArea lang={lang} form={form} name="summary" label={w.summary} rows={2} maxLength={400} />
      <TextArea lang={lang} form={form} name="summaryEn" label={w.summaryEn} rows={2} optional maxLength={400} />
      <Select lang={lang} form={form} name="competency" label={w.competency} blank="–" options={competencies} />
      <TextField lang={lang} form={form} name="level" label={w.levelField} inputmode="numeric" width="short" />
      <TextField lang={lang} form={form} name="jpOnline" label={w.jpOnline} inputmode="numeric" width="short" />
      <TextField lang={lang} form={form} name="jpClassroom" label={w.jpClassroom} hint={w.jpClassroomHint} inputmode="numeric" width="short" />
      <TextField lang={lang} form={form} name="passing" label={w.passingField} inputmode="numeric" width="short" />
    </>
  );
}
