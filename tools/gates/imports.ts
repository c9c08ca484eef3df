import { posix } from 'node:path';
import { lineAt } from './gate.ts';
import { mask } from './mask.ts';

export type Import = {
  readonly specifier: string;
  readonly line: number /** Gone once the types are: `import type …`, or nothing but `type` names. */;
  readonly typeOnly: boolean;
};

const statements = [
  /^[ \t]*import\b(?![.:])[^'"`;()]*?(['"])/gm,
  /^[ \t]*export\b[^'"`;()=]*?\bfrom\s*(['"])/gm,
  /;[ \t]*import\b(?![.:])[^'"`;()]*?(['"])/g,
  /\bimport\s*\(\s*(['"`])/g,
];

/** Static, type-only and dynamic imports, and `export … from`. An import in a comment or in a string is none. */
export function importsOf(text: string): readonly Import[] {
  const { code } = mask(text);
  const found: Import[] = [];
  for (const statement of statements) {
    for (const match of code.matchAll(statement)) {
      const start = match.index + match[0].length;
      const end = code.indexOf(match[1] ?? "'", start);
      if (end !== -1) found.push({ specifier: text.slice(start, end), line: lineAt(text, start), typeOnly: isTypeOnly(match[0]) });
    }
  }
  return found.sort((a, b) => a.line - b.line);
}

function isTypeOnly(statement: string): boolean {
  if (/^[\s;]*(?:import|export)\s+type\b/.test(statement)) return true;
  const names = /^[\s;]*(?:import|export)\s*\{([^}]*)\}/.exec(statement)?.[1];
  return names !== undefined && names.split(',').every((name) => name.trim() === '' || /^\s*type\s/.test(name));
}

/** The file of this project that a specifier means; undefined for a package. */
export function resolveImport(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), specifier));
  const second = /^#slices\/([^/]+)\/(testing|offline)$/.exec(specifier);
  if (second) return `src/slices/${second[1]}/${second[2]}.ts`;
  const door = /^#(platform|slices)\/(.+)$/.exec(specifier);
  if (door) return `src/${door[1]}/${door[2]}/index.ts`;
  const data = /^#reference\/(.+)$/.exec(specifier);
  if (data) return `reference/${data[1]}`;
  const kit = /^#test\/(.+)$/.exec(specifier);
  return kit ? `tools/testing/${kit[1]}.ts` : undefined;
}
