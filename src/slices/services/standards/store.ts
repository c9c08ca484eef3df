import type { AgencyId, UnitId } from '#slices/directory';
import { json, sql, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import type { Text } from '#platform/words';
import {
  type Definition,
  definition,
  type DraftContent,
  type DraftId,
  type DraftState,
  type DraftStepKind,
  headOf,
  type ServiceHead,
  type ServiceId,
  type ServiceInput,
  withLetters,
} from '../model.ts';

export type ServiceCard = {
  readonly agencyId: AgencyId;
  readonly id: ServiceId;
  readonly slug: string;
  readonly unitId: UnitId;
  readonly unitCode: string;
  readonly unitName: string;
  readonly lifeEvent: string;
  readonly name: Text;
  readonly summary: Text;
  readonly workingDays: number;
  readonly fee: bigint;
  readonly feeBasis: string;
  readonly accountNeeded: boolean;
  readonly version: number;
  /** Since when it takes no new applications. */
  readonly retiredAt: Instant | undefined;
};

export type Service = ServiceCard & { readonly definition: Definition; readonly publishedAt: Instant };

type Row = {
  agency_id: AgencyId;
  id: ServiceId;
  slug: string;
  unit_id: UnitId;
  unit_code: string;
  unit_name: string;
  life_event: string;
  name: Text;
  summary: Text;
  working_days: number;
  fee_rupiah: bigint;
  fee_basis: string;
  account_needed: boolean;
  version: number;
  retired_at: Instant | null;
};

function toCard(row: Row): ServiceCard {
  return {
    agencyId: row.agency_id,
    id: row.id,
    slug: row.slug,
    unitId: row.unit_id,
    unitCode: row.unit_code,
    unitName: row.unit_name,
    lifeEvent: row.life_event,
    name: row.name,
    summary: row.summary,
    workingDays: row.working_days,
    fee: row.fee_rupiah,
    feeBasis: row.fee_basis,
    accountNeeded: row.account_needed,
    version: row.version,
    retiredAt: row.retired_at ?? undefined,
  };
}

const columns = sql.raw(`s.agency_id, s.id, s.slug, s.unit_id, u.code as unit_code, u.name as unit_name, s.life_event, s.name, s.summary, s.working_days,
  s.fee_rupiah, s.fee_basis, s.account_needed, s.version, r.retired_at`);
const from = sql.raw(`services.services s join directory.units u on u.agency_id = s.agency_id and u.id = s.unit_id
  left join services.retirements r on r.agency_id = s.agency_id and r.service_id = s.id and r.ended_at is null`);

/** All services of an agency by name, also those that take no new applications. */
export async function servicesOf(tx: Tx, agencyId: string): Promise<readonly ServiceCard[]> {
  const { rows } = await sql<Row>`select ${columns} from ${from} where s.agency_id = ${agencyId} order by s.name->>'id'`.execute(tx);
  return rows.map(toCard);
}

export type ServiceName = { readonly id: ServiceId; readonly unitId: UnitId; readonly name: Text };

/** What a list of cases needs of the catalogue. */
export async function serviceNames(tx: Tx, agencyId: string): Promise<readonly ServiceName[]> {
  const { rows } =
    await sql<ServiceName>`select id, unit_id as "unitId", name from services.services where agency_id = ${agencyId} order by name->>'id'`.execute(tx);
  return rows;
}

export async function findServices(tx: Tx, query: string, most = 20): Promise<readonly ServiceCard[]> {
  const { rows } = await sql<Row>`select ${columns} from services.find_services(${query}, ${most}) f
    join (${from}) on s.agency_id = f.agency_id and s.id = f.id where r.retired_at is null order by f.rank desc, s.slug`.execute(tx);
  return rows.map(toCard);
}

export async function servicesByIds(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, ServiceCard>> {
  const { rows } = await sql<Row>`select ${columns} from ${from} where s.id = any(${ids as string[]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, toCard(row)]));
}

export async function findService(tx: Tx, agencyId: string, slug: string): Promise<Service | undefined> {
  const { rows } = await sql<Row & { definition: unknown; published_at: Instant }>`select ${columns}, s.definition, s.published_at from ${from}
    where s.agency_id = ${agencyId} and s.slug = ${slug}`.execute(tx);
  return rows[0] && { ...toCard(rows[0]), definition: readDefinition(rows[0].definition), publishedAt: rows[0].published_at };
}

function readDefinition(stored: unknown): Definition {
  return definition.parse(withLetters(stored));
}

export type ServiceVersion = { readonly workingDays: number; readonly definition: Definition };

// A published version never changes: parsed once.
const versions = new Map<string, ServiceVersion>();

export async function serviceVersion(tx: Tx, agencyId: string, serviceId: string, version: number): Promise<ServiceVersion> {
  const key = `${serviceId} ${version}`;
  const known = versions.get(key);
  if (known) return known;
  const { rows } = await sql<{ working_days: number; definition: unknown }>`select working_days, definition from services.service_versions
    where agency_id = ${agencyId} and service_id = ${serviceId} and version = ${version}`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error('a case without its version of the standard');
  const found = { workingDays: row.working_days, definition: readDefinition(row.definition) };
  versions.set(key, found);
  return found;
}

type Publishing = {
  readonly agencyId: AgencyId;
  readonly id: ServiceId;
  readonly unitId: UnitId;
  readonly version: number;
  readonly input: ServiceInput;
  readonly draftId: DraftId;
  readonly personId: string | undefined;
  readonly now: Instant;
};

/** What is published at this address or as this service; until the end of the transaction nobody else publishes at the address. */
export async function publishedAt(
  tx: Tx,
  agencyId: AgencyId,
  { slug, id }: { readonly slug: string; readonly id: ServiceId },
): Promise<readonly { readonly id: ServiceId; readonly slug: string; readonly version: number }[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`publish ${agencyId} ${slug}`}, 0))`.execute(tx);
  const { rows } = await sql<{ id: ServiceId; slug: string; version: number }>`select id, slug, version from services.services
    where agency_id = ${agencyId} and (slug = ${slug} or id = ${id}) for update`.execute(tx);
  return rows;
}

export async function savePublished(tx: Tx, { agencyId, id, unitId, version, input, draftId, personId, now }: Publishing): Promise<void> {
  const body = json(definition.parse(input));
  const named = [input.name.id, input.name.en ?? '', ...input.synonyms, input.lifeEvent].join(' ');
  const told = [input.summary.id, input.summary.en ?? ''].join(' ');
  await sql`
    insert into services.services (agency_id, id, slug, unit_id, version, life_event, name, summary, synonyms, working_days, fee_rupiah, fee_basis,
      account_needed, definition, published_at, search_plain, search_words)
    values (${agencyId}, ${id}, ${input.slug}, ${unitId}, ${version}, ${input.lifeEvent}, ${json(input.name)}, ${json(input.summary)}, ${input.synonyms}::text[],
      ${input.workingDays}, ${BigInt(input.fee.rupiah)}, ${input.fee.basis}, ${input.accountNeeded}, ${body}, ${now}, platform.plain_text(${`${named} ${told}`}::text),
      setweight(to_tsvector('indonesian', ${named}::text), 'A') || setweight(to_tsvector('indonesian', ${told}::text), 'B'))
    on conflict (agency_id, id) do update set unit_id = excluded.unit_id, version = excluded.version, life_event = excluded.life_event, name = excluded.name,
      summary = excluded.summary, synonyms = excluded.synonyms, working_days = excluded.working_days, fee_rupiah = excluded.fee_rupiah, fee_basis = excluded.fee_basis,
      account_needed = excluded.account_needed, definition = excluded.definition, published_at = excluded.published_at, search_plain = excluded.search_plain, search_words = excluded.search_words`.execute(
    tx,
  );
  await sql`insert into services.service_versions (agency_id, service_id, version, working_days, head, definition, published_at, published_by, draft_id)
    values (${agencyId}, ${id}, ${version}, ${input.workingDays}, ${json(headOf(input))}, ${body}, ${now}, ${personId ?? null}, ${draftId})`.execute(tx);
}

/** One version of a service, whole: as it was sent in, and as it goes out in one file. */
export async function findInput(tx: Tx, agencyId: string, slug: string, version?: number): Promise<ServiceInput | undefined> {
  const { rows } = await sql<{ head: ServiceHead; definition: unknown; unit: string; isNow: boolean }>`
    select v.head, v.definition, u.code as unit, v.version = s.version as "isNow" from services.services s
      join services.service_versions v on v.agency_id = s.agency_id and v.service_id = s.id and v.version = coalesce(${version ?? null}::integer, s.version)
      join directory.units u on u.agency_id = s.agency_id and u.id = s.unit_id
    where s.agency_id = ${agencyId} and s.slug = ${slug}`.execute(tx);
  const row = rows[0];
  // A unit may have another code by now; an older version keeps what it said.
  return row && { ...row.head, ...(row.isNow ? { unit: row.unit } : {}), ...readDefinition(row.definition) };
}

export type ServiceVersionFacts = {
  readonly version: number;
  readonly workingDays: number;
  readonly publishedAt: Instant;
  readonly publishedBy: string | null;
  /** Who wrote parts of its draft. */
  readonly writtenBy: readonly string[];
};

/** Every version that was published, the newest first. */
export async function versionsOf(tx: Tx, agencyId: string, slug: string): Promise<readonly ServiceVersionFacts[]> {
  const { rows } = await sql<ServiceVersionFacts>`
    select v.version, v.working_days as "workingDays", v.published_at as "publishedAt", v.published_by as "publishedBy",
      array(select distinct t.person_id from services.draft_steps t
        where t.agency_id = v.agency_id and t.draft_id = v.draft_id and t.kind in ('begun', 'written') and t.person_id is not null order by 1) as "writtenBy"
    from services.services s join services.service_versions v on v.agency_id = s.agency_id and v.service_id = s.id
    where s.agency_id = ${agencyId} and s.slug = ${slug} order by v.version desc`.execute(tx);
  return rows;
}

type Retiring = { readonly agencyId: AgencyId; readonly id: ServiceId; readonly personId: string | undefined; readonly now: Instant };

/** Whether it took applications until now. */
export async function insertRetirement(tx: Tx, { agencyId, id, personId, now }: Retiring, reason: string): Promise<boolean> {
  const { rows } = await sql`insert into services.retirements (agency_id, service_id, retired_at, retired_by, reason)
    values (${agencyId}, ${id}, ${now}, ${personId ?? null}, ${reason}) on conflict (agency_id, service_id) where ended_at is null do nothing returning 1 as done`.execute(
    tx,
  );
  return rows.length > 0;
}

/** Whether it took no applications until now. */
export async function endRetirement(tx: Tx, { agencyId, id, personId, now }: Retiring): Promise<boolean> {
  const { rows } = await sql`update services.retirements set ended_at = ${now}, ended_by = ${personId ?? null}
    where agency_id = ${agencyId} and service_id = ${id} and ended_at is null returning 1 as done`.execute(tx);
  return rows.length > 0;
}

export type Draft = {
  readonly agencyId: AgencyId;
  readonly id: DraftId;
  readonly serviceId: ServiceId;
  readonly state: DraftState;
  readonly content: DraftContent;
  readonly version: number;
  readonly changedAt: Instant;
  /** The version that is published now; undefined while the service is new. */
  readonly published: { readonly slug: string; readonly version: number } | undefined;
  /** Who wrote any part of it, or asked for its review. */
  readonly writtenBy: readonly string[];
};

type DraftRow = {
  agency_id: AgencyId;
  id: DraftId;
  service_id: ServiceId;
  state: DraftState;
  content: DraftContent;
  version: number;
  changed_at: Instant;
  slug: string | null;
  published: number | null;
  written_by: readonly string[];
};

function toDraft(row: DraftRow): Draft {
  return {
    agencyId: row.agency_id,
    id: row.id,
    serviceId: row.service_id,
    state: row.state,
    content: withLetters(row.content) as DraftContent,
    version: row.version,
    changedAt: row.changed_at,
    published: row.slug !== null && row.published !== null ? { slug: row.slug, version: row.published } : undefined,
    writtenBy: row.written_by,
  };
}

const draftColumns = sql.raw(`d.agency_id, d.id, d.service_id, d.state, d.content, d.version, d.changed_at, s.slug, s.version as published,
  array(select distinct t.person_id from services.draft_steps t where t.agency_id = d.agency_id and t.draft_id = d.id
    and t.kind in ('begun', 'written', 'sent') and t.person_id is not null)::text[] as written_by`);
const draftsFrom = sql.raw('services.service_drafts d left join services.services s on s.agency_id = d.agency_id and s.id = d.service_id');

export async function draftOf(tx: Tx, agencyId: AgencyId, id: DraftId): Promise<Draft | undefined> {
  const { rows } = await sql<DraftRow>`select ${draftColumns} from ${draftsFrom} where d.agency_id = ${agencyId} and d.id = ${id}`.execute(tx);
  return rows[0] && toDraft(rows[0]);
}

export async function draftForUpdate(tx: Tx, agencyId: AgencyId, id: DraftId): Promise<Draft | undefined> {
  const { rows } = await sql<DraftRow>`select ${draftColumns} from ${draftsFrom} where d.agency_id = ${agencyId} and d.id = ${id} for update of d`.execute(tx);
  return rows[0] && toDraft(rows[0]);
}

/** What is being written or reviewed now, the newest change first. */
export async function openDrafts(tx: Tx, agencyId: AgencyId): Promise<readonly Draft[]> {
  const { rows } = await sql<DraftRow>`select ${draftColumns} from ${draftsFrom}
    where d.agency_id = ${agencyId} and d.state in ('draft', 'in-review') order by d.changed_at desc, d.id desc`.execute(tx);
  return rows.map(toDraft);
}

type BegunDraft = Pick<Draft, 'agencyId' | 'id' | 'serviceId' | 'content'> & { readonly now: Instant };

export async function insertDraft(tx: Tx, { agencyId, id, serviceId, content, now }: BegunDraft): Promise<void> {
  await sql`insert into services.service_drafts (agency_id, id, service_id, state, content, changed_at)
    values (${agencyId}, ${id}, ${serviceId}, 'draft', ${json(content)}, ${now})`.execute(tx);
}

/** The next version of a draft; the row is locked by who reads it for this. */
export async function saveDraft(
  tx: Tx,
  draft: Draft,
  to: { readonly state: DraftState; readonly content: DraftContent; readonly now: Instant },
): Promise<void> {
  await sql`update services.service_drafts set state = ${to.state}, content = ${json(to.content)}, version = ${draft.version + 1}, changed_at = ${to.now}
    where agency_id = ${draft.agencyId} and id = ${draft.id}`.execute(tx);
}

export type DraftStep = {
  readonly version: number;
  readonly kind: DraftStepKind;
  readonly parts: readonly string[];
  readonly note: string | null;
  readonly personId: string | null;
  readonly happenedAt: Instant;
};

export async function insertDraftStep(tx: Tx, { agencyId, id }: Pick<Draft, 'agencyId' | 'id'>, step: DraftStep): Promise<void> {
  await sql`insert into services.draft_steps (agency_id, draft_id, version, kind, parts, note, person_id, happened_at)
    values (${agencyId}, ${id}, ${step.version}, ${step.kind}, ${step.parts as string[]}::text[], ${step.note}, ${step.personId}, ${step.happenedAt})`.execute(
    tx,
  );
}

/** What happened to a draft, in order. */
export async function draftSteps(tx: Tx, agencyId: AgencyId, id: DraftId): Promise<readonly DraftStep[]> {
  const { rows } = await sql<DraftStep>`select version, kind, parts, note, person_id as "personId", happened_at as "happenedAt" from services.draft_steps
    where agency_id = ${agencyId} and draft_id = ${id} order by version`.execute(tx);
  return rows;
}
