/** All long work waits in one queue: the migrator makes it without knowing a slice. */
export const workQueue = 'work';
/** Filled by the clock, once a minute whatever the number of processes. */
export const minuteQueue = 'minute';
/** Where work ends up that failed every time. */
export const deadQueue = 'dead';
