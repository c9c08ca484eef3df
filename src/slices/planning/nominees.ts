import { postsOn } from '#slices/directory';
import { enrolmentsIn } from '#slices/learning';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { nominable } from './rules.ts';
import { plannedFor, type Proposal } from './store.ts';

type Nominee = Awaited<ReturnType<typeof postsOn>>[number];

/** Whom the actor can name for a proposal today: what the page offers is what the act accepts. */
export async function nomineesFor(tx: Tx, ctx: Ctx, proposal: Proposal): Promise<readonly Nominee[]> {
  const posts = await postsOn(tx, proposal.agency_id, ctx.today, { unitId: proposal.unit_id });
  const personIds = posts.map((post) => post.personId);
  const done = (await enrolmentsIn(tx, proposal.course_id, personIds)).filter((one) => one.completed_at !== null).map((one) => one.person_id);
  const placed = new Set<string>([...done, ...(await plannedFor(tx, proposal.agency_id, proposal.course_id))]);
  return nominable(posts, { unitId: proposal.unit_id, nominator: ctx.actor.kind === 'staff' ? ctx.actor.personId : undefined, placed });
}
