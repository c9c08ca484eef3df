import { decideTraining, nominate, requestTraining } from '../../src/slices/planning/actions.ts';
import { proposalsList, recommendationsFrom, recommendationsOf } from '../../src/slices/planning/store.ts';
import { actorOf, type Member, memberOf, type Province } from './people.ts';
import { takeTest } from './schooling.ts';
import type { World } from './world.ts';

/** Heads of units take up the open proposals with these people, and approve each as their supervisor. */
export async function nominateAndApprove(world: World, province: Province, people: readonly Member[]): Promise<void> {
  const open = (await world.db.transact('all', (tx) => proposalsList(tx, { reach: 'nation', unitIds: [] }))).filter((one) => one.state === 'open');
  for (const proposal of open) {
    const [head] = province.staff.filter((member) => member.unitId === proposal.unit_id);
    const chosen = people.filter((member) => member.unitId === proposal.unit_id);
    if (!head || chosen.length === 0) continue;
    const ctx = world.as(actorOf(province, head));
    await nominate(ctx, { proposalId: proposal.id, personIds: chosen.map((member) => member.id) });
    const asked = await world.db.transact('all', (tx) => recommendationsFrom(tx, proposal));
    for (const plan of asked.filter((one) => one.state === 'requested')) await decideTraining(ctx, { id: plan.id, outcome: 'approved', because: null });
  }
}

/** A test shows what is missing, the person asks for what is recommended then; perhaps the supervisor approves at once. */
export async function askFor(world: World, province: Province, member: Member, test: string, strength: number, then?: 'approve'): Promise<void> {
  await takeTest(world, province, member, test, strength);
  await world.settle();
  const plans = await world.db.transact('all', (tx) => recommendationsOf(tx, member.id));
  const proposed = plans.find((plan) => plan.state === 'proposed');
  if (!proposed) return;
  world.now = world.now.add({ minutes: 40 });
  await requestTraining(world.as(actorOf(province, member)), proposed.id);
  world.now = world.now.add({ hours: 3 });
  if (then) await decideTraining(world.as(actorOf(province, memberOf(province, member.unit, 0))), { id: proposed.id, outcome: 'approved', because: null });
  await world.settle();
}
