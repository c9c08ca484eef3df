import type { StepOutcome, Workflow, WorkStep } from './model.ts';

/** Of the applicant; conditions ask for those of one choice alone. */
type Answers = Readonly<Record<string, unknown>>;

/** Where a step stands: its stage, its branch, its place in the branch, counted from 0. */
export type Place = { readonly stage: number; readonly branch: number; readonly at: number };
export type Placed = Place & { readonly step: WorkStep };

/** Every step, in the order in which it is read. */
export function stepsOf(workflow: Workflow): readonly Placed[] {
  return workflow.stages.flatMap(({ branches }, stage) => branches.flatMap((steps, branch) => steps.map((step, at) => ({ stage, branch, at, step }))));
}

export function findStep(workflow: Workflow, key: string): Placed | undefined {
  return stepsOf(workflow).find(({ step }) => step.key === key);
}

export function applies(step: WorkStep, answers: Answers): boolean {
  if (!step.when) return true;
  const answer = answers[step.when.field];
  return step.when.is.includes(typeof answer === 'string' ? answer : '');
}

/** Steps that begin when a stage begins: the first of each branch that applies. Stages in which nothing applies are passed by. */
export function entering(workflow: Workflow, answers: Answers, from: number): readonly WorkStep[] {
  for (const { branches } of workflow.stages.slice(from)) {
    const first = branches.flatMap((steps) => steps.find((step) => applies(step, answers)) ?? []);
    if (first.length > 0) return first;
  }
  return [];
}

/** Whether a step can be sent back to this earlier one: in an earlier stage, or before it in its own branch. */
export function isBefore(earlier: Place, later: Place): boolean {
  if (earlier.stage !== later.stage) return earlier.stage < later.stage;
  return earlier.branch === later.branch && earlier.at < later.at;
}

export type Course =
  /** These begin; these, begun by others and not yet done, are called off. */
  | { readonly kind: 'on'; readonly opens: readonly WorkStep[]; readonly cancels: readonly string[] }
  /** The other branches are not there yet. */
  | { readonly kind: 'waits' }
  | { readonly kind: 'ends'; readonly as: 'granted' | 'refused'; readonly cancels: readonly string[] }
  | { readonly kind: 'applicant' }
  /** Nothing follows: a workflow that passed the checks never comes here. */
  | { readonly kind: 'stuck' };

type Moving = {
  readonly answers: Answers;
  /** The step that is done. */
  readonly key: string;
  readonly outcome: StepOutcome;
  /** All steps that are begun and not done, this one among them. */
  readonly live: readonly string[];
};

/** What comes of a step. Pure: the engine writes it, the checks explore it. */
export function courseOf(workflow: Workflow, { answers, key, outcome, live }: Moving): Course {
  const placed = findStep(workflow, key);
  if (!placed) return { kind: 'stuck' };
  const others = live.filter((one) => one !== key);
  switch (outcome.kind) {
    case 'applicant':
      return { kind: 'applicant' };
    case 'grant':
      return { kind: 'ends', as: 'granted', cancels: others };
    case 'refuse':
      return { kind: 'ends', as: 'refused', cancels: others };
    case 'next':
      return after(workflow, answers, placed, others);
    case 'back': {
      const target = findStep(workflow, outcome.to);
      if (!target || !isBefore(target, placed)) return { kind: 'stuck' };
      // Within a branch the others go on; to an earlier stage all that was begun since is called off.
      const isInside = target.stage === placed.stage;
      const course = after(workflow, answers, { ...target, at: target.at - 1 }, isInside ? others : []);
      return course.kind === 'on' && !isInside ? { ...course, cancels: others } : course;
    }
  }
}

function after(workflow: Workflow, answers: Answers, place: Place, others: readonly string[]): Course {
  const branch = workflow.stages[place.stage]?.branches[place.branch] ?? [];
  const next = branch.slice(place.at + 1).find((step) => applies(step, answers));
  if (next) return { kind: 'on', opens: [next], cancels: [] };
  if (others.length > 0) return { kind: 'waits' };
  const opens = entering(workflow, answers, place.stage + 1);
  return opens.length > 0 ? { kind: 'on', opens, cancels: [] } : { kind: 'stuck' };
}

/** Whom a step must not be done by: who did those that it names, and those that name it. */
export function mustDiffer(workflow: Workflow, key: string): readonly string[] {
  const named = findStep(workflow, key)?.step.otherThan ?? [];
  const naming = stepsOf(workflow).flatMap(({ step }) => (step.otherThan.includes(key) ? [step.key] : []));
  return Array.from(new Set([...named, ...naming]));
}
