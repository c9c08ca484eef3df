import { z } from 'zod';
import { scopeFor } from '#platform/access';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { errorSentences } from '#platform/words';
import type { ApplicationId } from '../model.ts';
import { permissions } from '../permissions.ts';
import { applicationWithin } from '../applications/store.ts';
import { judgeCorrection } from '../forms/check.ts';
import { fieldsOf, typedValues } from '../forms/rules.ts';
import { words as formWords } from '../forms/words.ts';
import { servicesByIds, serviceVersion } from '../standards/store.ts';
import { words as sliceWords } from '../words.ts';
import { correctResult } from './actions.ts';
import { mergedFields } from './letters.ts';
import { CorrectResultPage } from './pages/correct-result.tsx';
import { resultsOf } from './store.ts';
import { words } from './words.ts';

const allow = permissions['services.work'];
const path = '/kerja/:id/betulkan';

async function correctPage(ctx: WebCtx, idText: string, raw: RawInput | undefined, codes: FieldCodes): Promise<Reply> {
  const id = findId<'application'>(idText);
  const shown = await ctx.read(async (tx) => {
    const row = id && (await applicationWithin(tx, id, scopeFor(ctx.actor, allow), false));
    const [last] = row ? await resultsOf(tx, row) : [];
    if (!row || !last?.issued_at || last.reason) throw problems.notFound();
    ctx.looked({ subjectKind: 'application', subjectId: row.id, ownerId: row.citizen_id, agencyId: row.agency_id });
    const { definition } = await serviceVersion(tx, row.agency_id, row.service_id, row.service_version);
    const services = await servicesByIds(tx, [row.service_id]);
    const { form } = definition;
    const returned = mergedFields(definition, last.outcome).map((field) => field.key);
    const before = last.answers ?? row.answers;
    const mended = judgeCorrection(form, { answers: before, returned, raw: raw ?? typedValues(fieldsOf(form), before) }, {});
    return { row, last, form, mended, name: services.get(row.service_id)?.name ?? { id: '' } };
  });
  const { row, last, form, mended, name } = shown;
  const errors = errorSentences(ctx.lang, codes, { ...sliceWords(ctx.lang).errors, ...formWords(ctx.lang).faults, ...words(ctx.lang).errors });
  const values = { ...typedValues(fieldsOf(form), mended.answers), ...(raw?.['because'] ? { because: raw['because'] } : {}) };
  const body = (
    <CorrectResultPage
      lang={ctx.lang}
      id={row.id}
      number={last.number}
      name={name}
      definition={form}
      open={mended.open}
      filled={mended}
      form={{ values, errors }}
    />
  );
  return page({ title: words(ctx.lang).correctTitle, section: '/kerja', status: Object.keys(errors).length > 0 ? 422 : 200, body });
}

export const correctRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path,
    allow,
    shows: 'applicant-data',
    input: z.object({ id: z.string() }),
    handle: (ctx, { id }) => correctPage(ctx, id, undefined, {}),
  }),
  route({
    method: 'POST',
    path,
    allow,
    shows: 'applicant-data',
    input: z.looseObject({ id: z.uuid().transform((id) => id as ApplicationId), because: z.string().trim().min(1, 'note-required').max(2000, 'too-long') }),
    async handle(ctx, { id, because, ...raw }) {
      await correctResult(ctx, { id, raw, because });
      return redirect(`/kerja/${id}`, { kind: 'good', text: words(ctx.lang).correctPrepared });
    },
    again: (ctx, raw, codes) => correctPage(ctx, String(raw['id']), raw, codes),
  }),
];
