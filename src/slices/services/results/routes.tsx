import { unitsByIds } from '#slices/directory';
import { z } from 'zod';
import { page, type Route, route } from '#platform/http';
import { hashCode } from '#platform/ids';
import { initials } from '../applications/rules.ts';
import { findApplicationByResult } from '../applications/store.ts';
import { servicesByIds } from '../standards/store.ts';
import { words } from '../words.ts';
import { CheckResultPage } from './pages/check-result.tsx';

export const resultsRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/verifikasi/hasil/:code',
    allow: 'public',
    perMinute: 60,
    input: z.object({ code: z.string().max(60) }),
    async handle(ctx, { code }) {
      const facts = await ctx.read(async (tx) => {
        const row = await findApplicationByResult(tx, hashCode(code));
        if (!row?.decided_at || !row.result_number) return undefined;
        const service = (await servicesByIds(tx, [row.service_id])).get(row.service_id);
        const unit = (await unitsByIds(tx, [row.unit_id])).get(row.unit_id);
        return {
          number: row.result_number,
          service: service?.name ?? { id: '' },
          unitName: unit?.name ?? '',
          agency: ctx.agency.name,
          decidedAt: row.decided_at,
          initials: initials(row.applicant_name ?? ''),
        };
      });
      return page({ title: words(ctx.lang).checkResult, status: facts ? 200 : 404, body: <CheckResultPage lang={ctx.lang} zone={ctx.zone} facts={facts} /> });
    },
  }),
];
