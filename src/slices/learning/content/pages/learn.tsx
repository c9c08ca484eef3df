import type { ComponentChildren } from 'preact';
import { Button, Empty, Facts, Form, LinkButton, LinkList, Meter, PageHead, Panel, Section, Split, Tag } from '#platform/ui';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import type { Course } from '../../model.ts';
import { words } from '../../words.ts';

export function textIn(text: Text, lang: Lang): string {
  return lang === 'en' ? (text.en ?? text.id) : text.id;
}

export type MyCourse = { readonly course: Course; readonly done: number; readonly all: number; readonly completed: boolean };

type LearnView = {
  readonly lang: Lang;
  readonly jp: number;
  readonly term: { readonly rule: 'min' | 'max'; readonly jp: number };
  readonly mine: readonly MyCourse[];
  readonly others: readonly Course[];
  readonly certificates: readonly { readonly id: string; readonly number: string; readonly title: Text; readonly when: string; readonly jp: number }[];
};

export function LearnPage({ lang, jp, term, mine, others, certificates }: LearnView) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  return (
    <>
      <PageHead title={w.learn} lead={term.rule === 'min' ? w.lead(n(jp), n(term.jp)) : w.leadPppk(n(jp), n(term.jp))} />
      <Split
        aside={
          <Panel title={w.certificates}>
            {certificates.length === 0 ? (
              <p class="note">{w.certificatesNone}</p>
            ) : (
              <LinkList
                rows={certificates.map((one) => ({
                  href: `/belajar/sertifikat/${one.id}.pdf`,
                  title: textIn(one.title, lang),
                  icon: 'certificate',
                  note: `${one.number}, ${one.when}`,
                  side: w.jp(n(one.jp)),
                }))}
              />
            )}
          </Panel>
        }
      >
        <NextStep lang={lang} next={mine.find((one) => !one.completed)} />
        {mine.length > 0 && (
          <Section title={w.mine}>
            <LinkList
              rows={mine.map((one) => ({
                href: href(lang, `/belajar/${one.course.slug}`),
                title: textIn(one.course.title, lang),
                icon: 'books',
                note: w.modulesDone(n(one.done), n(one.all)),
                side: <Tag tone={one.completed ? 'good' : 'info'}>{one.completed ? w.completed : w.running}</Tag>,
              }))}
            />
          </Section>
        )}
        <Section title={w.catalogue}>
          {others.length === 0 ? (
            <Empty title={w.catalogueNone} />
          ) : (
            <LinkList
              rows={others.map((course) => ({
                href: href(lang, `/belajar/${course.slug}`),
                title: textIn(course.title, lang),
                icon: 'school',
                note: textIn(course.summary, lang),
                side: w.jp(n(course.jpOnline + course.jpClassroom)),
              }))}
            />
          )}
        </Section>
      </Split>
    </>
  );
}

function NextStep({ lang, next }: { readonly lang: Lang; readonly next: MyCourse | undefined }) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  return (
    <Panel tone="lifted" title={w.next}>
      {next ? (
        <>
          <p>
            <strong>{textIn(next.course.title, lang)}</strong>
          </p>
          <Meter value={next.done} max={next.all} label={w.modulesDone(n(next.done), n(next.all))} />
          <p class="note">{w.modulesDone(n(next.done), n(next.all))}</p>
          <LinkButton kind="primary" href={href(lang, `/belajar/${next.course.slug}`)} icon="arrow-right">
            {w.backToCourse}
          </LinkButton>
        </>
      ) : (
        <p>{w.nextNone}</p>
      )}
    </Panel>
  );
}

export type ModuleLine = {
  readonly id: string;
  readonly kind: 'page' | 'video' | 'quiz';
  readonly title: Text;
  readonly minutes: number;
  readonly done: boolean;
};

type CourseView = {
  readonly lang: Lang;
  readonly course: Course;
  readonly trains: readonly string[];
  readonly enrolled: boolean;
  readonly completed: boolean;
  readonly modules: readonly ModuleLine[];
  readonly classes: ComponentChildren;
  readonly because: ComponentChildren;
};

export function CoursePage({ lang, course, trains, enrolled, completed, modules, classes, because }: CourseView) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  return (
    <>
      <PageHead title={textIn(course.title, lang)} lead={textIn(course.summary, lang)} back={{ href: href(lang, '/belajar'), label: w.learn }}>
        {completed && <Tag tone="good">{w.completed}</Tag>}
      </PageHead>
      <Split
        aside={
          <Panel tone="lifted">
            <Facts
              facts={[
                ['JP', w.jpSplit(n(course.jpOnline), n(course.jpClassroom))],
                [w.trains, trains.join('\n')],
              ]}
            />
            <p class="note">
              {course.jpClassroom > 0 ? w.rule : ''} {w.passing(n(course.passing))}
            </p>
            {!enrolled && (
              <Form action={href(lang, `/belajar/${course.slug}/daftar`)}>
                <Button icon="plus">{w.enrol}</Button>
              </Form>
            )}
            {because}
          </Panel>
        }
      >
        <h2>{w.modules}</h2>
        <LinkList
          rows={modules.map((module) => ({
            href: href(lang, enrolled ? `/belajar/${course.slug}/kegiatan/${module.id}` : `/belajar/${course.slug}#daftar`),
            title: textIn(module.title, lang),
            icon: module.kind === 'video' ? 'video' : module.kind === 'quiz' ? 'list-check' : 'file-text',
            note: `${w.kinds[module.kind]}, ${w.minutes(n(module.minutes))}`,
            side: enrolled ? (
              <Tag tone={module.done ? 'good' : 'quiet'} icon={module.done ? 'check' : 'clock'}>
                {module.done ? w.done : w.todo}
              </Tag>
            ) : undefined,
          }))}
        />
        {course.jpClassroom > 0 && (
          <Section title={w.classes} id="kelas">
            {classes}
          </Section>
        )}
      </Split>
    </>
  );
}
