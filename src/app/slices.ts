import { finishOverdue, routes as assessment } from '#slices/assessment';
import { daily as competencyDaily, registerJobs as competencyJobs, routes as competency, slots as competencySlots } from '#slices/competency';
import { directoryRoutes, type identityProvider, registerJobs as directoryJobs } from '#slices/directory';
import { checkLog, routes as ledger, slots as ledgerSlots } from '#slices/ledger';
import { routes as learning, slots as learningSlots } from '#slices/learning';
import { routes as measures, satisfactionOf, slots as measuresSlots } from '#slices/measures';
import { daily as participationDaily, registerJobs as participationJobs, routes as participation, surveyLink } from '#slices/participation';
import { answerTo, recommendedBecause, registerJobs as planningJobs, routes as planning, suggestionFor, trainingForGaps } from '#slices/planning';
import { portalRoutes } from '#slices/portal';
import {
  daily as servicesDaily,
  drawDue,
  everyMinute as servicesEveryMinute,
  movedDeadlines,
  queueLinks,
  registerJobs as servicesJobs,
  routes as services,
  slots as servicesSlots,
} from '#slices/services';
import { routes as standards, slots as standardsSlots } from '#slices/standards';
import type { Ctx } from '#platform/context';
import { damagedContents, type FileStore, sweepContents } from '#platform/files';
import type { Route } from '#platform/http';

/** The line: a slice calls only to its left. A test of the house reads it from here. */
export const line = [
  'ledger',
  'directory',
  'standards',
  'records',
  'assessment',
  'learning',
  'websites',
  'services',
  'participation',
  'competency',
  'measures',
  'planning',
  'portal',
] as const;

/** What pages on the left show from slices on the right. */
export function fillSlots(): void {
  ledgerSlots.alsoRecomputable = queueLinks;
  standardsSlots.movedDeadlines = movedDeadlines;
  servicesSlots.afterDecision = surveyLink;
  servicesSlots.satisfaction = satisfactionOf;
  measuresSlots.trainingForGaps = trainingForGaps;
  learningSlots.recommendedBecause = recommendedBecause;
  competencySlots.answerTo = answerTo;
  competencySlots.suggestionFor = suggestionFor;
}

const kept: { files?: FileStore } = {};

/** Reactions to events, in the order of the line. */
export function registerJobs(files: FileStore): void {
  kept.files = files;
  directoryJobs(files);
  servicesJobs(files);
  participationJobs();
  competencyJobs();
  planningJobs();
}

async function damagedFiles(ctx: Ctx): Promise<readonly string[]> {
  if (!kept.files) return [];
  return (await damagedContents({ store: kept.files, read: (work) => ctx.read(work) })).map((sha256) => `file ${sha256}`);
}

/** Work by the clock. A log that does not fit fails the day's work, so that somebody is told. */
export async function runDaily(ctx: Ctx): Promise<void> {
  await servicesDaily(ctx);
  await participationDaily(ctx);
  await competencyDaily(ctx);
  // What the work before let go of; a day later, so that an upload of this moment is never in the way.
  if (kept.files) await sweepContents({ store: kept.files, before: ctx.now.subtract({ hours: 24 }), transact: (work) => ctx.transact(work) });
  const { faults } = await checkLog(ctx, damagedFiles);
  if (faults.length > 0) throw Object.assign(new Error(`damaged: ${faults.join(', ')}`), { name: 'DamagedItems', code: faults.slice(0, 5).join(', ') });
}

/** What waits for the log to go on. */
export async function runAfterLog(ctx: Ctx): Promise<number> {
  return drawDue(ctx);
}

export async function runEveryMinute(ctx: Ctx): Promise<void> {
  await finishOverdue(ctx);
  await servicesEveryMinute(ctx);
}

type RouteSetting = {
  readonly provider: ReturnType<typeof identityProvider> | undefined;
  readonly isDemo: () => boolean;
  readonly smsToken?: string;
  readonly isEmpty: () => boolean;
  readonly onSetUp: () => Promise<void>;
};

export function allRoutes(setting: RouteSetting): readonly Route[] {
  return [
    ...ledger,
    ...directoryRoutes(setting),
    ...standards,
    ...assessment,
    ...learning,
    ...services,
    ...participation,
    ...competency,
    ...measures,
    ...planning,
    ...portalRoutes(setting),
  ];
}
