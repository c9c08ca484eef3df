import type { Finding } from './gate.ts';

/** One line of tools/exceptions.json: `until` is the last day on which it holds. */
export type Exception = { readonly path: string; readonly rule: string; readonly reason: string; readonly until: string };

export type Excused = { readonly left: readonly Finding[]; readonly findings: readonly Finding[] };

const home = 'tools/exceptions.json';
const unreadable = { path: home, rule: 'exception' } as const;

export function parseExceptions(text: string): { readonly exceptions: readonly Exception[]; readonly findings: readonly Finding[] } {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return { exceptions: [], findings: [{ ...unreadable, message: 'is no JSON' }] };
  }
  if (!Array.isArray(list)) return { exceptions: [], findings: [{ ...unreadable, message: 'is no list' }] };
  const entries: readonly unknown[] = list;
  const exceptions = entries.filter(isException);
  if (exceptions.length === entries.length) return { exceptions, findings: [] };
  return { exceptions, findings: [{ ...unreadable, message: 'each entry has a path, a rule, a reason of some words, and until (YYYY-MM-DD)' }] };
}

function isException(value: unknown): value is Exception {
  if (typeof value !== 'object' || value === null) return false;
  const text = (key: string): string => {
    const held: unknown = Reflect.get(value, key);
    return typeof held === 'string' ? held : '';
  };
  const until = text('until');
  const day = /^\d{4}-\d{2}-\d{2}$/.test(until) && !Number.isNaN(Date.parse(until));
  return text('path') !== '' && text('rule') !== '' && text('reason').trim().length >= 10 && day;
}

/** Takes out what an exception excuses. An exception that has ended, or that excuses nothing, is itself a finding. */
export function applyExceptions(found: readonly Finding[], exceptions: readonly Exception[], today: string): Excused {
  const covers = (exception: Exception, finding: Finding): boolean => exception.path === finding.path && exception.rule === finding.rule;
  const running = exceptions.filter((exception) => exception.until >= today);
  const findings: Finding[] = [];
  for (const exception of exceptions) {
    const about = `${exception.rule} of ${exception.path}`;
    if (exception.until < today) findings.push({ ...unreadable, message: `${about}: ended on ${exception.until}` });
    else if (!found.some((finding) => covers(exception, finding))) findings.push({ ...unreadable, message: `${about}: excuses nothing, take it out` });
  }
  return { left: found.filter((finding) => !running.some((exception) => covers(exception, finding))), findings };
}
