import { type RawBuilder, sql } from 'kysely';

/** A value for a jsonb column. Bigints are written as strings, since JSON numbers end at 2^53. */
export function json<T>(value: T): RawBuilder<T> {
  const text = JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? part.toString() : part));
  return sql<T>`${text}::text::jsonb`;
}

/** Whether an error is the violation of this unique, foreign key or check constraint. */
export function violates(error: unknown, constraint: string): boolean {
  const { code, constraint_name: name } = error as { code?: unknown; constraint_name?: unknown };
  return typeof code === 'string' && code.startsWith('23') && name === constraint;
}
