import type { Lang, Text } from '#platform/words';

export function textIn(text: Text, lang: Lang): string {
  return lang === 'en' ? (text.en ?? text.id) : text.id;
}
