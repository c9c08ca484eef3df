import { z } from 'zod';
import { findScope } from '#platform/access';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences, formatNumber } from '#platform/words';
import { type AgencyId, agencyInput, agencyKindOf, positionInput, type Unit, unitInput, type UnitInput } from '../model.ts';
import { staffPage } from '../people/store.ts';
import { permissions } from '../permissions.ts';
import { addAgency, addRegencies, addUnit, changeUnit, confirmPosition, removeUnit } from './actions.ts';
import { AgenciesPage } from './pages/agencies.tsx';
import { PositionPage, PositionsPage } from './pages/positions.tsx';
import type { Place, Places } from './pages/tabs.tsx';
import { UnitFormPage, UnitPage, UnitsPage } from './pages/units.tsx';
import { missingRegencies } from './regencies.ts';
import { treeOf } from './rules.ts';
import { agencies, positionsOf, unitFigures, unitsOf } from './store.ts';
import { words } from './words.ts';

const allow = permissions['directory.people'];
const manage = permissions['directory.manage'];
const section = '/kelola/pegawai';
const agencyOf = (ctx: WebCtx) => ctx.agency.id as AgencyId;
const mayManage = (ctx: WebCtx) => findScope(ctx.actor, manage) !== undefined;
const perPage = 50;

export function placesOf(ctx: WebCtx, here: Place): Places {
  return { here, mayImport: findScope(ctx.actor, permissions['directory.import']) !== undefined };
}

function formOf(ctx: WebCtx, raw: RawInput, errors: FieldCodes): FormState {
  return { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) };
}

async function agenciesPage(ctx: WebCtx, form: FormState): Promise<Reply> {
  const known = await ctx.read((tx) => agencies(tx));
  const missing = missingRegencies(ctx.agency.code, known).length;
  const body = <AgenciesPage lang={ctx.lang} places={placesOf(ctx, 'agencies')} agencies={known} missing={missing} mayManage={mayManage(ctx)} form={form} />;
  return page({ title: words(ctx.lang).agencies, section, dense: true, body });
}

async function linesOf(ctx: WebCtx) {
  return ctx.read(async (tx) => {
    const figures = await unitFigures(tx, agencyOf(ctx), ctx.today);
    return treeOf(await unitsOf(tx, agencyOf(ctx))).map((unit) => ({ ...unit, staff: 0, head: null, ...figures.get(unit.id) }));
  });
}

async function unitsPage(ctx: WebCtx): Promise<Reply> {
  const body = <UnitsPage lang={ctx.lang} places={placesOf(ctx, 'units')} units={await linesOf(ctx)} mayManage={mayManage(ctx)} />;
  return page({ title: words(ctx.lang).units, section, dense: true, body });
}

async function unitPage(ctx: WebCtx, id: string, number: number): Promise<Reply> {
  const lines = await linesOf(ctx);
  const unit = lines.find((one) => one.id === id);
  if (!unit) throw problems.notFound();
  const { rows, total } = await ctx.read((tx) =>
    staffPage(tx, agencyOf(ctx), ctx.today, { unitIds: [unit.id], limit: perPage, offset: (number - 1) * perPage }),
  );
  ctx.looked({ own: true, subjectKind: 'staff-list', subjectId: unit.id, agencyId: ctx.agency.id });
  for (const row of rows) ctx.looked({ subjectKind: 'person', subjectId: row.personId, agencyId: ctx.agency.id });
  const body = (
    <UnitPage
      lang={ctx.lang}
      unit={unit}
      parent={lines.find((one) => one.id === unit.parentId)}
      children={lines.filter((one) => one.parentId === unit.id)}
      staff={rows}
      total={unit.staff}
      head={unit.head}
      page={number}
      pages={Math.ceil(Math.max(total, unit.staff) / perPage)}
      mayManage={mayManage(ctx)}
    />
  );
  return page({ title: unit.name, section, dense: true, body });
}

async function unitForm(ctx: WebCtx, id: string | undefined, form: FormState): Promise<Reply> {
  const units = treeOf(await ctx.read((tx) => unitsOf(tx, agencyOf(ctx))));
  const unit = id === undefined ? undefined : units.find((one) => one.id === id);
  if (id !== undefined && !unit) throw problems.notFound();
  const w = words(ctx.lang);
  return page({
    title: unit ? w.changeUnit : w.addUnit,
    section,
    dense: true,
    body: <UnitFormPage lang={ctx.lang} form={form} units={units} unit={unit} />,
  });
}

function unitOf({ name, short, code, kind, parent }: UnitInput): Omit<Unit, 'id'> {
  return { name, shortName: short, code, kind, parentId: parent ?? null };
}

async function positionPage(ctx: WebCtx, id: string, form: FormState): Promise<Reply> {
  const found = findId<'position'>(id);
  const position = found && (await ctx.read(async (tx) => (await positionsOf(tx, agencyOf(ctx), ctx.today)).find((one) => one.id === found)));
  if (!position) throw problems.notFound();
  return page({ title: position.name, section, dense: true, body: <PositionPage lang={ctx.lang} form={form} position={position} /> });
}

const byId = z.object({ id: z.string() });

const agencyRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/kelola/instansi', allow, handle: (ctx) => agenciesPage(ctx, emptyForm) }),
  route({
    method: 'POST',
    path: '/kelola/instansi',
    allow: manage,
    reach: 'all',
    input: agencyInput,
    async handle(ctx, { name, short, code, zone }) {
      await addAgency(ctx, { name, shortName: short, code, zone, kind: agencyKindOf(code) });
      return redirect('/kelola/instansi', { kind: 'good', text: words(ctx.lang).agencyAdded });
    },
    again: (ctx, raw, errors) => agenciesPage(ctx, formOf(ctx, raw, errors)),
  }),
  route({
    method: 'POST',
    path: '/kelola/instansi/wilayah',
    allow: manage,
    reach: 'all',
    async handle(ctx) {
      const added = await addRegencies(ctx);
      return redirect('/kelola/instansi', { kind: 'good', text: words(ctx.lang).regenciesAdded(formatNumber(added, ctx.lang)) });
    },
  }),
];

const unitRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/kelola/unit-kerja', allow, handle: unitsPage }),
  route({ method: 'GET', path: '/kelola/unit-kerja/baru', allow: manage, handle: (ctx) => unitForm(ctx, undefined, emptyForm) }),
  route({
    method: 'POST',
    path: '/kelola/unit-kerja/baru',
    allow: manage,
    input: unitInput,
    async handle(ctx, input) {
      const unit = await addUnit(ctx, agencyOf(ctx), unitOf(input));
      return redirect(`/kelola/unit-kerja/${unit.id}`, { kind: 'good', text: words(ctx.lang).unitAdded });
    },
    again: (ctx, raw, errors) => unitForm(ctx, undefined, formOf(ctx, raw, errors)),
  }),
  route({
    method: 'GET',
    path: '/kelola/unit-kerja/:id',
    allow,
    shows: 'person-data',
    input: z.object({ id: z.string(), halaman: z.coerce.number().int().min(1).max(10_000).catch(1) }),
    handle: (ctx, { id, halaman }) => unitPage(ctx, id, halaman),
  }),
  route({ method: 'GET', path: '/kelola/unit-kerja/:id/ubah', allow: manage, input: byId, handle: (ctx, { id }) => unitForm(ctx, id, emptyForm) }),
  route({
    method: 'POST',
    path: '/kelola/unit-kerja/:id/ubah',
    allow: manage,
    input: unitInput.extend({ id: z.string() }),
    async handle(ctx, input) {
      const id = findId<'unit'>(input.id);
      if (!id) throw problems.notFound();
      await changeUnit(ctx, agencyOf(ctx), { id, ...unitOf(input) });
      return redirect(`/kelola/unit-kerja/${id}`, { kind: 'good', text: words(ctx.lang).unitChanged });
    },
    again: (ctx, raw, errors) => unitForm(ctx, String(raw['id']), formOf(ctx, raw, errors)),
  }),
  route({
    method: 'POST',
    path: '/kelola/unit-kerja/:id/hapus',
    allow: manage,
    input: byId,
    async handle(ctx, input) {
      const id = findId<'unit'>(input.id);
      if (!id) throw problems.notFound();
      await removeUnit(ctx, agencyOf(ctx), id);
      return redirect('/kelola/unit-kerja', { kind: 'good', text: words(ctx.lang).unitRemoved });
    },
    again: (ctx, raw, errors) => unitForm(ctx, String(raw['id']), formOf(ctx, {}, errors)),
  }),
];

const positionRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/kelola/jabatan',
    allow,
    async handle(ctx) {
      const positions = await ctx.read((tx) => positionsOf(tx, agencyOf(ctx), ctx.today));
      const body = <PositionsPage lang={ctx.lang} places={placesOf(ctx, 'positions')} positions={positions} mayManage={mayManage(ctx)} />;
      return page({ title: words(ctx.lang).positions, section, dense: true, body });
    },
  }),
  route({ method: 'GET', path: '/kelola/jabatan/:id', allow: manage, input: byId, handle: (ctx, { id }) => positionPage(ctx, id, emptyForm) }),
  route({
    method: 'POST',
    path: '/kelola/jabatan/:id',
    allow: manage,
    input: positionInput.extend({ id: z.string() }),
    async handle(ctx, input) {
      const id = findId<'position'>(input.id);
      if (!id) throw problems.notFound();
      await confirmPosition(ctx, agencyOf(ctx), { id, kind: input.kind, level: input.level });
      return redirect('/kelola/jabatan', { kind: 'good', text: words(ctx.lang).positionConfirmed });
    },
    again: (ctx, raw, errors) => positionPage(ctx, String(raw['id']), formOf(ctx, raw, errors)),
  }),
];

export const structureRoutes: readonly Route[] = [...agencyRoutes, ...unitRoutes, ...positionRoutes];
