/** Members drawn by Zipf's law: the first is drawn 2^s times as often as the second. */

/** Draws places from 0 on, the same ones for the same seed. */
export function zipfDraws(options: {
  readonly places: number;
  readonly exponent: number;
  readonly seed: number;
}): () => number {
  const shares = new Float64Array(options.places);
  let sum = 0;
  for (let place = 0; place < shares.length; place += 1) {
    sum += (place + 1) ** -options.exponent;
    shares[place] = sum;
  }
  const random = randomOf(options.seed);
  return () => placeOf(shares, random() * sum);
}

/** The first place whose sum of shares exceeds what was drawn. */
function placeOf(sums: Float64Array, drawn: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] as number) > drawn) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Mulberry32: from 0 up to 1, evenly. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
