import { type Finding, type Gate, lineAt } from './gate.ts';

const folders = ['home/', 'root/', 'work/', 'tmp/bash'];
const registries = ['registry.npmjs' + '.org', 'registry.yarnpkg' + '.com', 'npm.pkg.github' + '.com', 'registry.npmmirror' + '.com'];

const traces = [
  { rule: 'machine-path', pattern: new RegExp(`(?<![\\w.\\])}-])/(?:${folders.join('|')})`, 'g'), message: 'a path of one machine' },
  { rule: 'outside-path', pattern: new RegExp('\\.\\./' + 'shared', 'g'), message: 'a path outside the project' },
  { rule: 'registry', pattern: new RegExp(registries.map((host) => host.replaceAll('.', '\\.')).join('|'), 'g'), message: 'the host of a registry' },
  { rule: 'registry', pattern: /^\s*(?:@[\w-]+:)?registry\s*=.*$/gm, message: 'the host of a registry' },
];

/** The text of the product names no machine it was written on, and no registry it was installed from. */
export const productOnly: Gate = {
  name: 'product-only',
  look(files) {
    const findings: Finding[] = [];
    for (const { path, text } of files) {
      for (const { rule, pattern, message } of traces) {
        for (const match of text.matchAll(pattern)) findings.push({ path, rule, line: lineAt(text, match.index), message: `${message}: ${match[0].trim()}` });
      }
    }
    return { looked: files.length, findings };
  },
};
