import { z } from 'zod';
import { findScope } from '#platform/access';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { findDate } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences, href } from '#platform/words';
import { resetAccess } from '../accounts/actions.ts';
import { endGrant, grantRole } from '../grants/actions.ts';
import { grantsOf } from '../grants/store.ts';
import { type AgencyId, grantInput, type GrantId, type PersonId, type UnitId } from '../model.ts';
import { permissions } from '../permissions.ts';
import { words } from '../words.ts';
import { endService } from './actions.ts';
import { PersonPage, ResetCodePage, StaffPage } from './pages/staff.tsx';
import { findPeople, findPostOf, postsOn, unitsOf } from './store.ts';

const allow = permissions['directory.people'];
const grant = permissions['directory.grant'];
const agencyOf = (ctx: WebCtx) => ctx.agency.id as AgencyId;

async function staffPage(ctx: WebCtx, query: string): Promise<Reply> {
  const body = await ctx.read(async (tx) => {
    const units = new Map<string, string>((await unitsOf(tx, agencyOf(ctx))).map((unit) => [unit.id, unit.shortName]));
    const total = (await postsOn(tx, agencyOf(ctx), ctx.today)).length;
    const rows = (await findPeople(tx, agencyOf(ctx), query, ctx.today, 100)).map((row) => ({
      id: row.id,
      name: row.name,
      nip: row.nip,
      position: row.position_name,
      unit: units.get(row.unit_id) ?? '',
    }));
    for (const row of rows) ctx.looked({ subjectKind: 'person', subjectId: row.id, agencyId: ctx.agency.id });
    ctx.looked({ own: true, subjectKind: 'staff-list', subjectId: ctx.agency.id, agencyId: ctx.agency.id });
    return (
      <StaffPage lang={ctx.lang} query={query} rows={rows} total={total} mayImport={findScope(ctx.actor, permissions['directory.import']) !== undefined} />
    );
  });
  return page({ title: words(ctx.lang).staff, section: '/kelola/pegawai', dense: true, body });
}

async function postOr404(ctx: WebCtx, idText: string) {
  const id = findId<'person'>(idText);
  const post = id && (await ctx.read((tx) => findPostOf(tx, id, ctx.today)));
  if (!post || post.agencyId !== ctx.agency.id) throw problems.notFound();
  return post;
}

async function personPage(ctx: WebCtx, idText: string, form: FormState): Promise<Reply> {
  const post = await postOr404(ctx, idText);
  ctx.looked({ subjectKind: 'person', subjectId: post.personId, agencyId: ctx.agency.id });
  const body = await ctx.read(async (tx) => {
    const units = await unitsOf(tx, agencyOf(ctx));
    const names = new Map<string, string>(units.map((unit) => [unit.id, unit.name]));
    const grants = (await grantsOf(tx, agencyOf(ctx), post.personId)).map((row) => ({
      id: row.id,
      role: row.role,
      unit: row.unit_id ? names.get(row.unit_id) : undefined,
      starts: row.starts_on,
      ends: row.ends_on,
      reason: row.reason,
      isOpen: row.ends_on === null || Temporal.PlainDate.compare(row.ends_on, ctx.today) >= 0,
    }));
    return (
      <PersonPage
        lang={ctx.lang}
        id={post.personId}
        name={post.name}
        nip={post.nip}
        status={post.status}
        position={post.positionName}
        unit={names.get(post.unitId) ?? ''}
        grants={grants}
        units={units}
        mayGrant={findScope(ctx.actor, grant) !== undefined}
        today={ctx.today}
        form={form}
      />
    );
  });
  return page({ title: post.name, section: '/kelola/pegawai', dense: true, body });
}

const byId = z.object({ id: z.string() });
const again = (ctx: WebCtx, raw: RawInput, errors: FieldCodes) =>
  personPage(ctx, String(raw['id']), { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) });

export const peopleRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/kelola/pegawai',
    allow,
    shows: 'person-data',
    input: z.object({ cari: z.string().trim().max(100).catch('') }),
    handle: (ctx, { cari }) => staffPage(ctx, cari),
  }),
  route({ method: 'GET', path: '/kelola/pegawai/:id', allow, shows: 'person-data', input: byId, handle: (ctx, { id }) => personPage(ctx, id, emptyForm) }),
  route({
    method: 'POST',
    path: '/kelola/pegawai/:id/kewenangan',
    allow: grant,
    shows: 'person-data',
    input: grantInput.extend({ id: z.string() }),
    async handle(ctx, input) {
      const post = await postOr404(ctx, input.id);
      const startsOn = findDate(input.starts);
      if (!startsOn) throw problems.invalidInput();
      await grantRole(ctx, {
        agencyId: agencyOf(ctx),
        personId: post.personId,
        role: input.role,
        unitId: input.unit as UnitId | undefined,
        startsOn,
        endsOn: input.ends ? findDate(input.ends) : undefined,
        reason: input.reason,
      });
      return redirect(`/kelola/pegawai/${post.personId}`, { kind: 'good', text: words(ctx.lang).given });
    },
    again,
  }),
  route({
    method: 'POST',
    path: '/kelola/pegawai/:id/kewenangan/:grant/akhiri',
    allow: grant,
    input: z.object({ id: z.string(), grant: z.uuid() }),
    async handle(ctx, input) {
      await endGrant(ctx, agencyOf(ctx), input.grant as GrantId);
      return redirect(`/kelola/pegawai/${input.id}`, { kind: 'good', text: words(ctx.lang).ended });
    },
  }),
  route({
    method: 'POST',
    path: '/kelola/pegawai/:id/atur-ulang',
    allow: grant,
    perMinute: 20,
    shows: 'person-data',
    input: byId,
    async handle(ctx, { id }) {
      const post = await postOr404(ctx, id);
      ctx.looked({ subjectKind: 'person', subjectId: post.personId, agencyId: ctx.agency.id });
      const code = await resetAccess(ctx, post.personId);
      return page({
        title: words(ctx.lang).resetCode,
        section: '/kelola/pegawai',
        dense: true,
        body: <ResetCodePage lang={ctx.lang} name={post.name} code={code} back={href(ctx.lang, `/kelola/pegawai/${id}`)} />,
      });
    },
    again,
  }),
  route({
    method: 'POST',
    path: '/kelola/pegawai/:id/akhiri',
    allow: grant,
    input: byId,
    async handle(ctx, { id }) {
      const post = await postOr404(ctx, id);
      await endService(ctx, agencyOf(ctx), post.personId as PersonId, ctx.today.subtract({ days: 1 }));
      return redirect('/kelola/pegawai', { kind: 'good', text: words(ctx.lang).left });
    },
  }),
];
