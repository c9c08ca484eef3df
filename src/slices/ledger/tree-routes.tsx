import { page, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { problems } from '#platform/problem';
import { toBase64 } from './formats/note.ts';
import { childrenOf, pathTo, type Range } from './formats/walk.ts';
import { type TreePlace, treePlace } from './model.ts';
import { TreePage, type TreeStep } from './pages/tree.tsx';
import { newestCheckpoint, rangeHashes } from './store.ts';
import { words } from './words.ts';

/** What is asked for: a node by its leaves, else the way down to an entry, else the root. */
function wantedOf({ dari, sampai, catatan }: TreePlace, size: number): Range {
  if (dari !== undefined && sampai !== undefined) return { from: dari, until: sampai };
  return catatan === undefined ? { from: 0, until: size } : { from: catatan, until: catatan + 1 };
}

async function treePage(ctx: WebCtx, asked: TreePlace): Promise<Reply> {
  const { size, steps } = await ctx.read(async (tx) => {
    const newest = (await newestCheckpoint(tx))?.size ?? 0;
    const wanted = asked.ukuran ?? newest;
    if (wanted > newest) throw problems.notFound();
    if (wanted === 0) return { size: 0, steps: [] };
    const path = pathTo(wantedOf(asked, wanted), wanted);
    if (!path) throw problems.notFound();
    const nodes = path.flatMap((node) => [node, ...(childrenOf(node) ?? [])]);
    const hashes = await rangeHashes(tx, nodes);
    const hashed = new Map(nodes.map((node, at) => [`${node.from} ${node.until}`, toBase64(hashes[at] ?? new Uint8Array(0))]));
    const withHash = (node: Range) => ({ ...node, hash: hashed.get(`${node.from} ${node.until}`) ?? '' });
    return {
      size: wanted,
      steps: path.map((node): TreeStep => {
        const children = childrenOf(node);
        return { ...withHash(node), children: children && [withHash(children[0]), withHash(children[1])] };
      }),
    };
  });
  const body = <TreePage lang={ctx.lang} size={size} steps={steps} entry={asked.catatan} />;
  return page({ title: words(ctx.lang).tree.title, section: '/transparansi', body });
}

export const treeRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/transparansi/pohon', allow: 'public', input: treePlace, handle: (ctx, asked) => treePage(ctx, asked) }),
];
