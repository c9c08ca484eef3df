import { type AgencyId, postsOn, unitsOf } from '#slices/directory';
import { jpOf } from '#slices/learning';
import { ratingSums, type RatingSums } from '#slices/participation';
import { durationBins, processingTimes, servicesOf } from '#slices/services';
import { evaluate, type Skm } from '#slices/standards';
import { together } from '#platform/context';
import type { Tx } from '#platform/db';
import { hiddenOf } from '#platform/suppression';
import type { PlainDate } from '#platform/time';
import type { Text } from '#platform/words';
import { publicThreshold, staffThreshold } from './model.ts';
import { addUp, hiddenNested, type Interval, intervalOf } from './rules.ts';

/** `skm` and `interval` are undefined, and `n` is not told, where a group stays hidden. */
export type SkmGroup = {
  readonly id: string;
  readonly name: Text;
  readonly n: number | undefined;
  readonly skm: Skm | undefined;
  readonly interval: Interval | undefined;
};

function groupsOf(
  rows: readonly RatingSums[],
  names: ReadonlyMap<string, Text>,
  keyOf: (row: RatingSums) => string,
  hidden: ReadonlySet<string>,
): readonly SkmGroup[] {
  const groups = Map.groupBy(rows, keyOf);
  return Array.from(names, ([id, name]): SkmGroup | undefined => {
    const own = groups.get(id);
    if (!own) return undefined;
    if (hidden.has(id)) return { id, name, n: undefined, skm: undefined, interval: undefined };
    const total = addUp(own);
    return { id, name, n: total.n, skm: evaluate('skm-2017', total), interval: intervalOf(total) };
  })
    .filter((group) => group !== undefined)
    .toSorted((a, b) => (b.skm?.index ?? 0) - (a.skm?.index ?? 0));
}

export type SkmFigures = {
  readonly whole: Skm | undefined;
  readonly interval: Interval | undefined;
  readonly n: number;
  readonly byService: readonly SkmGroup[];
  readonly byUnit: readonly SkmGroup[];
  readonly byMonth: readonly { readonly month: string; readonly n: number | undefined; readonly skm: Skm | undefined }[];
};

/** Satisfaction since a day, whole and by unit, service and month; groups below the threshold carry no figure, also not by subtraction. */
export async function skmFigures(tx: Tx, agencyId: AgencyId, from: PlainDate, until: PlainDate, threshold: number): Promise<SkmFigures> {
  const [rows, allUnits, catalogue] = await together([ratingSums(tx, { agencyId, from, until }), unitsOf(tx, agencyId), servicesOf(tx, agencyId)]);
  const units = new Map<string, Text>(allUnits.map((unit) => [unit.id, { id: unit.name }]));
  const services = new Map<string, Text>(catalogue.map((service) => [service.id, service.name]));
  const whole = addUp(rows);
  const isShown = whole.n >= threshold;
  const hidden = hiddenNested(rows, threshold);
  const months = Array.from(
    Map.groupBy(rows, (row) => row.month),
    ([month, own]) => ({ month, total: addUp(own) }),
  );
  const hiddenMonths = hiddenOf(
    months.map(({ month, total }) => ({ id: month, n: total.n })),
    threshold,
  );
  return {
    n: whole.n,
    whole: isShown ? evaluate('skm-2017', whole) : undefined,
    interval: isShown ? intervalOf(whole) : undefined,
    byService: groupsOf(rows, services, (row) => row.serviceId, hidden.services),
    byUnit: groupsOf(rows, units, (row) => row.unitId, hidden.units),
    byMonth: months.map(({ month, total }) =>
      hiddenMonths.has(month) ? { month, n: undefined, skm: undefined } : { month, n: total.n, skm: evaluate('skm-2017', total) },
    ),
  };
}

export type TimeRow = {
  readonly name: Text;
  readonly unitName: string;
  readonly slug: string;
  readonly promise: number;
  readonly n: number;
  readonly median: number | undefined;
  readonly p90: number | undefined;
  readonly onTime: number | undefined;
};

/** How long services took since a day, beside what they promise. */
export async function timeFigures(tx: Tx, agencyId: AgencyId, from: PlainDate): Promise<readonly TimeRow[]> {
  const [times, services] = await together([processingTimes(tx, agencyId, from), servicesOf(tx, agencyId)]);
  return services.map((service) => {
    const time = times.get(service.id);
    const shown = time && time.n >= publicThreshold ? time : undefined;
    return {
      name: service.name,
      unitName: service.unitName,
      slug: service.slug,
      promise: service.workingDays,
      n: time?.n ?? 0,
      median: shown?.median_days,
      p90: shown?.p90_days,
      onTime: shown?.onTime,
    };
  });
}

export type OnTimeMonth = { readonly month: string; readonly n: number; readonly onTime: number | undefined };

export async function onTimeByMonth(tx: Tx, agencyId: AgencyId, from: PlainDate): Promise<readonly OnTimeMonth[]> {
  const bins = await durationBins(tx, agencyId, from);
  return Array.from(
    Map.groupBy(bins, (bin) => bin.month),
    ([month, own]) => {
      const n = own.reduce((sum, bin) => sum + bin.n, 0);
      const late = own.reduce((sum, bin) => sum + bin.late, 0);
      return { month, n, onTime: n >= publicThreshold ? (n - late) / n : undefined };
    },
  ).toSorted((a, b) => a.month.localeCompare(b.month));
}

export type JpRow = {
  readonly unitId: string;
  readonly name: string;
  readonly pns: number | undefined;
  readonly reached: number | undefined;
  readonly mean: number | undefined;
};

/** How many PNS of each unit have reached 20 JP this year (PP 11/2017 art. 203(4)); PPPK have a ceiling, no floor. */
export async function jpFigures(tx: Tx, agencyId: AgencyId, on: PlainDate): Promise<readonly JpRow[]> {
  const [posts, hours, units] = await together([postsOn(tx, agencyId, on, 'all'), jpOf(tx, agencyId, on.year), unitsOf(tx, agencyId)]);
  const people = Map.groupBy(posts, (post) => post.unitId as string);
  const small = (counts: (post: (typeof posts)[number]) => boolean) =>
    hiddenOf(
      Array.from(people, ([id, own]) => ({ id, n: own.filter(counts).length })),
      staffThreshold,
    );
  // The mean is of all staff, the count of PNS: either alone would tell of too few.
  const hidden = small(() => true).union(small((post) => post.status === 'PNS'));
  return units.flatMap((unit): readonly JpRow[] => {
    const own = people.get(unit.id);
    if (!own) return [];
    if (hidden.has(unit.id)) return [{ unitId: unit.id, name: unit.name, pns: undefined, reached: undefined, mean: undefined }];
    const pns = own.filter((post) => post.status === 'PNS');
    const reached = pns.filter((post) => evaluate('jp-2018', { who: 'PNS', jp: hours.get(post.personId) ?? 0 }).reachesFloor).length;
    const total = own.reduce((sum, post) => sum + evaluate('jp-2018', { who: post.status, jp: hours.get(post.personId) ?? 0 }).counted, 0);
    return [{ unitId: unit.id, name: unit.name, pns: pns.length, reached, mean: total / own.length }];
  });
}
