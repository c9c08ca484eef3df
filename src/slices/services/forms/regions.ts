import data from '#reference/regions/regions.json' with { type: 'json' };
import { regionLevels } from '../model.ts';

export type Region = { readonly code: string; readonly name: string };

const names: ReadonlyMap<string, string> = new Map(Object.entries(data.regions));

const parts = new Map<string, Region[]>();
for (const [code, name] of names) {
  const above = code.slice(0, Math.max(0, code.lastIndexOf('.')));
  parts.set(above, [...(parts.get(above) ?? []), { code, name }]);
}
for (const list of parts.values()) list.sort((a, b) => (a.name < b.name ? -1 : 1));

/** What stands directly below a region; the provinces below none. Empty where the list ends. */
export function regionsIn(code: string): readonly Region[] {
  return parts.get(code) ?? [];
}

/** The regions from the widest to this one: `52`, `52.71`, `52.71.01`. */
export function chainOf(code: string): readonly string[] {
  const steps = code === '' ? [] : code.split('.');
  return steps.map((_step, at) => steps.slice(0, at + 1).join('.'));
}

export type RegionLevel = (typeof regionLevels)[number];

function depthOf(code: string): number {
  return chainOf(code).length;
}

/** Whether a region at this level has been chosen, or the nearest to it that the list knows. */
export function isWhole(code: string, level: RegionLevel = 'village'): boolean {
  return names.has(code) && (depthOf(code) > regionLevels.indexOf(level) || regionsIn(code).length === 0);
}

/** How many choices are open: below what has been chosen, as far as is asked and as the list reaches. */
export function choicesFor(
  code: string,
  { level = 'village', within = '' }: { readonly level?: RegionLevel | undefined; readonly within?: string | undefined },
) {
  const inside = code === within || code.startsWith(`${within}.`) || within === '' ? code : within;
  const above = ['', ...chainOf(inside)].filter((one) => depthOf(one) >= depthOf(within) && depthOf(one) <= regionLevels.indexOf(level));
  return above.map((one) => ({ level: regionLevels[depthOf(one)] ?? 'village', options: regionsIn(one) })).filter(({ options }) => options.length > 0);
}

/** From the smallest to the widest, as an address is written. */
export function regionName(code: string): string {
  const chain = chainOf(code).map((one) => names.get(one) ?? one);
  return chain.toReversed().join(', ');
}
