import { problems } from '#platform/problem';
import { connect, type ConnectOptions, type Sql } from './connection.ts';

/** One connection, in the hands of one transaction. */
export type Line = {
  run<Row extends Record<string, unknown>>(text: string, values?: readonly unknown[], options?: { readonly prepare?: boolean }): Promise<Rows<Row>>;
  /** Its state is not known any more: it is thrown away, never given to another. */
  spoil(): void;
  isWhole(): boolean;
};

type Rows<Row> = readonly Row[] & { readonly command: string; readonly count: number };

/** The pool: lines are lent one at a time, and whoever must wait too long, or behind too many, is told to come back. */
export type Lines = {
  lend<T>(work: (line: Line) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

const lost =
  /^(08...|57P0[1-5]|53300|25P03|CONNECTION_(CLOSED|ENDED|DESTROYED)|CONNECT_TIMEOUT|ECONN(REFUSED|RESET|ABORTED)|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)$/;

/** Whether the database could not be reached, or went away meanwhile. */
export function isLost(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && lost.test(code);
}

type Held = Line & { end(): Promise<void> };

// A client of its own for each line. The driver's own pool was measured and left: of forty who waited while one line was
// cut, one was never answered, and a line cut between two statements was opened anew in the middle of a transaction.
function openLine(url: string, options: ConnectOptions): Held {
  const state = { whole: true };
  const sql: Sql = connect(url, {
    ...options,
    max: 1,
    onclose: () => {
      state.whole = false;
    },
  });
  return {
    async run(text, values = [], { prepare = false } = {}) {
      if (!state.whole) throw Object.assign(new Error('the line to the database was cut'), { code: 'CONNECTION_CLOSED' });
      try {
        return (await sql.unsafe(text, values as never[], { prepare })) as never;
      } catch (error) {
        if (isLost(error)) state.whole = false;
        throw error;
      }
    },
    spoil() {
      state.whole = false;
    },
    isWhole: () => state.whole,
    end: () => sql.end({ timeout: state.whole ? 5 : 0 }),
  };
}

type Waiting = { take(line: Held): void; leave(error: Error): void };

const patience_ms = 10_000;

export function openLines(url: string, options: ConnectOptions = {}): Lines {
  const most = options.max ?? 10;
  const idle: Held[] = [];
  const lent = new Set<Held>();
  const waiting: Waiting[] = [];

  const hold = (line: Held): Held => {
    lent.add(line);
    return line;
  };
  const take = async (): Promise<Held> => {
    for (let line = idle.pop(); line; line = idle.pop()) {
      if (line.isWhole()) return hold(line);
      void line.end();
    }
    if (lent.size < most) return hold(openLine(url, options));
    if (waiting.length >= most * 50) throw problems.unavailable(2);
    return new Promise((resolve, reject) => {
      const one: Waiting = {
        take(line) {
          clearTimeout(timer);
          resolve(line);
        },
        leave(error) {
          clearTimeout(timer);
          reject(error);
        },
      };
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(one), 1);
        one.leave(problems.unavailable(2));
      }, patience_ms);
      waiting.push(one);
    });
  };
  const give = (line: Held): void => {
    lent.delete(line);
    const whole = line.isWhole();
    if (!whole) void line.end();
    const next = waiting.shift();
    if (!next) {
      if (whole) idle.push(line);
      return;
    }
    next.take(hold(whole ? line : openLine(url, options)));
  };
  return {
    async lend(work) {
      const line = await take();
      try {
        return await work(line);
      } finally {
        give(line);
      }
    },
    async close() {
      for (const one of waiting.splice(0)) one.leave(problems.unavailable(2));
      await Promise.all([...idle.splice(0), ...lent].map((line) => line.end()));
    },
  };
}
