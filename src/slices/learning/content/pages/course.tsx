import type { ComponentChildren } from 'preact';
import { Alert, Button, Facts, Form, Meter, PageHead, Panel, said, Section, Split, Tag } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import type { Course } from '../../model.ts';
import { words } from '../../words.ts';
import { Programme, type StepView } from './programme.tsx';

type CourseView = {
  readonly lang: Lang;
  readonly course: Course;
  readonly trains: readonly string[];
  readonly state: 'open' | 'running' | 'completed' | 'preview';
  readonly done: number;
  readonly steps: readonly StepView[];
  readonly classes: ComponentChildren;
  readonly because: ComponentChildren;
};

export function CoursePage({ lang, course, trains, state, done, steps, classes, because }: CourseView) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const isMine = state === 'running' || state === 'completed';
  return (
    <>
      <PageHead title={said(course.title, lang)} lead={said(course.summary, lang)} back={{ href: href(lang, '/belajar'), label: w.learn }}>
        {isMine && <Tag tone={state === 'completed' ? 'good' : 'info'}>{w[state]}</Tag>}
        {state === 'open' && (
          <Form action={href(lang, `/belajar/${course.slug}/daftar`)} inline>
            <Button icon="plus">{w.enrol}</Button>
          </Form>
        )}
      </PageHead>
      {state === 'preview' && <Alert tone="warn">{w.preview}</Alert>}
      <Split
        aside={
          <Panel tone="lifted">
            {because && <p>{because}</p>}
            <Facts
              facts={[
                ['JP', w.jpSplit(n(course.jpOnline), n(course.jpClassroom))],
                [w.trains, trains.join('\n')],
              ]}
            />
            <p class="note">
              {course.jpClassroom > 0 ? w.rule : w.ruleOnline} {w.passing(n(course.passing))}
            </p>
          </Panel>
        }
      >
        <section aria-labelledby="modules">
          <h2 id="modules">{w.modules}</h2>
          {isMine && (
            <>
              <p class="note">{w.modulesDone(n(done), n(steps.length))}</p>
              <Meter value={done} max={steps.length} label={w.modulesDone(n(done), n(steps.length))} />
            </>
          )}
          <Programme lang={lang} label={w.modules} steps={steps} />
        </section>
        {course.jpClassroom > 0 && (
          <Section title={w.classes} id="kelas">
            {classes}
          </Section>
        )}
      </Split>
    </>
  );
}
