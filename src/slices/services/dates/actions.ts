import { agencies } from '#slices/directory';
import { calendarFor, workingDaysBetween } from '#slices/standards';
import type { Ctx } from '#platform/context';
import { instantAt, type PlainDate, todayIn, type Zone } from '#platform/time';
import { dayNumbers, officersAtWork, pastCases } from './history.ts';
import type { History } from './model.ts';
import { learn, tablesOf, triedOf } from './rules.ts';
import { lastedOf, pool } from './survival.ts';
import { casesSince, replaceRanges, type ServiceTerm, serviceTerms } from './store.ts';

// A year to learn from and half a year before it to begin with; of a busy service the newest cases say enough.
const months = 18;
const most = 5000;

type Past = History & { readonly today: number; readonly officers: number };
type Place = { readonly zone: Zone; readonly today: PlainDate; readonly calendar: Awaited<ReturnType<typeof calendarFor>> };

async function pastOf(ctx: Ctx, service: ServiceTerm, { zone, today, calendar }: Place): Promise<Past> {
  const from = today.subtract({ months });
  const cases = await ctx.read((tx) => casesSince(tx, service, { since: instantAt(from, zone), zone, most }));
  const number = dayNumbers(from, today, (date) => workingDaysBetween(date.subtract({ days: 1 }), date, calendar) === 1);
  // By the end of yesterday: today is not over for anybody.
  const yesterday = today.subtract({ days: 1 });
  return {
    cases: pastCases(cases, yesterday, number),
    promise: service.workingDays,
    today: number(yesterday) + 1,
    officers: officersAtWork(cases, number)(number(today)),
  };
}

// KNOWN: a service with 5,000 cases holds the process up for about half a second, once a day.
/** Learns anew from each service's own past when its cases will be done. Returns how many services have dates to tell. */
export async function learnDates(ctx: Ctx): Promise<number> {
  let telling = 0;
  for (const agency of await ctx.read(agencies)) {
    const place = { zone: agency.zone, today: todayIn(ctx.now, agency.zone), calendar: await ctx.read((tx) => calendarFor(tx, agency.id)) };
    const services = await ctx.read((tx) => serviceTerms(tx, agency.id));
    const lasted = [];
    for (const service of services) lasted.push(...lastedOf(await pastOf(ctx, service, place)));
    const pooled = pool(lasted);
    for (const service of services) {
      const past = await pastOf(ctx, service, place);
      const learned = learn(past, pooled, past.today);
      const tables = tablesOf(learned);
      await ctx.transact((tx) => replaceRanges(tx, service, { tables, officers: past.officers, tried: triedOf(learned), on: place.today }));
      if (tables.length > 0) telling += 1;
    }
  }
  return telling;
}
