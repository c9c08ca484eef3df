import { type Lang, textIn } from '#platform/words';
import type { Fault } from './checks.ts';
import type { Workflow } from './model.ts';
import { findStep } from './rules.ts';
import { words } from './words.ts';

/** Why a workflow is refused, with its steps by their names. */
export function sayFault(lang: Lang, workflow: Workflow, { code, steps, more = '' }: Fault): string {
  const [first = '', ...rest] = steps.map((key) => `“${textIn(findStep(workflow, key)?.step.name ?? { id: key }, lang)}”`);
  return words(lang).faults[code]({ steps: [first, ...rest].join(', '), first, rest: rest.join(', '), more });
}
