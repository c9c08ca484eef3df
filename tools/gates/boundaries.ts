import { isBuiltin } from 'node:module';
import { type Allowed, type Place, placeOf, pureHelper, pureKinds, table } from './boundary-table.ts';
import { cyclesOf } from './cycles.ts';
import { type Finding, type Gate, isTest, type SourceFile } from './gate.ts';
import { type Import, importsOf, resolveImport } from './imports.ts';

type From = { readonly path: string; readonly line: readonly string[] /** Text of every file, by path. */; readonly texts: ReadonlyMap<string, string> };
type InSlice = Extract<Place, { in: 'slice' }>;

export const boundaries: Gate = { name: 'boundaries', look };

function look(files: readonly SourceFile[]): { looked: number; findings: readonly Finding[] } {
  const line = readLine(files);
  const findings: Finding[] = [];
  if (line.length === 0) findings.push({ path: 'src/app/slices.ts', rule: 'line', message: 'exports no `line` of slices' });
  const graph = new Map<string, readonly string[]>();
  const texts = new Map(files.map((file) => [file.path, file.text]));
  let looked = 0;
  for (const file of files) {
    if (!/^src\/.*\.tsx?$/.test(file.path)) continue;
    const imports = importsOf(file.text);
    looked += imports.length;
    findings.push(...placeFindings(file.path, line));
    for (const one of imports) {
      const message = judge({ path: file.path, line, texts }, one);
      if (message) findings.push({ path: file.path, rule: 'import', line: one.line, message: `${one.specifier}: ${message}` });
    }
    graph.set(
      file.path,
      imports.flatMap((one) => resolveImport(file.path, one.specifier) ?? []),
    );
  }
  for (const cycle of cyclesOf(graph))
    findings.push({ path: cycle[0] ?? '', rule: 'cycle', message: `files import each other in a circle: ${cycle.join(' → ')}` });
  return { looked, findings };
}

/** Reads the text, not the module: the module will one day import every slice. */
function readLine(files: readonly SourceFile[]): readonly string[] {
  const text = files.find((file) => file.path === 'src/app/slices.ts')?.text ?? '';
  const list = /export const line\b[^=]*=\s*\[([^\]]*)\]/.exec(text)?.[1] ?? '';
  return [...list.matchAll(/['"]([^'"]+)['"]/g)].map((match) => match[1] ?? '');
}

function placeFindings(path: string, line: readonly string[]): readonly Finding[] {
  const place = placeOf(path);
  if (place.in === 'elsewhere') return [{ path, rule: 'place', message: 'stands in none of src/app, src/platform/<folder>, src/slices/<slice>' }];
  if (place.in !== 'slice') return [];
  const findings: Finding[] = [];
  if (!line.includes(place.slice)) findings.push({ path, rule: 'place', message: `the slice ${place.slice} has no place in the line of src/app/slices.ts` });
  if (place.tooDeep) findings.push({ path, rule: 'place', message: 'a part has no parts, only pages/ and islands/' });
  return findings;
}

/** What is wrong with an import, or undefined. */
function judge(from: From, one: Import): string | undefined {
  const place = placeOf(from.path);
  const relative = one.specifier.startsWith('.');
  if (relative && !/\.[a-z0-9]+$/.test(one.specifier)) return 'a relative import ends with the extension of its file';
  if (place.in === 'app' || place.in === 'elsewhere') return undefined;
  const target = resolveImport(from.path, one.specifier);
  if (target === undefined) return one.specifier.startsWith('#') ? 'no such alias' : place.in === 'slice' ? judgePackage(place, one.specifier) : undefined;
  if (one.specifier.startsWith('#test/'))
    return isTest(from.path) || (place.in === 'slice' && place.kind === 'testing') ? undefined : 'the test kit is for tests';
  const to = placeOf(target);
  if (to.in === 'app') return 'only src/app imports src/app; what is needed of it comes in by a parameter';
  if (place.in === 'platform') return judgePlatform(place.folder, to, one.specifier);
  return judgeSlice(from, place, one, to, target);
}

function judgePlatform(folder: string, to: Place, specifier: string): string | undefined {
  const relative = specifier.startsWith('.');
  if (to.in === 'slice') return 'the platform knows no slice; src/app plugs in what it needs';
  if (to.in !== 'platform') return relative ? 'a relative import stays in its folder of the platform' : undefined;
  const byDoor = specifier === `#platform/${to.folder}`;
  return byDoor || (relative && to.folder === folder) ? undefined : `another folder of the platform is imported by its front door, #platform/${to.folder}`;
}

function judgePackage(place: InSlice, specifier: string): string | undefined {
  const { packages } = table[place.kind];
  if (packages === 'all') return undefined;
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  if (packages.includes(name)) return undefined;
  return `${place.kind} may not import ${isBuiltin(specifier) ? 'modules of Node' : 'this package'} (allowed: ${packages.join(', ') || 'none'})`;
}

function judgeSlice(from: From, place: InSlice, one: Import, to: Place, target: string): string | undefined {
  const { specifier } = one;
  const allowed = table[place.kind];
  if (to.in === 'platform') return judgeUseOfPlatform(allowed, place, one, to.folder);
  if (to.in === 'slice' && to.slice !== place.slice) return judgeOtherSlice(from, place, one, to.slice);
  if (to.in === 'slice') return judgeOwn(allowed, place, one, to) ?? judgeHelper(from, place, one, to, target);
  if (specifier.startsWith('#reference/')) return allowed.reference ? undefined : `${place.kind} may not import reference data`;
  return target.startsWith('src/') ? 'no such place in src' : 'a relative import stays in its slice';
}

function judgeUseOfPlatform(allowed: Allowed, place: InSlice, { specifier, typeOnly }: Import, folder: string): string | undefined {
  if (specifier !== `#platform/${folder}`) return `the platform is imported by its front door, #platform/${folder}`;
  if (typeOnly || allowed.platform === 'all' || allowed.platform.includes(folder)) return undefined;
  return `${place.kind} may not import this folder of the platform (allowed: ${allowed.platform.join(', ') || 'none'})`;
}

function judgeOtherSlice(from: From, place: InSlice, { specifier, typeOnly }: Import, other: string): string | undefined {
  const fixtures = specifier === `#slices/${other}/testing`;
  const offline = specifier === `#slices/${other}/offline`;
  if (!fixtures && !offline && specifier !== `#slices/${other}`) return `another slice is imported by its front door only, #slices/${other}`;
  if (fixtures && place.kind !== 'test' && place.kind !== 'testing') return 'testing doors are for tests and the seed';
  const position = from.line.indexOf(other);
  if (position === -1) return `the line of src/app/slices.ts has no slice ${other}`;
  if (position >= from.line.indexOf(place.slice)) return `${other} is not to the left of ${place.slice}`;
  return typeOnly || offline || table[place.kind].left ? undefined : `${place.kind} may not import another slice`;
}

function judgeOwn(allowed: Allowed, place: InSlice, { specifier, typeOnly }: Import, to: InSlice): string | undefined {
  if (specifier.startsWith('#')) return 'a slice imports its own files by a relative path';
  if (to.kind === 'test') return 'a test is imported by nothing';
  if (to.kind === 'testing') return place.kind === 'test' || place.kind === 'testing' ? undefined : 'testing.ts is for tests and the seed';
  if (typeOnly || allowed.own === 'all' || allowed.own.includes(to.kind)) return undefined;
  return `${place.kind} may not import ${to.kind} (allowed: ${allowed.own.join(', ')})`;
}

/** A helper with effects is none of what must stay pure. */
function judgeHelper(from: From, place: InSlice, one: Import, to: InSlice, target: string): string | undefined {
  const mustBePure = pureKinds.includes(place.kind) || from.path.endsWith('/offline.ts');
  if (to.kind !== 'helper' || one.typeOnly || !mustBePure) return undefined;
  return isPureHelper(from.texts, target) ? undefined : `${place.kind} stays pure, and this file reaches beyond it`;
}

function isPureHelper(texts: ReadonlyMap<string, string>, path: string): boolean {
  return importsOf(texts.get(path) ?? '').every((one) => {
    const target = resolveImport(path, one.specifier);
    if (one.typeOnly) return true;
    if (target === undefined) return !isBuiltin(one.specifier);
    const to = placeOf(target);
    if (to.in === 'platform') return pureHelper.platform === 'all' || pureHelper.platform.includes(to.folder);
    if (to.in !== 'slice') return target.startsWith('reference/');
    return to.kind === 'helper' ? isPureHelper(texts, target) : pureHelper.own === 'all' || pureHelper.own.includes(to.kind);
  });
}
