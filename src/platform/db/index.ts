export { type ConnectOptions, type Sql, connect } from './connection.ts';
export { type Database, openDatabase, type Reach } from './database.ts';
export { over, type Tx } from './dialect.ts';
export { once } from './idempotency.ts';
export { DatabaseNewer, migrate } from './migrate.ts';
export { makeSecret, secretOf } from './secrets.ts';
export { nextSerial } from './serials.ts';
export { json, violates } from './values.ts';
export { sql } from 'kysely';
