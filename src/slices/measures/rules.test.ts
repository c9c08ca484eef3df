import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addUp, type Cell, hasFallen, hiddenNested, intervalOf, isLower, meanOf, readLevels, type Sums } from './rules.ts';

const seed = Math.floor(Math.random() * 2 ** 31);

describe('levels as typed', () => {
  const read = (typed: Readonly<Record<string, unknown>>) => readLevels([1, 2, 3], typed);

  it.each([
    ['1', 100],
    ['5', 500],
    ['3,5', 350],
    ['3.25', 325],
    [' 4 ', 400],
  ])('%s is read', (typed, level_hundredths) => {
    expect(read({ i1: typed })).toEqual({ ok: true, value: [{ indicator: 1, level_hundredths }] });
  });

  it.each(['0', '0,99', '5,01', '6', '-1', '3,555', 'tiga', '1e0', 'NaN', '3;4', '５'])('%s is refused at its own field', (typed) => {
    expect(read({ i1: '2', i2: typed })).toMatchObject({ ok: false, refusal: { fields: { i2: 'level' } } });
  });

  it('empty stays unknown, and what the edition does not know is not read', () => {
    expect(read({ i1: '', i2: '  ', i9: '3' })).toEqual({ ok: true, value: [] });
  });
});

const group = (totals: readonly number[]): Sums => ({
  n: totals.length,
  sums: [totals.reduce((all, one) => all + one, 0), 0, 0, 0, 0, 0, 0, 0, 0],
  squares: BigInt(totals.reduce((all, one) => all + one * one, 0)),
});

describe('the interval of an index', () => {
  it('is that of Student around the mean of the answers', () => {
    // Ten answers whose indices have mean 83.3333 and standard deviation 5.8560: t(9) = 2.2622, so ± 4.1891.
    const totals = [30, 30, 30, 30, 30, 28, 28, 32, 32, 30];
    const found = intervalOf(group(totals));
    const mean = (25 / 9) * 30;
    const deviation = Math.sqrt(totals.reduce((sum, one) => sum + ((25 / 9) * one - mean) ** 2, 0) / 9);
    const reach = (2.26216 * deviation) / Math.sqrt(10);
    expect(found?.low).toBeCloseTo(mean - reach, 1);
    expect(found?.high).toBeCloseTo(mean + reach, 1);
  });

  it('stays within the scale, is a point when all agree, and is nothing for one answer', () => {
    expect(intervalOf(group([36, 36, 36]))).toEqual({ low: 100, high: 100 });
    expect(intervalOf(group([9, 36]))).toEqual({ low: 25, high: 100 });
    expect(intervalOf(group([30]))).toBeUndefined();
    expect(meanOf(group([]))).toBeUndefined();
  });

  it('adds up from groups as from all at once', () => {
    expect(intervalOf(addUp([group([30, 28]), group([33, 36, 20])]))).toEqual(intervalOf(group([30, 28, 33, 36, 20])));
  });
});

describe('A12: what is hidden', () => {
  it(`leaves no service to be found within its unit, nor a unit by its services (seed ${seed})`, () => {
    const cells = fc.array(fc.record({ unit: fc.nat(3), service: fc.nat(2), n: fc.integer({ min: 1, max: 30 }) }), { maxLength: 12 });
    fc.assert(
      fc.property(cells, fc.constantFrom(5, 10), (drawn, threshold) => {
        const all: readonly Cell[] = drawn.map(({ unit, service, n }) => ({ unitId: `u${unit}`, serviceId: `u${unit}s${service}`, n }));
        const { units, services } = hiddenNested(all, threshold);
        for (const [unit, own] of Map.groupBy(all, (cell) => cell.unitId)) {
          const n = own.reduce((sum, cell) => sum + cell.n, 0);
          const unseen = own.filter((cell) => services.has(cell.serviceId)).reduce((sum, cell) => sum + cell.n, 0);
          if (n < threshold) expect(units.has(unit)).toBe(true);
          if (units.has(unit)) expect(unseen).toBe(n);
          else expect(unseen === 0 || unseen >= threshold).toBe(true);
        }
        for (const [service, own] of Map.groupBy(all, (cell) => cell.serviceId))
          if (own.reduce((sum, cell) => sum + cell.n, 0) < threshold) expect(services.has(service)).toBe(true);
      }),
      { seed, numRuns: 400 },
    );
  });
});

describe('what may be called worse', () => {
  it.each([
    ['a clear fall', { hits: 30, n: 50 }, { hits: 180, n: 200 }, true],
    ['a fall that chance explains', { hits: 8, n: 10 }, { hits: 180, n: 200 }, false],
    ['a rise', { hits: 50, n: 50 }, { hits: 150, n: 200 }, false],
    ['nothing before', { hits: 5, n: 10 }, { hits: 0, n: 0 }, false],
    ['all on time both times', { hits: 10, n: 10 }, { hits: 10, n: 10 }, false],
  ])('%s of a share', (_what, now, before, worse) => {
    expect(hasFallen(now, before)).toBe(worse);
  });

  it('a mean, by Welch’s t, not by the normal: few answers need more', () => {
    const before = { mean: 84, error: 3, n: 90 };
    // √(25 + 9) = 5.831 standard errors and 9.2 degrees of freedom: t = 1.829, so 10.7 where the normal would ask for 9.6.
    expect(isLower({ mean: 73.8, error: 5, n: 6 }, before)).toBe(false);
    expect(isLower({ mean: 72.9, error: 5, n: 6 }, before)).toBe(true);
  });

  it('a mean of few who all agree, only when it is far lower', () => {
    const agreeing = (index: number) => ({ mean: index, error: 0, n: 5 });
    expect(isLower(agreeing(97), agreeing(100))).toBe(false);
    expect(isLower(agreeing(75), agreeing(100))).toBe(true);
  });

  it('a mean, only when it is lower by more than its error', () => {
    const before = { mean: 84, error: 1, n: 90 };
    expect(isLower({ mean: 81, error: 1, n: 90 }, before)).toBe(true);
    expect(isLower({ mean: 82, error: 1, n: 90 }, before)).toBe(false);
    expect(isLower({ mean: 88, error: 1, n: 90 }, before)).toBe(false);
    expect(isLower(undefined, before)).toBe(false);
  });
});
