export type Lang = 'id' | 'en';

/** A slice's sentences in both languages, chosen by the language of the page. */
export function bilingual<Words>(id: Words, en: Words): (lang: Lang) => Words {
  return (lang) => (lang === 'en' ? en : id);
}

/** Text that an agency wrote: Indonesian always, English when somebody translated it. */
export type Text = { readonly id: string; readonly en?: string | undefined };

export function textIn(text: Text, lang: Lang): string {
  return lang === 'en' ? text.en || text.id : text.id;
}

/** The mark of a text that nobody translated, so that it is read out rightly. */
export function langOf(text: Text, lang: Lang): 'id' | undefined {
  return lang === 'en' && !text.en ? 'id' : undefined;
}

const separators = { id: { group: '.', decimal: ',' }, en: { group: ',', decimal: '.' } } as const;

/** `1.234,50` or `1,234.50`. `digits` fixes the decimals; without it a number shows what it has, at most 2. */
export function formatNumber(value: number | bigint, lang: Lang, digits?: number): string {
  const { group, decimal } = separators[lang];
  const fixed = typeof value === 'bigint' ? value.toString() : digits === undefined ? String(Math.round(value * 100) / 100) : value.toFixed(digits);
  const [whole = '0', fraction] = fixed.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  // What rounds to nothing is neither more nor less.
  const sign = fixed.startsWith('-') && /[1-9]/.test(fixed) ? '−' : '';
  return `${sign}${grouped}${fraction === undefined ? '' : decimal + fraction}`;
}

export function formatPercent(share: number, lang: Lang, digits = 0): string {
  return `${formatNumber(share * 100, lang, digits)}%`;
}

export function formatBytes(bytes: number, lang: Lang): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${formatNumber(bytes / 1000, lang, 0)} kB`;
  return `${formatNumber(bytes / 1_000_000, lang, 1)} MB`;
}
