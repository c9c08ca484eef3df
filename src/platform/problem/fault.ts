export type Fault = { readonly name: string; readonly code: unknown; readonly stack: string | undefined };

/** What may be logged of a fault: its kind and its place. Messages may quote what was typed; the stack without them does not. */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: typeof error, code: undefined, stack: undefined };
  const places = error.stack?.split('\n').filter((line) => line.trimStart().startsWith('at '));
  return { name: error.name, code: (error as { code?: unknown }).code, stack: places?.slice(0, 12).join('\n') };
}
