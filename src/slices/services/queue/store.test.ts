import { beforeAll, describe, expect, test } from 'vitest';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { testAgency, testDatabase, testNow } from '#test/db';
import { type Scope, scopeFor } from '#platform/access';
import { ctxOn } from '#platform/context';
import { sql, type Tx } from '#platform/db';
import { findApplicationByTicket, lineOf } from '../applications/store.ts';
import { permissions } from '../permissions.ts';
import type { Service } from '../standards/store.ts';
import { make } from '../testing.ts';
import { type Desk, desksOf } from '../workflow/desks.ts';
import { tasksOf } from '../workflow/store.ts';
import { type Asked, decidedSince, doneCount, nextInLine, passedOver, queueCounts, queueList, queueTotal } from './store.ts';

const database = testDatabase();
const system = () => ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });
const today = Temporal.PlainDate.from('2026-11-23');
const place: { service?: Service; officer?: MadeStaff; scope?: Scope; wide?: Scope; desks?: readonly Desk[]; ticket?: string } = {};

/** A real case, and by it some thousands of others in every state, most of them done. */
beforeAll(async () => {
  const ctx = system();
  const agencyId = await directory.home(ctx);
  const unit = await directory.unit(ctx);
  place.officer = await directory.staff(ctx, { unitId: unit.id, roles: ['officer'] });
  place.service = await make.service(ctx, { unitId: unit.id });
  place.scope = scopeFor(place.officer.actor, permissions['services.work']);
  place.desks = desksOf(place.officer.actor);
  place.wide = { reach: 'agency', agencyId, unitIds: [] };
  const { id, ticket } = await make.submitted(ctx, { service: place.service, answers: { nama: 'Lalu Hamdan Saputra' } });
  place.ticket = ticket;
  await database.owner.transact('all', async (tx) => {
    await sql`insert into services.applications (agency_id, id, service_id, service_version, unit_id, state, answers, ticket, queue_token, applicant_name, begun_at, saved_at,
        submitted_at, due_on, officer_id, decided_at)
      select a.agency_id, gen_random_uuid(), a.service_id, a.service_version, a.unit_id,
        case when n % 20 = 0 then 'submitted' when n % 20 = 1 then 'in-review' when n % 20 = 2 then 'returned' else 'granted' end, '{}', 'T-' || n, 'q' || n, md5(n::text),
        a.begun_at, a.saved_at, a.submitted_at - n * interval '10 minutes', a.due_on - n % 9, case when n % 20 between 1 and 2 then ${place.officer!.personId}::uuid end,
        case when n % 20 > 2 then a.submitted_at - n * interval '5 minutes' end
      from services.applications a, generate_series(1, 8000) n where a.id = ${id}`.execute(tx);
    await sql`insert into services.tasks (agency_id, id, application_id, step, name, service_id, submitted_at, unit_id, role, state, stopped, opened_at, due_on, officer_id, done_at)
      select a.agency_id, gen_random_uuid(), a.id, t.step, t.name, a.service_id, a.submitted_at, a.unit_id, t.role,
        case when a.decided_at is not null then 'done' when a.officer_id is null then 'open' else 'taken' end, a.state = 'returned', a.submitted_at, a.due_on, a.officer_id, a.decided_at
      from services.applications a, services.tasks t where t.application_id = ${id} and a.id <> ${id}`.execute(tx);
    await sql`select gin_clean_pending_list('services.applications_name')`.execute(tx);
    await sql`analyze services.applications`.execute(tx);
    await sql`analyze services.tasks`.execute(tx);
  });
});

const asked = (more: Partial<Asked> = {}): Asked => ({
  scope: place.scope!,
  desks: place.desks!,
  view: 'open',
  personId: place.officer!.personId,
  today,
  limit: 51,
  offset: 0,
  ...more,
});

/** Every statement that the work sends, as role app and behind the tenancy wall, with the plan that the database makes for it. */
async function plansOf(work: (tx: Tx) => Promise<unknown>): Promise<string> {
  const statements: { readonly text: string; readonly parameters: readonly unknown[] }[] = [];
  return database.app.transact([testAgency.id], async (tx) => {
    const watched = tx.withPlugin({
      transformQuery: ({ node }) => {
        const { sql: text, parameters } = tx.getExecutor().compileQuery(node, { queryId: 'plan' } as never);
        statements.push({ text, parameters });
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    await work(watched);
    const plans: string[] = [];
    for (const { text, parameters } of statements) {
      const pieces = text.split(/\$\d+/);
      const order = Array.from(text.matchAll(/\$(\d+)/g), (match) => Number(match[1]) - 1);
      const explain = sql<{ 'QUERY PLAN': string }>(
        ['explain ' + pieces[0], ...pieces.slice(1)] as unknown as TemplateStringsArray,
        ...order.map((at) => parameters[at]),
      );
      plans.push((await explain.execute(tx)).rows.map((row) => row['QUERY PLAN']).join('\n'));
    }
    return plans.join('\n');
  });
}

describe('among eight thousand cases, the plans of role app', () => {
  test('the worklist of a unit is read in order of arrival from its index, without sorting', async () => {
    const plan = await plansOf((tx) => queueList(tx, asked()));
    expect(plan).toContain('tasks_open');
    expect(plan).not.toMatch(/Seq Scan|Sort/);
  });

  test.each(['open', 'mine', 'late', 'waiting', 'done'] as const)('the tab %s scans no table, for a unit and for the agency', async (view) => {
    for (const scope of [place.scope!, place.wide!]) {
      const plan = await plansOf((tx) => queueList(tx, asked({ view, scope })));
      expect(plan).toMatch(/tasks_open|applications_decided/);
      expect(plan).not.toContain('Seq Scan');
    }
  });

  test('the done tab is read from the newest decision on, without sorting', async () => {
    expect(await plansOf((tx) => queueList(tx, asked({ view: 'done' })))).not.toMatch(/Seq Scan|Sort/);
  });

  test('the newest decisions of a week and a filtered count scan no table, and the number of all that are done reads the totals only', async () => {
    for (const scope of [place.scope!, place.wide!]) {
      const plan = await plansOf((tx) => decidedSince(tx, scope, testNow.subtract({ hours: 24 * 7 }), 6));
      expect(plan).toContain('applications_decided');
      expect(plan).not.toMatch(/Seq Scan on applications/);
      expect(await plansOf((tx) => queueTotal(tx, asked({ scope, stage: 'in-review' })))).not.toMatch(/Seq Scan on (applications|tasks)/);
      expect(await plansOf((tx) => doneCount(tx, scope))).not.toContain('applications');
    }
  });

  test('counts, the next in line, who came earlier and the place in line read open cases only', async () => {
    const row = (await database.app.transact('all', (tx) => findApplicationByTicket(tx, place.ticket!)))!;
    const task = (await database.app.transact('all', (tx) => tasksOf(tx, row)))[0]!;
    for (const work of [
      (tx: Tx) => queueCounts(tx, place.desks!, place.officer!.personId, today),
      (tx: Tx) => nextInLine(tx, place.desks!, { personId: place.officer!.personId, email: 'x@contoh.id' }),
      (tx: Tx) => passedOver(tx, task, place.officer!.personId),
      (tx: Tx) => lineOf(tx, row),
    ]) {
      const plan = await plansOf(work);
      expect(plan).toMatch(/(applications|tasks)_open/);
      expect(plan).not.toContain('Seq Scan');
    }
  });

  test('tracking finds the case by the index of tickets', async () => {
    const plan = await plansOf((tx) => findApplicationByTicket(tx, place.ticket!));
    expect(plan).toContain('applications_ticket');
    expect(plan).not.toContain('Seq Scan');
  });

  test('a search by name goes by the index of likeness, inside the function that keeps to the reach', async () => {
    const plan = await database.owner.transact('all', async (tx) => {
      const { rows } = await sql<{ prosrc: string }>`select prosrc from pg_proc where oid = 'services.find_applications(text, integer)'::regprocedure`.execute(
        tx,
      );
      const body = (rows[0]?.prosrc ?? '').replace(/\bquery\b/g, `'hamdan'`).replace(/\bmost\b/g, '200');
      return (await sql<{ 'QUERY PLAN': string }>`explain ${sql.raw(body)}`.execute(tx)).rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toContain('applications_name');
  });
});

describe('the worklist', () => {
  const list = (more: Partial<Asked>, reach: readonly string[] = [testAgency.id]) => database.app.transact(reach, (tx) => queueList(tx, asked(more)));

  test('finds a case by part of the name, by its ticket, and by nothing that only looks like a pattern', async () => {
    expect((await list({ search: 'hamdan' })).map((row) => row.ticket)).toEqual([place.ticket]);
    expect((await list({ search: 'HAMDÁN sap' })).map((row) => row.ticket)).toEqual([place.ticket]);
    expect((await list({ search: place.ticket! })).map((row) => row.ticket)).toEqual([place.ticket]);
    for (const pattern of ['%', '_amdan', 'ham%an', '\\', "'"])
      expect(await list({ search: pattern }), pattern).not.toContainEqual(expect.objectContaining({ ticket: place.ticket }));
  });

  test('shows pages that neither repeat nor leave out a case', async () => {
    const seen: string[] = [];
    for (let page = 0; ; page += 1) {
      const rows = await list({ limit: 500, offset: page * 500 });
      seen.push(...rows.map((row) => row.id));
      if (rows.length < 500) break;
    }
    const counts = await database.app.transact([testAgency.id], (tx) => queueCounts(tx, place.desks!, place.officer!.personId, today));
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(counts.open);
  });

  test('shows another agency nothing, though its query asked', async () => {
    const elsewhere = '01900000-0000-7000-8000-000000000099';
    expect(await list({}, [elsewhere])).toEqual([]);
    expect(await list({ search: 'hamdan' }, [elsewhere])).toEqual([]);
    expect(await list({ scope: { reach: 'nation', unitIds: [] } }, [elsewhere])).toEqual([]);
  });

  test('is narrowed by stage and holder, and counted up to a bound', async () => {
    const total = (more: Partial<Asked>) => database.app.transact([testAgency.id], (tx) => queueTotal(tx, asked(more)));
    expect(await total({ stage: 'in-review' })).toBe((await list({ stage: 'in-review', limit: 10_000 })).length);
    expect((await list({ holder: 'nobody', limit: 10_000 })).every((row) => row.officer_id === null && row.state === 'submitted')).toBe(true);
    expect(await total({ holder: place.officer!.personId })).toBe(await total({ view: 'mine' }));
    expect(await total({ view: 'done' })).toBeUndefined();
  });

  test('counts what its tabs show', async () => {
    const counts = await database.app.transact([testAgency.id], (tx) => queueCounts(tx, place.desks!, place.officer!.personId, today));
    for (const view of ['open', 'mine', 'late', 'waiting'] as const) expect((await list({ view, limit: 10_000 })).length, view).toBe(counts[view]);
  });
});
