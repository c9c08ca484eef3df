import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { queueMail } from '#platform/mail';
import { words } from './words.ts';

export type Notice = 'password' | 'secondOn' | 'secondOff' | 'email' | 'recoveryCode';

/** Tells the owner by letter what was done to the account, where there is an address: who did not do it learns of it. */
export async function noticeByMail(tx: Tx, ctx: Ctx, address: string | null | undefined, notice: Notice): Promise<void> {
  if (!address) return;
  await queueMail(tx, ctx, { to: address, lang: ctx.lang, ...words(ctx.lang).noticeMail(words(ctx.lang).notices[notice], ctx.agency.shortName) });
}
