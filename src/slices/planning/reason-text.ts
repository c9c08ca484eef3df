import { competencyName, unsurName } from '#slices/standards';
import { formatNumber, type Lang } from '#platform/words';
import type { Reason } from './model.ts';
import { words } from './words.ts';

/** Why a course is proposed, in the reader's language. Two decimals, so that what misses the norm is seen to miss it. */
export function reasonText(reason: Reason, lang: Lang): string {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const name = competencyName(reason.competency, lang);
  switch (reason.kind) {
    case 'unit-rating':
      return w.reasons.unit(reason.unsur, unsurName(reason.unsur, lang), formatNumber(reason.mean, lang, 2), n(reason.n), name);
    case 'own-test':
      return w.reasons.test(name, n(reason.held), n(reason.required), n(reason.right), n(reason.items));
    case 'own-course':
      return w.reasons.course(name, n(reason.held), n(reason.required));
    case 'post':
      return w.reasons.post(name, n(reason.required), reason.positionName);
  }
}
