import { looksAt, tellLook, unitsByIds } from '#slices/directory';
import { receiptOf } from '#slices/ledger';
import { calendarFor, deadlineOf, workingDaysBetween } from '#slices/standards';
import { type Tx } from '#platform/db';
import { type Ctx, together } from '#platform/context';
import { shownFrom } from '#platform/suppression';
import { formatDate, formatInstant, todayIn } from '#platform/time';
import type { Step } from '#platform/ui';
import { formatNumber, formatPercent, textIn } from '#platform/words';
import { words as counterWords } from '../counter/words.ts';
import { type Likely, likelyDates, rangeIn, spentBy } from '../dates/rules.ts';
import { findRanges } from '../dates/store.ts';
import type { Workflow } from '../workflow/model.ts';
import { findStep } from '../workflow/rules.ts';
import { words } from '../words.ts';
import { submittedOn } from './news.ts';
import { findSignedAct, resultsOf } from '../results/store.ts';
import type { CaseLook } from './pages/case.tsx';
import type { Proof } from './pages/proof-box.tsx';
import type { ShownResult } from '../results/pages/case-result.tsx';
import { isOpen } from './rules.ts';
import { type ApplicationRow, type Line, lineOf, pausesOf, stepsOf } from './store.ts';

type Past = Awaited<ReturnType<typeof stepsOf>>[number];

/** Lines whose notes are for colleagues. */
const internal: ReadonlySet<Past['kind']> = new Set(['taken', 'forwarded', 'sent-back']);

type Known = {
  /** Names of the steps of the service's own workflow. */
  readonly workflow: Workflow | undefined;
  readonly nameOf?: (personId: string) => string | undefined;
};

/** What happened and what is to come. Officers also read who did it, and what they wrote to each other. */
export function timelineOf(ctx: Ctx, row: ApplicationRow, past: readonly Past[], { workflow, nameOf }: Known): readonly Step[] {
  const w = words(ctx.lang);
  const titleOf = ({ kind, step }: Past) => {
    const name = step && workflow && findStep(workflow, step)?.step.name;
    return name ? `${w.happened[kind]}: ${textIn(name, ctx.lang)}` : w.happened[kind];
  };
  const done = past.map((step): Step => {
    const by = step.person_id ? nameOf?.(step.person_id) : undefined;
    const when = formatInstant(step.happened_at, ctx.zone, ctx.lang, 'day');
    return {
      title: titleOf(step),
      when: by ? `${when}, ${by}` : when,
      note:
        step.kind === 'submitted' && row.clerk_id
          ? counterWords(ctx.lang).typedAtCounter
          : internal.has(step.kind) && !nameOf
            ? undefined
            : (step.note ?? undefined),
      state: 'done',
    };
  });
  if (!isOpen(row.state)) return done;
  const steps =
    row.state === 'submitted'
      ? [...done, { title: w.next.review, state: 'next' as const }]
      : done.map((step, at): Step => (at === done.length - 1 ? { ...step, state: 'now' } : step));
  return [...steps, { title: w.next.decision, when: row.due_on ? w.promisedUntil(formatDate(row.due_on, ctx.lang)) : undefined, state: 'next' }];
}

export type Prospect = {
  readonly line: Line;
  /** Undefined while the past tells too little, or the applicant has to act. */
  readonly likely: Likely | undefined;
  /** Of past cases told a range on their first day, the share that kept to it. */
  readonly kept: string | undefined;
};

/** Where the case stands in line, and when it will likely be done by what its service's past has taught. */
export async function prospectOf(tx: Tx, ctx: Ctx, row: ApplicationRow): Promise<Prospect> {
  const stage = row.officer_id === null ? 'waiting' : 'held';
  const [line, table, pauses, calendar] = await together([lineOf(tx, row), findRanges(tx, row, stage), pausesOf(tx, row), calendarFor(tx, row.agency_id)]);
  if (!table || !isOpen(row.state) || row.state === 'returned') return { line, likely: undefined, kept: undefined };
  const from = submittedOn(ctx, row);
  const spent = spentBy({ submittedOn: from, today: ctx.today, pauses, count: (start, end) => workingDaysBetween(start, end, calendar) });
  const dayAfter = (workingDays: number) => deadlineOf({ submittedOn: from, workingDays, pauses, calendar }).on;
  const likely = likelyDates(rangeIn(table, { spent, load: line.ahead / table.officers }), spent, ctx.today, dayAfter);
  const { n, held } = table.tried;
  return { line, likely, kept: n < shownFrom.public ? undefined : formatPercent(held / n, ctx.lang) };
}

export async function proofOf(tx: Tx, ctx: Ctx, row: ApplicationRow): Promise<Proof | undefined> {
  const receipt = row.submitted_event ? await receiptOf(tx, row.submitted_event) : undefined;
  if (!receipt) return undefined;
  if (receipt.format === 'smart-asn/promise/v1')
    return { kind: 'promise', by: formatInstant(Temporal.Instant.from(receipt.merge_by), ctx.zone, ctx.lang, 'short') };
  return { kind: 'receipt', place: receipt.leaf_index + 1, size: Number(receipt.checkpoint.split('\n')[1]), nodes: receipt.proof.length };
}

const shownLooks = 10;

/** Who saw it or a file of it, the newest first: once for each person, manner and day, with how often. */
export async function looksOf(tx: Tx, ctx: Ctx, row: ApplicationRow): Promise<readonly CaseLook[]> {
  const looks = await looksAt(tx, row.id, shownLooks * 5);
  const byPersonAndDay = Map.groupBy(looks, (look) => {
    const { who, role, why } = tellLook(look, ctx.lang);
    return [who, role, why, todayIn(look.looked_at, ctx.zone).toString()].join(' | ');
  });
  return Array.from(byPersonAndDay.values(), (same) => {
    const look = same[0]!;
    const when = formatInstant(look.looked_at, ctx.zone, ctx.lang, 'short');
    return {
      ...tellLook(look, ctx.lang),
      when: same.length === 1 ? when : words(ctx.lang).lookedTimes(when, formatNumber(same.length, ctx.lang)),
    };
  }).slice(0, shownLooks);
}

export async function unitNameOf(tx: Tx, row: ApplicationRow): Promise<string> {
  return (await unitsByIds(tx, [row.unit_id])).get(row.unit_id)?.name ?? '';
}

export function receivedOf(ctx: Ctx, row: ApplicationRow): { readonly receivedAt: string; readonly receivedOn: Ctx['today'] } {
  const at = row.submitted_at ?? ctx.now;
  return { receivedAt: formatInstant(at, ctx.zone, ctx.lang), receivedOn: todayIn(at, ctx.zone) };
}

/** The paper of a decided case as its holder sees it: the newest that went out, or that it is being signed. */
export async function shownResultOf(tx: Tx, row: ApplicationRow): Promise<ShownResult | undefined> {
  if (row.state !== 'granted' && row.state !== 'refused') return undefined;
  const [all, scanned] = await together([resultsOf(tx, row), findSignedAct(tx, row)]);
  const [newest] = all;
  const issued = all.find((one) => one.issued_at);
  if (!newest) return undefined;
  if (!issued) return { stage: 'being-signed', isDemo: false, correcting: false, replaces: undefined, note: undefined };
  const stage = issued.reason ? 'revoked' : issued.electronic ? 'sealed' : scanned && issued.edition === 1 ? 'scanned' : 'copy';
  return {
    stage,
    isDemo: issued.is_demo,
    correcting: newest !== issued,
    replaces: all.find((one) => one.edition === issued.edition - 1)?.number,
    note: issued.revoked_note ?? undefined,
  };
}
