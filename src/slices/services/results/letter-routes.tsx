import { unitsByIds, unitsOf } from '#slices/directory';
import { z } from 'zod';
import { scopeFor } from '#platform/access';
import { together } from '#platform/context';
import { bytesReply, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { textIn } from '#platform/words';
import { definition, type LetterKey, letterKeys } from '../model.ts';
import { permissions } from '../permissions.ts';
import { trackAddress } from '../applications/news.ts';
import { applicationWithin } from '../applications/store.ts';
import { draftOr404 } from '../standards/draft-routes.tsx';
import { fieldAt } from '../forms/rules.ts';
import { servicesByIds, serviceVersion } from '../standards/store.ts';
import { correctionPdf, previewPdf } from './letter-pdf.ts';
import { exampleAnswers, houseFacts, letterOf, placesOf } from './letters.ts';
import { letterNumber } from './rules.ts';
import { words } from './words.ts';

const form = definition.shape.form;
const letters = definition.shape.letters.partial();

/** A letter of a draft as it stands, with answers of nobody; what is not written yet has the house's words. */
async function preview(ctx: WebCtx, idText: string, key: LetterKey): Promise<Reply> {
  const { draft, unit } = await ctx.read(async (tx) => {
    const found = await draftOr404(tx, ctx, idText);
    return { draft: found, unit: (await unitsOf(tx, found.agencyId)).find((one) => one.code === found.content.unit) };
  });
  const steps = form.safeParse(draft.content.form);
  const written = letters.safeParse(draft.content.letters);
  const house = words('id').letters.granted;
  const own = written.success ? written.data : {};
  const letter = letterOf({ letters: { ...own, granted: own.granted ?? { title: { id: house.title }, text: { id: house.text } } } }, key);
  const number = letterNumber(letter.number, {
    ticket: `LYN-${ctx.agency.code}-${ctx.today.year}-0000001-0`,
    unit: unit?.code ?? '',
    serial: 1,
    on: ctx.today,
    edition: 1,
  });
  const facts = houseFacts({
    on: ctx.today,
    nomor_surat: number,
    nomor_permohonan: `LYN-${ctx.agency.code}-${ctx.today.year}-0000001-0`,
    nama_layanan: textIn(draft.content.name ?? { id: '' }, 'id'),
    nama_unit: unit?.name ?? '',
    nama_instansi: ctx.agency.name,
    nama_pemohon: words('id').examples.name,
    alasan_keputusan: '…',
    catatan_petugas: '…',
  });
  const fields = steps.success ? steps.data : { steps: [] };
  const places = placesOf(fields, exampleAnswers(fields, ctx.today), facts);
  const pdf = await previewPdf({ letter, places, agency: ctx.agency.name, unit: unit?.name ?? '', number, madeAt: ctx.now.toString() });
  return bytesReply(pdf, { mediaType: 'application/pdf', fileName: `pratinjau-${key}.pdf` });
}

async function correctionPaper(ctx: WebCtx, idText: string): Promise<Reply> {
  const id = findId<'application'>(idText);
  const found = await ctx.read(async (tx) => {
    const row = id && (await applicationWithin(tx, id, scopeFor(ctx.actor, permissions['services.work']), false));
    if (!row || row.state !== 'returned') throw problems.notFound();
    const [version, units, services] = await together([
      serviceVersion(tx, row.agency_id, row.service_id, row.service_version),
      unitsByIds(tx, [row.unit_id]),
      servicesByIds(tx, [row.service_id]),
    ]);
    return { row, version, unit: units.get(row.unit_id)?.name ?? '', service: textIn(services.get(row.service_id)?.name ?? { id: '' }, 'id') };
  });
  const { row, version, unit, service } = found;
  ctx.looked({ subjectKind: 'application', subjectId: row.id, ownerId: row.citizen_id, agencyId: row.agency_id });
  const letter = letterOf(version.definition, 'returned');
  const ticket = row.ticket ?? '';
  const house = houseFacts({
    on: ctx.today,
    nomor_surat: ticket,
    nomor_permohonan: ticket,
    nama_layanan: service,
    nama_unit: unit,
    nama_instansi: ctx.agency.name,
    nama_pemohon: row.applicant_name ?? '',
    catatan_petugas: row.returned_note ?? '',
  });
  const pdf = await correctionPdf({
    letter,
    places: placesOf(version.definition.form, row.answers, house),
    agency: ctx.agency.name,
    unit,
    number: ticket,
    madeAt: ctx.now.toString(),
    fields: row.returned_fields.flatMap((path) => {
      const found = fieldAt(version.definition.form, path);
      return found ? [`${textIn(found.field.label, 'id')}${found.row === undefined ? '' : ` (${found.row + 1})`}`] : [];
    }),
    note: row.returned_note ?? '',
    ticket,
    trackUrl: trackAddress('id', ticket),
  });
  return bytesReply(pdf, { mediaType: 'application/pdf', fileName: `${ticket}-perbaikan.pdf` });
}

export const letterRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/kelola/layanan/:draft/surat/:key/pratinjau.pdf',
    allow: permissions['services.publish'],
    input: z.object({ draft: z.string(), key: z.enum(letterKeys) }),
    handle: (ctx, { draft, key }) => preview(ctx, draft, key),
  }),
  route({
    method: 'GET',
    path: '/kerja/:id/perbaikan.pdf',
    allow: permissions['services.work'],
    shows: 'applicant-data',
    input: z.object({ id: z.string() }),
    handle: (ctx, { id }) => correctionPaper(ctx, id),
  }),
];
