import type { Finding, Gate, SourceFile } from './gate.ts';
import { importsOf } from './imports.ts';

type Edition = { readonly verified?: unknown; readonly source?: unknown; readonly note?: unknown; readonly formula?: unknown };

/** Law and figures are data that say where they are from and whether they were seen there, with examples that a test recomputes. */
export const reference: Gate = {
  name: 'reference',
  look(files) {
    const editions = files.filter(({ path }) => /^reference\/.+\.json$/.test(path) && !path.endsWith('/example.json'));
    const readBy = readersOf(files);
    const paths = new Set(files.map(({ path }) => path));
    const findings = editions.flatMap((file) => editionFindings(file, files, paths, readBy));
    return { looked: editions.length, findings };
  },
};

type Readers = ReadonlyMap<string, readonly string[]>;

/** Reference file → the files that import it. */
function readersOf(files: readonly SourceFile[]): Readers {
  const readers = new Map<string, string[]>();
  for (const { path, text } of files) {
    if (!/\.tsx?$/.test(path)) continue;
    for (const { specifier } of importsOf(text)) {
      if (!specifier.startsWith('#reference/')) continue;
      const target = specifier.replace('#', '');
      readers.set(target, [...(readers.get(target) ?? []), path]);
    }
  }
  return readers;
}

function editionFindings(file: SourceFile, files: readonly SourceFile[], paths: ReadonlySet<string>, readBy: Readers): readonly Finding[] {
  const { path } = file;
  const found = (message: string): Finding => ({ path, rule: 'reference', message });
  const edition = parse(file.text);
  if (!edition) return [found('is no JSON object')];
  const findings: Finding[] = [];
  if (typeof edition.verified !== 'boolean') findings.push(found('does not say whether it was verified'));
  const hasSource = typeof edition.source === 'string' || (Array.isArray(edition.source) && edition.source.length > 0);
  if (!hasSource && (edition.verified !== false || typeof edition.note !== 'string')) findings.push(found('names no source, and no note says why'));
  if (!path.startsWith('reference/instruments/')) return findings;
  const folder = path.slice(0, path.lastIndexOf('/'));
  const source = files.find((one) => one.path === `${folder}/SOURCE.md`);
  if (!source || !source.text.includes('verified')) findings.push(found('has no SOURCE.md that says what was verified'));
  const inUse = (readBy.get(path) ?? []).some((reader) => !reader.includes('.test.'));
  if (inUse && edition.formula !== undefined) findings.push(...exampleFindings(folder, paths, readBy).map(found));
  return findings;
}

function exampleFindings(folder: string, paths: ReadonlySet<string>, readBy: Readers): readonly string[] {
  const example = `${folder}/example.json`;
  if (!paths.has(example)) return ['has a formula in use and no example.json'];
  const recomputed = (readBy.get(example) ?? []).some((reader) => reader.includes('.test.'));
  return recomputed ? [] : ['has an example that no test recomputes'];
}

function parse(text: string): Edition | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Edition) : undefined;
  } catch {
    return undefined;
  }
}
