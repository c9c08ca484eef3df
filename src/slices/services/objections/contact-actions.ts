import type { Ctx } from '#platform/context';
import { together } from '#platform/context';
import { queueMail } from '#platform/mail';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { contactChanged } from '../events.ts';
import type { ApplicationId } from '../model.ts';
import { codeOf } from '../applications/case-code.ts';
import { factOf, trackAddress, writeStep } from '../applications/news.ts';
import { applicationForUpdate, updateApplication } from '../applications/store.ts';
import { words } from './words.ts';

/** News of a case goes elsewhere from now on, or nowhere; whoever it went to until now is told. */
export async function changeContact(ctx: Ctx, { id, email }: { readonly id: ApplicationId; readonly email: string }): Promise<void> {
  await ctx.transact(async (tx) => {
    const row = await applicationForUpdate(tx, id);
    if (!row) throw problems.notFound();
    if (row.state === 'draft') orRefuse(refuse('application-state'));
    const [before, after] = [row.applicant_email, email || null];
    if (before === after) return;
    const ticket = row.ticket ?? '';
    const code = await codeOf(tx, id);
    const { lang } = row;
    await together([
      updateApplication(tx, row, { applicant_email: after }),
      writeStep(tx, ctx, row, { kind: 'contact-changed' }),
      emit(tx, ctx, contactChanged, factOf(row), { agencyId: row.agency_id, record: { ticket, email: after, at: ctx.now.toString() } }),
      ...(before ? [queueMail(tx, ctx, { to: before, lang, ...words(lang).mail.moved(ticket) })] : []),
      ...(after ? [queueMail(tx, ctx, { to: after, lang, ...words(lang).mail.here(ticket, code, trackAddress(lang, ticket)) })] : []),
    ]);
  });
}
