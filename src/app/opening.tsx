import type { Route, WebCtx } from '#platform/http';
import { page, redirect, type Reply } from '#platform/http';
import { Meter, PageHead } from '#platform/ui';
import { formatNumber } from '#platform/words';

/** How far the demo has been loaded; undefined once the house is open. */
export type Loading = { done: number; all: number };
export type Opening = { loading: Loading | undefined; isEmpty(): boolean };

const always = new Set(['/healthz', '/readyz', '/metrics']);

function waiting(ctx: WebCtx, loading: Loading): Reply {
  const id = ctx.lang === 'id';
  const share = Math.floor((loading.done / Math.max(1, loading.all)) * 100);
  return page({
    title: 'Smart ASN',
    status: 503,
    body: (
      <>
        <PageHead
          title={id ? 'Provinsi peragaan sedang dimuat' : 'The demo province is being loaded'}
          lead={id ? 'Sekitar satu menit. Halaman ini memuat ulang sendiri.' : 'About a minute. This page reloads by itself.'}
        />
        <meta http-equiv="refresh" content="2" />
        <Meter value={loading.done} max={loading.all} label={`${share}%`} />
        <p>{formatNumber(share, ctx.lang)}%</p>
      </>
    ),
  });
}

/** While the demo loads every page shows how far it is; while there is no agency every page leads to the set-up. */
export function guarded(routes: readonly Route[], opening: Opening): readonly Route[] {
  return routes.map((route): Route => {
    if (always.has(route.path) || route.origin === 'content' || route.path.startsWith('/ledger/')) return route;
    return {
      ...route,
      handle(ctx, input) {
        if (opening.loading) {
          if (route.shows) ctx.looked({ own: true, subjectKind: 'none', subjectId: '', agencyId: '' });
          return waiting(ctx, opening.loading);
        }
        if (opening.isEmpty() && route.path !== '/siapkan') return redirect('/siapkan');
        return route.handle(ctx, input);
      },
    };
  });
}
