import type { DraftContent } from '../model.ts';

/** One field of the editor. Its name is its place in the draft with hyphens: `name-id`, `components-requirements-0-en`. */
export type EditField = {
  readonly name: string;
  readonly kind: 'line' | 'area' | 'number' | 'lines' | 'yes-no' | 'select';
  readonly label: string;
  readonly hint?: string | undefined;
  readonly optional?: boolean | undefined;
  readonly maxLength?: number | undefined;
  readonly options?: readonly { readonly value: string; readonly label: string; readonly lang?: 'id' | undefined }[] | undefined;
  /** What stands there until something is written. */
  readonly proposed?: string | undefined;
  readonly short?: boolean | undefined;
  readonly rows?: number | undefined;
};

/** Fields that belong together, under a legend or a note of their own. */
export type FieldGroup = { readonly legend?: string | undefined; readonly note?: string | undefined; readonly fields: readonly EditField[] };

type Typed = Readonly<Record<string, string | readonly string[] | undefined>>;
type Branch = Record<string, unknown>;

function at(content: unknown, path: readonly string[]): unknown {
  let here = content;
  for (const key of path) here = typeof here === 'object' && here !== null && Object.hasOwn(here, key) ? (here as Branch)[key] : undefined;
  return here;
}

function shownValue(value: unknown): string {
  if (Array.isArray(value)) return value.join('\n');
  if (typeof value === 'boolean') return value ? 'ya' : 'tidak';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** What the fields show of a draft as it stands. */
export function valuesOf(content: DraftContent, fields: readonly EditField[]): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.map(({ name, proposed = '' }) => [name, shownValue(at(content, name.split('-'))) || proposed]));
}

const blank = /^[\p{Z}\p{C}]*$/u;

function read({ kind }: EditField, typed: string): unknown {
  const text = typed.trim();
  if (blank.test(text)) return undefined;
  if (kind === 'number') return /^\d{1,12}$/.test(text) ? Number(text) : text;
  if (kind === 'yes-no') return text === 'ya';
  if (kind !== 'lines') return text;
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !blank.test(line));
}

function put(content: Branch, path: readonly string[], value: unknown): void {
  let here = content;
  for (const [place, key] of path.slice(0, -1).entries()) {
    const next = here[key];
    const isList = /^\d+$/.test(path[place + 1] ?? '');
    here = (here[key] = typeof next === 'object' && next !== null ? next : isList ? [] : {}) as Branch;
  }
  here[path.at(-1) ?? ''] = value;
}

/** Without what nobody wrote: rows left empty, texts without a word; a text in English alone waits for its Indonesian. */
function pruned(value: unknown): unknown {
  if (Array.isArray(value)) {
    const kept = value.map(pruned).filter((one) => one !== undefined);
    return kept.length > 0 ? kept : undefined;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, part]) => {
    const kept = pruned(part);
    return kept === undefined ? [] : [[key, kept] as const];
  });
  if (entries.length === 0) return undefined;
  return entries.length === 1 && entries[0]?.[0] === 'en' ? { id: '', en: entries[0][1] } : Object.fromEntries(entries);
}

/** The parts of the draft that these fields belong to, with what was typed in its places; only what a field asks for gets in. */
export function written(content: DraftContent, fields: readonly EditField[], typed: Typed): Readonly<Record<string, unknown>> {
  const whole = structuredClone(content) as Branch;
  for (const field of fields) {
    const value = typed[field.name];
    put(whole, field.name.split('-'), read(field, typeof value === 'string' ? value : ''));
  }
  const roots = new Set(fields.map(({ name }) => name.split('-')[0] ?? ''));
  return Object.fromEntries(Array.from(roots, (root) => [root, pruned(whole[root])]));
}
