import { describe, expect, test } from 'vitest';
import { applyExceptions, parseExceptions } from './exceptions.ts';
import type { SourceFile } from './gate.ts';
import { withExceptions } from './run.ts';
import { shape } from './shape.ts';

const place = 'src/platform/time/clock.ts';

function rulesOf(...files: readonly SourceFile[]): readonly string[] {
  return shape.look(files).findings.map((finding) => finding.rule);
}

function text(source: string, path = place): readonly string[] {
  return rulesOf({ path, text: source });
}

function filled(lines: number): string {
  return '  work();\n'.repeat(lines);
}

describe('sizes', () => {
  test('a source file has at most 400 lines, a test at most 700', () => {
    expect(text('work();\n'.repeat(400))).toEqual([]);
    expect(text('work();\n'.repeat(401))).toEqual(['file-lines']);
    expect(text('work();\n'.repeat(700), 'src/platform/time/clock.test.ts')).toEqual([]);
    expect(text('work();\n'.repeat(701), 'src/platform/time/clock.test.ts')).toEqual(['file-lines']);
  });

  test.each([
    ['a function', 'export function long(a: string): { readonly b: string } {\n', '}\n'],
    ['a generic function', 'function long<T extends { a: string }>(a: T): Promise<readonly T[]> {\n', '}\n'],
    ['an arrow', 'export const long = (a: string) => {\n', '};\n'],
    ['an arrow with an expression', 'const long = () => (\n', ');\n'],
    ['a method', 'class A {\n  async long(a: string): Promise<void> {\n', '  }\n}\n'],
    ['a method of an object', 'const a = {\n  long() {\n', '  },\n};\n'],
    ['a method of an object in a call', 'define({\n  long(a) {\n', '  },\n});\n'],
  ])('%s has at most 60 lines', (_, head, tail) => {
    expect(text(head + filled(58) + tail)).toEqual([]);
    expect(text(head + filled(59) + tail)).toEqual(['function-lines']);
  });

  test('braces in strings, templates, comments and regular expressions do not count', () => {
    const odd = "  const a = '}' + `}${'}'}` + \"}\"; // }\n  const b = /[}/]}/; /* } */\n  const c = 4 / 2;\n";
    expect(text(`function long() {\n${odd}${filled(55)}}\n`)).toEqual([]);
    expect(text(`function long() {\n${odd}${filled(56)}}\n`)).toEqual(['function-lines']);
    expect(text(`function long() {\n${odd}}\n${filled(70)}`)).toEqual([]);
  });

  test('an outer and an inner long function are one finding, and a loop is no method', () => {
    expect(text(`function long() {\n  function inner() {\n${filled(70)}  }\n}\n`)).toEqual(['function-lines']);
    expect(text(`if (ready) {\n${filled(70)}}\nfor (const a of b) {\n${filled(70)}}\n`)).toEqual([]);
  });

  test('a folder holds at most 20 files, without tests and words', () => {
    const files = Array.from({ length: 20 }, (_, at) => ({ path: `src/platform/time/a${at}.ts`, text: '' }));
    const uncounted = ['words.ts', 'words.id.ts', 'words.en.ts', 'a1.test.ts', 'README.md'].map((name) => ({ path: `src/platform/time/${name}`, text: '' }));
    expect(rulesOf(...files, ...uncounted)).toEqual([]);
    expect(rulesOf(...files, { path: 'src/platform/time/more.ts', text: '' })).toEqual(['folder-files']);
  });

  test('a file lies at most four folders below src', () => {
    expect(text('', 'src/slices/services/queue/pages/list.tsx')).toEqual([]);
    expect(text('', 'src/slices/services/queue/pages/deeper/list.tsx')).toEqual(['depth']);
  });

  test('a front door hands on at most 25 names, and lists them', () => {
    const names = Array.from({ length: 24 }, (_, at) => `a${at}`).join(', ');
    const door = 'src/slices/ledger/index.ts';
    expect(text(`export { ${names}, } from './a.ts';\nexport const b = 1;\n`, door)).toEqual([]);
    expect(text(`export {\n${names}\n} from './a.ts';\nexport type { B, C } from './b.ts';\n`, door)).toEqual(['front-door']);
    expect(text("export * from './a.ts';\n", door)).toEqual(['front-door']);
  });
});

describe('what has no place', () => {
  test.each(['let a: any;', 'const a = b as any;', 'let a: any[];', 'let a: Map<string, any>;', 'let a: Array<any>;', 'type A = any;', 'let a: string | any;'])(
    '%s',
    (source) => {
      expect(text(`${source}\n`)).toContain('any');
    },
  );

  test.each(['@ts-ignore', '@ts-expect-error', '@ts-nocheck', 'eslint-disable-next-line', 'oxlint-disable', 'biome-ignore format: x'])(
    'a comment with %s',
    (comment) => {
      expect(text(`// ${comment}\nwork();\n`)).toEqual(['suppression']);
      expect(text(`work('${comment}');\n`)).toEqual([]);
    },
  );

  test.each(['TO' + 'DO', 'FIX' + 'ME', 'HA' + 'CK', 'Coming ' + 'soon', 'lorem ' + 'ipsum'])('the words %s, even in a sentence for people', (words) => {
    expect(text(`// ${words}: later\n`)).toEqual(['unfinished']);
    expect(text(`export const a = '${words}';\n`)).toEqual(['unfinished']);
  });

  test('a default export in src', () => {
    expect(text('export default 1;\n')).toEqual(['default-export']);
    expect(text('export { a as default };\n')).toEqual(['default-export']);
    expect(text('export default 1;\n', 'tools/build.ts')).toEqual([]);
  });

  test.each(['utils', 'helpers', 'misc', 'common', 'manager', 'base', 'date-utils', 'session-manager'])('the name %s', (name) => {
    expect(text('', `src/platform/time/${name}.ts`)).toEqual(['name']);
    expect(text('', `src/platform/${name}/clock.ts`)).toEqual(['name']);
  });

  test.each(['Clock.ts', 'wallClock.ts', 'wall_clock.ts'])('%s, not in kebab-case', (name) => {
    expect(text('', `src/platform/time/${name}`)).toEqual(['kebab-case']);
  });
});

test('clean code has no findings, and is counted', () => {
  const source = "/** Any company may do this; many do. */\nexport const anyone = 'any: any';\nexport const database = base64(any(list));\n";
  expect(shape.look([{ path: place, text: source }])).toEqual({ looked: 1, findings: [] });
  expect(shape.look([{ path: 'docs/guide.md', text: '' }]).looked).toBe(0);
});

describe('exceptions', () => {
  const finding = { path: place, rule: 'file-lines', message: '401 lines' };
  const exception = { path: place, rule: 'file-lines', reason: 'a table of the law, one row a line', until: '2027-01-31' };

  test('one excuses its rule in its file to its last day', () => {
    expect(applyExceptions([finding], [exception], '2027-01-31')).toEqual({ left: [], findings: [] });
    expect(applyExceptions([{ ...finding, rule: 'any' }, finding], [exception], '2027-01-31').left).toHaveLength(1);
  });

  test('one that has ended fails, and excuses nothing any more', () => {
    const { left, findings } = applyExceptions([finding], [exception], '2027-02-01');
    expect(left).toEqual([finding]);
    expect(findings[0]?.message).toContain('ended on 2027-01-31');
  });

  test('one that excuses nothing fails', () => {
    expect(applyExceptions([], [exception], '2027-01-01').findings[0]?.message).toContain('excuses nothing');
  });

  test.each(['{', '{}', '[{"path":"a","rule":"any","until":"2027-01-01"}]', '[{"path":"a","rule":"any","reason":"because of the law","until":"soon"}]'])(
    '%s is no list of them',
    (source) => {
      expect(parseExceptions(source).findings).toHaveLength(1);
      expect(withExceptions({ looked: 1, findings: [] }, source, '2027-01-01').findings).toHaveLength(1);
    },
  );
});
