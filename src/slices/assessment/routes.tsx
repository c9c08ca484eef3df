import type { AgencyId, PersonId } from '#slices/directory';
import { competencyName } from '#slices/standards';
import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { jsonReply, page, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { formatInstant } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { answer, finishTest, startTest } from './actions.ts';
import type { AttemptId, ItemId } from './model.ts';
import { BankPage, FinishPage, ItemPage, ResultPage, TestsPage } from './pages/tests.tsx';
import { permissions } from './permissions.ts';
import { secondsLeft } from './rules.ts';
import { answersOf, type AttemptRow, attemptsOf, findAttempt, findTestById, itemsWithKeys, openTests, shownItems } from './store.ts';
import { words } from './words.ts';

const allow = permissions['assessment.take'];

function taker(ctx: Ctx): { readonly personId: PersonId; readonly agencyId: AgencyId } {
  if (ctx.actor.kind !== 'staff') throw problems.forbidden();
  return { personId: ctx.actor.personId as PersonId, agencyId: ctx.actor.agencyId as AgencyId };
}

async function own(ctx: Ctx, idText: string): Promise<AttemptRow> {
  const id = findId<'attempt'>(idText);
  const attempt = id && (await ctx.read((tx) => findAttempt(tx, id, taker(ctx).personId)));
  if (!attempt) throw problems.notFound();
  return attempt;
}

async function testsPage(ctx: WebCtx): Promise<Reply> {
  const { personId, agencyId } = taker(ctx);
  const body = await ctx.read(async (tx) => {
    const tests = await openTests(tx, agencyId);
    const attempts = await attemptsOf(tx, personId);
    const running = new Set(attempts.filter((one) => one.finished_at === null && secondsLeft(one, ctx.now) > 0).map((one) => one.test_id));
    const history = attempts
      .filter((one) => one.finished_at !== null)
      .map((one) => ({
        id: one.id,
        title: tests.find((test) => test.id === one.test_id)?.title ?? { id: '' },
        when: one.finished_at ? formatInstant(one.finished_at, ctx.zone, ctx.lang) : '',
      }));
    return (
      <TestsPage
        lang={ctx.lang}
        tests={tests.map((test) => ({
          slug: test.slug,
          title: test.title,
          summary: test.summary,
          minutes: test.duration_minutes,
          running: running.has(test.id),
        }))}
        history={history}
      />
    );
  });
  return page({ title: words(ctx.lang).tests, section: '/asesmen', body });
}

async function itemPage(ctx: WebCtx, idText: string, at: number, form: FormState): Promise<Reply> {
  const attempt = await own(ctx, idText);
  if (attempt.finished_at !== null || secondsLeft(attempt, ctx.now) === 0) return redirect(`/asesmen/hasil/${attempt.id}`);
  const itemId = attempt.item_ids[at - 1];
  if (!itemId) throw problems.notFound();
  const body = await ctx.read(async (tx) => {
    const answers = await answersOf(tx, attempt.agency_id, attempt.id);
    const [item] = await shownItems(tx, attempt.agency_id, [itemId]);
    if (!item) throw problems.notFound();
    const items = attempt.item_ids.map((id) => ({ id, answered: answers.has(id) }));
    return (
      <ItemPage
        lang={ctx.lang}
        attemptId={attempt.id}
        at={at}
        items={items}
        item={item}
        chosen={answers.get(itemId)}
        secondsLeft={secondsLeft(attempt, ctx.now)}
        form={form}
      />
    );
  });
  return page({ title: words(ctx.lang).item(String(at), String(attempt.item_ids.length)), section: '/asesmen', islands: ['assessment/save-answer'], body });
}

async function saveAnswer(ctx: WebCtx, idText: string, at: number, choice: string, sequence: number): Promise<Reply> {
  const attempt = await own(ctx, idText);
  const itemId = attempt.item_ids[at - 1];
  if (!itemId) throw problems.notFound();
  const outcome = await answer(ctx, { attemptId: attempt.id, personId: attempt.person_id, itemId: itemId as ItemId, choice, sequence });
  if (ctx.wants === 'json') return jsonReply({ outcome, sequence });
  if (outcome === 'late') return redirect(`/asesmen/hasil/${attempt.id}`, { kind: 'warn', text: words(ctx.lang).late });
  return redirect(at < attempt.item_ids.length ? `/asesmen/tes/${attempt.id}/soal/${at + 1}` : `/asesmen/tes/${attempt.id}/selesai`);
}

async function resultPage(ctx: WebCtx, idText: string): Promise<Reply> {
  const attempt = await own(ctx, idText);
  const isOver = secondsLeft(attempt, ctx.now) === 0;
  if (attempt.finished_at === null && !isOver) return redirect(`/asesmen/tes/${attempt.id}/soal/1`);
  const results = attempt.result ?? (await finishTest(ctx, attempt.id, attempt.person_id));
  const test = await ctx.read((tx) => findTestById(tx, attempt.agency_id, attempt.test_id));
  const named = results.map((result) => ({ ...result, name: competencyName(result.code, ctx.lang) }));
  return page({ title: words(ctx.lang).result, section: '/asesmen', body: <ResultPage lang={ctx.lang} title={test?.title ?? { id: '' }} results={named} /> });
}

const place = z.object({ id: z.string(), n: z.coerce.number().int().min(1).max(500) });
const byId = z.object({ id: z.string() });

export const routes: readonly Route[] = [
  route({ method: 'GET', path: '/asesmen', allow, handle: testsPage }),
  route({
    method: 'POST',
    path: '/asesmen/:slug/mulai',
    allow,
    perMinute: 20,
    input: z.object({ slug: z.string().max(100) }),
    async handle(ctx, { slug }) {
      return redirect(`/asesmen/tes/${await startTest(ctx, { ...taker(ctx), slug })}/soal/1`);
    },
  }),
  route({ method: 'GET', path: '/asesmen/tes/:id/soal/:n', allow, input: place, handle: (ctx, { id, n }) => itemPage(ctx, id, n, emptyForm) }),
  route({
    method: 'POST',
    path: '/asesmen/tes/:id/soal/:n',
    allow,
    input: place.extend({ choice: z.enum(['A', 'B', 'C', 'D', 'E'], 'required'), sequence: z.coerce.number().int().min(0).optional() }),
    // A form without a script has no count of its own: it comes once, so the server's time orders it.
    handle: (ctx, { id, n, choice, sequence }) => saveAnswer(ctx, id, n, choice, sequence ?? ctx.now.epochMilliseconds),
    again: (ctx, raw, errors) =>
      itemPage(ctx, String(raw['id']), Number(raw['n']), { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) }),
  }),
  route({
    method: 'GET',
    path: '/asesmen/tes/:id/selesai',
    allow,
    input: byId,
    async handle(ctx, { id }) {
      const attempt = await own(ctx, id);
      if (attempt.finished_at !== null) return redirect(`/asesmen/hasil/${attempt.id}`);
      const answers = await ctx.read((tx) => answersOf(tx, attempt.agency_id, attempt.id));
      return page({
        title: words(ctx.lang).finish,
        section: '/asesmen',
        body: <FinishPage lang={ctx.lang} attemptId={attempt.id} answered={answers.size} all={attempt.item_ids.length} />,
      });
    },
  }),
  route({
    method: 'POST',
    path: '/asesmen/tes/:id/selesai',
    allow,
    input: byId,
    async handle(ctx, { id }) {
      await finishTest(ctx, id as AttemptId, taker(ctx).personId);
      return redirect(`/asesmen/hasil/${id}`);
    },
  }),
  route({ method: 'GET', path: '/asesmen/hasil/:id', allow, input: byId, handle: (ctx, { id }) => resultPage(ctx, id) }),
  route({
    method: 'GET',
    path: '/kelola/soal',
    allow: permissions['assessment.bank'],
    async handle(ctx) {
      const items = await ctx.read((tx) => itemsWithKeys(tx, taker(ctx).agencyId));
      return page({ title: words(ctx.lang).bank, section: '/kelola/soal', dense: true, body: <BankPage lang={ctx.lang} items={items} /> });
    },
  }),
];
