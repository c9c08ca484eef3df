import { unitsByIds } from '#slices/directory';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { formatInstant } from '#platform/time';
import type { Step } from '#platform/ui';
import { words } from '../words.ts';
import type { Due } from './pages/case.tsx';
import { type ComplaintRow, stepsOf } from './store.ts';

/** Which date counts now. */
export function dueOf(row: ComplaintRow): Due | undefined {
  if (row.state === 'received') return { kind: 'verify', on: row.verify_due_on, provisional: row.due_provisional };
  if (row.state === 'assigned') return { kind: 'answer', on: row.answer_due_on ?? row.verify_due_on, provisional: row.due_provisional };
  if (row.state === 'answered' && row.feedback_due_on) return { kind: 'feedback', on: row.feedback_due_on, provisional: row.due_provisional };
  return undefined;
}

/** What happened and what is to come, as a timeline. */
export async function timelineOf(tx: Tx, ctx: Ctx, row: ComplaintRow): Promise<readonly Step[]> {
  const w = words(ctx.lang);
  const steps = await stepsOf(tx, row.agency_id, row.id);
  const units = await unitsByIds(
    tx,
    steps.flatMap((step) => step.unit_id ?? []),
  );
  const past = steps.map(
    (step): Step => ({
      title: step.unit_id ? `${w.steps[step.kind]}: ${units.get(step.unit_id)?.name ?? ''}` : w.steps[step.kind],
      when: formatInstant(step.happened_at, ctx.zone, ctx.lang, 'day'),
      note: step.note ?? undefined,
      state: 'done',
    }),
  );
  switch (row.state) {
    case 'received':
      return [...past, { title: w.nextVerify, state: 'now' }, { title: w.nextAnswer, state: 'next' }];
    case 'assigned':
      return [...past, { title: w.nextAnswer, state: 'now' }];
    case 'answered':
      return [...past, { title: w.nextFeedback, state: 'now' }];
    case 'closed':
    case 'not-ours':
      return past;
  }
}
