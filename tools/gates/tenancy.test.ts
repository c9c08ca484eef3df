import { expect, test } from 'vitest';
import { type TableFacts, tenancy, type TenancyFacts } from './tenancy.ts';

const units: TableFacts = {
  table: 'directory.units',
  hasAgency: true,
  walled: true,
  policies: 1,
  key: ['agency_id', 'id'],
  references: [
    { to: 'directory.agencies', withAgency: true },
    { to: 'directory.units', withAgency: true },
  ],
  granted: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
};
const people: TableFacts = { ...units, table: 'directory.people', hasAgency: false, walled: false, policies: 0, key: ['id'], references: [] };
const entries: TableFacts = { ...people, table: 'ledger.entries', granted: ['SELECT', 'INSERT'] };
const global = { 'directory.people': 'a person moves from agency to agency', 'ledger.entries': 'one public log for all agencies' };

function look(facts: Partial<TenancyFacts>): readonly string[] {
  return tenancy.look({ tables: [units, people, entries], global, excess: [], ...facts }).findings.map(({ message }) => message);
}

test('a walled table, a listed global one and an append-only one are clean, and counted', () => {
  expect(tenancy.look({ tables: [units, people, entries], global, excess: [] })).toEqual({ looked: 3, findings: [] });
  expect(tenancy.look({ tables: [], global: {}, excess: [] }).looked).toBe(0);
});

test.each<readonly [string, Partial<TenancyFacts>]>([
  ['directory.units has an agency_id and no row-level security', { tables: [{ ...units, walled: false }, people, entries] }],
  ['directory.units has an agency_id and no row-level security', { tables: [{ ...units, policies: 0 }, people, entries] }],
  ['directory.units has the primary key (id), which does not begin with agency_id', { tables: [{ ...units, key: ['id'] }, people, entries] }],
  [
    'directory.units points to services.services without agency_id: across the wall',
    { tables: [{ ...units, references: [{ to: 'services.services', withAgency: false }] }, people, entries] },
  ],
  ['directory.notes has no agency_id, and is not listed with a reason', { tables: [units, people, entries, { ...people, table: 'directory.notes' }] }],
  ['directory.people is listed as global and has row-level security: one of the two is wrong', { tables: [units, { ...people, walled: true }, entries] }],
  ['directory.gone is listed, and there is no such table', { global: { ...global, 'directory.gone': 'it was here once, long ago' } }],
  ['directory.people is listed without a reason', { global: { ...global, 'directory.people': 'global' } }],
  ['directory.units grants TRUNCATE to app', { tables: [{ ...units, granted: ['SELECT', 'TRUNCATE'] }, people, entries] }],
  ['ledger.entries can be changed by app, and is to be added to only', { tables: [units, people, { ...entries, granted: ['SELECT', 'INSERT', 'DELETE'] }] }],
  ['role app may create in schema public', { excess: ['create in schema public'] }],
])('a planted fault is found: %s', (message, facts) => {
  expect(look(facts)).toEqual([message]);
});
