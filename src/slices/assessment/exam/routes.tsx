import { competencyName } from '#slices/standards';
import { z } from 'zod';
import { type Ctx, together } from '#platform/context';
import { type FieldCodes, jsonReply, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { formatDate, formatInstant, formatTime, todayIn } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { bankItems, openTests, shownItem, testsByIds } from '../bank/store.ts';
import { type AttemptId, optionKeys, type Test } from '../model.ts';
import { permissions } from '../permissions.ts';
import { taker } from '../taker.ts';
import { words } from '../words.ts';
import { answer, askExtraTime, finishTest, startTest } from './actions.ts';
import { FinishPage } from './pages/finish.tsx';
import { ItemPage } from './pages/item.tsx';
import { ResultPage } from './pages/result.tsx';
import { TestsPage } from './pages/tests.tsx';
import { extraPercent, isOver, itemCount, lengthOf_minutes, retakeFrom, secondsLeft } from './rules.ts';
import { answersOf, type AttemptRow, attemptsOf, extraTimes, findAttempt, lateAnswersOf } from './store.ts';

const allow = permissions['assessment.take'];
const section = '/asesmen';

async function own(ctx: Ctx, idText: string): Promise<AttemptRow> {
  const id = findId<'attempt'>(idText);
  const attempt = id && (await ctx.read((tx) => findAttempt(tx, id, taker(ctx).personId)));
  if (!attempt) throw problems.notFound();
  return attempt;
}

/** When this test can be begun again; undefined: now. */
function waitsUntil(ctx: Ctx, attempts: readonly AttemptRow[], test: Test): string | undefined {
  const last = attempts.find((one) => one.test_id === test.id)?.finished_at;
  const from = last && retakeFrom(last);
  return from && Temporal.Instant.compare(ctx.now, from) < 0 ? formatDate(todayIn(from, ctx.zone), ctx.lang) : undefined;
}

async function testsPage(ctx: WebCtx, form: FormState): Promise<Reply> {
  const { personId, agencyId } = taker(ctx);
  const view = await ctx.read(async (tx) => {
    const [tests, attempts, extra] = await together([openTests(tx, agencyId), attemptsOf(tx, personId), extraTimes(tx, agencyId, personId)]);
    const codes = tests.flatMap((test) => test.competencies);
    const taken = attempts.map((one) => one.test_id);
    const [bank, titles] = await together([bankItems(tx, agencyId, codes), testsByIds(tx, taken)]);
    return { tests, bank, attempts, titles, extra };
  });
  const percent = extraPercent(view.extra);
  const running = view.attempts.filter((one) => one.finished_at === null && !isOver(one, ctx.now));
  const tests = view.tests.map((test) => ({
    ...test,
    items: itemCount(view.bank, test),
    minutes: lengthOf_minutes(test, percent),
    running: running.some((one) => one.test_id === test.id),
    waitsUntil: waitsUntil(ctx, view.attempts, test),
  }));
  const history = view.attempts.flatMap((one) =>
    one.finished_at
      ? [
          {
            id: one.id,
            title: view.titles.get(one.test_id)?.title ?? { id: '' },
            when: formatInstant(one.finished_at, ctx.zone, ctx.lang),
            levels: (one.result ?? []).map((result) => result.level),
          },
        ]
      : [],
  );
  const extra = { percent, asked: view.extra[0]?.state === 'asked' };
  return page({ title: words(ctx.lang).tests, section, body: <TestsPage lang={ctx.lang} tests={tests} history={history} extra={extra} form={form} /> });
}

async function itemPage(ctx: WebCtx, idText: string, at: number, errors: FormState['errors'] = {}): Promise<Reply> {
  const attempt = await own(ctx, idText);
  if (attempt.finished_at !== null || isOver(attempt, ctx.now)) return redirect(`/asesmen/hasil/${attempt.id}`);
  const itemId = attempt.item_ids[at - 1];
  if (!itemId) throw problems.notFound();
  const [answers, item] = await ctx.read((tx) => together([answersOf(tx, attempt.agency_id, attempt.id), shownItem(tx, attempt.agency_id, itemId)]));
  if (!item) throw problems.notFound();
  return page({
    title: words(ctx.lang).item(String(at), String(attempt.item_ids.length)),
    section,
    islands: ['assessment/save-answer'],
    body: (
      <ItemPage
        lang={ctx.lang}
        attemptId={attempt.id}
        at={at}
        answered={attempt.item_ids.map((id) => answers.has(id))}
        item={item}
        chosen={answers.get(itemId)}
        secondsLeft={secondsLeft(attempt, ctx.now)}
        endsAt={formatTime(attempt.ends_at, ctx.zone, ctx.lang)}
        now_ms={ctx.now.epochMilliseconds}
        errors={errors}
      />
    ),
  });
}

async function saveAnswer(ctx: WebCtx, attemptId: AttemptId, place: number, choice: string, sequence: number): Promise<Reply> {
  const { outcome, places } = await answer(ctx, { attemptId, personId: taker(ctx).personId, place, choice, sequence });
  if (ctx.wants === 'json') return jsonReply({ outcome });
  if (outcome === 'late') return redirect(`/asesmen/hasil/${attemptId}`, { kind: 'warn', text: words(ctx.lang).late });
  return redirect(place < places ? `/asesmen/tes/${attemptId}/soal/${place + 1}` : `/asesmen/tes/${attemptId}/selesai`);
}

async function finishPage(ctx: WebCtx, idText: string): Promise<Reply> {
  const attempt = await own(ctx, idText);
  if (attempt.finished_at !== null) return redirect(`/asesmen/hasil/${attempt.id}`);
  const answers = await ctx.read((tx) => answersOf(tx, attempt.agency_id, attempt.id));
  const open = attempt.item_ids.flatMap((id, at) => (answers.has(id) ? [] : [at + 1]));
  return page({
    title: words(ctx.lang).finish,
    section,
    body: (
      <FinishPage lang={ctx.lang} attemptId={attempt.id} all={attempt.item_ids.length} open={open} endsAt={formatTime(attempt.ends_at, ctx.zone, ctx.lang)} />
    ),
  });
}

async function resultPage(ctx: WebCtx, idText: string): Promise<Reply> {
  const attempt = await own(ctx, idText);
  if (attempt.finished_at === null && !isOver(attempt, ctx.now)) return redirect(`/asesmen/tes/${attempt.id}/soal/1`);
  const results = attempt.result ?? (await finishTest(ctx, attempt.id, attempt.person_id));
  const [titles, late] = await ctx.read((tx) => together([testsByIds(tx, [attempt.test_id]), lateAnswersOf(tx, attempt.agency_id, attempt.id)]));
  const finishedAt = attempt.finished_at ?? ctx.now;
  return page({
    title: words(ctx.lang).result,
    section,
    body: (
      <ResultPage
        lang={ctx.lang}
        title={titles.get(attempt.test_id)?.title ?? { id: '' }}
        when={formatInstant(finishedAt, ctx.zone, ctx.lang)}
        again={formatDate(todayIn(retakeFrom(finishedAt), ctx.zone), ctx.lang)}
        late={late}
        results={results.map((result) => ({ ...result, name: competencyName(result.code, ctx.lang) }))}
      />
    ),
  });
}

const formErrors = (ctx: WebCtx, codes: FieldCodes) => errorSentences(ctx.lang, codes, words(ctx.lang).errors);
const tests = (ctx: WebCtx, _raw: RawInput, codes: FieldCodes) => testsPage(ctx, { values: {}, errors: formErrors(ctx, codes) });
const place = z.object({ id: z.string(), n: z.coerce.number().int().min(1).max(500) });
const byId = z.object({ id: z.string() });

export const examRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/asesmen', allow, handle: (ctx) => testsPage(ctx, emptyForm) }),
  route({
    method: 'POST',
    path: '/asesmen/:slug/mulai',
    allow,
    perMinute: 20,
    input: z.object({ slug: z.string().max(100) }),
    async handle(ctx, { slug }) {
      return redirect(`/asesmen/tes/${await startTest(ctx, { ...taker(ctx), slug })}/soal/1`);
    },
    again: tests,
  }),
  route({
    method: 'POST',
    path: '/asesmen/waktu-tes',
    allow,
    perMinute: 20,
    async handle(ctx) {
      const { agencyId, personId } = taker(ctx);
      await askExtraTime(ctx, agencyId, personId);
      return redirect('/asesmen', { kind: 'good', text: words(ctx.lang).extraAsked });
    },
  }),
  route({ method: 'GET', path: '/asesmen/tes/:id/soal/:n', allow, input: place, handle: (ctx, { id, n }) => itemPage(ctx, id, n) }),
  route({
    method: 'POST',
    path: '/asesmen/tes/:id/soal/:n',
    allow,
    input: place.extend({ choice: z.enum(optionKeys, 'required'), sequence: z.coerce.number().int().min(0).optional() }),
    // A form without a script has no count of its own: it comes once, so the server's time orders it.
    handle(ctx, { id, n, choice, sequence }) {
      const attemptId = findId<'attempt'>(id);
      if (!attemptId) throw problems.notFound();
      return saveAnswer(ctx, attemptId, n, choice, sequence ?? ctx.now.epochMilliseconds);
    },
    again: (ctx, raw, errors) => itemPage(ctx, String(raw['id']), Number(raw['n']), formErrors(ctx, errors)),
  }),
  route({ method: 'GET', path: '/asesmen/tes/:id/selesai', allow, input: byId, handle: (ctx, { id }) => finishPage(ctx, id) }),
  route({
    method: 'POST',
    path: '/asesmen/tes/:id/selesai',
    allow,
    input: byId,
    async handle(ctx, { id }) {
      const attempt = await own(ctx, id);
      await finishTest(ctx, attempt.id, attempt.person_id);
      return redirect(`/asesmen/hasil/${attempt.id}`);
    },
  }),
  route({ method: 'GET', path: '/asesmen/hasil/:id', allow, input: byId, handle: (ctx, { id }) => resultPage(ctx, id) }),
];
