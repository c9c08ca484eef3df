import { type Outcome, ok, refuse } from '#platform/result';
import type { Instant, Zone } from '#platform/time';
import { type FormDefinition, type NumberLane, type NumberState, numberMoves } from '../model.ts';

/** Who comes in person gets paper: an e-mail address is asked of nobody at a counter. */
function formAtCounter(form: FormDefinition): FormDefinition {
  const optional = (field: FormDefinition['steps'][number]['fields'][number]) => (field.type === 'email' ? { ...field, required: false } : field);
  return { ...form, steps: form.steps.map((step) => ({ ...step, fields: step.fields.map(optional) })) };
}

/** The form of a case, as it is asked of this applicant. */
export function formFor(application: { readonly clerk_id: string | null }, form: FormDefinition): FormDefinition {
  return application.clerk_id ? formAtCounter(form) : form;
}

/** At a counter so many numbers with precedence are called between two regular ones at the most, so that neither lane waits for ever. */
export const callRule = { precedenceInARow: 1 } as const;

type Standing = { readonly number: number; readonly lane: NumberLane; readonly stands_at: Instant };

function earliest<N extends Standing>(numbers: readonly N[]): N | undefined {
  const [first] = numbers.toSorted((a, b) => Temporal.Instant.compare(a.stands_at, b.stands_at) || a.number - b.number);
  return first;
}

/**
 * The number that a counter calls next of those that wait for it. Each lane goes by arrival, an appointment by its hour; precedence and
 * regular take turns. Before its hour an appointment is called only when nobody else waits.
 */
export function nextNumber<N extends Standing>(waiting: readonly N[], inARow: number, now: Instant): N | undefined {
  const due = waiting.filter((one) => one.lane !== 'appointment' || Temporal.Instant.compare(one.stands_at, now) <= 0);
  const first = earliest(due.filter((one) => one.lane !== 'regular'));
  const regular = earliest(due.filter((one) => one.lane === 'regular'));
  if (first && (!regular || inARow < callRule.precedenceInARow)) return first;
  return regular ?? earliest(waiting);
}

/** How many with precedence a counter has called since its last regular number; its calls with the newest first. */
export function callsInARow(lanes: readonly NumberLane[]): number {
  const at = lanes.indexOf('regular');
  return at < 0 ? lanes.length : at;
}

/** The numbers that wait for a counter as it will call them, if nobody else comes. */
export function inOrder<N extends Standing>(waiting: readonly N[], inARow: number, now: Instant): readonly N[] {
  const ordered: N[] = [];
  let left = waiting;
  let row = inARow;
  for (let next = nextNumber(left, row, now); next; next = nextNumber(left, row, now)) {
    const called = next;
    ordered.push(called);
    row = called.lane === 'regular' ? 0 : row + 1;
    left = left.filter((one) => one !== called);
  }
  return ordered;
}

const fewestServed = 5;
/** Eight of ten waits end within this many standard deviations of their mean. */
const spread_sd = 1.28;

type Line = { readonly ahead: number; readonly inService: number; readonly counters: number };
export type WaitRange = { readonly from_minutes: number; readonly until_minutes: number };

/** How long it takes until a number is called, from how long those of today took; nothing while they are too few, or nobody calls. */
export function waitRange(served_seconds: readonly number[], { ahead, inService, counters }: Line): WaitRange | undefined {
  const n = served_seconds.length;
  if (n < fewestServed || counters === 0) return undefined;
  const mean = served_seconds.reduce((sum, one) => sum + one, 0) / n;
  const variance = served_seconds.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (n - 1);
  // Of those being served half is over, on average.
  const before = ahead + inService / 2;
  const spread = spread_sd * Math.sqrt(before * variance + (before * before * variance) / n);
  const from_minutes = Math.floor(Math.max(0, before * mean - spread) / counters / 60);
  return { from_minutes, until_minutes: Math.max(from_minutes + 1, Math.ceil((before * mean + spread) / counters / 60)) };
}

const letters: Readonly<Record<NumberLane, string>> = { regular: 'A', priority: 'P', appointment: 'J' };

/** `A-012`: the letter of the lane, and the number of the day. */
export function numberLabel({ lane, number }: { readonly lane: NumberLane; readonly number: number }): string {
  return `${letters[lane]}-${String(number).padStart(3, '0')}`;
}

type Hours = { readonly opens_minute: number; readonly closes_minute: number; readonly in_use: boolean };

/** The minute of the day on a wall clock of the agency. */
export function minuteOf(now: Instant, zone: Zone): number {
  const { hour, minute } = now.toZonedDateTimeISO(zone);
  return hour * 60 + minute;
}

export function isOpenAt(counter: Hours, minute: number): boolean {
  return counter.in_use && counter.opens_minute <= minute && minute < counter.closes_minute;
}

export function moveNumber(from: NumberState, to: NumberState): Outcome<NumberState> {
  const allowed: readonly NumberState[] = numberMoves[from];
  return allowed.includes(to) ? ok(to) : refuse('number-state');
}

/** Who has not come is called a second time before the number is closed. */
export function mayBeAbsent(calls: number): Outcome<true> {
  return calls >= 2 ? ok(true) : refuse('call-again-first');
}

type Callable = { readonly state: NumberState; readonly counter_id: string | null; readonly service_id: string | null };

/** Whether a number waits for this counter: passed on to it, or for a service that it serves; for information it goes to any. */
export function waitsFor(number: Callable, counter: { readonly id: string; readonly service_ids: readonly string[] }): boolean {
  if (number.state !== 'waiting') return false;
  if (number.counter_id !== null) return number.counter_id === counter.id;
  return number.service_id === null || counter.service_ids.includes(number.service_id);
}
