/** Source text of the same length and the same lines, with parts of it blanked out. */
export type Masked = { readonly code: string; readonly comments: string };

type Scan = { readonly text: string; readonly code: string[]; readonly comments: string[]; at: number; lastWord: string; last: string };

const beforeRegex = new Set(['', ...'(,=:[!&|?{;+*%~^-'.split('')]);
const wordsBeforeRegex = new Set(['return', 'typeof', 'case', 'in', 'of', 'await', 'yield', 'throw', 'else']);

/**
 * Splits code from comments. In `code`, comments, regular expressions and the insides of strings and templates are blank (the quotes
 * stay, and so does code between `${` and `}`); in `comments`, all but the comments is blank.
 */
export function mask(text: string): Masked {
  const blank = text.replaceAll(/[^\n]/g, ' ').split('');
  const scan: Scan = { text, code: [...blank], comments: blank, at: 0, lastWord: '', last: '' };
  readCode(scan, false);
  return { code: scan.code.join(''), comments: scan.comments.join('') };
}

/** Reads to the end, or, inside a template, to the brace that closes the hole. */
function readCode(scan: Scan, inTemplate: boolean): void {
  let depth = 0;
  while (scan.at < scan.text.length) {
    const here = scan.text[scan.at] ?? '';
    const two = scan.text.slice(scan.at, scan.at + 2);
    if (two === '//' && scan.text[scan.at - 1] !== ':') skip(scan, endOfLine(scan), true);
    else if (two === '/*') skip(scan, endOf(scan, '*/', 2), true);
    else if (here === '"' || here === "'") readString(scan, here);
    else if (here === '`') readTemplate(scan);
    else if (here === '/' && regexMayStart(scan)) readRegex(scan);
    else if (inTemplate && here === '}' && depth === 0) return;
    else {
      if (here === '{') depth += 1;
      if (here === '}') depth -= 1;
      keep(scan, here);
    }
  }
}

function keep(scan: Scan, character: string): void {
  scan.code[scan.at] = character;
  if (/\w/.test(character)) {
    const joined = scan.at > 0 && /\w/.test(scan.text[scan.at - 1] ?? '');
    scan.lastWord = joined ? scan.lastWord + character : character;
  } else if (/\S/.test(character)) scan.lastWord = '';
  if (/\S/.test(character)) scan.last = scan.last === '=' && character === '>' ? '=>' : character;
  scan.at += 1;
}

function skip(scan: Scan, end: number, asComment: boolean): void {
  if (asComment) for (let at = scan.at; at < end; at += 1) scan.comments[at] = scan.text[at] ?? ' ';
  scan.at = end;
}

function endOf(scan: Scan, mark: string, from: number): number {
  const found = scan.text.indexOf(mark, scan.at + from);
  return found === -1 ? scan.text.length : found + mark.length;
}

function endOfLine(scan: Scan): number {
  const found = scan.text.indexOf('\n', scan.at);
  return found === -1 ? scan.text.length : found;
}

/** An apostrophe in the text of a page has no partner on its line: it is then no string. */
function readString(scan: Scan, quote: string): void {
  const lineEnd = endOfLine(scan);
  let end = scan.at + 1;
  while (end < lineEnd && scan.text[end] !== quote) end += scan.text[end] === '\\' ? 2 : 1;
  if (end >= lineEnd) return keep(scan, ' ');
  keep(scan, quote);
  scan.at = end;
  keep(scan, quote);
}

function readTemplate(scan: Scan): void {
  keep(scan, '`');
  while (scan.at < scan.text.length && scan.text[scan.at] !== '`') {
    if (scan.text[scan.at] === '\\') scan.at += 2;
    else if (scan.text.startsWith('${', scan.at)) {
      scan.at += 2;
      scan.last = '(';
      readCode(scan, true);
      scan.at += 1;
    } else scan.at += 1;
  }
  if (scan.at < scan.text.length) keep(scan, '`');
}

function regexMayStart(scan: Scan): boolean {
  return scan.last === '=>' || beforeRegex.has(scan.last) || wordsBeforeRegex.has(scan.lastWord);
}

function readRegex(scan: Scan): void {
  const lineEnd = endOfLine(scan);
  let inClass = false;
  for (let at = scan.at + 1; at < lineEnd; at += 1) {
    const here = scan.text[at];
    if (here === '\\') at += 1;
    else if (here === '[') inClass = true;
    else if (here === ']') inClass = false;
    else if (here === '/' && !inClass) {
      scan.last = ')';
      scan.lastWord = '';
      scan.at = at + 1;
      return;
    }
  }
  keep(scan, '/');
}
