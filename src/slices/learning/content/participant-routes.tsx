import { type AgencyId, peopleByIds, postsOn, unitsOf } from '#slices/directory';
import { z } from 'zod';
import { together } from '#platform/context';
import type { Tx } from '#platform/db';
import { csvReply, page, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { formatDate, todayIn } from '#platform/time';
import type { Course } from '../model.ts';
import { permissions } from '../permissions.ts';
import { words } from '../words.ts';
import { ParticipantsPage, type ParticipantView } from './pages/participants.tsx';
import { courseOr404 } from './routes.tsx';
import { enrolmentCounts, type Participant, type ParticipantState, participantsOf } from './store.ts';

const allow = permissions['learning.author'];
const perPage = 50;
const most = 20_000;

async function viewsOf(tx: Tx, ctx: WebCtx, rows: readonly Participant[]): Promise<readonly ParticipantView[]> {
  const agencyId = ctx.agency.id as AgencyId;
  const personIds = rows.map((row) => row.person_id);
  const [people, units, posts] = await together([peopleByIds(tx, personIds), unitsOf(tx, agencyId), postsOn(tx, agencyId, ctx.today, { personIds })]);
  const names = new Map<string, string>(units.map((unit) => [unit.id, unit.shortName]));
  const unitOf = new Map<string, string>(posts.map((post) => [post.personId, names.get(post.unitId) ?? '']));
  const date = (at: Participant['enrolled_at']) => formatDate(todayIn(at, ctx.zone), ctx.lang, 'short');
  return rows.map((row) => {
    ctx.looked({ subjectKind: 'person', subjectId: row.person_id, agencyId });
    return {
      nip: people.get(row.person_id)?.nip ?? '',
      name: people.get(row.person_id)?.name ?? '',
      unit: unitOf.get(row.person_id) ?? '',
      enrolled: date(row.enrolled_at),
      because: row.because,
      done: row.done,
      modules: row.modules,
      best: row.best_score,
      seat: row.attended ? 'attended' : row.has_seat ? 'seat' : 'none',
      completed: row.completed_at ? date(row.completed_at) : undefined,
    };
  });
}

function lookedAtList(ctx: WebCtx, course: Course): void {
  ctx.looked({ own: true, subjectKind: 'participants', subjectId: course.id, agencyId: ctx.agency.id });
}

async function participantsPage(ctx: WebCtx, slug: string, state: ParticipantState | undefined, at: number): Promise<Reply> {
  const body = await ctx.read(async (tx) => {
    const course = await courseOr404(tx, ctx, slug);
    lookedAtList(ctx, course);
    const counts = (await enrolmentCounts(tx, [course.id])).get(course.id) ?? { running: 0, completed: 0 };
    const all = state ? counts[state] : counts.running + counts.completed;
    const pages = Math.max(1, Math.ceil(all / perPage));
    const current = Math.min(at, pages);
    const rows = await participantsOf(tx, course.id, { state, limit: perPage, offset: (current - 1) * perPage });
    return <ParticipantsPage lang={ctx.lang} course={course} rows={await viewsOf(tx, ctx, rows)} state={state} page={current} pages={pages} {...counts} />;
  });
  return page({ title: words(ctx.lang).participants, section: '/kelola/kursus', dense: true, body });
}

async function participantsCsv(ctx: WebCtx, slug: string): Promise<Reply> {
  const w = words(ctx.lang);
  const rows = await ctx.read(async (tx) => {
    const course = await courseOr404(tx, ctx, slug);
    lookedAtList(ctx, course);
    return viewsOf(tx, ctx, await participantsOf(tx, course.id, { state: undefined, limit: most, offset: 0 }));
  });
  return csvReply(
    `peserta-${slug}.csv`,
    ['NIP', w.nameHead, w.unit, w.enrolledOn, w.becauseHead, w.modulesDoneHead, w.modules, w.quizHead, w.classOne, w.stateHead],
    rows.map((row) => [
      row.nip,
      row.name,
      row.unit,
      row.enrolled,
      w.becauses[row.because],
      row.done,
      row.modules,
      row.best,
      w.seatStates[row.seat],
      row.completed ? w.completedOn(row.completed) : w.running,
    ]),
  );
}

const bySlug = z.object({ slug: z.string().max(100) });
const listInput = bySlug.extend({
  keadaan: z.enum(['running', 'completed', '']).catch('').optional(),
  halaman: z.coerce.number().int().min(1).max(10_000).catch(1).optional(),
});

export const participantRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/kelola/kursus/:slug/peserta',
    allow,
    shows: 'person-data',
    input: listInput,
    handle: (ctx, { slug, keadaan, halaman }) => participantsPage(ctx, slug, keadaan || undefined, halaman ?? 1),
  }),
  route({
    method: 'GET',
    path: '/kelola/kursus/:slug/peserta.csv',
    allow,
    shows: 'person-data',
    perMinute: 20,
    input: bySlug,
    handle: (ctx, { slug }) => participantsCsv(ctx, slug),
  }),
];
