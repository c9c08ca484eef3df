import { page, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { type Compared, comparePaper } from './formats/prefix.ts';
import { readTilePath } from './formats/tiles.ts';
import { allKeys } from './keys/store.ts';
import { oldPaper, pasted } from './model.ts';
import { HistoryPage } from './pages/history.tsx';
import { newestCheckpoint, tileBytes } from './store.ts';
import { words } from './words.ts';

const path = '/transparansi/riwayat';

async function historyPage(ctx: WebCtx, form: FormState, compared: Compared | undefined): Promise<Reply> {
  const body = <HistoryPage lang={ctx.lang} form={form} compared={compared} keys={await ctx.read(allKeys)} />;
  return page({ title: words(ctx.lang).history.title, section: '/transparansi', islands: ['ledger/history'], body });
}

/** For who has no script: the same comparison, from the same tiles. */
async function compare(ctx: WebCtx, typed: string): Promise<Reply> {
  const paper = pasted(typed);
  const compared = await ctx.read(async (tx) => {
    const get = async (asked: string) => {
      const tile = readTilePath(asked);
      return (tile && (await tileBytes(tx, tile))) ?? new Uint8Array(0);
    };
    return comparePaper({ paper, newest: (await newestCheckpoint(tx))?.note ?? '', keys: await allKeys(tx), get });
  });
  return historyPage(ctx, { values: { paper: typed }, errors: {} }, compared);
}

export const historyRoutes: readonly Route[] = [
  route({ method: 'GET', path, allow: 'public', handle: (ctx) => historyPage(ctx, emptyForm, undefined) }),
  route({
    method: 'POST',
    path,
    allow: 'public',
    perMinute: 30,
    input: oldPaper,
    handle: (ctx, { paper }) => compare(ctx, paper),
    again: (ctx, raw, errors) => historyPage(ctx, { values: raw, errors: errorSentences(ctx.lang, errors) }, undefined),
  }),
];
