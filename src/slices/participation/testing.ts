import type { AgencyId, UnitId } from '#slices/directory';
import type { Ctx } from '#platform/context';
import { makeSecret, secretOf } from '#platform/db';
import type { FileStore } from '#platform/files';
import { newId } from '#platform/ids';
import { type ComplaintReceipt, submitComplaint } from './complaints/actions.ts';
import { complaintInput, type RatingInput, unsurCodes } from './model.ts';
import { openSurvey, rate } from './satisfaction/actions.ts';
import { surveyToken } from './satisfaction/token.ts';

/** A store that keeps nothing: for complaints without files. */
export const noFiles: FileStore = {
  put: async () => undefined,
  read: async () => undefined,
  remove: async () => undefined,
};

type Surveyed = { readonly serviceId: string; readonly unitId: UnitId; readonly applicationId?: string };
type Scores = Partial<RatingInput>;

/** All nine elements with one score, but for those named. */
export function scores(score: number, others: Scores = {}): RatingInput {
  return { ...(Object.fromEntries(unsurCodes.map((code) => [code, score])) as Omit<RatingInput, 'comment'>), comment: undefined, ...others };
}

/** Makers for tests, through the slice's own actions. */
export const make = {
  /** A survey that waits for its answer, and the code of its link. */
  async survey(ctx: Ctx, { serviceId, unitId, applicationId = newId() }: Surveyed): Promise<{ readonly applicationId: string; readonly token: string }> {
    await ctx.transact((tx) => makeSecret(tx, 'surveys'));
    await openSurvey(ctx, { applicationId, agencyId: ctx.agency.id as AgencyId, serviceId, unitId });
    return { applicationId, token: surveyToken(await ctx.read((tx) => secretOf(tx, 'surveys')), applicationId) };
  },

  /** So many answered surveys on a unit's service, all with these scores. */
  async ratings(ctx: Ctx, surveyed: Omit<Surveyed, 'applicationId'>, n: number, input: RatingInput): Promise<void> {
    for (let one = 0; one < n; one += 1) {
      const { token } = await make.survey(ctx, surveyed);
      await rate(ctx, token, input);
    }
  },

  /** A complaint that has just come in; what is not said is as somebody would write it. */
  async complaint(ctx: Ctx, options: { readonly aboutUnit?: UnitId } & Readonly<Record<string, unknown>> = {}): Promise<ComplaintReceipt> {
    await ctx.transact((tx) => makeSecret(tx, 'complaints'));
    const { aboutUnit, ...said } = options;
    const input = complaintInput.parse({
      class: 'pengaduan',
      category: 'pelayanan',
      title: 'Antrean loket terlalu lama',
      body: 'Saya menunggu dua jam di loket.',
      ...said,
    });
    return submitComplaint(ctx, { input, aboutUnit, files: [], store: noFiles, key: newId() });
  },
};
