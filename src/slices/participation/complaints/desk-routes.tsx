import { type AgencyId, findPeople, type PersonId, unitsByIds, type UnitId, unitsOf } from '#slices/directory';
import { complaintTerms } from '#slices/standards';
import { z } from 'zod';
import { findScope, type Scope, scopeFor } from '#platform/access';
import { type Ctx, together } from '#platform/context';
import type { Tx } from '#platform/db';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { formatDate, todayIn } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { type ComplaintCategory, type ComplaintId, isOpen } from '../model.ts';
import { permissions } from '../permissions.ts';
import { words } from '../words.ts';
import { answerComplaint, assignComplaint, turnAway } from './actions.ts';
import { DeskCase, DeskPage, deskPageSize } from './pages/desk.tsx';
import { formOf } from './routes.tsx';
import { mayHandle, unitsAbout } from './rules.ts';
import { dueOf, timelineOf } from './shown.ts';
import { type ComplaintRow, complaintsList, deskCounts, type DeskView, deskViews, filesOf, findComplaint } from './store.ts';

const assign = permissions['participation.assign'];
const reply = permissions['participation.answer'];

const scopeOf = (ctx: Ctx): Scope => findScope(ctx.actor, assign) ?? scopeFor(ctx.actor, reply);

async function desk(ctx: WebCtx, view: DeskView | undefined, at: number): Promise<Reply> {
  const scope = scopeOf(ctx);
  const w = words(ctx.lang);
  const body = await ctx.read(async (tx) => {
    const counts = await deskCounts(tx, scope, ctx.today);
    const shown = view ?? (counts.baru > 0 ? 'baru' : 'dijawab');
    const rows = await complaintsList(tx, { scope, view: shown, today: ctx.today, limit: deskPageSize + 1, offset: (at - 1) * deskPageSize });
    const units = await unitsByIds(
      tx,
      rows.flatMap((row) => row.unit_id ?? []),
    );
    const lines = rows.slice(0, deskPageSize).map((row) => {
      const due = dueOf(row);
      return {
        id: row.id,
        ticket: row.ticket,
        title: row.title,
        about: `${w.classes[row.class]}, ${w.categories[row.category as ComplaintCategory]}`,
        state: row.state,
        unit: row.unit_id ? (units.get(row.unit_id)?.shortName ?? '') : '–',
        independent: row.independent,
        due: due?.on,
        late: due !== undefined && isOpen(row.state) && Temporal.PlainDate.compare(due.on, ctx.today) < 0,
        when: formatDate(todayIn(row.submitted_at, ctx.zone), ctx.lang, 'short'),
      };
    });
    return <DeskPage lang={ctx.lang} today={ctx.today} view={shown} rows={lines} counts={counts} page={at} hasMore={rows.length > deskPageSize} />;
  });
  return page({ title: w.desk, section: '/kerja/aduan', dense: true, body });
}

// As the reporter named it, and as an officer read it since.
async function aboutText(tx: Tx, row: ComplaintRow): Promise<string> {
  const ids = unitsAbout(row) as readonly UnitId[];
  const units = await unitsByIds(tx, ids);
  return ids.map((id) => units.get(id)?.name).join('; ') || '–';
}

async function deskCase(ctx: WebCtx, idText: string, form: FormState): Promise<Reply> {
  const id = findId<'complaint'>(idText);
  if (!id) throw problems.notFound();
  const w = words(ctx.lang);
  const body = await ctx.read(async (tx) => {
    const row = await findComplaint(tx, id, scopeOf(ctx));
    if (!row) throw problems.notFound();
    ctx.looked({ subjectKind: 'complaint', subjectId: row.id, agencyId: row.agency_id });
    const [files, about, units, steps] = await together([
      filesOf(tx, row.agency_id, row.id),
      aboutText(tx, row),
      unitsOf(tx, row.agency_id),
      timelineOf(tx, ctx, row),
    ]);
    const ownUnits = ctx.actor.kind === 'staff' ? ctx.actor.unitIds : [];
    const handles = mayHandle(row, ownUnits).ok;
    return (
      <DeskCase
        {...row}
        lang={ctx.lang}
        reporter={row.confidential ? w.hidden : (row.reporter_name ?? w.anonymous)}
        category={`${w.classes[row.class]}, ${w.categories[row.category as ComplaintCategory]}`}
        about={about}
        aboutUnit={row.about_unit_id}
        aboutUnits={unitsAbout(row)}
        due={dueOf(row)}
        oversight_days={complaintTerms().oversight}
        units={units}
        files={files.map((file) => ({ id: file.id, name: file.file_name, href: ctx.contentLink(`/berkas/aduan/${file.id}`, 600) }))}
        steps={steps}
        mayAssign={findScope(ctx.actor, assign) !== undefined}
        mayAnswer={handles && findScope(ctx.actor, reply) !== undefined}
        mayTurnAway={handles && findScope(ctx.actor, assign) !== undefined}
        form={form}
      />
    );
  });
  return page({ title: w.desk, section: '/kerja/aduan', dense: true, body });
}

async function personOfNip(ctx: Ctx, nip: string): Promise<PersonId | undefined> {
  if (nip === '') return undefined;
  const found = await ctx.read((tx) => findPeople(tx, ctx.agency.id as AgencyId, nip, ctx.today, 2));
  return found.find((person) => person.nip === nip)?.id ?? orRefuse(refuse('no-such-person', { fields: { aboutNip: 'no-such-person' } }));
}

const again = (ctx: WebCtx, raw: RawInput, errors: FieldCodes) => deskCase(ctx, String(raw['id']), formOf(ctx, raw, errors));
const seen = { id: z.string(), version: z.coerce.number().int() };
const ticked = z.literal('ya').optional();
const optionalUnit = z.union([z.literal(''), z.uuid('invalid')]).optional();

export const deskRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/kerja/aduan',
    allow: reply,
    input: z.object({ tampilan: z.enum(deskViews).optional().catch(undefined), hal: z.coerce.number().int().min(1).max(10_000).catch(1) }),
    handle: (ctx, { tampilan, hal }) => desk(ctx, tampilan, hal),
  }),
  route({
    method: 'GET',
    path: '/kerja/aduan/:id',
    allow: reply,
    shows: 'applicant-data',
    input: z.object({ id: z.string() }),
    handle: (ctx, { id }) => deskCase(ctx, id, emptyForm),
  }),
  route({
    method: 'POST',
    path: '/kerja/aduan/:id/teruskan',
    allow: assign,
    shows: 'applicant-data',
    input: z.object({
      ...seen,
      unitId: z.uuid('required'),
      oversight: ticked,
      aboutUnit: optionalUnit,
      aboutNip: z.string().trim().max(30, 'too-long').default(''),
      independent: ticked,
    }),
    async handle(ctx, input) {
      await assignComplaint(ctx, {
        complaintId: input.id as ComplaintId,
        version: input.version,
        unitId: input.unitId as UnitId,
        oversight: input.oversight === 'ya',
        aboutUnit: (input.aboutUnit || undefined) as UnitId | undefined,
        aboutPerson: await personOfNip(ctx, input.aboutNip.replaceAll(' ', '')),
        independent: input.independent === 'ya',
      });
      return redirect('/kerja/aduan', { kind: 'good', text: words(ctx.lang).assigned });
    },
    again,
  }),
  route({
    method: 'POST',
    path: '/kerja/aduan/:id/jawab',
    allow: reply,
    shows: 'applicant-data',
    input: z.object({ ...seen, answer: z.string().trim().min(1, 'required').max(5000, 'too-long') }),
    async handle(ctx, input) {
      await answerComplaint(ctx, { complaintId: input.id as ComplaintId, version: input.version, answer: input.answer });
      return redirect('/kerja/aduan', { kind: 'good', text: words(ctx.lang).answered });
    },
    again,
  }),
  route({
    method: 'POST',
    path: '/kerja/aduan/:id/tolak',
    allow: assign,
    shows: 'applicant-data',
    input: z.object({ ...seen, reason: z.string().trim().min(1, 'required').max(2000, 'too-long') }),
    async handle(ctx, input) {
      await turnAway(ctx, { complaintId: input.id as ComplaintId, version: input.version, reason: input.reason });
      return redirect('/kerja/aduan', { kind: 'good', text: words(ctx.lang).turnedAway });
    },
    again,
  }),
];
