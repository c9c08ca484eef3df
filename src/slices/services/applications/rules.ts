import { type Outcome, ok, refuse } from '#platform/result';
import { applicationMoves, type ApplicationState } from '../model.ts';

export function move(from: ApplicationState, to: ApplicationState): Outcome<ApplicationState> {
  const allowed: readonly ApplicationState[] = applicationMoves[from];
  return allowed.includes(to) ? ok(to) : refuse('application-state', { params: { from, to } });
}

export function isOpen(state: ApplicationState): boolean {
  return state === 'submitted' || state === 'in-review' || state === 'returned';
}

/** A name as much as a stranger with the result in hand may see: first letters, so that they can compare. */
export function initials(name: string): string {
  return name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => `${Array.from(word)[0]?.toUpperCase() ?? ''}${'•'.repeat(Math.min(5, Math.max(0, Array.from(word).length - 1)))}`)
    .join(' ');
}
