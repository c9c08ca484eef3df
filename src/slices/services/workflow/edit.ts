import { type Outcome, ok, refuse } from '#platform/result';
import { plainStep, singleStep, type Stage, type StepOutcome, type Workflow, type WorkStep } from './model.ts';
import { findStep, isBefore, stepsOf } from './rules.ts';

/** Where a new step goes: as a stage of its own after this one (from 0; -1: first), beside what a stage has, or at the end of a branch. */
export type NewPlace =
  | { readonly kind: 'after'; readonly stage: number }
  | { readonly kind: 'beside'; readonly stage: number }
  | { readonly kind: 'in'; readonly stage: number; readonly branch: number };

export type Operation =
  /** From the one step that every service has. */
  | { readonly kind: 'begin'; readonly workingDays: number }
  | { readonly kind: 'add'; readonly name: WorkStep['name']; readonly place: NewPlace }
  | { readonly kind: 'remove'; readonly key: string }
  | { readonly kind: 'move'; readonly key: string; readonly by: -1 | 1 }
  | { readonly kind: 'write'; readonly step: WorkStep };

type Stages = readonly Stage[];
const placed = (stages: Stages): Workflow => ({ stages: stages.map(({ branches }) => ({ branches: branches.map((steps) => [...steps]) })) });

/** One change of a workflow that is being drawn. What it leaves unsound is told by the checks, not refused here. */
export function editWorkflow(workflow: Workflow, operation: Operation): Outcome<Workflow> {
  switch (operation.kind) {
    case 'begin':
      return ok(singleStep(operation.workingDays));
    case 'add':
      return add(workflow, operation.name, operation.place);
    case 'remove':
      return findStep(workflow, operation.key) ? ok(without(workflow, operation.key)) : refuse('no-such-step');
    case 'move':
      return moved(workflow, operation.key, operation.by);
    case 'write':
      return findStep(workflow, operation.step.key)
        ? ok(changed(workflow, (step) => (step.key === operation.step.key ? operation.step : step)))
        : refuse('no-such-step');
  }
}

function changed(workflow: Workflow, change: (step: WorkStep) => WorkStep): Workflow {
  return { stages: workflow.stages.map(({ branches }) => ({ branches: branches.map((steps) => steps.map(change)) })) };
}

/** A key is made of the name, once, and stays: cases and letters refer to it. */
export function keyFor(workflow: Workflow, name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 30)
    .replace(/-+$/, '');
  const stem = words || 'langkah';
  const taken = new Set(stepsOf(workflow).map(({ step }) => step.key));
  for (let n = 1; ; n += 1) {
    const key = n === 1 ? stem : `${stem}-${n}`;
    if (!taken.has(key) && key !== plainStep) return key;
  }
}

function newStep(key: string, name: WorkStep['name'], outcomes: readonly StepOutcome[]): WorkStep {
  return { key, name, role: 'officer', days: 1, checksRequirements: false, checklist: [], outcomes: [...outcomes], otherThan: [] };
}

function add(workflow: Workflow, name: WorkStep['name'], place: NewPlace): Outcome<Workflow> {
  const { stages } = workflow;
  if (place.kind === 'after' && place.stage < -1) return refuse('no-such-place');
  if (place.stage >= stages.length || (place.kind !== 'after' && place.stage < 0)) return refuse('no-such-place');
  const isLast = place.kind === 'after' && place.stage === stages.length - 1;
  const step = newStep(keyFor(workflow, name.id), name, isLast ? [{ kind: 'grant' }, { kind: 'refuse' }] : [{ kind: 'next' }]);
  if (place.kind === 'after') {
    // Who decided until now passes on to who decides from now on.
    const before = isLast ? changed(workflow, passOnInstead).stages : stages;
    return ok(placed([...before.slice(0, place.stage + 1), { branches: [[step]] }, ...before.slice(place.stage + 1)]));
  }
  const stage = stages[place.stage]!;
  if (place.kind === 'beside') return ok(placed(stages.with(place.stage, { branches: [...stage.branches, [step]] })));
  const branch = stage.branches[place.branch];
  if (!branch) return refuse('no-such-place');
  return ok(placed(stages.with(place.stage, { branches: stage.branches.with(place.branch, [...branch, step]) })));
}

function passOnInstead(step: WorkStep): WorkStep {
  if (!step.outcomes.some(({ kind }) => kind === 'grant')) return step;
  const rest = step.outcomes.filter(({ kind }) => kind !== 'grant' && kind !== 'next');
  return { ...step, outcomes: [{ kind: 'next' }, ...rest] };
}

/** Without a step, and without what named it; branches and stages that hold nothing any more go too. */
function without(workflow: Workflow, key: string): Workflow {
  const rest = changed(workflow, (step) => ({
    ...step,
    outcomes: step.outcomes.filter((outcome) => outcome.kind !== 'back' || outcome.to !== key),
    otherThan: step.otherThan.filter((other) => other !== key),
  }));
  return pruned(rest.stages.map(({ branches }) => ({ branches: branches.map((steps) => steps.filter((step) => step.key !== key)) })));
}

function pruned(stages: Stages): Workflow {
  return placed(stages.map(({ branches }) => ({ branches: branches.filter((steps) => steps.length > 0) })).filter(({ branches }) => branches.length > 0));
}

function swapped<Item>(items: readonly Item[], at: number, by: -1 | 1): readonly Item[] | undefined {
  const [one, other] = [items[at], items[at + by]];
  return one === undefined || other === undefined || at + by < 0 ? undefined : items.with(at, other).with(at + by, one);
}

/** Up or down: within its branch, else with its whole stage. What then would go back to a later step goes back no more. */
function moved(workflow: Workflow, key: string, by: -1 | 1): Outcome<Workflow> {
  const place = findStep(workflow, key);
  if (!place) return refuse('no-such-step');
  const { stages } = workflow;
  const { branches } = stages[place.stage]!;
  const inBranch = swapped(branches[place.branch]!, place.at, by);
  const inFlow = inBranch ? stages.with(place.stage, { branches: branches.with(place.branch, [...inBranch]) }) : swapped(stages, place.stage, by);
  if (!inFlow) return refuse('no-such-place');
  const next = placed(inFlow);
  return ok(
    changed(next, (step) => ({
      ...step,
      outcomes: step.outcomes.filter((outcome) => {
        const [from, to] = outcome.kind === 'back' ? [findStep(next, step.key), findStep(next, outcome.to)] : [];
        return outcome.kind !== 'back' || (from !== undefined && to !== undefined && isBefore(to, from));
      }),
    })),
  );
}
