import { setTimeout as pause } from 'node:timers/promises';

/** `gone`: it has died. `back`: it answers again. `lost`: it would not come back, and nobody tries any more. */
export type ServerNews = 'gone' | 'back' | 'lost';

export type Keeping = {
  readonly isThere: () => Promise<boolean>;
  /** Starts it anew; fails when it does not come to answer. */
  readonly bringBack: () => Promise<void>;
  readonly tell: (news: ServerNews) => void;
  /** Between two looks; after a try that failed it is waited ever longer. */
  readonly pause_ms: number;
};

const tries = 8;

/** Looks after a server that nobody else would start again: one that was killed from outside comes back by itself. */
export function keepAlive({ isThere, bringBack, tell, pause_ms }: Keeping): { stop(): Promise<void> } {
  const ending = new AbortController();
  const { signal } = ending;
  const rest = (for_ms: number) => pause(for_ms, undefined, { signal, ref: false }).catch(() => undefined);
  const returned = async (): Promise<boolean> => {
    for (let attempt = 0; attempt < tries && !signal.aborted; attempt += 1) {
      try {
        // Of several programs on one folder only one can bring it back; the others find it there.
        if (!(await isThere())) await bringBack();
        return true;
      } catch {
        await rest(pause_ms * 2 ** attempt);
      }
    }
    return signal.aborted;
  };
  const watching = (async () => {
    while (!signal.aborted) {
      await rest(pause_ms);
      if (signal.aborted || (await isThere())) continue;
      tell('gone');
      if (!(await returned())) {
        tell('lost');
        return;
      }
      if (!signal.aborted) tell('back');
    }
  })();
  return {
    async stop() {
      ending.abort();
      await watching;
    },
  };
}
