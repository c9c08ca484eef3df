import type { Logger } from 'pino';
import type { FileStore } from '#platform/files';
import type { Clock, FollowedClock } from './clock.ts';
import type { Config } from './config.ts';
import type { Agencies } from './house.ts';
import type { Data } from './open-data.ts';

/** What the parts of a running process share. */
export type Running = {
  readonly config: Config;
  readonly log: Logger;
  readonly data: Data;
  readonly known: Agencies;
  readonly clock: Clock;
  /** The real time, which `clock` goes by. */
  readonly time: FollowedClock;
  readonly files: FileStore;
};
