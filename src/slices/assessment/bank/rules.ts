import { type Outcome, ok, refuse } from '#platform/result';
import { type BankItem, itemInput, type ItemInput } from '../model.ts';

/** An item has one key among its options, and no option twice. */
export function isSound(item: ItemInput): boolean {
  const keys = item.options.map((option) => option.key);
  const texts = item.options.map((option) => option.text.trim().toLowerCase());
  return keys.includes(item.answer) && new Set(keys).size === keys.length && new Set(texts).size === texts.length;
}

/** Items from a JSON file in the shape of `itemInput`; the first one that does not fit is named by its place. */
export function readItems(text: string): Outcome<readonly ItemInput[]> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return refuse('not-json', { fields: { file: 'not-json' } });
  }
  if (!Array.isArray(raw) || raw.length === 0) return refuse('not-json', { fields: { file: 'not-json' } });
  const read = raw.map((one: unknown) => itemInput.safeParse(one));
  const wrong = read.findIndex((one) => !one.success || !isSound(one.data));
  if (wrong >= 0) return refuse('item-format', { fields: { file: 'item-format' }, params: { item: wrong + 1 } });
  return ok(read.flatMap((one) => (one.success ? [one.data] : [])));
}

/** How many items each level of a competency has, lowest first. */
export function levelsOf(bank: readonly BankItem[], competency: string): readonly { readonly level: number; readonly items: number }[] {
  const mine = bank.filter((item) => item.competency === competency);
  const levels = Array.from(new Set(mine.map((item) => item.level))).toSorted((a, b) => a - b);
  return levels.map((level) => ({ level, items: mine.filter((item) => item.level === level).length }));
}

/** A test can open only over a bank that can fill it. */
export function mayOpen(bank: readonly BankItem[], competencies: readonly string[], perLevel: number): Outcome<true> {
  for (const competency of competencies) {
    const levels = levelsOf(bank, competency);
    if (levels.length === 0) return refuse('bank-empty', { fields: { competency: 'bank-empty' }, params: { competency } });
    const short = levels.find((one) => one.items < perLevel);
    if (short)
      return refuse('bank-short', { fields: { itemsPerLevel: 'bank-short' }, params: { competency, level: short.level, has: short.items, needs: perLevel } });
  }
  return ok(true);
}
