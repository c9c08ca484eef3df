import { Empty, LinkList, PageHead, said, Section } from '#platform/ui';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import { words } from '../../words.ts';

export type TaughtClass = {
  readonly id: string;
  readonly title: Text;
  readonly course: Text;
  readonly when: string;
  readonly where: string;
  readonly tutor: string | undefined;
  readonly seated: number;
  readonly capacity: number;
  readonly waiting: number;
  readonly attended: number;
  readonly isOver: boolean;
};

export function TeachPage({ lang, classes, isAll }: { readonly lang: Lang; readonly classes: readonly TaughtClass[]; readonly isAll: boolean }) {
  const w = words(lang);
  const ahead = classes.filter((one) => !one.isOver);
  const past = classes.filter((one) => one.isOver);
  return (
    <>
      <PageHead title={isAll ? w.teachAll : w.teach} />
      <Section title={w.teachAhead}>{ahead.length === 0 ? <Empty title={w.teachNone} /> : <Classes lang={lang} classes={ahead} />}</Section>
      {past.length > 0 && (
        <Section title={w.teachPast}>
          <Classes lang={lang} classes={past} />
        </Section>
      )}
    </>
  );
}

function Classes({ lang, classes }: { readonly lang: Lang; readonly classes: readonly TaughtClass[] }) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const sideOf = (one: TaughtClass) => {
    if (one.isOver) return w.presentOf(n(one.attended), n(one.seated));
    const taken = w.seats(n(one.seated), n(one.capacity));
    return one.waiting > 0 ? `${taken}, ${w.waiting(n(one.waiting))}` : taken;
  };
  return (
    <LinkList
      rows={classes.map((one) => ({
        href: href(lang, `/kelas/${one.id}`),
        title: said(one.title, lang),
        icon: 'calendar',
        note: (
          <>
            {said(one.course, lang)}. {[one.when, one.where, ...(one.tutor ? [`${w.tutor}: ${one.tutor}`] : [])].join('. ')}
          </>
        ),
        side: sideOf(one),
      }))}
    />
  );
}
