import { setTimeout as pause } from 'node:timers/promises';
import { problems } from '#platform/problem';
import type { ConnectOptions } from './connection.ts';
import { kyselyOver, type Tx } from './dialect.ts';
import { isLost, type Lines, openLines } from './lines.ts';
import { together } from './together.ts';

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
  return `begin${readOnly ? ' read only' : ''}; set local app.reach = '${list}'`;
}

function isTransient(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return code === '40001' || code === '40P01';
}

// The statement was ended by its time-out.
function isTooSlow(error: unknown): boolean {
  return (error as { code?: unknown }).code === '57014';
}

async function once<T>(lines: Lines, reach: Reach, work: (tx: Tx) => Promise<T>, readOnly: boolean): Promise<T> {
  return lines.lend(async (line) => {
    // Sent with the first statement, without waiting: what fails here fails all that follows.
    const began = line.run(beginStatement(reach, readOnly));
    try {
      const [result] = await together([work(kyselyOver(line)), began]);
      const ended = line.run('commit');
      // What was read stands; whoever has the line next comes behind.
      if (readOnly) ended.catch(() => line.spoil());
      else await ended;
      return result;
    } catch (error) {
      await line.run('rollback').catch(() => line.spoil());
      throw error;
    }
  });
}

export function openDatabase(url: string, options: ConnectOptions = {}): Database {
  const lines = openLines(url, options);
  return {
    async transact(reach, work, { readOnly = false } = {}) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await once(lines, reach, work, readOnly);
        } catch (error) {
          if (isTransient(error) && attempt < 4) {
            // Apart by chance, so that those who met do not meet again.
            await pause(Math.random() * 10 * 2 ** attempt);
            continue;
          }
          if (isLost(error) || isTooSlow(error)) throw problems.unavailable(3);
          throw error;
        }
      }
    },
    close: () => lines.close(),
  };
}
