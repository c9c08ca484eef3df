import type { CitizenId } from '#slices/directory';
import { type Ctx, together } from '#platform/context';
import type { Tx } from '#platform/db';
import { formatDate, todayIn } from '#platform/time';
import { type LinkRow, type NextAct, Tag, type Waiting } from '#platform/ui';
import { href, textIn } from '#platform/words';
import { draftLife_days } from '../model.ts';
import { slots } from '../slots.ts';
import { servicesByIds } from '../standards/store.ts';
import { words as sliceWords } from '../words.ts';
import { type ApplicationRow, applicationsOf } from './store.ts';
import { words } from './words.ts';

/** A result is news for this long. */
const fresh_days = 30;
const most = 6;

type Line = { readonly row: LinkRow; readonly next?: NextAct };
type Rating = Awaited<ReturnType<typeof slots.afterDecision>>;

function lineOf(ctx: Ctx, one: ApplicationRow, service: string, rate: Rating): Line | undefined {
  const w = words(ctx.lang);
  const address = href(ctx.lang, `/permohonan/${one.id}`);
  const ticket = one.ticket ?? '';
  switch (one.state) {
    case 'returned':
      return {
        row: {
          href: address,
          title: w.fix(service),
          note: one.returned_note ?? ticket,
          icon: 'alert-triangle',
          side: <Tag tone="warn">{w.yourTurn}</Tag>,
        },
        next: { kicker: w.fixNext, title: w.fix(service), text: w.fixText(ticket), action: { href: address, label: w.fixAction } },
      };
    case 'draft': {
      const until = w.draftText(formatDate(todayIn(one.saved_at, ctx.zone).add({ days: draftLife_days }), ctx.lang));
      return {
        row: { href: address, title: w.goOn(service), note: until, icon: 'edit' },
        next: { kicker: w.fixNext, title: w.goOn(service), text: until, action: { href: address, label: w.draftAction } },
      };
    }
    case 'submitted':
    case 'in-review':
      return {
        row: {
          href: address,
          title: service,
          note: one.due_on ? w.decideBy(ticket, formatDate(one.due_on, ctx.lang)) : ticket,
          icon: 'clock',
          side: w.underWay,
        },
      };
    case 'granted':
    case 'refused':
      return {
        row: {
          href: address,
          title: service,
          note: one.decided_at ? w.ready(ticket, formatDate(todayIn(one.decided_at, ctx.zone), ctx.lang)) : ticket,
          icon: one.state === 'granted' ? 'circle-check' : 'file-text',
          side: rate ? (
            <a href={rate.href}>{rate.label}</a>
          ) : (
            <Tag tone={one.state === 'granted' ? 'good' : 'bad'}>{sliceWords(ctx.lang).states[one.state]}</Tag>
          ),
        },
      };
    case 'withdrawn':
      return undefined;
  }
}

const isFresh = (ctx: Ctx, one: ApplicationRow) =>
  one.decided_at !== null && Temporal.Instant.compare(one.decided_at, ctx.now.subtract({ hours: 24 * fresh_days })) > 0;
const order = { returned: 0, draft: 1, submitted: 2, 'in-review': 2, granted: 3, refused: 3, withdrawn: 4 } as const;

/** A citizen's cases: those that need them first, then what is under way, then what was decided lately and can be rated. */
export async function caseWaits(tx: Tx, ctx: Ctx): Promise<readonly Waiting[]> {
  const { actor } = ctx;
  if (actor.kind !== 'citizen') return [];
  const all = await applicationsOf(tx, actor.citizenId as CitizenId);
  const shown = all.filter((one) => one.decided_at === null || isFresh(ctx, one)).toSorted((a, b) => order[a.state] - order[b.state]);
  const rows = shown.slice(0, most);
  const [services, rates] = await together([
    servicesByIds(
      tx,
      rows.map((one) => one.service_id),
    ),
    together(rows.map((one) => (one.decided_at ? slots.afterDecision(tx, one.id, ctx.lang, ctx.today) : Promise.resolve(undefined)))),
  ]);
  const lines = rows.flatMap((one, at) => lineOf(ctx, one, textIn(services.get(one.service_id)?.name ?? { id: '' }, ctx.lang), rates[at]) ?? []);
  if (lines.length === 0) return [];
  const w = words(ctx.lang);
  const next = lines.find((line) => line.next)?.next;
  return [{ press: 'citizens', title: w.mine, more: { href: href(ctx.lang, '/permohonan'), label: w.mineAll }, next, rows: lines.map((line) => line.row) }];
}
