import type { AgencyId, PersonId } from '#slices/directory';
import { json, over, sql, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import type { AttemptId, BankItem, CompetencyResult, ItemId, ItemInput, ShownItem, Test, TestId, TestInput } from './model.ts';
import type { AssessmentTables } from './schema.ts';

const tables = (tx: Tx) => over<AssessmentTables>(tx);

export async function saveItem(tx: Tx, agencyId: AgencyId, id: ItemId, item: ItemInput, now: Instant): Promise<void> {
  await sql`
    insert into assessment.items (agency_id, id, code, competency, level, stem, options, answer_key, rationale, added_at)
    values (${agencyId}, ${id}, ${item.code}, ${item.competency}, ${item.level}, ${item.stem}, ${json(item.options)}, ${item.answer}, ${item.rationale}, ${now})
    on conflict (agency_id, code) do nothing`.execute(tx);
}

export async function bankItems(tx: Tx, agencyId: AgencyId, competencies: readonly string[]): Promise<readonly BankItem[]> {
  const { rows } = await sql<BankItem>`select id, competency, level from assessment.items
    where agency_id = ${agencyId} and state = 'active' and competency = any(${competencies as string[]}::text[]) order by code`.execute(tx);
  return rows;
}

export type FullItem = ItemInput & { readonly id: ItemId };

export async function itemsWithKeys(tx: Tx, agencyId: AgencyId): Promise<readonly FullItem[]> {
  const { rows } = await sql<FullItem>`select id, code, competency, level, stem, options, answer_key as answer, rationale from assessment.items
    where agency_id = ${agencyId} order by competency, level, code`.execute(tx);
  return rows;
}

/** Without keys: what leaves the server before the end never holds one. */
export async function shownItems(tx: Tx, agencyId: AgencyId, ids: readonly ItemId[]): Promise<readonly ShownItem[]> {
  const { rows } = await sql<ShownItem>`select i.id, i.stem, i.options from assessment.items i
    join unnest(${ids as ItemId[]}::uuid[]) with ordinality as asked(id, place) on asked.id = i.id
    where i.agency_id = ${agencyId} order by asked.place`.execute(tx);
  return rows;
}

type TestRow = {
  id: TestId;
  slug: string;
  title: Test['title'];
  summary: Test['summary'];
  competencies: string[];
  duration_minutes: number;
  items_per_level: number;
};

function toTest(row: TestRow): Test {
  const { items_per_level: itemsPerLevel, ...rest } = row;
  return { ...rest, itemsPerLevel };
}

const testColumns = sql.raw('id, slug, title, summary, competencies, duration_minutes, items_per_level');

export async function insertTest(tx: Tx, agencyId: AgencyId, id: TestId, test: TestInput, now: Instant): Promise<void> {
  await sql`insert into assessment.tests (agency_id, id, slug, title, summary, competencies, duration_minutes, items_per_level, state, opened_at)
    values (${agencyId}, ${id}, ${test.slug}, ${json(test.title)}, ${json(test.summary)}, ${test.competencies}::text[], ${test.duration_minutes}, ${test.itemsPerLevel}, 'open', ${now})`.execute(
    tx,
  );
}

export async function openTests(tx: Tx, agencyId: AgencyId): Promise<readonly Test[]> {
  const { rows } = await sql<TestRow>`select ${testColumns} from assessment.tests where agency_id = ${agencyId} and state = 'open' order by slug`.execute(tx);
  return rows.map(toTest);
}

export async function findTest(tx: Tx, agencyId: AgencyId, slug: string): Promise<Test | undefined> {
  const { rows } = await sql<TestRow>`select ${testColumns} from assessment.tests where agency_id = ${agencyId} and slug = ${slug}`.execute(tx);
  return rows[0] && toTest(rows[0]);
}

export async function findTestById(tx: Tx, agencyId: AgencyId, id: TestId): Promise<Test | undefined> {
  const { rows } = await sql<TestRow>`select ${testColumns} from assessment.tests where agency_id = ${agencyId} and id = ${id}`.execute(tx);
  return rows[0] && toTest(rows[0]);
}

export type AttemptRow = {
  readonly agency_id: AgencyId;
  readonly id: AttemptId;
  readonly test_id: TestId;
  readonly person_id: PersonId;
  readonly item_ids: readonly ItemId[];
  readonly started_at: Instant;
  readonly ends_at: Instant;
  readonly finished_at: Instant | null;
  readonly result: readonly CompetencyResult[] | null;
};

const attemptColumns = sql.raw('agency_id, id, test_id, person_id, item_ids, started_at, ends_at, finished_at, result');

/** Undefined when the person has one running already. */
export async function insertAttempt(tx: Tx, row: Omit<AttemptRow, 'finished_at' | 'result'>): Promise<boolean> {
  const { rows } = await sql`
    insert into assessment.attempts (agency_id, id, test_id, person_id, item_ids, started_at, ends_at)
    values (${row.agency_id}, ${row.id}, ${row.test_id}, ${row.person_id}, ${row.item_ids as ItemId[]}::uuid[], ${row.started_at}, ${row.ends_at})
    on conflict (agency_id, test_id, person_id) where finished_at is null do nothing returning 1 as inserted`.execute(tx);
  return rows.length > 0;
}

export async function findAttempt(tx: Tx, id: AttemptId, personId: PersonId): Promise<AttemptRow | undefined> {
  const { rows } = await sql<AttemptRow>`select ${attemptColumns} from assessment.attempts where id = ${id} and person_id = ${personId}`.execute(tx);
  return rows[0];
}

export async function attemptForUpdate(tx: Tx, id: AttemptId): Promise<AttemptRow | undefined> {
  const { rows } = await sql<AttemptRow>`select ${attemptColumns} from assessment.attempts where id = ${id} for update`.execute(tx);
  return rows[0];
}

export async function attemptsOf(tx: Tx, personId: PersonId): Promise<readonly AttemptRow[]> {
  const { rows } = await sql<AttemptRow>`select ${attemptColumns} from assessment.attempts where person_id = ${personId} order by started_at desc`.execute(tx);
  return rows;
}

export async function overdueAttempts(tx: Tx, before: Instant): Promise<readonly AttemptId[]> {
  const { rows } = await sql<{
    id: AttemptId;
  }>`select id from assessment.attempts where finished_at is null and ends_at < ${before} order by ends_at limit 200`.execute(tx);
  return rows.map((row) => row.id);
}

type NewAnswer = {
  readonly agencyId: AgencyId;
  readonly attemptId: AttemptId;
  readonly itemId: ItemId;
  readonly choice: string;
  readonly sequence: number;
  readonly now: Instant;
};

/** The later of two wins by the client's own count; a replayed older one changes nothing. */
export async function saveAnswer(tx: Tx, answer: NewAnswer): Promise<void> {
  await sql`
    insert into assessment.answers as a (agency_id, attempt_id, item_id, choice, sequence, saved_at)
    values (${answer.agencyId}, ${answer.attemptId}, ${answer.itemId}, ${answer.choice}, ${answer.sequence}, ${answer.now})
    on conflict (agency_id, attempt_id, item_id) do update set choice = excluded.choice, sequence = excluded.sequence, saved_at = excluded.saved_at
      where a.sequence <= excluded.sequence`.execute(tx);
}

export async function keepLateAnswer(tx: Tx, answer: NewAnswer & { readonly id: string }): Promise<void> {
  await sql`insert into assessment.late_answers (agency_id, id, attempt_id, item_id, choice, sequence, received_at)
    values (${answer.agencyId}, ${answer.id}, ${answer.attemptId}, ${answer.itemId}, ${answer.choice}, ${answer.sequence}, ${answer.now})`.execute(tx);
}

export async function answersOf(tx: Tx, agencyId: AgencyId, attemptId: AttemptId): Promise<ReadonlyMap<ItemId, string>> {
  const { rows } = await sql<{
    item_id: ItemId;
    choice: string;
  }>`select item_id, choice from assessment.answers where agency_id = ${agencyId} and attempt_id = ${attemptId}`.execute(tx);
  return new Map(rows.map((row) => [row.item_id, row.choice]));
}

export type MarkedItem = { readonly id: ItemId; readonly competency: string; readonly level: number; readonly right: boolean };

export async function markedItems(tx: Tx, attempt: AttemptRow): Promise<readonly MarkedItem[]> {
  const { rows } = await sql<MarkedItem>`
    select i.id, i.competency, i.level, coalesce(a.choice = i.answer_key, false) as right
    from assessment.items i
    left join assessment.answers a on a.agency_id = i.agency_id and a.item_id = i.id and a.attempt_id = ${attempt.id}
    where i.agency_id = ${attempt.agency_id} and i.id = any(${attempt.item_ids as ItemId[]}::uuid[])`.execute(tx);
  return rows;
}

export async function finishAttempt(tx: Tx, attempt: AttemptRow, result: readonly CompetencyResult[], at: Instant): Promise<void> {
  await tables(tx)
    .updateTable('assessment.attempts')
    .set({ finished_at: at, result: json(result) })
    .where('agency_id', '=', attempt.agency_id)
    .where('id', '=', attempt.id)
    .execute();
}
