import { assertNever, type Outcome, ok, refuse } from '#platform/result';
import { type ComplaintClass, complaintMoves, type ComplaintState } from '../model.ts';

/** Days of the `lapor` reference (Permenpan RB 62/2018 and the manuals named there), in working days. */
export const verifyWithin_days = 3;

type AnswerTerm = { readonly class: ComplaintClass; readonly oversight: boolean };

/** Working days to answer, counted from the disposition: 5 for information, 14 without and 60 with a field check. */
export function answerWithin_days({ class: kind, oversight }: AnswerTerm): number {
  switch (kind) {
    case 'permintaan-informasi':
      return 5;
    case 'pengaduan':
      return oversight ? 60 : 14;
    case 'aspirasi':
      // KNOWN: no source gives a term for aspirations; the product promises that of a plain complaint.
      return 14;
    default:
      return assertNever(kind);
  }
}

export function move(from: ComplaintState, to: ComplaintState): Outcome<ComplaintState> {
  const allowed: readonly ComplaintState[] = complaintMoves[from];
  return allowed.includes(to) ? ok(to) : refuse('complaint-state', { params: { from, to } });
}

/** Somebody changed the case between looking and acting: the second sees the first's work before deciding again. */
export function sameVersion(seen: number, current: number): Outcome<number> {
  return seen === current ? ok(current) : refuse('complaint-changed');
}
