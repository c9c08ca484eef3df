import { expect, test } from 'vitest';
import { words } from './words.ts';

function look(...paths: readonly string[]): ReturnType<typeof words.look> {
  return words.look(paths.map((path) => ({ path, text: '' })));
}

const slice = 'src/slices/services';

test('a slice and a part with all three files are clean', () => {
  const parts = [slice, `${slice}/queue`].flatMap((folder) => ['words.ts', 'words.id.ts', 'words.en.ts'].map((name) => `${folder}/${name}`));
  expect(look(...parts)).toEqual({ looked: 2, findings: [] });
});

test.each([
  [['words.id.ts', 'words.ts'], 'words.en.ts'],
  [['words.id.ts', 'words.en.ts'], 'words.ts'],
  [['words.en.ts', 'words.ts'], 'words.id.ts'],
])('a part with %j lacks %s', (names, missing) => {
  const { findings } = look(...names.map((name) => `${slice}/queue/${name}`));
  expect(findings.map((finding) => finding.message)).toEqual([expect.stringContaining(`no ${missing}`)]);
  expect(findings[0]?.path).toBe(`${slice}/queue`);
});

test('the platform needs both languages, but its words.ts is no sentence', () => {
  expect(look('src/platform/words/words.ts')).toEqual({ looked: 0, findings: [] });
  expect(look('src/platform/ui/words.id.ts').findings).toHaveLength(1);
});
