import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { reasonText } from '../../app/contracts/parked-reason.ts';
import { readDelivery } from '../../app/contracts/webhook-topics.ts';
import {
  observeRefund,
  observeSnapshot,
  type ObservedOrder,
  UNSEEN_ORDER,
} from '../../app/domain/facts/observed-order.ts';
import type { OrderFact } from '../../app/domain/facts/order-fact.ts';
import { orderFact } from '../../app/domain/facts/order-timeline.ts';
import { foldMember } from '../../app/domain/fold.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import { foldTrade } from '../replay/fold-trade.ts';
import { matchReturns, type Trade } from '../../twin/trade-file/match-returns.ts';
import { shiftByWeeks } from '../../twin/trade-file/shift-by-weeks.ts';
import { readTrade } from '../../twin/trade-file/read-trade.ts';
import { tradeLines } from '../../twin/trade-file/trade-fixture.ts';
import { planDeliveries, type PlannedDelivery } from './plan-deliveries.ts';

const DEFINITION = pointsPreset({ currency: 'GBP', zone: 'UTC' });
const SHOP = { shop: 'a-shop.myshopify.com', currency: 'GBP' };

const TRADE = matchReturns(
  tradeLines(`100  85048  3 01T10:00 1.115 7
              100  79323P 2 01T10:00 6.75 7
              101  85048  1 01T11:00 2.10 -
              C1   85048 -1 02T10:00 1.115 7
              102  85048  4 03T10:00 1.115 8
              C2   85048 -2 04T10:00 1.115 7`),
);

function told(plan: readonly PlannedDelivery[]): string[] {
  return plan.map(({ topic, orderId }) => `${topic} ${orderId}`);
}

function bodyOf(delivery: PlannedDelivery | undefined): Record<string, unknown> {
  return JSON.parse(delivery?.body().toString() ?? '{}') as Record<string, unknown>;
}

describe('planDeliveries', () => {
  it('goes by instant when calm, a refund with the order as it left it', () => {
    const plan = planDeliveries(TRADE, SHOP);
    expect(told(plan)).toEqual([
      'orders/create 5000000000100',
      'orders/paid 5000000000100',
      'orders/create 5000000000101',
      'orders/paid 5000000000101',
      'refunds/create 5000000000100',
      'orders/updated 5000000000100',
      'orders/create 5000000000102',
      'orders/paid 5000000000102',
      'refunds/create 5000000000100',
      'orders/updated 5000000000100',
    ]);
    expect(bodyOf(plan[5])).toMatchObject({
      id: 5000000000100,
      updated_at: '2010-05-02T10:00:00+00:00',
      financial_status: 'partially_refunded',
      customer: { id: 7 },
      line_items: [{ current_quantity: 2 }, { current_quantity: 2 }],
      refunds: [{ note: 'C1' }],
    });
    expect(bodyOf(plan[8])).toMatchObject({ note: 'C2', order_id: 5000000000100 });
    expect(bodyOf(plan[9])['refunds']).toHaveLength(2);
  });

  it('repeats in turn as a retry and as another subscription', () => {
    const plan = planDeliveries(TRADE, { ...SHOP, times: 4, limit: 1 });
    const paid = plan.filter(({ topic }) => topic === 'orders/paid');
    const [first, retry, other, otherRetry] = paid;
    expect(paid).toHaveLength(4);
    expect(retry?.webhookId).toBe(first?.webhookId);
    expect(other?.webhookId).not.toBe(first?.webhookId);
    expect(otherRetry?.webhookId).toBe(other?.webhookId);
    expect(new Set(paid.map(({ eventId }) => eventId)).size).toBe(1);
    expect(new Set(plan.map(({ eventId }) => eventId)).size).toBe(6);
  });

  it('shuffles as the seed says, losing and inventing nothing', () => {
    const calm = planDeliveries(TRADE, SHOP);
    const plan = planDeliveries(TRADE, { ...SHOP, shuffleSeed: 'x' });
    expect(told(plan)).not.toEqual(told(calm));
    expect(told(plan).sort()).toEqual(told(calm).sort());
    expect(told(planDeliveries(TRADE, { ...SHOP, shuffleSeed: 'x' }))).toEqual(told(plan));
    expect(told(planDeliveries(TRADE, { ...SHOP, shuffleSeed: 'y' }))).not.toEqual(told(plan));
  });

  it('gives guests no customer, and the same ids whenever it is asked', () => {
    const [, , guest] = planDeliveries(TRADE, SHOP);
    expect(bodyOf(guest)['customer']).toBeNull();
    expect(planDeliveries(TRADE, SHOP)[2]?.webhookId).toBe(guest?.webhookId);
    const elsewhere = planDeliveries(TRADE, { ...SHOP, shop: 'b-shop.myshopify.com' });
    expect(elsewhere[2]?.webhookId).not.toBe(guest?.webhookId);
  });

  it('moves all instants by whole weeks, into the week before the instant given', () => {
    const to = Date.UTC(2026, 10, 23, 6);
    const shiftMs = shiftByWeeks(TRADE.asOf, to);
    expect(shiftMs % (7 * 86_400_000)).toBe(0);
    const last = planDeliveries(TRADE, { ...SHOP, shiftMs }).at(-1);
    expect(last?.at).toBeLessThanOrEqual(to);
    expect(last?.at).toBeGreaterThan(to - 7 * 86_400_000);
    expect(bodyOf(last)['updated_at']).toBe('2026-11-17T10:00:00+00:00');
  });
});

/** What an app that reads each delivery and folds each member ends with: points by customer. */
function booksOf(plan: readonly PlannedDelivery[], asOf: number): Record<string, number> {
  const orders = new Map<string, ObservedOrder>();
  const hashing = {
    emailHash: (email: string) => email,
    digest: (text: string) => createHash('sha1').update(text).digest('hex'),
  };
  for (const { topic, body } of plan) {
    const reading = readDelivery(topic, body(), hashing);
    if (!reading.ok) throw new Error(`${topic}: ${reasonText(reading.reason)}`);
    const { observation } = reading;
    if (observation.type !== 'order' && observation.type !== 'refund') throw new Error(topic);
    const known = orders.get(observation.orderId) ?? UNSEEN_ORDER;
    orders.set(
      observation.orderId,
      observation.type === 'order'
        ? observeSnapshot(known, observation.snapshot)
        : observeRefund(known, observation.refund),
    );
  }
  const members = new Map<string, OrderFact[]>();
  for (const [id, observed] of orders) {
    const fact = orderFact(id, observed);
    const customerId = observed.latest?.customerId;
    if (fact && customerId) members.set(customerId, [...(members.get(customerId) ?? []), fact]);
  }
  const version = { version: 1, effectiveAt: instant(0), definition: DEFINITION };
  const balances = [...members].map(([customerId, facts]): [string, number] => {
    const { state } = foldMember(
      { orders: facts, decisions: [], uses: [] },
      [version],
      instant(asOf),
    );
    const lots = [...state.lots.values()];
    return [customerId, lots.reduce((sum, lot) => sum + lot.pending + lot.available, 0)];
  });
  return Object.fromEntries(balances.sort());
}

function replayed(trade: Trade): Record<string, number> {
  const { members } = foldTrade(trade, DEFINITION);
  const balances = [...members].map(([id, books]): [string, number] => [
    id,
    books.pending + books.available,
  ]);
  return Object.fromEntries(balances.sort());
}

describe('the deliveries of real trade', () => {
  let trade: Trade;

  beforeAll(async () => {
    trade = matchReturns(await readTrade('twin/trade-file/online-retail-slice.csv.gz'));
  });

  it.each([
    ['calm', {}],
    ['each three times, shuffled', { times: 3, shuffleSeed: 'storm' }],
  ])('%s, amount to exactly what the replay folds', { timeout: 60_000 }, (_title, options) => {
    const plan = planDeliveries(trade, { ...SHOP, ...options });
    expect(booksOf(plan, trade.asOf)).toEqual(replayed(trade));
  });

  it('amount to the same in any order, repeated or not', () => {
    const options = fc.record({ times: fc.integer({ min: 1, max: 4 }), shuffleSeed: fc.string() });
    fc.assert(
      fc.property(options, (chosen) => {
        const plan = planDeliveries(TRADE, { ...SHOP, ...chosen });
        expect(booksOf(plan, TRADE.asOf)).toEqual(replayed(TRADE));
      }),
      { numRuns: 40 },
    );
  });
});
