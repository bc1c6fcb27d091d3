import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minor } from '../kernel/money.ts';
import { points } from '../kernel/points.ts';
import type { RewardGives, RewardOffer } from '../program/reward.ts';
import { choiceAt, choicesOf, leastCost } from './choices-of.ts';
import { sayChoice } from './say-choice.ts';

const SHIPPING: RewardGives = { kind: 'free-shipping', mostMinor: null };

// An offer → its choices in words, from the cheapest.
test.each<[string, RewardOffer, string[]]>([
  ['a fixed offer is one choice', { kind: 'fixed', ...choice(500, off(500)) }, ['500: 500p off']],
  [
    'a stepped one is its steps',
    { kind: 'stepped', steps: [choice(100, SHIPPING), choice(900, off(1000))] },
    ['100: free shipping', '900: 1000p off'],
  ],
  [
    'a sliding one is so many times the points for so many times the amount',
    { kind: 'sliding', least: 2, most: 4, ...choice(100, off(150)) },
    ['200: 300p off', '300: 450p off', '400: 600p off'],
  ],
  [
    'of one that slides by nothing there is one choice',
    { kind: 'sliding', least: 1, most: 1, ...choice(100, off(150)) },
    ['100: 150p off'],
  ],
  [
    'words stay as they are where the amount slides',
    {
      kind: 'sliding',
      least: 1,
      most: 2,
      ...choice(50, { kind: 'donation', amountMinor: minor(25), to: 'the shelter' }),
    },
    ['50: 25p given to the shelter', '100: 50p given to the shelter'],
  ],
  [
    'what has no amount cannot slide',
    { kind: 'sliding', least: 1, most: 3, ...choice(100, SHIPPING) },
    [],
  ],
])('%s', (_title, offer, expected) => {
  const said = choicesOf({ offer }).map((each) => `${each.cost}: ${say(each)}`);
  expect(said).toEqual(expected);
});

test('a choice is found by its exact price', () => {
  const offer = { kind: 'sliding', least: 2, most: 4, ...choice(100, off(150)) } as const;
  expect(choiceAt({ offer }, points(300))).toEqual(choice(300, off(450)));
  for (const price of [0, 100, 250, 500]) {
    expect(choiceAt({ offer }, points(price)), `${price} points`).toBeNull();
  }
});

test('the least that a reward costs is the price of its first choice', () => {
  const steps = [choice(100, off(100)), choice(180, off(200))];
  expect(leastCost({ offer: { kind: 'stepped', steps } })).toBe(100);
  expect(leastCost({ offer: { kind: 'sliding', least: 3, most: 9, ...choice(50, off(1)) } })).toBe(
    150,
  );
});

test('prices and amounts of a sliding offer climb together, and each price is one choice', () => {
  const offers = fc.record({
    kind: fc.constant('sliding' as const),
    cost: fc.integer({ min: 1, max: 1_000 }).map(points),
    gives: fc.integer({ min: 1, max: 1_000 }).map(off),
    least: fc.integer({ min: 1, max: 50 }),
    most: fc.integer({ min: 50, max: 100 }),
  });
  fc.assert(
    fc.property(offers, (offer) => {
      const choices = choicesOf({ offer });
      expect(choices).toHaveLength(offer.most - offer.least + 1);
      expect(choices[0]?.cost).toBe(leastCost({ offer }));
      for (const [at, { cost, gives }] of choices.entries()) {
        expect(cost).toBe(offer.cost * (offer.least + at));
        // A point is worth the same, however many are given.
        expect(gives).toEqual(off(offer.gives.amountMinor * (offer.least + at)));
        expect(choiceAt({ offer }, cost)).toEqual({ cost, gives });
      }
    }),
  );
});

function choice<Gives extends RewardGives>(cost: number, gives: Gives) {
  return { cost: points(cost), gives };
}

function off(amount: number) {
  return { kind: 'amount-off', amountMinor: minor(amount) } as const;
}

function say(each: Parameters<typeof sayChoice>[0]): string {
  return sayChoice(each, { money: (amount) => `${amount}p` });
}
