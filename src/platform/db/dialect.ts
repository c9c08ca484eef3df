import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { Line } from './lines.ts';

/** A transaction of ours. `over<Tables>(tx)` types it by the tables of one slice. */
export type Tx = Kysely<object>;

/** The same transaction, seen through the tables of a slice's schema.ts. */
export function over<Tables>(tx: Tx): Kysely<Tables> {
  return tx as unknown as Kysely<Tables>;
}

class OneConnection implements DatabaseConnection {
  readonly #line: Line;
  constructor(line: Line) {
    this.#line = line;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    // Prepared once a connection: an unprepared statement costs more than twice as much.
    const rows = await this.#line.run(query.sql, query.parameters, { prepare: true });
    const written = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(rows.command);
    return {
      rows: Array.from(rows) as Row[],
      ...(written ? { numAffectedRows: BigInt(rows.count) } : {}),
    };
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('streaming goes by cursors in the store, not through Kysely');
  }
}

/** Kysely as a builder over a connection that our own transact() has opened, and closes. */
export function kyselyOver(line: Line): Tx {
  const connection = new OneConnection(line);
  const driver: Driver = {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    beginTransaction: () => Promise.reject(new Error('transactions begin in transact()')),
    commitTransaction: () => Promise.reject(new Error('transactions end in transact()')),
    rollbackTransaction: () => Promise.reject(new Error('transactions end in transact()')),
    releaseConnection: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
  };
  const dialect: Dialect = {
    createDriver: () => driver,
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  };
  return new Kysely<object>({ dialect });
}
