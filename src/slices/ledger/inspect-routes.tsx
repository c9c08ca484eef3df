import { together } from '#platform/context';
import { page, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { problems } from '#platform/problem';
import { formatInstant } from '#platform/time';
import { formatNumber } from '#platform/words';
import { publicRecordOf } from './actions.ts';
import { sayFault } from './audit/say.ts';
import { newestCheck } from './audit/store.ts';
import { eventName } from './event-name.ts';
import { entriesAPage, entryList, entryNumber } from './model.ts';
import { type InspectLine, InspectListPage, InspectPage } from './pages/inspect.tsx';
import { permissions } from './permissions.ts';
import { isOpening, subjectsOf } from './rules.ts';
import { auditKinds, auditRows, findOpenedAt } from './store.ts';
import { words } from './words.ts';

const allow = permissions['ledger.inspect'];
const section = '/kelola/catatan';

type Row = { readonly leaf_index: bigint | null; readonly kind: string; readonly actor: string; readonly occurred_at: Temporal.Instant };

function lineOf(ctx: WebCtx, row: Row, isOpen: boolean): InspectLine {
  return {
    index: Number(row.leaf_index),
    says: eventName(row.kind, ctx.lang),
    who: words(ctx.lang).actors[row.actor.split(':')[0] ?? ''] ?? row.actor,
    when: formatInstant(row.occurred_at, ctx.zone, ctx.lang, 'short'),
    isOpen,
  };
}

async function listPage(ctx: WebCtx, hal: number, kind: string | undefined): Promise<Reply> {
  const [rows, kinds, check] = await ctx.read((tx) =>
    together([
      auditRows(tx, { agencyId: ctx.agency.id, kind, skip: (hal - 1) * entriesAPage, most: entriesAPage }),
      auditKinds(tx, ctx.agency.id),
      newestCheck(tx),
    ]),
  );
  const counted = kinds.filter((one) => kind === undefined || one.kind === kind).reduce((sum, one) => sum + Number(one.n), 0);
  const body = (
    <InspectListPage
      lang={ctx.lang}
      rows={rows.map((row) => lineOf(ctx, row, row.is_open))}
      kinds={kinds.map((one) => ({ value: one.kind, label: `${eventName(one.kind, ctx.lang)} (${one.n})` }))}
      kind={kind}
      page={hal}
      pages={Math.max(1, Math.ceil(counted / entriesAPage))}
      check={
        check && {
          when: formatInstant(check.checkedAt, ctx.zone, ctx.lang, 'short'),
          size: formatNumber(check.size, ctx.lang),
          faults: check.faults.map((fault) => sayFault(fault, ctx.lang, 'inspector')),
        }
      }
    />
  );
  return page({ title: words(ctx.lang).inspect, section, dense: true, body });
}

async function onePage(ctx: WebCtx, index: number): Promise<Reply> {
  const event = await ctx.read((tx) => findOpenedAt(tx, index, ctx.agency.id));
  if (!event) throw problems.notFound();
  for (const subject of [{ subjectKind: 'ledger-entry', subjectId: event.id }, ...subjectsOf(event.payload)])
    ctx.looked({ ...subject, agencyId: ctx.agency.id });
  const isPublic = event.ledger === 'public';
  const fits = isPublic ? true : event.salt ? isOpening(event.entry, event, event.salt) : undefined;
  const body = (
    <InspectPage
      lang={ctx.lang}
      line={lineOf(ctx, event, fits !== undefined)}
      actor={event.actor}
      record={isPublic ? publicRecordOf(event.entry) : event.record}
      payload={event.payload}
      fits={fits}
    />
  );
  return page({ title: words(ctx.lang).entryTitle(String(index)), section, dense: true, body });
}

/** The inspectorate's view: what happened in its agency, with contents; each look is recorded. */
export const inspectRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/kelola/catatan', allow, input: entryList, handle: (ctx, { hal, jenis }) => listPage(ctx, hal, jenis) }),
  route({
    method: 'GET',
    path: '/kelola/catatan/:nomor',
    allow,
    shows: 'person-data',
    input: entryNumber,
    handle: (ctx, { nomor }) => onePage(ctx, nomor),
  }),
];
