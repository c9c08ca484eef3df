type Group = { readonly id: string; readonly n: number };

/**
 * Which groups of a whole stay hidden: those below the threshold, and as many of the smallest others as it takes for nobody
 * to find what is hidden by subtracting what is shown from the whole.
 */
export function hiddenOf(groups: readonly Group[], threshold: number, already: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  const filled = groups.filter((group) => group.n > 0);
  const hidden = new Set(filled.filter((group) => group.n < threshold || already.has(group.id)).map((group) => group.id));
  let within = filled.reduce((sum, group) => sum + (hidden.has(group.id) ? group.n : 0), 0);
  for (const group of filled.filter((one) => !hidden.has(one.id)).toSorted((a, b) => a.n - b.n || a.id.localeCompare(b.id))) {
    if (within === 0 || within >= threshold) break;
    hidden.add(group.id);
    within += group.n;
  }
  return hidden;
}
