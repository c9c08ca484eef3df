import { z } from 'zod';
import { bytesReply, csvReply, type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { secondsBetween } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences, formatNumber } from '#platform/words';
import type { AgencyId, ImportId, UnitId } from '../model.ts';
import { permissions } from '../permissions.ts';
import { placesOf } from '../structure/routes.tsx';
import { treeOf } from '../structure/rules.ts';
import { unitsOf } from '../structure/store.ts';
import { addMissingUnits, cancelImport, sendStaffList, startImport } from './actions.ts';
import { ImportPage } from './pages/import.tsx';
import { faultLine, ReportPage } from './pages/report.tsx';
import { unitKey } from './rules.ts';
import { faultsOf, findImport, type ImportRow, importsOf, waitingByUnit } from './store.ts';
import { staffTemplate } from './template.ts';
import { words } from './words.ts';

const allow = permissions['directory.import'];
const section = '/kelola/pegawai';
const agencyOf = (ctx: WebCtx) => ctx.agency.id as AgencyId;
const mostShown = 500;
const mostFaults = 100_000;

async function importPage(ctx: WebCtx, form: FormState): Promise<Reply> {
  const earlier = await ctx.read((tx) => importsOf(tx, agencyOf(ctx)));
  const body = <ImportPage lang={ctx.lang} zone={ctx.zone} places={placesOf(ctx, 'import')} form={form} earlier={earlier} />;
  return page({ title: words(ctx.lang).import, section, dense: true, body });
}

function formOf(ctx: WebCtx, raw: RawInput, errors: FieldCodes): FormState {
  return { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) };
}

function importId(text: string): ImportId {
  const id = findId<'import'>(text);
  if (!id) throw problems.notFound();
  return id;
}

/** By the pace so far; nothing while there is too little to judge by. */
function secondsLeft(ctx: WebCtx, row: ImportRow, ready: number): number | undefined {
  if (row.state !== 'writing' || !row.began_at || row.rows_done < 500) return undefined;
  const taken = Math.max(1, secondsBetween(row.began_at, ctx.now));
  return Math.ceil((taken / row.rows_done) * Math.max(0, ready - row.rows_done));
}

async function reportPage(ctx: WebCtx, idText: string, form: FormState): Promise<Reply> {
  const id = importId(idText);
  const shown = await ctx.read(async (tx) => {
    const row = await findImport(tx, agencyOf(ctx), id);
    if (!row) throw problems.notFound();
    const units = treeOf(await unitsOf(tx, agencyOf(ctx)));
    const known = new Set(units.flatMap((unit) => [unit.name, unit.shortName, unit.code].map(unitKey)));
    const waiting = await waitingByUnit(tx, row);
    const faults = await faultsOf(tx, row, mostShown + 1);
    return { row, units, missing: waiting.filter((one) => !known.has(one.unit_key)), waiting: waiting.filter((one) => known.has(one.unit_key)), faults };
  });
  const { row } = shown;
  const ready = shown.waiting.reduce((sum, unit) => sum + unit.n, 0) + row.rows_done;
  const body = (
    <ReportPage
      lang={ctx.lang}
      id={id}
      file={row.file_name}
      state={row.state}
      share={row.state === 'writing' ? row.rows_done / Math.max(1, ready) : Number(row.read_bytes) / Math.max(1, Number(row.size_bytes))}
      read={row.rows_read}
      ready={ready}
      done={row.rows_done}
      added={row.added}
      changed={row.changed}
      unchanged={row.unchanged}
      faulty={row.faulty_rows}
      failure={row.failure}
      notes={row.notes}
      secondsLeft={secondsLeft(ctx, row, ready)}
      missing={shown.missing}
      units={shown.units}
      faults={shown.faults.slice(0, mostShown)}
      isCut={shown.faults.length > mostShown}
      form={form}
    />
  );
  return page({ title: words(ctx.lang).report, section, dense: true, body, islands: ['directory/progress'] });
}

const byId = z.object({ id: z.string() });
const again = (ctx: WebCtx, raw: RawInput, errors: FieldCodes) => reportPage(ctx, String(raw['id']), formOf(ctx, {}, errors));

const sendingRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/kelola/impor', allow, handle: (ctx) => importPage(ctx, emptyForm) }),
  route({
    method: 'POST',
    path: '/kelola/impor',
    allow,
    maxFile_bytes: 50_000_000,
    perMinute: 20,
    input: z.object({}),
    async handle(ctx) {
      const file = ctx.files['file']?.[0];
      const fault = !file || file.size_bytes === 0 ? 'file-required' : file.tooLarge ? 'file-too-large' : undefined;
      if (!file || fault) return importPage(ctx, formOf(ctx, {}, { file: fault ?? 'file-required' })).then((reply) => ({ ...reply, status: 422 }) as Reply);
      return redirect(`/kelola/impor/${await sendStaffList(ctx, agencyOf(ctx), file, ctx.store)}`);
    },
    again: (ctx, raw, errors) => importPage(ctx, formOf(ctx, raw, errors)),
  }),
  route({
    method: 'GET',
    path: '/kelola/impor/contoh',
    allow,
    handle: () =>
      bytesReply(staffTemplate(), {
        mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        fileName: 'contoh-daftar-pegawai.xlsx',
      }),
  }),
];

const reportRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/kelola/impor/:id', allow, input: byId, handle: (ctx, { id }) => reportPage(ctx, id, emptyForm) }),
  route({
    method: 'GET',
    path: '/kelola/impor/:id/masalah',
    allow,
    input: byId,
    async handle(ctx, { id }) {
      const w = words(ctx.lang);
      const key = { agency_id: agencyOf(ctx), id: importId(id) };
      const faults = await ctx.read(async (tx) => ((await findImport(tx, key.agency_id, key.id)) ? faultsOf(tx, key, mostFaults) : undefined));
      if (!faults) throw problems.notFound();
      return csvReply(
        'masalah-impor.csv',
        [w.line, w.column, w.what, w.typed],
        faults.map((fault) => faultLine(ctx.lang, fault)),
      );
    },
  }),
  route({
    method: 'POST',
    path: '/kelola/impor/:id/unit-kerja',
    allow,
    input: byId.extend({ parent: z.union([z.literal(''), z.uuid()]).catch('') }),
    async handle(ctx, { id, parent }) {
      const made = await addMissingUnits(ctx, agencyOf(ctx), importId(id), parent ? (parent as UnitId) : null);
      return redirect(`/kelola/impor/${id}`, { kind: 'good', text: words(ctx.lang).unitsMade(formatNumber(made, ctx.lang)) });
    },
    again,
  }),
  route({
    method: 'POST',
    path: '/kelola/impor/:id/kirim',
    allow,
    input: byId,
    async handle(ctx, { id }) {
      await startImport(ctx, agencyOf(ctx), importId(id));
      return redirect(`/kelola/impor/${id}`);
    },
    again,
  }),
  route({
    method: 'POST',
    path: '/kelola/impor/:id/batal',
    allow,
    input: byId,
    async handle(ctx, { id }) {
      await cancelImport(ctx, agencyOf(ctx), importId(id));
      return redirect(`/kelola/impor/${id}`);
    },
    again,
  }),
];

export const importsRoutes: readonly Route[] = [...sendingRoutes, ...reportRoutes];
