import { together } from '#platform/context';
import { page, type Reply, type Route, route, textReply, type WebCtx } from '#platform/http';
import { problems } from '#platform/problem';
import { formatInstant } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { publicRecordOf, receiptOf } from './actions.ts';
import { eventName } from './event-name.ts';
import { inspectRoutes } from './inspect-routes.tsx';
import { emptyRoot, inclusionRanges, leafHash } from './formats/merkle.ts';
import { keyOf, policy } from './held.ts';
import { allKeys } from './keys/store.ts';
import { historyRoutes } from './history-routes.tsx';
import { entriesAPage, entryList, entryNumber, pasted, receiptFile } from './model.ts';
import { toBase64 } from './formats/note.ts';
import { EntriesPage, EntryPage } from './pages/entries.tsx';
import { RecomputePage } from './pages/recompute.tsx';
import { type EntryLine, TransparencyPage } from './pages/transparency.tsx';
import type { WitnessLines } from './pages/witnesses.tsx';
import { VerifyPage } from './pages/verify.tsx';
import { type Trust, type Verdict, verifyReceiptText } from './formats/receipt.ts';
import { slots } from './slots.ts';
import { sayFault } from './audit/say.ts';
import { newestCheck } from './audit/store.ts';
import { servedRoutes } from './served-routes.ts';
import { entriesBefore, type EntryRow, findEntry, newestCheckpoint, rangeHashes } from './store.ts';
import { tilePath, tileWidth } from './formats/tiles.ts';
import { treeRoutes } from './tree-routes.tsx';
import { type Standing, standing } from './witnesses/standing.ts';
import { words } from './words.ts';

const section = '/transparansi';

function lineOf(ctx: WebCtx, row: EntryRow): EntryLine {
  return {
    index: Number(row.leaf_index),
    says: eventName(row.kind, ctx.lang),
    kind: row.kind,
    when: formatInstant(row.occurred_at, ctx.zone, ctx.lang, 'short'),
  };
}

function witnessLines(ctx: WebCtx, { k, size, witnessedSize, witnesses }: Standing): WitnessLines {
  const when = (at: Temporal.Instant | undefined) => at && formatInstant(at, ctx.zone, ctx.lang, 'short');
  const rows = witnesses.map(({ name, url, state }) => ({
    name,
    url,
    size: state?.size,
    when: when(state?.signedAt),
    fault: state?.fault,
    since: when(state?.failingSince),
  }));
  return { k, size, witnessedSize, rows };
}

async function overview(ctx: WebCtx): Promise<Reply> {
  const { newest, recent, check, at } = await ctx.read(async (tx) => {
    const last = await newestCheckpoint(tx);
    const [rows, found, stands] = await together([entriesBefore(tx, last?.size ?? 0, 0, 12), newestCheck(tx), standing(tx)]);
    return { newest: last, recent: rows, check: found, at: stands };
  });
  const vkey = keyOf().vkey;
  const when = (at: Temporal.Instant) => formatInstant(at, ctx.zone, ctx.lang);
  const body = (
    <TransparencyPage
      lang={ctx.lang}
      size={newest?.size ?? 0}
      root={toBase64(newest?.root ?? emptyRoot)}
      publishedAt={newest && when(newest.publishedAt)}
      recent={recent.map((row) => lineOf(ctx, row))}
      origin={vkey.slice(0, vkey.indexOf('+'))}
      vkey={vkey}
      check={check && { size: check.size, when: when(check.checkedAt), faults: check.faults.map((fault) => sayFault(fault, ctx.lang, 'public')) }}
      witnesses={witnessLines(ctx, at)}
      also={slots.alsoRecomputable(ctx.lang)}
    />
  );
  return page({ title: words(ctx.lang).transparency, section, body });
}

async function entriesPage(ctx: WebCtx, hal: number): Promise<Reply> {
  const { size, rows } = await ctx.read(async (tx) => {
    const upTo = (await newestCheckpoint(tx))?.size ?? 0;
    return { size: upTo, rows: await entriesBefore(tx, upTo, (hal - 1) * entriesAPage, entriesAPage) };
  });
  const pages = Math.max(1, Math.ceil(size / entriesAPage));
  const body = <EntriesPage lang={ctx.lang} rows={rows.map((row) => lineOf(ctx, row))} size={size} page={Math.min(hal, pages)} pages={pages} />;
  return page({ title: words(ctx.lang).allEntries, section, body });
}

async function entryPage(ctx: WebCtx, index: number): Promise<Reply> {
  const found = await ctx.read(async (tx) => {
    const row = await findEntry(tx, index);
    const newest = await newestCheckpoint(tx);
    return row && newest && { row, newest, proof: await rangeHashes(tx, inclusionRanges(index, newest.size)) };
  });
  if (!found) throw problems.notFound();
  const { row, newest, proof } = found;
  const record = publicRecordOf(row.entry);
  const n = Math.floor(index / tileWidth);
  const body = (
    <EntryPage
      lang={ctx.lang}
      line={lineOf(ctx, row)}
      record={record}
      isPublic={record !== undefined}
      text={new TextDecoder().decode(row.entry)}
      leaf={toBase64(leafHash(row.entry))}
      size={newest.size}
      root={toBase64(newest.root)}
      proof={proof.map(toBase64)}
      bundle={`/ledger/${tilePath({ level: 'entries', n, width: Math.min(tileWidth, newest.size - n * tileWidth) })}`}
    />
  );
  return page({ title: words(ctx.lang).entryTitle(String(index)), section, body });
}

/** The receipt of a public record: anybody may hold it. A commitment's receipt is its holder's. */
async function publicProof(ctx: WebCtx, index: number): Promise<Reply> {
  const receipt = await ctx.read(async (tx) => {
    const row = await findEntry(tx, index);
    return row && publicRecordOf(row.entry) !== undefined ? receiptOf(tx, row.event_id) : undefined;
  });
  if (!receipt) throw problems.notFound();
  return textReply(`${JSON.stringify(receipt, null, 2)}\n`, { mediaType: 'application/json', fileName: `catatan-${index}.json`, inline: false });
}

const ownTrust = async (ctx: WebCtx): Promise<Trust> => ({ keys: await ctx.read(allKeys), policy: policy() });

async function verifyPage(ctx: WebCtx, form: FormState, verdict: (trust: Trust) => Verdict | undefined): Promise<Reply> {
  const trust = await ownTrust(ctx);
  const body = <VerifyPage lang={ctx.lang} form={form} verdict={verdict(trust)} trust={trust} />;
  return page({ title: words(ctx.lang).check, section, islands: ['ledger/verify'], body });
}

async function recomputePage(ctx: WebCtx): Promise<Reply> {
  const size = (await ctx.read(newestCheckpoint))?.size ?? 0;
  const body = <RecomputePage lang={ctx.lang} vkey={keyOf().vkey} size={size} />;
  return page({ title: words(ctx.lang).recompute, section, islands: ['ledger/recompute'], body });
}

export const routes: readonly Route[] = [
  ...servedRoutes,
  route({ method: 'GET', path: '/transparansi', allow: 'public', cache_s: 3, handle: overview }),
  route({ method: 'GET', path: '/transparansi/catatan', allow: 'public', input: entryList, handle: (ctx, { hal }) => entriesPage(ctx, hal) }),
  route({ method: 'GET', path: '/transparansi/catatan/:nomor', allow: 'public', input: entryNumber, handle: (ctx, { nomor }) => entryPage(ctx, nomor) }),
  route({
    method: 'GET',
    path: '/transparansi/catatan/:nomor/bukti.json',
    allow: 'public',
    input: entryNumber,
    handle: (ctx, { nomor }) => publicProof(ctx, nomor),
  }),
  route({ method: 'GET', path: '/transparansi/hitung-ulang', allow: 'public', handle: recomputePage }),
  route({ method: 'GET', path: '/transparansi/verifikasi', allow: 'public', handle: (ctx) => verifyPage(ctx, emptyForm, () => undefined) }),
  route({
    method: 'POST',
    path: '/transparansi/verifikasi',
    allow: 'public',
    perMinute: 30,
    input: receiptFile,
    handle: (ctx, { receipt }) => verifyPage(ctx, { values: { receipt }, errors: {} }, (trust) => verifyReceiptText(pasted(receipt), trust)),
    again: (ctx, raw, errors) => verifyPage(ctx, { values: raw, errors: errorSentences(ctx.lang, errors) }, () => undefined),
  }),
  ...historyRoutes,
  ...treeRoutes,
  ...inspectRoutes,
];
