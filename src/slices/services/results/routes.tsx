import { unitsByIds } from '#slices/directory';
import { z } from 'zod';
import { together } from '#platform/context';
import { bytesReply, page, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { hashCode } from '#platform/ids';
import { problems } from '#platform/problem';
import { resultCodeOf } from '../applications/case-code.ts';
import { initials } from '../applications/rules.ts';
import { type ApplicationRow, findApplicationByResult } from '../applications/store.ts';
import { servicesByIds, serviceVersion } from '../standards/store.ts';
import { words } from '../words.ts';
import { CheckResultPage, type ResultFacts, TypeCodePage } from './pages/check-result.tsx';
import { resultPdf } from './result-pdf.ts';
import { findSignedAct } from './store.ts';

/** The result of a granted case: the signed act as it was scanned, else the copy that says that it is one. */
export async function resultReply(ctx: WebCtx, row: ApplicationRow): Promise<Reply> {
  if (row.state !== 'granted') throw problems.notFound();
  const [signed, code, { definition }, units] = await ctx.read((tx) =>
    together([
      findSignedAct(tx, row),
      resultCodeOf(tx, row.id),
      serviceVersion(tx, row.agency_id, row.service_id, row.service_version),
      unitsByIds(tx, [row.unit_id]),
    ]),
  );
  const fileName = `${row.ticket}-hasil.pdf`;
  if (signed) {
    const scan = await ctx.store.read(signed.sha256);
    if (!scan) throw problems.notFound();
    return bytesReply(scan, { mediaType: signed.media_type, fileName });
  }
  const unit = units.get(row.unit_id)?.name ?? '';
  const checkUrl = `${ctx.publicUrl}/verifikasi/hasil/${code}`;
  return bytesReply(await resultPdf(ctx, row, { definition, unit, checkUrl }), { mediaType: 'application/pdf', fileName });
}

/** What who holds the paper may know, and no more: a code that is not ours opens nothing. */
async function factsOf(ctx: WebCtx, code: string): Promise<ResultFacts | undefined> {
  return ctx.read(async (tx) => {
    const row = await findApplicationByResult(tx, hashCode(code));
    if (!row?.decided_at || !row.result_number) return undefined;
    const [services, units, signed] = await together([servicesByIds(tx, [row.service_id]), unitsByIds(tx, [row.unit_id]), findSignedAct(tx, row)]);
    return {
      number: row.result_number,
      service: services.get(row.service_id)?.name ?? { id: '' },
      unitName: units.get(row.unit_id)?.name ?? '',
      agency: ctx.agency.name,
      decidedAt: row.decided_at,
      initials: initials(row.applicant_name ?? ''),
      signedSha256: signed && Buffer.from(signed.sha256).toString('hex'),
    };
  });
}

export const resultsRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/verifikasi/hasil',
    allow: 'public',
    perMinute: 60,
    input: z.object({ kode: z.string().trim().max(60).catch('') }),
    handle: (ctx, { kode }) =>
      kode
        ? redirect(`/verifikasi/hasil/${encodeURIComponent(kode)}`)
        : page({ title: words(ctx.lang).checkResult, section: '/transparansi', body: <TypeCodePage lang={ctx.lang} /> }),
  }),
  route({
    method: 'GET',
    path: '/verifikasi/hasil/:code',
    allow: 'public',
    perMinute: 60,
    input: z.object({ code: z.string().max(60) }),
    async handle(ctx, { code }) {
      const facts = await factsOf(ctx, code);
      const body = <CheckResultPage lang={ctx.lang} zone={ctx.zone} facts={facts} />;
      return page({ title: words(ctx.lang).checkResult, section: '/transparansi', status: facts ? 200 : 404, body });
    },
  }),
];
