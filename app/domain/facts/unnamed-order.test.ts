import { expect, test } from 'vitest';
import { day, observed, snapshot } from '../../../tests/simulation/order-words.ts';
import { codeUse } from './observed-code-use.ts';
import { observeChargeback, observeSnapshot, UNSEEN_ORDER } from './observed-order.ts';
import { unnamedOrder } from './unnamed-order.ts';

const LINES = ['mug 1 × 10', 'lamp 3 × 10'];
const CODES = ['C: 2.50 mug, 2.50 lamp'];
const ORDER = observed(
  [
    { day: 1, lines: LINES, codes: CODES },
    { day: 5, paid: false, lines: [...LINES, 'chair 1 × 9'], codes: CODES },
  ],
  ['r1 day 3: 1 lamp', 'r2 day 4: 1 mug'],
);
const of = { redemptionId: '7', code: 'C', orderId: '1' };

test('what a code used up of an order is the same once its buyer is forgotten', () => {
  const before = codeUse(of, ORDER);
  expect(before?.steps).toHaveLength(3);
  expect(codeUse(of, unnamedOrder(ORDER))).toEqual({ ...before, orderName: '' });
});

test('nothing is left that names the order, its buyer or its goods', () => {
  const { latest, covered, refunds } = unnamedOrder(ORDER);
  for (const seen of [latest, covered]) {
    expect(seen).toMatchObject({ name: '', customerId: null, emailHash: null, digest: '' });
    const lines = seen?.lines.map(({ id }) => id);
    expect(lines?.slice(0, 2).sort()).toEqual(['1', '2']);
  }
  expect(JSON.stringify([latest, covered, refunds])).not.toMatch(/mug|lamp|chair/);
  expect(Object.keys(refunds)).toEqual(['r1', 'r2']);
});

test('nor what its buyer was called, what the goods were or what happened to it', () => {
  const product = {
    productId: '51',
    vendor: 'Moss',
    productTags: ['glazed'],
    collectionIds: ['61'],
  };
  const seen = snapshot({
    day: 1,
    lines: LINES,
    codes: CODES,
    channel: 'pos',
    customerTags: ['vip'],
    segmentIds: ['71'],
    fulfilledAt: day(2),
  });
  const lines = seen.lines.map((line) => ({ ...line, ...product }));
  const known = observeChargeback(observeSnapshot(UNSEEN_ORDER, { ...seen, lines }), {
    id: '81',
    openedAt: day(3),
    wonAt: null,
  });
  const unnamed = unnamedOrder(known);
  expect(unnamed).toMatchObject({ tags: null, fulfilledAt: null, chargebacks: {} });
  expect(JSON.stringify(unnamed)).not.toMatch(/vip|Moss|glazed|pos|"[5678]1"/);
  expect(codeUse(of, unnamed)).toEqual({ ...codeUse(of, known), orderName: '' });
});
