import { assertNever, type Outcome, ok, refuse } from '#platform/result';
import { type ComplaintClass, complaintMoves, type ComplaintState } from '../model.ts';

/** Terms in working days, as the edition `lapor` gives them. */
export type Terms = { readonly information: number; readonly plain: number; readonly oversight: number; readonly aspiration: number | undefined };

type Asked = { readonly class: ComplaintClass; readonly oversight: boolean };

/** Working days to the answer, counted from the disposition. */
export function answerTerm(terms: Terms, { class: kind, oversight }: Asked): number {
  switch (kind) {
    case 'permintaan-informasi':
      return terms.information;
    case 'pengaduan':
      return oversight ? terms.oversight : terms.plain;
    case 'aspirasi':
      // KNOWN: no source gives a term for aspirations; the product promises that of a plain complaint.
      return terms.aspiration ?? terms.plain;
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

type About = { readonly independent: boolean; readonly aboutUnit: string | null };

/** Who is complained about does not pass a case on to themselves: it goes the way of oversight (Perpres 76/2013, protection of the reporter). */
export function mayPassTo(about: About, unitId: string): Outcome<true> {
  return about.independent && about.aboutUnit === unitId ? refuse('about-that-unit', { fields: { unitId: 'about-that-unit' } }) : ok(true);
}

/** Nobody of a unit answers, or turns away, a complaint about that unit that was to be handled by others. */
export function mayHandle(about: About, ownUnits: readonly string[]): Outcome<true> {
  return about.independent && about.aboutUnit !== null && ownUnits.includes(about.aboutUnit) ? refuse('about-your-unit') : ok(true);
}
