import { type AgencyId, findPostOf, type PersonId, type UnitId } from '#slices/directory';
import { competencies, competencyName, requiredLevel, unsurCrosswalk } from '#slices/standards';
import type { Tx } from '#platform/db';
import type { PlainDate } from '#platform/time';
import type { Lang } from '#platform/words';
import type { UnitRating } from './model.ts';
import type { NamedLine } from './pages/profile.tsx';
import { profileLine, unitRating, window_months } from './rules.ts';
import { evidenceOf, unitMonths } from './store.ts';

export type Profile = { readonly position: string; readonly positionLevel: string; readonly unitId: UnitId | undefined; readonly lines: readonly NamedLine[] };

/** What a person's post asks for beside what the evidence shows. Empty without a post. */
export async function profileOf(tx: Tx, personId: PersonId, on: PlainDate, lang: Lang): Promise<Profile> {
  const post = await findPostOf(tx, personId, on);
  const evidence = (await evidenceOf(tx, [personId])).get(personId) ?? [];
  const lines = competencies().flatMap((competency): readonly NamedLine[] => {
    const required = post && requiredLevel(post.positionLevel, competency.code);
    if (!required) return [];
    return [{ ...profileLine(competency.code, required.level, evidence), name: competencyName(competency.code, lang), requiredVerified: required.verified }];
  });
  return { position: post?.positionName ?? '', positionLevel: post?.positionLevel ?? '', unitId: post?.unitId, lines };
}

/** Signed-in staff of the agency see a unit's rating from this many answers on. */
const staffThreshold = 5;

/** How citizens rate units, by unsur of the crosswalk; what is below the threshold is left out. */
export async function unitRatings(tx: Tx, agencyId: AgencyId, on: PlainDate, unitId?: UnitId): Promise<ReadonlyMap<string, readonly UnitRating[]>> {
  const months = await unitMonths(tx, agencyId, on.with({ day: 1 }).subtract({ months: window_months - 1 }), unitId);
  const units = Array.from(new Set(months.map((month) => month.unitId)));
  return new Map(
    units.map((unit) => {
      const mine = months.filter((month) => month.unitId === unit);
      const ratings = unsurCrosswalk().links.flatMap((link) => unitRating(link.unsur, mine) ?? []);
      return [unit, ratings.filter((rating) => rating.n >= staffThreshold)];
    }),
  );
}
