import { openGaps } from '#slices/competency';
import { type AgencyId, postsOn, unitsOf } from '#slices/directory';
import { complaintCounts, ratingSums } from '#slices/participation';
import { durationBins, servicesOf } from '#slices/services';
import { together } from '#platform/context';
import type { Tx } from '#platform/db';
import type { PlainDate } from '#platform/time';
import type { Text } from '#platform/words';
import { staffThreshold } from './model.ts';
import { addUp, hasFallen, isLower, meanOf } from './rules.ts';
import { type GapTraining, slots } from './slots.ts';

/** What got worse, in the newest month that has enough to say so, against the three months before it. */
export type Worse =
  | {
      readonly kind: 'late';
      readonly name: Text;
      readonly unit: string;
      readonly now: number;
      readonly before: number;
      readonly n: number;
      readonly who: string | undefined;
    }
  | { readonly kind: 'skm'; readonly name: Text; readonly now: number; readonly before: number; readonly n: number; readonly who: string | undefined }
  | {
      readonly kind: 'gap';
      readonly gapId: string;
      readonly name: Text;
      readonly unsur: string;
      readonly competency: string;
      readonly now: number;
      readonly norm: number;
      readonly n: number;
      readonly who: string | undefined;
      readonly training: GapTraining | undefined;
    }
  | { readonly kind: 'complaints'; readonly late: number; readonly open: number };

type Period = { readonly from: string; readonly until: string };

/** This month, and the three before it; both by the first day of the month. */
export function periodsOf(today: PlainDate): { readonly now: Period; readonly before: Period } {
  const first = today.with({ day: 1 });
  return {
    now: { from: first.toString(), until: first.toString() },
    before: { from: first.subtract({ months: 3 }).toString(), until: first.subtract({ months: 1 }).toString() },
  };
}

const within = (month: string, { from, until }: Period) => month >= from && month <= until;

type Heads = ReadonlyMap<string, string>;
type Unit = Awaited<ReturnType<typeof unitsOf>>[number];

export async function worseThings(tx: Tx, agencyId: AgencyId, today: PlainDate): Promise<readonly Worse[]> {
  const from = today.with({ day: 1 }).subtract({ months: 3 });
  const [posts, units, services, bins, ratings, gaps, training, complaints] = await together([
    postsOn(tx, agencyId, today, 'heads'),
    unitsOf(tx, agencyId),
    servicesOf(tx, agencyId),
    durationBins(tx, agencyId, from),
    ratingSums(tx, { agencyId, from, until: today }),
    openGaps(tx, agencyId),
    slots.trainingForGaps(tx, agencyId),
    complaintCounts(tx, agencyId, today),
  ]);
  const heads: Heads = new Map(posts.map((post) => [post.unitId as string, post.name]));
  return [
    ...slowerServices(services, bins, today, heads),
    ...gapsOfUnits(gaps, training, units, heads),
    ...lowerUnits(units, ratings, today, heads),
    ...(complaints.late > 0 ? [{ kind: 'complaints' as const, late: complaints.late, open: complaints.open }] : []),
  ];
}

type Services = Awaited<ReturnType<typeof servicesOf>>;
type Bins = Awaited<ReturnType<typeof durationBins>>;

function slowerServices(services: Services, bins: Bins, today: PlainDate, heads: Heads): readonly Worse[] {
  const { now, before } = periodsOf(today);
  const byService = Map.groupBy(bins, (bin) => bin.serviceId as string);
  return services.flatMap((service): readonly Worse[] => {
    const share = (period: Period) => {
      const own = (byService.get(service.id) ?? []).filter((bin) => within(bin.month, period));
      const n = own.reduce((sum, bin) => sum + bin.n, 0);
      return { n, hits: n - own.reduce((sum, bin) => sum + bin.late, 0) };
    };
    const [newest, older] = [share(now), share(before)];
    if (newest.n < staffThreshold || !hasFallen(newest, older)) return [];
    return [
      {
        kind: 'late',
        name: service.name,
        unit: service.unitName,
        now: newest.hits / newest.n,
        before: older.hits / older.n,
        n: newest.n,
        who: heads.get(service.unitId),
      },
    ];
  });
}

type Ratings = Awaited<ReturnType<typeof ratingSums>>;

function lowerUnits(units: readonly Unit[], ratings: Ratings, today: PlainDate, heads: Heads): readonly Worse[] {
  const { now, before } = periodsOf(today);
  return units.flatMap((unit): readonly Worse[] => {
    const mean = (period: Period) => {
      const total = addUp(ratings.filter((row) => row.unitId === unit.id && within(row.month, period)));
      return total.n >= staffThreshold ? meanOf(total) : undefined;
    };
    const [newest, older] = [mean(now), mean(before)];
    if (!newest || !older || !isLower(newest, older)) return [];
    return [{ kind: 'skm', name: { id: unit.name }, now: newest.mean, before: older.mean, n: newest.n, who: heads.get(unit.id) }];
  });
}

type Gaps = Awaited<ReturnType<typeof openGaps>>;

function gapsOfUnits(gaps: Gaps, training: ReadonlyMap<string, GapTraining>, units: readonly Unit[], heads: Heads): readonly Worse[] {
  const names = new Map<string, string>(units.map((unit) => [unit.id, unit.name]));
  return gaps.map((gap) => ({
    kind: 'gap',
    gapId: gap.id,
    name: { id: names.get(gap.unitId) ?? '' },
    unsur: gap.unsur,
    competency: gap.competency,
    now: gap.mean,
    norm: gap.norm,
    n: gap.n,
    who: heads.get(gap.unitId),
    training: training.get(gap.id),
  }));
}

export type Loop = {
  readonly unit: string;
  readonly unsur: string;
  readonly competency: string;
  readonly mean: number;
  readonly n: number;
  readonly norm: number;
  readonly months: readonly { readonly month: string; readonly mean: number | undefined }[];
  readonly training: GapTraining;
  /** Mean of the unsur since the gap was found, beside before it: what happened, not what caused it. */
  readonly since: { readonly before: number; readonly after: number; readonly n: number } | undefined;
};

/** The loop for one unit: the open gap that most training was done for, else the deepest. */
export async function loopOf(tx: Tx, agencyId: AgencyId, today: PlainDate): Promise<Loop | undefined> {
  const [training, gaps, units] = await together([slots.trainingForGaps(tx, agencyId), openGaps(tx, agencyId), unitsOf(tx, agencyId)]);
  const done = (id: string) => training.get(id)?.completed ?? 0;
  const [gap] = gaps.toSorted((a, b) => done(b.id) - done(a.id) || a.mean - b.mean);
  if (!gap) return undefined;
  const rows = await ratingSums(tx, { agencyId, unitId: gap.unitId, from: today.with({ day: 1 }).subtract({ months: 11 }), until: today });
  const place = Number(gap.unsur.slice(1)) - 1;
  const meanIn = (own: typeof rows) => {
    const total = addUp(own);
    return total.n >= staffThreshold ? { mean: (total.sums[place] ?? 0) / total.n, n: total.n } : undefined;
  };
  const foundIn = `${gap.foundOn.slice(0, 7)}-01`;
  const before = meanIn(rows.filter((row) => row.month <= foundIn));
  const after = meanIn(rows.filter((row) => row.month > foundIn));
  const unit = units.find((one) => one.id === gap.unitId);
  return {
    unit: unit?.name ?? '',
    unsur: gap.unsur,
    competency: gap.competency,
    mean: gap.mean,
    n: gap.n,
    norm: gap.norm,
    months: Array.from(
      Map.groupBy(rows, (row) => row.month),
      ([month, own]) => ({ month, mean: meanIn(own)?.mean }),
    ),
    training: training.get(gap.id) ?? { named: 0, completed: 0 },
    since: before && after ? { before: before.mean, after: after.mean, n: after.n } : undefined,
  };
}
