import type { z } from 'zod';
import { problems } from '#platform/problem';
import type { FieldCodes } from './route.ts';

const controlCharacters = /[\p{Cc}\p{Cs}]/u;
const forbiddenNames = new Set(['__proto__', 'constructor', 'prototype']);

/** Text as it is stored: NFC, newlines as LF. NUL and lone surrogates never reach the database. */
function clean(text: string): string {
  if (text.includes('\u0000') || !text.isWellFormed()) throw problems.badRequest();
  return text.normalize('NFC').replace(/\r\n?/g, '\n');
}

export function add(into: Record<string, string | string[]>, name: string, value: string): void {
  if (forbiddenNames.has(name) || controlCharacters.test(name)) throw problems.badRequest();
  const cleaned = clean(value);
  const before = into[name];
  if (before === undefined) into[name] = cleaned;
  else if (Array.isArray(before)) before.push(cleaned);
  else into[name] = [before, cleaned];
}

const maxFields = 1000;

export function readPairs(text: string, into: Record<string, string | string[]>): void {
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    count += 1;
    if (count > maxFields) throw problems.badRequest();
    add(into, name, value);
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
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'required';
  if (issue.code === 'too_small') return issue.origin === 'string' && Number(issue.minimum) === 1 ? 'required' : 'too-small';
  if (issue.code === 'too_big') return issue.origin === 'string' ? 'too-long' : 'too-big';
  if (issue.code === 'invalid_format') return `not-${issue.format}`;
  return 'invalid';
}
