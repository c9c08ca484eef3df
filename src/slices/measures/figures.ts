import { type AgencyId, postsOn, unitsOf } from '#slices/directory';
import { jpOf } from '#slices/learning';
import { ratingSums, type RatingSums } from '#slices/participation';
import { durationBins, processingTimes, servicesOf } from '#slices/services';
import { countedJp, reachesFloor, skmOf } from '#slices/standards';
import type { Tx } from '#platform/db';
import type { PlainDate } from '#platform/time';
import type { Text } from '#platform/words';
import { addUp } from './rules.ts';

/** Public figures begin at ten answers, those for signed-in staff of the agency at five. */
export const publicThreshold = 10;
export const staffThreshold = 5;

type Skm = ReturnType<typeof skmOf>;
export type SkmGroup = { readonly id: string; readonly name: Text; readonly n: number; readonly skm: Skm };

function groupsOf(rows: readonly RatingSums[], names: ReadonlyMap<string, Text>, keyOf: (row: RatingSums) => string, threshold: number): readonly SkmGroup[] {
  return Array.from(names, ([id, name]) => {
    const total = addUp(rows.filter((row) => keyOf(row) === id));
    return { id, name, n: total.n, skm: total.n >= threshold ? skmOf(total) : undefined };
  }).filter((group) => group.n > 0);
}

export type SkmFigures = {
  readonly whole: Skm;
  readonly n: number;
  readonly byService: readonly SkmGroup[];
  readonly byUnit: readonly SkmGroup[];
  readonly byMonth: readonly { readonly month: string; readonly n: number; readonly skm: Skm }[];
};

/** Satisfaction since a day, whole and by unit, service and month; groups below the threshold carry no index. */
export async function skmFigures(tx: Tx, agencyId: AgencyId, from: PlainDate, until: PlainDate, threshold: number): Promise<SkmFigures> {
  const rows = await ratingSums(tx, { agencyId, from, until });
  const units = new Map<string, Text>((await unitsOf(tx, agencyId)).map((unit) => [unit.id, { id: unit.name }]));
  const services = new Map<string, Text>((await servicesOf(tx, agencyId)).map((service) => [service.id, service.name]));
  const whole = addUp(rows);
  const months = Array.from(new Set(rows.map((row) => row.month)));
  return {
    n: whole.n,
    whole: whole.n >= threshold ? skmOf(whole) : undefined,
    byService: groupsOf(rows, services, (row) => row.serviceId, threshold),
    byUnit: groupsOf(rows, units, (row) => row.unitId, threshold),
    byMonth: months.map((month) => {
      const total = addUp(rows.filter((row) => row.month === month));
      return { month, n: total.n, skm: total.n >= threshold ? skmOf(total) : undefined };
    }),
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
  const times = await processingTimes(tx, agencyId, from);
  return (await servicesOf(tx, agencyId)).map((service) => {
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

export async function onTimeByMonth(
  tx: Tx,
  agencyId: AgencyId,
  from: PlainDate,
): Promise<readonly { readonly month: string; readonly n: number; readonly onTime: number | undefined }[]> {
  const bins = await durationBins(tx, agencyId, from);
  return Array.from(new Set(bins.map((bin) => bin.month)))
    .toSorted()
    .map((month) => {
      const mine = bins.filter((bin) => bin.month === month);
      const n = mine.reduce((sum, bin) => sum + bin.n, 0);
      const late = mine.reduce((sum, bin) => sum + bin.late, 0);
      return { month, n, onTime: n >= publicThreshold ? (n - late) / n : undefined };
    });
}

export type JpRow = { readonly unitId: string; readonly name: string; readonly pns: number; readonly reached: number; readonly mean: number };

/** How many PNS of each unit have reached 20 JP this year (PP 11/2017 art. 203(4)); PPPK have a ceiling, no floor. */
export async function jpFigures(tx: Tx, agencyId: AgencyId, on: PlainDate): Promise<readonly JpRow[]> {
  const posts = await postsOn(tx, agencyId, on);
  const hours = await jpOf(tx, agencyId, on.year);
  return (await unitsOf(tx, agencyId)).flatMap((unit) => {
    const people = posts.filter((post) => post.unitId === unit.id);
    const pns = people.filter((post) => post.status === 'PNS');
    if (people.length < staffThreshold) return [];
    const reached = pns.filter((post) => reachesFloor('PNS', hours.get(post.personId) ?? 0)).length;
    const total = people.reduce((sum, post) => sum + countedJp(post.status, hours.get(post.personId) ?? 0), 0);
    return [{ unitId: unit.id, name: unit.name, pns: pns.length, reached, mean: total / people.length }];
  });
}
