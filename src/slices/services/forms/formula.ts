/**
 * A computed value: sums, differences, products and quotients of earlier answers, and `sum(group.field)`, `count(group)`, `min(a, b)`,
 * `max(a, b)`, `round(a)`. Read into a tree and walked; nothing is ever run as code.
 */
export type Formula =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'call'; readonly of: Call; readonly parts: readonly Formula[] }
  | { readonly kind: 'sign'; readonly sign: Sign; readonly left: Formula; readonly right: Formula };

type Sign = '+' | '-' | '*' | '/';
const calls = ['sum', 'count', 'min', 'max', 'round'] as const;
type Call = (typeof calls)[number];

type Token = { readonly kind: 'number' | 'name' | 'mark'; readonly text: string };

// Whole numbers only: a point would be a decimal mark to some and one of thousands to others.
const tokens = /\s*(?:(\d+)(?![\d.])|([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)|([-+*/(),]))/y;
const longest = 500;
const deepest = 40;

function tokensOf(text: string): readonly Token[] | undefined {
  if (text.length > longest) return undefined;
  const found: Token[] = [];
  const plain = text.replaceAll('×', '*').replaceAll('÷', '/').replaceAll('−', '-').trimEnd();
  tokens.lastIndex = 0;
  while (tokens.lastIndex < plain.length) {
    const match = tokens.exec(plain);
    if (!match) return undefined;
    const [, number, name, mark] = match;
    found.push(
      number !== undefined ? { kind: 'number', text: number } : name !== undefined ? { kind: 'name', text: name } : { kind: 'mark', text: mark ?? '' },
    );
  }
  return found;
}

class Reader {
  private at = 0;
  private depth = 0;
  private readonly list: readonly Token[];
  constructor(list: readonly Token[]) {
    this.list = list;
  }

  whole(): Formula | undefined {
    const read = this.sum();
    return read && this.at === this.list.length ? read : undefined;
  }

  private take(marks: string): string | undefined {
    const token = this.list[this.at];
    if (token?.kind !== 'mark' || !marks.includes(token.text)) return undefined;
    this.at += 1;
    return token.text;
  }

  private chain(signs: string, part: () => Formula | undefined): Formula | undefined {
    let left = part();
    for (let sign = left && this.take(signs); left && sign; sign = left && this.take(signs)) {
      const right = part();
      left = right && { kind: 'sign', sign: sign as Sign, left, right };
    }
    return left;
  }

  private sum(): Formula | undefined {
    this.depth += 1;
    const read = this.depth > deepest ? undefined : this.chain('+-', () => this.product());
    this.depth -= 1;
    return read;
  }

  private product(): Formula | undefined {
    return this.chain('*/', () => this.value());
  }

  private value(): Formula | undefined {
    if (this.take('(')) {
      const inner = this.sum();
      return inner && this.take(')') ? inner : undefined;
    }
    const token = this.list[this.at];
    if (!token || token.kind === 'mark') return undefined;
    this.at += 1;
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text) };
    return this.take('(') ? this.call(token.text) : { kind: 'name', name: token.text };
  }

  private call(name: string): Formula | undefined {
    const of = calls.find((one) => one === name);
    const parts: Formula[] = [];
    do {
      const part = this.sum();
      if (!part) return undefined;
      parts.push(part);
    } while (this.take(','));
    if (!of || !this.take(')')) return undefined;
    const hasRightParts = of === 'min' || of === 'max' ? parts.length > 1 : parts.length === 1;
    const namesRows = of !== 'sum' && of !== 'count' ? true : parts[0]?.kind === 'name';
    return hasRightParts && namesRows ? { kind: 'call', of, parts } : undefined;
  }
}

/** The formula, or undefined when it cannot be read. */
export function readFormula(text: string): Formula | undefined {
  const list = tokensOf(text);
  return list && list.length > 0 ? new Reader(list).whole() : undefined;
}

export type NamedIn = { readonly name: string; readonly as: 'value' | 'sum' | 'count' };

/** Every name in it, and what it is asked for. */
export function namesIn(formula: Formula): readonly NamedIn[] {
  switch (formula.kind) {
    case 'number':
      return [];
    case 'name':
      return [{ name: formula.name, as: 'value' }];
    case 'sign':
      return [...namesIn(formula.left), ...namesIn(formula.right)];
    case 'call':
      return formula.parts.flatMap((part) => (formula.of === 'sum' || formula.of === 'count' ? [{ name: nameOf(part), as: formula.of }] : namesIn(part)));
  }
}

function nameOf(part: Formula | undefined): string {
  return part?.kind === 'name' ? part.name : '';
}

/** What the names stand for: a value, the values of all rows, or how many rows there are. Undefined is not answered yet. */
export type Values = {
  value(name: string): number | undefined;
  rows(name: string): readonly number[];
  count(name: string): number;
};

const most = 9e15;

/** Its value, or undefined while an answer is missing, or there is no such number. */
export function valueOf(formula: Formula, values: Values): number | undefined {
  const value = reckon(formula, values);
  return value === undefined || !Number.isFinite(value) || Math.abs(value) > most ? undefined : Math.round(value * 1e6) / 1e6;
}

function reckon(formula: Formula, values: Values): number | undefined {
  switch (formula.kind) {
    case 'number':
      return formula.value;
    case 'name':
      return values.value(formula.name);
    case 'sign':
      return combine(formula.sign, reckon(formula.left, values), reckon(formula.right, values));
    case 'call':
      return call(formula.of, formula.parts, values);
  }
}

function combine(sign: Sign, left: number | undefined, right: number | undefined): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  switch (sign) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? undefined : left / right;
  }
}

function call(of: Call, parts: readonly Formula[], values: Values): number | undefined {
  if (of === 'count') return values.count(nameOf(parts[0]));
  if (of === 'sum') return values.rows(nameOf(parts[0])).reduce((sum, one) => sum + one, 0);
  const numbers = parts.map((part) => reckon(part, values));
  if (!numbers.every((one) => one !== undefined)) return undefined;
  return of === 'round' ? Math.round(numbers[0] ?? 0) : of === 'min' ? Math.min(...numbers) : Math.max(...numbers);
}
