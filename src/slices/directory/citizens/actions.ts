import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { citizenAdded, citizenRenamed } from '../events.ts';
import { type CitizenId, plainAddress } from '../model.ts';
import { findCitizenByEmail, insertCitizen, renameCitizen } from './store.ts';

type Named = { readonly name: string; readonly email: string; readonly phone?: string | undefined };

/** The citizen with this e-mail address, or a new one. */
export async function findOrAddCitizen(tx: Tx, ctx: Ctx, { name, email, phone }: Named): Promise<CitizenId> {
  const address = plainAddress(email);
  const found = await findCitizenByEmail(tx, address);
  if (found) return found.id;
  const id = newId<'citizen'>(ctx.now.epochMilliseconds);
  if (!(await insertCitizen(tx, { id, name, email: address, phone: phone ?? null }, ctx.now))) {
    const other = await findCitizenByEmail(tx, address);
    if (other) return other.id;
  }
  await emit(tx, ctx, citizenAdded, { citizenId: id }, { agencyId: ctx.agency.id });
  return id;
}

/** The own name and telephone number, as letters and forms will use them. */
export async function changeOwnDetails(ctx: Ctx, citizenId: CitizenId, details: { readonly name: string; readonly phone: string | undefined }): Promise<void> {
  await ctx.transact(async (tx) => {
    await renameCitizen(tx, citizenId, details.name, details.phone ?? null);
    await emit(tx, ctx, citizenRenamed, { citizenId }, { agencyId: ctx.agency.id });
  });
}
