import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from './gate.ts';

/** Every file that is tracked, or would be once added; binary files and files deleted from the disk are left out. */
export function readFiles(root: string): readonly SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const paths = [...new Set(listed.split('\0').filter((path) => path !== ''))].sort();
  return paths.flatMap((path) => {
    const full = join(root, path);
    const stat = statSync(full, { throwIfNoEntry: false });
    if (!stat?.isFile()) return [];
    const bytes = readFileSync(full);
    return bytes.includes(0) ? [] : [{ path, text: bytes.toString('utf8') }];
  });
}
