import { lineAt } from './gate.ts';

export type FunctionSpan = { readonly name: string; readonly line: number; readonly lines: number };

const notMethods = new Set([
  'if',
  'for',
  'while',
  'switch',
  'catch',
  'return',
  'function',
  'await',
  'typeof',
  'super',
  'with',
  'do',
  'else',
  'import',
  'new',
  'throw',
]);
const heads = [
  { pattern: /\bfunction\b\s*\*?\s*([\w$]*)\s*(?=[(<])/g, arrow: false },
  { pattern: /^[ \t]*(?:(?:public|private|protected|static|async|readonly|override|get|set)[ \t]+)*\*?[ \t]*(#?[\w$]+)(?=[(<])/gm, arrow: false },
  { pattern: /=>\s*(?=[{(])/g, arrow: true },
];

/** Functions, methods and arrows of masked code with their lengths; one inside another is left to the outer when both are too long. */
export function functionsOf(code: string): readonly FunctionSpan[] {
  const spans: FunctionSpan[] = [];
  for (const { pattern, arrow } of heads) {
    for (const match of code.matchAll(pattern)) {
      const name = match[1] ?? '';
      if (!arrow && notMethods.has(name)) continue;
      const after = match.index + match[0].length;
      const open = arrow ? after : bodyAfter(code, after);
      const close = open === undefined ? undefined : closing(code, open);
      if (close === undefined) continue;
      const lead = match[0].length - match[0].trimStart().length;
      const line = lineAt(code, arrow ? arrowStart(code, match.index) : match.index + lead);
      spans.push({ name: name === '' ? nameBefore(code, match.index) : name, line, lines: lineAt(code, close) - line + 1 });
    }
  }
  return spans.sort((a, b) => a.line - b.line);
}

/** Of spans, those longer than the limit that lie in no other such. */
export function tooLong(spans: readonly FunctionSpan[], limit: number): readonly FunctionSpan[] {
  const long = spans.filter((span) => span.lines > limit);
  return long.filter((span, at) => !long.some((other, otherAt) => otherAt !== at && holds(other, span) && (!holds(span, other) || otherAt < at)));
}

function holds(outer: FunctionSpan, inner: FunctionSpan): boolean {
  return outer.line <= inner.line && outer.line + outer.lines >= inner.line + inner.lines;
}

const pairs: Readonly<Record<string, string>> = { '(': ')', '{': '}', '[': ']' };

/** The offset of the bracket that closes the one at `open`. */
function closing(code: string, open: number): number | undefined {
  const opener = code[open] ?? '';
  const closer = pairs[opener];
  let depth = 0;
  for (let at = open; at < code.length; at += 1) {
    if (code[at] === opener) depth += 1;
    else if (code[at] === closer) depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}

/** From the `(` or `<` of a head to the `{` of its body; undefined for a call, an overload or a type. */
function bodyAfter(code: string, from: number): number | undefined {
  const paren = code[from] === '<' ? afterTypeParameters(code, from) : from;
  if (paren === undefined || code[paren] !== '(') return undefined;
  const end = closing(code, paren);
  if (end === undefined) return undefined;
  const next = nextSign(code, end + 1);
  if (code[next] === '{') return next;
  return code[next] === ':' ? bodyAfterType(code, next + 1) : undefined;
}

function afterTypeParameters(code: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < code.length && at < from + 600; at += 1) {
    if (code[at] === '<') depth += 1;
    else if (code[at] === '>' && code[at - 1] !== '=') depth -= 1;
    if (depth === 0) return nextSign(code, at + 1);
  }
  return undefined;
}

/** Skips a return type: a brace after a sign that leaves the type open belongs to the type. */
function bodyAfterType(code: string, from: number): number | undefined {
  let depth = 0;
  let last = ':';
  for (let at = from; at < code.length; at += 1) {
    const here = code[at] ?? '';
    if (/\s/.test(here)) continue;
    if (here === '{' && depth === 0 && !':|&<,?'.includes(last) && !(last === '>' && code[at - 2] === '=')) return at;
    if (here === '{' || here === '(' || here === '[') {
      const end = closing(code, at);
      if (end === undefined) return undefined;
      at = end;
    } else if (here === '<') depth += 1;
    else if (here === '>' && code[at - 1] !== '=') depth -= 1;
    else if (depth === 0 && (here === ';' || here === ')' || here === '}' || here === ',' || here === '=')) {
      if (here !== '=' || code[at + 1] !== '>') return undefined;
    }
    last = code[at] ?? '';
  }
  return undefined;
}

function nextSign(code: string, from: number): number {
  let at = from;
  while (at < code.length && /\s/.test(code[at] ?? '')) at += 1;
  return at;
}

/** Where an arrow begins: at its parameters when they close right before it. */
function arrowStart(code: string, arrow: number): number {
  let at = arrow - 1;
  while (at > 0 && /\s/.test(code[at] ?? '')) at -= 1;
  if (code[at] !== ')') return arrow;
  let depth = 0;
  for (; at >= 0; at -= 1) {
    if (code[at] === ')') depth += 1;
    else if (code[at] === '(') depth -= 1;
    if (depth === 0) return at;
  }
  return arrow;
}

function nameBefore(code: string, at: number): string {
  const line = code.slice(code.lastIndexOf('\n', at) + 1, at);
  return /(?:const|let)\s+([\w$]+)/.exec(line)?.[1] ?? /([\w$]+)\s*[:=(]/.exec(line)?.[1] ?? 'a function without a name';
}
