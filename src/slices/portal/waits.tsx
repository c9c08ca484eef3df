import { openGaps } from '#slices/competency';
import { type AgencyId, type PersonId, subordinatesOf } from '#slices/directory';
import { enrolmentsOf } from '#slices/learning';
import { complaintCounts } from '#slices/participation';
import { permissions as planning, proposalsList, recommendationsOf, requestedOf } from '#slices/planning';
import { applicationsOf, permissions as services, queueCounts } from '#slices/services';
import { type Citizen, findScope, type Staff } from '#platform/access';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { type LinkRow, Tag } from '#platform/ui';
import { formatNumber, href } from '#platform/words';
import { words } from './words.ts';

/** What waits, if anything does; `tx` reads as this person may. */
type Asking = (tx: Tx, ctx: Ctx, actor: Staff) => Promise<LinkRow | undefined>;

const count = (ctx: Ctx, value: number) => formatNumber(value, ctx.lang);

const queue: Asking = async (tx, ctx, actor) => {
  const scope = findScope(actor, services['services.work']);
  if (!scope) return undefined;
  const w = words(ctx.lang);
  const counts = await queueCounts(tx, scope, actor.personId as PersonId, ctx.today);
  if (counts.open === 0) return undefined;
  return {
    href: href(ctx.lang, '/kerja'),
    title: w.queue(count(ctx, counts.open)),
    note: w.queueToday(count(ctx, counts.today)),
    icon: 'clipboard-list',
    side: counts.late > 0 ? <Tag tone="bad">{w.late(count(ctx, counts.late))}</Tag> : undefined,
  };
};

const complaints: Asking = async (tx, ctx, actor) => {
  if (!findScope(actor, 'participation.assign')) return undefined;
  const w = words(ctx.lang);
  const counts = await complaintCounts(tx, actor.agencyId as AgencyId, ctx.today);
  if (counts.open === 0) return undefined;
  return {
    href: href(ctx.lang, '/kerja/aduan'),
    title: w.complaints(count(ctx, counts.open)),
    icon: 'message-circle',
    side: counts.late > 0 ? <Tag tone="bad">{w.late(count(ctx, counts.late))}</Tag> : undefined,
  };
};

const requests: Asking = async (tx, ctx, actor) => {
  if (!findScope(actor, planning['planning.approve'])) return undefined;
  const agencyId = actor.agencyId as AgencyId;
  const waiting = await requestedOf(tx, agencyId, await subordinatesOf(tx, agencyId, actor.personId as PersonId, ctx.today));
  return waiting.length === 0
    ? undefined
    : { href: href(ctx.lang, '/rencana/unit'), title: words(ctx.lang).requests(count(ctx, waiting.length)), icon: 'users' };
};

const proposals: Asking = async (tx, ctx, actor) => {
  const scope = findScope(actor, planning['planning.nominate']);
  if (!scope) return undefined;
  const open = (await proposalsList(tx, scope)).filter((one) => one.state === 'open');
  return open.length === 0
    ? undefined
    : { href: href(ctx.lang, '/rencana/unit#usulan'), title: words(ctx.lang).proposals(count(ctx, open.length)), icon: 'bulb' };
};

const gaps: Asking = async (tx, ctx, actor) => {
  if (findScope(actor, 'competency.unit')?.reach !== 'agency') return undefined;
  const open = await openGaps(tx, actor.agencyId as AgencyId);
  return open.length === 0
    ? undefined
    : { href: href(ctx.lang, '/kompetensi/unit'), title: words(ctx.lang).unitGaps(count(ctx, open.length)), icon: 'trending-up' };
};

const courses: Asking = async (tx, ctx, actor) => {
  const open = (await enrolmentsOf(tx, actor.personId as PersonId)).filter((one) => one.completed_at === null);
  return open.length === 0 ? undefined : { href: href(ctx.lang, '/belajar'), title: words(ctx.lang).courses(count(ctx, open.length)), icon: 'books' };
};

const recommendations: Asking = async (tx, ctx, actor) => {
  const open = (await recommendationsOf(tx, actor.personId as PersonId)).filter((one) => one.state === 'proposed');
  return open.length === 0 ? undefined : { href: href(ctx.lang, '/rencana'), title: words(ctx.lang).recommendations(count(ctx, open.length)), icon: 'bulb' };
};

/** In the order in which they press: citizens first, then colleagues, then one's own learning. */
const askings: readonly Asking[] = [queue, complaints, requests, proposals, gaps, courses, recommendations];

export async function waitsForStaff(tx: Tx, ctx: Ctx, actor: Staff): Promise<readonly LinkRow[]> {
  const rows: LinkRow[] = [];
  for (const ask of askings) {
    const row = await ask(tx, ctx, actor);
    if (row) rows.push(row);
  }
  return rows;
}

export async function waitsForCitizen(tx: Tx, ctx: Ctx, actor: Citizen): Promise<readonly LinkRow[]> {
  const w = words(ctx.lang);
  const mine = await applicationsOf(tx, actor.citizenId as Parameters<typeof applicationsOf>[1]);
  const inState = (...states: readonly string[]) => mine.filter((one) => states.includes(one.state)).length;
  const rows: readonly (readonly [n: number, title: (n: string) => string, needsThem: boolean])[] = [
    [inState('returned'), w.returned, true],
    [inState('draft'), w.drafts, false],
    [inState('submitted', 'in-review'), w.underWay, false],
  ];
  return rows
    .filter(([n]) => n > 0)
    .map(([n, title, needsThem]) => ({
      href: href(ctx.lang, '/permohonan'),
      title: title(count(ctx, n)),
      icon: 'clipboard-list',
      side: needsThem ? <Tag tone="warn">{w.yourTurn}</Tag> : undefined,
    }));
}
