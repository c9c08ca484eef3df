import type { AgencyId } from '#slices/directory';
import { json, sql, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import type { BankItem, FullItem, ItemId, ItemInput, ShownItem, Test, TestId, TestInput } from '../model.ts';

/** False when the bank holds this code already. */
export async function insertItem(tx: Tx, agencyId: AgencyId, id: ItemId, item: ItemInput, now: Instant): Promise<boolean> {
  const { rows } = await sql`
    insert into assessment.items (agency_id, id, code, competency, level, stem, options, answer_key, rationale, added_at)
    values (${agencyId}, ${id}, ${item.code}, ${item.competency}, ${item.level}, ${item.stem}, ${json(item.options)}, ${item.answer}, ${item.rationale}, ${now})
    on conflict (agency_id, code) do nothing returning 1 as inserted`.execute(tx);
  return rows.length > 0;
}

export async function bankItems(tx: Tx, agencyId: AgencyId, competencies: readonly string[]): Promise<readonly BankItem[]> {
  const { rows } = await sql<BankItem>`select id, competency, level from assessment.items
    where agency_id = ${agencyId} and competency = any(${competencies as string[]}::text[]) order by code`.execute(tx);
  return rows;
}

export async function itemsWithKeys(tx: Tx, agencyId: AgencyId): Promise<readonly FullItem[]> {
  const { rows } = await sql<FullItem>`select id, code, competency, level, stem, options, answer_key as answer, rationale from assessment.items
    where agency_id = ${agencyId} order by competency, level, code`.execute(tx);
  return rows;
}

export type ItemUse = { readonly served: number; readonly right: number };

/** How often each item was served in finished tests, and answered rightly. */
export async function itemUse(tx: Tx, agencyId: AgencyId): Promise<ReadonlyMap<string, ItemUse>> {
  const { rows } = await sql<{ id: ItemId; served: bigint; right: bigint }>`
    select i.id, count(*) as served, count(*) filter (where a.choice = i.answer_key) as right
    from assessment.attempts t cross join unnest(t.item_ids) as served(id)
    join assessment.items i on i.agency_id = t.agency_id and i.id = served.id
    left join assessment.answers a on a.agency_id = t.agency_id and a.attempt_id = t.id and a.item_id = i.id
    where t.agency_id = ${agencyId} and t.finished_at is not null group by i.id`.execute(tx);
  return new Map(rows.map((row) => [row.id, { served: Number(row.served), right: Number(row.right) }]));
}

/** Without its key: what leaves the server before the end never holds one. */
export async function shownItem(tx: Tx, agencyId: AgencyId, id: ItemId): Promise<ShownItem | undefined> {
  const { rows } = await sql<ShownItem>`select id, stem, options from assessment.items where agency_id = ${agencyId} and id = ${id}`.execute(tx);
  return rows[0];
}

type TestRow = Omit<Test, 'itemsPerLevel'> & { readonly items_per_level: number };

function toTest(row: TestRow): Test {
  const { items_per_level: itemsPerLevel, ...rest } = row;
  return { ...rest, itemsPerLevel };
}

const columns = sql.raw('id, slug, title, summary, competencies, duration_minutes, items_per_level');

/** False when a test has this address already. */
export async function insertTest(tx: Tx, agencyId: AgencyId, id: TestId, test: TestInput, now: Instant): Promise<boolean> {
  const { rows } = await sql`
    insert into assessment.tests (agency_id, id, slug, title, summary, competencies, duration_minutes, items_per_level, state, opened_at)
    values (${agencyId}, ${id}, ${test.slug}, ${json(test.title)}, ${json(test.summary)}, ${test.competencies}::text[],
            ${test.duration_minutes}, ${test.itemsPerLevel}, 'open', ${now})
    on conflict (agency_id, slug) do nothing returning 1 as inserted`.execute(tx);
  return rows.length > 0;
}

export async function closeTest(tx: Tx, agencyId: AgencyId, slug: string): Promise<TestId | undefined> {
  const { rows } = await sql<{ id: TestId }>`update assessment.tests set state = 'closed'
    where agency_id = ${agencyId} and slug = ${slug} and state = 'open' returning id`.execute(tx);
  return rows[0]?.id;
}

export async function openTests(tx: Tx, agencyId: AgencyId): Promise<readonly Test[]> {
  const { rows } = await sql<TestRow>`select ${columns} from assessment.tests where agency_id = ${agencyId} and state = 'open' order by slug`.execute(tx);
  return rows.map(toTest);
}

/** For which competencies a test is open. */
export async function testedCompetencies(tx: Tx, agencyId: AgencyId): Promise<ReadonlySet<string>> {
  return new Set((await openTests(tx, agencyId)).flatMap((test) => test.competencies));
}

export async function findOpenTest(tx: Tx, agencyId: AgencyId, slug: string): Promise<Test | undefined> {
  const { rows } = await sql<TestRow>`select ${columns} from assessment.tests
    where agency_id = ${agencyId} and slug = ${slug} and state = 'open'`.execute(tx);
  return rows[0] && toTest(rows[0]);
}

export async function testsByIds(tx: Tx, ids: readonly TestId[]): Promise<ReadonlyMap<string, Test>> {
  const { rows } = await sql<TestRow>`select ${columns} from assessment.tests where id = any(${ids as TestId[]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, toTest(row)]));
}
