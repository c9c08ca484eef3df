import { testedCompetencies } from '#slices/assessment';
import { type AgencyId, looksAt, type PersonId, unitsByIds, unitsOf } from '#slices/directory';
import { certificatesFor, coursesByIds, enrolmentsOf } from '#slices/learning';
import { leafOf, receiptOf } from '#slices/ledger';
import { competencyName, levelName, skmGoodFrom, unsurCrosswalk } from '#slices/standards';
import { z } from 'zod';
import { type Scope, scopeFor } from '#platform/access';
import { type Ctx, together } from '#platform/context';
import type { Tx } from '#platform/db';
import { bytesReply, page, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { findDate, formatInstant, type PlainDate } from '#platform/time';
import { textIn } from '#platform/words';
import type { UnitGap } from './model.ts';
import { EvidencePage } from './pages/evidence.tsx';
import { ProfilePage } from './pages/profile.tsx';
import { type GapLine, UnitsPage } from './pages/units.tsx';
import { permissions } from './permissions.ts';
import { type Profile, profileOf, unitRatings, unitTrend } from './profile.ts';
import { window_months } from './rules.ts';
import { slots } from './slots.ts';
import { findEvidence, gapsOf, type OwnEvidence } from './store.ts';
import { words } from './words.ts';

const own = permissions['competency.own'];
const levels = [1, 2, 3, 4, 5] as const;

function staff(ctx: Ctx): { readonly personId: PersonId; readonly agencyId: AgencyId; readonly name: string } {
  const { actor } = ctx;
  if (actor.kind !== 'staff') throw problems.forbidden();
  return { personId: actor.personId as PersonId, agencyId: actor.agencyId as AgencyId, name: actor.name };
}

// For the largest gap shown, else for whatever the post asks and nothing shows.
function suggestion(tx: Tx, ctx: Ctx, { lines }: Profile) {
  const wanting = lines.filter((one) => one.standing !== 'meets').map((line) => line.competency);
  return wanting.length === 0 ? undefined : slots.suggestionFor(tx, staff(ctx).personId, wanting, ctx.lang);
}

async function profilePage(ctx: WebCtx, asked: PlainDate | undefined, typed: string): Promise<Reply> {
  const { personId, agencyId, name } = staff(ctx);
  const on = asked && Temporal.PlainDate.compare(asked, ctx.today) < 0 ? asked : ctx.today;
  const isPast = !on.equals(ctx.today);
  const body = await ctx.read(async (tx) => {
    const [profile, looks, tested] = await together([profileOf(tx, personId, on, ctx.lang), looksAt(tx, personId, 8), testedCompetencies(tx, agencyId)]);
    const { unitId } = profile;
    const [ratings, units, suggested] = await together([
      unitId && unitRatings(tx, agencyId, on, unitId),
      unitId && unitsByIds(tx, [unitId]),
      isPast ? undefined : suggestion(tx, ctx, profile),
    ]);
    return (
      <ProfilePage
        lang={ctx.lang}
        name={name}
        position={profile.position}
        unitName={(unitId && units?.get(unitId)?.name) ?? ''}
        lines={profile.lines}
        tested={tested}
        unit={(unitId && ratings?.get(unitId)) ?? []}
        levels={levels.map((level) => levelName(level, ctx.lang).replace(/\/.*/, ''))}
        suggestion={suggested}
        looks={looks.map((look) => ({
          who: [look.name ?? words(ctx.lang).somebody, look.unit].filter(Boolean).join(', '),
          when: formatInstant(look.looked_at, ctx.zone, ctx.lang, 'short'),
        }))}
        on={isPast ? on : undefined}
        form={{ values: { tanggal: typed }, errors: {} }}
      />
    );
  });
  return page({ title: words(ctx.lang).profile, section: '/kompetensi', body });
}

async function ownEvidence(tx: Tx, ctx: Ctx, idText: string): Promise<OwnEvidence> {
  const id = findId<'evidence'>(idText);
  const found = id && (await findEvidence(tx, id, staff(ctx).personId));
  if (!found) throw problems.notFound();
  return found;
}

async function courseOf(tx: Tx, ctx: WebCtx, evidence: OwnEvidence) {
  if (evidence.source !== 'course') return undefined;
  const enrolment = (await enrolmentsOf(tx, staff(ctx).personId)).find((one) => one.id === evidence.sourceId);
  const course = enrolment && (await coursesByIds(tx, [enrolment.course_id])).get(enrolment.course_id);
  if (!course) return undefined;
  const certificate = (await certificatesFor(tx, [evidence.sourceId])).get(evidence.sourceId);
  return {
    title: textIn(course.title, ctx.lang),
    href: ctx.href(`/belajar/${course.slug}`),
    certificate: certificate && ctx.href(`/belajar/sertifikat/${certificate.id}.pdf`),
  };
}

async function evidencePage(ctx: WebCtx, idText: string): Promise<Reply> {
  const body = await ctx.read(async (tx) => {
    const evidence = await ownEvidence(tx, ctx, idText);
    return (
      <EvidencePage
        lang={ctx.lang}
        evidence={evidence}
        name={competencyName(evidence.competency, ctx.lang)}
        levelName={levelName(evidence.level, ctx.lang)}
        course={await courseOf(tx, ctx, evidence)}
        leaf={(await leafOf(tx, [evidence.eventId])).get(evidence.eventId)}
      />
    );
  });
  return page({ title: words(ctx.lang).evidence, section: '/kompetensi', body });
}

type Naming = { readonly names: ReadonlyMap<string, string>; readonly agencyId: AgencyId };

async function gapLine(tx: Tx, ctx: Ctx, gap: UnitGap, { names, agencyId }: Naming): Promise<GapLine> {
  const until = gap.closedOn ? Temporal.PlainDate.from(gap.closedOn) : ctx.today;
  const from = until.with({ day: 1 }).subtract({ months: window_months - 1 });
  const [trend, answer] = await together([
    unitTrend(tx, { agencyId, unitId: gap.unitId, unsur: gap.unsur, from, until }),
    slots.answerTo(tx, gap.id, ctx.lang),
  ]);
  return {
    ...gap,
    unit: names.get(gap.unitId) ?? '',
    competency: competencyName(gap.competency, ctx.lang),
    trend: trend.map((point) => point.mean),
    answer,
  };
}

const inReach = (scope: Scope, unitId: string) => scope.reach !== 'unit' || scope.unitIds.includes(unitId);

async function unitsPage(ctx: WebCtx): Promise<Reply> {
  const scope = scopeFor(ctx.actor, permissions['competency.unit']);
  const agencyId = ctx.agency.id as AgencyId;
  const body = await ctx.read(async (tx) => {
    const [units, ratings, gaps] = await together([unitsOf(tx, agencyId), unitRatings(tx, agencyId, ctx.today), gapsOf(tx, agencyId)]);
    const all = units.filter((unit) => inReach(scope, unit.id));
    const naming: Naming = { agencyId, names: new Map(all.map((unit) => [unit.id, unit.shortName])) };
    const lines = await together(gaps.filter((gap) => inReach(scope, gap.unitId)).map((gap) => gapLine(tx, ctx, gap, naming)));
    return (
      <UnitsPage
        lang={ctx.lang}
        units={all.flatMap((unit) => (ratings.has(unit.id) ? [{ unitId: unit.id, name: unit.name, ratings: ratings.get(unit.id) ?? [] }] : []))}
        norm={skmGoodFrom}
        unsur={unsurCrosswalk().links.map((link) => link.unsur)}
        open={lines.filter((line) => line.closedOn === undefined)}
        closed={lines.filter((line) => line.closedOn !== undefined)}
      />
    );
  });
  return page({ title: words(ctx.lang).units, section: '/kompetensi/unit', dense: true, body });
}

const byId = z.object({ id: z.string() });

export const routes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/kompetensi',
    allow: own,
    input: z.object({ tanggal: z.string().max(20).catch('') }),
    handle: (ctx, { tanggal }) => profilePage(ctx, findDate(tanggal), tanggal),
  }),
  route({ method: 'GET', path: '/kompetensi/bukti/:id', allow: own, input: byId, handle: (ctx, { id }) => evidencePage(ctx, id) }),
  route({
    method: 'GET',
    path: '/kompetensi/bukti/:id/tanda-terima.json',
    allow: own,
    input: byId,
    async handle(ctx, { id }) {
      const receipt = await ctx.read(async (tx) => receiptOf(tx, (await ownEvidence(tx, ctx, id)).eventId));
      if (!receipt) throw problems.notFound();
      return bytesReply(new TextEncoder().encode(`${JSON.stringify(receipt, null, 2)}\n`), { mediaType: 'application/json', fileName: 'tanda-terima.json' });
    },
  }),
  route({ method: 'GET', path: '/kompetensi/unit', allow: permissions['competency.unit'], handle: unitsPage }),
];
