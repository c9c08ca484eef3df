import { type AgencyId, peopleByIds, type PersonId, subordinatesOf, unitsByIds } from '#slices/directory';
import { coursesByIds } from '#slices/learning';
import { findScope, type Staff } from '#platform/access';
import { type Ctx, together } from '#platform/context';
import type { Tx } from '#platform/db';
import { formatDate, type Instant, todayIn } from '#platform/time';
import type { LinkRow, Waiting } from '#platform/ui';
import { formatNumber, href, textIn } from '#platform/words';
import { permissions } from './permissions.ts';
import { reasonText } from './reason-text.ts';
import { type Proposal, proposalsList, type Recommendation, recommendationsOf, requestedOf } from './store.ts';
import { words } from './words.ts';

const shown = 4;

type Courses = Awaited<ReturnType<typeof coursesByIds>>;
const titleOf = (ctx: Ctx, courses: Courses, row: { readonly course_id: string }) => textIn(courses.get(row.course_id)?.title ?? { id: '' }, ctx.lang);
const dayOf = (ctx: Ctx, at: Instant) => formatDate(todayIn(at, ctx.zone), ctx.lang, 'short');
const coursesFor = (tx: Tx, rows: readonly { readonly course_id: string }[]) =>
  coursesByIds(
    tx,
    rows.map((row) => row.course_id),
  );

/** Who waits for a supervisor's word on what, and since when. */
async function approvals(tx: Tx, ctx: Ctx, actor: Staff): Promise<readonly Waiting[]> {
  if (!findScope(actor, permissions['planning.approve'])) return [];
  const agencyId = actor.agencyId as AgencyId;
  const all = await requestedOf(tx, agencyId, await subordinatesOf(tx, agencyId, actor.personId as PersonId, ctx.today));
  const [first] = all;
  if (!first) return [];
  const rows = all.slice(0, shown);
  const [courses, people] = await together([
    coursesFor(tx, rows),
    peopleByIds(
      tx,
      rows.map((row) => row.person_id),
    ),
  ]);
  const w = words(ctx.lang).waits;
  const name = (row: Recommendation) => people.get(row.person_id)?.name ?? '';
  const since = (row: Recommendation) => dayOf(ctx, row.requested_at ?? row.made_at);
  const address = href(ctx.lang, '/rencana/unit');
  return [
    {
      press: 'colleagues',
      title: w.approvals,
      lead: w.approvalsLead(formatNumber(all.length, ctx.lang)),
      more: { href: address, label: w.decideAll },
      next: {
        kicker: w.since(since(first)),
        title: w.approve(titleOf(ctx, courses, first), name(first)),
        text: reasonText(first.reason, ctx.lang),
        action: { href: address, label: w.decide },
      },
      people: rows.map((row) => row.person_id),
      rows: rows.map((row) => ({
        href: href(ctx.lang, `/rencana/rantai/${row.id}`),
        title: name(row),
        icon: 'user',
        note: titleOf(ctx, courses, row),
        side: w.asked(since(row)),
      })),
    },
  ];
}

type Proposals = { readonly courses: Courses; readonly units: Awaited<ReturnType<typeof unitsByIds>> };

function proposalRow(ctx: Ctx, { courses, units }: Proposals, row: Proposal, side: string): LinkRow {
  return {
    href: href(ctx.lang, `/rencana/usulan/${row.id}`),
    title: words(ctx.lang).proposalTitle(titleOf(ctx, courses, row), units.get(row.unit_id)?.shortName ?? ''),
    icon: 'bulb',
    note: reasonText(row.reason, ctx.lang),
    side,
  };
}

function toNominate(ctx: Ctx, facts: Proposals, rows: readonly Proposal[]): readonly Waiting[] {
  const [first] = rows;
  if (!first) return [];
  const w = words(ctx.lang).waits;
  return [
    {
      press: 'colleagues',
      title: w.nominate,
      more: { href: href(ctx.lang, '/rencana/unit#usulan'), label: w.allProposals },
      next: {
        kicker: w.since(dayOf(ctx, first.proposed_at)),
        title: w.nominateFor(titleOf(ctx, facts.courses, first)),
        text: reasonText(first.reason, ctx.lang),
        action: { href: href(ctx.lang, `/rencana/usulan/${first.id}`), label: w.choose },
      },
      rows: rows.slice(0, shown).map((row) => proposalRow(ctx, facts, row, dayOf(ctx, row.proposed_at))),
    },
  ];
}

function owedByHeads(ctx: Ctx, facts: Proposals, rows: readonly Proposal[]): readonly Waiting[] {
  if (rows.length === 0) return [];
  const w = words(ctx.lang).waits;
  return [
    {
      press: 'watch',
      title: w.unnamed,
      lead: w.unnamedLead(formatNumber(rows.length, ctx.lang)),
      more: { href: href(ctx.lang, '/rencana/instansi'), label: w.allProposals },
      rows: rows.slice(0, shown).map((row) => proposalRow(ctx, facts, row, w.headSince(dayOf(ctx, row.proposed_at)))),
    },
  ];
}

/** Proposals without a name: to the head of the unit as their own act, to who plans for all as what others owe. */
async function proposals(tx: Tx, ctx: Ctx, actor: Staff): Promise<readonly Waiting[]> {
  const head = findScope(actor, permissions['planning.nominate']);
  const overview = findScope(actor, permissions['planning.overview']);
  const scope = overview ?? head;
  if (!scope) return [];
  const open = (await proposalsList(tx, scope)).filter((row) => row.state === 'open');
  const unitIds = open.map((row) => row.unit_id);
  const [courses, units] = await together([coursesFor(tx, open), unitsByIds(tx, unitIds)]);
  const isMine = (row: Proposal) => head !== undefined && (overview === undefined || row.unit_id === actor.unitId);
  const facts = { courses, units };
  const others = open.filter((row) => !isMine(row));
  return [...toNominate(ctx, facts, open.filter(isMine)), ...owedByHeads(ctx, facts, others)];
}

/** What is recommended to the reader, and what waits for their own supervisor. */
async function own(tx: Tx, ctx: Ctx, actor: Staff): Promise<readonly Waiting[]> {
  const rows = (await recommendationsOf(tx, actor.personId as PersonId)).filter((row) => row.state === 'proposed' || row.state === 'requested').slice(0, shown);
  if (rows.length === 0) return [];
  const courses = await coursesFor(tx, rows);
  const w = words(ctx.lang);
  const first = rows.find((row) => row.state === 'proposed');
  return [
    {
      press: 'own',
      title: w.waits.own,
      more: { href: href(ctx.lang, '/rencana'), label: w.plan },
      next: first && {
        kicker: w.states.proposed,
        title: titleOf(ctx, courses, first),
        text: reasonText(first.reason, ctx.lang),
        action: { href: href(ctx.lang, '/rencana'), label: w.ask },
      },
      rows: rows.map((row) => ({
        href: href(ctx.lang, row.state === 'proposed' ? '/rencana' : `/rencana/rantai/${row.id}`),
        title: titleOf(ctx, courses, row),
        icon: 'bulb',
        note: reasonText(row.reason, ctx.lang),
        side: row.requested_at ? w.waits.asked(dayOf(ctx, row.requested_at)) : w.states[row.state],
      })),
    },
  ];
}

export async function planWaits(tx: Tx, ctx: Ctx): Promise<readonly Waiting[]> {
  const { actor } = ctx;
  if (actor.kind !== 'staff') return [];
  const groups = await together([approvals(tx, ctx, actor), proposals(tx, ctx, actor), own(tx, ctx, actor)]);
  return groups.flat();
}
