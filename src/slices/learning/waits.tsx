import { type AgencyId, peopleByIds, type PersonId } from '#slices/directory';
import { findScope, type Staff } from '#platform/access';
import { type Ctx, together } from '#platform/context';
import type { Tx } from '#platform/db';
import { type LinkRow, type NextAct, Tag, type Waiting } from '#platform/ui';
import { formatNumber, href, textIn } from '#platform/words';
import { classesTaught, type CountedClass, seatsOfPerson } from './classes/store.ts';
import { bannerOf, type Current, nextSeat, runningOf } from './content/current.ts';
import { programmesOf } from './content/programmes.ts';
import { jpInYear } from './content/rules.ts';
import { classTime } from './content/seat-view.ts';
import { coursesOf, studyOf } from './content/store.ts';
import { jpLines } from './credentials/store.ts';
import { permissions } from './permissions.ts';
import { words } from './words.ts';

const shown = 3;
/** A class whose list is empty is asked for during this time. */
const remembered_days = 21;

const n = (ctx: Ctx, value: number) => formatNumber(value, ctx.lang);
const isOver = (ctx: Ctx, one: CountedClass) => Temporal.Instant.compare(ctx.now, one.ends_at) >= 0;
const isUnlisted = (ctx: Ctx, one: CountedClass) =>
  isOver(ctx, one) && one.seated > 0 && one.attended === 0 && Temporal.Instant.compare(one.ends_at, ctx.now.subtract({ hours: 24 * remembered_days })) > 0;

function seatsText(ctx: Ctx, one: CountedClass): string {
  const w = words(ctx.lang);
  const taken = w.seats(n(ctx, one.seated), n(ctx, one.capacity));
  return one.waiting > 0 ? `${taken}, ${w.waiting(n(ctx, one.waiting))}` : taken;
}

function classRow(ctx: Ctx, one: CountedClass, tutor: string | undefined): LinkRow {
  const w = words(ctx.lang);
  return {
    href: href(ctx.lang, `/kelas/${one.id}`),
    title: textIn(one.title, ctx.lang),
    icon: 'calendar',
    note: [classTime(ctx, one), one.room ?? w.online, ...(tutor ? [`${w.tutor}: ${tutor}`] : [])].join('. '),
    side: isUnlisted(ctx, one) ? <Tag tone="warn">{w.waits.unlisted}</Tag> : seatsText(ctx, one),
  };
}

function fullClass(ctx: Ctx, one: CountedClass): NextAct {
  const w = words(ctx.lang);
  return {
    kicker: w.waits.full,
    title: textIn(one.title, ctx.lang),
    text: `${classTime(ctx, one)}. ${seatsText(ctx, one)}. ${w.waits.fullText}`,
    action: { href: href(ctx.lang, `/kelas/${one.id}`), label: w.waits.openClass },
  };
}

function nextClass(ctx: Ctx, one: CountedClass): NextAct {
  const w = words(ctx.lang);
  const begun = Temporal.Instant.compare(ctx.now, one.starts_at) >= 0;
  return {
    kicker: begun ? w.onNow : w.waits.nextClass,
    title: textIn(one.title, ctx.lang),
    text: `${classTime(ctx, one)}. ${one.room ?? w.online}. ${seatsText(ctx, one)}.`,
    action: { href: href(ctx.lang, `/kelas/${one.id}`), label: begun ? w.waits.openList : w.waits.openClass },
  };
}

/** A tutor's next classes, and those whose attendance nobody has recorded; for who arranges them, those that are full. */
async function teaching(tx: Tx, ctx: Ctx, actor: Staff): Promise<readonly Waiting[]> {
  const scope = findScope(actor, permissions['learning.teach']);
  if (!scope) return [];
  const isAll = scope.reach === 'agency';
  const classes = await classesTaught(tx, actor.agencyId as AgencyId, isAll ? undefined : (actor.personId as PersonId), ctx.now);
  const ahead = classes.filter((one) => !isOver(ctx, one));
  const unlisted = classes.filter((one) => isUnlisted(ctx, one));
  const full = isAll ? ahead.filter((one) => one.waiting > 0) : [];
  const rows = [...new Set([...unlisted, ...full, ...ahead.slice(0, shown)])].slice(0, shown + 2);
  if (rows.length === 0) return [];
  const tutors = isAll
    ? await peopleByIds(
        tx,
        rows.map((one) => one.tutor_id),
      )
    : undefined;
  const w = words(ctx.lang);
  const [first] = ahead;
  const waiting = full.reduce((sum, one) => sum + one.waiting, 0);
  return [
    {
      press: 'colleagues',
      title: isAll ? w.teachAll : w.teach,
      lead: isAll ? w.waits.classesLead(n(ctx, ahead.length), n(ctx, waiting)) : undefined,
      more: { href: href(ctx.lang, '/kelas'), label: w.waits.allClasses },
      next: isAll ? full[0] && fullClass(ctx, full[0]) : first && nextClass(ctx, first),
      rows: rows.map((one) => classRow(ctx, one, tutors?.get(one.tutor_id)?.name)),
    },
  ];
}

async function drafts(tx: Tx, ctx: Ctx, actor: Staff): Promise<readonly Waiting[]> {
  if (!findScope(actor, permissions['learning.author'])) return [];
  const rows = (await coursesOf(tx, actor.agencyId, true)).filter((course) => course.state === 'draft').slice(0, shown);
  if (rows.length === 0) return [];
  const w = words(ctx.lang).waits;
  return [
    {
      press: 'colleagues',
      title: w.drafts,
      rows: rows.map((course) => ({ href: href(ctx.lang, `/kelola/kursus/${course.slug}`), title: textIn(course.title, ctx.lang), icon: 'edit' })),
    },
  ];
}

function courseRow(ctx: Ctx, current: Current): LinkRow {
  const w = words(ctx.lang);
  const { programme, course } = current;
  const done = w.modulesDone(n(ctx, programme.modules.filter((one) => one.done).length), n(ctx, programme.modules.length));
  const seat = nextSeat(ctx, programme);
  return {
    href: href(ctx.lang, `/belajar/${course.slug}`),
    title: textIn(course.title, ctx.lang),
    icon: 'books',
    note: seat ? `${done}. ${w.classOne}: ${classTime(ctx, seat)}, ${seat.room ?? w.online}` : done,
  };
}

/** The reader's own courses: the next step, how far each is, and the hours of the year. */
async function studying(tx: Tx, ctx: Ctx, actor: Staff): Promise<readonly Waiting[]> {
  const personId = actor.personId as PersonId;
  const [study, seats, published, lines] = await together([
    studyOf(tx, personId),
    seatsOfPerson(tx, personId),
    coursesOf(tx, actor.agencyId),
    jpLines(tx, personId),
  ]);
  const running = runningOf(ctx, programmesOf(study, seats), new Map(published.map((course) => [course.id as string, course])));
  const [first] = running;
  const w = words(ctx.lang);
  return [
    {
      press: 'own',
      title: w.waits.own,
      lead: w.waits.jpSoFar(n(ctx, jpInYear(lines, ctx.today.year))),
      more: { href: href(ctx.lang, '/belajar'), label: w.waits.openLearning },
      next: first && first.next.do !== 'nothing' ? bannerOf(ctx, first) : undefined,
      rows: running.slice(0, shown).map((current) => courseRow(ctx, current)),
    },
  ];
}

export async function learningWaits(tx: Tx, ctx: Ctx): Promise<readonly Waiting[]> {
  const { actor } = ctx;
  if (actor.kind !== 'staff') return [];
  const groups = await together([teaching(tx, ctx, actor), drafts(tx, ctx, actor), studying(tx, ctx, actor)]);
  return groups.flat();
}
