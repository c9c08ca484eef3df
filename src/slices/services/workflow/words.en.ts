import type { Words } from './words.id.ts';

const faults: Words['faults'] = {
  'no-steps': () => 'This workflow has no steps yet.',
  'empty-branch': ({ steps }) =>
    steps ? `The branch beside ${steps} holds no step: what waits for it will never begin.` : 'There is a stage without a step. Fill or remove it.',
  'key-twice': ({ steps }) => `Two steps use the internal name ${steps}.`,
  'no-outcome': ({ steps }) => `${steps} has no outcome: the application stops there.`,
  'back-nowhere': ({ first, rest }) =>
    rest
      ? `${first} sends back to ${rest}, but may only send back to an earlier step that is always done.`
      : `${first} sends back to a step that does not exist.`,
  'nothing-after': ({ steps }) => `No step follows ${steps}, and ${steps} does not decide: the application ends up nowhere.`,
  'never-ends': ({ first, rest }) =>
    rest
      ? `From ${first} the application only goes round by ${rest} and never comes to a decision.`
      : `From ${first} the application never comes to a decision.`,
  'join-waits': ({ first }) => `The step after the branches waits for ${first}, which never goes on: the application waits for ever.`,
  unreachable: ({ steps }) => `Nothing leads to ${steps}: that step will never be done.`,
  'grant-in-parallel': ({ steps }) => `${steps} approves while other branches still work. The approval is given after the branches have met.`,
  'nothing-applies': () => 'With some answers of the applicant not a single step is done.',
  'condition-unknown': ({ steps, more }) => `The condition of ${steps} asks for the field "${more}", or a choice, that the form does not have.`,
  'too-many-conditions': ({ steps }) => `There are too many conditions for all of them to be checked: ${steps}.`,
  'four-eyes-unknown': ({ steps }) => `Four eyes at ${steps} name a step that does not exist.`,
  'four-eyes-self': ({ steps }) => `${steps} must be done by somebody else than itself: nobody can.`,
  'four-eyes-nobody': ({ first, rest }) => `Nobody is left for ${first}: those who hold its role today are needed for ${rest}.`,
  'too-many-days': ({ more }) =>
    `The deadlines of the steps add up to more than the service promises (${more.replace('/', ' days, promised are ')} working days).`,
};

export const en: Words = {
  faults,
  outcomeNames: { next: 'Go on', back: 'Send back', applicant: 'Ask the applicant to correct', refuse: 'Refuse', grant: 'Approve' },
  outcomes: 'Outcomes',
  flow: 'Workflow',
  diagram: 'Picture of the workflow, can be moved sideways',
  diagramAlt: 'Picture of the workflow. The list of steps beneath says the same.',
  inWords: 'The workflow as a list',
  begins: 'Application complete',
  ends: 'Decision',
  days: (n) => `${n} working ${n === '1' ? 'day' : 'days'}`,
  sometimes: 'Only for certain answers',
  fourEyes: 'Four eyes',
  mayAsk: 'May ask for correction',
  mayRefuse: 'May refuse',
  mayIssue: 'May issue a letter',
  notBy: (steps) => `By somebody else than who did: ${steps}.`,
  backTo: (step) => `Send back to ${step}`,
  together: (n) => `Done at the same time, ${n} branches; what follows begins when all are done:`,
  inOrder: 'One after the other:',
  branch: (n) => `Branch ${n}:`,
  marks: { done: 'Done', now: 'Now', waiting: 'Waiting for the applicant' },
};

export const faultErrors: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(faults).map(([code, say]) => [`workflow-${code}`, say({ steps: 'this step', first: 'This step', rest: '', more: '' })]),
);
