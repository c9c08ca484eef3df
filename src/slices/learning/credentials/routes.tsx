import { type PersonId, peopleByIds } from '#slices/directory';
import { z } from 'zod';
import { bytesReply, page, redirect, type Route, route } from '#platform/http';
import { findId, hashCode, normalCode } from '#platform/ids';
import { problems } from '#platform/problem';
import { formatDate, todayIn } from '#platform/time';
import { coursesByIds } from '../content/store.ts';
import { permissions } from '../permissions.ts';
import { words } from '../words.ts';
import { certificatePdf } from './certificate-pdf.ts';
import { AskCertificate, CheckCertificate } from './pages/check-certificate.tsx';
import { findCertificate, findCertificateByCode } from './store.ts';

export const credentialsRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/belajar/sertifikat/:file',
    allow: permissions['learning.study'],
    input: z.object({ file: z.string().max(60) }),
    async handle(ctx, { file }) {
      const id = findId(file.replace(/\.pdf$/, ''));
      const pdf = await ctx.read(async (tx) => {
        const row = id && (await findCertificate(tx, id));
        if (!row || ctx.actor.kind !== 'staff' || row.person_id !== (ctx.actor.personId as PersonId)) throw problems.notFound();
        return { bytes: certificatePdf(tx, ctx, row, ctx.publicUrl) };
      });
      return bytesReply(await pdf.bytes, { mediaType: 'application/pdf', fileName: 'sertifikat.pdf' });
    },
  }),
  route({
    method: 'GET',
    path: '/verifikasi/sertifikat',
    allow: 'public',
    input: z.object({ kode: z.string().trim().max(60).optional() }),
    handle(ctx, { kode }) {
      if (kode && normalCode(kode)) return redirect(`/verifikasi/sertifikat/${normalCode(kode)}`);
      return page({ title: words(ctx.lang).verifyTitle, body: <AskCertificate lang={ctx.lang} /> });
    },
  }),
  route({
    method: 'GET',
    path: '/verifikasi/sertifikat/:code',
    allow: 'public',
    perMinute: 60,
    input: z.object({ code: z.string().max(60) }),
    async handle(ctx, { code }) {
      const facts = await ctx.read(async (tx) => {
        const row = await findCertificateByCode(tx, hashCode(code));
        if (!row) return undefined;
        const person = (await peopleByIds(tx, [row.person_id])).get(row.person_id);
        const course = (await coursesByIds(tx, [row.course_id])).get(row.course_id);
        return {
          number: row.number,
          name: person?.name ?? '',
          course: course?.title ?? { id: '' },
          jp: row.jp,
          issued: formatDate(todayIn(row.issued_at, ctx.zone), ctx.lang),
        };
      });
      return page({ title: words(ctx.lang).verifyTitle, status: facts ? 200 : 404, body: <CheckCertificate lang={ctx.lang} facts={facts} /> });
    },
  }),
];
