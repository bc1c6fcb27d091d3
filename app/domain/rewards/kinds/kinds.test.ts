import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ofKind } from '../../../../tests/support/any-field.ts';
import { minor } from '../../kernel/money.ts';
import type { DiscountClass, Fulfilment } from './kind.ts';
import { REWARD_KINDS, type RewardGives, rewardKindOf } from './registry.ts';

const FIVE = minor(500);
const MONEY = { money: (amount: number) => `${amount}p` };

// What is given | how it is said | how it reaches the shopper | its class for all goods, for some
test.each<[RewardGives, string, Fulfilment, DiscountClass | null, DiscountClass | null]>([
  [{ kind: 'amount-off', amountMinor: FIVE }, '500p off', 'code', 'order', 'product'],
  [{ kind: 'percent-off', percent: 10, mostMinor: null }, '10 % off', 'code', 'order', 'product'],
  [
    { kind: 'percent-off', percent: 10, mostMinor: FIVE },
    ...(['10 % off, up to 500p', 'code', 'order', 'product'] as const),
  ],
  [{ kind: 'free-shipping', mostMinor: null }, 'free shipping', 'code', 'shipping', 'shipping'],
  [
    { kind: 'free-shipping', mostMinor: FIVE },
    ...(['free shipping of up to 500p', 'code', 'shipping', 'shipping'] as const),
  ],
  [{ kind: 'free-product' }, 'a free product', 'code', 'product', 'product'],
  [{ kind: 'product-off', percent: 20 }, '20 % off a product', 'code', 'product', 'product'],
  [{ kind: 'gift-card', amountMinor: FIVE }, 'a gift card of 500p', 'payment', null, null],
  [{ kind: 'store-credit', amountMinor: FIVE }, '500p of store credit', 'payment', null, null],
  [{ kind: 'early-access', what: 'the sale' }, 'early access to the sale', 'message', null, null],
  [{ kind: 'service', what: 'a tasting for two' }, 'a tasting for two', 'staff', null, null],
  [
    { kind: 'donation', amountMinor: FIVE, to: 'the shelter' },
    ...(['500p given to the shelter', 'staff', null, null] as const),
  ],
  [{ kind: 'custom', key: 'k1', what: 'a badge' }, 'a badge', 'message', null, null],
])('%o', (gives, said, fulfilment, ofAll, ofSome) => {
  const kind = rewardKindOf(gives);
  expect(kind.say(gives as never, MONEY)).toBe(said);
  expect(kind.fulfilment).toBe(fulfilment);
  expect(kind.discountClass(gives as never, false)).toBe(ofAll);
  expect(kind.discountClass(gives as never, true)).toBe(ofSome);
});

test('what slides has an amount, and nothing else does', () => {
  const slide = Object.values(REWARD_KINDS).filter(({ kind }) => canSlide(kind));
  expect(slide.map(({ kind }) => kind).sort()).toEqual([
    ...['amount-off', 'donation', 'gift-card', 'store-credit'],
  ]);
});

test('only a kind that is for goods may be for some of them', () => {
  const bounds = Object.values(REWARD_KINDS).map(({ kind, goods }) => [kind, goods] as const);
  expect(bounds.filter(([, goods]) => goods !== 'never')).toEqual([
    ['amount-off', 'may'],
    ['percent-off', 'may'],
    ['free-product', 'must'],
    ['product-off', 'may'],
  ]);
});

const times = fc.integer({ min: 1, max: 100 });

// Every kind there is; what it is given follows from what it says of its fields.
test.each(Object.keys(REWARD_KINDS) as RewardGives['kind'][])('the laws of a kind: %s', (name) => {
  const kind = rewardKindOf({ kind: name });
  const values = ofKind(name, kind.fields) as unknown as fc.Arbitrary<RewardGives>;
  expect(kind.kind).toBe(name);
  fc.assert(
    fc.property(values, values, times, times, (gives, other, a, b) => {
      const worth = (of: object) => kind.worthMinor(of as never);
      const more = (of: object, n: number) => kind.times(of as never, n);
      const say = (of: object) => kind.say(of as never, MONEY);

      // Its worth is above zero, and so many times as much is worth so many times as much.
      const single = more(gives, 1);
      if (single === null) expect(worth(gives)).toBeNull();
      else {
        const { kind: _, ...own } = gives;
        expect(single).toEqual(own);
        expect(worth(gives)).toBeGreaterThan(0);
        expect(worth(more(gives, a) ?? {})).toBe(a * Number(worth(gives)));
        expect(more(more(gives, a) ?? {}, b)).toEqual(more(gives, a * b));
        if (a !== b) expect(say(more(gives, a) ?? {})).not.toBe(say(more(gives, b) ?? {}));
      }

      // It is a part of a sentence; two that give different things are not said alike.
      expect(say(gives)).toMatch(/\S$/);
      expect(say(gives)).toBe(say(gives).trim().replace(/\.$/, ''));
      if (!isSame(seen(gives), seen(other))) expect(say(gives)).not.toBe(say(other));

      // A discount has a class, nothing else has; being for some goods never widens it.
      const [ofAll, ofSome] = [false, true].map((some) => kind.discountClass(gives as never, some));
      expect(ofAll !== null).toBe(kind.fulfilment === 'code');
      if (kind.goods === 'never') expect(ofSome).toBe(ofAll);
      else expect(ofSome).toBe('product');
      if (kind.goods === 'must') expect(ofAll).toBe('product');
    }),
  );
});

/** What shoppers are to hear of; the key of a custom reward is another system’s. */
function seen(gives: RewardGives): object {
  return gives.kind === 'custom' ? { ...gives, key: '' } : gives;
}

function isSame(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function canSlide(name: RewardGives['kind']): boolean {
  const kind = rewardKindOf({ kind: name });
  const [some = {}] = fc.sample(ofKind(name, kind.fields), 1);
  return kind.times(some as never, 1) !== null;
}
