import { parseArgs } from 'node:util';
import { openDatabase, sql } from '#platform/db';
import type { Zone } from '#platform/time';
import { type Coverage, heldOut, shapes, simulate } from '../src/slices/services/dates/testing.ts';
import { casesSince, serviceTerms } from '../src/slices/services/dates/store.ts';
import { isWorkingDay } from '../src/slices/standards/calendar.ts';
import { calendarFor } from '../src/slices/standards/store.ts';
import { machine } from './machine.ts';

/*
 * How many cases of months that were held out end within the 90 % range, and how wide it is, beside a naive one: simulated services
 * of eight shapes over several seeds, `node bench/dates.bench.ts --seeds 5`; with `--database postgres://…` also each service of a
 * house, its last four months held out.
 */

const { values: options } = parseArgs({ options: { seeds: { type: 'string', default: '5' }, database: { type: 'string' } } });

/** Wilson's interval of a share. */
function interval({ n, held }: Coverage): readonly [number, number] {
  const z = 1.96;
  const share = held / n;
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return [middle - half, middle + half];
}

const percent = (share: number) => `${(100 * share).toFixed(1)}`;

function joined(all: readonly Coverage[]): Coverage {
  const n = all.reduce((sum, one) => sum + one.n, 0);
  return { n, held: all.reduce((sum, one) => sum + one.held, 0), width: all.reduce((sum, one) => sum + one.width * one.n, 0) / Math.max(1, n) };
}

type Outcome = Awaited<ReturnType<typeof heldOut>>;

function print(name: string, all: readonly Outcome[]): Coverage {
  const of = (which: keyof Outcome) => joined(all.map((one) => one[which]));
  const [first, daily, naive] = [of('first'), of('daily'), of('naive')];
  if (first.n === 0) {
    console.log(`| ${name} | 0 | too little history | | | | |`);
    return first;
  }
  const [low, high] = interval(first);
  console.log(
    `| ${name} | ${first.n} | ${percent(first.held / first.n)} (${percent(low)}–${percent(high)}) | ${percent(daily.held / daily.n)} | ${first.width.toFixed(1)} | ${percent(naive.held / naive.n)} | ${naive.width.toFixed(1)} |`,
  );
  return first;
}

const head = ['| service | cases | on the first day, % (95 %) | on every day, % | days wide | naive, % | days wide |', '|---|---|---|---|---|---|---|'];

console.log(`${machine()}\n`);
const from = Temporal.PlainDate.from('2024-01-01');
const seeds = Array.from({ length: Number(options.seeds) }, (_none, at) => at + 1);
if (seeds.length > 0) {
  console.log(head.join('\n'));
  const setting = { from, split: Temporal.PlainDate.from('2025-07-01'), until: Temporal.PlainDate.from('2025-12-31') };
  const simulated = shapes.map((shape) =>
    print(
      shape.name,
      seeds.map((seed) => heldOut(simulate(shape, seed, from, 730), { ...setting, promise: shape.promise })),
    ),
  );
  const all = joined(simulated);
  console.log(`| **all** | ${all.n} | ${percent(all.held / all.n)} | | ${all.width.toFixed(1)} | | |`);
}

if (options.database) {
  const db = openDatabase(options.database, { max: 1 });
  try {
    console.log(`\n${head.join('\n')}`);
    const known = await db.transact('all', async (tx) => {
      const { rows } = await sql<{ id: string; zone: Zone }>`select id, zone from directory.agencies where is_home`.execute(tx);
      const [home] = rows;
      if (!home) throw new Error('the database has no house');
      const { rows: names } = await sql<{ id: string; slug: string }>`select id, slug from services.services`.execute(tx);
      const { rows: last } = await sql<{ at: Temporal.Instant }>`select max(decided_at) as at from services.applications`.execute(tx);
      const services = await serviceTerms(tx, home.id);
      const since = Temporal.Instant.from('2020-01-01T00:00:00Z');
      const pasts = [];
      for (const service of services) pasts.push({ service, cases: await casesSince(tx, service, { since, zone: home.zone, most: 100_000 }) });
      const until = last[0]?.at.toZonedDateTimeISO(home.zone).toPlainDate() ?? from;
      return { calendar: await calendarFor(tx, home.id), slugs: new Map(names.map((one) => [one.id, one.slug])), pasts, until };
    });
    const outcomes = known.pasts.map(({ service, cases }) => {
      const begin = cases[0]?.submittedOn ?? known.until;
      const outcome = heldOut(cases, {
        promise: service.workingDays,
        from: begin,
        split: known.until.subtract({ months: 4 }),
        until: known.until,
        isWorkingDay: (date) => isWorkingDay(date, known.calendar),
      });
      print(known.slugs.get(service.id) ?? service.id, [outcome]);
      return outcome;
    });
    print('**all**', outcomes);
  } finally {
    await db.close();
  }
}
