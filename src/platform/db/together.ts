const aborted = '25P02';

function isConsequence(reason: unknown): boolean {
  return (reason as { code?: unknown } | undefined)?.code === aborted;
}

/**
 * Statements of one transaction that do not need each other's answers, sent together: one way to the database and back. Waits
 * for all of them also when one fails, so that none can run after the rollback, and throws the cause, not its consequences.
 */
export async function together<const Work extends readonly unknown[]>(work: Work): Promise<{ -readonly [At in keyof Work]: Awaited<Work[At]> }> {
  const settled = await Promise.allSettled(work);
  const failures = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  if (failures.length > 0) throw failures.find((reason) => !isConsequence(reason)) ?? failures[0];
  return settled.map((one) => (one.status === 'fulfilled' ? one.value : undefined)) as { -readonly [At in keyof Work]: Awaited<Work[At]> };
}
