import { expect, test } from 'vitest';
import { type Dice, seededDice } from './dice.ts';
import { FULL, liveShop } from './shop-life.ts';
import { fix, type Fixed, sayOrder, sayPositions, tellAgain } from './tellings.ts';

// What `npm test` has time for; LAUREL_TELLINGS=1 tells all of it, which takes many minutes.
const SCALE = Number(process.env.LAUREL_TELLINGS ?? 0.04);
const PATIENCE_MS = 3_600_000;
const LIVES_OF_SIX = Math.ceil(200 * SCALE);
const INTERLEAVINGS = Math.ceil(100_000 * SCALE);
const EACH = 10;
const SHORT = { orders: 2, redemptions: 2, doings: 2, together: 3 };
const LONG = { ...FULL, together: 3 };

/** What some of the lives have to hold, for their agreement to be worth anything. */
const HELD = [
  ...['hold', 'settle', 'release', 'charge', 'adjust', 'undo', 'import', 'entry'],
  ...['return', 'expire', 'debt', 'tiers', 'publishes', 'told', 'forgive', 'grant'],
  ...['transfer', 'parted', 'adopted'],
];

test(
  'law 8: up to six observations in every order end in one net position',
  () => {
    const counts = new Map<string, number>();
    const count = (what: string, by = 1) => counts.set(what, (counts.get(what) ?? 0) + by);
    const of = (what: string) => counts.get(what) ?? 0;
    const missing = () => HELD.filter((what) => of(what) < EACH);
    for (let seed = 1; of('of six') < LIVES_OF_SIX || missing().length > 0; seed += 1) {
      const fixed = fix(liveShop(seededDice(seed), SHORT));
      const { observations, life, holds } = fixed;
      if (observations.length < 3 || observations.length > 6) continue;
      // Past the first hundreds only what was too rare among them is still told.
      const isRare = observations.length < 6 && missing().some((what) => holds.has(what));
      if (!isRare && (of('of six') >= LIVES_OF_SIX || observations.length < 6)) continue;
      for (const what of holds) count(what);
      if (observations.length === 6) count('of six');
      const at = observations.map(({ at: heardAt }) => heardAt).sort((x, y) => x - y);
      for (const order of permutationsOf(observations)) {
        const books = tellAgain(fixed, { observations: order, at });
        check(fixed, sayPositions(books), () => `Seed ${seed}, told ${sayOrder(order, fixed)}`);
        count('permutations');
        count('refolded', books.seen.get('refolded') ?? 0);
      }
      expect(life.endsAt).toBeGreaterThan(at[0] ?? 0);
    }
    expect(of('permutations')).toBeGreaterThanOrEqual(LIVES_OF_SIX * 720);
    expect(of('refolded')).toBeGreaterThan(LIVES_OF_SIX);
  },
  PATIENCE_MS,
);

test(
  'law 8: lives shuffled, repeated and split end in one net position',
  () => {
    let told = 0;
    let refolded = 0;
    for (let seed = 1; told < INTERLEAVINGS; seed += 1) {
      const dice = seededDice(seed);
      // Every tenth is a life of full length; short ones are told the more often.
      const isLong = seed % 10 === 0;
      const fixed = fix(liveShop(dice, isLong ? LONG : SHORT));
      const { observations, life } = fixed;
      const [first] = observations;
      if (!first) continue;
      const spanMs = life.endsAt - first.at;
      for (let telling = 0; telling < (isLong ? 5 : 100); telling += 1) {
        const repeated = observations.flatMap((one) => (dice.oneIn(3) ? [one, one] : [one]));
        const order = shuffled(dice, repeated);
        // Several at one instant are one batch.
        const at = order.map(() => first.at + Math.floor((dice.roll(12) * spanMs) / 12));
        at.sort((a, b) => a - b);
        const books = tellAgain(fixed, { observations: order, at });
        check(fixed, sayPositions(books), () => `Seed ${seed}, telling ${telling}`);
        told += 1;
        refolded += books.seen.get('refolded') ?? 0;
      }
    }
    expect(refolded).toBeGreaterThan(told);
  },
  PATIENCE_MS,
);

function check(fixed: Fixed, positions: string, say: () => string): void {
  if (positions !== fixed.positions) expect(positions, say()).toBe(fixed.positions);
}

function* permutationsOf<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (const [place, first] of items.entries()) {
    const others = [...items.slice(0, place), ...items.slice(place + 1)];
    for (const rest of permutationsOf(others)) yield [first, ...rest];
  }
}

function shuffled<T>(dice: Dice, items: readonly T[]): T[] {
  const rest = [...items];
  const result: T[] = [];
  while (rest.length > 0) result.push(...rest.splice(dice.roll(rest.length), 1));
  return result;
}
