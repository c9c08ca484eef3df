import type { DraftContent } from '../model.ts';

export type Line = { readonly kind: 'same' | 'gone' | 'new'; readonly text: string };
/** What two versions of a service say differently in one place: `name`, `components.cost`, `form`. */
export type Difference = { readonly place: string; readonly lines: readonly Line[] };

type Said = { readonly id: string; readonly en?: string | undefined };

function isText(value: unknown): value is Said {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    Object.keys(value).every((key) => key === 'id' || key === 'en')
  );
}

/** A value as lines that a reader can compare: texts in both languages, lists item by item, all else by its place. */
function linesOf(value: unknown, place: readonly string[] = []): readonly string[] {
  const before = place.length > 0 ? `${place.join(' › ')}: ` : '';
  if (value === undefined || value === null) return [];
  if (isText(value)) return [value.id, ...(value.en ? [`EN: ${value.en}`] : [])].filter(Boolean).map((line) => before + line);
  if (Array.isArray(value)) {
    const isFlat = value.every((one) => typeof one !== 'object' || isText(one));
    return value.flatMap((one: unknown, at) => linesOf(one, isFlat ? place : [...place, String(at + 1)]));
  }
  if (typeof value === 'object') return Object.entries(value).flatMap(([key, part]) => linesOf(part, [...place, key]));
  return [`${before}${typeof value === 'string' ? value : JSON.stringify(value)}`];
}

/** Which lines went, came and stayed, in order: by the longest common subsequence. */
export function compareLines(before: readonly string[], after: readonly string[]): readonly Line[] {
  const longest = Array.from({ length: before.length + 1 }, () => Array.from({ length: after.length + 1 }, () => 0));
  const at = (row: number, column: number) => longest[row]?.[column] ?? 0;
  for (let row = before.length - 1; row >= 0; row -= 1)
    for (let column = after.length - 1; column >= 0; column -= 1)
      (longest[row] as number[])[column] = before[row] === after[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
  const lines: Line[] = [];
  let [row, column] = [0, 0];
  while (row < before.length || column < after.length) {
    const [gone, come] = [before[row], after[column]];
    if (gone !== undefined && gone === come) {
      lines.push({ kind: 'same', text: gone });
      row += 1;
      column += 1;
    } else if (gone !== undefined && (come === undefined || at(row + 1, column) >= at(row, column + 1))) {
      lines.push({ kind: 'gone', text: gone });
      row += 1;
    } else {
      lines.push({ kind: 'new', text: come ?? '' });
      column += 1;
    }
  }
  return lines;
}

function placesOf({ components = {}, fee = {}, ...head }: DraftContent): Readonly<Record<string, unknown>> {
  const inside = (name: string, part: object) => Object.entries(part).map(([key, value]) => [`${name}.${key}`, value] as const);
  return { ...head, ...Object.fromEntries([...inside('fee', fee), ...inside('components', components)]) };
}

/** Beyond this a part is too long to be compared line by line at the speed of a page. */
const most = 600;

/** Place by place what changed, in the order in which they are written. */
export function differences(before: DraftContent, after: DraftContent): readonly Difference[] {
  const [old, now] = [placesOf(before), placesOf(after)];
  return Array.from(new Set([...Object.keys(old), ...Object.keys(now)])).flatMap((place) => {
    const [from, to] = [linesOf(old[place]).slice(0, most), linesOf(now[place]).slice(0, most)];
    const lines = compareLines(from, to);
    return lines.every(({ kind }) => kind === 'same') ? [] : [{ place, lines }];
  });
}
