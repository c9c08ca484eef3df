import type { ComponentChildren } from 'preact';
import { type Lang, langOf, type Text, textIn } from '#platform/words';

/** What an agency wrote, in the language of the page; what nobody translated is marked as Indonesian. */
export function said(text: Text, lang: Lang): ComponentChildren {
  const own = langOf(text, lang);
  return own ? <span lang={own}>{text.id}</span> : textIn(text, lang);
}
