import type { FastifyBaseLogger } from 'fastify';
import { faultOf } from '#platform/problem';

type Loop = { stop(): Promise<void> };

const longest_ms = 5000;

/**
 * Repeats a piece of work for as long as the process lives: at once again while there was something to do, else after a
 * pause. A failure is logged and tried again after a pause that grows, to five seconds at most; it never ends the loop.
 */
export function repeat(name: string, pause_ms: number, log: Pick<FastifyBaseLogger, 'error'>, work: () => Promise<number>): Loop {
  const state: { stopped: boolean; wake: () => void } = { stopped: false, wake: () => undefined };
  const rest = (for_ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, for_ms);
      state.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const running = (async () => {
    let failures = 0;
    while (!state.stopped) {
      let done = 0;
      try {
        done = await work();
        failures = 0;
      } catch (error) {
        failures += 1;
        log.error({ loop: name, failures, ...faultOf(error) }, 'a background loop failed');
      }
      if (done === 0 && !state.stopped) await rest(failures === 0 ? pause_ms : Math.min(Math.max(pause_ms, longest_ms), pause_ms * 2 ** failures));
    }
  })();
  return {
    async stop() {
      state.stopped = true;
      state.wake();
      await running;
    },
  };
}
