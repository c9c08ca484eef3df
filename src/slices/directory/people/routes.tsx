import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { findScope } from '#platform/access';
import { csvReply, type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences, href } from '#platform/words';
import { resetAccess } from '../accounts/password-actions.ts';
import { endGrant, grantRole } from '../grants/actions.ts';
import { grantsOf } from '../grants/store.ts';
import {
  type AgencyId,
  type AsnStatus,
  detailsInput,
  grantInput,
  type GrantId,
  leaveInput,
  type PersonId,
  staffInput,
  transferInput,
  type TransferInput,
} from '../model.ts';
import { permissions } from '../permissions.ts';
import { levelsOf, treeOf } from '../structure/rules.ts';
import { placesOf } from '../structure/routes.tsx';
import { unitsOf } from '../structure/store.ts';
import { addStaff, changeDetails, endService, type NewPosting, transfer } from './actions.ts';
import { PersonPage, type PostedLine, ResetCodePage, ResetPage } from './pages/person.tsx';
import { DetailsPage, GrantPage, LeavePage, NewStaffPage, TransferPage } from './pages/person-forms.tsx';
import { StaffPage } from './pages/staff.tsx';
import { identifyStaff, readGrade } from './rules.ts';
import { staffListHeader, staffListRow } from './staff-list.ts';
import { findPeople, findPerson, listedStaff, type PersonDetails, type PostLine, postLinesOf, staffPage } from './store.ts';
import { words } from './words.ts';

const allow = permissions['directory.people'];
const manage = permissions['directory.manage'];
const grant = permissions['directory.grant'];
const section = '/kelola/pegawai';
const agencyOf = (ctx: WebCtx) => ctx.agency.id as AgencyId;
const may = (ctx: WebCtx, permission: string) => findScope(ctx.actor, permission) !== undefined;
const perPage = 50;
const mostFound = 200;

const listInput = z.object({
  cari: z.string().trim().max(100).catch(''),
  unit: z.uuid().catch(''),
  halaman: z.coerce.number().int().min(1).max(10_000).catch(1),
});

async function listPage(ctx: WebCtx, { cari, unit, halaman }: z.infer<typeof listInput>): Promise<Reply> {
  const body = await ctx.read(async (tx) => {
    const units = treeOf(await unitsOf(tx, agencyOf(ctx)));
    const at = units.findIndex((one) => one.id === unit);
    const depth = units[at]?.depth ?? -1;
    const end = units.findIndex((one, place) => place > at && one.depth <= depth);
    const below = at < 0 ? undefined : units.slice(at, end < 0 ? undefined : end).map((one) => one.id as string);
    const found = cari ? await findPeople(tx, agencyOf(ctx), cari, ctx.today, mostFound) : undefined;
    const shown = found?.filter((row) => below === undefined || below.includes(row.unit_id));
    const slice = await staffPage(tx, agencyOf(ctx), ctx.today, { unitIds: below, limit: perPage, offset: (halaman - 1) * perPage });
    const rows = shown
      ? shown.map((row) => ({ id: row.id as string, name: row.name, nip: row.nip, position: row.position_name, unitId: row.unit_id as string }))
      : slice.rows.map((row) => ({ id: row.personId as string, name: row.name, nip: row.nip, position: row.positionName, unitId: row.unitId as string }));
    for (const row of rows) ctx.looked({ subjectKind: 'person', subjectId: row.id, agencyId: ctx.agency.id });
    ctx.looked({ own: true, subjectKind: 'staff-list', subjectId: ctx.agency.id, agencyId: ctx.agency.id });
    return (
      <StaffPage
        lang={ctx.lang}
        places={placesOf(ctx, 'people')}
        query={cari}
        unit={unit}
        units={units}
        rows={rows}
        total={shown ? shown.length : slice.total}
        cutAt={found && found.length >= mostFound ? mostFound : undefined}
        page={halaman}
        pages={shown ? 1 : Math.ceil(slice.total / perPage)}
        mayManage={may(ctx, manage)}
      />
    );
  });
  return page({ title: words(ctx.lang).staff, section, dense: true, body });
}

type Found = { readonly person: PersonDetails; readonly posts: readonly PostLine[] };

/** Somebody who holds or held a post in this agency; anybody else is not found. */
async function found(ctx: WebCtx, idText: string): Promise<Found> {
  const id = findId<'person'>(idText);
  const answer = id && (await ctx.read(async (tx) => ({ person: await findPerson(tx, id), posts: await postLinesOf(tx, agencyOf(ctx), id) })));
  if (!answer?.person || answer.posts.length === 0) throw problems.notFound();
  ctx.looked({ subjectKind: 'person', subjectId: answer.person.id, agencyId: ctx.agency.id });
  return { person: answer.person, posts: answer.posts };
}

function whenOf(ctx: WebCtx, post: PostLine): PostedLine['when'] {
  if (Temporal.PlainDate.compare(post.started_on, ctx.today) > 0) return 'planned';
  return post.ended_on === null || Temporal.PlainDate.compare(post.ended_on, ctx.today) >= 0 ? 'now' : 'past';
}

async function personPage(ctx: WebCtx, idText: string, form: FormState): Promise<Reply> {
  const { person, posts } = await found(ctx, idText);
  const { units, grants } = await ctx.read(async (tx) => ({
    units: new Map<string, string>((await unitsOf(tx, agencyOf(ctx))).map((unit) => [unit.id, unit.name])),
    grants: await grantsOf(tx, agencyOf(ctx), person.id),
  }));
  const body = (
    <PersonPage
      lang={ctx.lang}
      id={person.id}
      name={person.name}
      nip={person.nip}
      status={person.status}
      birthOn={person.birth_on}
      email={person.email}
      education={person.education}
      posts={posts.map((post) => ({
        unitId: post.unit_id,
        unit: units.get(post.unit_id) ?? '',
        position: post.position_name,
        level: post.position_level,
        golongan: post.golongan,
        heads: post.heads_unit,
        starts: post.started_on,
        ends: post.ended_on,
        when: whenOf(ctx, post),
      }))}
      grants={grants.map((row) => ({
        id: row.id,
        role: row.role,
        capacity: row.capacity,
        unit: row.unit_id ? units.get(row.unit_id) : undefined,
        starts: row.starts_on,
        ends: row.ends_on,
        reason: row.reason,
        isOpen: row.ends_on === null || Temporal.PlainDate.compare(row.ends_on, ctx.today) >= 0,
      }))}
      mayManage={may(ctx, manage)}
      mayGrant={may(ctx, grant)}
      form={form}
    />
  );
  return page({ title: person.name, section, dense: true, body });
}

const formOf = (ctx: WebCtx, raw: RawInput, errors: FieldCodes): FormState => ({
  values: raw,
  errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors),
});

const backTo = (ctx: WebCtx, person: PersonDetails) => ({ href: href(ctx.lang, `/kelola/pegawai/${person.id}`), label: person.name });
const formPage = (title: string, body: ComponentChildren): Reply => page({ title, section, dense: true, body });
const tree = async (ctx: WebCtx) => treeOf(await ctx.read((tx) => unitsOf(tx, agencyOf(ctx))));

/** What was chosen for a post, once kind, level and grade agree with each other. */
function postingOf(input: TransferInput, status: AsnStatus): NewPosting {
  if (!levelsOf[input.kind].includes(input.level)) orRefuse(refuse('level-of-kind', { fields: { level: 'level-of-kind' } }));
  const golongan = input.golongan ? readGrade(input.golongan, status) : null;
  if (golongan === undefined) return orRefuse(refuse('golongan', { fields: { golongan: 'golongan' } }));
  return {
    unitId: input.unit,
    positionName: input.position,
    positionKind: input.kind,
    positionLevel: input.level,
    golongan,
    headsUnit: input.heads === 'ya',
    startedOn: input.starts,
  };
}

const byId = z.object({ id: z.string() });
const saved = (ctx: WebCtx, personId: PersonId, text: string) => redirect(`/kelola/pegawai/${personId}`, { kind: 'good', text });

async function newPage(ctx: WebCtx, form: FormState): Promise<Reply> {
  const w = words(ctx.lang);
  const back = { href: href(ctx.lang, '/kelola/pegawai'), label: w.staff };
  return formPage(
    w.add,
    <NewStaffPage lang={ctx.lang} form={form} units={await tree(ctx)} today={ctx.today} back={back} action={href(ctx.lang, '/kelola/pegawai/baru')} />,
  );
}

type Form = 'pindah' | 'ubah' | 'kewenangan' | 'atur-ulang' | 'akhiri';

/** One form a page, each with the person's name on top. */
async function personForm(ctx: WebCtx, idText: string, which: Form, form: FormState): Promise<Reply> {
  const { person } = await found(ctx, idText);
  const shared = { lang: ctx.lang, form, back: backTo(ctx, person), action: href(ctx.lang, `/kelola/pegawai/${person.id}/${which}`), today: ctx.today };
  const w = words(ctx.lang);
  switch (which) {
    case 'pindah':
      return formPage(w.transfer, <TransferPage {...shared} units={await tree(ctx)} />);
    case 'kewenangan':
      return formPage(w.give, <GrantPage {...shared} units={await tree(ctx)} />);
    case 'ubah': {
      const values = { name: person.name, email: person.email ?? '', education: person.education ?? '', ...form.values };
      return formPage(w.edit, <DetailsPage {...shared} form={{ values, errors: form.errors }} />);
    }
    case 'akhiri':
      return formPage(w.leave, <LeavePage {...shared} />);
    case 'atur-ulang':
      return formPage(w.reset, <ResetPage {...shared} />);
  }
}

function shownBy(which: Form, permission: string): Route {
  return route({
    method: 'GET',
    path: `/kelola/pegawai/:id/${which}`,
    allow: permission,
    shows: 'person-data',
    input: byId,
    handle: (ctx, { id }) => personForm(ctx, id, which, emptyForm),
  });
}

const againIn = (which: Form) => (ctx: WebCtx, raw: RawInput, errors: FieldCodes) => personForm(ctx, String(raw['id']), which, formOf(ctx, raw, errors));

async function staffFile(ctx: WebCtx): Promise<Reply> {
  const people = await ctx.read((tx) => listedStaff(tx, agencyOf(ctx), ctx.today));
  ctx.looked({ own: true, subjectKind: 'staff-list', subjectId: ctx.agency.id, agencyId: ctx.agency.id });
  for (const person of people) ctx.looked({ subjectKind: 'person', subjectId: person.id, agencyId: ctx.agency.id });
  return csvReply(`pegawai-${ctx.today.toString()}.csv`, staffListHeader, people.map(staffListRow));
}

const readingRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/kelola/pegawai/unduh', allow, shows: 'person-data', perMinute: 10, handle: staffFile }),
  route({ method: 'GET', path: '/kelola/pegawai', allow, shows: 'person-data', input: listInput, handle: listPage }),
  route({ method: 'GET', path: '/kelola/pegawai/baru', allow: manage, handle: (ctx) => newPage(ctx, emptyForm) }),
  route({ method: 'GET', path: '/kelola/pegawai/:id', allow, shows: 'person-data', input: byId, handle: (ctx, { id }) => personPage(ctx, id, emptyForm) }),
  shownBy('pindah', manage),
  shownBy('ubah', manage),
  shownBy('akhiri', manage),
  shownBy('kewenangan', grant),
  shownBy('atur-ulang', grant),
];

const managingRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/kelola/pegawai/baru',
    allow: manage,
    input: staffInput,
    async handle(ctx, input) {
      const known = orRefuse(identifyStaff(input.nip, input.status));
      const posting = postingOf(input, known.status);
      const details = { name: input.name, email: input.email ?? null, education: input.education ?? null };
      const personId = await addStaff(ctx, agencyOf(ctx), { ...posting, ...known, ...details });
      return saved(ctx, personId, words(ctx.lang).added);
    },
    again: (ctx, raw, errors) => newPage(ctx, formOf(ctx, raw, errors)),
  }),
  route({
    method: 'POST',
    path: '/kelola/pegawai/:id/pindah',
    allow: manage,
    shows: 'person-data',
    input: transferInput.extend({ id: z.string() }),
    async handle(ctx, input) {
      const { person } = await found(ctx, input.id);
      await transfer(ctx, agencyOf(ctx), person.id, postingOf(input, person.status));
      return saved(ctx, person.id, words(ctx.lang).transferred);
    },
    again: againIn('pindah'),
  }),
  route({
    method: 'POST',
    path: '/kelola/pegawai/:id/ubah',
    allow: manage,
    shows: 'person-data',
    input: detailsInput.extend({ id: z.string() }),
    async handle(ctx, { id, name, email, education }) {
      const { person } = await found(ctx, id);
      await changeDetails(ctx, agencyOf(ctx), person.id, { name, email: email ?? null, education: education ?? null });
      return saved(ctx, person.id, words(ctx.lang).edited);
    },
    again: againIn('ubah'),
  }),
  route({
    method: 'POST',
    path: '/kelola/pegawai/:id/akhiri',
    allow: manage,
    shows: 'person-data',
    input: leaveInput.extend({ id: z.string() }),
    async handle(ctx, { id, on }) {
      const { person } = await found(ctx, id);
      await endService(ctx, agencyOf(ctx), person.id, on);
      return saved(ctx, person.id, words(ctx.lang).left);
    },
    again: againIn('akhiri'),
  }),
];

const grantingRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/kelola/pegawai/:id/kewenangan',
    allow: grant,
    shows: 'person-data',
    input: grantInput.extend({ id: z.string() }),
    async handle(ctx, { id, unit, starts, ends, role, capacity, reason }) {
      const { person } = await found(ctx, id);
      await grantRole(ctx, { agencyId: agencyOf(ctx), personId: person.id, role, capacity, unitId: unit, startsOn: starts, endsOn: ends, reason });
      return saved(ctx, person.id, words(ctx.lang).given);
    },
    again: againIn('kewenangan'),
  }),
  route({
    method: 'POST',
    path: '/kelola/pegawai/:id/kewenangan/:grant/akhiri',
    allow: grant,
    shows: 'person-data',
    input: z.object({ id: z.string(), grant: z.uuid() }),
    async handle(ctx, input) {
      const { person } = await found(ctx, input.id);
      await endGrant(ctx, agencyOf(ctx), input.grant as GrantId);
      return saved(ctx, person.id, words(ctx.lang).ended);
    },
    again: (ctx, raw, errors) => personPage(ctx, String(raw['id']), formOf(ctx, raw, errors)),
  }),
  route({
    method: 'POST',
    path: '/kelola/pegawai/:id/atur-ulang',
    allow: grant,
    perMinute: 20,
    shows: 'person-data',
    input: byId,
    async handle(ctx, { id }) {
      const { person } = await found(ctx, id);
      const code = await resetAccess(ctx, person.id);
      const address = `${ctx.publicUrl}${href(ctx.lang, '/masuk/pulihkan/kode')}`;
      const body = <ResetCodePage lang={ctx.lang} name={person.name} code={code} address={address} back={backTo(ctx, person)} />;
      return page({ title: words(ctx.lang).resetCode, section, dense: true, once: true, body });
    },
    again: againIn('atur-ulang'),
  }),
];

export const peopleRoutes: readonly Route[] = [...readingRoutes, ...managingRoutes, ...grantingRoutes];
