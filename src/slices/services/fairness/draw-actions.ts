import { holdersOf, type PersonId } from '#slices/directory';
import { firstCheckpointWith } from '#slices/ledger';
import { findScope, scopeFor, type Staff } from '#platform/access';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { newCode, newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { type ApplicationRow, applicationWithin } from '../applications/store.ts';
import { drawAnnounced, drawDone, examinerDrawn } from '../events.ts';
import type { ApplicationId, RedrawReason } from '../model.ts';
import { permissions } from '../permissions.ts';
import { drawsBefore, insertDraw, type Labelled, labelsOf, type OpenDraw, openDraws, recusedOf, saveDrawn, saveResult } from './draw-store.ts';
import { recusalOf } from './kin-store.ts';
import { drawAlgorithm, drawn, seedOf } from './lots.ts';

/** Announced and not done within this time is a lot that was abandoned: it stands in public as such. */
const doneWithin_h = 24;

type Announcing = {
  readonly id: ApplicationId;
  readonly examiners: number;
  /** Who is away; the reason stands under their label. */
  readonly away: readonly PersonId[];
  readonly again: RedrawReason | undefined;
};

/** Who may be drawn for a case: the officers of its unit; and why some of them are not. */
export async function candidatesFor(tx: Tx, ctx: Ctx, row: ApplicationRow, away: readonly PersonId[]): Promise<readonly Labelled[]> {
  const officers = await holdersOf(tx, row.agency_id, 'officer', ctx.today, row.unit_id);
  const recused = await recusedOf(tx, row.id, officers);
  const why = (one: PersonId): Labelled['excluded'] => {
    if (one === row.officer_id) return 'pemegang';
    if (recused.has(one)) return 'kasus';
    return away.includes(one) ? 'berhalangan' : null;
  };
  return officers.map((personId) => ({ label: newCode(40), personId, excluded: why(personId) }));
}

/** The case, locked, if this officer holds it or assigns in its unit. */
async function heldCase(tx: Tx, ctx: Ctx, actor: Staff, id: ApplicationId): Promise<ApplicationRow> {
  const row = await applicationWithin(tx, id, scopeFor(actor, permissions['services.work']), true);
  if (!row) throw problems.notFound();
  const recusal = await recusalOf(tx, id, actor.personId);
  if (recusal) orRefuse(refuse(recusal));
  if (row.state !== 'in-review') orRefuse(refuse('application-state'));
  if (row.officer_id !== actor.personId && !findScope(actor, permissions['services.assign'])) orRefuse(refuse('not-holder'));
  return row;
}

/**
 * Announces a lot in the public log. Nobody knows its seed yet: it is the root of the first checkpoint that is published over this
 * announcement. A second one for the same case needs a reason, and stands beside the first.
 */
export async function announceDraw(ctx: Ctx, { id, examiners, away, again }: Announcing): Promise<string> {
  const { actor } = ctx;
  if (actor.kind !== 'staff') throw problems.forbidden();
  return ctx.transact(async (tx) => {
    const row = await heldCase(tx, ctx, actor, id);
    const isSecond = (await drawsBefore(tx, id)) > 0;
    if (isSecond && !again) orRefuse(refuse('drawn-already', { fields: { again: 'drawn-already' } }));
    const labels = await candidatesFor(tx, ctx, row, away);
    const eligible = labels.filter((one) => one.excluded === null);
    // Where all are drawn there is no lot.
    if (eligible.length <= examiners) orRefuse(refuse('too-few-eligible', { fields: { examiners: 'too-few-eligible' } }));
    await writeAnnouncement(tx, ctx, row, { examiners, again: isSecond ? again : undefined, labels, by: actor.personId as PersonId });
    return row.id;
  });
}

type Announcement = { readonly examiners: number; readonly again: RedrawReason | undefined; readonly labels: readonly Labelled[]; readonly by: PersonId };

async function writeAnnouncement(tx: Tx, ctx: Ctx, row: ApplicationRow, { examiners, again, labels, by }: Announcement): Promise<void> {
  const draw = newCode(80);
  const dueAt = ctx.now.add({ hours: doneWithin_h });
  const sorted = labels.toSorted((a, b) => (a.label < b.label ? -1 : 1));
  const payload = {
    draw,
    token: row.queue_token ?? '',
    service: row.service_id,
    unit: row.unit_id,
    algorithm: drawAlgorithm,
    count: examiners,
    labels: sorted.filter((one) => one.excluded === null).map((one) => one.label),
    excluded: sorted.flatMap(({ label, excluded }) => (excluded ? [{ label, why: excluded }] : [])),
    again: again ?? null,
    by: dueAt.toString({ smallestUnit: 'second' }),
  };
  const { eventId } = await emit(tx, ctx, drawAnnounced, payload, { agencyId: row.agency_id });
  const one = {
    agencyId: row.agency_id,
    id: newId(ctx.now.epochMilliseconds),
    applicationId: row.id,
    draw,
    examiners,
    again: again ?? null,
    event: eventId,
    by,
    now: ctx.now,
    dueAt,
  };
  await insertDraw(tx, one, labels);
}

/** Draws those lots over whose announcement a checkpoint has been published. Returns how many. */
export async function drawDue(ctx: Ctx): Promise<number> {
  return ctx.transact(async (tx) => {
    const draws = await openDraws(tx);
    let done = 0;
    for (const one of draws) {
      const checkpoint = await firstCheckpointWith(tx, one.leaf);
      if (!checkpoint) continue;
      await drawOne(tx, ctx, one, checkpoint);
      done += 1;
    }
    return done;
  });
}

async function drawOne(tx: Tx, ctx: Ctx, one: OpenDraw, { size, root }: { readonly size: number; readonly root: Uint8Array }): Promise<void> {
  const labels = await labelsOf(tx, one);
  const eligible = labels.filter((each) => each.excluded === null).map((each) => each.label);
  const result = drawn(eligible, one.examiners, seedOf(root, one.draw));
  await saveResult(tx, one, { size, root, now: ctx.now });
  await emit(tx, ctx, drawDone, { draw: one.draw, size, root: Buffer.from(root).toString('base64'), result: [...result] }, { agencyId: one.agencyId });
  const fact = { applicationId: one.applicationId, serviceId: one.serviceId, unitId: one.unitId };
  for (const [at, label] of result.entries()) {
    const personId = labels.find((each) => each.label === label)!.personId;
    const record = { ticket: one.ticket, draw: one.draw, label, place: at + 1, at: ctx.now.toString() };
    const { eventId } = await emit(tx, ctx, examinerDrawn, { ...fact, personId }, { agencyId: one.agencyId, record });
    await saveDrawn(tx, one, { label, place: at + 1, event: eventId });
  }
}
