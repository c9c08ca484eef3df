import { findPeople, peopleByIds, type PersonId } from '#slices/directory';
import { z } from 'zod';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { orRefuse, refuse } from '#platform/result';
import { formatDate, todayIn } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { extraTimePercents } from '../model.ts';
import { permissions } from '../permissions.ts';
import { taker } from '../taker.ts';
import { words } from '../words.ts';
import { giveExtraTime } from './actions.ts';
import { ExtraTimePage } from './pages/extra-time.tsx';
import { extraTimes } from './store.ts';

const allow = permissions['assessment.extra-time'];

async function extraTimePage(ctx: WebCtx, form: FormState): Promise<Reply> {
  const lines = await ctx.read(async (tx) => {
    const rows = await extraTimes(tx, taker(ctx).agencyId);
    const newest = Array.from(new Map(rows.toReversed().map((row) => [row.person_id, row])).values());
    const people = await peopleByIds(
      tx,
      newest.map((row) => row.person_id),
    );
    for (const row of newest) ctx.looked({ subjectKind: 'person', subjectId: row.person_id, agencyId: row.agency_id });
    ctx.looked({ own: true, subjectKind: 'extra-time', subjectId: taker(ctx).agencyId, agencyId: taker(ctx).agencyId });
    return newest.map((row) => ({
      state: row.state,
      percent: row.percent,
      name: people.get(row.person_id)?.name ?? '',
      nip: people.get(row.person_id)?.nip ?? '',
      when: formatDate(todayIn(row.decided_at ?? row.asked_at, ctx.zone), ctx.lang, 'short'),
    }));
  });
  const body = (
    <ExtraTimePage lang={ctx.lang} waiting={lines.filter((one) => one.state === 'asked')} given={lines.filter((one) => one.percent > 0)} form={form} />
  );
  return page({ title: words(ctx.lang).extraTime, section: '/kelola/waktu-tes', dense: true, body });
}

async function personOf(ctx: WebCtx, nip: string): Promise<PersonId> {
  const digits = nip.replace(/\D/g, '');
  const found = await ctx.read((tx) => findPeople(tx, taker(ctx).agencyId, digits, ctx.today));
  const person = found.find((one) => one.nip === digits);
  return person ? person.id : orRefuse(refuse('no-such-person', { fields: { nip: 'no-such-person' } }));
}

function formOf(ctx: WebCtx, raw: RawInput, codes: FieldCodes): FormState {
  return { values: raw, errors: errorSentences(ctx.lang, codes, words(ctx.lang).errors) };
}

export const extraTimeRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/kelola/waktu-tes', allow, shows: 'person-data', handle: (ctx) => extraTimePage(ctx, emptyForm) }),
  route({
    method: 'POST',
    path: '/kelola/waktu-tes',
    allow,
    shows: 'person-data',
    input: z.object({ nip: z.string().trim().min(1, 'required').max(30, 'too-long'), percent: z.enum(['0', ...extraTimePercents.map(String)], 'required') }),
    async handle(ctx, { nip, percent }) {
      const { agencyId, personId: by } = taker(ctx);
      await giveExtraTime(ctx, { agencyId, personId: await personOf(ctx, nip), percent: Number(percent), by });
      return redirect('/kelola/waktu-tes', { kind: 'good', text: words(ctx.lang).extraSaved });
    },
    again: (ctx, raw, codes) => extraTimePage(ctx, formOf(ctx, raw, codes)),
  }),
];
