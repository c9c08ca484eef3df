import type { CitizenId } from '#slices/directory';
import { z } from 'zod';
import { together } from '#platform/context';
import type { Tx } from '#platform/db';
import { bytesReply, type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId, hashCode } from '#platform/ids';
import { problems } from '#platform/problem';
import { findDate, formatInstant, type PlainDate } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences, textIn } from '#platform/words';
import { hold, isHeldHere, ownCase } from '../applications/own-case.ts';
import type { AppointmentId } from '../model.ts';
import { findService, type Service, servicesByIds } from '../standards/store.ts';
import { bookAppointment, cancelAppointment, moveAppointment, slotsFor } from './actions.ts';
import { calendarFile } from './calendar-file.ts';
import { appointmentCode } from './code.ts';
import { manageRoutes } from './manage-routes.tsx';
import { AppointmentPage, BookPage, OpenAppointment } from './pages/book.tsx';
import { mayChange } from './rules.ts';
import { shownSlots } from './show-slots.ts';
import { type AppointmentRow, appointmentsOfCitizen, findAppointment, findAppointmentByCode, takenPlaces } from './store.ts';
import { words } from './words.ts';

const section = '/layanan';

function formOf(ctx: WebCtx, values: RawInput, errors: FieldCodes): FormState {
  return { values, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) };
}

async function serviceOr404(tx: Tx, ctx: WebCtx, slug: string): Promise<Service> {
  const service = await findService(tx, ctx.agency.id, slug);
  if (!service) throw problems.notFound();
  return service;
}

const chosenDay = z.string().max(10).optional().catch(undefined);
const bookQuery = z.object({ slug: z.string().max(100), permohonan: z.string().max(40).optional().catch(undefined), hari: chosenDay });

/** The case about which somebody comes, if it is theirs. */
async function aboutCase(tx: Tx, ctx: WebCtx, idText: string | undefined) {
  if (!idText) return undefined;
  const { row } = await ownCase(tx, ctx, idText);
  return row.ticket ? { id: row.id, ticket: row.ticket, unitId: row.unit_id } : undefined;
}

async function bookPage(ctx: WebCtx, { slug, permohonan, hari }: z.infer<typeof bookQuery>, form: FormState): Promise<Reply> {
  const view = await ctx.read(async (tx) => {
    const service = await serviceOr404(tx, ctx, slug);
    const [slots, taken, about] = await together([slotsFor(tx, ctx, service), takenPlaces(tx, service.unitId, ctx.now), aboutCase(tx, ctx, permohonan)]);
    return { service, about, ...shownSlots(ctx, slots, taken, findDate(hari ?? '')) };
  });
  const { service, ...shown } = view;
  ctx.looked({ own: true, subjectKind: 'service', subjectId: service.id, agencyId: service.agencyId });
  const known = ctx.actor.kind === 'citizen' ? { name: ctx.actor.name, email: ctx.actor.email } : {};
  return page({
    title: words(ctx.lang).book,
    section,
    body: (
      <BookPage
        lang={ctx.lang}
        slug={slug}
        service={service.name}
        unit={service.unitName}
        {...shown}
        form={{ ...form, values: { ...known, ...form.values } }}
      />
    ),
  });
}

const email = z.union([z.literal(''), z.email('not-email').max(200, 'too-long')]).default('');
const bookInput = z.object({
  slug: z.string().max(100),
  permohonan: z.string().max(40).optional().catch(undefined),
  slot: z.string('no-such-slot').min(1, 'no-such-slot').max(80, 'no-such-slot'),
  name: z.string().trim().min(1, 'required').max(100, 'too-long'),
  email,
});

async function book(ctx: WebCtx, { slug, permohonan, ...input }: z.infer<typeof bookInput>): Promise<Reply> {
  const { service, about } = await ctx.read(async (tx) => ({ service: await serviceOr404(tx, ctx, slug), about: await aboutCase(tx, ctx, permohonan) }));
  const id = await bookAppointment(ctx, { ...input, service, applicationId: about?.unitId === service.unitId ? about.id : undefined });
  hold(ctx, id, await ctx.read((tx) => appointmentCode(tx, id)));
  return redirect(`/janji/${id}`, { kind: 'good', text: words(ctx.lang).bookedNow });
}

type Own = { readonly row: AppointmentRow; readonly code: string };

/** An appointment of the reader: of their account, or one whose code they showed. Anybody else's does not exist. */
async function ownAppointment(tx: Tx, ctx: WebCtx, idText: string): Promise<Own> {
  const id = findId<'appointment'>(idText);
  if (!id) throw problems.notFound();
  const [row, code] = await together([findAppointment(tx, id), appointmentCode(tx, id)]);
  const isOwner = row !== undefined && ctx.actor.kind === 'citizen' && row.citizen_id === ctx.actor.citizenId;
  if (!row || !(isOwner || isHeldHere(ctx, id, code))) throw problems.notFound();
  ctx.looked({ own: true, subjectKind: 'appointment', subjectId: row.id, agencyId: row.agency_id });
  return { row, code };
}

async function appointmentPage(ctx: WebCtx, idText: string, day: PlainDate | undefined, form: FormState): Promise<Reply> {
  const { row, code, service, slots, taken } = await ctx.read(async (tx) => {
    const own = await ownAppointment(tx, ctx, idText);
    const [services, all, places] = await together([
      servicesByIds(tx, [own.row.service_id]),
      slotsFor(tx, ctx, { id: own.row.service_id, unitId: own.row.unit_id }),
      takenPlaces(tx, own.row.unit_id, ctx.now),
    ]);
    return { ...own, service: services.get(own.row.service_id), slots: all, taken: places };
  });
  return page({
    title: words(ctx.lang).booked,
    section,
    body: (
      <AppointmentPage
        lang={ctx.lang}
        id={row.id}
        service={service?.name ?? { id: '' }}
        unit={service?.unitName ?? ''}
        when={formatInstant(row.starts_at, ctx.zone, ctx.lang)}
        name={row.name}
        state={row.state}
        code={code}
        mayChange={mayChange(row, ctx.now).ok}
        isMoving={day !== undefined || form.errors['slot'] !== undefined}
        {...shownSlots(ctx, slots, taken, day)}
        form={form}
      />
    ),
  });
}

async function calendar(ctx: WebCtx, idText: string): Promise<Reply> {
  const { row, code, service } = await ctx.read(async (tx) => {
    const own = await ownAppointment(tx, ctx, idText);
    return { ...own, service: (await servicesByIds(tx, [own.row.service_id])).get(own.row.service_id) };
  });
  const w = words(ctx.lang);
  const text = calendarFile({
    uid: `${row.id}@smart-asn`,
    zone: ctx.zone,
    starts: row.starts_at,
    ends: row.ends_at,
    stamp: ctx.now,
    sequence: row.moves,
    cancelled: row.state === 'cancelled',
    summary: service ? textIn(service.name, ctx.lang) : w.booked,
    location: service?.unitName ?? '',
    description: `${w.code}: ${code}`,
  });
  return bytesReply(new TextEncoder().encode(text), { mediaType: 'text/calendar; charset=utf-8', fileName: 'janji-temu.ics' });
}

async function openPage(ctx: WebCtx, form: FormState): Promise<Reply> {
  const own = await ctx.read(async (tx) => {
    if (ctx.actor.kind !== 'citizen') return [];
    const rows = await appointmentsOfCitizen(tx, ctx.actor.citizenId as CitizenId, ctx.now);
    const services = await servicesByIds(
      tx,
      rows.map((row) => row.service_id),
    );
    return rows.map((row) => ({
      id: row.id,
      when: formatInstant(row.starts_at, ctx.zone, ctx.lang),
      service: services.get(row.service_id)?.name ?? { id: '' },
    }));
  });
  return page({ title: words(ctx.lang).open, section, body: <OpenAppointment lang={ctx.lang} form={form} own={own} /> });
}

async function open(ctx: WebCtx, code: string): Promise<Reply> {
  const row = await ctx.read((tx) => findAppointmentByCode(tx, hashCode(code)));
  if (!row) return { ...(await openPage(ctx, formOf(ctx, { code }, { code: 'no-such-appointment' }))), status: 422 } as Reply;
  hold(ctx, row.id, code);
  return redirect(`/janji/${row.id}`);
}

/** The appointment, if it is the reader's to change. */
async function ownId(ctx: WebCtx, idText: string): Promise<AppointmentId> {
  return ctx.read(async (tx) => (await ownAppointment(tx, ctx, idText)).row.id);
}

const byId = z.object({ id: z.string() });
const owned = { allow: 'public', shows: 'applicant-data' } as const;

export const appointmentsRoutes: readonly Route[] = [
  route({ ...owned, method: 'GET', path: '/layanan/:slug/janji', input: bookQuery, handle: (ctx, query) => bookPage(ctx, query, emptyForm) }),
  route({
    ...owned,
    method: 'POST',
    path: '/layanan/:slug/janji',
    perMinute: 20,
    input: bookInput,
    handle: book,
    again: (ctx, raw, errors) => bookPage(ctx, bookQuery.parse(raw), formOf(ctx, raw, errors)),
  }),
  route({ method: 'GET', path: '/janji', allow: 'public', handle: (ctx) => openPage(ctx, emptyForm) }),
  route({
    method: 'POST',
    path: '/janji',
    allow: 'public',
    perMinute: 20,
    input: z.object({ code: z.string().min(1, 'required').max(60, 'too-long') }),
    handle: (ctx, { code }) => open(ctx, code),
    again: (ctx, raw, errors) => openPage(ctx, formOf(ctx, raw, errors)),
  }),
  route({
    ...owned,
    method: 'GET',
    path: '/janji/:id',
    input: byId.extend({ hari: chosenDay }),
    handle: (ctx, { id, hari }) => appointmentPage(ctx, id, findDate(hari ?? ''), emptyForm),
  }),
  route({ ...owned, method: 'GET', path: '/janji/:id/kalender.ics', input: byId, handle: (ctx, { id }) => calendar(ctx, id) }),
  route({
    ...owned,
    method: 'POST',
    path: '/janji/:id/pindah',
    perMinute: 20,
    input: byId.extend({ slot: bookInput.shape.slot }),
    async handle(ctx, { id, slot }) {
      await moveAppointment(ctx, await ownId(ctx, id), slot);
      return redirect(`/janji/${id}`, { kind: 'good', text: words(ctx.lang).moved });
    },
    again: (ctx, raw, errors) => appointmentPage(ctx, String(raw['id']), undefined, formOf(ctx, raw, errors)),
  }),
  route({
    ...owned,
    method: 'POST',
    path: '/janji/:id/batal',
    input: byId,
    async handle(ctx, { id }) {
      await cancelAppointment(ctx, await ownId(ctx, id));
      return redirect(`/janji/${id}`, { kind: 'info', text: words(ctx.lang).cancelled });
    },
    again: (ctx, raw, errors) => appointmentPage(ctx, String(raw['id']), undefined, formOf(ctx, raw, errors)),
  }),
  ...manageRoutes,
];
