/**
 * An order's state in Shopify's words: as webhooks tell it (REST names) and as the Admin API shows
 * it (GraphQL names). Only what Laurel may look at, and whole ids beyond what a number holds.
 */
import type { PlainLine, PlainRefund, PlainSnapshot } from '../simulation/order-told.ts';

const gid = (kind: string, id: string) => `gid://shopify/${kind}/${id}`;
const text = (minor: number) =>
  `${Math.trunc(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
const iso = (at: number) => new Date(at).toISOString().replace('.000', '');
/** Written as a bare number of any length by {@link bytesOf}. */
const long = (id: string) => `@${id}`;

/** JSON in which ids are numbers with all their digits. */
export function bytesOf(payload: object): Buffer {
  return Buffer.from(JSON.stringify(payload).replaceAll(/"@(\d+)"/g, '$1'));
}

/** The body of every `orders/*` webhook. */
export function orderWebhook(orderId: string, order: PlainSnapshot): Buffer {
  return bytesOf({
    id: long(orderId),
    admin_graphql_api_id: gid('Order', orderId),
    name: order.name,
    currency: order.currency,
    created_at: iso(order.createdAt),
    updated_at: iso(order.updatedAt),
    cancelled_at: order.cancelledAt === null ? null : iso(order.cancelledAt),
    financial_status: statusOf(order),
    taxes_included: order.taxesIncluded,
    test: order.test,
    email: null,
    customer: order.customerId && {
      id: long(order.customerId),
      admin_graphql_api_id: gid('Customer', order.customerId),
      first_name: 'Canary',
    },
    source_name: order.channel === 'pos' ? 'pos' : 'web',
    fulfillment_status: order.fulfilledAt === null ? null : 'fulfilled',
    fulfillments:
      order.fulfilledAt === null ? [] : [{ status: 'success', created_at: iso(order.fulfilledAt) }],
    discount_codes: order.codes.map(({ code }) => ({ code, type: 'fixed_amount' })),
    discount_applications: applicationsOf(order),
    line_items: order.lines.map((line) => ({
      id: long(line.id),
      admin_graphql_api_id: gid('LineItem', line.id),
      quantity: line.quantity,
      current_quantity: line.currentQuantity,
      price: line.unitPrice,
      gift_card: line.giftCard,
      vendor: line.vendor,
      product_id: line.productId,
      discount_allocations: allocationsOf(order, line).map(({ place, minor }) => ({
        amount: text(minor),
        discount_application_index: place,
      })),
      tax_lines: line.taxMinor === 0 ? [] : [{ price: text(line.taxMinor) }],
    })),
    shipping_lines: [
      {
        price: text(order.shippingMinor),
        is_removed: false,
        discount_allocations: [],
        tax_lines: [{ price: text(order.shippingTaxMinor) }],
      },
    ],
    refunds: order.refunds.map((refund) => refundPayload(orderId, order.currency, refund)),
  });
}

/** The body of `refunds/create`. */
export function refundWebhook(orderId: string, currency: string, refund: PlainRefund): Buffer {
  return bytesOf(refundPayload(orderId, currency, refund));
}

function refundPayload(orderId: string, currency: string, refund: PlainRefund) {
  const set = (minor: number) => ({ shop_money: { amount: text(minor), currency_code: currency } });
  const { id, at, units, beyondLinesMinor, shippingMinor, shippingTaxMinor } = refund;
  return {
    id: long(id),
    admin_graphql_api_id: gid('Refund', id),
    order_id: long(orderId),
    created_at: iso(at),
    refund_line_items: units.map(({ lineId, quantity }) => ({
      quantity,
      line_item_id: long(lineId),
      line_item: { admin_graphql_api_id: gid('LineItem', lineId) },
    })),
    refund_shipping_lines:
      shippingMinor + shippingTaxMinor === 0
        ? []
        : [{ subtotal_amount_set: set(shippingMinor), tax_amount_set: set(shippingTaxMinor) }],
    order_adjustments:
      beyondLinesMinor === 0
        ? []
        : [
            {
              kind: 'refund_discrepancy',
              reason: 'Refund discrepancy',
              amount: `-${text(beyondLinesMinor)}`,
              amount_set: { shop_money: { currency_code: currency } },
            },
          ],
  };
}

/** The order of the Admin API's `FetchOrder`. */
export function adminOrder(orderId: string, order: PlainSnapshot) {
  const bag = (minor: number) => ({ shopMoney: { amount: text(minor) } });
  const taxes = (minor: number) => (minor === 0 ? [] : [{ priceSet: bag(minor) }]);
  const [code] = order.codes;
  return {
    id: gid('Order', orderId),
    name: order.name,
    createdAt: iso(order.createdAt),
    updatedAt: iso(order.updatedAt),
    cancelledAt: order.cancelledAt === null ? null : iso(order.cancelledAt),
    currencyCode: order.currency,
    displayFinancialStatus: statusOf(order).toUpperCase(),
    taxesIncluded: order.taxesIncluded,
    test: order.test,
    email: null,
    customer: order.customerId && { id: gid('Customer', order.customerId), tags: [] },
    sourceName: order.channel === 'pos' ? 'pos' : 'web',
    purchasingEntity: null,
    displayFulfillmentStatus: order.fulfilledAt === null ? 'UNFULFILLED' : 'FULFILLED',
    fulfillments:
      order.fulfilledAt === null ? [] : [{ status: 'SUCCESS', createdAt: iso(order.fulfilledAt) }],
    discountCodes: order.codes.map((one) => one.code),
    transactions: [],
    totalTipReceivedSet: bag(0),
    lineItems: pageOf(
      order.lines.map((line) => ({
        id: gid('LineItem', line.id),
        title: 'Something',
        quantity: line.quantity,
        currentQuantity: line.currentQuantity,
        isGiftCard: line.giftCard,
        requiresShipping: true,
        taxable: true,
        sku: null,
        vendor: line.vendor,
        product: null,
        originalUnitPriceSet: { shopMoney: { amount: line.unitPrice } },
        discountAllocations: allocationsOf(order, line).map(({ place, minor }) => ({
          allocatedAmountSet: bag(minor),
          discountApplication: place === 1 && code ? { index: 1, code: code.code } : { index: 0 },
        })),
        taxLines: taxes(line.taxMinor),
      })),
    ),
    shippingLines: {
      nodes: [
        {
          isRemoved: false,
          originalPriceSet: bag(order.shippingMinor),
          discountAllocations: [],
          taxLines: taxes(order.shippingTaxMinor),
        },
      ],
    },
    refunds: order.refunds.map((refund) => adminRefund(refund)),
  };
}

/** As a list shows it: an edit is what took units off that nobody gave back. */
export function listedOrder(orderId: string, order: PlainSnapshot) {
  const back = order.refunds.flatMap(({ units }) => units);
  const gone = sum(order.lines, (line) => line.quantity - line.currentQuantity);
  const goods = order.lines.filter(({ giftCard }) => !giftCard);
  return {
    ...adminOrder(orderId, order),
    currentSubtotalLineItemsQuantity: sum(goods, ({ currentQuantity }) => currentQuantity),
    edited: gone !== sum(back, ({ quantity }) => quantity),
    paymentGatewayNames: ['bogus'],
  };
}

function sum<T>(all: readonly T[], of: (each: T) => number): number {
  return all.reduce((total, each) => total + of(each), 0);
}

function adminRefund({ id, at, units, ...refund }: PlainRefund) {
  const { beyondLinesMinor, shippingMinor, shippingTaxMinor } = refund;
  const bag = (amount: string) => ({ shopMoney: { amount } });
  return {
    id: gid('Refund', id),
    createdAt: iso(at),
    processedAt: iso(at),
    refundLineItems: pageOf(
      units.map(({ lineId, quantity }) => ({
        quantity,
        lineItem: { id: gid('LineItem', lineId) },
      })),
    ),
    refundShippingLines: {
      nodes: [
        {
          subtotalAmountSet: bag(text(shippingMinor)),
          taxAmountSet: bag(text(shippingTaxMinor)),
        },
      ],
    },
    orderAdjustments: {
      nodes:
        beyondLinesMinor === 0
          ? []
          : [{ reason: 'REFUND_DISCREPANCY', amountSet: bag(`-${text(beyondLinesMinor)}`) }],
    },
  };
}

const pageOf = <Node>(nodes: readonly Node[]) => ({
  nodes,
  pageInfo: { hasNextPage: false, endCursor: null },
});

function statusOf({ paid, refunds }: PlainSnapshot): string {
  if (!paid) return 'pending';
  return refunds.length > 0 ? 'partially_refunded' : 'paid';
}

/** Of what stands off a line: a code's part at place 1, the merchant's own at place 0. */
function allocationsOf(order: PlainSnapshot, line: PlainLine) {
  const byCode = order.codes
    .flatMap((code) => code.lines)
    .reduce((sum, part) => sum + (part.lineId === line.id ? part.discountMinor : 0), 0);
  const own = line.discountMinor - byCode - (order.taxesIncluded ? line.taxMinor : 0);
  return [
    { place: 0, minor: own },
    { place: 1, minor: byCode },
  ].filter(({ minor }) => minor > 0);
}

function applicationsOf({ codes }: PlainSnapshot) {
  const code = codes[0];
  return [
    { type: 'manual', title: 'Friend of the house' },
    ...(code ? [{ type: 'discount_code', code: code.code }] : []),
  ];
}
