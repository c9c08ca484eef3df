import type { Database, Tx } from '#platform/db';

export type Trips = { statements: number; trips: number };

/** The transaction, watched: statements that are under way together are one way to the database and back. */
export function watchedTx(tx: Tx, count: Trips): Tx {
  let underWay = 0;
  return tx.withPlugin({
    transformQuery: ({ node }) => {
      count.statements += 1;
      if (underWay === 0) count.trips += 1;
      underWay += 1;
      return node;
    },
    transformResult: async ({ result }) => {
      underWay -= 1;
      return result;
    },
  });
}

/** A database whose round trips are counted: beginning goes with the first statement, and only who writes waits for the commit. */
export function watchedDatabase(db: Database, count: Trips): Database {
  return {
    ...db,
    transact: (reach, work, options) => {
      if (!options?.readOnly) count.trips += 1;
      return db.transact(reach, (tx) => work(watchedTx(tx, count)), options);
    },
  };
}
