import { type Outcome, ok, refuse } from '#platform/result';
import { type DraftContent, draftMoves, type DraftPart, type DraftState } from '../model.ts';

export function moveDraft(from: DraftState, to: DraftState): Outcome<DraftState> {
  const allowed: readonly DraftState[] = draftMoves[from];
  return allowed.includes(to) ? ok(to) : refuse('draft-state', { params: { from, to } });
}

/** The second of two who write sees the first's work before writing again. */
export function sameDraftVersion(seen: number, current: number): Outcome<true> {
  return seen === current ? ok(true) : refuse('draft-changed');
}

/** Four eyes: what one has written, another publishes. The product itself (undefined) is no person. */
export function mayPublish(personId: string | undefined, writtenBy: readonly string[]): Outcome<true> {
  return personId !== undefined && writtenBy.includes(personId) ? refuse('own-draft') : ok(true);
}

/** As it would stand in the database: without what is undefined, whatever the order of keys. */
function stored(value: unknown): string | undefined {
  const sorted = (part: unknown) => Object.fromEntries(Object.entries(part as object).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'object' && part !== null && !Array.isArray(part) ? sorted(part) : part));
}

function isSame(before: unknown, after: unknown): boolean {
  return stored(before) === stored(after);
}

/** Which parts two contents do not have in common: each component of the standard is one. */
export function changedParts(before: DraftContent, after: DraftContent): readonly string[] {
  const keysOf = (...parts: readonly (object | undefined)[]) => Array.from(new Set(parts.flatMap((part) => Object.keys(part ?? {}))));
  const { components: componentsBefore = {}, ...restBefore } = before;
  const { components: componentsAfter = {}, ...restAfter } = after;
  const changed = <Part extends object>(from: Part, to: Part) => keysOf(from, to).filter((key) => !isSame(from[key as keyof Part], to[key as keyof Part]));
  return [...changed(restBefore, restAfter), ...changed(componentsBefore, componentsAfter).map((key) => `components.${key}`)].toSorted((a, b) =>
    a.localeCompare(b),
  );
}

/** The draft as it is judged: what is missing of a part is named piece by piece, and other words to find it by may be none. */
export function asInput(content: DraftContent): unknown {
  return { synonyms: [], components: {}, fee: {}, ...content, letters: { granted: {}, ...content.letters } };
}

const partOfKey: Readonly<Record<string, DraftPart>> = {
  fee: 'fee',
  components: 'standard',
  preCheck: 'preCheck',
  form: 'form',
  workflow: 'workflow',
  letters: 'letter',
};

/** In which part of the editor a place in the content is written. */
export function partOf(place: string): DraftPart {
  return partOfKey[place.split('.')[0] ?? ''] ?? 'basics';
}

/** An address made of a name: small letters, digits and hyphens. */
export function slugFrom(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-|-$/g, '');
}
