import { describe, expect, it } from 'vitest';
import { day, line, refund, snapshot } from '../../../tests/simulation/order-words.ts';
import { minor } from '../kernel/money.ts';
import {
  observeCredits,
  observeRefund,
  observeSnapshot,
  type OrderSnapshot,
  UNSEEN_ORDER,
} from './observed-order.ts';
import { glanceAt, isSurelyHeld, type OrderGlance } from './order-glance.ts';

const PLAIN: OrderSnapshot = {
  ...snapshot({ day: 2, lines: ['a 3 × 10.00', 'b 1 × 2.50'] }),
  customerId: 'c1',
};
const held = (seen: OrderSnapshot) => observeSnapshot(UNSEEN_ORDER, seen);

describe('an order at a glance', () => {
  it('counts goods that are left, and no gift cards', () => {
    const lines = [line('a 3/1 × 10.00'), line('card 2 × 25.00 gift')];
    expect(glanceAt({ ...PLAIN, lines }).unitsLeft).toBe(1);
  });

  it('is surely held where all it shows is what we know', () => {
    expect(isSurelyHeld(held(PLAIN), glanceAt(PLAIN))).toBe(true);
  });

  it.each<[string, Partial<OrderGlance>]>([
    ['is a second newer', { updatedAt: day(2.1) }],
    ['has another buyer', { customerId: 'c2' }],
    ['lost its buyer', { customerId: null }],
    ['is not paid', { paid: false }],
    ['was sent', { sent: true }],
    ['was cancelled', { cancelledAt: day(2) }],
    ['has a unit less', { unitsLeft: 3 }],
    ['was edited, given back or paid with credit', { isInvolved: true }],
  ])('is looked at again where it %s', (_how, change) => {
    expect(isSurelyHeld(held(PLAIN), { ...glanceAt(PLAIN), ...change })).toBe(false);
  });

  it('is looked at again where we know of what it does not show', () => {
    const glance = glanceAt(PLAIN);
    const credit = { id: 't1', currency: 'GBP', amountMinor: minor(500) };
    expect(isSurelyHeld(observeCredits(held(PLAIN), [credit]), glance)).toBe(false);
    const back = refund('r1 day 2: 1 a');
    expect(isSurelyHeld(held({ ...PLAIN, refunds: [back] }), glance)).toBe(false);
    expect(isSurelyHeld(observeRefund(UNSEEN_ORDER, back), glance)).toBe(false);
    expect(isSurelyHeld(observeRefund(held(PLAIN), back), glance)).toBe(false);
  });
});
