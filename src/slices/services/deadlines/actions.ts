import { type AgencyId, agencies, holdersOf } from '#slices/directory';
import { calendarFor, deadlineOf, type slots as standardsSlots } from '#slices/standards';
import { actorReference } from '#platform/access';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { type PlainDate, todayIn, type Zone } from '#platform/time';
import { codeOf } from '../applications/case-code.ts';
import { factOf, writeTo } from '../applications/news.ts';
import { findApplication, updateApplication } from '../applications/store.ts';
import { deadlineMoved } from '../events.ts';
import type { ApplicationId } from '../model.ts';
import { serviceVersion } from '../standards/store.ts';
import { workflowOf } from '../workflow/model.ts';
import { recountSteps } from '../workflow/tasks.ts';
import { words } from '../words.ts';
import { deadlineUnder, isBy, maySettle } from './rules.ts';
import {
  actorOfEvent,
  type Change,
  type ChangeId,
  insertChange,
  insertMoves,
  lockChange,
  movesOf,
  type OpenDeadline,
  openDeadlines,
  setProvisional,
  settleChange,
} from './store.ts';

type Calendar = Awaited<ReturnType<typeof calendarFor>>;
type Moved = ReturnType<(typeof standardsSlots)['movedDeadlines']>;
type Place = { readonly calendar: Calendar; readonly zone: Zone; readonly today: PlainDate };
type Found = { readonly one: OpenDeadline; readonly to: { readonly on: PlainDate; readonly provisional: boolean } };

function under(one: OpenDeadline, { calendar, zone, today }: Place): Found {
  const counted = deadlineOf({ submittedOn: todayIn(one.submitted_at, zone), workingDays: one.workingDays, pauses: one.pauses, calendar });
  const earliest = deadlineOf({ submittedOn: today, workingDays: 1, pauses: [], calendar }).on;
  return { one, to: deadlineUnder({ on: one.due_on, provisional: one.due_provisional }, counted, earliest) };
}

const isMoved = ({ one, to }: Found) => !to.on.equals(one.due_on);

/** What a calendar would move of an agency's promises, without moving anything. */
export async function movedDeadlines(tx: Tx, ctx: Ctx, calendar: Calendar): Moved {
  const open = await openDeadlines(tx, ctx.agency.id);
  const found = open.map((one) => under(one, { calendar, zone: ctx.zone, today: ctx.today })).filter(isMoved);
  return found.map(({ one, to }) => ({ ticket: one.ticket, what: one.service, from: one.due_on, to: to.on, wasProvisional: one.due_provisional }));
}

type Cause = { readonly eventId: string; readonly cause: string; readonly only?: string | undefined };

/**
 * After a change of the calendar: proposes the deadlines that it moves, for a person to confirm. One that stays on its day and is
 * certain now needs nobody. Returns how many moves were proposed.
 */
export async function proposeDeadlines(ctx: Ctx, { eventId, cause, only }: Cause): Promise<number> {
  return ctx.transact(async (tx) => {
    let proposed = 0;
    const by = await actorOfEvent(tx, eventId);
    for (const { id: agencyId, zone } of await agencies(tx)) {
      if (only !== undefined && only !== agencyId) continue;
      const place = { calendar: await calendarFor(tx, agencyId), zone, today: todayIn(ctx.now, zone) };
      const all = (await openDeadlines(tx, agencyId)).map((one) => under(one, place));
      for (const { one, to } of all)
        if (to.on.equals(one.due_on) && to.provisional !== one.due_provisional) await setProvisional(tx, agencyId, one.id, to.provisional);
      const moves = all
        .filter(isMoved)
        .map(({ one, to }) => ({ application_id: one.id, from_on: one.due_on, to_on: to.on, was_provisional: one.due_provisional }));
      if (moves.length === 0) continue;
      const id = newId<'deadline-change'>(ctx.now.epochMilliseconds);
      await insertChange(tx, { agencyId, id, cause, by, at: ctx.now });
      await insertMoves(tx, agencyId, id, moves);
      proposed += moves.length;
    }
    return proposed;
  });
}

const settlers = ['admin', 'service-manager'] as const;

/** How many others could confirm: as long as there is one, who loaded the change does not. */
async function othersThan(tx: Tx, ctx: Ctx, by: string): Promise<number> {
  const holders = new Set<string>();
  for (const role of settlers) for (const id of await holdersOf(tx, ctx.agency.id as AgencyId, role, ctx.today)) holders.add(id);
  return Array.from(holders).filter((id) => !isBy(by, id)).length;
}

async function settling(tx: Tx, ctx: Ctx, id: ChangeId): Promise<Change> {
  const change = await lockChange(tx, ctx.agency.id, id);
  if (!change) throw problems.notFound();
  if (change.settled_at) orRefuse(refuse('change-settled'));
  const isOwn = ctx.actor.kind === 'staff' && isBy(change.proposed_by, ctx.actor.personId);
  orRefuse(maySettle(isOwn, await othersThan(tx, ctx, change.proposed_by)));
  return change;
}

/** Moves the deadlines that were proposed and still would move, each with its event, and tells each applicant. Returns how many moved. */
export async function confirmDeadlines(ctx: Ctx, id: ChangeId): Promise<number> {
  return ctx.transact(async (tx) => {
    const change = await settling(tx, ctx, id);
    const place = { calendar: await calendarFor(tx, ctx.agency.id), zone: ctx.zone, today: ctx.today };
    const ids = (await movesOf(tx, ctx.agency.id, id)).map((move) => move.application_id);
    // Counted once more: since it was proposed a case may have been decided, or mended.
    const found = (await openDeadlines(tx, ctx.agency.id, ids)).map((one) => under(one, place)).filter(isMoved);
    for (const each of found) await moveDeadline(tx, ctx, each, { cause: change.cause, calendar: place.calendar });
    const moved = found.map(({ one }) => one.id);
    await settleChange(tx, ctx.agency.id, id, { by: actorReference(ctx.actor), at: ctx.now, confirmed: true, note: null, moved });
    return moved.length;
  });
}

type Moving = { readonly cause: string; readonly calendar: Calendar };

async function moveDeadline(tx: Tx, ctx: Ctx, { one, to }: Found, { cause, calendar }: Moving): Promise<void> {
  const row = await findApplication(tx, one.id as ApplicationId);
  if (!row) return;
  await updateApplication(tx, row, { due_on: to.on, due_provisional: to.provisional });
  const standard = await serviceVersion(tx, row.agency_id, row.service_id, row.service_version);
  await recountSteps(tx, ctx, row, { workflow: workflowOf(standard), pauses: one.pauses, calendar });
  const dates = { from: one.due_on.toString(), to: to.on.toString() };
  await emit(
    tx,
    ctx,
    deadlineMoved,
    { ...factOf(row), ...dates },
    { agencyId: row.agency_id, record: { ticket: row.ticket, ...dates, cause, at: ctx.now.toString() } },
  );
  const code = await codeOf(tx, row.id);
  await writeTo(tx, ctx, row, (lang, track) => words(lang).mail.moved({ ticket: one.ticket, code, from: one.due_on, to: to.on, cause, track }));
}

/** The deadlines stay as they were told; why is kept. */
export async function dismissDeadlines(ctx: Ctx, { id, note }: { readonly id: ChangeId; readonly note: string }): Promise<void> {
  await ctx.transact(async (tx) => {
    await settling(tx, ctx, id);
    await settleChange(tx, ctx.agency.id, id, { by: actorReference(ctx.actor), at: ctx.now, confirmed: false, note, moved: [] });
  });
}
