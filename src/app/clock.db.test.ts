import { describe, expect, test } from 'vitest';
import { testDatabase } from '#test/db';
import { databaseTime, demoClock, followedClock } from './clock.ts';

const database = testDatabase();
const start = Temporal.Instant.from('2026-11-23T00:00:00Z');

/** Two clocks in our hands: the database's, and the one of this machine that nobody can set. */
async function hands() {
  const state = { database_ms: start.epochMilliseconds, own_ms: 1000 };
  const read = async () => ({ time: Temporal.Instant.fromEpochMilliseconds(state.database_ms), at_ms: state.own_ms });
  const clock = await followedClock(read, () => state.own_ms);
  const pass = (ms: number) => {
    state.database_ms += ms;
    state.own_ms += ms;
  };
  return { state, clock, pass, said: () => clock.now().since(start).total('milliseconds') };
}

describe('R9, R10: the time of day', () => {
  test('R10: is the database’s, however far this machine’s own is off', async () => {
    const asked = databaseTime(database.app);
    const { time } = await asked();
    const fast = await followedClock(async () => ({ ...(await asked()), time: (await asked()).time.add({ minutes: 5 }) }));
    const ahead = fast.now().since(time).total('seconds');
    expect(ahead).toBeGreaterThan(299);
    expect(ahead).toBeLessThan(310);
    const clock = await followedClock(asked);
    expect(
      Math.abs(
        clock
          .now()
          .since((await asked()).time)
          .total('milliseconds'),
      ),
    ).toBeLessThan(1000);
  });

  test('R9: goes on evenly while the clock that is followed jumps, until it is asked again', async () => {
    const { state, clock, pass, said } = await hands();
    pass(60_000);
    state.database_ms += 3_600_000;
    expect(said()).toBe(60_000);
    pass(30_000);
    expect(said()).toBe(90_000);
    expect(await clock.follow()).toBe(3_600_000);
    expect(said()).toBe(3_690_000);
  });

  test('R9: follows also a correction back by an hour, and says how far it was', async () => {
    const { state, clock, pass, said } = await hands();
    pass(10_000);
    expect(said()).toBe(10_000);
    state.database_ms -= 3_600_000;
    expect(await clock.follow()).toBe(-3_600_000);
    expect(said()).toBe(10_000 - 3_600_000);
  });

  test('R9: never goes back by as much as an answer may be late: no duration is negative', async () => {
    const { state, clock, pass, said } = await hands();
    pass(10_000);
    const before = said();
    state.database_ms -= 400;
    await clock.follow();
    expect(said()).toBe(before);
    pass(300);
    expect(said()).toBe(before);
    pass(300);
    expect(said()).toBe(before + 200);
  });

  test('R9: passes 2038 and a leap second like any other moment', async () => {
    const { state, clock, said } = await hands();
    state.database_ms = Temporal.Instant.from('2038-01-19T03:14:07Z').epochMilliseconds;
    await clock.follow();
    state.own_ms += 2000;
    expect(clock.now().toString()).toBe('2038-01-19T03:14:09Z');
    expect(said()).toBeGreaterThan(0);
  });

  test('of the demo begins on its morning, and goes on with the real one', async () => {
    const { clock, pass } = await hands();
    pass(5_000_000);
    const demo = demoClock(clock);
    pass(60_000);
    expect(demo.now().toString()).toBe('2026-11-23T00:01:00Z');
  });
});
