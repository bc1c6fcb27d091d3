/**
 * Chance from a seed: the n-th draw of a seed is always the same, also after a restart, as the
 * count of draws is kept. Nothing here is secret: the twin is a toy town on one machine.
 */
import { createHash } from 'node:crypto';
import type { Store } from '../store/store.ts';

export type Chance = ReturnType<typeof openChance>;

/** The draws of `seed`, counted in `store`. */
export function openChance(store: Store, seed: string) {
  function draw(): Buffer {
    return createHash('sha256')
      .update(`${seed}:${store.next('chance')}`)
      .digest();
  }

  /** From 0 up to, not including, 1. */
  function fraction(): number {
    return draw().readUIntBE(0, 6) / 2 ** 48;
  }

  return {
    fraction,
    /** A whole number from 0 up to, not including, `below`. */
    integer: (below: number) => Math.floor(fraction() * below),
    /** True with the given probability. */
    happens: (probability: number) => fraction() < probability,
    pick: <T>(items: readonly T[]): T => {
      const item = items[Math.floor(fraction() * items.length)];
      if (item === undefined) throw new Error('Nothing to pick from.');
      return item;
    },
    /** Lower-case hexadecimal, two digits a byte, at most 32 bytes. */
    hex: (bytes: number) => draw().subarray(0, bytes).toString('hex'),
    /** Letters and digits, at most 32. */
    letters: (length: number, alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789') =>
      [...draw().subarray(0, length)].map((byte) => alphabet[byte % alphabet.length]).join(''),
    uuid: () => {
      const hex = draw().toString('hex');
      const variant = '89ab'[parseInt(hex[16] ?? '0', 16) % 4];
      return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `4${hex.slice(13, 16)}`,
        `${variant}${hex.slice(17, 20)}`,
        hex.slice(20, 32),
      ].join('-');
    },
  };
}
