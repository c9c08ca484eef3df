import { deadlineOf } from '#slices/standards';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { wholeAddress } from '#platform/mail';
import { notify } from '#platform/notify';
import { emit } from '#platform/outbox';
import type { PlainDate } from '#platform/time';
import { href, type Lang } from '#platform/words';
import { queueMoved } from '../events.ts';
import type { Pause, QueueFact, QueueReason } from '../model.ts';
import { aboutCase } from '../notices/model.ts';
import { words as noticeWords } from '../notices/words.ts';
import type { Calendar } from '../workflow/tasks.ts';
import { type ApplicationRow, insertStep, type StepRow } from './store.ts';

/** What every move of a case leaves behind, apart from its own event: a line of its timeline, a fact of the queue, a letter. */

type Case = Pick<ApplicationRow, 'agency_id' | 'id' | 'version'>;
type Fact = { readonly applicationId: string; readonly serviceId: string; readonly unitId: string };

export function factOf(row: ApplicationRow): Fact {
  return { applicationId: row.id, serviceId: row.service_id, unitId: row.unit_id };
}

type Writer = NonNullable<StepRow['person_id']>;

type Line = { readonly kind: StepRow['kind']; readonly note?: string | null; readonly step?: string | null; readonly by?: Writer };

/** A line of the timeline, of who acts unless it is another's: one whom a case was assigned to. */
export async function writeStep(tx: Tx, ctx: Ctx, application: Case, { kind, note = null, step = null, by }: Line): Promise<void> {
  await insertStep(tx, {
    agency_id: application.agency_id,
    application_id: application.id,
    version: application.version,
    kind,
    note,
    step,
    person_id: by ?? (ctx.actor.kind === 'staff' ? (ctx.actor.personId as Writer) : null),
    happened_at: ctx.now,
  });
}

type Moved = Pick<ApplicationRow, 'agency_id' | 'service_id' | 'unit_id' | 'lane'> & { readonly queue_token: string | null };

export async function tellQueue(tx: Tx, ctx: Ctx, moved: Moved, fact: QueueFact, reason: QueueReason | null = null, step?: string): Promise<void> {
  if (!moved.queue_token) return;
  const at = ctx.now.toString({ smallestUnit: 'millisecond' });
  const payload = {
    token: moved.queue_token,
    service: moved.service_id,
    unit: moved.unit_id,
    lane: moved.lane,
    fact,
    reason,
    at,
    ...(step === undefined ? {} : { step }),
  };
  await emit(tx, ctx, queueMoved, payload, { agencyId: moved.agency_id });
}

type Letter = { readonly subject: string; readonly body: string };

/** Where the case is tracked, with its number filled in; the code opens it. */
export function trackAddress(lang: Lang, ticket: string): string {
  return wholeAddress(`${href(lang, '/lacak')}?nomor=${ticket}`);
}

/** To the applicant, by the ways that they chose, in the language in which they applied. The code stands in the letter only. */
export async function writeTo(tx: Tx, ctx: Ctx, row: ApplicationRow, letter: (lang: Lang, track: string) => Letter): Promise<void> {
  const { lang } = row;
  const track = trackAddress(lang, row.ticket ?? '');
  const short = noticeWords(lang).short(row.ticket ?? '', track);
  await notify(tx, ctx, { about: aboutCase(row.id), email: row.applicant_email, lang, short, ...letter(lang, track) });
}

export function submittedOn(ctx: Ctx, row: Pick<ApplicationRow, 'submitted_at'>): PlainDate {
  return (row.submitted_at ?? ctx.now).toZonedDateTimeISO(ctx.zone).toPlainDate();
}

/** The deadline as it stands after these pauses, by the calendar of this moment. */
export function dueAfter(
  ctx: Ctx,
  row: ApplicationRow,
  term: { readonly workingDays: number; readonly pauses: readonly Pause[]; readonly calendar: Calendar },
): { readonly due_on: PlainDate; readonly due_provisional: boolean } {
  const due = deadlineOf({ submittedOn: submittedOn(ctx, row), ...term });
  return { due_on: due.on, due_provisional: due.provisional };
}
