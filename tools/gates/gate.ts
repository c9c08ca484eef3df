/** A file as a gate sees it: a path from the project's folder, with slashes, and its text. */
export type SourceFile = { readonly path: string; readonly text: string };

/** `rule` names what was broken, so that tools/exceptions.json can point at it. */
export type Finding = { readonly path: string; readonly rule: string; readonly line?: number; readonly message: string };

/** `looked` counts what was judged: a gate that judged nothing has proved nothing. */
export type Look = { readonly looked: number; readonly findings: readonly Finding[] };

export type Gate<Facts = readonly SourceFile[]> = { readonly name: string; readonly look: (facts: Facts) => Look };

export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

export function isTest(path: string): boolean {
  return /\.(?:test|spec)\.tsx?$/.test(path);
}

export function isCode(path: string): boolean {
  return /\.(?:ts|tsx|mts|js|mjs)$/.test(path) || /^bin\/[^/.]+$/.test(path);
}
