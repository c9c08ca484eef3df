import postgres from 'postgres';

// What PostgreSQL's types are in our code. Oids: pg_type.dat.
const types = {
  instant: {
    to: 1184,
    from: [1184],
    serialize: (value: unknown) => String(value),
    parse: (text: string) => Temporal.Instant.from(text),
  },
  date: {
    to: 1082,
    from: [1082],
    serialize: (value: unknown) => String(value),
    parse: (text: string) => Temporal.PlainDate.from(text),
  },
  bigint: {
    to: 20,
    from: [20],
    serialize: (value: unknown) => String(value),
    parse: (text: string) => BigInt(text),
  },
  bytes: {
    to: 17,
    from: [17],
    serialize: (value: Uint8Array) => `\\x${Buffer.from(value).toString('hex')}`,
    parse: (text: string) => new Uint8Array(Buffer.from(text.slice(2), 'hex')),
  },
};

export type Sql = postgres.Sql<Record<string, unknown>>;

export type ConnectOptions = {
  /** The role that the connection acts as; `app` cannot change tables nor pass the tenancy wall. */
  readonly role?: 'app' | undefined;
  readonly max?: number | undefined;
  /** Only while the demo is loaded: a crash then means loading again. */
  readonly relaxed?: boolean | undefined;
  /** PostgreSQL's values as the driver gives them, for a library that knows nothing of our types. */
  readonly plainTypes?: boolean | undefined;
  readonly onclose?: (() => void) | undefined;
};

/** A pool of prepared connections. */
export function connect(url: string, options: ConnectOptions = {}): Sql {
  return postgres(url, {
    max: options.max ?? 10,
    idle_timeout: 0,
    connect_timeout: 10,
    ...(options.plainTypes ? {} : { types }),
    onnotice: () => undefined,
    ...(options.onclose ? { onclose: options.onclose } : {}),
    connection: {
      application_name: 'smart-asn',
      statement_timeout: 60_000,
      idle_in_transaction_session_timeout: 60_000,
      ...(options.role ? { role: options.role } : {}),
      ...(options.relaxed ? { synchronous_commit: 'off' } : {}),
    },
  }) as unknown as Sql;
}
