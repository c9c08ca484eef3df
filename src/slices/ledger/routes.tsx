import { concatBytes } from '@noble/hashes/utils.js';
import { bytesReply, page, type Reply, type Route, route, textReply, type WebCtx } from '#platform/http';
import { problems } from '#platform/problem';
import { formatInstant } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences, formatNumber } from '#platform/words';
import { verifierKeyText } from './actions.ts';
import { emptyRoot } from './merkle.ts';
import { receiptFile } from './model.ts';
import { toBase64 } from './note.ts';
import { TransparencyPage, VerifyPage } from './pages/transparency.tsx';
import { type Verdict, verifyReceipt } from './receipt.ts';
import { checkpointTime, entriesFrom, newestCheckpoint, recentEntries, tileHashes } from './store.ts';
import { encodeEntries, readTilePath, tileExists, tileWidth } from './tiles.ts';
import { words } from './words.ts';

const publicly = { 'access-control-allow-origin': '*' } as const;

async function tile(ctx: WebCtx): Promise<Reply> {
  const asked = readTilePath(ctx.path.replace(/^\/ledger\//, ''));
  if (!asked) throw problems.notFound();
  const bytes = await ctx.read(async (tx) => {
    const size = (await newestCheckpoint(tx))?.size ?? 0;
    if (!tileExists(asked, size)) return undefined;
    const from = asked.n * tileWidth;
    return asked.level === 'entries'
      ? encodeEntries(await entriesFrom(tx, from, asked.width))
      : concatBytes(...(await tileHashes(tx, asked.level, from, asked.width)));
  });
  if (!bytes) throw problems.notFound();
  return bytesReply(bytes, { mediaType: 'application/octet-stream', inline: true, cacheControl: 'public, max-age=31536000, immutable', headers: publicly });
}

async function checkpoint(ctx: WebCtx): Promise<Reply> {
  const newest = await ctx.read(newestCheckpoint);
  if (!newest) throw problems.notFound();
  return textReply(newest.note, { cacheControl: 'public, max-age=2', headers: publicly });
}

async function overview(ctx: WebCtx): Promise<Reply> {
  const body = await ctx.read(async (tx) => {
    const newest = await newestCheckpoint(tx);
    const at = await checkpointTime(tx);
    const recent = await recentEntries(tx, 12);
    return (
      <TransparencyPage
        lang={ctx.lang}
        size={newest?.size ?? 0}
        root={toBase64(newest?.root ?? emptyRoot)}
        publishedAt={at && formatInstant(at, ctx.zone, ctx.lang)}
        recent={recent.map((row) => ({
          index: formatNumber(row.leaf_index, ctx.lang),
          kind: row.kind,
          when: formatInstant(row.occurred_at, ctx.zone, ctx.lang, 'short'),
        }))}
        vkey={verifierKeyText()}
      />
    );
  });
  return page({ title: words(ctx.lang).transparency, section: '/transparansi', body });
}

function verifyPage(ctx: WebCtx, form: FormState, verdict: Verdict | undefined): Reply {
  const body = <VerifyPage lang={ctx.lang} form={form} verdict={verdict} vkey={verifierKeyText()} scripted />;
  return page({ title: words(ctx.lang).check, section: '/transparansi', islands: ['ledger/verify'], body });
}

function judge(text: string): Verdict {
  try {
    return verifyReceipt(JSON.parse(text), verifierKeyText());
  } catch {
    return { ok: false, why: 'malformed' };
  }
}

export const routes: readonly Route[] = [
  route({ method: 'GET', path: '/ledger/checkpoint', allow: 'public', handle: checkpoint }),
  route({
    method: 'GET',
    path: '/ledger/vkey',
    allow: 'public',
    handle: () => textReply(`${verifierKeyText()}\n`, { cacheControl: 'public, max-age=3600', headers: publicly }),
  }),
  route({ method: 'GET', path: '/ledger/tile/*', allow: 'public', handle: tile }),
  route({ method: 'GET', path: '/transparansi', allow: 'public', cache_s: 3, handle: overview }),
  route({ method: 'GET', path: '/transparansi/verifikasi', allow: 'public', handle: (ctx) => verifyPage(ctx, emptyForm, undefined) }),
  route({
    method: 'POST',
    path: '/transparansi/verifikasi',
    allow: 'public',
    perMinute: 30,
    input: receiptFile,
    handle: (ctx, { receipt }) => verifyPage(ctx, { values: { receipt }, errors: {} }, judge(receipt)),
    again: (ctx, raw, errors) => verifyPage(ctx, { values: raw, errors: errorSentences(ctx.lang, errors) }, undefined),
  }),
];
