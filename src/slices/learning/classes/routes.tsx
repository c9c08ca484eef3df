import { type AgencyId, peopleByIds } from '#slices/directory';
import { z } from 'zod';
import { scopeFor } from '#platform/access';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences, formatNumber } from '#platform/words';
import { learner } from '../content/routes.tsx';
import { coursesByIds, findEnrolment } from '../content/store.ts';
import { type ClassId, codeLife_s } from '../model.ts';
import { permissions } from '../permissions.ts';
import { words } from '../words.ts';
import { askSeat, attendByCode, attendByList, giveUpSeat } from './actions.ts';
import { classTime } from './cards.ts';
import { classCode } from './class-code.ts';
import { AttendanceList, AttendPage, CodeScreen, TeachPage } from './pages/classes.tsx';
import { codeStep } from './rules.ts';
import { type ClassRow, classesTaught, findClass, seatCounts, seatsOf } from './store.ts';

const study = permissions['learning.study'];
const teach = permissions['learning.teach'];
const byId = z.object({ id: z.string() });

async function classOr404(tx: Tx, idText: string): Promise<ClassRow> {
  const id = findId<'class'>(idText);
  const found = id && (await findClass(tx, id));
  if (!found) throw problems.notFound();
  return found;
}

/** A class that this person may teach: the own, or any of the agency for who manages training. */
async function taught(tx: Tx, ctx: Ctx, idText: string): Promise<ClassRow> {
  const found = await classOr404(tx, idText);
  const scope = scopeFor(ctx.actor, teach);
  const isMine = ctx.actor.kind === 'staff' && found.tutor_id === ctx.actor.personId;
  if (!isMine && !(scope.reach !== 'own' && scope.agencyId === found.agency_id)) throw problems.notFound();
  return found;
}

async function slugOf(tx: Tx, one: ClassRow): Promise<string> {
  return (await coursesByIds(tx, [one.course_id])).get(one.course_id)?.slug ?? '';
}

function formOf(ctx: WebCtx, raw: RawInput, errors: FieldCodes): FormState {
  return { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) };
}

async function attendPage(ctx: WebCtx, idText: string, form: FormState): Promise<Reply> {
  const one = await ctx.read((tx) => classOr404(tx, idText));
  return page({ title: words(ctx.lang).attend, section: '/belajar', body: <AttendPage lang={ctx.lang} id={one.id} title={one.title} form={form} /> });
}

async function attendanceList(ctx: WebCtx, idText: string, form: FormState): Promise<Reply> {
  const body = await ctx.read(async (tx) => {
    const one = await taught(tx, ctx, idText);
    const seats = await seatsOf(tx, one.id);
    const people = await peopleByIds(
      tx,
      seats.map((seat) => seat.person_id),
    );
    const seated = seats
      .filter((seat) => seat.state === 'seated')
      .map((seat) => ({
        seatId: seat.id,
        name: people.get(seat.person_id)?.name ?? '',
        nip: people.get(seat.person_id)?.nip ?? '',
        attended: seat.attended_at !== null,
      }));
    const waiting = seats.filter((seat) => seat.state === 'waiting').map((seat) => people.get(seat.person_id)?.name ?? '');
    return <AttendanceList lang={ctx.lang} id={one.id} title={one.title} when={classTime(ctx, one)} seated={seated} waiting={waiting} form={form} />;
  });
  return page({ title: words(ctx.lang).list, section: '/kelas', dense: true, body });
}

const learnerRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/kelas/:id/daftar',
    allow: study,
    input: byId,
    async handle(ctx, { id }) {
      const { one, enrolment, slug } = await ctx.read(async (tx) => {
        const found = await classOr404(tx, id);
        return { one: found, enrolment: await findEnrolment(tx, found.course_id, learner(ctx)), slug: await slugOf(tx, found) };
      });
      if (!enrolment) throw problems.notFound();
      const state = await askSeat(ctx, one.id, enrolment);
      const w = words(ctx.lang);
      return redirect(`/belajar/${slug}#kelas`, {
        kind: state === 'seated' ? 'good' : 'info',
        text: state === 'seated' ? w.seated : (w.waitingAt('…').split('.')[0] ?? ''),
      });
    },
  }),
  route({
    method: 'POST',
    path: '/kelas/:id/batal',
    allow: study,
    input: byId,
    async handle(ctx, { id }) {
      const { one, slug } = await ctx.read(async (tx) => {
        const found = await classOr404(tx, id);
        return { one: found, slug: await slugOf(tx, found) };
      });
      await giveUpSeat(ctx, one.id, learner(ctx));
      return redirect(`/belajar/${slug}#kelas`, { kind: 'info', text: words(ctx.lang).givenUp });
    },
  }),
  route({
    method: 'GET',
    path: '/kelas/:id/hadir',
    allow: study,
    input: byId.extend({ kode: z.string().max(20).optional() }),
    handle: (ctx, { id, kode }) => attendPage(ctx, id, { ...emptyForm, values: { code: kode ?? '' } }),
  }),
  route({
    method: 'POST',
    path: '/kelas/:id/hadir',
    allow: study,
    perMinute: 30,
    input: byId.extend({ code: z.string().trim().min(1, 'required').max(20, 'too-long') }),
    async handle(ctx, { id, code }) {
      const { one, slug } = await ctx.read(async (tx) => {
        const found = await classOr404(tx, id);
        return { one: found, slug: await slugOf(tx, found) };
      });
      await attendByCode(ctx, one.id, learner(ctx), code);
      return redirect(`/belajar/${slug}`, { kind: 'good', text: words(ctx.lang).attended });
    },
    again: (ctx, raw, errors) => attendPage(ctx, String(raw['id']), formOf(ctx, raw, errors)),
  }),
];

const tutorRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/kelas',
    allow: teach,
    async handle(ctx) {
      const body = await ctx.read(async (tx) => {
        const scope = scopeFor(ctx.actor, teach);
        const classes = await classesTaught(tx, ctx.agency.id as AgencyId, scope.reach === 'own' ? learner(ctx) : undefined);
        const counts = await seatCounts(
          tx,
          classes.map((one) => one.id),
        );
        return (
          <TeachPage
            lang={ctx.lang}
            classes={classes.map((one) => ({
              id: one.id,
              title: one.title,
              when: classTime(ctx, one),
              seated: counts.get(one.id)?.seated ?? 0,
              capacity: one.capacity,
            }))}
          />
        );
      });
      return page({ title: words(ctx.lang).teach, section: '/kelas', dense: true, body });
    },
  }),
  route({ method: 'GET', path: '/kelas/:id', allow: teach, input: byId, handle: (ctx, { id }) => attendanceList(ctx, id, emptyForm) }),
  route({
    method: 'GET',
    path: '/kelas/:id/kode',
    allow: teach,
    input: byId,
    async handle(ctx, { id }) {
      const one = await ctx.read((tx) => taught(tx, ctx, id));
      const code = classCode(one.secret, one.id, codeStep(ctx.now, codeLife_s));
      const address = `${ctx.publicUrl}${ctx.href(`/kelas/${one.id}/hadir`)}?kode=${code}`;
      return page({
        title: words(ctx.lang).codeTitle,
        section: '/kelas',
        islands: ['learning/class-code'],
        body: <CodeScreen lang={ctx.lang} id={one.id} title={one.title} code={code} address={address} />,
      });
    },
  }),
  route({
    method: 'POST',
    path: '/kelas/:id/daftar-hadir',
    allow: teach,
    input: byId.extend({
      seats: z
        .union([z.string(), z.array(z.string())])
        .optional()
        .transform((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value])),
    }),
    async handle(ctx, { id, seats }) {
      const one = await ctx.read((tx) => taught(tx, ctx, id));
      const count = await attendByList(ctx, one.id as ClassId, seats);
      return redirect(`/kelas/${one.id}`, { kind: 'good', text: words(ctx.lang).listSaved(formatNumber(count, ctx.lang)) });
    },
    again: (ctx, raw, errors) => attendanceList(ctx, String(raw['id']), formOf(ctx, raw, errors)),
  }),
];

export const classesRoutes: readonly Route[] = [...learnerRoutes, ...tutorRoutes];
