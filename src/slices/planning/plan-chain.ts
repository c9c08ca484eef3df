import { evidenceFrom } from '#slices/competency';
import { peopleByIds } from '#slices/directory';
import { certificatesFor, coursesByIds, enrolmentsIn } from '#slices/learning';
import { competencyName } from '#slices/standards';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { problems } from '#platform/problem';
import { formatNumber, href } from '#platform/words';
import type { ChainStep } from './chain-step.ts';
import { reasonText } from './reason-text.ts';
import type { Recommendation } from './store.ts';
import { words } from './words.ts';

type Course = NonNullable<ReturnType<Awaited<ReturnType<typeof coursesByIds>>['get']>>;

/** All that hangs on one person's plan, read once. */
export type PlanFacts = {
  readonly plan: Recommendation;
  readonly course: Course;
  readonly personName: string;
  readonly deciderName: string | undefined;
  readonly enrolment: Awaited<ReturnType<typeof enrolmentsIn>>[number] | undefined;
  readonly certificate: { readonly id: string; readonly number: string; readonly jp: number; readonly issued_at: Temporal.Instant } | undefined;
  readonly evidence: readonly { readonly id: string; readonly competency: string; readonly level: number; readonly observedOn: string }[];
  /** The reader is the person: then documents can be opened. */
  readonly isOwn: boolean;
  /** The reader may follow the proposal of the unit. */
  readonly seesProposal: boolean;
};

export async function planFacts(tx: Tx, plan: Recommendation, sees: Pick<PlanFacts, 'isOwn' | 'seesProposal'>): Promise<PlanFacts> {
  const course = (await coursesByIds(tx, [plan.course_id])).get(plan.course_id);
  if (!course) throw problems.notFound();
  const people = await peopleByIds(tx, [plan.person_id, ...(plan.decided_by ? [plan.decided_by] : [])]);
  const enrolment = plan.enrolment_id ? (await enrolmentsIn(tx, course.id, [plan.person_id])).find((one) => one.id === plan.enrolment_id) : undefined;
  return {
    ...sees,
    plan,
    course,
    enrolment,
    personName: people.get(plan.person_id)?.name ?? '',
    deciderName: plan.decided_by ? people.get(plan.decided_by)?.name : undefined,
    certificate: enrolment && (await certificatesFor(tx, [enrolment.id])).get(enrolment.id),
    evidence: (enrolment && (await evidenceFrom(tx, [enrolment.id])).get(enrolment.id)) ?? [],
  };
}

/** From the reason to the evidence that came of it. */
export function planChain(ctx: Ctx, facts: PlanFacts): readonly ChainStep[] {
  const w = words(ctx.lang);
  const { plan } = facts;
  const before = [causeStep(ctx, facts), ...(plan.proposal_id ? [] : [recommendedStep(ctx, facts)])];
  if (plan.state === 'lapsed') return [...before, { title: w.step.lapsedPlan, state: 'ended' }];
  if (plan.state === 'rejected') return [...before, requestStep(ctx, facts), decisionStep(ctx, facts)];
  // Who completed the course without asking has no request and no decision.
  const asked = plan.requested_at !== null || plan.state !== 'completed' ? [requestStep(ctx, facts)] : [];
  const decided = plan.decided_at !== null || plan.state !== 'completed' ? [decisionStep(ctx, facts)] : [];
  return [...before, ...asked, ...decided, ...learningSteps(ctx, facts)];
}

function causeStep({ lang }: Ctx, { plan, isOwn, seesProposal }: PlanFacts): ChainStep {
  const w = words(lang);
  const links =
    plan.proposal_id && seesProposal
      ? [{ href: href(lang, `/rencana/usulan/${plan.proposal_id}`), label: w.links.proposal }]
      : isOwn
        ? [{ href: href(lang, '/kompetensi'), label: w.links.profile }]
        : [];
  return { title: w.step.cause, text: [reasonText(plan.reason, lang)], links, state: 'done' };
}

function recommendedStep({ lang }: Ctx, { plan, isOwn, personName }: PlanFacts): ChainStep {
  const w = words(lang);
  return { title: isOwn ? w.step.recommended : w.step.recommendedTo(personName), at: plan.made_at, state: 'done' };
}

function requestStep({ lang }: Ctx, { plan }: PlanFacts): ChainStep {
  const w = words(lang);
  if (plan.requested_at === null) return { title: w.step.requesting, state: 'now' };
  return { title: plan.proposal_id ? w.step.requestedByHead : w.step.requested, at: plan.requested_at, state: 'done', event: plan.requested_event };
}

function decisionStep({ lang }: Ctx, { plan, deciderName }: PlanFacts): ChainStep {
  const w = words(lang);
  if (plan.decided_at === null) return { title: w.step.deciding, state: plan.requested_at === null ? 'next' : 'now' };
  const text = [...(deciderName ? [w.step.by(deciderName)] : []), ...(plan.decision_reason ? [plan.decision_reason] : [])];
  const rejected = plan.state === 'rejected';
  return { title: rejected ? w.step.rejected : w.step.approved, at: plan.decided_at, text, state: rejected ? 'ended' : 'done', event: plan.decided_event };
}

function learningSteps({ lang }: Ctx, { plan, course, enrolment, certificate, evidence, isOwn }: PlanFacts): readonly ChainStep[] {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const toCourse = [{ href: href(lang, `/belajar/${course.slug}`), label: w.links.course }];
  const toPdf = certificate && isOwn ? [{ href: href(lang, `/belajar/sertifikat/${certificate.id}.pdf`), label: w.links.certificate }] : [];
  const completed = enrolment?.completed_at ?? null;
  return [
    { title: w.step.enrolled, at: enrolment?.enrolled_at, links: toCourse, state: enrolment ? 'done' : 'next' },
    { title: w.step.completed, at: completed ?? undefined, state: completed ? 'done' : enrolment ? 'now' : 'next', event: plan.completed_event },
    {
      title: w.step.certificate,
      at: certificate?.issued_at,
      text: certificate ? [w.step.certificateText(certificate.number, n(certificate.jp))] : [],
      links: toPdf,
      state: certificate ? 'done' : 'next',
    },
    {
      title: w.step.shown,
      at: evidence[0]?.observedOn,
      text: evidence.map((one) => w.step.shownText(competencyName(one.competency, lang), n(one.level))),
      links: isOwn ? evidence.map((one) => ({ href: href(lang, `/kompetensi/bukti/${one.id}`), label: w.links.evidence })) : [],
      state: evidence.length > 0 ? 'done' : 'next',
    },
  ];
}
