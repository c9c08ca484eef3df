import { json, sql, type Tx } from '#platform/db';
import type { Alarm } from './detector.ts';
import { type OvertakingRow, type PublicFact, type QueueCase, type Span, startOfMonth } from './rules.ts';

/** How much of the log has been counted, locked: whoever counts next goes on from there. */
export async function countedForUpdate(tx: Tx): Promise<number> {
  const { rows } = await sql<{ size: bigint }>`select size from services.queue_counted for update`.execute(tx);
  return Number(rows[0]?.size ?? 0n);
}

export async function setCounted(tx: Tx, size: number): Promise<void> {
  await sql`update services.queue_counted set size = ${BigInt(size)}`.execute(tx);
}

export type LoggedFact = { readonly agencyId: string; readonly fact: PublicFact };

/** The facts of queues between two sizes of the log, in its order. */
export async function factsBetween(tx: Tx, from: number, until: number): Promise<readonly LoggedFact[]> {
  const { rows } = await sql<{ agency_id: string; payload: PublicFact }>`select agency_id, payload from outbox.events
    where agency_id = any(array(select id from directory.agencies)) and leaf_index >= ${BigInt(from)} and leaf_index < ${BigInt(until)}
      and kind = 'services.queue-moved' order by leaf_index`.execute(tx);
  return rows.map((row) => ({ agencyId: row.agency_id, fact: row.payload }));
}

type CaseRow = {
  token: string;
  unit: string;
  service: string;
  arrived_at: Temporal.Instant;
  spans: readonly Span[];
  taken_at: Temporal.Instant | null;
  reason: string | null;
  pauses: number;
  paused_since: Temporal.Instant | null;
  paused_ms: bigint;
  ended_at: Temporal.Instant | null;
};
const caseColumns = sql.raw('token, unit, service, arrived_at, spans, taken_at, reason, pauses, paused_since, paused_ms, ended_at');

const toCase = (row: CaseRow): QueueCase => ({
  token: row.token,
  unit: row.unit || null,
  service: row.service,
  arrived: row.arrived_at.epochMilliseconds,
  spans: row.spans,
  taken: row.taken_at?.epochMilliseconds ?? null,
  reason: row.reason,
  pauses: row.pauses,
  pausedSince: row.paused_since?.epochMilliseconds ?? null,
  paused: Number(row.paused_ms),
  ended: row.ended_at?.epochMilliseconds ?? null,
});

export async function queueCasesByTokens(tx: Tx, tokens: readonly string[]): Promise<readonly QueueCase[]> {
  const { rows } = await sql<CaseRow>`select ${caseColumns} from services.queue_cases where token = any(${tokens as string[]}::text[])`.execute(tx);
  return rows.map(toCase);
}

const instant = (at: number | null) => (at === null ? null : new Date(at).toISOString());

export async function saveQueueCases(tx: Tx, agencyId: string, cases: readonly QueueCase[]): Promise<void> {
  await sql`insert into services.queue_cases (agency_id, token, unit, service, arrived_at, spans, waited_until, taken_at, reason, pauses, paused_since, paused_ms, ended_at)
    select ${agencyId}, new.token, new.unit, new.service, new.arrived, new.spans::jsonb, new.until, new.taken, new.reason, new.pauses, new.since, new.paused, new.ended
    from unnest(${cases.map((one) => one.token)}::text[], ${cases.map((one) => one.unit ?? '')}::text[], ${cases.map((one) => one.service)}::text[],
      ${cases.map((one) => instant(one.arrived))}::timestamptz[], ${cases.map((one) => JSON.stringify(one.spans))}::text[],
      ${cases.map((one) => instant(one.spans.at(-1)?.[1] ?? null))}::timestamptz[], ${cases.map((one) => instant(one.taken))}::timestamptz[],
      ${cases.map((one) => one.reason)}::text[], ${cases.map((one) => one.pauses)}::int[], ${cases.map((one) => instant(one.pausedSince))}::timestamptz[],
      ${cases.map((one) => String(one.paused))}::bigint[], ${cases.map((one) => instant(one.ended))}::timestamptz[])
      as new (token, unit, service, arrived, spans, until, taken, reason, pauses, since, paused, ended)
    on conflict (agency_id, token) do update set spans = excluded.spans, waited_until = excluded.waited_until, taken_at = excluded.taken_at,
      reason = excluded.reason, pauses = excluded.pauses, paused_since = excluded.paused_since, paused_ms = excluded.paused_ms, ended_at = excluded.ended_at`.execute(
    tx,
  );
}

export type Queue = { readonly agencyId: string; readonly unit: string | null; readonly service: string };

/**
 * The cases of one queue that bear on months from this one on: those that waited in them, and all that were taken while one of
 * those waited.
 */
export async function casesBearingOn(tx: Tx, { agencyId, unit, service }: Queue, month: string): Promise<readonly QueueCase[]> {
  const queue = sql`agency_id = ${agencyId} and service = ${service} and unit = ${unit ?? ''}`;
  const { rows } = await sql<CaseRow>`select ${caseColumns} from services.queue_cases where ${queue} and (waited_until is null or waited_until >= (
      select min(arrived_at) from services.queue_cases where ${queue} and (waited_until is null or waited_until >= ${instant(startOfMonth(month))}::timestamptz)))`.execute(
    tx,
  );
  return rows.map(toCase);
}

export async function replaceOvertaking(tx: Tx, { agencyId, unit, service }: Queue, from: string, rows: readonly OvertakingRow[]): Promise<void> {
  await sql`delete from services.overtaking where agency_id = ${agencyId} and unit = ${unit ?? ''} and service = ${service} and month >= ${from}`.execute(tx);
  for (const row of rows)
    await sql`insert into services.overtaking (agency_id, unit, service, month, taken, out_of_turn, reasons, passed)
      values (${agencyId}, ${unit ?? ''}, ${service}, ${row.month}, ${row.taken}, ${row.outOfTurn}, ${json(row.reasons)}, ${json(row.passed)})`.execute(tx);
}

export type Published = { readonly size: number; readonly rows: readonly OvertakingRow[] };

/** All figures with the size of the log that they were counted from, in one statement: they belong together. */
export async function publishedOvertaking(tx: Tx): Promise<Published> {
  const { rows } = await sql<{ size: bigint; rows: readonly OvertakingRow[] | null }>`select size, (select json_agg(json_build_object(
      'unit', nullif(unit, ''), 'service', service, 'month', month, 'taken', taken, 'outOfTurn', out_of_turn, 'reasons', reasons, 'passed', passed)
      order by unit, service, month) from services.overtaking) as rows from services.queue_counted`.execute(tx);
  return { size: Number(rows[0]?.size ?? 0n), rows: rows[0]?.rows ?? [] };
}

export async function queuesSince(tx: Tx, since: Temporal.Instant): Promise<readonly Queue[]> {
  const { rows } = await sql<{
    agencyId: string;
    unit: string;
    service: string;
  }>`select distinct agency_id as "agencyId", unit, service from services.queue_cases
    where arrived_at >= ${since} order by 1, 2, 3`.execute(tx);
  return rows.map((row) => ({ ...row, unit: row.unit || null }));
}

export async function casesSince(tx: Tx, { agencyId, unit, service }: Queue, since: Temporal.Instant): Promise<readonly QueueCase[]> {
  const { rows } = await sql<CaseRow>`select ${caseColumns} from services.queue_cases
    where agency_id = ${agencyId} and service = ${service} and unit = ${unit ?? ''} and arrived_at >= ${since}`.execute(tx);
  return rows.map(toCase);
}

/** The alarms of an agency as they are found now; when each was found first is kept. */
export async function replaceAlarms(tx: Tx, agencyId: string, alarms: readonly Alarm[], now: Temporal.Instant): Promise<void> {
  for (const one of alarms)
    await sql`insert into services.queue_alarms (agency_id, unit, service, month, kind, taken, expected, chance, tokens, first_found_at, found_at)
      values (${agencyId}, ${one.unit ?? ''}, ${one.service}, ${one.month}, ${one.kind}, ${one.taken}, ${one.expected}, ${one.p}, ${one.tokens as string[]}::text[], ${now}, ${now})
      on conflict (agency_id, unit, service, month, kind) do update set taken = excluded.taken, expected = excluded.expected,
        chance = excluded.chance, tokens = excluded.tokens, found_at = excluded.found_at`.execute(tx);
  await sql`delete from services.queue_alarms where agency_id = ${agencyId} and found_at < ${now}`.execute(tx);
}

export type FoundAlarm = Alarm & { readonly firstFoundAt: Temporal.Instant };

export async function alarmsIn(tx: Tx, agencyId: string): Promise<readonly FoundAlarm[]> {
  const { rows } =
    await sql<FoundAlarm>`select nullif(unit, '') as unit, service, month, kind, taken, expected, chance as p, tokens, first_found_at as "firstFoundAt"
    from services.queue_alarms where agency_id = ${agencyId} order by month desc, chance, service, kind`.execute(tx);
  return rows;
}
