import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/*
 * The lot by which field examiners are drawn. The seed is not known when the draw is announced and not to be changed afterwards:
 * it comes from the root of a checkpoint that was published over the announcement. Runs in browsers and commands too.
 */

/** The name by which an announcement binds itself to what stands below. */
export const drawAlgorithm = 'smart-asn/draw/v1';

/** SHA-256("smart-asn/draw/v1" LF ‖ root[32] ‖ draw). */
export function seedOf(root: Uint8Array, draw: string): Uint8Array {
  return sha256(concatBytes(utf8ToBytes(`${drawAlgorithm}\n`), root, utf8ToBytes(draw)));
}

/** A stream of 32-bit numbers: the bytes of SHA-256(seed ‖ counter[4]), counter 0, 1, 2 …, four at a time, big-endian. */
function* numbersOf(seed: Uint8Array): Generator<number> {
  for (let counter = 0; ; counter += 1) {
    const block = new DataView(sha256(concatBytes(seed, Uint8Array.of(counter >>> 24, (counter >>> 16) & 255, (counter >>> 8) & 255, counter & 255))).buffer);
    for (let at = 0; at < 32; at += 4) yield block.getUint32(at);
  }
}

const range = 2 ** 32;

/** A number from 0 to below `bound`: what would favour the small ones is thrown away. */
function below(bound: number, numbers: Iterator<number>): number {
  const limit = range - (range % bound);
  for (;;) {
    const number = numbers.next().value as number;
    if (number < limit) return number % bound;
  }
}

/** The first `count` labels after a shuffle (Fisher and Yates, in Durstenfeld's form) of the list in the order of its characters. */
export function drawn(labels: readonly string[], count: number, seed: Uint8Array): readonly string[] {
  const list = labels.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const numbers = numbersOf(seed);
  for (let at = 0; at < Math.min(count, list.length - 1); at += 1) {
    const other = at + below(list.length - at, numbers);
    [list[at], list[other]] = [list[other]!, list[at]!];
  }
  return list.slice(0, count);
}
