import { posix } from 'node:path';
import { type Finding, isCode, isTest, type SourceFile } from './gate.ts';

const treeLimits = { filesInFolder: 20, depthBelowSrc: 4 } as const;

const saysNothing = /^(?:util|helper|misc|common|manager|base)s?$|-(?:util|helper|manager)s?$/;
const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Folders of src and tools that hold too much or lie too deep. Tests, words and READMEs are not counted. */
export function folderFindings(files: readonly SourceFile[]): readonly Finding[] {
  const counts = new Map<string, number>();
  const findings: Finding[] = [];
  for (const { path } of files) {
    if (!/^(?:src|tools)\//.test(path)) continue;
    const folder = posix.dirname(path);
    const name = posix.basename(path);
    const counted = !isTest(path) && !/^words(?:\.\w+)?\.ts$/.test(name) && name !== 'README.md';
    counts.set(folder, (counts.get(folder) ?? 0) + (counted ? 1 : 0));
  }
  for (const [folder, count] of counts) {
    if (count > treeLimits.filesInFolder) findings.push({ path: folder, rule: 'folder-files', message: `${count} files, at most ${treeLimits.filesInFolder}` });
    const depth = folder.split('/').length - 1;
    if (folder.startsWith('src/') && depth > treeLimits.depthBelowSrc)
      findings.push({ path: folder, rule: 'depth', message: `${depth} folders below src, at most ${treeLimits.depthBelowSrc}` });
  }
  return findings;
}

/** Names that say nothing, and names not in kebab-case, of the folders and files of code. */
export function nameFindings(files: readonly SourceFile[]): readonly Finding[] {
  const named = new Set<string>();
  for (const { path } of files) {
    if (!isCode(path) || !/^(?:src|tools|e2e|bench|bin|database)\//.test(path)) continue;
    for (let at = path; at !== '.'; at = posix.dirname(at)) named.add(at);
  }
  return [...named].flatMap((path) => {
    const stem = posix.basename(path).split('.');
    const findings: Finding[] = [];
    if (saysNothing.test(stem[0] ?? '')) findings.push({ path, rule: 'name', message: 'a name says what the file knows' });
    if (!stem.every((word) => kebab.test(word))) findings.push({ path, rule: 'kebab-case', message: 'names are in kebab-case' });
    return findings;
  });
}
