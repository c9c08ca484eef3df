/** Each group of files that import each other in a circle (Tarjan, 1972), as one shortest circle: first and last are the same. */
export function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const cycles: (readonly string[])[] = [];

  function visit(node: string): number {
    const number = order.size;
    order.set(node, number);
    lowest.set(node, number);
    open.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!graph.has(next)) continue;
      const reached = order.has(next) ? (open.includes(next) ? (order.get(next) ?? number) : number) : visit(next);
      lowest.set(node, Math.min(lowest.get(node) ?? number, reached));
    }
    const low = lowest.get(node) ?? number;
    if (low === number) {
      const group = new Set(open.splice(open.indexOf(node)));
      if (group.size > 1 || graph.get(node)?.includes(node)) cycles.push(circle(graph, group, node));
    }
    return low;
  }

  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return cycles;
}

function circle(graph: ReadonlyMap<string, readonly string[]>, group: ReadonlySet<string>, start: string): readonly string[] {
  const queue: (readonly string[])[] = [[start]];
  const seen = new Set<string>();
  for (let trail = queue.shift(); trail; trail = queue.shift()) {
    for (const next of graph.get(trail.at(-1) ?? start) ?? []) {
      if (next === start) return [...trail, start];
      if (!group.has(next) || seen.has(next)) continue;
      seen.add(next);
      queue.push([...trail, next]);
    }
  }
  return [start];
}
