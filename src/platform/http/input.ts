import type { z } from 'zod';
import { problems } from '#platform/problem';
import type { FieldCodes } from './route.ts';

const controlCharacters = /[\p{Cc}\p{Cs}]/u;
export const forbiddenNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether PostgreSQL could hold it: it has neither NUL nor half a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

/** Overrides and isolates of direction: what follows them is read backwards, also beyond the text that they stand in. */
const directions = /[\u202A-\u202E\u2066-\u2069]/g;

/**
 * Text as it is stored: NFC, newlines as LF, no mark that turns directions, and no U+FFFD, which only says that something could
 * not be read.
 */
function clean(text: string): string {
  if (!isStorable(text)) throw problems.badRequest();
  return text.replaceAll('\uFFFD', '').replace(directions, '').normalize('NFC').replace(/\r\n?/g, '\n');
}

/** The same for every text in a JSON value. */
export function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map(cleanValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, cleanValue(part)]));
}

export function add(into: Record<string, string | string[]>, name: string, value: string): void {
  if (forbiddenNames.has(name) || controlCharacters.test(name)) throw problems.badRequest();
  const cleaned = clean(value);
  const before = into[name];
  if (before === undefined) into[name] = cleaned;
  else if (Array.isArray(before)) before.push(cleaned);
  else into[name] = [before, cleaned];
}

/** A request that changes nothing and carries no body. */
export function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

const maxFields = 1000;

export function readPairs(text: string, into: Record<string, string | string[]>): void {
  const pairs = text.split('&', maxFields + 1);
  if (pairs.length > maxFields) throw problems.badRequest();
  for (const pair of pairs) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    add(into, decodePart(at < 0 ? pair : pair.slice(0, at)), at < 0 ? '' : decodePart(pair.slice(at + 1)));
  }
}

// As URLSearchParams does, but bytes that are no UTF-8 are refused instead of turned into U+FFFD. A lone `%` is one.
function decodePart(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' ').replace(/%(?![0-9a-fA-F]{2})/g, '%25'));
  } catch {
    throw problems.badRequest();
  }
}

/** An empty record that inherits nothing, so that no typed name can reach a prototype. */
export function emptyInput(): Record<string, string | string[]> {
  return Object.create(null) as Record<string, string | string[]>;
}

export type Parsed<I> = { readonly ok: true; readonly value: I } | { readonly ok: false; readonly errors: FieldCodes };

/** Validates by the route's schema. Codes: the schema's own message when it is a code, else one of ours. */
export function parseInput<I>(schema: z.ZodType<I> | undefined, raw: unknown): Parsed<I> {
  if (!schema) return { ok: true, value: undefined as I };
  const result = schema.safeParse(raw);
  if (result.success) return { ok: true, value: result.data };
  const errors: Record<string, string> = {};
  for (const issue of result.error.issues) {
    const field = issue.path.map(String).join('.') || 'form';
    errors[field] ??= codeOf(issue);
  }
  return { ok: false, errors };
}

function codeOf(issue: z.core.$ZodIssue): string {
  if (/^[a-z][a-z0-9-]*$/.test(issue.message)) return issue.message;
  if (issue.code === 'invalid_union') {
    // Nothing, or what the last choice asks for: something was typed, and that one says what is wrong with it.
    const said = issue.errors.at(-1)?.[0];
    return said ? codeOf(said) : 'invalid';
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'required';
  if (issue.code === 'too_small') return issue.origin === 'string' && Number(issue.minimum) === 1 ? 'required' : 'too-small';
  if (issue.code === 'too_big') return issue.origin === 'string' ? 'too-long' : 'too-big';
  if (issue.code === 'invalid_format') return `not-${issue.format}`;
  return 'invalid';
}
