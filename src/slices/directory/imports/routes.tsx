import { z } from 'zod';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { formatInstant } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import type { AgencyId } from '../model.ts';
import { permissions } from '../permissions.ts';
import { words } from '../words.ts';
import { checkStaffList, importStaff } from './actions.ts';
import { ImportPage, ReportPage } from './pages/import.tsx';
import { findImport, importsOf } from './store.ts';

const allow = permissions['directory.import'];
const agencyOf = (ctx: WebCtx) => ctx.agency.id as AgencyId;

async function importPage(ctx: WebCtx, form: FormState): Promise<Reply> {
  const earlier = await ctx.read((tx) => importsOf(tx, agencyOf(ctx)));
  return page({
    title: words(ctx.lang).import,
    section: '/kelola/pegawai',
    dense: true,
    body: (
      <ImportPage
        lang={ctx.lang}
        form={form}
        earlier={earlier.map((row) => ({ id: row.id, file: row.file_name, when: formatInstant(row.made_at, ctx.zone, ctx.lang, 'short') }))}
      />
    ),
  });
}

function formOf(ctx: WebCtx, raw: RawInput, errors: FieldCodes): FormState {
  const w = words(ctx.lang);
  return { values: raw, errors: errorSentences(ctx.lang, errors, { ...w.errors, 'header-missing': w.advice['header-missing'] }) };
}

const byId = z.object({ id: z.string() });

export const importsRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/kelola/impor', allow, handle: (ctx) => importPage(ctx, emptyForm) }),
  route({
    method: 'POST',
    path: '/kelola/impor',
    allow,
    maxFile_bytes: 50_000_000,
    perMinute: 10,
    input: z.object({}),
    async handle(ctx) {
      const file = ctx.files['file']?.[0];
      const fault = !file || file.size_bytes === 0 ? 'file-required' : file.tooLarge ? 'file-too-large' : undefined;
      if (!file || fault) return { ...(await importPage(ctx, formOf(ctx, {}, { file: fault ?? 'file-required' }))), status: 422 } as Reply;
      return redirect(`/kelola/impor/${await checkStaffList(ctx, agencyOf(ctx), file)}`);
    },
    again: (ctx, raw, errors) => importPage(ctx, formOf(ctx, raw, errors)),
  }),
  route({
    method: 'GET',
    path: '/kelola/impor/:id',
    allow,
    input: byId,
    async handle(ctx, { id }) {
      const found = findId<'import'>(id);
      const row = found && (await ctx.read((tx) => findImport(tx, agencyOf(ctx), found)));
      if (!row) throw problems.notFound();
      return page({ title: words(ctx.lang).report, section: '/kelola/pegawai', dense: true, body: <ReportPage lang={ctx.lang} row={row} /> });
    },
  }),
  route({
    method: 'POST',
    path: '/kelola/impor/:id/kirim',
    allow,
    input: byId,
    async handle(ctx, { id }) {
      const found = findId<'import'>(id);
      if (!found) throw problems.notFound();
      await importStaff(ctx, agencyOf(ctx), found);
      return redirect(`/kelola/impor/${id}`);
    },
  }),
];
