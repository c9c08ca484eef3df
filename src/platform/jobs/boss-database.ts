import { type ConnectOptions, connect, type Sql } from '#platform/db';

/** What pg-boss needs of a database: our driver, so that one connection string means one thing everywhere. */
export type BossDatabase = {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  close(): Promise<void>;
};

export function openBossDatabase(url: string, options: ConnectOptions): BossDatabase {
  const sql: Sql = connect(url, { ...options, plainTypes: true });
  return {
    async executeSql(text, values = []) {
      // Reserved: its statements may begin and end a transaction of their own.
      const connection = await sql.reserve();
      try {
        const result: unknown = await connection.unsafe(text, values.map((value) => value ?? null) as never[]);
        return { rows: rowsOf(result) };
      } catch (error) {
        // A text that began a transaction has left it open.
        await connection.unsafe('rollback').catch(() => undefined);
        throw error;
      } finally {
        connection.release();
      }
    },
    close: () => sql.end({ timeout: 5 }),
  };
}

// Several statements in one text give one list of rows each; pg-boss wants them all.
function rowsOf(result: unknown): Record<string, unknown>[] {
  return Array.from(result as ArrayLike<Record<string, unknown> | Record<string, unknown>[]>).flat();
}
