import { type AgencyId, findPostOf, type PersonId, type UnitId } from '#slices/directory';
import { competencies, competencyName, evaluate, unsurCrosswalk } from '#slices/standards';
import { together } from '#platform/context';
import type { Tx } from '#platform/db';
import { shownFrom } from '#platform/suppression';
import type { PlainDate } from '#platform/time';
import type { Lang } from '#platform/words';
import type { ProfileLine, UnitRating } from './model.ts';
import { profileLine, unitRating, window_months } from './rules.ts';
import { evidenceOf, unitMonths } from './store.ts';

export type NamedLine = ProfileLine & { readonly name: string; readonly requiredVerified: boolean };
export type Profile = { readonly position: string; readonly unitId: UnitId | undefined; readonly lines: readonly NamedLine[] };

const order = { below: 0, unknown: 1, meets: 2 } as const;

/**
 * What a person's post of a day asks for beside what was known on that day: after a transfer the gap changes by itself. Empty
 * without a post. What is below comes first, then what is not known.
 */
export async function profileOf(tx: Tx, personId: PersonId, on: PlainDate, lang: Lang): Promise<Profile> {
  const [post, evidence] = await together([findPostOf(tx, personId, on), evidenceOf(tx, personId, on)]);
  const lines = competencies().flatMap((competency): readonly NamedLine[] => {
    const required = post && evaluate('kompetensi-2017', { post: post.positionLevel, competency: competency.code });
    if (!required) return [];
    return [{ ...profileLine(competency.code, required.level, evidence), name: competencyName(competency.code, lang), requiredVerified: required.verified }];
  });
  return { position: post?.positionName ?? '', unitId: post?.unitId, lines: lines.toSorted((a, b) => order[a.standing] - order[b.standing]) };
}

/** How citizens rate units, by unsur of the crosswalk; what is below the staff's threshold is left out. */
export async function unitRatings(tx: Tx, agencyId: AgencyId, on: PlainDate, unitId?: UnitId): Promise<ReadonlyMap<string, readonly UnitRating[]>> {
  const from = on.with({ day: 1 }).subtract({ months: window_months - 1 });
  const months = await unitMonths(tx, { agencyId, from, until: on, unitId });
  const byUnit = Map.groupBy(months, (month) => month.unitId);
  return new Map(
    Array.from(byUnit, ([unit, mine]) => {
      const ratings = unsurCrosswalk().links.flatMap((link) => unitRating(link.unsur, mine) ?? []);
      return [unit, ratings.filter((rating) => rating.n >= shownFrom.staff)];
    }),
  );
}

export type MonthPoint = { readonly month: string; readonly mean: number | undefined; readonly n: number };

type Trend = { readonly agencyId: AgencyId; readonly unitId: string; readonly unsur: string; readonly from: PlainDate; readonly until: PlainDate };

/** One unsur of a unit month by month; a month with too few answers stays unknown. */
export async function unitTrend(tx: Tx, { agencyId, unitId, unsur, from, until }: Trend): Promise<readonly MonthPoint[]> {
  const first = from.with({ day: 1 });
  const months = await unitMonths(tx, { agencyId, from: first, until, unitId: unitId as UnitId });
  const points: MonthPoint[] = [];
  for (let month = first; Temporal.PlainDate.compare(month, until) <= 0; month = month.add({ months: 1 })) {
    const found = months.find((one) => one.unsur === unsur && one.month === month.toString());
    const n = found?.n ?? 0;
    points.push({ month: month.toString(), n, mean: found && n >= shownFrom.staff ? found.total / n : undefined });
  }
  return points;
}
