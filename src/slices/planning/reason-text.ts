import { competencyName } from '#slices/standards';
import { formatNumber, type Lang } from '#platform/words';
import type { Reason } from './model.ts';
import { words } from './words.ts';

/** Why a course is proposed, in the reader's language. */
export function reasonText(reason: Reason, lang: Lang): string {
  const w = words(lang).reasons;
  const n = (value: number) => formatNumber(value, lang);
  const name = competencyName(reason.competency, lang);
  switch (reason.kind) {
    case 'unit-rating':
      return w.unit(reason.unsur, formatNumber(reason.mean, lang, 1), n(reason.n), name);
    case 'own-test':
      return w.test(name, n(reason.held), n(reason.required), n(reason.right), n(reason.items));
    case 'post':
      return w.post(name, n(reason.required), reason.positionName);
  }
}
