import { z } from 'zod';
import { allPermissions } from '#platform/access';
import { allEvents } from '#platform/outbox';
import { allProblems } from '#platform/problem';
import { href } from '#platform/words';
import { settings } from '../../src/app/config.ts';
import { roles } from '../../src/app/roles.ts';
import { allRoutes } from '../../src/app/slices.ts';

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

// By name, so that a page changes only where something did.
function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
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
  const rows = Array.from(allPermissions())
    .toSorted(byName)
    .map(([permission, words]) => [`\`${permission}\``, words.en, ...names.map((role) => held(role, permission))]);
  return document(
    'Permissions',
    'What each role may do, and how far: `own`, `unit`, `agency`. `anonymous`, `citizen` and `asn` are held without a grant; the others are granted for a time, by somebody.',
    table(['Permission', 'What', ...names], rows),
  );
}

function problemsText(): string {
  const rows = Array.from(allProblems())
    .toSorted(byName)
    .map(([code, kind]) => [`\`${code}\``, String(kind.status), kind.id, kind.en]);
  return document('Problems', 'What an answer may say went wrong (RFC 9457), by its code.', table(['Code', 'Status', 'Indonesian', 'English'], rows));
}

const ledgerModes = { none: 'no', commitment: 'a commitment', public: 'in clear' } as const;

type JsonSchema = {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly format?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
};

function typeText(schema: JsonSchema): string {
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' or ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.anyOf) return schema.anyOf.map(typeText).join(' or ');
  if (schema.type === 'array') return `list of ${schema.items ? typeText(schema.items) : 'anything'}`;
  if (schema.type === 'object' && schema.properties) return `{${fieldsText(schema)}}`;
  return schema.format ?? (Array.isArray(schema.type) ? schema.type.join(' or ') : String(schema.type ?? 'anything'));
}

function fieldsText({ properties = {}, required = [] }: JsonSchema): string {
  return Object.entries(properties)
    .map(([name, schema]) => `${name}${required.includes(name) ? '' : '?'}: ${typeText(schema)}`)
    .join(', ');
}

function eventsText(): string {
  const rows = Array.from(allEvents())
    .toSorted(byName)
    .map(([, event]) => [
      `\`${event.kind}\``,
      String(event.version),
      ledgerModes[event.ledger],
      fieldsText(z.toJSONSchema(event.payload, { unrepresentable: 'any', io: 'input' }) as JsonSchema),
    ]);
  return document(
    'Events',
    'What the slices announce, each in the transaction of the act itself, and whether the public ledger holds it. Payloads are ids and facts, never personal data.',
    table(['Kind', 'Version', 'In the ledger', 'Payload'], rows),
  );
}

function settingsText(): string {
  const rows = Object.values(settings).map((one) => [`\`${one.name}\``, one.fallback === '' ? '' : `\`${one.fallback}\``, one.reason]);
  return document(
    'Settings',
    'Read from the environment when the product starts. A wrong one stops the start with one line.',
    table(['Name', 'Default', 'Reason'], rows),
  );
}

/** Name of the page below docs/generated → its text, as it should stand. */
export const texts: Readonly<Record<string, () => string>> = {
  routes: routesText,
  permissions: permissionsText,
  problems: problemsText,
  events: eventsText,
  settings: settingsText,
};
