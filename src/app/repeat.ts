import type { FastifyBaseLogger } from 'fastify';

export type Loop = { stop(): Promise<void> };

/**
 * Repeats a piece of work for as long as the process lives: at once again while there was something to do, else after a
 * pause. A failure is logged and tried again; it never ends the loop.
 */
export function repeat(name: string, pause_ms: number, log: FastifyBaseLogger, work: () => Promise<number>): Loop {
  const state: { stopped: boolean; wake: (() => void) | undefined } = { stopped: false, wake: undefined };
  const running = (async () => {
    while (!state.stopped) {
      let done = 0;
      try {
        done = await work();
      } catch (error) {
        log.error({ loop: name, name: (error as Error).name, message: (error as Error).message }, 'a background loop failed');
      }
      if (done === 0 && !state.stopped) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, pause_ms);
          state.wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    }
  })();
  return {
    async stop() {
      state.stopped = true;
      state.wake?.();
      await running;
    },
  };
}
