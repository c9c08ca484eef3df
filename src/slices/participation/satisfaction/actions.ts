import type { AgencyId, UnitId } from '#slices/directory';
import type { Ctx } from '#platform/context';
import { secretOf } from '#platform/db';
import { hashCode, newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse } from '#platform/result';
import { instantAt } from '#platform/time';
import { rated, surveyOpened } from '../events.ts';
import { type RatingInput, surveyLife_days } from '../model.ts';
import { additionOf, mayAnswer, scoresOf } from './rules.ts';
import { insertRating, insertSurvey, markAnswered, surveyForUpdate } from './store.ts';
import { surveyToken } from './token.ts';

type Decided = { readonly applicationId: string; readonly agencyId: AgencyId; readonly serviceId: string; readonly unitId: UnitId };

/** One survey an application, opened by its decision; the link is good for thirty days. */
export async function openSurvey(ctx: Ctx, decided: Decided): Promise<void> {
  await ctx.transact(async (tx) => {
    const id = newId<'survey'>(ctx.now.epochMilliseconds);
    const token = surveyToken(await secretOf(tx, 'surveys'), decided.applicationId);
    const opened = await insertSurvey(tx, {
      agency_id: decided.agencyId,
      id,
      application_id: decided.applicationId,
      service_id: decided.serviceId,
      unit_id: decided.unitId,
      token_hash: hashCode(token),
      opened_at: ctx.now,
      expires_on: ctx.today.add({ days: surveyLife_days }),
      answered: false,
    });
    if (opened) await emit(tx, ctx, surveyOpened, { surveyId: id, applicationId: decided.applicationId }, { agencyId: decided.agencyId });
  });
}

/**
 * An answer to the nine unsur. Nothing leads from the rating back to who gave it: its id tells the day only, the survey knows
 * that it was used but not when, and the event names no application.
 */
export async function rate(ctx: Ctx, token: string, input: RatingInput): Promise<{ readonly eventId: string }> {
  return ctx.transact(async (tx) => {
    const survey = await surveyForUpdate(tx, hashCode(token));
    if (!survey) throw problems.notFound();
    orRefuse(mayAnswer(survey, ctx.today));
    const scores = scoresOf(input);
    const ratingId = newId<'rating'>(instantAt(ctx.today, ctx.zone).epochMilliseconds);
    await markAnswered(tx, survey);
    await insertRating(
      tx,
      {
        agency_id: survey.agency_id,
        id: ratingId,
        service_id: survey.service_id,
        unit_id: survey.unit_id,
        rated_on: ctx.today,
        scores,
        comment: input.comment ?? null,
      },
      additionOf(scores).square,
    );
    const { service_id: serviceId, unit_id: unitId } = survey;
    // The actor is left out of the event on purpose: a signed-in citizen's answer stays nobody's.
    const nobody: Ctx = { ...ctx, actor: { kind: 'anonymous' } };
    return emit(
      tx,
      nobody,
      rated,
      { ratingId, serviceId, unitId },
      { agencyId: survey.agency_id, record: { ratingId, serviceId, unitId, ratedOn: ctx.today.toString(), scores } },
    );
  });
}
