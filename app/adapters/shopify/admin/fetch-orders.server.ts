/**
 * Orders by id, whole: each by itself, so that a dear one does not make ten dear, and with the rest
 * of its lists where one page does not hold them.
 */
import { z } from 'zod';
import {
  adminLine,
  adminOrderHead,
  adminRefund,
  adminRefundLine,
  adminShippingLine,
  fromAdminOrder,
} from '../../../contracts/admin-order.ts';
import type { Hashing } from '../../../contracts/observation.ts';
import { reasonText } from '../../../contracts/parked-reason.ts';
import { invariant } from '../../../domain/kernel/invariant.ts';
import { type Shopify, type ShopRef, UnreadableOrder } from '../../../services/ports/shopify.ts';
import type { Ask, Operation } from '../operation.ts';
import { toGid } from './gids.ts';
import { ORDER_HEAD, ORDER_LINE, REFUND_LINE, SHIPPING_LINE } from './order-document.ts';
import { readRest } from './order-rest.server.ts';
import { pageOf } from './page.ts';

const ORDERS_MAX = 10;

const refund = adminRefund.omit({ lines: true, shippingLines: true, adjustments: true }).extend({
  refundLineItems: pageOf(adminRefundLine),
  refundShippingLines: z.object({ nodes: adminRefund.shape.shippingLines }),
  orderAdjustments: z.object({ nodes: adminRefund.shape.adjustments }),
});

const order = adminOrderHead.extend({
  lineItems: pageOf(adminLine),
  shippingLines: z.object({ nodes: z.array(adminShippingLine) }),
  refunds: z.array(refund),
});

const answer = z.object({ order: order.nullable() });

const FETCH_ORDER: Operation<typeof answer> = {
  name: 'FetchOrder',
  effect: 'read',
  cost: 110,
  answer,
  document: /* GraphQL */ `
    query FetchOrder($id: ID!) {
      order(id: $id) {
        ...OrderHead
        lineItems(first: 100) {
          nodes {
            ...OrderLine
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
        shippingLines(first: 20, includeRemovals: true) {
          nodes {
            ...PricedShipping
          }
        }
        refunds(first: 250) {
          id
          createdAt
          processedAt
          refundLineItems(first: 50) {
            nodes {
              ...RefundLine
            }
            pageInfo {
              hasNextPage
              endCursor
            }
          }
          refundShippingLines(first: 10) {
            nodes {
              subtotalAmountSet {
                shopMoney {
                  amount
                }
              }
              taxAmountSet {
                shopMoney {
                  amount
                }
              }
            }
          }
          orderAdjustments(first: 20) {
            nodes {
              reason
              amountSet {
                shopMoney {
                  amount
                }
              }
            }
          }
        }
      }
    }
    ${ORDER_HEAD}
    ${ORDER_LINE}
    ${SHIPPING_LINE}
    ${REFUND_LINE}
  `,
};

/** An order that cannot be read is a bug of ours or a change of Shopify's: it throws, by its id. */
export const fetchOrders =
  (ask: Ask, hashing: Hashing): Shopify['fetchOrders'] =>
  async (shop, orderIds) => {
    invariant(orderIds.length <= ORDERS_MAX, 'Orders are fetched ten at a time.');
    const fetched = await Promise.all(orderIds.map((id) => fetchOrder(ask, shop, id)));
    return fetched.flatMap((found, place) => {
      if (found === null) return [];
      const reading = fromAdminOrder(found, hashing);
      if (reading.ok) return [reading.order];
      throw new UnreadableOrder(`order ${orderIds[place]}: ${reasonText(reading.reason)}`);
    });
  };

async function fetchOrder(ask: Ask, shop: ShopRef, id: string) {
  const to = { shop, lane: 'reconciliation' } as const;
  const { order: found } = await ask(to, FETCH_ORDER, { id: toGid('Order', id) });
  if (found === null) return null;
  const { lineItems, shippingLines, refunds, ...head } = found;
  const rest = await readRest((operation, variables) => ask(to, operation, variables), found);
  return {
    ...head,
    lines: [...lineItems.nodes, ...rest.lines],
    shippingLines: shippingLines.nodes,
    refunds: refunds.map(({ refundLineItems, refundShippingLines, orderAdjustments, ...each }) => ({
      ...each,
      lines: [...refundLineItems.nodes, ...(rest.refundLines.get(each.id) ?? [])],
      shippingLines: refundShippingLines.nodes,
      adjustments: orderAdjustments.nodes,
    })),
  };
}
