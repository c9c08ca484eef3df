import { type Ctx, ctxInside } from '#platform/context';
import type { Tx } from '#platform/db';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import type { FormDefinition } from '../model.ts';
import { type DraftAsSeen, editDraft } from '../standards/actions.ts';
import { draftOf } from '../standards/store.ts';
import { editForm, type Operation } from './edit-form.ts';
import { findUndo, saveUndo } from './store.ts';

const empty: FormDefinition = { steps: [] };

/** Does one thing to the form of a draft; the form as it was is kept, so that this can be undone. */
export async function changeForm(ctx: Ctx, seen: DraftAsSeen, operation: Operation): Promise<void> {
  await ctx.transact(async (tx) => {
    const before = await formOf(tx, seen);
    await writeForm(tx, ctx, seen, { before, after: orRefuse(editForm(before, operation)) });
  });
}

/** Puts the form back as it was before the last thing done to it; doing so once more takes that back. */
export async function undoForm(ctx: Ctx, seen: DraftAsSeen): Promise<void> {
  await ctx.transact(async (tx) => {
    const before = await formOf(tx, seen);
    const after = (await findUndo(tx, seen.agencyId, seen.id, seen.version)) ?? orRefuse(refuse('nothing-to-undo'));
    await writeForm(tx, ctx, seen, { before, after });
  });
}

async function formOf(tx: Tx, { agencyId, id }: DraftAsSeen): Promise<FormDefinition> {
  const draft = await draftOf(tx, agencyId, id);
  if (!draft) throw problems.notFound();
  return draft.content.form ?? empty;
}

type Writing = { readonly before: FormDefinition; readonly after: FormDefinition };

async function writeForm(tx: Tx, ctx: Ctx, seen: DraftAsSeen, { before, after }: Writing): Promise<void> {
  // The draft is locked and its version compared there: what was read above is what the page showed.
  const version = await editDraft(ctxInside(tx, ctx), { ...seen, change: { form: after } });
  await saveUndo(tx, seen, { version, form: before });
}
