import type postgres from 'postgres';
import { problems } from '#platform/problem';
import { connect, type ConnectOptions, type Sql } from './connection.ts';
import { kyselyOver, refuseCut, type Tx } from './dialect.ts';

/** Whose rows a transaction can see: named agencies, or all of them (public pages, citizens' own rows, the system). */
export type Reach = 'all' | readonly string[];

export type TransactOptions = { readonly readOnly?: boolean };

export type Database = {
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

function isLost(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && lostConnection.has(code);
}

async function once<T>(sql: Sql, reach: Reach, work: (tx: Tx) => Promise<T>, readOnly: boolean): Promise<T> {
  const connection = await sql.reserve();
  const line = { cut: false };
  try {
    // One round trip for both: the simple protocol takes several statements.
    await connection.unsafe(beginStatement(reach, readOnly), [], watched(line));
    try {
      const result = await work(kyselyOver(connection, line));
      refuseCut(line);
      await connection.unsafe('commit');
      return result;
    } catch (error) {
      if (isLost(error)) line.cut = true;
      else if (!line.cut) await connection.unsafe('rollback').catch(() => undefined);
      throw error;
    }
  } finally {
    // A cut line goes back by itself, to be opened anew; given back by hand it would be used as if it stood.
    if (!line.cut) connection.release();
  }
}

// The driver says of a reserved connection only in this way that it was cut; a statement written to it would end the process.
function watched(line: { cut: boolean }): postgres.UnsafeQueryOptions {
  const onexecute = (open: { onclose: (() => void) | null }) => {
    open.onclose = () => {
      line.cut = true;
    };
    return true;
  };
  return { simple: true, onexecute } as postgres.UnsafeQueryOptions;
}

export function openDatabase(url: string, options: ConnectOptions = {}): Database {
  let pool = connect(url, options);
  // The driver never mends a line that was cut while something was being written to it; a fresh pool has none such.
  const renew = (used: Sql) => {
    if (used !== pool) return;
    pool = connect(url, options);
    void used.end({ timeout: 60 });
  };
  return {
    async transact(reach, work, { readOnly = false } = {}) {
      for (let attempt = 1; ; attempt += 1) {
        const used = pool;
        try {
          return await once(used, reach, work, readOnly);
        } catch (error) {
          if (isTransient(error) && attempt < 4) continue;
          if (!isLost(error)) throw error;
          renew(used);
          throw problems.unavailable(3);
        }
      }
    },
    close: () => pool.end({ timeout: 5 }),
  };
}
