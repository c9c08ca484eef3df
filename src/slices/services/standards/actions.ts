import { type AgencyId, stillMay, type UnitId, unitsByIds, unitsOf } from '#slices/directory';
import { scopeFor } from '#platform/access';
import type { Ctx } from '#platform/context';
import { type Tx, violates } from '#platform/db';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import type { Text } from '#platform/words';
import { servicePublished, serviceReopened, serviceRetired } from '../events.ts';
import { type DraftContent, type DraftId, type DraftState, type DraftStepKind, type ServiceId, serviceInput, type ServiceInput } from '../model.ts';
import { permissions } from '../permissions.ts';
import { asInput, changedParts, mayPublish, moveDraft, sameDraftVersion } from './draft-rules.ts';
import { serviceFaults } from './rules.ts';
import {
  type Draft,
  draftForUpdate,
  endRetirement,
  findService,
  insertDraft,
  insertDraftStep,
  insertRetirement,
  publishedAt,
  saveDraft,
  savePublished,
} from './store.ts';

function personOf(ctx: Ctx): string | undefined {
  return ctx.actor.kind === 'staff' ? ctx.actor.personId : undefined;
}

async function lockedDraft(tx: Tx, ctx: Ctx, { agencyId, id, version }: DraftAsSeen): Promise<Draft> {
  scopeFor(ctx.actor, permissions['services.publish']);
  const draft = await draftForUpdate(tx, agencyId, id);
  if (!draft) throw problems.notFound();
  orRefuse(sameDraftVersion(version, draft.version));
  return draft;
}

/** A draft at the version that the page showed. */
export type DraftAsSeen = { readonly agencyId: AgencyId; readonly id: DraftId; readonly version: number };

type Written = {
  readonly kind: DraftStepKind;
  readonly state: DraftState;
  readonly content?: DraftContent;
  readonly parts?: readonly string[];
  readonly note?: string;
};

async function writeDraft(tx: Tx, ctx: Ctx, draft: Draft, { kind, state, content = draft.content, parts = [], note }: Written): Promise<number> {
  const version = draft.version + 1;
  await saveDraft(tx, draft, { state, content, now: ctx.now });
  await insertDraftStep(tx, draft, { version, kind, parts, note: note ?? null, personId: personOf(ctx) ?? null, happenedAt: ctx.now });
  return version;
}

/** Begins the draft of a new service, or of the next version of the one at this address; a service has one open draft at a time. */
export async function beginDraft(ctx: Ctx, agencyId: AgencyId, content: DraftContent): Promise<DraftId> {
  return ctx.transact(async (tx) => {
    scopeFor(ctx.actor, permissions['services.publish']);
    const id = newId<'service-draft'>(ctx.now.epochMilliseconds);
    const [published] = content.slug === undefined ? [] : await publishedAt(tx, agencyId, { slug: content.slug, id: id as string as ServiceId });
    const serviceId = published?.id ?? newId<'service'>(ctx.now.epochMilliseconds);
    try {
      await insertDraft(tx, { agencyId, id, serviceId, content, now: ctx.now });
    } catch (error) {
      if (violates(error, 'service_drafts_open')) orRefuse(refuse('draft-open'));
      throw error;
    }
    const step = { version: 1, kind: 'begun', parts: changedParts({}, content), note: null, personId: personOf(ctx) ?? null, happenedAt: ctx.now } as const;
    await insertDraftStep(tx, { agencyId, id }, step);
    return id;
  });
}

/** An address is that of one service and of no other: links to it last. */
async function keepAddress(tx: Tx, { agencyId, serviceId }: Draft, slug: string): Promise<readonly { readonly version: number }[]> {
  const there = await publishedAt(tx, agencyId, { slug, id: serviceId });
  if (there.some((one) => one.id !== serviceId || one.slug !== slug)) orRefuse(refuse('slug-taken', { fields: { slug: 'slug-taken' } }));
  return there;
}

/** Writes these parts anew and leaves the others as they are; gives the draft's version after it. */
export async function editDraft(ctx: Ctx, { agencyId, id, version, change }: DraftAsSeen & { readonly change: DraftContent }): Promise<number> {
  return ctx.transact(async (tx) => {
    const draft = await lockedDraft(tx, ctx, { agencyId, id, version });
    if (draft.state !== 'draft') orRefuse(refuse('draft-state'));
    if (change.slug !== undefined) await keepAddress(tx, draft, change.slug);
    const content = { ...draft.content, ...change };
    const parts = changedParts(draft.content, content);
    return parts.length === 0 ? draft.version : writeDraft(tx, ctx, draft, { kind: 'written', state: 'draft', content, parts });
  });
}

type Whole = { readonly input: ServiceInput; readonly unitId: UnitId };

/** The draft as a service that can be published, or what still stands against it. */
async function wholeOf(tx: Tx, draft: Draft): Promise<Whole> {
  const units = new Map((await unitsOf(tx, draft.agencyId)).map((unit) => [unit.code, unit.id]));
  const { data: input } = serviceInput.safeParse(asInput(draft.content));
  const unitId = input && units.get(input.unit);
  if (!input || !unitId || Object.keys(serviceFaults(input, new Set(units.keys()))).length > 0) return orRefuse(refuse('service-format'));
  return { input, unitId };
}

/** Asks a second person to publish it. */
export async function sendDraft(ctx: Ctx, seen: DraftAsSeen): Promise<void> {
  await ctx.transact(async (tx) => {
    const draft = await lockedDraft(tx, ctx, seen);
    const state = orRefuse(moveDraft(draft.state, 'in-review'));
    await wholeOf(tx, draft);
    await writeDraft(tx, ctx, draft, { kind: 'sent', state });
  });
}

/** Back to who writes it, with what is to be mended. */
export async function returnDraft(ctx: Ctx, { note, ...seen }: DraftAsSeen & { readonly note: string }): Promise<void> {
  await ctx.transact(async (tx) => {
    const draft = await lockedDraft(tx, ctx, seen);
    await writeDraft(tx, ctx, draft, { kind: 'returned', state: orRefuse(moveDraft(draft.state, 'draft')), note });
  });
}

export async function discardDraft(ctx: Ctx, seen: DraftAsSeen): Promise<void> {
  await ctx.transact(async (tx) => {
    const draft = await lockedDraft(tx, ctx, seen);
    await writeDraft(tx, ctx, draft, { kind: 'discarded', state: orRefuse(moveDraft(draft.state, 'discarded')) });
  });
}

/** Publishes what others have written: the service, or its next version; cases that run stay on theirs. */
export async function publishDraft(ctx: Ctx, seen: DraftAsSeen): Promise<{ readonly id: ServiceId; readonly name: Text; readonly version: number }> {
  return ctx.transact(async (tx) => {
    await stillMay(tx, ctx, permissions['services.publish']);
    const draft = await lockedDraft(tx, ctx, seen);
    const state = orRefuse(moveDraft(draft.state, 'published'));
    orRefuse(mayPublish(personOf(ctx), draft.writtenBy));
    const { input, unitId } = await wholeOf(tx, draft);
    const [before] = await keepAddress(tx, draft, input.slug);
    const version = (before?.version ?? 0) + 1;
    const { agencyId, id: draftId, serviceId: id } = draft;
    await savePublished(tx, { agencyId, id, unitId, version, input, draftId, personId: personOf(ctx), now: ctx.now });
    await writeDraft(tx, ctx, draft, { kind: 'published', state });
    const unit = (await unitsByIds(tx, [unitId])).get(unitId);
    const named = unit && { unit: { id: unitId, code: unit.code, name: unit.name } };
    await emit(tx, ctx, servicePublished, { serviceId: id, slug: input.slug, version, workingDays: input.workingDays, ...named }, { agencyId });
    return { id, name: input.name, version };
  });
}

async function servedBy(tx: Tx, ctx: Ctx, agencyId: AgencyId, slug: string): Promise<{ readonly id: ServiceId; readonly slug: string }> {
  await stillMay(tx, ctx, permissions['services.publish']);
  const service = await findService(tx, agencyId, slug);
  if (!service) throw problems.notFound();
  return service;
}

/** From now on it takes no new applications; those that run go on, and a form that was begun can be handed in. */
export async function retireService(ctx: Ctx, agencyId: AgencyId, { slug, reason }: { readonly slug: string; readonly reason: string }): Promise<void> {
  await ctx.transact(async (tx) => {
    const { id } = await servedBy(tx, ctx, agencyId, slug);
    if (!(await insertRetirement(tx, { agencyId, id, personId: personOf(ctx), now: ctx.now }, reason))) orRefuse(refuse('service-retired'));
    await emit(tx, ctx, serviceRetired, { serviceId: id, slug }, { agencyId });
  });
}

export async function reopenService(ctx: Ctx, agencyId: AgencyId, slug: string): Promise<void> {
  await ctx.transact(async (tx) => {
    const { id } = await servedBy(tx, ctx, agencyId, slug);
    if (!(await endRetirement(tx, { agencyId, id, personId: personOf(ctx), now: ctx.now }))) orRefuse(refuse('service-not-retired'));
    await emit(tx, ctx, serviceReopened, { serviceId: id, slug }, { agencyId });
  });
}
