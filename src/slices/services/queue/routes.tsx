import { peopleByIds, unitsByIds } from '#slices/directory';
import { z } from 'zod';
import { scopeFor } from '#platform/access';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId, findTicket } from '#platform/ids';
import { problems } from '#platform/problem';
import { formatInstant } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import type { ApplicationId } from '../model.ts';
import { permissions } from '../permissions.ts';
import { showFiles } from '../applications/own-case.ts';
import { timelineOf } from '../applications/routes.tsx';
import { applicationWithin, filesOf } from '../applications/store.ts';
import { servicesByIds, servicesOf, serviceVersion } from '../standards/store.ts';
import { words } from '../words.ts';
import { decideApplication, returnForCorrection, takeApplication, takeNext } from './actions.ts';
import { OpenCasePage } from './pages/open-case.tsx';
import { queueViews, WorklistPage } from './pages/worklist.tsx';
import { passedOver, queueCounts, queueList } from './store.ts';

const pageSize = 50;
const allow = permissions['services.work'];

const listInput = z.object({
  tampilan: z.enum(queueViews).catch('open'),
  layanan: z.union([z.literal(''), z.uuid()]).catch(''),
  cari: z.string().trim().max(100).catch(''),
  hal: z.coerce.number().int().min(1).max(10_000).catch(1),
});

async function worklist(ctx: WebCtx, input: z.infer<typeof listInput>): Promise<Reply> {
  if (ctx.actor.kind !== 'staff') throw problems.forbidden();
  const { personId, unitId } = ctx.actor;
  const scope = scopeFor(ctx.actor, allow);
  const offset = (input.hal - 1) * pageSize;
  const view = await ctx.read(async (tx) => {
    const search = findTicket(input.cari) ?? input.cari;
    const rows = await queueList(tx, {
      scope,
      view: input.tampilan,
      personId,
      today: ctx.today,
      serviceId: input.layanan,
      search,
      limit: pageSize + 1,
      offset,
    });
    const shown = rows.slice(0, pageSize);
    const services = await servicesOf(tx, ctx.agency.id);
    const names = new Map(services.map((service) => [service.id, service.name]));
    const people = await peopleByIds(tx, Array.from(new Set(shown.flatMap((row) => row.officer_id ?? []))));
    const unit = unitId ? (await unitsByIds(tx, [unitId])).get(unitId) : undefined;
    for (const row of shown) ctx.looked({ subjectKind: 'application', subjectId: row.id, agencyId: ctx.agency.id });
    return {
      unitName: unit?.name ?? ctx.agency.name,
      counts: await queueCounts(tx, scope, personId, ctx.today),
      services,
      hasMore: rows.length > pageSize,
      rows: shown.map((row, at) => ({
        id: row.id,
        place: offset + at + 1,
        ticket: row.ticket,
        applicant: row.applicant_name ?? '',
        service: names.get(row.service_id) ?? { id: '' },
        state: row.state,
        due: row.due_on,
        holder: row.officer_id ? people.get(row.officer_id)?.name : undefined,
        decided: row.decided_at ? formatInstant(row.decided_at, ctx.zone, ctx.lang, 'short') : undefined,
      })),
    };
  });
  const body = (
    <WorklistPage lang={ctx.lang} today={ctx.today} view={input.tampilan} page={input.hal} filter={{ service: input.layanan, search: input.cari }} {...view} />
  );
  return page({ title: words(ctx.lang).work, section: '/kerja', dense: true, body });
}

function formOf(ctx: WebCtx, raw: RawInput, errors: FieldCodes): FormState {
  return { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) };
}

async function openCase(ctx: WebCtx, idText: string, form: FormState): Promise<Reply> {
  const { actor } = ctx;
  const id = findId<'application'>(idText);
  if (!id || actor.kind !== 'staff') throw problems.notFound();
  const body = await ctx.read(async (tx) => {
    const row = await applicationWithin(tx, id, scopeFor(actor, allow), false);
    if (!row?.due_on) throw problems.notFound();
    ctx.looked({ subjectKind: 'application', subjectId: row.id, agencyId: row.agency_id });
    const { definition } = await serviceVersion(tx, row.agency_id, row.service_id, row.service_version);
    const service = (await servicesByIds(tx, [row.service_id])).get(row.service_id);
    const holder = row.officer_id ? (await peopleByIds(tx, [row.officer_id])).get(row.officer_id)?.name : undefined;
    return (
      <OpenCasePage
        lang={ctx.lang}
        id={row.id}
        version={row.version}
        name={service?.name ?? { id: '' }}
        ticket={row.ticket ?? ''}
        applicant={row.applicant_name ?? ''}
        state={row.state}
        due={row.due_on}
        provisional={row.due_provisional}
        today={ctx.today}
        holder={holder}
        isMine={row.officer_id === actor.personId}
        earlier={row.state === 'submitted' ? await passedOver(tx, row) : []}
        definition={definition.form}
        answers={row.answers}
        files={showFiles(ctx, await filesOf(tx, row.id))}
        steps={await timelineOf(tx, ctx, row)}
        reason={row.reason}
        form={form}
      />
    );
  });
  return page({ title: words(ctx.lang).work, section: '/kerja', dense: true, body });
}

const again = (ctx: WebCtx, raw: RawInput, errors: FieldCodes) => openCase(ctx, String(raw['id']), formOf(ctx, raw, errors));
const version = z.coerce.number().int();

export const queueRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/kerja', allow, shows: 'applicant-data', input: listInput, handle: worklistLooked }),
  route({
    method: 'POST',
    path: '/kerja/ambil',
    allow,
    async handle(ctx) {
      const id = await takeNext(ctx);
      return id
        ? redirect(`/kerja/${id}`, { kind: 'good', text: words(ctx.lang).taken })
        : redirect('/kerja', { kind: 'info', text: words(ctx.lang).nothingWaits });
    },
  }),
  route({
    method: 'GET',
    path: '/kerja/:id',
    allow,
    shows: 'applicant-data',
    input: z.object({ id: z.string() }),
    handle: (ctx, { id }) => openCase(ctx, id, emptyForm),
  }),
  route({
    method: 'POST',
    path: '/kerja/:id/ambil',
    allow,
    shows: 'applicant-data',
    input: z.object({ id: z.string(), because: z.enum(['difabel', 'hukum', 'pengadilan', 'berkas-lain']).or(z.literal('')).optional() }),
    async handle(ctx, { id, because }) {
      await takeApplication(ctx, { id: id as ApplicationId, because: because || undefined });
      return redirect(`/kerja/${id}`, { kind: 'good', text: words(ctx.lang).taken });
    },
    again,
  }),
  route({
    method: 'POST',
    path: '/kerja/:id/perbaikan',
    allow,
    shows: 'applicant-data',
    input: z.object({
      id: z.string(),
      version,
      fields: z.union([z.string(), z.array(z.string())], 'fields-required').transform((value) => (Array.isArray(value) ? value : [value])),
      note: z.string().trim().min(1, 'required').max(2000, 'too-long'),
    }),
    async handle(ctx, input) {
      await returnForCorrection(ctx, { ...input, id: input.id as ApplicationId });
      return redirect(`/kerja/${input.id}`, { kind: 'good', text: words(ctx.lang).returned });
    },
    again,
  }),
  route({
    method: 'POST',
    path: '/kerja/:id/putuskan',
    allow,
    shows: 'applicant-data',
    input: z.object({
      id: z.string(),
      version,
      outcome: z.enum(['granted', 'refused'], 'required'),
      reason: z.string().trim().max(2000, 'too-long').default(''),
    }),
    async handle(ctx, input) {
      await decideApplication(ctx, { ...input, id: input.id as ApplicationId });
      return redirect('/kerja', { kind: 'good', text: words(ctx.lang).done });
    },
    again,
  }),
];

// A list that is empty has shown nobody's data.
async function worklistLooked(ctx: WebCtx, input: z.infer<typeof listInput>): Promise<Reply> {
  const answer = await worklist(ctx, input);
  ctx.looked({ own: true, subjectKind: 'worklist', subjectId: ctx.agency.id, agencyId: ctx.agency.id });
  return answer;
}
