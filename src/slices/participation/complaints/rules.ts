import type { PersonId, UnitId } from '#slices/directory';
import { assertNever, type Outcome, ok, refuse } from '#platform/result';
import type { PlainDate } from '#platform/time';
import { type ComplaintClass, complaintMoves, type ComplaintState, isOpen } from '../model.ts';

/** Terms in working days, as the edition `lapor` gives them. */
export type Terms = { readonly information: number; readonly plain: number; readonly oversight: number; readonly aspiration: number | undefined };
type AllTerms = Terms & { readonly verify: number; readonly feedback: number };

type Asked = { readonly class: ComplaintClass; readonly oversight: boolean };

/** Working days to the answer. */
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

type Running = {
  readonly state: ComplaintState;
  readonly class: ComplaintClass;
  readonly oversight: boolean | null;
  readonly receivedOn: PlainDate;
  readonly term_from_on: PlainDate | null;
  readonly answeredOn: PlainDate | null;
};

type Term = { readonly column: 'verify_due_on' | 'answer_due_on' | 'feedback_due_on'; readonly from: PlainDate; readonly workingDays: number };

/** The term that runs: of the check, of the answer, or of the reporter's word. */
export function runningTerm(terms: AllTerms, row: Running): Term | undefined {
  switch (row.state) {
    case 'received':
      return { column: 'verify_due_on', from: row.receivedOn, workingDays: terms.verify };
    case 'assigned':
      if (!row.term_from_on) return undefined;
      return {
        column: 'answer_due_on',
        from: row.term_from_on,
        workingDays: answerTerm(terms, { class: row.class, oversight: row.oversight === true }),
      };
    case 'answered':
      return row.answeredOn ? { column: 'feedback_due_on', from: row.answeredOn, workingDays: terms.feedback } : undefined;
    case 'closed':
    case 'not-ours':
      return undefined;
    default:
      return assertNever(row.state);
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

type Said = { readonly independent: boolean; readonly named_unit_id: string | null; readonly about_unit_id: string | null };

/** Whom a complaint is about: the unit that the reporter named, and the one that an officer reads in it. */
export function unitsAbout({ named_unit_id, about_unit_id }: Omit<Said, 'independent'>): readonly string[] {
  return Array.from(new Set([named_unit_id, about_unit_id].filter((id) => id !== null)));
}

/** Who is complained about does not get a case passed on: it goes the way of oversight (Perpres 76/2013, protection of the reporter). */
function mayPassTo(said: Said, unitId: string): Outcome<true> {
  return said.independent && unitsAbout(said).includes(unitId) ? refuse('about-that-unit', { fields: { unitId: 'about-that-unit' } }) : ok(true);
}

/** Nobody of a unit answers, or turns away, a complaint about that unit that was to be handled by others. */
export function mayHandle(said: Said, ownUnits: readonly string[]): Outcome<true> {
  return said.independent && unitsAbout(said).some((id) => ownUnits.includes(id)) ? refuse('about-your-unit') : ok(true);
}

type Standing = Said & {
  readonly state: ComplaintState;
  readonly class: ComplaintClass;
  readonly about_unit_id: UnitId | null;
  readonly about_person_id: PersonId | null;
  readonly term_from_on: PlainDate | null;
};

export type Order = {
  readonly unitId: UnitId;
  readonly oversight: boolean;
  /** Whom it is about, as the officer reads it; what the reporter has said stays said. */
  readonly aboutUnit?: UnitId | undefined;
  readonly aboutPerson?: PersonId | undefined;
  readonly independent?: boolean | undefined;
};

/**
 * What passing a case to a unit makes of it. Passing on again gives no new term: days count from the first disposition, or from
 * the reporter's word that opened the case again, however many units had it since.
 */
export function disposition(complaint: Standing, order: Order, { terms, today }: { readonly terms: Terms; readonly today: PlainDate }) {
  if (!isOpen(complaint.state)) return refuse('complaint-state', { params: { from: complaint.state, to: 'assigned' } });
  const independent = complaint.independent || order.independent === true;
  const about_unit_id = order.aboutUnit ?? complaint.about_unit_id;
  const may = mayPassTo({ independent, named_unit_id: complaint.named_unit_id, about_unit_id }, order.unitId);
  if (!may.ok) return may;
  const oversight = order.oversight || independent;
  return ok({
    change: {
      state: 'assigned' as const,
      unit_id: order.unitId,
      oversight,
      about_unit_id,
      about_person_id: order.aboutPerson ?? complaint.about_person_id,
      independent,
      term_from_on: complaint.term_from_on ?? today,
    },
    workingDays: answerTerm(terms, { class: complaint.class, oversight }),
  });
}
