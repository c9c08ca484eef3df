import { ok, type Outcome, refuse } from '#platform/result';
import type { PlainDate } from '#platform/time';
import type { Capacity, GrantableRole, PersonId, UnitId } from '../model.ts';

/** Of an acting official (Plt, Plh): three months, once more extended by three (SE Kepala BKN 1/2021, 3.b.11). */
const acting_months = 6;

type Wish = {
  readonly granter: PersonId | undefined;
  readonly personId: PersonId;
  readonly role: GrantableRole;
  readonly capacity: Capacity;
  readonly unitId: UnitId | undefined;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate | undefined;
};

/** Nobody grants to themselves; who acts for another does so for a time. */
export function mayGrant(wish: Wish): Outcome<void> {
  if (wish.granter === wish.personId) return refuse('own-grant');
  if (wish.endsOn && Temporal.PlainDate.compare(wish.endsOn, wish.startsOn) < 0) return refuse('ends-before', { fields: { ends: 'ends-before' } });
  if (wish.capacity === 'definitif') return ok(undefined);
  if (wish.role === 'unit-head' && !wish.unitId) return refuse('acting-without-unit', { fields: { unit: 'acting-without-unit' } });
  if (!wish.endsOn) return refuse('acting-without-end', { fields: { ends: 'acting-without-end' } });
  const latest = wish.startsOn.add({ months: acting_months });
  return Temporal.PlainDate.compare(wish.endsOn, latest) > 0 ? refuse('acting-too-long', { fields: { ends: 'acting-too-long' } }) : ok(undefined);
}
