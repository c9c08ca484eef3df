import { langOf, type Lang } from '#platform/words';
import { type ComponentKey, componentKeys } from '../../model.ts';
import { words as sliceWords } from '../../words.ts';
import type { Difference } from '../difference.ts';
import { words } from '../words.ts';

/** A place in a service as people call it; deep in a form or a workflow, as the file has it. */
export function placeName(lang: Lang, place: string): string {
  const [key = '', inner = ''] = place.split('.');
  if (key === 'components' && isComponent(inner)) return sliceWords(lang).componentNames[inner];
  return words(lang).places[place] ?? words(lang).places[key] ?? place;
}

function isComponent(key: string): key is ComponentKey {
  return componentKeys.some((one) => one === key);
}

/** What two versions say differently, place by place; that a line went or came is said, not only shown. */
export function DifferenceList({ lang, differences }: { readonly lang: Lang; readonly differences: readonly Difference[] }) {
  const w = words(lang);
  if (differences.length === 0) return <p class="note">{w.noDifference}</p>;
  return (
    <dl class="differences">
      {differences.map(({ place, lines }) => (
        <div key={place}>
          <dt>{placeName(lang, place)}</dt>
          <dd>
            {lines.map(({ kind, text }, at) => (
              <p key={`${at} ${kind}`} lang={langOf({ id: text }, lang)}>
                {kind === 'same' && text}
                {kind === 'gone' && (
                  <del>
                    <span class="visually-hidden" lang={lang}>
                      {w.lineGone}{' '}
                    </span>
                    {text}
                  </del>
                )}
                {kind === 'new' && (
                  <ins>
                    <span class="visually-hidden" lang={lang}>
                      {w.lineNew}{' '}
                    </span>
                    {text}
                  </ins>
                )}
              </p>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
