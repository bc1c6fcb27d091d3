/** Seeded chance: the same seed gives the same order on every machine. */
import { createHash } from 'node:crypto';

/** The entries in an order that only the seed decides. */
export function shuffled<T>(entries: readonly T[], seed: string): T[] {
  const random = seededRandom(seed);
  const result = [...entries];
  for (let place = result.length - 1; place > 0; place -= 1) {
    const other = Math.floor(random() * (place + 1));
    const held = result[place] as T;
    result[place] = result[other] as T;
    result[other] = held;
  }
  return result;
}

/** Numbers from 0 up to 1, as a seed decides them (mulberry32). */
function seededRandom(seed: string): () => number {
  let state = createHash('sha256').update(seed).digest().readUInt32BE(0);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
