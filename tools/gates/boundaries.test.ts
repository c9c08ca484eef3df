import { describe, expect, test } from 'vitest';
import { boundaries } from './boundaries.ts';
import type { SourceFile } from './gate.ts';
import { importsOf } from './imports.ts';

const lineFile: SourceFile = { path: 'src/app/slices.ts', text: "export const line = ['ledger', 'directory', 'services'] as const;\n" };

function from(path: string, ...specifiers: readonly string[]): SourceFile {
  return { path, text: specifiers.map((specifier, at) => `import { name${at} } from '${specifier}';\n`).join('') };
}

function messages(...files: readonly SourceFile[]): readonly string[] {
  return boundaries.look([lineFile, ...files]).findings.map((finding) => finding.message);
}

describe('the imports of a file', () => {
  test('static, type-only, side-effect, dynamic and re-exporting ones are found, over several lines too', () => {
    const text = [
      "import { a } from './a.ts';",
      "import type { B } from './b.ts';",
      'import {',
      '  c,',
      "} from './c.ts';",
      "import './d.ts';",
      "const e = await import('./e.ts');",
      "export { f } from './f.ts';",
      "export * from './g.ts';",
      "type H = import('./h.ts').H;",
    ].join('\n');
    expect(importsOf(text).map((one) => one.specifier)).toEqual(['./a.ts', './b.ts', './c.ts', './d.ts', './e.ts', './f.ts', './g.ts', './h.ts']);
    expect(importsOf(text)[2]?.line).toBe(5);
  });

  test('one in a comment, a string or a template is none', () => {
    expect(importsOf("// import './a.ts';\n/*\nimport './b.ts';\n*/\nconst c = \"import './c.ts'\";\nconst d = `\nimport './d.ts';\n`;\n")).toEqual([]);
  });
});

describe('the line of slices', () => {
  test.each([
    ['a slice to its right', '#slices/services', 'not to the left'],
    ['a slice that the line does not have', '#slices/unheard', 'has no slice unheard'],
    ['a file inside another slice', '../ledger/model.ts', 'front door only'],
    ['a deep path through the alias', '#slices/ledger/model', 'front door only'],
    ['itself by its front door', '#slices/directory', 'relative path'],
    ['the app', '../../app/slices.ts', 'only src/app imports src/app'],
    ['a testing door', '#slices/ledger/testing', 'for tests and the seed'],
    ['the test kit', '#test/db', 'for tests'],
    ['a file outside src', '../../../tools/build.ts', 'stays in its slice'],
    ['the inside of a platform folder', '#platform/db/connection', 'front door, #platform/db'],
    ['a relative path into the platform', '../../platform/db/index.ts', 'front door, #platform/db'],
    ['a path without an extension', './model', 'extension'],
    ['an alias that does not exist', '#elsewhere/x', 'no such alias'],
  ])('actions may not import %s', (_, specifier, message) => {
    expect(messages(from('src/slices/directory/actions.ts', specifier))).toEqual([expect.stringContaining(message)]);
  });

  test('a line that cannot be read is a finding', () => {
    expect(boundaries.look([{ path: 'src/app/slices.ts', text: '' }]).findings).toEqual([expect.objectContaining({ rule: 'line' })]);
  });

  test('a slice without a place in the line, and a part inside a part, are findings', () => {
    expect(messages(from('src/slices/unheard/model.ts'))).toEqual([expect.stringContaining('no place in the line')]);
    expect(messages(from('src/slices/services/queue/deeper/model.ts'))).toEqual([expect.stringContaining('no parts')]);
    expect(messages(from('src/loose.ts'))).toEqual([expect.stringContaining('stands in none of')]);
  });
});

describe('the platform', () => {
  test.each([
    ['a slice', '#slices/ledger', 'knows no slice'],
    ['a file of a slice', '../../slices/ledger/model.ts', 'knows no slice'],
    ['the app', '../../app/slices.ts', 'only src/app'],
    ['the inside of another folder', '../time/time.ts', 'front door, #platform/time'],
  ])('may not import %s', (_, specifier, message) => {
    expect(messages(from('src/platform/db/index.ts', specifier))).toEqual([expect.stringContaining(message)]);
  });
});

describe('the table', () => {
  test.each([
    ['model', './store.ts'],
    ['rules', '#platform/db'],
    ['rules', 'node:crypto'],
    ['rules', 'fast-check'],
    ['rules', '#slices/ledger'],
    ['events', './permissions.ts'],
    ['schema', './store.ts'],
    ['store', './actions.ts'],
    ['store', '#platform/http'],
    ['actions', './routes.ts'],
    ['actions', '../services/pages/list.tsx'],
    ['routes', '#platform/db'],
    ['pages/list', '../store.ts'],
    ['pages/list', '../actions.ts'],
    ['pages/list', 'd3-scale'],
    ['islands/form', '../actions.ts'],
    ['islands/form', '#platform/http'],
    ['jobs', './routes.ts'],
    ['words.id', './store.ts'],
    ['index', './testing.ts'],
    ['permissions', './model.ts'],
    ['permissions', '#platform/db'],
    ['queue/rules', '../store.ts'],
    ['queue/store', '../intake/actions.ts'],
  ])('%s may not import %s', (name, specifier) => {
    expect(messages(from(`src/slices/services/${name}.ts`, specifier))).toHaveLength(1);
  });

  test('a helper with effects may not be read by what must stay pure; its types may', () => {
    const impure = from('src/slices/services/price.ts', './store.ts', '#platform/db');
    expect(messages(impure)).toEqual([]);
    expect(messages(impure, from('src/slices/services/rules.ts', './price.ts'))).toEqual([expect.stringContaining('stays pure')]);
    expect(messages(impure, from('src/slices/services/tax.ts', './price.ts'), from('src/slices/services/pages/list.tsx', '../tax.ts'))).toEqual([
      expect.stringContaining('stays pure'),
    ]);
    expect(messages(impure, { path: 'src/slices/services/rules.ts', text: "import { type Price } from './price.ts';\n" })).toEqual([]);
  });

  test('the door to what runs without the house hands on only what is pure', () => {
    const impure = from('src/slices/services/price.ts', '#platform/db');
    expect(messages(impure, from('src/slices/services/offline.ts', './price.ts'))).toEqual([expect.stringContaining('stays pure')]);
    expect(messages(from('src/slices/services/price.ts', 'canonicalize'), from('src/slices/services/offline.ts', './price.ts'))).toEqual([]);
  });

  test('a type of the platform or of a slice to the left may be named anywhere; never one of the right', () => {
    const text = "import type { Mail } from '#platform/mail';\nimport type { PersonId } from '#slices/directory';\n";
    expect(messages({ path: 'src/slices/services/model.ts', text })).toEqual([]);
    expect(messages({ path: 'src/slices/ledger/model.ts', text })).toEqual([expect.stringContaining('not to the left')]);
  });

  test.each([
    ['model', ['zod', '#platform/ids', './rules.ts', './words.ts', './slots.ts', './price.ts']],
    ['events', ['zod', '#platform/outbox', './model.ts']],
    ['schema', ['#platform/db', './model.ts']],
    ['store', ['#platform/db', './schema.ts', './model.ts', './permissions.ts']],
    ['actions', ['./store.ts', './rules.ts', './permissions.ts', '#slices/directory', '#platform/outbox', 'node:crypto', 'qrcode']],
    ['routes', ['./actions.ts', './pages/list.tsx', './queue/routes.ts', '#platform/http', '#slices/ledger']],
    ['pages/list', ['../model.ts', '../words.ts', './frame.tsx', '#platform/ui', '#platform/charts', 'preact/hooks', '#slices/directory']],
    ['islands/form', ['../model.ts', '../rules.ts', '#platform/browser', 'preact', '#slices/ledger/offline']],
    ['rules', ['./model.ts', '#slices/ledger/offline']],
    ['jobs', ['./actions.ts', '#platform/jobs', '#slices/ledger']],
    ['index', ['./actions.ts', './queue/store.ts']],
    ['permissions', ['#platform/access']],
    ['price', ['#platform/commitment', '#reference/calendar/2026.json', 'canonicalize', './model.ts']],
    ['queue/actions', ['../model.ts', '../intake/store.ts', '../price.ts']],
    ['testing', ['./actions.ts', '#slices/directory/testing', '#platform/http', '#test/db']],
    ['actions.test', ['./actions.ts', './testing.ts', '#slices/directory/testing', '#test/db', 'vitest']],
  ])('%s may import %j', (name, specifiers) => {
    expect(messages(from(`src/slices/services/${name}.ts`, ...specifiers))).toEqual([]);
  });
});

describe('circles', () => {
  test('files that import each other are found, over front doors too', () => {
    const files = [
      from('src/platform/db/index.ts', './database.ts'),
      from('src/platform/db/database.ts', '#platform/outbox'),
      from('src/platform/outbox/index.ts', '#platform/db'),
      from('src/platform/time/index.ts', './time.ts'),
      from('src/platform/time/time.ts'),
    ];
    const { findings } = boundaries.look([lineFile, ...files]);
    expect(findings).toHaveLength(1);
    expect(findings[0]?.message).toContain('src/platform/db/index.ts → src/platform/db/database.ts → src/platform/outbox/index.ts → src/platform/db/index.ts');
  });

  test('a diamond is no circle', () => {
    const place = 'src/platform/time';
    expect(
      messages(from(`${place}/a.ts`, './b.ts', './c.ts'), from(`${place}/b.ts`, './d.ts'), from(`${place}/c.ts`, './d.ts'), from(`${place}/d.ts`)),
    ).toEqual([]);
  });
});

test('app, tools, e2e, bench and the seed may import anything; what was looked at is counted', () => {
  const free = ['src/app/main.ts', 'tools/build.ts', 'e2e/a.spec.ts', 'bench/a.bench.ts', 'database/seed/people.ts'].map((path) =>
    from(path, '#slices/services', '#platform/http'),
  );
  expect(messages(...free)).toEqual([]);
  expect(boundaries.look([lineFile, ...free]).looked).toBe(2);
  expect(boundaries.look([]).looked).toBe(0);
});
