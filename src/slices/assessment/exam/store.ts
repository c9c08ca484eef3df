import type { AgencyId, PersonId } from '#slices/directory';
import { json, over, sql, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import type { AttemptId, CompetencyResult, ExtraTimeId, ExtraTimeState, ItemId, TestId } from '../model.ts';
import type { AssessmentTables } from '../schema.ts';

const tables = (tx: Tx) => over<AssessmentTables>(tx);

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

const columns = sql.raw('agency_id, id, test_id, person_id, item_ids, started_at, ends_at, finished_at, result');

/** False when the person has one running already, begun at the same moment perhaps. */
export async function insertAttempt(tx: Tx, row: Omit<AttemptRow, 'finished_at' | 'result'>): Promise<boolean> {
  const { rows } = await sql`
    insert into assessment.attempts (agency_id, id, test_id, person_id, item_ids, started_at, ends_at)
    values (${row.agency_id}, ${row.id}, ${row.test_id}, ${row.person_id}, ${row.item_ids as ItemId[]}::uuid[], ${row.started_at}, ${row.ends_at})
    on conflict (agency_id, test_id, person_id) where finished_at is null do nothing returning 1 as inserted`.execute(tx);
  return rows.length > 0;
}

export async function findAttempt(tx: Tx, id: AttemptId, personId: PersonId): Promise<AttemptRow | undefined> {
  const { rows } = await sql<AttemptRow>`select ${columns} from assessment.attempts where id = ${id} and person_id = ${personId}`.execute(tx);
  return rows[0];
}

export async function attemptForUpdate(tx: Tx, id: AttemptId): Promise<AttemptRow | undefined> {
  const { rows } = await sql<AttemptRow>`select ${columns} from assessment.attempts where id = ${id} for update`.execute(tx);
  return rows[0];
}

export async function attemptsOf(tx: Tx, personId: PersonId): Promise<readonly AttemptRow[]> {
  const { rows } = await sql<AttemptRow>`select ${columns} from assessment.attempts where person_id = ${personId} order by started_at desc`.execute(tx);
  return rows;
}

export async function overdueAttempts(tx: Tx, before: Instant): Promise<readonly AttemptId[]> {
  const { rows } = await sql<{
    id: AttemptId;
  }>`select id from assessment.attempts where finished_at is null and ends_at < ${before} order by ends_at limit 200`.execute(tx);
  return rows.map((row) => row.id);
}

type NewAnswer = {
  readonly attemptId: AttemptId;
  readonly personId: PersonId;
  /** Of the items as they were served, from 1. */
  readonly place: number;
  readonly choice: string;
  readonly sequence: number;
  readonly now: Instant;
  /** An attempt that ends before this takes no more answers. */
  readonly openFrom: Instant;
};
export type Saved = {
  readonly found: boolean;
  readonly places: number | null;
  /** Null: there is no item at this place. */
  readonly offered: boolean | null;
  readonly counts: boolean | null;
  readonly kept: boolean;
};

/**
 * One statement, one round trip. The attempt is locked against its finish while the answer is written, so that what is said to
 * count is there when the answers are marked. The later of two answers wins by the client's count; an older one changes nothing.
 */
export async function saveAnswer(tx: Tx, answer: NewAnswer): Promise<Saved> {
  const { rows } = await sql<Saved>`
    with attempt as materialized (
      select agency_id, id, item_ids[${answer.place}::int] as item_id, cardinality(item_ids) as places,
             finished_at is null and ends_at >= ${answer.openFrom} as counts
      from assessment.attempts where id = ${answer.attemptId} and person_id = ${answer.personId} for key share
    ), item as materialized (
      select a.*, i.options @> jsonb_build_array(jsonb_build_object('key', ${answer.choice}::text)) as offered
      from attempt a join assessment.items i on i.agency_id = a.agency_id and i.id = a.item_id
    ), kept as (
      insert into assessment.answers as old (agency_id, attempt_id, item_id, choice, sequence, saved_at)
      select agency_id, id, item_id, ${answer.choice}, ${answer.sequence}::bigint, ${answer.now} from item where counts and offered
      on conflict (agency_id, attempt_id, item_id) do update
        set choice = excluded.choice, sequence = excluded.sequence, saved_at = excluded.saved_at where old.sequence <= excluded.sequence
      returning 1
    ), late as (
      insert into assessment.late_answers (agency_id, attempt_id, item_id, choice, sequence, received_at)
      select agency_id, id, item_id, ${answer.choice}, ${answer.sequence}::bigint, ${answer.now} from item where offered and not counts
      on conflict do nothing
    )
    select exists (select from attempt) as found, (select places from attempt) as places, (select offered from item) as offered,
           (select counts from attempt) as counts, exists (select from kept) as kept`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error('a statement without from gives one row');
  return row;
}

export async function answersOf(tx: Tx, agencyId: AgencyId, attemptId: AttemptId): Promise<ReadonlyMap<ItemId, string>> {
  const { rows } = await sql<{
    item_id: ItemId;
    choice: string;
  }>`select item_id, choice from assessment.answers where agency_id = ${agencyId} and attempt_id = ${attemptId}`.execute(tx);
  return new Map(rows.map((row) => [row.item_id, row.choice]));
}

export async function lateAnswersOf(tx: Tx, agencyId: AgencyId, attemptId: AttemptId): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from assessment.late_answers
    where agency_id = ${agencyId} and attempt_id = ${attemptId}`.execute(tx);
  return Number(rows[0]?.n ?? 0);
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

export type ExtraTimeRow = {
  readonly agency_id: AgencyId;
  readonly id: ExtraTimeId;
  readonly person_id: PersonId;
  readonly state: ExtraTimeState;
  readonly percent: number;
  readonly asked_at: Instant;
  readonly decided_at: Instant | null;
};
const extraColumns = sql.raw('agency_id, id, person_id, state, percent, asked_at, decided_at');

/** False when a request of this person waits already. */
export async function insertExtraTime(tx: Tx, row: Omit<ExtraTimeRow, 'decided_at'>): Promise<boolean> {
  const { rows } = await sql`insert into assessment.extra_time (agency_id, id, person_id, state, percent, asked_at)
    values (${row.agency_id}, ${row.id}, ${row.person_id}, ${row.state}, ${row.percent}, ${row.asked_at})
    on conflict (agency_id, person_id) where state = 'asked' do nothing returning 1 as inserted`.execute(tx);
  return rows.length > 0;
}

export async function waitingForUpdate(tx: Tx, agencyId: AgencyId, personId: PersonId): Promise<ExtraTimeRow | undefined> {
  const { rows } = await sql<ExtraTimeRow>`select ${extraColumns} from assessment.extra_time
    where agency_id = ${agencyId} and person_id = ${personId} and state = 'asked' for update`.execute(tx);
  return rows[0];
}

export async function decideExtraTime(tx: Tx, row: ExtraTimeRow, percent: number, by: PersonId, at: Instant): Promise<void> {
  await sql`update assessment.extra_time set state = ${percent > 0 ? 'given' : 'declined'}, percent = ${percent}, decided_at = ${at}, decided_by = ${by}
    where agency_id = ${row.agency_id} and id = ${row.id}`.execute(tx);
}

/** Newest first; of one person, or of all. */
export async function extraTimes(tx: Tx, agencyId: AgencyId, personId?: PersonId): Promise<readonly ExtraTimeRow[]> {
  const { rows } = await sql<ExtraTimeRow>`select ${extraColumns} from assessment.extra_time
    where agency_id = ${agencyId} ${personId ? sql`and person_id = ${personId}` : sql``} order by asked_at desc, id desc limit 300`.execute(tx);
  return rows;
}

/** A running attempt gets its share of time added at once. */
export async function extendRunning(tx: Tx, agencyId: AgencyId, personId: PersonId, percent: number): Promise<void> {
  await sql`update assessment.attempts a set ends_at = a.started_at + t.duration_minutes * (100 + ${percent}) * interval '1 minute' / 100
    from assessment.tests t where t.agency_id = a.agency_id and t.id = a.test_id
    and a.agency_id = ${agencyId} and a.person_id = ${personId} and a.finished_at is null`.execute(tx);
}
