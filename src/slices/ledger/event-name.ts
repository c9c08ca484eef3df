import { allEvents } from '#platform/outbox';
import type { Lang } from '#platform/words';

/** What an event is called for people; its kind where the slice that announced it is no longer there. */
export function eventName(kind: string, lang: Lang): string {
  return allEvents().get(kind)?.says[lang] ?? kind;
}
