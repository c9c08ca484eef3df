import { peopleByIds } from '#slices/directory';
import { findScope, type Staff } from '#platform/access';
import { type Ctx, together } from '#platform/context';
import type { Tx } from '#platform/db';
import { formatDate, todayIn } from '#platform/time';
import { DueTag, type LinkRow, type NextAct, Tag, type Waiting } from '#platform/ui';
import { formatNumber, formatPercent, href, textIn } from '#platform/words';
import { reasonSays } from '../fairness/reasons.ts';
import { permissions } from '../permissions.ts';
import { serviceNames, servicesOf } from '../standards/store.ts';
import { wellKept } from './rules.ts';
import { type Desk, desksOf } from '../workflow/desks.ts';
import { words } from './words.ts';
import { processingTimes, queueCounts, type QueueRow, stepsDueBy, stepsInHand, takenOutOfTurn } from './store.ts';

type Named = { readonly id: string; readonly name: Parameters<typeof textIn>[0] };
const shown = 3;
const most = 5;

const n = (ctx: Ctx, value: number) => formatNumber(value, ctx.lang);
const nameOf = (ctx: Ctx, services: readonly Named[], id: string) => textIn(services.find((one) => one.id === id)?.name ?? { id: '' }, ctx.lang);

const arrivedOn = (ctx: Ctx, row: QueueRow) => formatDate(todayIn(row.submitted_at, ctx.zone), ctx.lang, 'day');

function nextCase(ctx: Ctx, row: QueueRow, service: string): NextAct {
  const w = words(ctx.lang);
  const left = ctx.today.until(row.due_on).days;
  return {
    kicker: left < 0 ? w.nextLate(n(ctx, -left)) : w.next(left === 0 ? w.today : formatDate(row.due_on, ctx.lang)),
    title: row.officer_id ? w.decide(service) : w.takeIt(service),
    text: `${w.arrived(row.ticket, arrivedOn(ctx, row))}.`,
    action: { href: href(ctx.lang, `/kerja/${row.id}`), label: w.open },
  };
}

/** An officer's own desk: what is theirs to do, in the order in which it is to be done. */
async function ownDesk(tx: Tx, ctx: Ctx, actor: Staff, desks: readonly Desk[]): Promise<readonly Waiting[]> {
  const w = words(ctx.lang);
  const [counts, rows, services] = await together([
    queueCounts(tx, desks, actor.personId, ctx.today),
    stepsInHand(tx, desks, actor.personId, shown),
    serviceNames(tx, actor.agencyId),
  ]);
  if (counts.open === 0) return [];
  const [first] = rows;
  const lead = w.workLead(n(ctx, counts.open), n(ctx, counts.today), n(ctx, counts.late), n(ctx, counts.waiting));
  return [
    {
      press: 'citizens',
      title: w.work,
      lead: first ? lead : `${lead} ${w.allHeld}`,
      more: { href: href(ctx.lang, '/kerja'), label: w.all },
      next: first && nextCase(ctx, first, nameOf(ctx, services, first.service_id)),
      rows: rows.map((row) => ({
        href: href(ctx.lang, `/kerja/${row.id}`),
        title: nameOf(ctx, services, row.service_id),
        icon: 'clipboard-list',
        note: `${w.arrived(row.ticket, arrivedOn(ctx, row))}, ${row.officer_id ? w.yours : w.untaken}`,
        side: <DueTag lang={ctx.lang} today={ctx.today} due={row.due_on} />,
      })),
    },
  ];
}

/** Who answers for all units: what misses the promise, who has it, and how each service keeps its time. */
async function wholeAgency(tx: Tx, ctx: Ctx, actor: Staff, desks: readonly Desk[]): Promise<readonly Waiting[]> {
  const [counts, rows, services, times] = await together([
    queueCounts(tx, desks, actor.personId, ctx.today),
    stepsDueBy(tx, desks, ctx.today.add({ days: 2 }), most),
    servicesOf(tx, actor.agencyId),
    processingTimes(tx, actor.agencyId, ctx.today.with({ day: 1 })),
  ]);
  const holders = await peopleByIds(
    tx,
    rows.flatMap((row) => row.officer_id ?? []),
  );
  const w = words(ctx.lang);
  const held = (row: QueueRow) => (row.officer_id ? w.heldBy(holders.get(row.officer_id)?.name ?? '') : w.untaken);
  const unitOf = (id: string) => services.find((one) => one.id === id)?.unitName ?? '';
  const [first] = rows;
  const risk: Waiting = {
    press: 'citizens',
    title: w.risk,
    lead: w.riskLead(n(ctx, counts.late), n(ctx, counts.today), n(ctx, counts.open)),
    more: { href: href(ctx.lang, '/kerja?tampilan=late'), label: w.all },
    next: first && { ...nextCase(ctx, first, nameOf(ctx, services, first.service_id)), title: nameOf(ctx, services, first.service_id) },
    rows: rows.map((row) => ({
      href: href(ctx.lang, `/kerja/${row.id}`),
      title: nameOf(ctx, services, row.service_id),
      icon: 'clipboard-list',
      note: `${w.arrivedAt(row.ticket, arrivedOn(ctx, row), unitOf(row.service_id))}, ${held(row)}`,
      side: <DueTag lang={ctx.lang} today={ctx.today} due={row.due_on} />,
    })),
  };
  const measured = services.flatMap((service): readonly (LinkRow & { readonly share: number })[] => {
    const time = times.get(service.id);
    if (!time || time.n === 0) return [];
    return [
      {
        share: time.onTime,
        href: href(ctx.lang, `/kerja?layanan=${service.id}`),
        title: textIn(service.name, ctx.lang),
        icon: 'clock',
        note: w.decided(n(ctx, time.n), n(ctx, time.median_days), n(ctx, service.workingDays)),
        side: <Tag tone={time.onTime < wellKept ? 'warn' : 'good'}>{w.onTime(formatPercent(time.onTime, ctx.lang))}</Tag>,
      },
    ];
  });
  const onTime: Waiting = { press: 'watch', title: w.times, lead: w.timesLead, rows: measured.toSorted((a, b) => a.share - b.share) };
  return [...(counts.open > 0 ? [risk] : []), ...(measured.length > 0 ? [onTime] : [])];
}

/** Who oversees the queues sees what was put before its turn, with the reason that stands in the log. */
async function outOfTurn(tx: Tx, ctx: Ctx, actor: Staff): Promise<readonly Waiting[]> {
  if (!findScope(actor, permissions['services.oversee'])) return [];
  const [rows, services] = await together([takenOutOfTurn(tx, actor.agencyId, ctx.now.subtract({ hours: 7 * 24 }), most), serviceNames(tx, actor.agencyId)]);
  if (rows.length === 0) return [];
  const w = words(ctx.lang);
  return [
    {
      press: 'watch',
      title: w.outOfTurn,
      lead: w.outOfTurnLead,
      rows: rows.map((row) => ({
        href: href(ctx.lang, `/transparansi/catatan/${row.newest_leaf}`),
        title: textIn(reasonSays(row.reason), ctx.lang),
        icon: 'shield-check',
        note: nameOf(ctx, services, row.service_id),
        side: w.timesPut(n(ctx, row.n), formatDate(todayIn(row.newest_at, ctx.zone), ctx.lang, 'day')),
      })),
    },
  ];
}

export async function queueWaits(tx: Tx, ctx: Ctx): Promise<readonly Waiting[]> {
  const { actor } = ctx;
  if (actor.kind !== 'staff') return [];
  const scope = findScope(actor, permissions['services.work']);
  const desk = scope && (scope.reach === 'unit' ? ownDesk : wholeAgency);
  const [own, watched] = await together([desk ? desk(tx, ctx, actor, desksOf(actor)) : Promise.resolve([]), outOfTurn(tx, ctx, actor)]);
  return [...own, ...watched];
}
