import { concatBytes } from '@noble/hashes/utils.js';

/* Tiles of C2SP tlog-tiles: 256 hashes a tile, N in groups of three digits, all but the last with an x. */

export const tileWidth = 256;

export type TileLevel = number | 'entries';
export type Tile = { readonly level: TileLevel; readonly n: number; readonly width: number };

export function tilePath({ level, n, width }: Tile): string {
  const digits = String(n).padStart(Math.ceil(String(n).length / 3) * 3, '0');
  const groups = digits.match(/\d{3}/g) ?? [];
  const name = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${name}${width === tileWidth ? '' : `.p/${width}`}`;
}

const pattern = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** Strict: one address for each tile. Undefined for anything else. */
export function readTilePath(path: string): Tile | undefined {
  const match = pattern.exec(path);
  if (!match) return undefined;
  const [, level = '', name = '', partial] = match;
  const n = Number(name.replace(/[x/]/g, ''));
  const width = partial === undefined ? tileWidth : Number(partial);
  const tile: Tile = { level: level === 'entries' ? 'entries' : Number(level), n, width };
  if (!Number.isSafeInteger(n) || width > 255 + (partial === undefined ? 1 : 0) || (typeof tile.level === 'number' && tile.level > 63)) return undefined;
  return tilePath(tile) === path ? tile : undefined;
}

/** How many hashes stand at a tile level of a tree: floor(size / 256^level). */
export function hashesAt(size: number, level: number): number {
  return Math.floor(size / tileWidth ** level);
}

/** Whether a tile of this width exists in a tree of this size. */
export function tileExists({ level, n, width }: Tile, size: number): boolean {
  return n * tileWidth + width <= hashesAt(size, level === 'entries' ? 0 : level);
}

/** Big-endian uint16 length, then the entry, repeated. */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array {
  return concatBytes(
    ...entries.flatMap((entry) => {
      if (entry.length > 65_535) throw new Error('an entry has at most 65,535 bytes');
      return [Uint8Array.of(entry.length >> 8, entry.length & 255), entry];
    }),
  );
}

/** Undefined when the bundle is cut or has a tail. */
export function decodeEntries(bundle: Uint8Array): readonly Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bundle.length) {
    const length = ((bundle[at] ?? 0) << 8) | (bundle[at + 1] ?? 0);
    if (at + 2 + length > bundle.length || at + 2 > bundle.length) return undefined;
    entries.push(bundle.slice(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return entries;
}
