import { describe, expect, it } from 'vitest';
import { cancelOrder } from '../trade/cancel-order.ts';
import { fulfilOrder } from '../trade/fulfil-order.ts';
import { placeOrder } from '../trade/place-order.ts';
import { refundOrder } from '../trade/refund-order.ts';
import { must, openShop, SHOP } from '../trade/shop-fixture.ts';
import { orders } from './order-kind.ts';
import { orderTimeline } from './order-timeline.ts';

const DAY = 86_400_000;

describe('the timeline of an order', () => {
  it('tells what happened, in the order in which it did', () => {
    const { world, plate } = openShop();
    const variantId = plate.id;
    const order = must(placeOrder(world, SHOP, { lines: [{ variantId, quantity: 3 }] }));
    const lineId = order.lines[0]?.id ?? 0;
    world.clock.moveBy(DAY);
    must(fulfilOrder(world, SHOP, { orderId: order.id, lines: [{ lineId, quantity: 2 }] }));
    world.clock.moveBy(DAY);
    const lines = [{ lineId, quantity: 1, restockType: 'return' as const }];
    must(refundOrder(world, SHOP, { orderId: order.id, lines, note: 'too small' }));
    const now = world.store.get(orders, SHOP, order.id);
    const said = now && orderTimeline(now).map(({ text }) => text);
    expect(said).toEqual([
      `${order.name} was placed.`,
      expect.stringMatching(/^30\.00 \w{3} was paid\.$/),
      `2 items were sent (${order.name}.1).`,
      expect.stringMatching(/^10\.00 \w{3} was refunded\.$/),
      'A refund of 1 item was made: too small',
    ]);
  });

  it('ends with a cancellation and what staff noted of it', () => {
    const { world, plate } = openShop();
    const variantId = plate.id;
    const order = must(placeOrder(world, SHOP, { lines: [{ variantId, quantity: 1 }] }));
    world.clock.moveBy(DAY);
    must(cancelOrder(world, SHOP, { orderId: order.id, staffNote: 'rang us up' }));
    const now = world.store.get(orders, SHOP, order.id);
    const said = (now ? orderTimeline(now) : []).map(({ text }) => text);
    expect(said).toContain('rang us up');
    expect(said.at(-1)).toBe('It was cancelled.');
  });
});
