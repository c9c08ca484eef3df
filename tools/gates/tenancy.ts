import type { Finding, Gate } from './gate.ts';

/** A table as PostgreSQL's catalogue describes it. */
export type TableFacts = {
  readonly table: string;
  readonly hasAgency: boolean;
  readonly walled: boolean;
  readonly policies: number;
  /** Columns of the primary key, in order. */
  readonly key: readonly string[];
  /** Tables that foreign keys point to, with whether `agency_id` goes along. */
  readonly references: readonly { readonly to: string; readonly withAgency: boolean }[];
  readonly granted: readonly string[];
};

export type TenancyFacts = {
  readonly tables: readonly TableFacts[];
  /** database/tenancy.json: tables that are no single agency's, each with the reason. */
  readonly global: Readonly<Record<string, string>>;
  /** What role app holds beyond rows of tables, in words. */
  readonly excess: readonly string[];
};

const path = 'database/tenancy.json';
// What is there can be added to, and never changed: not even by a fault of ours.
const appendOnly = new Set(['ledger.entries', 'ledger.checkpoints', 'ledger.nodes']);
const rowRights = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE']);

/** The tenancy wall, read from the migrated database: section 6 of the architecture. */
export const tenancy: Gate<TenancyFacts> = {
  name: 'tenancy',
  look({ tables, global, excess }) {
    const isGlobal = (table: string) => global[table] !== undefined;
    const findings = tables.flatMap((one) => [...(isGlobal(one.table) ? globalFindings(one) : wallFindings(one, isGlobal)), ...rightFindings(one)]);
    const known = new Set(tables.map(({ table }) => table));
    for (const [table, reason] of Object.entries(global)) {
      if (!known.has(table)) findings.push(found(table, 'is listed, and there is no such table'));
      if (reason.length < 20) findings.push(found(table, 'is listed without a reason'));
    }
    findings.push(...excess.map((right) => found('role app', `may ${right}`)));
    return { looked: tables.length, findings };
  },
};

function found(table: string, message: string): Finding {
  return { path, rule: 'tenancy', message: `${table} ${message}` };
}

function globalFindings({ table, walled }: TableFacts): readonly Finding[] {
  return walled ? [found(table, 'is listed as global and has row-level security: one of the two is wrong')] : [];
}

function wallFindings({ table, hasAgency, walled, policies, key, references }: TableFacts, isGlobal: (table: string) => boolean): readonly Finding[] {
  if (!hasAgency) return [found(table, 'has no agency_id, and is not listed with a reason')];
  const findings: Finding[] = [];
  if (!walled || policies === 0) findings.push(found(table, 'has an agency_id and no row-level security'));
  if (key[0] !== 'agency_id') findings.push(found(table, `has the primary key (${key.join(', ')}), which does not begin with agency_id`));
  for (const { to, withAgency } of references) {
    if (!withAgency && !isGlobal(to)) findings.push(found(table, `points to ${to} without agency_id: across the wall`));
  }
  return findings;
}

function rightFindings({ table, granted }: TableFacts): readonly Finding[] {
  const findings = granted.filter((right) => !rowRights.has(right)).map((right) => found(table, `grants ${right} to app`));
  if (appendOnly.has(table) && granted.some((right) => right === 'UPDATE' || right === 'DELETE'))
    findings.push(found(table, 'can be changed by app, and is to be added to only'));
  return findings;
}
