import { describe, expect, it } from 'vitest';
import { minor } from '../domain/kernel/money.ts';
import { points } from '../domain/kernel/points.ts';
import { fixedReward } from '../domain/program/fixed-reward.ts';
import type { Combines, RewardGives, RewardLimits } from '../domain/program/program.ts';
import { discountGift, isFreeShipping, rewardFingerprint } from './reward-terms.ts';

type Changes = { limits?: Partial<RewardLimits>; combines?: Combines; currency?: string };

function asked(gives: RewardGives, { limits = {}, combines, currency = 'GBP' }: Changes = {}) {
  const plain = fixedReward({ id: 'off', name: 'Off', cost: points(500), gives });
  const reward = {
    ...plain,
    limits: { ...plain.limits, ...limits },
    combines: combines ?? plain.combines,
  };
  return { reward, choice: { gives }, currency };
}

const FIVE = { kind: 'amount-off', amountMinor: minor(500) } as const;
const TENTH = { kind: 'percent-off', percent: 10, mostMinor: null } as const;
const POST = { kind: 'free-shipping', mostMinor: null } as const;
const ALONE = { order: false, product: false, shipping: false };
const PRODUCTS = [{ kind: 'product', not: false, productIds: ['9', '7'] }] as const;
const COLLECTIONS = [{ kind: 'collection', not: false, collectionIds: ['4'] }] as const;

describe('the fingerprint of a choice', () => {
  it.each<[string, RewardGives, Changes, string]>([
    ['an amount', FIVE, {}, 'amount-off 500 GBP'],
    ['an amount of another currency', FIVE, { currency: 'JPY' }, 'amount-off 500 JPY'],
    ['a percentage', TENTH, {}, 'percent-off 10'],
    ['free shipping', POST, {}, 'free-shipping'],
    [
      'free shipping up to a price',
      { ...POST, mostMinor: minor(800) },
      {},
      'free-shipping up to 800 GBP',
    ],
    [
      'a minimum order',
      FIVE,
      { limits: { minimumMinor: minor(3000) } },
      'amount-off 500 GBP from 3000 GBP',
    ],
    [
      'some products, in whatever order',
      TENTH,
      { limits: { goods: PRODUCTS }, combines: { order: true, product: false, shipping: true } },
      'percent-off 10 on products 7,9',
    ],
    [
      'a collection, where it stands beside what order discounts do',
      TENTH,
      { limits: { goods: COLLECTIONS } },
      'percent-off 10 on collections 4 beside product,shipping',
    ],
    ['nothing beside it', FIVE, { combines: ALONE }, 'amount-off 500 GBP beside none'],
  ])('says %s', (_what, gives, changes, fingerprint) => {
    expect(rewardFingerprint(asked(gives, changes))).toBe(fingerprint);
  });

  it('tells free shipping, which is another kind of discount at Shopify', () => {
    expect(isFreeShipping('free-shipping up to 800 GBP')).toBe(true);
    expect(isFreeShipping('percent-off 10')).toBe(false);
  });
});

describe('what Shopify is told of a choice', () => {
  it.each([
    ['GBP', '5.00', '30.00'],
    ['JPY', '500', '3000'],
    ['KWD', '0.500', '3.000'],
  ])('is decimal text in %s', (currency, amount, minimum) => {
    const limits = { minimumMinor: minor(3000) };
    expect(discountGift(asked(FIVE, { limits, currency }))).toEqual({
      kind: 'amount-off',
      amount,
      minimum,
      goods: null,
      combines: { order: false, product: true, shipping: true },
    });
  });

  it('names goods by their ids', () => {
    expect(discountGift(asked(TENTH, { limits: { goods: PRODUCTS } }))).toMatchObject({
      kind: 'percent-off',
      percent: 10,
      goods: { of: 'products', ids: ['9', '7'] },
    });
  });

  it('bounds the price of shipping', () => {
    const gives = { ...POST, mostMinor: minor(800) };
    expect(discountGift(asked(gives))).toMatchObject({ kind: 'free-shipping', most: '8.00' });
  });

  it('is nothing where a discount cannot give it', () => {
    expect(discountGift(asked({ kind: 'gift-card', amountMinor: minor(500) }))).toBeNull();
  });
});
