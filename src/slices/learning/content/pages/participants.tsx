import { Empty, LinkButton, PageHead, Pages, said, Table, Tabs, Tag } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import type { Course } from '../../model.ts';
import { words } from '../../words.ts';

export type ParticipantView = {
  readonly nip: string;
  readonly name: string;
  readonly unit: string;
  readonly enrolled: string;
  readonly because: 'own-wish' | 'recommendation';
  readonly done: number;
  readonly modules: number;
  readonly best: number | null;
  readonly seat: 'attended' | 'seat' | 'none';
  readonly completed: string | undefined;
};
type View = {
  readonly lang: Lang;
  readonly course: Course;
  readonly rows: readonly ParticipantView[];
  readonly state: 'running' | 'completed' | undefined;
  readonly running: number;
  readonly completed: number;
  readonly page: number;
  readonly pages: number;
};

/** Who takes a course, and how far each of them is. */
export function ParticipantsPage({ lang, course, rows, state, running, completed, page, pages }: View) {
  const w = words(lang);
  const base = `/kelola/kursus/${course.slug}/peserta`;
  const address = (key: string, number = 1) => href(lang, `${base}?keadaan=${key}${number > 1 ? `&halaman=${number}` : ''}`);
  return (
    <>
      <PageHead kicker={said(course.title, lang)} title={w.participants} back={{ href: href(lang, `/kelola/kursus/${course.slug}`), label: w.backToCourse }}>
        <LinkButton href={`${base}.csv`} icon="download">
          {w.csv}
        </LinkButton>
      </PageHead>
      <Tabs
        lang={lang}
        label={w.participants}
        tabs={[
          { href: address(''), label: w.allOfThem, count: running + completed, current: state === undefined },
          { href: address('running'), label: w.running, count: running, current: state === 'running' },
          { href: address('completed'), label: w.completed, count: completed, current: state === 'completed' },
        ]}
      />
      {rows.length === 0 ? <Empty title={w.participantsNone} /> : <Rows lang={lang} course={course} rows={rows} />}
      <Pages lang={lang} page={page} pages={pages} hrefOf={(number) => address(state ?? '', number)} />
    </>
  );
}

function Rows({ lang, course, rows }: Pick<View, 'lang' | 'course' | 'rows'>) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  return (
    <Table
      caption={w.participants}
      keyOf={(row) => row.nip}
      rows={rows}
      columns={[
        {
          head: w.nameHead,
          cell: (row) => (
            <>
              {row.name}
              <small>{row.nip}</small>
            </>
          ),
        },
        { head: w.unit, cell: (row) => row.unit },
        {
          head: w.enrolledOn,
          cell: (row) => (
            <>
              {row.enrolled}
              <small>{w.becauses[row.because]}</small>
            </>
          ),
        },
        { head: w.modules, number: true, cell: (row) => w.outOf(n(row.done), n(row.modules)) },
        { head: w.quizHead, number: true, cell: (row) => (row.best === null ? '–' : n(row.best)) },
        ...(course.jpClassroom > 0 ? [{ head: w.classOne, cell: (row: ParticipantView) => w.seatStates[row.seat] }] : []),
        {
          head: w.stateHead,
          cell: (row) => <Tag tone={row.completed ? 'good' : 'info'}>{row.completed ? w.completedOn(row.completed) : w.running}</Tag>,
        },
      ]}
    />
  );
}
