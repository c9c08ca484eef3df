import { functionsOf, tooLong } from './functions.ts';
import { type Finding, type Gate, isCode, isTest, lineAt, type SourceFile } from './gate.ts';
import { mask } from './mask.ts';
import { folderFindings, nameFindings } from './shape-of-tree.ts';

const limits = { sourceLines: 400, testLines: 700, functionLines: 60, names: 25 } as const;

const unfinished = new RegExp(`\\b(?:${['TO' + 'DO', 'FIX' + 'ME', 'HA' + 'CK'].join('|')})\\b|${'coming ' + 'soon'}|${'lorem ' + 'ipsum'}`, 'g');
const unfinishedInAnyCase = new RegExp(`${'coming ' + 'soon'}|${'lorem ' + 'ipsum'}`, 'gi');
const suppression = /@ts-(?:ignore|expect-error|nocheck)|(?:eslint|oxlint)-disable|biome-ignore|prettier-ignore|(?:v8|c8|istanbul) ignore/g;
const anyType = /(?:[:<|&]|=>|\bas)\s*any\b(?!\s*[(.?:])(?!\s+(?!as\b|satisfies\b|extends\b)\w)|,\s*any\s*[,>]|\bany\[\]|\btype\s[^=\n]*=\s*any\b/g;

/** Sizes, names and what has no place in code: section 9 of the architecture. */
export const shape: Gate = {
  name: 'shape',
  look(files) {
    const code = files.filter((file) => isCode(file.path) && /^(?:src|tools|e2e|bench|bin|database)\//.test(file.path));
    const findings = [...code.flatMap((file) => lookAtFile(file)), ...folderFindings(files), ...nameFindings(files)];
    return { looked: code.length, findings };
  },
};

function lookAtFile(file: SourceFile): readonly Finding[] {
  const { code, comments } = mask(file.text);
  const found = (rule: string, pattern: RegExp, text: string, message: string): readonly Finding[] =>
    [...text.matchAll(pattern)].map((match) => ({ path: file.path, rule, line: lineAt(text, match.index), message: `${message}: ${match[0].trim()}` }));
  const findings = [
    ...sizeFindings(file, code),
    ...found('any', anyType, code, 'a type that switches checking off'),
    ...found('suppression', suppression, comments, 'a comment that switches a check off'),
    ...found('unfinished', unfinished, file.text, 'unfinished work'),
    ...found('unfinished', unfinishedInAnyCase, file.text, 'unfinished work'),
  ];
  if (file.path.startsWith('src/'))
    findings.push(...found('default-export', /\bexport\s+default\b|\bexport\s*\{[^}]*\bas\s+default\b/g, code, 'named exports only'));
  if (/^src\/(?:slices|platform)\/[^/]+\/index\.tsx?$/.test(file.path)) findings.push(...frontDoorFindings(file.path, code));
  return unique(findings);
}

function sizeFindings(file: SourceFile, code: string): readonly Finding[] {
  const findings: Finding[] = [];
  const lines = file.text.split('\n').length - (file.text.endsWith('\n') ? 1 : 0);
  const limit = isTest(file.path) ? limits.testLines : limits.sourceLines;
  if (lines > limit) findings.push({ path: file.path, rule: 'file-lines', message: `${lines} lines, at most ${limit}` });
  if (isTest(file.path)) return findings;
  for (const long of tooLong(functionsOf(code), limits.functionLines)) {
    findings.push({
      path: file.path,
      rule: 'function-lines',
      line: long.line,
      message: `${long.name} has ${long.lines} lines, at most ${limits.functionLines}`,
    });
  }
  return findings;
}

function frontDoorFindings(path: string, code: string): readonly Finding[] {
  const findings: Finding[] = [];
  if (/\bexport\s*(?:type\s*)?\*\s*from\b/.test(code)) findings.push({ path, rule: 'front-door', message: 'a front door lists its names: no export *' });
  const lists = [...code.matchAll(/\bexport\s*(?:type\s*)?\{([^}]*)\}/g)].flatMap((match) => (match[1] ?? '').split(',').filter((name) => name.trim() !== ''));
  const own =
    code.match(/\bexport\s+(?:declare\s+|abstract\s+|async\s+)*(?:const|let|function|class|type|interface|enum)\b(?!\s*\{)|\bexport\s*\*\s*as\b/g) ?? [];
  const names = lists.length + own.length;
  if (names > limits.names) findings.push({ path, rule: 'front-door', message: `${names} names, at most ${limits.names}` });
  return findings;
}

function unique(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
