/** Section 3 of the architecture as data: what each kind of file in a slice may import. */
export type Kind =
  | 'model'
  | 'rules'
  | 'events'
  | 'schema'
  | 'store'
  | 'actions'
  | 'routes'
  | 'pages'
  | 'jobs'
  | 'islands'
  | 'words'
  | 'index'
  | 'testing'
  | 'permissions'
  | 'slots'
  | 'helper'
  | 'test';

export type Allowed = {
  /** Files of the same slice, by kind. */
  readonly own: readonly Kind[] | 'all';
  readonly platform: readonly string[] | 'all';
  /** Front doors of slices to the left. */
  readonly left: boolean;
  readonly reference: boolean;
  /** Packages and node: modules. */
  readonly packages: readonly string[] | 'all';
};

const everywhere = ['words', 'slots', 'helper'] as const satisfies readonly Kind[];

/** Value objects and the words for them: no database, no HTTP, no clock, no chance. */
const kit = ['time', 'money', 'ids', 'result', 'problem', 'words', 'commitment', 'suppression'] as const;
const pure = {
  own: ['model', 'rules', 'events', ...everywhere],
  platform: kit,
  left: false,
  reference: false,
  packages: ['zod'],
} as const satisfies Allowed;
const effects = [...kit, 'context', 'db', 'outbox', 'access', 'files', 'mail', 'notify', 'pdf', 'sign', 'jobs'] as const;

/** What a file read by pure files may import, whatever its name: see `isPureHelper` in boundaries.ts. */
export const pureHelper: Allowed = { ...pure, reference: true, packages: 'all' };
export const pureKinds: readonly Kind[] = ['model', 'rules', 'events', 'pages', 'islands', 'words'];

export const table: Readonly<Record<Kind, Allowed>> = {
  model: pure,
  rules: pure,
  events: { ...pure, platform: [...kit, 'outbox'] },
  schema: { own: ['model', 'schema', ...everywhere], platform: ['db'], left: false, reference: false, packages: 'all' },
  store: {
    own: ['model', 'rules', 'schema', 'store', 'permissions', ...everywhere],
    platform: [...kit, 'db', 'access'],
    left: false,
    reference: false,
    packages: 'all',
  },
  actions: {
    own: ['store', 'rules', 'events', 'model', 'permissions', 'actions', ...everywhere],
    platform: effects,
    left: true,
    reference: false,
    packages: 'all',
  },
  routes: {
    own: ['actions', 'store', 'pages', 'model', 'rules', 'routes', 'permissions', ...everywhere],
    platform: [...kit, 'context', 'access', 'files', 'mail', 'notify', 'pdf', 'sign', 'http', 'ui'],
    left: true,
    reference: false,
    packages: 'all',
  },
  pages: { own: ['model', 'rules', 'pages', ...everywhere], platform: [...kit, 'ui', 'charts'], left: true, reference: false, packages: ['preact'] },
  jobs: { own: ['actions', 'store', 'events', 'model', 'rules', 'jobs', ...everywhere], platform: effects, left: true, reference: false, packages: 'all' },
  islands: { own: ['model', 'rules', 'pages', 'islands', ...everywhere], platform: ['browser'], left: false, reference: false, packages: ['preact'] },
  words: { own: ['model', ...everywhere], platform: kit, left: false, reference: false, packages: [] },
  index: { own: 'all', platform: [], left: false, reference: false, packages: [] },
  testing: { own: 'all', platform: 'all', left: true, reference: true, packages: 'all' },
  permissions: { own: [...everywhere], platform: ['access'], left: false, reference: false, packages: [] },
  slots: { own: ['model', 'rules', 'events', ...everywhere], platform: [...kit, 'db', 'context'], left: true, reference: false, packages: 'all' },
  helper: {
    own: ['model', 'rules', 'events', 'schema', 'store', 'actions', 'permissions', ...everywhere],
    platform: [...effects, 'ui'],
    left: true,
    reference: true,
    packages: 'all',
  },
  test: { own: 'all', platform: 'all', left: true, reference: true, packages: 'all' },
};

const named = new Map<string, Kind>(
  (['model', 'rules', 'events', 'schema', 'store', 'actions', 'routes', 'jobs', 'index', 'testing', 'permissions', 'slots', 'words'] as const).map((kind) => [
    kind,
    kind,
  ]),
);

export type Place =
  | { readonly in: 'app' }
  | { readonly in: 'elsewhere' }
  | { readonly in: 'platform'; readonly folder: string; readonly test: boolean }
  | { readonly in: 'slice'; readonly slice: string; readonly kind: Kind; readonly tooDeep: boolean };

/** Where a path stands, and by its name what it is. */
export function placeOf(path: string): Place {
  const [top, second, third = '', ...rest] = path.split('/');
  if (top !== 'src') return { in: 'elsewhere' };
  if (second === 'app') return { in: 'app' };
  const test = /\.(?:test|spec)\.tsx?$/.test(path);
  if (second === 'platform') return { in: 'platform', folder: third, test };
  if (second !== 'slices' || rest.length === 0) return { in: 'elsewhere' };
  const file = rest.at(-1) ?? '';
  const folders = rest.slice(0, -1);
  const inner = folders.at(-1);
  const view = inner === 'pages' || inner === 'islands' ? inner : undefined;
  const parts = view ? folders.slice(0, -1) : folders;
  const kind = test
    ? 'test'
    : /^words(?:\.(?:id|en))?\.ts$/.test(file)
      ? 'words'
      : (view ?? named.get(file.replace(/\.tsx?$/, '').replace(/^.*-(?=routes$|actions$)/, '')) ?? 'helper');
  return { in: 'slice', slice: third, kind, tooDeep: parts.length > 1 };
}
