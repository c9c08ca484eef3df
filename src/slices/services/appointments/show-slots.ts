import type { Ctx } from '#platform/context';
import { formatDate, formatTime, type PlainDate, todayIn } from '#platform/time';
import type { Slot } from './rules.ts';
import { type PlanRow, slotKey } from './store.ts';

type Shown = {
  readonly days: readonly { readonly on: string; readonly label: string; readonly current: boolean }[];
  readonly slots: readonly { readonly key: string; readonly when: string; readonly left: number }[];
};

function hours(ctx: Pick<Ctx, 'zone' | 'lang'>, slot: Slot): string {
  return `${formatTime(slot.starts_at, ctx.zone, ctx.lang).replace(/ \w+$/, '')} – ${formatTime(slot.ends_at, ctx.zone, ctx.lang)}`;
}

/** The days that still have a place, and the hours of one of them. */
export function shownSlots(ctx: Ctx, slots: readonly Slot<PlanRow>[], taken: ReadonlyMap<string, number>, chosen: PlainDate | undefined): Shown {
  const free = slots.flatMap((slot) => {
    const key = slotKey(slot.plan.id, slot.starts_at);
    const left = slot.plan.capacity - (taken.get(key) ?? 0);
    return left > 0 ? [{ slot, key, left, on: todayIn(slot.starts_at, ctx.zone) }] : [];
  });
  const days = Array.from(new Map(free.map(({ on }) => [on.toString(), on])).values());
  const open = days.find((day) => chosen?.equals(day)) ?? days[0];
  return {
    days: days.map((day) => ({ on: day.toString(), label: formatDate(day, ctx.lang, 'day'), current: open?.equals(day) ?? false })),
    slots: free
      .filter(({ on }) => open?.equals(on))
      .map(({ slot, key, left, on }) => ({ key, left, when: `${formatDate(on, ctx.lang)}, ${hours(ctx, slot)}` })),
  };
}
