import { findScope, type Staff } from '#platform/access';
import { type Ctx, together } from '#platform/context';
import type { Tx } from '#platform/db';
import { formatDate, formatInstant } from '#platform/time';
import type { Waiting } from '#platform/ui';
import { formatNumber, href } from '#platform/words';
import { accountCounts } from './accounts/store.ts';
import { grantsEnding } from './grants/store.ts';
import { importsOf } from './imports/store.ts';
import { words } from './imports/words.ts';
import type { AgencyId } from './model.ts';
import { peopleByIds } from './people/store.ts';
import { permissions } from './permissions.ts';
import { roleName } from './role-words.ts';

const shown = 4;
const ahead_days = 30;

/** Lists that stopped half-way, and the newest one, with what it left undone. */
async function imports(tx: Tx, ctx: Ctx, agencyId: AgencyId): Promise<readonly Waiting[]> {
  const all = await importsOf(tx, agencyId);
  const rows = all.filter((one, at) => at === 0 || one.state === 'checked' || one.state === 'failed').slice(0, shown);
  const open = rows.find((one) => one.state === 'checked');
  const w = words(ctx.lang);
  const addressOf = (id: string) => href(ctx.lang, `/kelola/impor/${id}`);
  const n = (value: number) => formatNumber(value, ctx.lang);
  return [
    {
      press: 'colleagues',
      title: w.waits.imports,
      lead: rows.length === 0 ? w.waits.none : undefined,
      more: { href: href(ctx.lang, '/kelola/impor'), label: w.waits.again },
      next: open && {
        kicker: w.states.checked,
        title: open.file_name,
        text: w.waits.agree(n(open.rows_good)),
        action: { href: addressOf(open.id), label: w.waits.open },
      },
      rows: rows.map((one) => ({
        href: addressOf(one.id),
        title: one.file_name,
        icon: 'file-text',
        note: [formatInstant(one.made_at, ctx.zone, ctx.lang, 'short'), ...(one.faulty_rows > 0 ? [w.waits.faulty(n(one.faulty_rows))] : [])].join('. '),
        side: w.states[one.state],
      })),
    },
  ];
}

/** Who can sign in, and whose rights end soon. */
async function accounts(tx: Tx, ctx: Ctx, agencyId: AgencyId): Promise<readonly Waiting[]> {
  const [counts, ending] = await together([
    accountCounts(tx, agencyId, ctx.today),
    grantsEnding(tx, agencyId, ctx.today, ctx.today.add({ days: ahead_days }), shown),
  ]);
  const people = await peopleByIds(
    tx,
    ending.map((one) => one.person_id),
  );
  const w = words(ctx.lang).waits;
  return [
    {
      press: 'watch',
      title: w.accounts,
      lead: `${w.accountsLead(formatNumber(counts.posted, ctx.lang), formatNumber(counts.withPassword, ctx.lang))} ${ending.length > 0 ? w.ending : w.endingNone}`,
      more: { href: href(ctx.lang, '/kelola/pegawai'), label: w.staff },
      people: ending.map((one) => one.person_id),
      rows: ending.map((one) => ({
        href: href(ctx.lang, `/kelola/pegawai/${one.person_id}`),
        title: people.get(one.person_id)?.name ?? '',
        icon: 'key',
        note: roleName(ctx.lang, one.role, one.capacity),
        side: one.ends_on ? w.ends(formatDate(one.ends_on, ctx.lang, 'short')) : undefined,
      })),
    },
  ];
}

export async function directoryWaits(tx: Tx, ctx: Ctx): Promise<readonly Waiting[]> {
  const { actor } = ctx;
  if (actor.kind !== 'staff') return [];
  const may = (permission: string, ask: (tx: Tx, ctx: Ctx, agencyId: AgencyId) => Promise<readonly Waiting[]>, who: Staff) =>
    findScope(who, permission) ? ask(tx, ctx, who.agencyId as AgencyId) : Promise.resolve([]);
  return (await together([may(permissions['directory.import'], imports, actor), may(permissions['directory.grant'], accounts, actor)])).flat();
}
