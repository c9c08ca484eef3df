import {
  Alert,
  Button,
  Empty,
  ErrorSummary,
  Facts,
  Form,
  type FormState,
  LinkButton,
  LinkList,
  type Option,
  PageHead,
  said,
  Section,
  Split,
  Tag,
} from '#platform/ui';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import type { Course, ModuleKind } from '../../model.ts';
import { words } from '../../words.ts';
import { CourseFields } from './manage.tsx';

type ModuleRow = { readonly id: string; readonly kind: ModuleKind; readonly title: Text; readonly minutes: number; readonly isReady: boolean };
type ClassRow = {
  readonly id: string;
  readonly title: Text;
  readonly when: string;
  readonly tutor: string;
  readonly seated: number;
  readonly capacity: number;
  readonly waiting: number;
};
type View = {
  readonly lang: Lang;
  readonly course: Course;
  readonly trains: readonly string[];
  readonly modules: readonly ModuleRow[];
  readonly classes: readonly ClassRow[];
  readonly running: number;
  readonly completed: number;
  readonly competencies: readonly Option[];
  readonly form: FormState;
};

/** A course as its author keeps it: while it is a draft everything can change; then it is held, and its classes are opened. */
export function EditPage(view: View) {
  const { lang, course, form } = view;
  const w = words(lang);
  const isDraft = course.state === 'draft';
  return (
    <>
      <PageHead title={said(course.title, lang)} lead={said(course.summary, lang)} back={{ href: href(lang, '/kelola/kursus'), label: w.manage }}>
        <Tag tone={isDraft ? 'warn' : 'good'}>{isDraft ? w.draft : w.published}</Tag>
        {isDraft && (
          <Form action={href(lang, `/kelola/kursus/${course.slug}/terbitkan`)} inline>
            <Button icon="check">{w.publish}</Button>
          </Form>
        )}
      </PageHead>
      <ErrorSummary lang={lang} form={form} />
      <Split aside={<Summary {...view} />}>
        <Modules {...view} />
        {isDraft ? <CourseFacts {...view} /> : <Classes {...view} />}
      </Split>
    </>
  );
}

function Summary({ lang, course, trains, running, completed }: View) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  return (
    <>
      <Facts
        facts={[
          ['JP', w.jpSplit(n(course.jpOnline), n(course.jpClassroom))],
          [w.trains, trains.join('\n')],
          [w.passingField, n(course.passing)],
          ...(course.state === 'published' ? [[w.participants, w.enrolledCounts(n(running), n(completed))] as const] : []),
        ]}
      />
      <div class="button-row section">
        {course.state === 'published' && (
          <LinkButton kind="primary" href={href(lang, `/kelola/kursus/${course.slug}/peserta`)} icon="users">
            {w.seeParticipants}
          </LinkButton>
        )}
        <LinkButton href={href(lang, `/belajar/${course.slug}`)} icon="eye">
          {w.asLearner}
        </LinkButton>
      </div>
    </>
  );
}

function Modules({ lang, course, modules }: View) {
  const w = words(lang);
  const base = `/kelola/kursus/${course.slug}/modul`;
  const isDraft = course.state === 'draft';
  return (
    <section aria-labelledby="modules">
      <h2 id="modules">{w.modules}</h2>
      {modules.length === 0 ? (
        <Empty title={w.modulesNone}>
          <p>{w.modulesNoneText}</p>
        </Empty>
      ) : (
        <ol class="module-list">
          {modules.map((module, at) => (
            <li key={module.id}>
              <div>
                <a href={href(lang, `${base}/${module.id}`)}>{said(module.title, lang)}</a>
                <p class="note">
                  {w.kinds[module.kind]}, {w.minutes(formatNumber(module.minutes, lang))}
                </p>
                {!module.isReady && <Tag tone="warn">{w.noVideo}</Tag>}
              </div>
              {isDraft && at > 0 && (
                <Form action={href(lang, `${base}/${module.id}/naik`)} inline>
                  <Button kind="plain">
                    {w.moveUp} <span class="visually-hidden">{said(module.title, lang)}</span>
                  </Button>
                </Form>
              )}
            </li>
          ))}
        </ol>
      )}
      {isDraft ? (
        <div class="button-row section">
          {(['page', 'video', 'quiz'] as const).map((kind) => (
            <LinkButton key={kind} href={href(lang, `${base}/baru?jenis=${kind}`)} icon="plus">
              {w.addKind[kind]}
            </LinkButton>
          ))}
        </div>
      ) : (
        <p class="note">{w.publishedNote}</p>
      )}
    </section>
  );
}

function CourseFacts({ lang, course, competencies, form }: View) {
  const w = words(lang);
  return (
    <Section title={w.courseFacts}>
      <Form action={href(lang, `/kelola/kursus/${course.slug}`)}>
        <CourseFields lang={lang} form={form} competencies={competencies} />
        <Button icon="check">{w.save}</Button>
      </Form>
    </Section>
  );
}

function Classes({ lang, course, classes }: View) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  if (course.jpClassroom === 0) return <Alert tone="info">{w.noClassHours}</Alert>;
  return (
    <Section title={w.classes} id="kelas">
      {classes.length === 0 ? (
        <Empty title={w.classesNoneManager} />
      ) : (
        <LinkList
          rows={classes.map((one) => ({
            href: href(lang, `/kelas/${one.id}`),
            title: said(one.title, lang),
            note: `${one.when}. ${w.tutor}: ${one.tutor}`,
            icon: 'calendar',
            side: [w.seats(n(one.seated), n(one.capacity)), ...(one.waiting > 0 ? [w.waiting(n(one.waiting))] : [])].join(', '),
          }))}
        />
      )}
      <p class="section">
        <LinkButton kind="primary" href={href(lang, `/kelola/kursus/${course.slug}/kelas/baru`)} icon="plus">
          {w.openClass}
        </LinkButton>
      </p>
    </Section>
  );
}
