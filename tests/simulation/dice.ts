/**
 * Where chance comes from. A seed makes the long runs repeatable; a tape of numbers lets fast-check
 * shrink a life: a shorter tape or smaller numbers make a simpler life, and a tape that has run out
 * always answers the first choice.
 */
export type Dice = {
  /** A whole number from 0 to `sides - 1`. */
  roll(sides: number): number;
  pick<T>(choices: readonly T[]): T;
  /** True about once in so many times; false when a tape has run out. */
  oneIn(times: number): boolean;
};

/** Dice that fall the same way for the same seed, on every machine (mulberry32). */
export function seededDice(seed: number): Dice {
  let state = seed >>> 0;
  return diceOf(() => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  });
}

/** Dice that read their falls off a tape of whole numbers. */
export function tapeDice(tape: readonly number[]): Dice {
  let place = 0;
  return diceOf(() => tape[place++] ?? 0);
}

function diceOf(next: () => number): Dice {
  const roll = (sides: number): number => next() % sides;
  return {
    roll,
    oneIn: (times) => roll(times) === times - 1,
    pick: (choices) => {
      const chosen = choices[roll(choices.length)];
      if (chosen === undefined) throw new Error('There is something to pick from.');
      return chosen;
    },
  };
}
