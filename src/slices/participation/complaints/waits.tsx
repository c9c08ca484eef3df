import { type CitizenId, unitsByIds } from '#slices/directory';
import { findScope, type Scope } from '#platform/access';
import { type Ctx, together } from '#platform/context';
import type { Tx } from '#platform/db';
import { formatDate, todayIn } from '#platform/time';
import { DueTag, type LinkRow, Tag, type Waiting } from '#platform/ui';
import { formatNumber, href } from '#platform/words';
import type { ComplaintCategory } from '../model.ts';
import { permissions } from '../permissions.ts';
import { words } from '../words.ts';
import { dueOf } from './shown.ts';
import { type ComplaintRow, complaintsBy, complaintsList, deskCounts } from './store.ts';

const shown = 3;

/** People write in their own language, whatever the page's. */
const titleOf = (ctx: Ctx, row: ComplaintRow) => (row.lang === ctx.lang ? row.title : <span lang={row.lang}>{row.title}</span>);

function deskRow(ctx: Ctx, row: ComplaintRow, unit: string | undefined): LinkRow {
  const w = words(ctx.lang);
  const due = dueOf(row);
  const about = [row.ticket, w.categories[row.category as ComplaintCategory], unit].filter(Boolean).join(', ');
  return {
    href: href(ctx.lang, `/kerja/aduan/${row.id}`),
    title: titleOf(ctx, row),
    note: about,
    icon: 'message-circle',
    side: due && <DueTag lang={ctx.lang} today={ctx.today} due={due.on} />,
  };
}

/** Who assigns: what no unit has yet, and what a unit is late with. */
async function toAssign(tx: Tx, ctx: Ctx, scope: Scope): Promise<readonly Waiting[]> {
  const asked = { scope, today: ctx.today, limit: shown, offset: 0 };
  const [counts, fresh, late] = await together([
    deskCounts(tx, scope, ctx.today),
    complaintsList(tx, { ...asked, view: 'baru' }),
    complaintsList(tx, { ...asked, view: 'terlambat' }),
  ]);
  const rows = [...late, ...fresh.filter((row) => !late.some((one) => one.id === row.id))].slice(0, shown + 1);
  if (counts.baru + counts.terlambat === 0) return [];
  const units = await unitsByIds(
    tx,
    rows.flatMap((row) => row.unit_id ?? []),
  );
  const w = words(ctx.lang).waits;
  const [first] = rows;
  return [
    {
      press: 'citizens',
      title: w.assign,
      lead: w.assignLead(formatNumber(counts.baru, ctx.lang), formatNumber(counts.terlambat, ctx.lang)),
      more: { href: href(ctx.lang, '/kerja/aduan'), label: w.desk },
      next: first && {
        kicker: w.next,
        title: first.unit_id ? w.chase : w.assignOne,
        text: `${first.ticket}. ${first.title}`,
        action: { href: href(ctx.lang, `/kerja/aduan/${first.id}`), label: w.open },
      },
      rows: rows.map((row) => deskRow(ctx, row, row.unit_id ? units.get(row.unit_id)?.shortName : w.noUnit)),
    },
  ];
}

async function toAnswer(tx: Tx, ctx: Ctx, scope: Scope, ownUnit: string | undefined): Promise<readonly Waiting[]> {
  const [counts, rows] = await together([
    deskCounts(tx, scope, ctx.today),
    complaintsList(tx, { scope, view: 'dijawab', today: ctx.today, limit: shown, offset: 0 }),
  ]);
  const [first] = rows;
  if (!first) return [];
  const units = await unitsByIds(
    tx,
    rows.flatMap((row) => (row.unit_id && row.unit_id !== ownUnit ? row.unit_id : [])),
  );
  const w = words(ctx.lang).waits;
  return [
    {
      press: 'citizens',
      title: w.answer,
      lead: w.answerLead(formatNumber(counts.dijawab, ctx.lang), formatNumber(counts.terlambat, ctx.lang)),
      more: { href: href(ctx.lang, '/kerja/aduan'), label: w.desk },
      next: {
        kicker: w.next,
        title: w.answerOne,
        text: `${first.ticket}. ${first.title}`,
        action: { href: href(ctx.lang, `/kerja/aduan/${first.id}`), label: w.open },
      },
      rows: rows.map((row) => deskRow(ctx, row, units.get(row.unit_id ?? '')?.shortName)),
    },
  ];
}

/** What a citizen told: where an answer waits for their word first, then what is being looked into. */
async function told(tx: Tx, ctx: Ctx, citizenId: CitizenId): Promise<readonly Waiting[]> {
  const open = (await complaintsBy(tx, citizenId)).filter((row) => row.state === 'answered' || row.state === 'received' || row.state === 'assigned');
  if (open.length === 0) return [];
  const w = words(ctx.lang);
  const rows = open.toSorted((a, b) => Number(b.state === 'answered') - Number(a.state === 'answered')).slice(0, shown);
  const [first] = rows;
  const addressOf = (row: ComplaintRow) => href(ctx.lang, `/aduan/nomor/${row.ticket}`);
  return [
    {
      press: 'colleagues',
      title: w.mine,
      more: { href: href(ctx.lang, '/aduan/saya'), label: w.waits.allMine },
      next:
        first?.state === 'answered'
          ? { kicker: w.waits.answered, title: w.waits.sayIf, text: `${first.ticket}. ${first.title}`, action: { href: addressOf(first), label: w.waits.read } }
          : undefined,
      rows: rows.map((row) => ({
        href: addressOf(row),
        title: titleOf(ctx, row),
        note: `${row.ticket}, ${formatDate(todayIn(row.submitted_at, ctx.zone), ctx.lang, 'short')}`,
        icon: 'message-circle',
        side: <Tag tone={row.state === 'answered' ? 'warn' : 'quiet'}>{w.states[row.state]}</Tag>,
      })),
    },
  ];
}

export async function complaintWaits(tx: Tx, ctx: Ctx): Promise<readonly Waiting[]> {
  const { actor } = ctx;
  if (actor.kind === 'citizen') return told(tx, ctx, actor.citizenId as CitizenId);
  const assign = findScope(actor, permissions['participation.assign']);
  if (assign) return toAssign(tx, ctx, assign);
  const answer = findScope(actor, permissions['participation.answer']);
  return answer ? toAnswer(tx, ctx, answer, actor.kind === 'staff' ? actor.unitId : undefined) : [];
}
