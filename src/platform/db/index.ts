export { type Sql, connect } from './connection.ts';
export { type Database, openDatabase, type Reach } from './database.ts';
export { over, type Tx } from './dialect.ts';
export { DatabaseNewer, migrate } from './migrate.ts';
export { json, violates } from './values.ts';
export { sql } from 'kysely';
