import { peopleByIds, type PersonId } from '#slices/directory';
import { scopeFor } from '#platform/access';
import { type Ctx, together } from '#platform/context';
import type { Tx } from '#platform/db';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import type { ApplicationId } from '../model.ts';
import { permissions } from '../permissions.ts';
import { codeOf } from '../applications/case-code.ts';
import { isOpen } from '../applications/rules.ts';
import { type ApplicationRow, applicationWithin } from '../applications/store.ts';
import { recusalOf } from '../fairness/kin-store.ts';
import { serviceVersion, type ServiceVersion } from '../standards/store.ts';
import { type Desk, deskFor, desksOf } from '../workflow/desks.ts';
import { type StepOutcome, type Workflow, workflowOf } from '../workflow/model.ts';
import { findStep, type Placed } from '../workflow/rules.ts';
import { type TaskRow, tasksOf } from '../workflow/store.ts';
import { isLive, mayDo } from '../workflow/tasks.ts';
import { isOwnCase, type Officer } from './rules.ts';
import { isChangedSince } from './store.ts';

/** Who acts, with the address by which an application of their own would be known. */
export async function officerOf(tx: Tx, ctx: Ctx): Promise<Officer & { readonly personId: PersonId }> {
  return officerBy(tx, personIdOf(ctx));
}

function personIdOf(ctx: Ctx): PersonId {
  if (ctx.actor.kind !== 'staff') throw problems.forbidden();
  return ctx.actor.personId as PersonId;
}

export async function officerBy(tx: Tx, personId: PersonId): Promise<Officer & { readonly personId: PersonId }> {
  return { personId, email: (await peopleByIds(tx, [personId])).get(personId)?.email ?? null };
}

/** The case, locked, with its steps, who acts, and the code that letters about it carry. */
export type Locked = {
  readonly current: ApplicationRow;
  readonly tasks: readonly TaskRow[];
  readonly officer: Officer & { readonly personId: PersonId };
  readonly opening: string;
};

export async function lockedCase(tx: Tx, ctx: Ctx, id: ApplicationId): Promise<Locked> {
  const scope = scopeFor(ctx.actor, permissions['services.work']);
  const [current, tasks, officer, opening, recusal] = await together([
    applicationWithin(tx, id, scope, true),
    tasksOf(tx, { agency_id: scope.agencyId ?? ctx.agency.id, id }),
    officerOf(tx, ctx),
    codeOf(tx, id),
    recusalOf(tx, id, personIdOf(ctx)),
  ]);
  if (!current) throw problems.notFound();
  if (isOwnCase(current, officer)) orRefuse(refuse('own-case'));
  if (recusal) orRefuse(refuse(recusal));
  return { current, tasks, officer, opening };
}

/** The step that the officer holds and now does; with the change since it was looked at, if there was one. */
export type Held = Locked & { readonly task: TaskRow; readonly placed: Placed; readonly workflow: Workflow; readonly standard: ServiceVersion };

type Holding = { readonly id: ApplicationId; readonly version: number; readonly step?: string | undefined; readonly outcome: StepOutcome['kind'] };

/** Only who holds a step does it, as it stands now, and only with an outcome that it has. */
export async function heldStep(tx: Tx, ctx: Ctx, { id, version, step, outcome }: Holding): Promise<Held> {
  const locked = await lockedCase(tx, ctx, id);
  const { current, tasks, officer } = locked;
  const standard = await serviceVersion(tx, current.agency_id, current.service_id, current.service_version);
  const workflow = workflowOf(standard);
  const live = tasks.filter((one) => isLive(one) && (step === undefined || one.step === step));
  const task = live.find((one) => one.officer_id === officer.personId);
  if (version !== current.version && (await isChangedSince(tx, current, version, task?.step))) orRefuse(refuse('application-changed'));
  if (!isOpen(current.state)) orRefuse(refuse('application-state'));
  if (!task) return orRefuse(refuse('not-holder'));
  if (current.state !== 'in-review') orRefuse(refuse('application-state'));
  const placed = findStep(workflow, task.step);
  if (!placed?.step.outcomes.some(({ kind }) => kind === outcome)) return orRefuse(refuse('no-such-outcome'));
  orRefuse(mayDo(task, tasks, officer.personId, task.acting !== null));
  return { ...locked, standard, workflow, task, placed };
}

/** Who stands in for another says so in the audit: the same actor, marked with the grant. */
export function inStead(ctx: Ctx, desk: Desk | undefined): Ctx {
  return ctx.actor.kind === 'staff' && desk?.grant.acting ? { ...ctx, actor: { ...ctx.actor, actingBy: desk.grant } } : ctx;
}

/** As who the holder of a step acts: a grant held for another that has ended since gives nothing any more. */
export function asHolder(ctx: Ctx, task: TaskRow): Ctx {
  return task.acting ? inStead(ctx, deskFor(desksOf(ctx.actor), task)) : ctx;
}
