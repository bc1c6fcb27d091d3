/** Orders of a bench as Shopify tells of them, each of another id, signed, over HTTP. */
import { randomUUID } from 'node:crypto';
import type { PlainSnapshot } from '../../tests/simulation/order-told.ts';
import { orderWebhook } from '../../tests/storm/told-orders.ts';
import { signedHeaders } from '../../tests/support/webhooks.ts';
import { requestBytes } from '../harness/http-load.ts';
import { CURRENCY } from './bench-shop.ts';

export type LiveOrder = {
  readonly orderId: string;
  readonly customerId: string;
  /** In whole pounds; as many points. */
  readonly pounds: number;
};

/** The request that tells of the order as paid this second. */
export function paidRequest(shop: string, order: LiveOrder, at = Date.now()): Buffer {
  const body = orderWebhook(order.orderId, snapshotOf(order, Math.floor(at / 1_000) * 1_000));
  const headers = signedHeaders({ body, shop, topic: 'orders/paid', deliveryId: randomUUID() });
  const said = { ...headers, 'x-shopify-triggered-at': new Date(at).toISOString() };
  return requestBytes('/webhooks', said, body);
}

export function snapshotOf({ orderId, customerId, pounds }: LiveOrder, at: number): PlainSnapshot {
  return {
    ...{ updatedAt: at, createdAt: at, name: `#${orderId}`, currency: CURRENCY, customerId },
    ...{ emailHash: null, test: false, paid: true, cancelledAt: null, fulfilledAt: null },
    ...{ channel: 'online', customerTags: null, segmentIds: [], taxesIncluded: false },
    ...{ shippingMinor: 0, shippingTaxMinor: 0, refunds: [], codes: [], digest: orderId },
    lines: [
      {
        ...{ id: `${orderId}1`, quantity: 1, currentQuantity: 1, unitPrice: `${pounds}.00` },
        ...{ discountMinor: 0, giftCard: false, taxMinor: 0, productId: null, vendor: null },
        ...{ productTags: [], collectionIds: [] },
      },
    ],
  };
}
