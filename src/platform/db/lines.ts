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
  /^(08...|57P0[1-5]|53300|25P03|CONNECTION_(CLOSED|ENDED|DESTROYED)|CONNECT_TIMEOUT|ECONN(REFUSED|RESET|ABORTED)|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|EMFILE|ENFILE)$/;

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

type Queue = {
  readonly length: () => number;
  stand(): Promise<Held>;
  /** The first who waits gets a line; false when nobody does. */
  serve(make: () => Held): boolean;
  dismiss(): void;
};

const patience_ms = 10_000;

function waitingQueue(): Queue {
  type Waiting = { readonly take: (line: Held) => void; readonly leave: (error: Error) => void };
  const waiting = new Set<Waiting>();
  return {
    length: () => waiting.size,
    stand: () =>
      new Promise((resolve, reject) => {
        const one: Waiting = { take: resolve, leave: reject };
        waiting.add(one);
        const timer = setTimeout(() => {
          if (waiting.delete(one)) reject(problems.unavailable(2));
        }, patience_ms);
        timer.unref();
      }),
    serve(make) {
      for (const one of waiting) {
        waiting.delete(one);
        one.take(make());
        return true;
      }
      return false;
    },
    dismiss() {
      for (const one of waiting) one.leave(problems.unavailable(2));
      waiting.clear();
    },
  };
}

export function openLines(url: string, options: ConnectOptions = {}): Lines {
  const most = options.max ?? 10;
  const idle: Held[] = [];
  const lent = new Set<Held>();
  const queue = waitingQueue();
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
    if (queue.length() >= most * 50) throw problems.unavailable(2);
    return queue.stand();
  };
  const give = (line: Held): void => {
    lent.delete(line);
    const whole = line.isWhole();
    if (!whole) void line.end();
    const served = queue.serve(() => hold(whole ? line : openLine(url, options)));
    if (!served && whole) idle.push(line);
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
      queue.dismiss();
      await Promise.all([...idle.splice(0), ...lent].map((line) => line.end()));
    },
  };
}
