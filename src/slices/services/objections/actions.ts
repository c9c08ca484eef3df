import { peopleByIds, type PersonId } from '#slices/directory';
import { calendarFor, deadlineOf, objectionTerms, workingDaysBetween } from '#slices/standards';
import { scopeFor } from '#platform/access';
import { type Ctx, together } from '#platform/context';
import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { type Outcome, orRefuse, refuse } from '#platform/result';
import { todayIn } from '#platform/time';
import { objectionDecided, objectionFiled } from '../events.ts';
import type { ApplicationId, ObjectionId, ObjectionStage } from '../model.ts';
import { permissions } from '../permissions.ts';
import { codeOf } from '../applications/case-code.ts';
import { factOf, writeStep, writeTo } from '../applications/news.ts';
import { applicationForUpdate, type ApplicationRow, updateApplication } from '../applications/store.ts';
import { recusalOf } from '../fairness/kin-store.ts';
import { isOwnCase } from '../queue/rules.ts';
import { isElectronic, issue, layResult } from '../results/actions.ts';
import { type ResultRow, resultsOf } from '../results/store.ts';
import { involvedIn, mayAnswer, nextStage } from './rules.ts';
import { answerRow, findObjection, insertObjection, objectionsOf } from './store.ts';
import { words } from './words.ts';

/** When the decision that stands reached its holder. */
function announcedOn(ctx: Ctx, row: ApplicationRow, results: readonly ResultRow[]) {
  const issued = results.find((one) => one.issued_at)?.issued_at;
  if (issued) return todayIn(issued, ctx.zone);
  return results.length === 0 && row.decided_at ? todayIn(row.decided_at, ctx.zone) : undefined;
}

/** What the applicant can file now, or why nothing. */
export async function stageNow(tx: Tx, ctx: Ctx, row: ApplicationRow): Promise<Outcome<ObjectionStage>> {
  const [filed, results, calendar] = await together([objectionsOf(tx, row), resultsOf(tx, row), calendarFor(tx, row.agency_id)]);
  return nextStage({
    state: row.state,
    announcedOn: announcedOn(ctx, row, results),
    filed: filed.map((one) => ({ ...one, decidedOn: one.decided_at ? todayIn(one.decided_at, ctx.zone) : undefined })),
    terms: objectionTerms(),
    passed: (from) => workingDaysBetween(from, ctx.today, calendar),
  });
}

type Filing = { readonly id: ApplicationId; readonly grounds: string };

/** The applicant contests the decision; the clock of the answer begins. */
export async function fileObjection(ctx: Ctx, { id, grounds }: Filing): Promise<ObjectionStage> {
  return ctx.transact(async (tx) => {
    const row = await applicationForUpdate(tx, id);
    if (!row) throw problems.notFound();
    const stage = orRefuse(await stageNow(tx, ctx, row));
    const [calendar, code] = await together([calendarFor(tx, row.agency_id), codeOf(tx, id)]);
    const due = deadlineOf({ submittedOn: ctx.today, workingDays: objectionTerms()[stage].answer_workingDays, pauses: [], calendar });
    const objectionId = newId<'objection'>(ctx.now.epochMilliseconds);
    await together([
      insertObjection(tx, {
        agency_id: row.agency_id,
        id: objectionId,
        application_id: row.id,
        stage,
        grounds,
        filed_at: ctx.now,
        due_on: due.on,
        due_provisional: due.provisional,
      }),
      updateApplication(tx, row, {}),
      writeStep(tx, ctx, row, { kind: stage === 'objection' ? 'objected' : 'appealed' }),
      emit(
        tx,
        ctx,
        objectionFiled,
        { ...factOf(row), objectionId, stage },
        {
          agencyId: row.agency_id,
          record: { ticket: row.ticket, stage, grounds, dueOn: due.on.toString(), at: ctx.now.toString() },
        },
      ),
      writeTo(tx, ctx, row, (lang, track) => words(lang).mail.filed(row.ticket ?? '', code, { stage, due: due.on }, track)),
    ]);
    return stage;
  });
}

type Answering = { readonly id: ObjectionId; readonly outcome: 'upheld' | 'dismissed'; readonly reason: string };

/** Another than who decided answers; upheld against a refusal, the answer orders a new decision, which is a grant with its own paper. */
export async function answerObjection(ctx: Ctx, { id, outcome, reason }: Answering): Promise<void> {
  await ctx.transact(async (tx) => {
    const scope = scopeFor(ctx.actor, permissions['services.objections']);
    if (ctx.actor.kind !== 'staff') throw problems.forbidden();
    const by = ctx.actor.personId as PersonId;
    const current = await findObjection(tx, id, scope, true);
    if (!current) throw problems.notFound();
    const row = await applicationForUpdate(tx, current.application_id);
    if (!row) throw problems.notFound();
    const [results, filed, people, recusal, code] = await together([
      resultsOf(tx, row),
      objectionsOf(tx, row),
      peopleByIds(tx, [by]),
      recusalOf(tx, row.id, by),
      codeOf(tx, row.id),
    ]);
    const involved = involvedIn(current.id, row.officer_id, results, filed);
    orRefuse(mayAnswer({ stage: current.stage, decided_at: current.decided_at, involved, isAbove: scope.reach !== 'unit' }, by));
    if (isOwnCase(row, { personId: by, email: people.get(by)?.email ?? null })) orRefuse(refuse('own-case'));
    if (recusal) orRefuse(refuse(recusal));
    await together([
      answerRow(tx, current, { decided_at: ctx.now, decided_by: by, outcome, reason }),
      updateApplication(tx, row, outcome === 'upheld' && row.state === 'refused' ? { state: 'granted', decided_at: ctx.now, reason } : {}),
      writeStep(tx, ctx, row, { kind: outcome === 'upheld' ? 'objection-upheld' : 'objection-dismissed', note: reason }),
      emit(
        tx,
        ctx,
        objectionDecided,
        { ...factOf(row), objectionId: id, stage: current.stage, outcome },
        {
          agencyId: row.agency_id,
          record: { ticket: row.ticket, stage: current.stage, outcome, reason, at: ctx.now.toString() },
        },
      ),
      writeTo(tx, ctx, row, (lang, track) => words(lang).mail.answered(row.ticket ?? '', code, { stage: current.stage, outcome, reason }, track)),
    ]);
    if (outcome === 'upheld' && row.state === 'refused') await decideAnew(tx, ctx, row, { by, edition: (results[0]?.edition ?? 0) + 1, because: reason });
  });
}

type Anew = { readonly by: PersonId; readonly edition: number; readonly because: string };

// The new decision's paper takes the place of the refusal's once it is out; who answered does not also sign it.
async function decideAnew(tx: Tx, ctx: Ctx, row: ApplicationRow, { by, edition, because }: Anew): Promise<void> {
  const electronic = isElectronic(undefined);
  await layResult(tx, ctx, { row, outcome: 'granted', by, edition, electronic, because });
  if (electronic) return;
  const [made] = await resultsOf(tx, row);
  if (made) await issue(tx, ctx, { result: made, sha256: undefined });
}
