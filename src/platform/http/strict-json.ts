import { problems } from '#platform/problem';
import { cleanValue, forbiddenNames, isStorable } from './input.ts';

const maxDepth = 64;
const maxKeys = 20_000;

type Frame = { readonly keys: Set<string> | undefined };

/**
 * JSON as RFC 8259 says it and no looser: valid UTF-8, no BOM, bounded depth and size, no key twice (whoever reads the
 * first and whoever reads the last would see two different requests), no key that reaches a prototype.
 */
export function readJsonStrictly(bytes: Buffer): unknown {
  const text = decodeUtf8(bytes);
  scan(text);
  const value = parse(text);
  refuseUnholdable(value);
  return value;
}

/** A file of JSON that somebody sent, strictly read, its texts as they are stored. */
export function readJsonFile(bytes: Buffer): unknown {
  return cleanValue(readJsonStrictly(bytes));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw problems.badRequest();
  }
}

// What could not be stored as it was sent: NUL, half a surrogate pair, numbers past what we count exactly.
function refuseUnholdable(value: unknown): void {
  if (typeof value === 'string' && !isStorable(value)) throw problems.badRequest();
  if (typeof value === 'number' && (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)))) throw problems.badRequest();
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) refuseUnholdable(part);
}

/** UTF-8 or nothing. */
export function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw problems.badRequest();
  }
}

const stringToken = /"(?:[^"\\]|\\.)*"/y;
const colon = /\s*:/y;

/** One pass over the tokens, without recursion: depth, number of keys, keys twice. JSON.parse judges the rest. */
function scan(text: string): void {
  const open: Frame[] = [];
  let keys = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{' || character === '[') {
      if (open.length >= maxDepth) throw problems.badRequest();
      open.push({ keys: character === '{' ? new Set() : undefined });
    } else if (character === '}' || character === ']') {
      open.pop();
    } else if (character === '"') {
      stringToken.lastIndex = at;
      const token = stringToken.exec(text)?.[0];
      if (token === undefined) throw problems.badRequest();
      at += token.length - 1;
      const frame = open.at(-1);
      colon.lastIndex = at + 1;
      if (frame?.keys && colon.test(text)) {
        keys += 1;
        addKey(frame.keys, token);
        if (keys > maxKeys) throw problems.badRequest();
      }
    }
  }
}

function addKey(keys: Set<string>, token: string): void {
  let key: unknown;
  try {
    key = JSON.parse(token);
  } catch {
    throw problems.badRequest();
  }
  if (typeof key !== 'string' || keys.has(key) || forbiddenNames.has(key) || !isStorable(key)) throw problems.badRequest();
  keys.add(key);
}
