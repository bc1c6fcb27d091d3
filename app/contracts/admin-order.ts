/**
 * An order as the Admin API shows it, told in a webhook's words and then read by the webhook's own
 * reader: so both ways of hearing of an order give the very same snapshot, and there is one law for
 * what counts.
 *
 * Where the two differ: money is `25.0` here and `25.00` there; what a refund gave beyond lines is
 * the kind `refund_discrepancy` there and any adjustment with a reason here; a tip is marked there,
 * and here only told by its sum.
 */
import { z } from 'zod';
import type {
  ObservedCredit,
  ObservedRefund,
  OrderSnapshot,
} from '../domain/facts/observed-order.ts';
import { currencyExponent } from '../domain/kernel/money.ts';
import type { Hashing } from './observation.ts';
import type { Parked } from './parked-reason.ts';
import { currencyCode, idText, invalidPayload } from './shopify-fields.ts';
import { fromShopifyOrder } from './shopify-order.ts';
import { creditOf } from './shopify-transaction.ts';

const moneyBag = z.object({ shopMoney: z.object({ amount: z.string() }) });

const allocations = z.array(
  z.object({
    allocatedAmountSet: moneyBag,
    discountApplication: z.object({
      index: z.int().nonnegative().max(10_000),
      code: z.string().optional(),
    }),
  }),
);

/** A line of the order, as `ADMIN_LINE` of the document selects it. */
export const adminLine = z.object({
  id: z.string(),
  title: z.string(),
  quantity: z.int(),
  currentQuantity: z.int(),
  isGiftCard: z.boolean(),
  requiresShipping: z.boolean(),
  taxable: z.boolean(),
  sku: z.string().nullable(),
  vendor: z.string().nullable(),
  product: z.object({ id: z.string() }).nullable(),
  originalUnitPriceSet: moneyBag,
  discountAllocations: allocations,
  taxLines: z.array(z.object({ priceSet: moneyBag })),
});

export const adminShippingLine = z.object({
  isRemoved: z.boolean(),
  originalPriceSet: moneyBag,
  discountAllocations: allocations,
  taxLines: z.array(z.object({ priceSet: moneyBag })),
});

export const adminRefundLine = z.object({
  quantity: z.int(),
  lineItem: z.object({ id: z.string() }),
});

const adminRefundShippingLine = z.object({
  subtotalAmountSet: moneyBag,
  taxAmountSet: moneyBag,
});

export const adminRefund = z.object({
  id: z.string(),
  createdAt: z.string().nullable(),
  processedAt: z.string(),
  lines: z.array(adminRefundLine),
  shippingLines: z.array(adminRefundShippingLine),
  adjustments: z.array(z.object({ reason: z.string().nullable(), amountSet: moneyBag })),
});

/** The order without its lists. */
export const adminOrderHead = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  cancelledAt: z.string().nullable(),
  currencyCode,
  displayFinancialStatus: z.string().nullable(),
  taxesIncluded: z.boolean(),
  test: z.boolean(),
  email: z.string().nullable(),
  customer: z.object({ id: z.string(), tags: z.array(z.string()) }).nullable(),
  sourceName: z.string().nullable(),
  purchasingEntity: z.object({ __typename: z.string() }).nullable(),
  displayFulfillmentStatus: z.string(),
  fulfillments: z.array(z.object({ status: z.string(), createdAt: z.string() })),
  discountCodes: z.array(z.string()),
  transactions: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      status: z.string(),
      gateway: z.string().nullable(),
      amountSet: z.object({ shopMoney: z.object({ amount: z.string(), currencyCode }) }),
    }),
  ),
  totalTipReceivedSet: moneyBag,
});

const adminOrder = adminOrderHead.extend({
  lines: z.array(adminLine),
  shippingLines: z.array(adminShippingLine),
  refunds: z.array(adminRefund),
});

export type AdminOrder = z.output<typeof adminOrder>;
type AdminLine = z.output<typeof adminLine>;

type Reading =
  | {
      readonly ok: true;
      readonly order: {
        readonly orderId: string;
        readonly snapshot: OrderSnapshot;
        readonly refunds: readonly ObservedRefund[];
        readonly credits: readonly ObservedCredit[];
      };
    }
  | Parked;

/** Reads an order with all of its lists; refuses as a webhook's reader does, the field named. */
export function fromAdminOrder(order: unknown, hashing: Hashing): Reading {
  const parsed = adminOrder.safeParse(order);
  if (!parsed.success) return invalidPayload(parsed.error);
  const projection = fromShopifyOrder(toPayload(parsed.data), hashing);
  if (!projection.ok) return projection;
  const { observation } = projection;
  if (observation.type !== 'order') throw new Error('An order is read as an order.');
  const { orderId, snapshot } = observation;
  const credits = creditsOf(parsed.data);
  return { ok: true, order: { orderId, snapshot, refunds: snapshot.refunds, credits } };
}

/** What gift cards and store credit paid, as a webhook tells it of each payment. */
function creditsOf({ transactions }: AdminOrder): readonly ObservedCredit[] {
  return transactions.flatMap(({ id, kind, status, gateway, amountSet }) => {
    const { amount, currencyCode: currency } = amountSet.shopMoney;
    const credit = creditOf({
      ...{ id: idText('OrderTransaction', id, null) ?? id, amount, currency },
      ...{ kind: kind.toLowerCase(), status: status.toLowerCase(), gateway },
    });
    return credit === null || credit === 'too-much' ? [] : [credit];
  });
}

type Say = (bag: z.output<typeof moneyBag>) => string;

function toPayload(order: AdminOrder) {
  const exponent = currencyExponent(order.currencyCode);
  const say: Say = (bag) => sayMoney(bag.shopMoney.amount, exponent);
  const sayAllocations = (given: z.output<typeof allocations>) =>
    given.map(({ allocatedAmountSet, discountApplication }) => ({
      amount: say(allocatedAmountSet),
      discount_application_index: discountApplication.index,
    }));
  const tips = tipsAmong(order);
  return {
    admin_graphql_api_id: order.id,
    name: order.name,
    currency: order.currencyCode,
    created_at: order.createdAt,
    updated_at: order.updatedAt,
    cancelled_at: order.cancelledAt,
    financial_status: order.displayFinancialStatus?.toLowerCase() ?? null,
    taxes_included: order.taxesIncluded,
    test: order.test,
    email: order.email,
    customer: order.customer && {
      admin_graphql_api_id: order.customer.id,
      tags: order.customer.tags,
    },
    source_name: order.sourceName,
    ...(order.purchasingEntity?.__typename === 'PurchasingCompany' ? { company: {} } : {}),
    fulfillment_status: order.displayFulfillmentStatus.toLowerCase(),
    fulfillments: order.fulfillments.map(({ status, createdAt }) => ({
      status: status.toLowerCase(),
      created_at: createdAt,
    })),
    discount_codes: order.discountCodes.map((code) => ({ code })),
    discount_applications: applicationsOf(order),
    line_items: order.lines.map((line) => ({
      admin_graphql_api_id: line.id,
      quantity: line.quantity,
      current_quantity: line.currentQuantity,
      price: say(line.originalUnitPriceSet),
      gift_card: line.isGiftCard,
      vendor: line.vendor,
      product_id: line.product && idText('Product', line.product.id, null),
      ...(tips.has(line) ? { tip: {} } : {}),
      discount_allocations: sayAllocations(line.discountAllocations),
      tax_lines: line.taxLines.map(({ priceSet }) => ({ price: say(priceSet) })),
    })),
    shipping_lines: order.shippingLines.map((line) => ({
      price: say(line.originalPriceSet),
      is_removed: line.isRemoved,
      tax_lines: line.taxLines.map(({ priceSet }) => ({ price: say(priceSet) })),
      discount_allocations: sayAllocations(line.discountAllocations),
    })),
    refunds: order.refunds.map((refund) => toRefundPayload(refund, order.currencyCode, say)),
  };
}

function toRefundPayload(refund: AdminOrder['refunds'][number], currency: string, say: Say) {
  const saySet = (bag: z.output<typeof moneyBag>) => ({
    shop_money: { amount: say(bag), currency_code: currency },
  });
  return {
    admin_graphql_api_id: refund.id,
    created_at: refund.createdAt ?? refund.processedAt,
    refund_line_items: refund.lines.map(({ quantity, lineItem }) => ({
      quantity,
      line_item: { admin_graphql_api_id: lineItem.id },
    })),
    refund_shipping_lines: refund.shippingLines.map((line) => ({
      subtotal_amount_set: saySet(line.subtotalAmountSet),
      tax_amount_set: saySet(line.taxAmountSet),
    })),
    order_adjustments: refund.adjustments
      .filter(({ reason }) => reason !== null)
      .map(({ amountSet }) => ({ kind: 'refund_discrepancy', amount: say(amountSet) })),
  };
}

/** `25.0` → `25.00`, in a currency of two decimals. More decimals than that are left. */
function sayMoney(amount: string, exponent: number): string {
  const [whole = '', decimals = ''] = amount.split('.');
  const kept = decimals.replace(/0+$/, '').padEnd(exponent, '0');
  return kept === '' ? whole : `${whole}.${kept}`;
}

/** The order's discounts by their place; of those that took nothing off nothing is known. */
function applicationsOf(order: AdminOrder) {
  const places: { type: string; code: string | null }[] = [];
  const all = [...order.lines, ...order.shippingLines].flatMap(
    ({ discountAllocations }) => discountAllocations,
  );
  for (const { discountApplication: application } of all) {
    while (places.length <= application.index) places.push({ type: 'unknown', code: null });
    const { code } = application;
    if (code !== undefined) places[application.index] = { type: 'discount_code', code };
  }
  return places;
}

/**
 * Lines that are tips. A tip is a line that nobody stocks, ships or taxes; those called so come
 * first, and together they are never more than the order says was given.
 */
function tipsAmong({ lines, totalTipReceivedSet }: AdminOrder): ReadonlySet<AdminLine> {
  const tips = new Set<AdminLine>();
  let left = Number(totalTipReceivedSet.shopMoney.amount);
  if (!(left > 0)) return tips;
  const isBare = (line: AdminLine) =>
    line.sku === null && !line.requiresShipping && !line.taxable && !line.isGiftCard;
  const isCalledSo = ({ title }: AdminLine) => (title === 'Tip' ? 0 : 1);
  const candidates = lines.filter(isBare).sort((a, b) => isCalledSo(a) - isCalledSo(b));
  for (const line of candidates) {
    const worth = line.quantity * Number(line.originalUnitPriceSet.shopMoney.amount);
    if (worth > left + 0.000_1) continue;
    tips.add(line);
    left -= worth;
  }
  return tips;
}
