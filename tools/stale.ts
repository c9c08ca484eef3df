/** Which generated files do not stand as they are drawn now: missing, older, or changed by hand. */
export async function staleFiles(drawn: ReadonlyMap<string, string>, read: (name: string) => Promise<string | undefined>): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const [name, text] of drawn) if ((await read(name)) !== text) stale.push(name);
  return stale;
}
