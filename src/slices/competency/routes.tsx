import { type AgencyId, type PersonId, unitsOf } from '#slices/directory';
import { competencyName } from '#slices/standards';
import { scopeFor } from '#platform/access';
import { page, type Route, route } from '#platform/http';
import { problems } from '#platform/problem';
import { ProfilePage, UnitsPage } from './pages/profile.tsx';
import { permissions } from './permissions.ts';
import { profileOf, unitRatings } from './profile.ts';
import { norm } from './rules.ts';
import { openGaps } from './store.ts';
import { words } from './words.ts';

export const routes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/kompetensi',
    allow: permissions['competency.own'],
    async handle(ctx) {
      const { actor } = ctx;
      if (actor.kind !== 'staff') throw problems.forbidden();
      const body = await ctx.read(async (tx) => {
        const profile = await profileOf(tx, actor.personId as PersonId, ctx.today, ctx.lang);
        const ratings = profile.unitId ? await unitRatings(tx, actor.agencyId as AgencyId, ctx.today, profile.unitId) : new Map();
        return (
          <ProfilePage
            lang={ctx.lang}
            position={profile.position}
            lines={profile.lines}
            unit={(profile.unitId && ratings.get(profile.unitId)) ?? []}
            norm={norm}
          />
        );
      });
      return page({ title: words(ctx.lang).profile, section: '/kompetensi', body });
    },
  }),
  route({
    method: 'GET',
    path: '/kompetensi/unit',
    allow: permissions['competency.unit'],
    async handle(ctx) {
      const scope = scopeFor(ctx.actor, permissions['competency.unit']);
      const body = await ctx.read(async (tx) => {
        const agencyId = ctx.agency.id as AgencyId;
        const inReach = (unitId: string) => scope.reach !== 'unit' || scope.unitIds.includes(unitId);
        const all = (await unitsOf(tx, agencyId)).filter((unit) => inReach(unit.id));
        const ratings = await unitRatings(tx, agencyId, ctx.today);
        const gaps = (await openGaps(tx, agencyId)).filter((gap) => inReach(gap.unitId));
        const names = new Map<string, string>(all.map((unit) => [unit.id, unit.shortName]));
        const units = all.flatMap((unit) => (ratings.has(unit.id) ? [{ unitId: unit.id, name: unit.name, ratings: ratings.get(unit.id) ?? [] }] : []));
        const shown = gaps.map((gap) => ({
          id: gap.id,
          unit: names.get(gap.unitId) ?? '',
          unsur: gap.unsur,
          competency: competencyName(gap.competency, ctx.lang),
          mean: gap.mean,
          n: gap.n,
          since: gap.foundOn,
        }));
        return <UnitsPage lang={ctx.lang} units={units} norm={norm} gaps={shown} />;
      });
      return page({ title: words(ctx.lang).units, section: '/kompetensi/unit', dense: true, body });
    },
  }),
];
