/**
 * Signed `orders/paid` requests without end, each of a new order paid just now: a few bodies of the
 * trade in which the order, its buyer and its instants are put in anew.
 */
import { SHOPIFY_API_VERSION } from '../../app/contracts/shopify-api-version.ts';
import { planDeliveries } from '../../scripts/deliver/plan-deliveries.ts';
import type { Trade, TradeOrder } from '../../twin/trade-file/match-returns.ts';
import { signedHeaders } from '../../twin/webhooks/sign.ts';
import { requestBytes } from '../harness/http-load.ts';
import { CURRENCY } from './bench-shop.ts';
import { SECRET } from './webhook-requests.ts';

// Nine digits, as many as what takes their place; no number of the trade has them.
const ORDER = '777777777';
const BUYER = '888888888';
const FIRST_ORDER = 100_000_000;
const FIRST_BUYER = 200_000_000;
const SLOTS = /777777777|888888888|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g;
const STEP = 7_919;

export type SoakRequests = { readonly make: (count: number) => Buffer[] };

type Piece = { readonly before: string; readonly slot: string };

/** Buyers take turns, so that nobody orders twice within as many orders as there are buyers. */
export function soakRequests(
  orders: readonly TradeOrder[],
  { shop, buyers }: { readonly shop: string; readonly buyers: number },
): SoakRequests {
  const bodies = orders.map((order) => piecesOf(bodyOf(order, shop)));
  let made = 0;
  const makeOne = (now: number): Buffer => {
    const order = String(FIRST_ORDER + made);
    const buyer = String(FIRST_BUYER + ((made * STEP) % buyers));
    const instant = `${new Date(now).toISOString().slice(0, 19)}Z`;
    const body = Buffer.from(
      (bodies[made % bodies.length] as Piece[])
        .map(({ before, slot }) => before + fillerOf(slot, { order, buyer, instant }))
        .join(''),
    );
    made += 1;
    // Shopify's ids are random: neighbours in time are no neighbours in an index.
    const id = crypto.randomUUID();
    const named = { topic: 'orders/paid', shop, webhookId: id, eventId: id };
    const delivery = { ...named, apiVersion: SHOPIFY_API_VERSION, triggeredAt: now, body };
    return requestBytes('/webhooks', signedHeaders(delivery, SECRET), body);
  };
  return {
    make: (count) => {
      const now = Date.now();
      return Array.from({ length: count }, () => makeOne(now));
    },
  };
}

function bodyOf(order: TradeOrder, shop: string): string {
  const named = { ...order, number: ORDER, customerId: BUYER };
  const trade = { orders: [named] } as unknown as Trade;
  const planned = planDeliveries(trade, { shop, currency: CURRENCY });
  const paid = planned.find(({ topic }) => topic === 'orders/paid');
  if (!paid) throw new Error('an order of the trade is paid at once');
  return paid.body().toString();
}

/** What stays of a body, and what is to be put in behind it; the last piece has no slot. */
function piecesOf(body: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const found of body.matchAll(SLOTS)) {
    pieces.push({ before: body.slice(from, found.index), slot: found[0] });
    from = found.index + found[0].length;
  }
  return [...pieces, { before: body.slice(from), slot: '' }];
}

function fillerOf(
  slot: string,
  { order, buyer, instant }: { order: string; buyer: string; instant: string },
): string {
  if (slot === ORDER) return order;
  if (slot === BUYER) return buyer;
  return slot === '' ? '' : instant;
}
