import type { ComponentChildren } from 'preact';
import { Empty, LinkList, Meter, type NextAct, NextStep, PageHead, Panel, said, Section, Split, Tag } from '#platform/ui';
import { formatNumber, href, type Lang, type Text, textIn } from '#platform/words';
import type { Course } from '../../model.ts';
import { words } from '../../words.ts';
import { Fortnight, type Day } from './fortnight.tsx';
import { JpBar, type JpView } from './jp-bar.tsx';
import { Programme, type StepView } from './programme.tsx';

export type ProgrammeView = {
  readonly slug: string;
  readonly title: Text;
  readonly jp: number;
  readonly done: number;
  readonly all: number;
  readonly modules: number;
  readonly classes: number;
  readonly because: ComponentChildren;
  readonly steps: readonly StepView[];
  readonly rule: string;
};
/** A row without a note says what the course is about. */
export type CourseRow = { readonly course: Course; readonly state: 'open' | 'running' | 'completed'; readonly note: string | undefined };
export type CertificateRow = { readonly id: string; readonly title: Text; readonly when: string; readonly jp: number };

type LearnView = {
  readonly lang: Lang;
  readonly greeting: string;
  readonly today: string;
  readonly banner: NextAct;
  readonly programme: ProgrammeView | undefined;
  readonly days: readonly Day[];
  readonly jp: JpView;
  readonly courses: readonly CourseRow[];
  readonly certificates: readonly CertificateRow[];
};

/** A learner's home: the one thing to do now, the programme it belongs to, two weeks ahead, the year's hours, what was earned. */
export function LearnPage({ lang, greeting, today, banner, programme, days, jp, courses, certificates }: LearnView) {
  const w = words(lang);
  return (
    <>
      <PageHead title={greeting} lead={today} />
      <NextStep act={banner} />
      <Split
        aside={
          <>
            <JpBar lang={lang} jp={jp} />
            <Certificates lang={lang} certificates={certificates} />
          </>
        }
      >
        {programme && <MyProgramme lang={lang} programme={programme} />}
        <Fortnight lang={lang} days={days} />
        <Section title={w.catalogue} id="kursus">
          <Courses lang={lang} courses={courses} />
        </Section>
      </Split>
    </>
  );
}

function MyProgramme({ lang, programme }: { readonly lang: Lang; readonly programme: ProgrammeView }) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const parts = w.partsDone(n(programme.done), n(programme.all));
  return (
    <section aria-labelledby="programme">
      <h2 id="programme" class="programme-title">
        <a href={href(lang, `/belajar/${programme.slug}`)}>{said(programme.title, lang)}</a>
      </h2>
      <p class="note">
        {w.programmeSize(n(programme.jp), n(programme.modules), n(programme.classes))} {parts}.
      </p>
      <Meter value={programme.done} max={programme.all} label={parts} />
      {programme.because && <p class="programme-why">{programme.because}</p>}
      <Programme lang={lang} label={textIn(programme.title, lang)} steps={programme.steps} />
      <p class="note">{programme.rule}</p>
    </section>
  );
}

function Courses({ lang, courses }: { readonly lang: Lang; readonly courses: readonly CourseRow[] }) {
  const w = words(lang);
  if (courses.length === 0) return <Empty title={w.catalogueNone} />;
  const tone = { open: 'quiet', running: 'info', completed: 'good' } as const;
  return (
    <LinkList
      rows={courses.map(({ course, state, note }) => ({
        href: href(lang, `/belajar/${course.slug}`),
        title: said(course.title, lang),
        icon: 'books',
        note: note ?? said(course.summary, lang),
        side: <Tag tone={tone[state]}>{state === 'open' ? w.jp(formatNumber(course.jpOnline + course.jpClassroom, lang)) : w[state]}</Tag>,
      }))}
    />
  );
}

function Certificates({ lang, certificates }: { readonly lang: Lang; readonly certificates: readonly CertificateRow[] }) {
  const w = words(lang);
  return (
    <Panel title={w.certificates}>
      {certificates.length === 0 ? (
        <p class="note">{w.certificatesNone}</p>
      ) : (
        <LinkList
          rows={certificates.map((one) => ({
            href: `/belajar/sertifikat/${one.id}.pdf`,
            title: said(one.title, lang),
            icon: 'certificate',
            note: `${w.jp(formatNumber(one.jp, lang))}, ${one.when}`,
            side: (
              <Tag tone="good" icon="check">
                PDF
              </Tag>
            ),
          }))}
        />
      )}
    </Panel>
  );
}
