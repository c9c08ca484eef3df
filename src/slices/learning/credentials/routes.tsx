import { z } from 'zod';
import { bytesReply, page, redirect, type Route, route } from '#platform/http';
import { findId, hashCode, normalCode } from '#platform/ids';
import { problems } from '#platform/problem';
import { formatDate, todayIn } from '#platform/time';
import { learner } from '../learner.ts';
import { permissions } from '../permissions.ts';
import { words } from '../words.ts';
import { certificateFacts, certificatePdf, codeOf } from './certificate-pdf.ts';
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
      const { facts, code } = await ctx.read(async (tx) => {
        const row = id && (await findCertificate(tx, id));
        if (!row || row.person_id !== learner(ctx)) throw problems.notFound();
        return { facts: await certificateFacts(tx, row), code: await codeOf(tx, row) };
      });
      const pdf = await certificatePdf(ctx, facts, code, ctx.publicUrl);
      return bytesReply(pdf, { mediaType: 'application/pdf', fileName: 'sertifikat.pdf' });
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
        const { holder, course } = await certificateFacts(tx, row);
        return { number: row.number, name: holder, course: course.title, jp: row.jp, issued: formatDate(todayIn(row.issued_at, ctx.zone), ctx.lang) };
      });
      return page({ title: words(ctx.lang).verifyTitle, status: facts ? 200 : 404, body: <CheckCertificate lang={ctx.lang} facts={facts} /> });
    },
  }),
];
