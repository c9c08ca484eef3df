import { z } from 'zod';

const text = z.object({ id: z.string().min(1), en: z.string().min(1).optional() });
const stepKey = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** Who can do a step: roles of the unit that serves, or of another one that the step names. */
export const stepRoles = ['officer', 'supervisor', 'unit-head'] as const;

/** What comes of a step: on to what follows, back to an earlier one, to the applicant for correction, or the decision. */
export const outcomeKinds = ['next', 'back', 'applicant', 'refuse', 'grant'] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];

const outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['next', 'applicant', 'refuse', 'grant']) }),
  z.object({ kind: z.literal('back'), to: stepKey }),
]);
export type StepOutcome = z.infer<typeof outcome>;

const step = z.object({
  key: stepKey,
  name: text,
  role: z.enum(stepRoles),
  /** The code of the unit that does it; without one the unit of the service. */
  unit: z.string().min(1).optional(),
  days: z.int().min(1).max(365),
  /** Whether the requirements of the standard are ticked off here, before the step's own list. */
  checksRequirements: z.boolean().default(false),
  checklist: z.array(text).max(50).default([]),
  /** The letter that may be issued here, by its key. */
  letter: z.string().min(1).max(60).optional(),
  outcomes: z.array(outcome).max(20),
  /** Four eyes: done by nobody who did one of these. */
  otherThan: z.array(stepKey).default([]),
  /** Done only where this field was answered with one of these. */
  when: z.object({ field: z.string().min(1), is: z.array(z.string()).min(1) }).optional(),
});
export type WorkStep = z.infer<typeof step>;

/**
 * Stages in sequence. A stage of several branches is done in parallel: what follows begins when all of them have gone on. Its shape
 * alone does not make it sound: `faultsOf` does.
 */
export const workflow = z.object({ stages: z.array(z.object({ branches: z.array(z.array(step).max(20)).max(6) })).max(30) });
export type Workflow = z.infer<typeof workflow>;
export type Stage = Workflow['stages'][number];

export type StepRole = (typeof stepRoles)[number];

export type TaskState = 'open' | 'taken' | 'done' | 'cancelled';

/** How far a step of a case is, in its picture. */
export type StepMark = 'done' | 'now' | 'waiting';

/** Plt stands in for a vacant post, Plh for a holder who is away. */
export type Acting = 'plt' | 'plh';

/** Key of the one step of a service without a workflow of its own. */
export const plainStep = 'periksa';

/** What a service has whose manager drew no workflow: somebody checks and decides. */
export function singleStep(workingDays: number): Workflow {
  return {
    stages: [
      {
        branches: [
          [
            {
              key: plainStep,
              name: { id: 'Periksa dan putuskan', en: 'Check and decide' },
              role: 'officer',
              days: workingDays,
              checksRequirements: true,
              checklist: [],
              outcomes: [{ kind: 'grant' }, { kind: 'applicant' }, { kind: 'refuse' }],
              otherThan: [],
            },
          ],
        ],
      },
    ],
  };
}

export function workflowOf(standard: { readonly workingDays: number; readonly definition: { readonly workflow?: Workflow | undefined } }): Workflow {
  return standard.definition.workflow ?? singleStep(standard.workingDays);
}
