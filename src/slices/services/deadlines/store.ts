import { sql, type Tx } from '#platform/db';
import type { Id } from '#platform/ids';
import type { Instant, PlainDate } from '#platform/time';
import type { Text } from '#platform/words';
import type { ApplicationId, Pause } from '../model.ts';

export type ChangeId = Id<'deadline-change'>;

export type OpenDeadline = {
  readonly id: ApplicationId;
  readonly ticket: string;
  readonly service: Text;
  readonly submitted_at: Instant;
  readonly due_on: PlainDate;
  readonly due_provisional: boolean;
  readonly workingDays: number;
  readonly pauses: readonly Pause[];
};

type Row = Omit<OpenDeadline, 'pauses'> & { readonly paused: readonly { readonly from: string; readonly until: string | null }[] | null };

/** The promises that an agency has still to keep; `ids` narrows them to these, locked in order of arrival. */
export async function openDeadlines(tx: Tx, agencyId: string, ids?: readonly ApplicationId[]): Promise<readonly OpenDeadline[]> {
  const { rows } = await sql<Row>`
    select a.id, a.ticket, s.name as service, a.submitted_at, a.due_on, a.due_provisional, v.working_days as "workingDays",
      (select json_agg(json_build_object('from', p.from_on, 'until', p.until_on)) from services.pauses p
        where p.agency_id = a.agency_id and p.application_id = a.id) as paused
    from services.applications a
    join services.services s on s.agency_id = a.agency_id and s.id = a.service_id
    join services.service_versions v on v.agency_id = a.agency_id and v.service_id = a.service_id and v.version = a.service_version
    where a.agency_id = ${agencyId} and a.state in ('submitted', 'in-review', 'returned') and a.due_on is not null
      ${ids ? sql`and a.id = any(${ids as ApplicationId[]}::uuid[])` : sql``}
    order by a.submitted_at, a.id ${ids ? sql`for update of a` : sql``}`.execute(tx);
  const day = (text: string) => Temporal.PlainDate.from(text);
  return rows.map(({ paused, ...row }) => ({
    ...row,
    pauses: (paused ?? []).map(({ from, until }) => ({ from: day(from), until: until === null ? undefined : day(until) })),
  }));
}

export async function setProvisional(tx: Tx, agencyId: string, id: ApplicationId, provisional: boolean): Promise<void> {
  await sql`update services.applications set due_provisional = ${provisional} where agency_id = ${agencyId} and id = ${id}`.execute(tx);
}

/** Who caused an event, as it stands in it. */
export async function actorOfEvent(tx: Tx, eventId: string): Promise<string> {
  const { rows } = await sql<{ actor: string }>`select actor from outbox.events where id = ${eventId}`.execute(tx);
  return rows[0]?.actor ?? '';
}

type NewChange = { readonly agencyId: string; readonly id: ChangeId; readonly cause: string; readonly by: string; readonly at: Instant };

export async function insertChange(tx: Tx, { agencyId, id, cause, by, at }: NewChange): Promise<void> {
  await sql`insert into services.deadline_changes (agency_id, id, cause, proposed_by, proposed_at)
    values (${agencyId}, ${id}, ${cause}, ${by}, ${at})`.execute(tx);
}

export type Move = { readonly application_id: ApplicationId; readonly from_on: PlainDate; readonly to_on: PlainDate; readonly was_provisional: boolean };

export async function insertMoves(tx: Tx, agencyId: string, changeId: ChangeId, moves: readonly Move[]): Promise<void> {
  for (const one of moves) {
    await sql`insert into services.deadline_moves (agency_id, change_id, application_id, from_on, to_on, was_provisional)
      values (${agencyId}, ${changeId}, ${one.application_id}, ${one.from_on}, ${one.to_on}, ${one.was_provisional})`.execute(tx);
  }
}

export type Change = {
  readonly id: ChangeId;
  readonly cause: string;
  readonly proposed_by: string;
  readonly proposed_at: Instant;
  readonly settled_by: string | null;
  readonly settled_at: Instant | null;
  readonly confirmed: boolean | null;
  readonly note: string | null;
  readonly n: number;
};

const columns = sql.raw(`id, cause, proposed_by, proposed_at, settled_by, settled_at, confirmed, note,
  (select count(*)::int from services.deadline_moves m where m.agency_id = c.agency_id and m.change_id = c.id) as n`);

/** Those that wait first, then the newest. */
export async function changesOf(tx: Tx, agencyId: string, most: number): Promise<readonly Change[]> {
  const { rows } = await sql<Change>`select ${columns} from services.deadline_changes c where agency_id = ${agencyId}
    order by settled_at is not null, proposed_at desc, id desc limit ${most}`.execute(tx);
  return rows;
}

export async function waitingChanges(tx: Tx, agencyId: string): Promise<readonly Change[]> {
  const { rows } = await sql<Change>`select ${columns} from services.deadline_changes c where agency_id = ${agencyId} and settled_at is null
    order by proposed_at, id`.execute(tx);
  return rows;
}

export async function findChange(tx: Tx, agencyId: string, id: ChangeId): Promise<Change | undefined> {
  const { rows } = await sql<Change>`select ${columns} from services.deadline_changes c where agency_id = ${agencyId} and id = ${id}`.execute(tx);
  return rows[0];
}

export async function lockChange(tx: Tx, agencyId: string, id: ChangeId): Promise<Change | undefined> {
  await sql`select from services.deadline_changes where agency_id = ${agencyId} and id = ${id} for update`.execute(tx);
  return findChange(tx, agencyId, id);
}

export type MoveLine = Move & { readonly ticket: string; readonly service: Text; readonly moved: boolean };

export async function movesOf(tx: Tx, agencyId: string, id: ChangeId): Promise<readonly MoveLine[]> {
  const { rows } = await sql<MoveLine>`select m.application_id, m.from_on, m.to_on, m.was_provisional, m.moved, a.ticket, s.name as service
    from services.deadline_moves m
    join services.applications a on a.agency_id = m.agency_id and a.id = m.application_id
    join services.services s on s.agency_id = a.agency_id and s.id = a.service_id
    where m.agency_id = ${agencyId} and m.change_id = ${id} order by a.submitted_at, a.id`.execute(tx);
  return rows;
}

type Settled = {
  readonly by: string;
  readonly at: Instant;
  readonly confirmed: boolean;
  readonly note: string | null;
  readonly moved: readonly ApplicationId[];
};

export async function settleChange(tx: Tx, agencyId: string, id: ChangeId, { by, at, confirmed, note, moved }: Settled): Promise<void> {
  await sql`update services.deadline_changes set settled_by = ${by}, settled_at = ${at}, confirmed = ${confirmed}, note = ${note}
    where agency_id = ${agencyId} and id = ${id}`.execute(tx);
  await sql`update services.deadline_moves set moved = true
    where agency_id = ${agencyId} and change_id = ${id} and application_id = any(${moved as ApplicationId[]}::uuid[])`.execute(tx);
}
