import { posix } from 'node:path';
import type { Finding, Gate } from './gate.ts';

const languages = ['words.id.ts', 'words.en.ts'] as const;
const trio = ['words.ts', ...languages] as const;

/** Every folder that speaks to people does so in both languages. That the two have one shape is proved by the compiler. */
export const words: Gate = {
  name: 'words',
  look(files) {
    const held = new Map<string, Set<string>>();
    for (const { path } of files) {
      const name = posix.basename(path);
      if (!path.startsWith('src/') || !trio.some((one) => one === name)) continue;
      // The platform's own words.ts is what sentences are made with, not a sentence.
      if (name === 'words.ts' && !path.startsWith('src/slices/')) continue;
      const folder = posix.dirname(path);
      held.set(folder, (held.get(folder) ?? new Set()).add(name));
    }
    const findings: Finding[] = [];
    for (const [folder, names] of held) {
      const wanted = folder.startsWith('src/slices/') ? trio : languages;
      for (const name of wanted) if (!names.has(name)) findings.push({ path: folder, rule: 'words', message: `has ${[...names].join(', ')} but no ${name}` });
    }
    return { looked: held.size, findings };
  },
};
