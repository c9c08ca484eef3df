import type { AgencyId, PersonId, UnitId } from '#slices/directory';
import { sql, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import type { ApplicationId, DrawExclusion, RedrawReason, ServiceId } from '../model.ts';

type NewDraw = {
  readonly agencyId: AgencyId;
  readonly id: string;
  readonly applicationId: ApplicationId;
  readonly draw: string;
  readonly examiners: number;
  readonly again: RedrawReason | null;
  readonly event: string;
  readonly by: PersonId;
  readonly now: Instant;
  readonly dueAt: Instant;
};

export type Labelled = { readonly label: string; readonly personId: PersonId; readonly excluded: DrawExclusion | null };

export async function insertDraw(tx: Tx, one: NewDraw, labels: readonly Labelled[]): Promise<void> {
  await sql`insert into services.draws (agency_id, id, application_id, draw, examiners, again, announced_event, announced_by, announced_at, due_at)
    values (${one.agencyId}, ${one.id}, ${one.applicationId}, ${one.draw}, ${one.examiners}, ${one.again}, ${one.event}, ${one.by}, ${one.now}, ${one.dueAt})`.execute(
    tx,
  );
  await sql`insert into services.draw_labels (agency_id, draw_id, label, person_id, excluded)
    select ${one.agencyId}, ${one.id}, new.label, new.person, new.excluded
    from unnest(${labels.map((each) => each.label)}::text[], ${labels.map((each) => each.personId)}::uuid[], ${labels.map((each) => each.excluded)}::text[]) as new (label, person, excluded)`.execute(
    tx,
  );
}

/** Of these people, who must not come near the case, by any rule of recusal. */
export async function recusedOf(tx: Tx, id: ApplicationId, people: readonly PersonId[]): Promise<ReadonlySet<PersonId>> {
  const { rows } = await sql<{ person: PersonId }>`select p.id as person from services.applications a cross join directory.people p
    where a.id = ${id} and p.id = any(${people as PersonId[]}::uuid[]) and (services.recusal_of(a.agency_id, a.id, p.id) is not null
      or a.applicant_person_id = p.id or a.clerk_id = p.id or lower(p.email) in (lower(a.applicant_email), lower(a.account_email)))`.execute(tx);
  return new Set(rows.map((row) => row.person));
}

export async function drawsBefore(tx: Tx, applicationId: ApplicationId): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from services.draws where application_id = ${applicationId}`.execute(tx);
  return Number(rows[0]?.n ?? 0n);
}

export type OpenDraw = {
  readonly agencyId: AgencyId;
  readonly id: string;
  readonly draw: string;
  readonly examiners: number;
  readonly applicationId: ApplicationId;
  readonly serviceId: ServiceId;
  readonly unitId: UnitId;
  readonly ticket: string;
  readonly leaf: number;
};

/** Lots whose announcement stands in the log and that have no result, locked; those that another process draws are left to it. */
export async function openDraws(tx: Tx): Promise<readonly OpenDraw[]> {
  const { rows } = await sql<Omit<OpenDraw, 'leaf'> & { readonly leaf: bigint }>`select d.agency_id as "agencyId", d.id, d.draw, d.examiners,
      a.id as "applicationId", a.service_id as "serviceId", a.unit_id as "unitId", a.ticket, e.leaf_index as leaf
    from services.draws d join services.applications a on a.agency_id = d.agency_id and a.id = d.application_id
    join outbox.events e on e.id = d.announced_event
    where d.done_at is null and e.leaf_index is not null order by e.leaf_index limit 20 for update of d skip locked`.execute(tx);
  return rows.map((row) => ({ ...row, leaf: Number(row.leaf) }));
}

export async function labelsOf(tx: Tx, { agencyId, id }: Pick<OpenDraw, 'agencyId' | 'id'>): Promise<readonly Labelled[]> {
  const { rows } = await sql<Labelled>`select label, person_id as "personId", excluded from services.draw_labels
    where agency_id = ${agencyId} and draw_id = ${id} order by label`.execute(tx);
  return rows;
}

export async function saveResult(
  tx: Tx,
  { agencyId, id }: Pick<OpenDraw, 'agencyId' | 'id'>,
  done: { readonly size: number; readonly root: Uint8Array; readonly now: Instant },
): Promise<void> {
  await sql`update services.draws set size = ${BigInt(done.size)}, root = ${done.root}, done_at = ${done.now} where agency_id = ${agencyId} and id = ${id}`.execute(
    tx,
  );
}

type Drawn = { readonly label: string; readonly place: number; readonly event: string };

export async function saveDrawn(tx: Tx, { agencyId, id }: Pick<OpenDraw, 'agencyId' | 'id'>, { label, place, event }: Drawn): Promise<void> {
  await sql`update services.draw_labels set place = ${place}, event_id = ${event} where agency_id = ${agencyId} and draw_id = ${id} and label = ${label}`.execute(
    tx,
  );
}

export type CaseDraw = {
  readonly draw: string;
  readonly again: RedrawReason | null;
  readonly announcedAt: Instant;
  readonly doneAt: Instant | null;
  /** Who was drawn, in the order of the result. */
  readonly drawn: readonly { readonly label: string; readonly personId: PersonId; readonly eventId: string }[];
};

/** The lots of a case, the newest first. */
export async function drawsOf(tx: Tx, applicationId: ApplicationId): Promise<readonly CaseDraw[]> {
  const { rows } = await sql<
    Omit<CaseDraw, 'drawn'> & { readonly drawn: CaseDraw['drawn'] | null }
  >`select d.draw, d.again, d.announced_at as "announcedAt", d.done_at as "doneAt",
      (select json_agg(json_build_object('label', l.label, 'personId', l.person_id, 'eventId', l.event_id) order by l.place) from services.draw_labels l
        where l.agency_id = d.agency_id and l.draw_id = d.id and l.place is not null) as drawn
    from services.draws d where d.application_id = ${applicationId} order by d.announced_at desc, d.id desc`.execute(tx);
  return rows.map((row) => ({ ...row, drawn: row.drawn ?? [] }));
}

export type PublicDraw = {
  readonly draw: string;
  readonly service: ServiceId;
  readonly unit: UnitId;
  readonly count: number;
  readonly labels: readonly string[];
  readonly excluded: readonly { readonly label: string; readonly why: DrawExclusion }[];
  readonly again: RedrawReason | null;
  readonly announcedAt: Instant;
  readonly dueAt: Instant;
  readonly leaf: number | undefined;
  readonly doneAt: Instant | undefined;
  readonly size: number | undefined;
  readonly root: Uint8Array | undefined;
  readonly result: readonly string[];
};

type PublicRow = {
  draw: string;
  again: RedrawReason | null;
  payload: { service: ServiceId; unit: UnitId; count: number; labels: readonly string[]; excluded: PublicDraw['excluded'] };
  announced_at: Instant;
  due_at: Instant;
  leaf_index: bigint | null;
  done_at: Instant | null;
  size: bigint | null;
  root: Uint8Array | null;
  result: readonly string[] | null;
};

/** What anybody may know of lots: as the log has it. */
export async function publicDraws(tx: Tx, asked: { readonly draw?: string; readonly most: number; readonly skip: number }): Promise<readonly PublicDraw[]> {
  const { rows } = await sql<PublicRow>`select d.draw, d.again, e.payload, d.announced_at, d.due_at, e.leaf_index, d.done_at, d.size, d.root,
      (select json_agg(l.label order by l.place) from services.draw_labels l where l.agency_id = d.agency_id and l.draw_id = d.id and l.place is not null) as result
    from services.draws d join outbox.events e on e.id = d.announced_event ${asked.draw === undefined ? sql`` : sql`where d.draw = ${asked.draw}`}
    order by d.announced_at desc, d.id desc limit ${asked.most} offset ${asked.skip}`.execute(tx);
  return rows.map(({ payload, ...row }) => ({
    draw: row.draw,
    service: payload.service,
    unit: payload.unit,
    count: payload.count,
    labels: payload.labels,
    excluded: payload.excluded,
    again: row.again,
    announcedAt: row.announced_at,
    dueAt: row.due_at,
    leaf: row.leaf_index === null ? undefined : Number(row.leaf_index),
    doneAt: row.done_at ?? undefined,
    size: row.size === null ? undefined : Number(row.size),
    root: row.root ?? undefined,
    result: row.result ?? [],
  }));
}

/** How many were announced and not done in their time. */
export async function abandonedDraws(tx: Tx, now: Instant): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from services.draws where done_at is null and due_at < ${now}`.execute(tx);
  return Number(rows[0]?.n ?? 0n);
}
