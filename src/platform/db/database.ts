import { problems } from '#platform/problem';
import { connect, type ConnectOptions, type Sql } from './connection.ts';
import { kyselyOver, type Tx } from './dialect.ts';

/** Whose rows a transaction can see: named agencies, or all of them (public pages, citizens' own rows, the system). */
export type Reach = 'all' | readonly string[];

export type TransactOptions = { readonly readOnly?: boolean };

export type Database = {
  readonly sql: Sql;
  /** Runs `work` in one transaction. Serialization failures and deadlocks are tried again, thrice at most. */
  transact<T>(reach: Reach, work: (tx: Tx) => Promise<T>, options?: TransactOptions): Promise<T>;
  close(): Promise<void>;
};

const uuidList = /^[0-9a-f,-]*$/;

function beginStatement(reach: Reach, readOnly: boolean): string {
  const list = reach === 'all' ? '*' : reach.join(',');
  if (reach !== 'all' && !uuidList.test(list)) throw new Error('a reach names agencies by id');
  return `begin${readOnly ? ' read only' : ''}; select set_config('app.reach', '${list}', true)`;
}

function isTransient(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return code === '40001' || code === '40P01';
}

const lostConnection = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ENOENT',
  '57P01',
  '57P03',
  '53300',
]);

async function once<T>(sql: Sql, reach: Reach, work: (tx: Tx) => Promise<T>, readOnly: boolean): Promise<T> {
  const connection = await sql.reserve();
  try {
    // One round trip for both: the simple protocol takes several statements.
    await connection.unsafe(beginStatement(reach, readOnly));
    try {
      const result = await work(kyselyOver(connection));
      await connection.unsafe('commit');
      return result;
    } catch (error) {
      await connection.unsafe('rollback').catch(() => undefined);
      throw error;
    }
  } finally {
    connection.release();
  }
}

export function openDatabase(url: string, options: ConnectOptions = {}): Database {
  const sql = connect(url, options);
  return {
    sql,
    async transact(reach, work, { readOnly = false } = {}) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await once(sql, reach, work, readOnly);
        } catch (error) {
          if (isTransient(error) && attempt < 4) continue;
          const code = (error as { code?: unknown }).code;
          if (typeof code === 'string' && lostConnection.has(code)) throw problems.unavailable(3);
          throw error;
        }
      }
    },
    close: () => sql.end({ timeout: 5 }),
  };
}
