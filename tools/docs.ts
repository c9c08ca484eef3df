import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allPermissions } from '#platform/access';
import { allEvents } from '#platform/outbox';
import { allProblems } from '#platform/problem';
import { href } from '#platform/words';
import { settings } from '../src/app/config.ts';
import { roles } from '../src/app/roles.ts';
import { allRoutes } from '../src/app/slices.ts';

/** Writes docs/generated from what the code declares: `node tools/docs.ts`; with `--check` it only tells what is stale. */
const root = dirname(dirname(fileURLToPath(import.meta.url)));

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function document(title: string, lead: string, body: string): string {
  return `# ${title}\n\n${lead}\n\n${body}\n`;
}

function routesText(): string {
  const routes = allRoutes({ provider: undefined, isDemo: () => false, isEmpty: () => false, onSetUp: () => Promise.resolve() });
  const rows = routes.map((route) => [
    route.method,
    `\`${route.path}\``,
    `\`${href('en', route.path)}\``,
    route.allow,
    route.shows ?? '',
    route.origin ?? 'site',
  ]);
  return document(
    'Routes',
    'Every address of the product, who may, and whose data it shows. `public` and `signed-in` are said, never assumed; the others are permissions.',
    table(['Method', 'Path', 'In English', 'Who may', 'Shows', 'Origin'], rows),
  );
}

function permissionsText(): string {
  const names = Object.keys(roles);
  const held = (role: string, permission: string) => (roles as Readonly<Record<string, Readonly<Record<string, string>>>>)[role]?.[permission] ?? '';
  const rows = Array.from(allPermissions()).map(([permission, words]) => [`\`${permission}\``, words.en, ...names.map((role) => held(role, permission))]);
  return document(
    'Permissions',
    'What each role may do, and how far: `own`, `unit`, `agency`. `anonymous`, `citizen` and `asn` are held without a grant; the others are granted for a time, by somebody.',
    table(['Permission', 'What', ...names], rows),
  );
}

function problemsText(): string {
  const rows = Array.from(allProblems()).map(([code, kind]) => [`\`${code}\``, String(kind.status), kind.id, kind.en]);
  return document('Problems', 'What an answer may say went wrong (RFC 9457), by its code.', table(['Code', 'Status', 'Indonesian', 'English'], rows));
}

function eventsText(): string {
  const rows = Array.from(allEvents().values()).map((event) => [`\`${event.kind}\``, String(event.version)]);
  return document('Events', 'What the slices announce, each in the transaction of the act itself.', table(['Kind', 'Version'], rows));
}

function settingsText(): string {
  const rows = Object.values(settings).map((one) => [`\`${one.name}\``, one.fallback === '' ? '' : `\`${one.fallback}\``, one.reason]);
  return document(
    'Settings',
    'Read from the environment when the product starts. A wrong one stops the start with one line.',
    table(['Name', 'Default', 'Reason'], rows),
  );
}

const texts: Readonly<Record<string, () => string>> = {
  routes: routesText,
  permissions: permissionsText,
  problems: problemsText,
  events: eventsText,
  settings: settingsText,
};

const check = process.argv.includes('--check');
const stale: string[] = [];
for (const [name, draw] of Object.entries(texts)) {
  const path = join(root, 'docs/generated', `${name}.md`);
  const text = draw();
  if ((await readFile(path, 'utf8').catch(() => '')) === text) continue;
  stale.push(name);
  if (check) continue;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
process.stdout.write(stale.length === 0 ? 'docs/generated: fresh\n' : `docs/generated: ${check ? 'stale' : 'written'}: ${stale.join(', ')}\n`);
process.exit(check && stale.length > 0 ? 1 : 0);
