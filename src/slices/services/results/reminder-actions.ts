import { type Ctx, together } from '#platform/context';
import { codeOf } from '../applications/case-code.ts';
import { writeStep, writeTo } from '../applications/news.ts';
import { updateApplication } from '../applications/store.ts';
import { servicesByIds, serviceVersion } from '../standards/store.ts';
import { letterText } from './letters.ts';
import { returnedSince } from './store.ts';
import { words } from './words.ts';

const patience_days = 7;

/** Who was asked for a correction a week ago and has not answered is reminded, once for each request. Returns how many. */
export async function remindReturned(ctx: Ctx): Promise<number> {
  return ctx.transact(async (tx) => {
    const rows = await returnedSince(tx, ctx.today.subtract({ days: patience_days }));
    for (const row of rows) {
      const [{ definition }, services, code] = await together([
        serviceVersion(tx, row.agency_id, row.service_id, row.service_version),
        servicesByIds(tx, [row.service_id]),
        codeOf(tx, row.id),
      ]);
      const service = services.get(row.service_id)?.name ?? { id: '' };
      const note = row.returned_note ?? '';
      await together([
        updateApplication(tx, row, {}),
        writeStep(tx, ctx, row, { kind: 'reminded' }),
        writeTo(tx, ctx, row, (lang, track) => {
          const text = letterText('reminder', lang, { definition, row, service, agency: ctx.agency.name, on: ctx.today, note });
          return words(lang).mail.reminder(row.ticket ?? '', code, `${text}\n\n${note}`, track);
        }),
      ]);
    }
    return rows.length;
  });
}
