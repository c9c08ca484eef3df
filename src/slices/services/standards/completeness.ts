import edition from '#reference/services/kelengkapan-standar.json' with { type: 'json' };
import type { Text } from '#platform/words';
import { type ComponentKey, type DraftContent } from '../model.ts';
import { regulatedComponents } from './regulation.ts';

export type Measured = ComponentKey | 'english' | 'synonyms' | 'preCheck';
export type Weighed = { readonly key: Measured; readonly weight: number; readonly reason: Text; readonly has: boolean };
type Said = { readonly id?: string | undefined; readonly en?: string | undefined } | undefined;

function hasWords(text: Said): boolean {
  return (text?.id ?? '') !== '';
}

function isWritten(components: DraftContent['components'], key: ComponentKey): boolean {
  const value = components?.[key];
  if (Array.isArray(value)) return value.some((one) => (typeof one === 'string' ? one !== '' : hasWords(one)));
  return hasWords(value as Said);
}

function hasEnglish(text: Said): boolean {
  return (text?.en ?? '') !== '';
}

function isTranslated({ name, summary, components = {} }: DraftContent): boolean {
  const delivered = regulatedComponents.filter(({ delivery }) => delivery).map(({ key }) => components[key]);
  return [name, summary, ...delivered].every((value) =>
    Array.isArray(value) ? value.length > 0 && value.every((one) => typeof one !== 'string' && hasEnglish(one)) : hasEnglish(value as Said),
  );
}

const leastSynonyms = 3;

function has(content: DraftContent, key: Measured): boolean {
  if (key === 'english') return isTranslated(content);
  if (key === 'synonyms') return (content.synonyms?.length ?? 0) >= leastSynonyms;
  if (key === 'preCheck') return (content.preCheck?.questions.length ?? 0) > 0;
  return isWritten(content.components, key);
}

/** How complete a standard is, of 100: the components are the regulation's, the score and its weights the product's own. */
export function completenessOf(content: DraftContent): { readonly score: number; readonly parts: readonly Weighed[] } {
  const parts = edition.weights.map(({ key, weight, reason }) => ({ key: key as Measured, weight, reason, has: has(content, key as Measured) }));
  return { score: parts.reduce((sum, part) => sum + (part.has ? part.weight : 0), 0), parts };
}
