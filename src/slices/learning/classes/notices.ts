import { peopleByIds } from '#slices/directory';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { queueMail } from '#platform/mail';
import { formatInstant } from '#platform/time';
import { words } from '../words.ts';
import type { ClassRow, SeatRow } from './store.ts';

type Letter = { readonly subject: string; readonly body: string };

async function tell(tx: Tx, ctx: Ctx, seats: readonly SeatRow[], letter: Letter): Promise<void> {
  const people = await peopleByIds(
    tx,
    seats.map((seat) => seat.person_id),
  );
  for (const person of people.values()) if (person.email) await queueMail(tx, ctx, { to: person.email, lang: 'id', ...letter });
}

const facts = (ctx: Ctx, one: ClassRow) => [one.title.id, formatInstant(one.starts_at, ctx.zone, 'id'), one.room ?? one.meeting_link ?? ''] as const;

/** Who waited and now has a seat need not look for it. */
export function tellPromoted(tx: Tx, ctx: Ctx, one: ClassRow, seat: SeatRow): Promise<void> {
  return tell(tx, ctx, [seat], words('id').mail.promoted(...facts(ctx, one)));
}

export function tellCancelled(tx: Tx, ctx: Ctx, one: ClassRow, seats: readonly SeatRow[]): Promise<void> {
  return tell(tx, ctx, seats, words('id').mail.cancelled(...facts(ctx, one)));
}

/** Only another hour or place is news. */
export async function tellChanged(tx: Tx, ctx: Ctx, before: ClassRow, after: ClassRow, seats: readonly SeatRow[]): Promise<void> {
  const same = before.starts_at.equals(after.starts_at) && before.ends_at.equals(after.ends_at) && before.room === after.room;
  if (!same || before.meeting_link !== after.meeting_link) await tell(tx, ctx, seats, words('id').mail.changed(...facts(ctx, after)));
}
