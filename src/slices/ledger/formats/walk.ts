/* Nodes of a tree by the leaves that stand below them, as one walks from the root down (RFC 6962, 2.1). */

export type Range = { readonly from: number; readonly until: number };

/** What a node is hashed from: at the largest power of two below its width. Undefined for a leaf. */
export function childrenOf({ from, until }: Range): readonly [Range, Range] | undefined {
  const width = until - from;
  if (width < 2) return undefined;
  let split = 1;
  while (split * 2 < width) split *= 2;
  return [
    { from, until: from + split },
    { from: from + split, until },
  ];
}

/** The nodes from the root down to this one; undefined for what is no node of a tree of that size. */
export function pathTo(wanted: Range, size: number): readonly Range[] | undefined {
  const path: Range[] = [{ from: 0, until: size }];
  if (size === 0 || wanted.from < 0 || wanted.until > size || wanted.from >= wanted.until) return undefined;
  for (;;) {
    const at = path.at(-1);
    if (!at || (at.from === wanted.from && at.until === wanted.until)) return path;
    const next = childrenOf(at)?.find((child) => child.from <= wanted.from && wanted.until <= child.until);
    if (!next) return undefined;
    path.push(next);
  }
}
