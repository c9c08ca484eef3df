import { type Outcome, ok, refuse } from '#platform/result';
import { type Instant, instantAt, type PlainDate, type Zone } from '#platform/time';
import type { AppointmentState } from '../model.ts';

export type Plan = {
  readonly id: string;
  readonly weekday: number;
  readonly starts_minute: number;
  readonly ends_minute: number;
  readonly slot_minutes: number;
  readonly capacity: number;
  readonly from_on: PlainDate;
  readonly until_on: PlainDate | null;
};

export type Slot<P extends Plan = Plan> = { readonly plan: P; readonly starts_at: Instant; readonly ends_at: Instant };

export type OpenDays = {
  isWorkingDay(day: PlainDate): boolean;
  isClosed(day: PlainDate): boolean;
};

function holds(plan: Plan, day: PlainDate): boolean {
  if (plan.weekday !== day.dayOfWeek || Temporal.PlainDate.compare(day, plan.from_on) < 0) return false;
  return plan.until_on === null || Temporal.PlainDate.compare(day, plan.until_on) <= 0;
}

/** The slots of one day by the weekly pattern: none on a holiday, nor on a day that the unit has closed. */
export function slotsOn<P extends Plan>(plans: readonly P[], day: PlainDate, days: OpenDays, zone: Zone): readonly Slot<P>[] {
  if (!days.isWorkingDay(day) || days.isClosed(day)) return [];
  return plans
    .filter((plan) => holds(plan, day))
    .flatMap((plan) =>
      Array.from({ length: Math.floor((plan.ends_minute - plan.starts_minute) / plan.slot_minutes) }, (_none, at) => {
        const minute = plan.starts_minute + at * plan.slot_minutes;
        const starts_at = instantAt(day, zone, Math.floor(minute / 60), minute % 60);
        return { plan, starts_at, ends_at: starts_at.add({ minutes: plan.slot_minutes }) };
      }),
    )
    .toSorted((a, b) => Temporal.Instant.compare(a.starts_at, b.starts_at));
}

/** So far ahead one can book; from the next hour on. */
export const bookable_days = 14;
const leastAhead_minutes = 60;

/** The slots that can be booked now, over all days within reach. */
export function bookableSlots<P extends Plan>(plans: readonly P[], now: Instant, days: OpenDays, zone: Zone): readonly Slot<P>[] {
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const earliest = now.add({ minutes: leastAhead_minutes });
  return Array.from({ length: bookable_days + 1 }, (_none, ahead) => slotsOn(plans, today.add({ days: ahead }), days, zone))
    .flat()
    .filter((slot) => Temporal.Instant.compare(slot.starts_at, earliest) >= 0);
}

type Standing = { readonly state: AppointmentState; readonly starts_at: Instant; readonly ends_at: Instant };

/** Until it begins it can be moved and cancelled. */
export function mayChange({ state, starts_at }: Standing, now: Instant): Outcome<true> {
  return state === 'booked' && Temporal.Instant.compare(now, starts_at) < 0 ? ok(true) : refuse('appointment-over');
}

/** Who comes on the day until the slot has ended becomes a number with the place of its hour. Later it is missed. */
export function mayArrive({ state, starts_at, ends_at }: Standing, now: Instant, zone: Zone): Outcome<true> {
  const day = (at: Instant) => at.toZonedDateTimeISO(zone).toPlainDate();
  if (state !== 'booked') return refuse('appointment-over');
  if (!day(now).equals(day(starts_at))) return refuse('not-today');
  return Temporal.Instant.compare(now, ends_at) < 0 ? ok(true) : refuse('too-late');
}
