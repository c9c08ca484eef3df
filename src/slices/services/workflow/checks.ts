import type { Stage, Workflow, WorkStep } from './model.ts';
import { applies, findStep, isBefore, mustDiffer, stepsOf } from './rules.ts';

/** Why a workflow cannot be published. `steps` are keys of the steps that the sentence names, the first of them the place to mend. */
export type Fault = { readonly code: FaultCode; readonly steps: readonly string[]; readonly stage?: number; readonly more?: string };
export type FaultCode =
  | 'no-steps'
  | 'empty-branch'
  | 'key-twice'
  | 'no-outcome'
  | 'back-nowhere'
  | 'nothing-after'
  | 'never-ends'
  | 'join-waits'
  | 'unreachable'
  | 'grant-in-parallel'
  | 'nothing-applies'
  | 'condition-unknown'
  | 'too-many-conditions'
  | 'four-eyes-unknown'
  | 'four-eyes-self'
  | 'four-eyes-nobody'
  | 'too-many-days';

/** A field that conditions can ask for, with the answers that it can have. */
export type AskedField = { readonly key: string; readonly options: readonly string[]; readonly required: boolean };

type Given = { readonly workingDays: number; readonly fields: readonly AskedField[] };
type Answers = Readonly<Record<string, string>>;

const mostSituations = 256;

/** All that is wrong with a workflow, each fault once; none: it can neither dead-end nor go on for ever. */
export function faultsOf(workflow: Workflow, given: Given): readonly Fault[] {
  const all = stepsOf(workflow);
  if (all.length === 0) return [{ code: 'no-steps', steps: [] }];
  const shape = [...shapeFaults(workflow), ...conditionFaults(workflow, given.fields), ...fourEyesFaults(workflow)];
  // With names that stand twice nothing else can be said for certain.
  if (shape.some(({ code }) => code === 'key-twice')) return shape;
  const situations = situationsOf(workflow, given.fields);
  if (situations.length > mostSituations) return [...shape, { code: 'too-many-conditions', steps: conditional(workflow) }];
  return once([...shape, ...situationFaults(workflow, situations), ...daysFaults(workflow, situations, given.workingDays)]);
}

function once(faults: readonly Fault[]): readonly Fault[] {
  return Array.from(new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values());
}

function shapeFaults(workflow: Workflow): readonly Fault[] {
  const seen = new Set<string>();
  const faults: Fault[] = [];
  for (const [stage, { branches }] of workflow.stages.entries()) {
    if (branches.length === 0 || branches.some((steps) => steps.length === 0))
      faults.push({ code: 'empty-branch', steps: branches.flatMap((steps) => steps.at(-1)?.key ?? []), stage });
  }
  for (const placed of stepsOf(workflow)) {
    const { step } = placed;
    if (seen.has(step.key)) faults.push({ code: 'key-twice', steps: [step.key] });
    seen.add(step.key);
    if (step.outcomes.length === 0) faults.push({ code: 'no-outcome', steps: [step.key] });
    for (const outcome of step.outcomes) {
      if (outcome.kind !== 'back') continue;
      const target = findStep(workflow, outcome.to);
      if (!target || !isBefore(target, placed) || !isDoneWhenever(target.step, step))
        faults.push({ code: 'back-nowhere', steps: [step.key, ...(target ? [outcome.to] : [])] });
    }
  }
  return faults;
}

/** Whether the one is done in every case in which the other is. */
function isDoneWhenever(one: WorkStep, other: WorkStep): boolean {
  const { when } = one;
  return !when || (other.when?.field === when.field && other.when.is.every((value) => when.is.includes(value)));
}

function conditional(workflow: Workflow): readonly string[] {
  return stepsOf(workflow).flatMap(({ step }) => (step.when ? [step.key] : []));
}

function conditionFaults(workflow: Workflow, fields: readonly AskedField[]): readonly Fault[] {
  return stepsOf(workflow).flatMap(({ step }): readonly Fault[] => {
    const { when } = step;
    const field = when && fields.find((one) => one.key === when.field);
    const isKnown = !when || (field && when.is.every((value) => field.options.includes(value)));
    return isKnown ? [] : [{ code: 'condition-unknown', steps: [step.key], more: when.field }];
  });
}

/** Every way in which the answers that conditions ask for can come out. */
export function situationsOf(workflow: Workflow, fields: readonly AskedField[]): readonly Answers[] {
  const asked = new Set(stepsOf(workflow).flatMap(({ step }) => step.when?.field ?? []));
  let situations: readonly Answers[] = [{}];
  for (const key of asked) {
    const field = fields.find((one) => one.key === key);
    const options = field?.required ? field.options : ['', ...(field?.options ?? [])];
    if (situations.length * options.length > mostSituations) return Array.from({ length: mostSituations + 1 }, () => ({}));
    situations = situations.flatMap((answers) => options.map((option) => ({ ...answers, [key]: option })));
  }
  return situations;
}

function situationFaults(workflow: Workflow, situations: readonly Answers[]): readonly Fault[] {
  const reached = new Set<string>();
  const faults = situations.flatMap((answers) => {
    const course = explore(reduced(workflow, answers));
    for (const key of course.reached) reached.add(key);
    return course.faults;
  });
  const unreached = stepsOf(workflow).filter(({ step }) => !reached.has(step.key));
  return [...faults, ...unreached.map(({ step, stage }): Fault => ({ code: 'unreachable', steps: [step.key], stage }))];
}

/** What remains of the workflow in a situation: stages and branches that have something to do. */
function reduced(workflow: Workflow, answers: Answers): readonly Stage[] {
  return workflow.stages
    .map(({ branches }) => ({ branches: branches.map((steps) => steps.filter((step) => applies(step, answers))).filter((steps) => steps.length > 0) }))
    .filter(({ branches }) => branches.length > 0);
}

/** What is known of a branch on its own: which of its steps can come, which lead out of it to the join, which lead to an end without it. */
type Known = { readonly reached: ReadonlySet<WorkStep>; readonly exits: ReadonlySet<WorkStep>; readonly escapes: ReadonlySet<WorkStep> };

function grown<T>(first: Iterable<T>, more: (known: ReadonlySet<T>) => Iterable<T>): ReadonlySet<T> {
  const known = new Set(first);
  for (let before = -1; before !== known.size; ) {
    before = known.size;
    for (const one of more(known)) known.add(one);
  }
  return known;
}

/** To which steps of its own branch a step leads. */
function within(branch: readonly WorkStep[], step: WorkStep): readonly WorkStep[] {
  const at = branch.indexOf(step);
  return step.outcomes.flatMap((outcome) => {
    if (outcome.kind === 'next') return branch[at + 1] ?? [];
    return outcome.kind === 'back' ? (branch.slice(0, at).find((one) => one.key === outcome.to) ?? []) : [];
  });
}

function knowBranch(branch: readonly WorkStep[], entries: readonly WorkStep[], leadsAway: (step: WorkStep) => boolean): Known {
  const reached = grown(entries, (known) => Array.from(known).flatMap((step) => within(branch, step)));
  const backwards = (first: (step: WorkStep) => boolean) =>
    grown(branch.filter(first), (known) => branch.filter((step) => within(branch, step).some((one) => known.has(one))));
  return { reached, exits: backwards((step) => step === branch.at(-1) && step.outcomes.some(({ kind }) => kind === 'next')), escapes: backwards(leadsAway) };
}

type Explored = { readonly reached: ReadonlySet<string>; readonly faults: readonly Fault[] };

function explore(stages: readonly Stage[]): Explored {
  if (stages.length === 0) return { reached: new Set(), faults: [{ code: 'nothing-applies', steps: [] }] };
  const ends = endsOf(stages);
  const entries = reachedStages(stages);
  const faults: Fault[] = [];
  const reached = new Set<string>();
  for (const [at, stage] of stages.entries()) {
    const came = entries[at] ?? [];
    if (came.length === 0) continue;
    const branches = stage.branches.map((branch) =>
      knowBranch(
        branch,
        came.filter((step) => branch.includes(step)),
        leadsAwayOf(stages, at, ends),
      ),
    );
    for (const { reached: some } of branches) for (const step of some) reached.add(step.key);
    faults.push(...stageFaults(stage, branches, { isLast: at === stages.length - 1, nextEnds: ends(at + 1) }));
  }
  return { reached, faults };
}

/** Which steps begin from outside their branch, by stage; a stage is passed when every branch leads to the join. */
function reachedStages(stages: readonly Stage[]): readonly (readonly WorkStep[])[] {
  const entries: WorkStep[][] = stages.map(() => []);
  for (const [at, stage] of stages.entries()) {
    const comes = at === 0 || stages[at - 1]!.branches.every((branch) => knowBranch(branch, branch.slice(0, 1), () => false).exits.has(branch[0]!));
    if (!comes) break;
    entries[at] = stage.branches.flatMap((branch) => branch.slice(0, 1));
  }
  return entries;
}

type Ends = (stage: number) => boolean;

/** An outcome that ends the case, or leads back to where it can end. */
function leadsAwayOf(stages: readonly Stage[], at: number, ends: Ends): (step: WorkStep) => boolean {
  return (step) =>
    step.outcomes.some((outcome) => {
      if (outcome.kind === 'grant' || outcome.kind === 'refuse') return true;
      const earlier = outcome.kind === 'back' ? stages.slice(0, at).findIndex(({ branches }) => branches.flat().some((one) => one.key === outcome.to)) : -1;
      return earlier >= 0 && ends(earlier);
    });
}

/** Whether a stage, once begun, can end the case: by itself, or by what follows. The least answer that fits, found from nothing upwards. */
function endsOf(stages: readonly Stage[]): Ends {
  const ends = grown<number>([], (known) =>
    stages.flatMap(({ branches }, at) => {
      const knows = branches.map((branch) =>
        knowBranch(
          branch,
          branch.slice(0, 1),
          leadsAwayOf(stages, at, (stage) => known.has(stage)),
        ),
      );
      const firsts = branches.map((branch) => branch[0]!);
      const escapes = firsts.some((step, place) => knows[place]!.escapes.has(step));
      return escapes || (known.has(at + 1) && firsts.every((step, place) => knows[place]!.exits.has(step))) ? [at] : [];
    }),
  );
  return (stage) => ends.has(stage);
}

type Beyond = { readonly isLast: boolean; readonly nextEnds: boolean };

function stageFaults({ branches }: Stage, known: readonly Known[], { isLast, nextEnds }: Beyond): readonly Fault[] {
  const faults: Fault[] = [];
  const isParallel = branches.length > 1;
  const done = branches.map((branch, at) => known[at]!.exits.has(branch[0]!));
  for (const [at, branch] of branches.entries()) {
    const { reached, exits, escapes } = known[at]!;
    for (const step of branch) {
      if (!reached.has(step)) continue;
      if (isParallel && step.outcomes.some(({ kind }) => kind === 'grant')) faults.push({ code: 'grant-in-parallel', steps: [step.key] });
      const leads = step.outcomes.some(({ kind }) => kind === 'next') && step === branch.at(-1);
      if (isLast && leads && done.every(Boolean)) faults.push({ code: 'nothing-after', steps: [step.key] });
      // The others may be done or wait where nothing of theirs ends the case: then it hangs on this step alone.
      const others = known.every((other, place) => place === at || done[place] || Array.from(other.reached).some((one) => !other.escapes.has(one)));
      if (escapes.has(step) || !others || step.outcomes.length === 0) continue;
      if (!exits.has(step)) faults.push({ code: isParallel ? 'join-waits' : 'never-ends', steps: [step.key, ...roundOf(branch, step)] });
      else if (!isLast && !nextEnds) faults.push({ code: 'never-ends', steps: [step.key] });
    }
  }
  return faults;
}

/** Where a step that leads nowhere goes round. */
function roundOf(branch: readonly WorkStep[], step: WorkStep): readonly string[] {
  const round = grown(within(branch, step), (known) => Array.from(known).flatMap((one) => within(branch, one)));
  return branch.filter((one) => one !== step && round.has(one)).map((one) => one.key);
}

function fourEyesFaults(workflow: Workflow): readonly Fault[] {
  return stepsOf(workflow).flatMap(({ step }) =>
    step.otherThan.flatMap((other): readonly Fault[] => {
      if (other === step.key) return [{ code: 'four-eyes-self', steps: [step.key] }];
      return findStep(workflow, other) ? [] : [{ code: 'four-eyes-unknown', steps: [step.key] }];
    }),
  );
}

/**
 * Steps that nobody is left for: of those who hold their roles today no choice keeps apart what four eyes keep apart. `holders` are the
 * persons of a step.
 */
export function staffingFaults(workflow: Workflow, holders: (step: WorkStep) => readonly string[]): readonly Fault[] {
  const steps = stepsOf(workflow)
    .map(({ step }) => step)
    .filter((step) => mustDiffer(workflow, step.key).length > 0);
  for (let many = 1; many <= steps.length; many += 1) {
    const some = steps.slice(0, many);
    if (!canStaff(workflow, some, holders)) {
      const last = some.at(-1)!;
      return [{ code: 'four-eyes-nobody', steps: [last.key, ...mustDiffer(workflow, last.key)] }];
    }
  }
  return [];
}

function canStaff(
  workflow: Workflow,
  steps: readonly WorkStep[],
  holders: (step: WorkStep) => readonly string[],
  chosen: ReadonlyMap<string, string> = new Map(),
): boolean {
  const [step, ...rest] = steps;
  if (!step) return true;
  const apart = mustDiffer(workflow, step.key);
  // More hands than steps to keep apart are never needed.
  return holders(step)
    .slice(0, chosen.size + 1 + rest.length)
    .some((person) => !apart.some((other) => chosen.get(other) === person) && canStaff(workflow, rest, holders, new Map([...chosen, [step.key, person]])));
}

/** The days of the longest way through, without going back, are within what the service promises. */
function daysFaults(workflow: Workflow, situations: readonly Answers[], workingDays: number): readonly Fault[] {
  const longest = Math.max(0, ...situations.map((answers) => daysOf(reduced(workflow, answers))));
  return longest > workingDays ? [{ code: 'too-many-days', steps: [], more: `${longest}/${workingDays}` }] : [];
}

export function daysOf(stages: readonly Stage[]): number {
  return stages.reduce((sum, { branches }) => sum + Math.max(0, ...branches.map((steps) => steps.reduce((days, step) => days + step.days, 0))), 0);
}
