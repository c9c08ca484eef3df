import type { Ctx } from '#platform/context';
import { choose, findPhone } from '#platform/notify';
import { orRefuse, refuse } from '#platform/result';
import type { ApplicationId } from '../model.ts';
import { aboutCase } from './model.ts';

type Chosen = { readonly id: ApplicationId; readonly by_mail: boolean; readonly by_sms: boolean; readonly phone: string };

/** By which ways the applicant hears of their case from now on. */
export async function chooseNotices(ctx: Ctx, { id, by_mail, by_sms, phone: typed }: Chosen): Promise<void> {
  const phone = typed === '' ? undefined : findPhone(typed);
  if ((by_sms || typed !== '') && !phone) orRefuse(refuse('not-a-phone', { fields: { phone: 'not-a-phone' } }));
  await ctx.transact((tx) => choose(tx, aboutCase(id), { by_mail, by_sms, phone: phone ?? null }, ctx.now));
}
