import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEntries, encodeEntries, hashesAt, readTilePath, type TileLevel, tileExists, tilePath, tileWidth } from './tiles.ts';

const seed = Math.floor(Math.random() * 2 ** 31);
const levels: fc.Arbitrary<TileLevel> = fc.oneof(fc.constant('entries' as const), fc.integer({ min: 0, max: 63 }));
const tiles = fc.record({ level: levels, n: fc.integer({ min: 0, max: 10 ** 12 }), width: fc.integer({ min: 1, max: tileWidth }) });

describe('tile paths', () => {
  it('group the number by three digits', () => {
    expect(tilePath({ level: 0, n: 1_234_067, width: 112 })).toBe('tile/0/x001/x234/067.p/112');
    expect(tilePath({ level: 63, n: 0, width: 256 })).toBe('tile/63/000');
    expect(tilePath({ level: 'entries', n: 1000, width: 1 })).toBe('tile/entries/x001/000.p/1');
  });

  it(`read back as what was written (seed ${seed})`, () => {
    fc.assert(
      fc.property(tiles, (tile) => {
        expect(readTilePath(tilePath(tile))).toEqual(tile);
      }),
      { seed },
    );
  });

  it('have no second spelling', () => {
    const wrong = [
      'tile/0/000.p/01',
      'tile/0/000.p/300',
      'tile/0/000.p/',
      'tile/-1/000',
      'tile/0/x000/x000/001',
      'tile/0/001/000',
      'tile/0/x001',
      '/tile/0/000',
    ];
    for (const path of [...wrong, 'tile/0/000/', 'tile/0/000\n', 'tile/0/0000', 'tile/Entries/000', 'tile/0/٠٠٠', `tile/0/${'x999/'.repeat(6)}999`, '']) {
      expect(readTilePath(path), path).toBeUndefined();
    }
  });
});

describe('the tiles of a tree', () => {
  const rowOf = (size: number, level: number) => {
    const widths = Array.from({ length: 300 }, (_none, n) =>
      [256, hashesAt(size, level) % 256].filter((width) => width > 0 && tileExists({ level, n, width }, size)),
    );
    return { full: widths.filter((one) => one.includes(256)).length, partial: hashesAt(size, level) % 256 };
  };

  it('are those the specification counts for 70,000 and 256', () => {
    expect([0, 1, 2, 3].map((level) => rowOf(70_000, level))).toEqual([
      { full: 273, partial: 112 },
      { full: 1, partial: 17 },
      { full: 0, partial: 1 },
      { full: 0, partial: 0 },
    ]);
    expect([0, 1, 2].map((level) => rowOf(256, level))).toEqual([
      { full: 1, partial: 0 },
      { full: 0, partial: 1 },
      { full: 0, partial: 0 },
    ]);
  });

  it('include every partial tile that an older checkpoint published', () => {
    for (let width = 1; width <= 112; width += 1) expect(tileExists({ level: 'entries', n: 273, width }, 70_000)).toBe(true);
    expect(tileExists({ level: 'entries', n: 273, width: 113 }, 70_000)).toBe(false);
    expect(tileExists({ level: 0, n: 0, width: 1 }, 0)).toBe(false);
  });
});

describe('entry bundles', () => {
  it(`give back their entries, and each bundle has one reading (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 20 }), (entries) => {
        expect(decodeEntries(encodeEntries(entries))).toEqual(entries);
      }),
      { seed },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bundle) => {
        const entries = decodeEntries(bundle);
        if (entries) expect(encodeEntries(entries)).toEqual(bundle);
      }),
      { seed },
    );
  });

  it('hold entries up to 65,535 bytes, and are refused when cut anywhere inside one', () => {
    expect(decodeEntries(encodeEntries([new Uint8Array(65_535)]))?.[0]?.length).toBe(65_535);
    expect(() => encodeEntries([new Uint8Array(65_536)])).toThrow();
    const bundle = encodeEntries([new Uint8Array(5)]);
    for (let end = 1; end < bundle.length; end += 1) expect(decodeEntries(bundle.slice(0, end)), String(end)).toBeUndefined();
  });
});
