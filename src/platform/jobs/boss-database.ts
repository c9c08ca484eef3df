import { type ConnectOptions, openLines } from '#platform/db';

/** What pg-boss needs of a database: our driver, so that one connection string means one thing everywhere. */
export type BossDatabase = {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  close(): Promise<void>;
};

export function openBossDatabase(url: string, options: ConnectOptions): BossDatabase {
  const lines = openLines(url, { ...options, plainTypes: true });
  return {
    executeSql: (text, values = []) =>
      lines.lend(async (line) => {
        try {
          const result = await line.run(
            text,
            values.map((value) => value ?? null),
          );
          return { rows: rowsOf(result) };
        } catch (error) {
          // A text that began a transaction has left it open.
          await line.run('rollback').catch(() => line.spoil());
          throw error;
        }
      }),
    close: () => lines.close(),
  };
}

// Several statements in one text give one list of rows each; pg-boss wants them all.
function rowsOf(result: unknown): Record<string, unknown>[] {
  return Array.from(result as ArrayLike<Record<string, unknown> | Record<string, unknown>[]>).flat();
}
