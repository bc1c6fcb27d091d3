/**
 * Which webhooks a shop with this trade would have sent, and in which order.
 *
 * Each order: `orders/create`, then `orders/paid` (it is paid at once); each credit note that
 * touches it: `refunds/create`, then `orders/updated` with all refunds so far inside. Calm,
 * deliveries go by instant. A seed shuffles them all. Repeats are, in turn, Shopify's retry (the
 * same webhook id) and a second subscription's delivery (another webhook id, the same event id).
 */
import { createHash } from 'node:crypto';
import { fromShopOrder } from '../../twin/webhooks/from-shop-order.ts';
import { orderPayload } from '../../twin/webhooks/payloads/order.ts';
import { refundPayload } from '../../twin/webhooks/payloads/refund.ts';
import type { ShopOrder } from '../../twin/webhooks/shop-order.ts';
import type { Trade } from '../../twin/trade-file/match-returns.ts';
import { afterRefunds, shopOrder } from './shop-orders.ts';
import { shuffled } from './shuffle.ts';

export type Topic = 'orders/create' | 'orders/paid' | 'orders/updated' | 'refunds/create';

export type PlannedDelivery = {
  readonly topic: Topic;
  readonly orderId: string;
  /** Instant of the event, ms since the epoch. */
  readonly at: number;
  readonly webhookId: string;
  readonly eventId: string;
  /** The raw JSON; built when asked for, since a year's bodies together are too many to hold. */
  readonly body: () => Buffer;
};

export type DeliveryPlanOptions = {
  /** `….myshopify.com`; ids differ from shop to shop. */
  readonly shop: string;
  readonly currency: string;
  /** How often each webhook is delivered, 1 or more. */
  readonly times?: number;
  /** Null or absent: by instant. */
  readonly shuffleSeed?: string | null;
  /** Only so many orders, the earliest ones, with all that happened to them. */
  readonly limit?: number | null;
  /** Added to every instant, in ms. */
  readonly shiftMs?: number;
};

type Event = {
  readonly topic: Topic;
  readonly at: number;
  readonly order: ShopOrder;
  readonly refundCount: number;
};

/** All deliveries of the trade, repeats included. Throws where two orders would share an id. */
export function planDeliveries(trade: Trade, options: DeliveryPlanOptions): PlannedDelivery[] {
  const { currency, times = 1, shuffleSeed = null, limit = null, shiftMs = 0 } = options;
  const orders = trade.orders
    .slice(0, limit ?? trade.orders.length)
    .map((order) => shopOrder(order, { currency, shiftMs }));
  refuseSharedIds(orders);
  const events = orders.flatMap(eventsOf).sort((a, b) => a.at - b.at);
  const build = bodyBuilder();
  const planned = events.flatMap((event) => repeats(event, times, options.shop, build));
  return shuffleSeed === null ? planned : shuffled(planned, shuffleSeed);
}

function eventsOf(order: ShopOrder): Event[] {
  const { createdAt: at } = order;
  return [
    { topic: 'orders/create', at, order, refundCount: 0 },
    { topic: 'orders/paid', at, order, refundCount: 0 },
    ...order.refunds.flatMap((refund, place): Event[] => [
      { topic: 'refunds/create', at: refund.at, order, refundCount: place + 1 },
      { topic: 'orders/updated', at: refund.at, order, refundCount: place + 1 },
    ]),
  ];
}

function repeats(
  event: Event,
  times: number,
  shop: string,
  build: (event: Event) => Buffer,
): PlannedDelivery[] {
  const { topic, at, order, refundCount } = event;
  const name = `${shop} ${topic} ${order.id} ${refundCount} ${at}`;
  const body = () => build(event);
  return Array.from({ length: times }, (_, repeat) => ({
    topic,
    orderId: order.id,
    at,
    // 0, 0, 1, 1, 2 …: the first repeat is a retry, the second another subscription's delivery.
    webhookId: uuidOf(`webhook ${name} ${Math.floor(repeat / 2)}`),
    eventId: uuidOf(`event ${name}`),
    body,
  }));
}

/**
 * Bodies of one order's state are one text; the last is kept, as deliveries that share it adjoin.
 */
function bodyBuilder(): (event: Event) => Buffer {
  let last: { key: string; body: Buffer } | null = null;
  return ({ topic, order, refundCount }) => {
    const isRefund = topic === 'refunds/create';
    const key = `${order.id} ${refundCount} ${isRefund}`;
    if (last?.key !== key) last = { key, body: bodyOf(afterRefunds(order, refundCount), isRefund) };
    return last.body;
  };
}

function bodyOf(shopOrder: ShopOrder, isRefund: boolean): Buffer {
  const { order, context } = fromShopOrder(shopOrder);
  const refund = order.refunds.at(-1);
  const payload =
    isRefund && refund ? refundPayload(order, refund, context) : orderPayload(order, context);
  return Buffer.from(JSON.stringify(payload));
}

function refuseSharedIds(orders: readonly ShopOrder[]): void {
  const names = new Map<string, string>();
  for (const { id, name, refunds } of orders) {
    for (const named of [`order ${id}`, ...refunds.map((refund) => `refund ${refund.id}`)]) {
      const other = names.get(named);
      if (other !== undefined)
        throw new Error(`Orders ${other} and ${name} share the id ${named}.`);
      names.set(named, name);
    }
  }
}

function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
}
