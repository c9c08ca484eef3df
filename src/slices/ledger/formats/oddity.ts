import canonicalize from 'canonicalize';

/** What no event of ours leaves in the log: bytes that are no JSON, JSON that is not canonical, or members that are neither form of an entry. */
export type Oddity = 'unreadable' | 'not-canonical' | 'unknown-form';

export function oddityOf(text: string): Oddity | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'unreadable';
  }
  if (typeof value !== 'object' || value === null || canonicalize(value) !== text) return 'not-canonical';
  const entry = value as Readonly<Record<string, unknown>>;
  const members = Object.keys(entry).join(' ');
  const isForm = members === 'kind record version' || (members === 'commitment kind version' && /^[0-9a-f]{64}$/.test(String(entry['commitment'])));
  return isForm && /^[a-z-]+\.[a-z-]+$/.test(String(entry['kind'])) && Number.isSafeInteger(entry['version']) ? undefined : 'unknown-form';
}
