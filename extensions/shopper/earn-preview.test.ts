/** The preview beside worked numbers; the ledger's own are in app/domain. */
import type { StandardApi } from '@shopify/ui-extensions/checkout';
import { describe, expect, it } from 'vitest';
import type { ProgramCard } from '../../app/contracts/card.ts';
import { previewEarning, type Purchase, sentenceOf } from './earn-preview.ts';

type Told = {
  /** Each line's own total, after what was taken off it by the codes named. */
  lines?: readonly { amount: number; codes?: readonly string[]; type?: string }[];
  /** What was taken off the whole cart, by code. */
  off?: Readonly<Record<string, number>>;
  shipping?: number;
  offShipping?: number;
  tax?: number;
  total?: number;
  currency?: string;
  /** What gift cards pay of it. */
  paidBy?: readonly number[];
};

const money = (amount: number, currencyCode = 'GBP') => ({ amount, currencyCode });
const code = (name: string, amount: number) => ({
  type: 'code',
  code: name,
  discountedAmount: money(amount),
});

function purchase({
  lines = [{ amount: 31.9 }],
  off = {},
  shipping,
  offShipping = 0,
  tax,
  total = lines.reduce((sum, { amount }) => sum + amount, shipping ?? 0),
  currency = 'GBP',
  paidBy = [],
}: Told): Purchase {
  const told: Record<keyof Purchase, unknown> = {
    lines: {
      value: lines.map(({ amount, codes = [], type = 'Mugs' }) => ({
        cost: { totalAmount: money(amount) },
        discountAllocations: codes.map((name) => code(name, 1)),
        merchandise: { requiresShipping: type === 'Mugs', product: { productType: type } },
      })),
    },
    appliedGiftCards: { value: paidBy.map((amount) => ({ amountUsed: money(amount) })) },
    discountAllocations: { value: Object.entries(off).map(([name, amount]) => code(name, amount)) },
    deliveryGroups: {
      value: [
        {
          selectedDeliveryOption: { handle: 'post' },
          deliveryOptions: [
            { handle: 'van', cost: money(99), costAfterDiscounts: money(0) },
            {
              handle: 'post',
              cost: money((shipping ?? 0) + offShipping),
              costAfterDiscounts: money(shipping ?? 0),
            },
          ],
        },
      ],
    },
    cost: {
      totalShippingAmount: { value: shipping === undefined ? undefined : money(shipping) },
      totalTaxAmount: { value: tax === undefined ? undefined : money(tax) },
      totalAmount: { value: money(total, currency) },
      subtotalAmount: { value: money(total, currency) },
    } satisfies Record<keyof StandardApi['cost'], unknown>,
  };
  return told as Purchase;
}

const PROGRAM = {
  currency: 'GBP',
  decimals: 2,
  earning: { points: 1, perMinor: 100, orMore: false },
} as ProgramCard;
const exactly = (points: number) => ({ points, isExact: true, orMore: false });

describe('what an order is going to earn', () => {
  it.each<[string, Told, ReturnType<typeof exactly> | null]>([
    ['one line', {}, exactly(31)],
    [
      'is rounded once, not by line',
      { lines: [{ amount: 15.95 }, { amount: 15.95 }] },
      exactly(31),
    ],
    ['nothing', { lines: [] }, exactly(0)],
    ['shipping earns nothing', { shipping: 4.99 }, exactly(31)],
    [
      'a gift card earns nothing',
      { lines: [{ amount: 31.9 }, { amount: 50, type: 'Gift Card' }] },
      exactly(31),
    ],
    ['what gift cards pay for', { lines: [{ amount: 40 }], paidBy: [25, 5] }, exactly(10)],
    ['nothing in money', { lines: [{ amount: 40 }], paidBy: [40] }, exactly(0)],
    [
      'gift cards pay for a part of shipping too',
      { lines: [{ amount: 30 }], shipping: 10, paidBy: [20] },
      exactly(15),
    ],
    ['off the whole cart, in no line’s price', { off: { FIVE: 5 }, total: 26.9 }, exactly(26)],
    [
      'off the whole cart, in the lines’ prices already',
      { lines: [{ amount: 26.9, codes: ['FIVE'] }], off: { FIVE: 5 } },
      exactly(26),
    ],
    ['off the shipping only', { off: { POST: 4 }, shipping: 0, offShipping: 4 }, exactly(31)],
    ['tax on top', { tax: 6.38, total: 38.28 }, exactly(31)],
    ['tax inside, nothing shipped', { lines: [{ amount: 24 }], tax: 4 }, exactly(20)],
    [
      'tax inside, of shipping too: its part is not told',
      { lines: [{ amount: 24 }], shipping: 6, tax: 5 },
      { points: 20, isExact: false, orMore: false },
    ],
    [
      'tax inside, and a gift card, which has none',
      { lines: [{ amount: 24 }, { amount: 50, type: 'gift_card' }], tax: 4 },
      exactly(20),
    ],
    ['another currency than the program’s', { currency: 'EUR' }, null],
  ])('%s', (_what, told, expected) => {
    expect(previewEarning(purchase(told), PROGRAM)).toEqual(expected);
  });

  it('counts in a currency without decimals', () => {
    const program = {
      ...PROGRAM,
      decimals: 0,
      earning: { points: 2, perMinor: 100, orMore: false },
    };
    expect(previewEarning(purchase({ lines: [{ amount: 1999 }] }), program)).toEqual(exactly(39));
  });

  it('says nothing where the program promises no rate', () => {
    expect(previewEarning(purchase({}), { ...PROGRAM, earning: null })).toBeNull();
  });

  it('says “at least” where tiers or campaigns may make more of it', () => {
    const program = { ...PROGRAM, earning: { points: 1, perMinor: 100, orMore: true } };
    const preview = previewEarning(purchase({}), program);
    expect(preview).toEqual({ ...exactly(31), orMore: true });
    const by = { exact: '31', about: 'about 31', atLeast: 'at least 31' };
    expect(preview && sentenceOf(preview, by)).toBe('at least 31');
    expect(sentenceOf({ ...exactly(31), isExact: false, orMore: true }, by)).toBe('about 31');
    expect(sentenceOf(exactly(31), by)).toBe('31');
  });

  it('trusts no fraction of a cent', () => {
    const lines = [{ amount: 0.1 }, { amount: 0.2 }, { amount: 0.7 }];
    expect(previewEarning(purchase({ lines }), PROGRAM)).toEqual(exactly(1));
  });
});
