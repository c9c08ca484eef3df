import { peopleByIds, unitsByIds } from '#slices/directory';
import { z } from 'zod';
import { scopeFor } from '#platform/access';
import { together } from '#platform/context';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { formatDate, formatInstant, todayIn } from '#platform/time';
import { emptyForm, ErrorSummary, type FormState, PageHead } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { codeOf } from '../applications/case-code.ts';
import { trackAddress } from '../applications/news.ts';
import { applicationWithin } from '../applications/store.ts';
import { identityKinds } from '../model.ts';
import { permissions } from '../permissions.ts';
import { officerOf } from '../queue/actions.ts';
import { servicesByIds, servicesOf, serviceVersion } from '../standards/store.ts';
import { beginAtCounter, reaches } from './actions.ts';
import { BeginForm, type OfferedService, type SlipView, WalkInSlip } from './pages/walk-in.tsx';
import { findWalkIn } from './store.ts';
import { words } from './words.ts';

const allow = permissions['services.work'];
const section = '/kerja/loket';

function formOf(ctx: WebCtx, values: RawInput, errors: FieldCodes): FormState {
  return { values, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) };
}

async function offered(ctx: WebCtx): Promise<readonly OfferedService[]> {
  const scope = scopeFor(ctx.actor, allow);
  const services = await ctx.read((tx) => servicesOf(tx, ctx.agency.id));
  return services.filter((service) => reaches(scope, service.unitId));
}

async function countersPage(ctx: WebCtx, form: FormState): Promise<Reply> {
  const w = words(ctx.lang);
  const services = await offered(ctx);
  return page({
    title: w.counters,
    section,
    dense: true,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    body: (
      <>
        <ErrorSummary lang={ctx.lang} form={form} />
        <PageHead title={w.counters} lead={w.countersLead} />
        <BeginForm lang={ctx.lang} services={services} form={form} />
      </>
    ),
  });
}

/** The code opens the case: only who has just typed it prints it, on the same day. */
async function slipOf(ctx: WebCtx, idText: string): Promise<SlipView> {
  const id = findId<'application'>(idText);
  if (!id) throw problems.notFound();
  return ctx.read(async (tx) => {
    const [row, clerk, walkIn, code] = await together([
      applicationWithin(tx, id, scopeFor(ctx.actor, allow), false),
      officerOf(tx, ctx),
      findWalkIn(tx, id),
      codeOf(tx, id),
    ]);
    if (!row?.submitted_at || !row.due_on || !walkIn || row.clerk_id !== clerk.personId) throw problems.notFound();
    if (!todayIn(row.submitted_at, ctx.zone).equals(ctx.today)) throw problems.notFound();
    ctx.looked({ subjectKind: 'application', subjectId: row.id, ownerId: row.citizen_id, agencyId: row.agency_id });
    const [services, standard, units, people] = await together([
      servicesByIds(tx, [row.service_id]),
      serviceVersion(tx, row.agency_id, row.service_id, row.service_version),
      unitsByIds(tx, [row.unit_id]),
      peopleByIds(tx, [clerk.personId]),
    ]);
    return {
      lang: ctx.lang,
      agency: ctx.agency.name,
      unit: units.get(row.unit_id)?.name ?? '',
      service: services.get(row.service_id)?.name ?? { id: '' },
      ticket: row.ticket ?? '',
      code,
      trackUrl: trackAddress(ctx.lang, row.ticket ?? ''),
      queueToken: row.queue_token ?? '',
      applicant: row.applicant_name ?? '',
      clerk: people.get(clerk.personId)?.name ?? '',
      receivedAt: formatInstant(row.submitted_at, ctx.zone, ctx.lang),
      receivedOn: formatDate(todayIn(row.submitted_at, ctx.zone), ctx.lang),
      due: formatDate(row.due_on, ctx.lang),
      identity: walkIn.identity,
      attorney: walkIn.attorney_name,
      definition: standard.definition.form,
      answers: row.answers,
    };
  });
}

const beginInput = z.object({
  service: z.string().min(1, 'service-required').max(100, 'service-required'),
  identity: z.enum(identityKinds, 'identity-required'),
  attorney: z.string().trim().max(100, 'too-long').default(''),
});

export const counterRoutes: readonly Route[] = [
  route({ method: 'GET', path: section, allow, handle: (ctx) => countersPage(ctx, emptyForm) }),
  route({
    method: 'POST',
    path: '/kerja/loket/permohonan',
    allow,
    input: beginInput,
    async handle(ctx, { service, ...input }) {
      const id = await beginAtCounter(ctx, { slug: service, ...input });
      return redirect(`/permohonan/${id}/langkah/1`);
    },
    again: (ctx, raw, errors) => countersPage(ctx, formOf(ctx, raw, errors)),
  }),
  route({
    method: 'GET',
    path: '/kerja/loket/tanda-terima/:id',
    allow,
    shows: 'applicant-data',
    input: z.object({ id: z.string() }),
    async handle(ctx, { id }) {
      const slip = await slipOf(ctx, id);
      return page({ title: slip.ticket, section, body: <WalkInSlip {...slip} /> });
    },
  }),
];
