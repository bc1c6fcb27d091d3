import { InvariantError } from './invariant.ts';

/** A whole number of points. Negative only where a debt is meant. Never adds to money. */
export type Points = number & { readonly unit: 'points' };

export const NO_POINTS = 0 as Points;

/** Brands a whole number as points; throws on a fraction or a number too large to be exact. */
export function points(value: number): Points {
  // Branding happens several times for every fact: the sentence is put together only when needed.
  if (!Number.isSafeInteger(value)) {
    throw new InvariantError(`Points are whole numbers, got ${value}.`);
  }
  return value as Points;
}
