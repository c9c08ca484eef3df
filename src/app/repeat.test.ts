import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { repeat } from './repeat.ts';

const lines: unknown[] = [];
const log = { error: (line: unknown) => void lines.push(line) };

beforeEach(() => {
  lines.length = 0;
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('work is repeated at once while there is some, and after a pause when there is none', async () => {
  const left = [3, 2, 1, 0, 0];
  let calls = 0;
  const loop = repeat('test', 1000, log, async () => {
    calls += 1;
    return left.shift() ?? 0;
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(calls).toBe(4);
  await vi.advanceTimersByTimeAsync(999);
  expect(calls).toBe(4);
  await vi.advanceTimersByTimeAsync(1);
  expect(calls).toBe(5);
  await loop.stop();
});

test('R5: with the database away it is tried ever more slowly, every five seconds in the end, and at its own pace once it is back', async () => {
  let calls = 0;
  let away = true;
  const loop = repeat('test', 250, log, async () => {
    calls += 1;
    if (away) throw new Error('the number 198501012010011001 is away');
    return 0;
  });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(calls).toBeLessThan(20);
  expect(calls).toBeGreaterThan(10);
  expect(lines.length).toBe(calls);
  expect(JSON.stringify(lines)).not.toContain('198501012010011001');
  away = false;
  await vi.advanceTimersByTimeAsync(5000);
  const before = calls;
  await vi.advanceTimersByTimeAsync(1000);
  expect(calls - before).toBe(4);
  await loop.stop();
});

test('stopping waits for the work in hand, and for no pause', async () => {
  let ended = false;
  const loop = repeat('test', 60_000, log, async () => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    ended = true;
    return 0;
  });
  await vi.advanceTimersByTimeAsync(50);
  const stopped = loop.stop();
  expect(ended).toBe(false);
  await vi.advanceTimersByTimeAsync(50);
  await stopped;
  expect(ended).toBe(true);
});
