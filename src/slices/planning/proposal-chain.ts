import { evidenceFrom, findGap, type UnitGap, type UnitGapId } from '#slices/competency';
import { peopleByIds, type PersonId, unitsByIds } from '#slices/directory';
import { certificatesFor, coursesByIds, enrolmentsIn } from '#slices/learning';
import { competencyName, unsurName } from '#slices/standards';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { problems } from '#platform/problem';
import { formatNumber, href, textIn } from '#platform/words';
import type { ChainStep } from './chain-step.ts';
import { type Proposal, type Recommendation, recommendationsFrom } from './store.ts';
import { words } from './words.ts';

type Course = NonNullable<ReturnType<Awaited<ReturnType<typeof coursesByIds>>['get']>>;
type Enrolment = Awaited<ReturnType<typeof enrolmentsIn>>[number];

/** All that hangs on one proposal, read once. */
export type ProposalFacts = {
  readonly proposal: Proposal;
  readonly gap: UnitGap;
  readonly course: Course;
  readonly unitName: string;
  readonly closedBy: string | undefined;
  readonly plans: readonly Recommendation[];
  readonly names: ReadonlyMap<PersonId, string>;
  readonly enrolments: ReadonlyMap<PersonId, Enrolment>;
  readonly certificates: Awaited<ReturnType<typeof certificatesFor>>;
  /** By enrolment. */
  readonly evidence: Awaited<ReturnType<typeof evidenceFrom>>;
};

export async function factsOf(tx: Tx, proposal: Proposal): Promise<ProposalFacts> {
  const gap = await findGap(tx, proposal.gap_id as UnitGapId);
  const course = (await coursesByIds(tx, [proposal.course_id])).get(proposal.course_id);
  const unit = (await unitsByIds(tx, [proposal.unit_id])).get(proposal.unit_id);
  if (!gap || !course) throw problems.notFound();
  const plans = await recommendationsFrom(tx, proposal);
  const personIds = plans.map((plan) => plan.person_id);
  const people = await peopleByIds(tx, [...personIds, ...(proposal.closed_by ? [proposal.closed_by] : [])]);
  // What somebody completed before the nomination is no result of it.
  const enrolments = (await enrolmentsIn(tx, course.id, personIds)).filter((one) => plans.some((plan) => plan.enrolment_id === one.id));
  const enrolmentIds = enrolments.map((one) => one.id);
  return {
    proposal,
    gap,
    course,
    plans,
    unitName: unit?.name ?? '',
    closedBy: proposal.closed_by ? people.get(proposal.closed_by)?.name : undefined,
    names: new Map(personIds.map((personId) => [personId, people.get(personId)?.name ?? ''])),
    enrolments: new Map(enrolments.map((one) => [one.person_id, one])),
    certificates: await certificatesFor(tx, enrolmentIds),
    evidence: await evidenceFrom(tx, enrolmentIds),
  };
}

/** From the rating to the rating after: the whole loop of one unit's gap. */
export function proposalChain(ctx: Ctx, facts: ProposalFacts): readonly ChainStep[] {
  return [...causeSteps(ctx, facts), headStep(ctx, facts), ...resultSteps(ctx, facts), afterStep(ctx, facts)];
}

function causeSteps({ lang }: Ctx, { gap, proposal, course, unitName }: ProposalFacts): readonly ChainStep[] {
  const w = words(lang);
  const mean = (value: number) => formatNumber(value, lang, 2);
  const n = (value: number) => formatNumber(value, lang);
  const competency = competencyName(gap.competency, lang);
  const level = Math.max(0, ...course.trains.filter((one) => one.competency === gap.competency).map((one) => one.level));
  return [
    {
      title: `${w.step.rated} ${unitName}`,
      text: [w.step.ratedText(gap.unsur, unsurName(gap.unsur, lang), mean(gap.foundMean), n(gap.foundN))],
      links: [{ href: href(lang, '/kompetensi/unit'), label: w.links.gaps }],
      state: 'done',
    },
    {
      title: w.step.gap,
      at: gap.foundOn,
      text: [w.step.gapText(mean(gap.foundMean), mean(gap.norm)), w.step.gapLink(gap.unsur, competency, gap.crosswalk)],
      links: [{ href: href(lang, '/standar'), label: w.links.standards }],
      state: 'done',
      event: gap.foundEvent,
    },
    {
      title: w.step.proposed,
      at: proposal.proposed_at,
      text: [w.step.proposedText(textIn(course.title, lang), competency, n(level), n(course.jpOnline + course.jpClassroom))],
      links: [{ href: href(lang, `/belajar/${course.slug}`), label: w.links.course }],
      state: 'done',
      event: proposal.proposed_event,
    },
  ];
}

function headStep({ lang }: Ctx, { proposal, plans, closedBy }: ProposalFacts): ChainStep {
  const w = words(lang);
  const ended = { at: proposal.closed_at ?? undefined, event: proposal.closed_event };
  const by = closedBy ? [w.step.by(closedBy)] : [];
  switch (proposal.state) {
    case 'open':
      return { title: w.step.nominating, state: 'now' };
    case 'nominated':
      return { ...ended, title: w.step.nominated(formatNumber(plans.length, lang)), text: by, state: 'done' };
    case 'dismissed':
      return { ...ended, title: w.step.dismissed, text: [...by, ...(proposal.closed_reason ? [proposal.closed_reason] : [])], state: 'ended' };
    case 'lapsed':
      return { ...ended, title: w.step.lapsed, state: 'ended' };
  }
}

function resultSteps({ lang }: Ctx, { proposal, plans, enrolments, certificates, evidence, gap }: ProposalFacts): readonly ChainStep[] {
  if (proposal.state === 'dismissed' || proposal.state === 'lapsed') return [];
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const count = (...states: readonly Recommendation['state'][]) => plans.filter((plan) => states.includes(plan.state)).length;
  const completed = Array.from(enrolments.values()).filter((one) => one.completed_at !== null);
  const lastOf = (instants: readonly (Temporal.Instant | null)[]) =>
    instants
      .filter((one) => one !== null)
      .toSorted((a, b) => Temporal.Instant.compare(a, b))
      .at(-1);
  const issued = Array.from(certificates.values(), (one) => one.issued_at);
  const shown = Array.from(evidence.values()).filter((list) => list.some((one) => one.competency === gap.competency)).length;
  const waiting = count('requested');
  const decided = count('approved', 'completed') + count('rejected');
  const progress = (done: number, all: number): ChainStep['state'] => (all === 0 ? 'next' : done === 0 ? 'next' : done < all ? 'now' : 'done');
  return [
    {
      title: w.step.approvals,
      at: lastOf(plans.map((plan) => plan.decided_at)),
      text: plans.length === 0 ? [] : [w.step.approvalsText(n(count('approved', 'completed')), n(count('rejected')), n(waiting))],
      state: plans.length === 0 ? 'next' : waiting > 0 ? 'now' : 'done',
    },
    {
      title: w.step.learning,
      at: lastOf(completed.map((one) => one.completed_at)),
      text: enrolments.size === 0 ? [] : [w.step.learningText(n(enrolments.size), n(completed.length))],
      state: enrolments.size === 0 ? 'next' : completed.length < enrolments.size || decided < plans.length ? 'now' : 'done',
    },
    {
      title: w.step.certificates,
      at: lastOf(issued),
      text: issued.length === 0 ? [] : [w.step.certificatesText(n(issued.length))],
      state: progress(issued.length, enrolments.size),
    },
    {
      title: w.step.evidence,
      text: shown === 0 ? [] : [w.step.evidenceText(n(shown), competencyName(gap.competency, lang))],
      state: progress(shown, enrolments.size),
    },
  ];
}

function afterStep({ lang }: Ctx, { gap }: ProposalFacts): ChainStep {
  const w = words(lang);
  const [mean, n] = [formatNumber(gap.mean, lang, 2), formatNumber(gap.n, lang)];
  const links = [{ href: href(lang, '/kompetensi/unit'), label: w.links.gaps }];
  if (gap.closedOn === undefined) return { title: w.step.after, text: [w.step.stillOpen(mean, n)], links, state: 'next' };
  return { title: w.step.after, at: gap.closedOn, text: [w.step.closedText(mean, n)], links, state: 'done', event: gap.closedEvent };
}

/** Events of the chain that its readers may have receipts of. */
export function eventsOf(steps: readonly ChainStep[]): readonly string[] {
  return steps.flatMap((step) => step.event ?? []);
}
